// <bokeh-chart>: a chart from a small checked description; its library is fetched when first needed.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { language, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Chart, Table } from "../lib/shapes";
import { View } from "../lib/view";
import type { Drawing } from "./echarts";
import "./table";
import { saveAs } from "./table";

@customElement("bokeh-chart")
export class FigureChart extends View {
  @property({ attribute: false }) chart!: Chart;
  /** Whether its title and figures stand beside it. */
  @property({ type: Boolean, attribute: false }) isTold = false;
  @state() private isTable = false;
  @state() private hasFailed = false;
  #drawing: Drawing | null = null;
  #resize = new ResizeObserver(() => this.#drawing?.resize());
  #dark = matchMedia("(prefers-color-scheme: dark)");

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dark.addEventListener("change", this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dark.removeEventListener("change", this.#redraw);
    this.#forget();
  }

  protected override render() {
    const other = this.isTable ? t("chart.show_chart") : t("chart.show_table");
    return html`<figure class="figures chart">
      ${this.isTold ? nothing : html`<figcaption>${this.chart.title}</figcaption>`}
      ${
        this.isTable || this.hasFailed
          ? html`<bokeh-table .table=${asTable(this.chart)} .isBare=${true}></bokeh-table>`
          : html`<div class="canvas" role="img" aria-label=${this.chart.alt}></div>`
      }
      <p class="hint figures-foot">
        ${
          this.isTold
            ? html`<span></span>`
            : html`<button type="button" class="plain small" @click=${this.#turn}>
                ${icon(this.isTable ? "chart" : "work")}${other}
              </button>`
        }
        ${
          this.isTable
            ? nothing
            : html`<button type="button" class="plain small" @click=${this.#download}>
                ${icon("download")}${t("chart.download")}
              </button>`
        }
      </p>
    </figure>`;
  }

  protected override updated(): void {
    void this.#draw();
  }

  #redraw = (): void => {
    this.#forget();
    void this.#draw();
  };

  async #draw(): Promise<void> {
    const place = this.querySelector<HTMLElement>(".canvas");
    if (!place) return;
    try {
      const { draw } = await import("./echarts");
      if (!place.isConnected) return;
      this.#forget();
      this.#drawing = draw(place, this.chart, language());
      this.#resize.observe(place);
    } catch {
      this.hasFailed = true;
    }
  }

  #forget(): void {
    this.#resize.disconnect();
    this.#drawing?.dispose();
    this.#drawing = null;
  }

  #turn = (): void => {
    this.#forget();
    this.isTable = !this.isTable;
  };

  #download = (): void => {
    const drawn = this.#drawing?.picture();
    if (drawn) saveAs(`${this.chart.title}.svg`, drawn, "image/svg+xml");
  };
}

/** The same figures as a table. */
export const asTable = ({ title, labels, series }: Chart): Table => ({
  title,
  columns: ["", ...series.map(({ name }) => name)],
  rows: labels.map((name, at) => [name, ...series.map(({ values }) => values[at] ?? null)]),
});
