// <bokeh-statistics>: the figures of one's desk, and questions about them in one's own words.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { count, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import type { Chart, Reply, Table } from "../lib/shapes";
import { figures } from "../parts/figures";
import { Reading, empty, loading } from "../parts/state";
import "../written/written";

interface Tile {
  title: string;
  table: Table;
  chart: Chart | null;
}

interface Board {
  name: string;
  title: string;
  tiles: Tile[];
  warnings: { key: string; title: string; tickets: string[] }[];
}

interface Member {
  name: string;
  label: string;
}

interface Schema {
  metrics: (Member & { dimensions: string[] })[];
  dimensions: Member[];
}

@customElement("bokeh-statistics")
export class StatisticsPage extends PageView {
  @state() private reply: Reply | null = null;
  @state() private table: Table | null = null;
  @state() private chart: Chart | null = null;
  @state() private error: string | null = null;
  @state() private isAsking = false;
  #board = new Reading<Board>(this, (signal) => api.get("/api/dashboards", {}, signal));
  #schema = new Reading<Schema>(this, (signal) => api.get("/api/statistics/schema", {}, signal));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.statistics"));
    void this.#board.load();
    void this.#schema.load();
    this.begin();
  }

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.statistics")}</h1>
          <p class="hint">${t("statistics.hint")}</p>
        </div>
      </header>
      <form class="ask-box" @submit=${this.#ask}>
        ${icon("spark")}
        <input
          name="question"
          maxlength="500"
          aria-label=${t("statistics.ask")}
          placeholder=${t("statistics.ask")}
        />
        <button type="submit" class="main" ?disabled=${this.isAsking}
          >${t("statistics.send")}</button
        >
      </form>
      ${this.#answer()} ${this.#explorer()} ${this.#board.draw(board)}
    </div>`;
  }

  #answer() {
    if (this.isAsking) return loading(t("statistics.asking"));
    if (this.error) return html`<p class="error told" role="alert">${this.error}</p>`;
    const { reply } = this;
    if (!reply && !this.table) return nothing;
    return html`<section class="record-content" aria-live="polite">
      ${
        reply
          ? html`<bokeh-written
                .text=${reply.text}
                .references=${reply.references}
                .tables=${reply.tables}
              ></bokeh-written>
              ${figures(reply.charts, reply.tables, reply.text)}`
          : nothing
      }
      ${figures(this.chart ? [this.chart] : [], this.table ? [this.table] : [])}
    </section>`;
  }

  #explorer() {
    const schema = this.#schema.value;
    if (!schema) return nothing;
    const options = (members: Member[]) =>
      members.map(({ name, label }) => html`<option value=${name}>${label}</option>`);
    return html`<details class="explorer">
      <summary>${t("statistics.explore")}</summary>
      <form class="filters" @submit=${this.#explore}>
        <select class="filter" name="metric" aria-label=${t("statistics.metric")}
          >${options(schema.metrics)}</select
        >
        <select class="filter" name="group" aria-label=${t("statistics.by")}>
          <option value="">${t("statistics.by_none")}</option>
          ${options(schema.dimensions)}
        </select>
        <input
          class="filter"
          name="phrase"
          aria-label=${t("statistics.period")}
          placeholder=${t("statistics.period")}
          maxlength="80"
        />
        <button type="submit" class="main">${t("statistics.show")}</button>
      </form>
    </details>`;
  }

  #ask = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const message = String(given.get("question") ?? "").trim();
    if (!message || this.isAsking) return;
    await this.#work(async () => {
      this.reply = await api.post<Reply>("/api/chat", { message });
    });
  };

  #explore = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    await this.#work(async () => {
      const answer = await api.post<Table & { chart: Chart | null }>("/api/statistics", {
        metric: text("metric"),
        group_by: text("group") ? [text("group")] : [],
        ...(text("phrase") ? { time_range: { phrase: text("phrase") } } : {}),
      });
      this.table = answer;
      this.chart = answer.chart;
    });
  };

  async #work(work: () => Promise<void>): Promise<void> {
    this.isAsking = true;
    this.error = null;
    this.reply = this.table = this.chart = null;
    try {
      await work();
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.isAsking = false;
  }
}

/** Single figures stand together above the charts, so that neither stretches the other. */
function board({ title, tiles, warnings }: Board) {
  const single = tiles.filter(({ table }) => isFigure(table));
  const others = tiles.filter(({ table }) => !isFigure(table));
  return html`<section class="dashboard">
    <h2>${title}</h2>
    ${warnings.map(
      (each) =>
        html`<p class="warning">
          ${icon("warning")}<span
            >${each.title}
            ${each.tickets.map(
              (number) => html`<a href="/tickets/${encodeURIComponent(number)}">${number}</a> `,
            )}</span
          >
        </p>`,
    )}
    ${single.length ? html`<div class="tiles tiles-small">${single.map(figure)}</div>` : nothing}
    ${others.length ? html`<div class="tiles">${others.map(picture)}</div>` : nothing}
    ${tiles.length ? nothing : empty(t("statistics.none"), { sign: "chart" })}
  </section>`;
}

const isFigure = ({ rows }: Table): boolean =>
  rows.length === 1 && rows[0].every((cell) => !isText(cell));

/** Figures as their chart, or as their table. */
function picture({ title, table, chart }: Tile) {
  return html`<section class="side-card tile">
    ${
      chart
        ? html`<bokeh-chart .chart=${{ ...chart, title }}></bokeh-chart>`
        : html`<h3>${title}</h3> <bokeh-table .table=${table} .isBare=${true}></bokeh-table>`
    }
  </section>`;
}

const isText = (cell: Table["rows"][number][number]) =>
  typeof cell === "string" && Number.isNaN(Number(cell));

/** A single figure stands large. */
function figure({ title, table }: Tile) {
  const { columns, rows, definition, metric, compared_with: isCompared } = table;
  const [first, ...others] = rows[0];
  const change = isCompared ? others.splice(-COMPARISON) : null;
  return html`<section class="side-card tile" title=${definition ?? ""}>
    <h3>${title}</h3>
    <p class="figure">${shown(first)}<span class="hint">${unitOf(metric)}</span></p>
    ${change ? html`<p class="hint figure-more">${changed(change)}</p>` : nothing}
    <p class="hint figure-more">
      ${others.map((cell, at) => html`<span>${columns[at + 1]} ${shown(cell)}</span> `)}
    </p>
  </section>`;
}

const COMPARISON = 3; // columns at the end of a comparison: before, change, change in percent

/** What a figure has become since the time before, neither praised nor blamed. */
function changed([before, by, percent]: Table["rows"][number]) {
  const sign = Number(by) > 0 ? "▲" : Number(by) < 0 ? "▼" : "＝";
  const share = typeof percent === "number" ? `${count(Math.abs(percent))}%` : "";
  return html`<span class="tag">${sign} ${share}</span>
    <span>${t("statistics.before", { count: shown(before ?? null) })}</span>`;
}

const unitOf = (metric?: string): string =>
  metric?.endsWith("_hours")
    ? t("statistics.hours")
    : metric?.endsWith("_days")
      ? t("statistics.days")
      : "";

const shown = (cell: Table["rows"][number][number]): string =>
  cell === null ? "–" : Number.isNaN(Number(cell)) ? String(cell) : count(Number(cell));
