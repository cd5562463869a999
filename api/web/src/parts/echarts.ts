// The chart library, cut down to what is drawn here. Loaded only when a chart appears.

import { BarChart, HeatmapChart, LineChart, PieChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, registerLocale, use } from "echarts/core";
import langZh from "echarts/i18n/langZH-obj.js";
import { SVGRenderer } from "echarts/renderers";
import type { Chart } from "../lib/shapes";

use([
  BarChart,
  HeatmapChart,
  LineChart,
  PieChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);
registerLocale("ZH", langZh as never);

export interface Drawing {
  resize(): void;
  dispose(): void;
  /** The drawing as an SVG text. */
  picture(): string;
}

/** Draw a chart into an element, in the colours the element inherits. */
export function draw(place: HTMLElement, chart: Chart, language: string): Drawing {
  const drawn = init(place, null, { renderer: "svg", locale: language === "zh" ? "ZH" : "EN" });
  drawn.setOption(optionsOf(chart, lookOf(place)));
  return {
    resize: () => drawn.resize(),
    dispose: () => drawn.dispose(),
    picture: () => new XMLSerializer().serializeToString(place.querySelector("svg")!),
  };
}

interface Look {
  font: string; // a name that a canvas knows too: labels are measured on one
  ink: string;
  soft: string;
  line: string;
  ground: string;
  series: string[];
}

function lookOf(place: HTMLElement): Look {
  const probe = document.createElement("span");
  place.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const series = [1, 2, 3, 4, 5, 6].map((number) => colour(`series-${number}`));
  const found = {
    font: getComputedStyle(place).fontFamily,
    ink: colour("ink"),
    soft: colour("ink-soft"),
    line: colour("line"),
    ground: colour("paper-solid"),
    series,
  };
  probe.remove();
  return found;
}

const LONG = 7; // names from which bars lie, so that the names can be read

function optionsOf(chart: Chart, look: Look): Record<string, unknown> {
  const { font, ink, soft, ground } = look;
  const isShare = chart.type === "share";
  return {
    color: look.series,
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    textStyle: { fontFamily: font, color: ink },
    tooltip: {
      trigger: isShare || chart.type === "heat" ? "item" : "axis",
      renderMode: "richText",
      backgroundColor: ground,
      textStyle: { color: ink },
    },
    legend:
      isShare || (chart.type !== "heat" && chart.series.length > 1)
        ? { type: "scroll", bottom: 0, textStyle: { color: soft }, icon: "circle" }
        : undefined,
    ...(isShare
      ? { series: [slices(chart, look)] }
      : chart.type === "heat"
        ? heat(chart, look)
        : bars(chart, look)),
  };
}

const GRID = { left: 8, right: 16, top: 26, bottom: 8, containLabel: true };
const LEGEND = 34; // pixels of a legend beneath
const NAME_WIDTH = 132; // pixels that the name of a lying bar may take

function bars(chart: Chart, { soft, line }: Look): object {
  const liesDown = chart.type === "bar" && chart.labels.length > LONG;
  const room = liesDown ? { width: NAME_WIDTH, overflow: "truncate" } : {};
  const names = { type: "category", data: chart.labels, axisLabel: { color: soft, ...room } };
  const values = {
    type: "value",
    axisLabel: { color: soft },
    splitLine: { lineStyle: { color: line } },
    name: chart.unit,
    nameTextStyle: { color: soft },
  };
  return {
    grid: chart.series.length > 1 ? { ...GRID, bottom: LEGEND } : GRID,
    ...(liesDown
      ? { yAxis: { ...names, inverse: true }, xAxis: values }
      : { xAxis: names, yAxis: values }),
    series: chart.series.map(({ name, values: data }) =>
      chart.type === "line"
        ? { type: "line", name, data, smooth: 0.25, symbolSize: 7, lineStyle: { width: 2.5 } }
        : { type: "bar", name, data, barMaxWidth: 30, itemStyle: { borderRadius: 5 } },
    ),
  };
}

function slices(chart: Chart, { ground, soft }: Look): object {
  return {
    type: "pie",
    radius: ["46%", "72%"],
    center: ["50%", "44%"],
    itemStyle: { borderColor: ground, borderWidth: 2, borderRadius: 5 },
    label: { color: soft },
    data: chart.labels.map((name, at) => ({ name, value: chart.series[0]?.values[at] ?? 0 })),
  };
}

function heat(chart: Chart, { soft, ground, series }: Look): object {
  const cells = chart.series.flatMap(({ values }, y) =>
    values.map((value, x) => [x, y, value ?? "-"]),
  );
  const largest = Math.max(1, ...cells.map(([, , value]) => Number(value) || 0));
  return {
    grid: { ...GRID, bottom: 54 },
    xAxis: { type: "category", data: chart.labels, axisLabel: { color: soft } },
    yAxis: {
      type: "category",
      data: chart.series.map(({ name }) => name),
      axisLabel: { color: soft },
    },
    visualMap: {
      min: 0,
      max: largest,
      orient: "horizontal",
      left: "center",
      bottom: 0,
      inRange: { color: [ground, series[0]] },
      textStyle: { color: soft },
    },
    series: [{ type: "heatmap", data: cells, label: { show: true } }],
  };
}
