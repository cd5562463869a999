// <bokeh-table>: figures with what was counted over which time; they can be taken along as a file.

import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count, day, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Cell, Table } from "../lib/shapes";
import { View } from "../lib/view";
import { ticketsBehind } from "./behind";

const RISKY = /^[=+\-@\t\r]/; // what spreadsheets would take for a formula

@customElement("bokeh-table")
export class FigureTable extends View {
  @property({ attribute: false }) table!: Table;
  @property({ type: Boolean, attribute: false }) isBare = false;
  /** Whether the text beside it says what was counted over which time. */
  @property({ type: Boolean, attribute: false }) isTold = false;

  protected override render() {
    const { title, columns, rows } = this.table;
    const numeric = columns.map((_, column) => rows.every((row) => isNumber(row[column])));
    const side = (column: number) => (numeric[column] ? "to-right" : "");
    return html`<figure class="figures">
      ${this.isBare || this.isTold ? nothing : html`<figcaption>${title}</figcaption>`}
      <div class="wide" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead>
            <tr>
              ${columns.map((name, at) => html`<th scope="col" class=${side(at)}>${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row, place) =>
                html`<tr>
                  ${row.map(
                    (value, at) =>
                      html`<td class=${side(at)}
                        >${at === 0 ? this.#named(value, place) : shown(value)}</td
                      >`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="hint figures-foot">
        <span>${this.isTold ? nothing : footing(this.table).filter(Boolean).join(" · ")}</span>
        <button type="button" class="plain small" @click=${this.#download}>
          ${icon("download")}${t("table.download")}
        </button>
      </p>
    </figure>`;
  }

  /** What a row is about; where its tickets are known, the way to them. */
  #named(value: Cell, row: number) {
    if (!this.table.question || !this.table.keys?.[row]) return shown(value);
    return html`<button
      type="button"
      class="plain behind-way"
      title=${t("table.behind")}
      @click=${() => ticketsBehind(this.table, row, this)}
      >${shown(value)}</button
    >`;
  }

  #download = (): void => {
    saveAs(`${this.table.title}.csv`, `\ufeff${csv(this.table)}`, "text/csv;charset=utf-8");
  };
}

/** A table as CSV; a cell that a spreadsheet would run is made a text. */
export function csv({ columns, rows }: Pick<Table, "columns" | "rows">): string {
  const cell = (value: Cell) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && RISKY.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** Hand a text or picture to the person as a file. */
export function saveAs(name: string, content: BlobPart, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, " ").slice(0, 120);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function footing(table: Table): (string | undefined | null | false)[] {
  const { period, filters, as_of: asOf } = table;
  return [
    table.definition,
    period && `${day(period.start)} – ${day(period.end)}`,
    ...(filters ?? []).map((each) => each.label ?? each.value),
    t("table.rows", { count: table.row_count ?? table.rows.length }),
    asOf && t("table.as_of", { time: when(asOf) }),
  ];
}

const isNumber = (value: Cell) => typeof value === "number" || value === null;
const shown = (value: Cell): string =>
  value === null || value === undefined
    ? "–"
    : typeof value === "number"
      ? count(value)
      : String(value);
