// <bokeh-behind>: the tickets that a figure counts, over whatever is there.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon, kindIcon } from "../lib/icons";
import type { Table, TicketLine } from "../lib/shapes";
import { View } from "../lib/view";
import { addressOf } from "./record";
import { Reading } from "./state";

const SIZE = 50;

interface Counted {
  items: TicketLine[];
  total: number;
}

@customElement("bokeh-behind")
export class Behind extends View {
  @property({ attribute: false }) table!: Table;
  /** Which row of the table. */
  @property({ type: Number }) row = 0;
  @state() private pages = 1;
  #counted = new Reading<Counted>(this, (signal) => this.#read(signal));

  protected override firstUpdated(): void {
    this.querySelector("dialog")!.showModal();
    void this.#counted.load();
  }

  protected override render() {
    const title = [this.table.title, this.table.rows[this.row][0]].join(" · ");
    return html`<dialog class="popup" aria-label=${title} @close=${() => this.remove()}>
      <button
        type="button"
        class="plain popup-close"
        aria-label=${t("app.close")}
        title=${t("app.close")}
        @click=${() => this.querySelector("dialog")!.close()}
      >
        ${icon("close")}
      </button>
      <div class="popup-content">
        <h2>${title}</h2>
        ${this.#counted.draw((counted) => this.#list(counted))}
      </div>
    </dialog>`;
  }

  #list({ items, total }: Counted) {
    return html`<p class="hint">${t("table.behind_count", { count: total })}</p>
      <ul class="behind">
        ${items.map(
          (each) =>
            html`<li>
              <a
                href=${api.address(addressOf("ticket", each.number))}
                target=${api.service.isEmbedded ? "_blank" : "_self"}
                ><span class="number">${icon(kindIcon(each.kind))}${each.number}</span>
                ${each.summary}</a
              >
              <span class="hint">${each.status_label}</span>
            </li>`,
        )}
      </ul>
      ${
        items.length < total
          ? html`<button type="button" class="quiet" @click=${this.#more}>
              ${t("table.behind_more")}
            </button>`
          : nothing
      }`;
  }

  async #read(signal: AbortSignal): Promise<Counted> {
    const { question, keys } = this.table;
    const before = this.pages > 1 ? (this.#counted.value?.items ?? []) : [];
    const path = `/api/statistics/tickets?size=${SIZE}&page=${this.pages}`;
    const body = { question, cell: keys![this.row] };
    const found = await api.json<Counted>(path, { method: "POST", body, signal });
    return { items: [...before, ...found.items], total: found.total };
  }

  #more = (): void => {
    this.pages += 1;
    void this.#counted.load();
  };
}

/** Show the tickets behind a row of a table within a component, so that it is dressed alike. */
export function ticketsBehind(table: Table, row: number, within: HTMLElement): void {
  const behind = document.createElement("bokeh-behind") as Behind;
  Object.assign(behind, { table, row });
  within.append(behind);
}
