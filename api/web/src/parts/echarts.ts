// The chart library, cut down to what is drawn here. Loaded only when a chart appears.

import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, registerLocale, use } from "echarts/core";
import langZh from "echarts/i18n/langZH-obj.js";
import { SVGRenderer } from "echarts/renderers";
import type { Chart } from "../lib/shapes";

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);
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
  drawn.setOption(optionsOf(chart, coloursOf(place)));
  return {
    resize: () => drawn.resize(),
    dispose: () => drawn.dispose(),
    picture: () => new XMLSerializer().serializeToString(place.querySelector("svg")!),
  };
}

interface Colours {
  ink: string;
  soft: string;
  line: string;
  ground: string;
  series: string[];
}

function coloursOf(place: HTMLElement): Colours {
  const probe = document.createElement("span");
  place.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const series = [1, 2, 3, 4, 5, 6].map((number) => colour(`series-${number}`));
  const found = {
    ink: colour("ink"),
    soft: colour("ink-soft"),
    line: colour("line"),
    ground: colour("paper-solid"),
    series,
  };
  probe.remove();
  return found;
}

function optionsOf(
  chart: Chart,
  { ink, soft, line, ground, series: colours }: Colours,
): Record<string, unknown> {
  const isPie = chart.type === "pie";
  const isLong = chart.type === "bar" && chart.categories.length > 7;
  const names = { type: "category", data: chart.categories, axisLabel: { color: soft } };
  const values = {
    type: "value",
    axisLabel: { color: soft },
    splitLine: { lineStyle: { color: line } },
    name: chart.unit ?? "",
    nameTextStyle: { color: soft },
  };
  return {
    color: colours,
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    textStyle: { fontFamily: "inherit", color: ink },
    tooltip: {
      trigger: isPie ? "item" : "axis",
      renderMode: "richText",
      backgroundColor: ground,
      textStyle: { color: ink },
    },
    legend:
      isPie || chart.series.length > 1
        ? { type: "plain", bottom: 0, textStyle: { color: soft }, icon: "circle" }
        : undefined,
    grid: { left: 8, right: 16, top: chart.unit ? 34 : 16, bottom: 30, containLabel: true },
    ...(isPie
      ? {}
      : isLong
        ? { yAxis: { ...names, inverse: true }, xAxis: values }
        : { xAxis: names, yAxis: values }),
    series: isPie ? [slices(chart, ground, soft)] : chart.series.map((each) => bars(chart, each)),
  };
}

function bars(chart: Chart, { name, data }: Chart["series"][number]): object {
  return chart.type === "line"
    ? { type: "line", name, data, smooth: 0.25, symbolSize: 7, lineStyle: { width: 2.5 } }
    : { type: "bar", name, data, barMaxWidth: 30, itemStyle: { borderRadius: 5 } };
}

function slices(chart: Chart, ground: string, soft: string): object {
  return {
    type: "pie",
    radius: ["46%", "72%"],
    center: ["50%", "44%"],
    itemStyle: { borderColor: ground, borderWidth: 2, borderRadius: 5 },
    label: { color: soft },
    data: chart.categories.map((name, at) => ({ name, value: chart.series[0]?.data[at] ?? 0 })),
  };
}
