// <bokeh-approvals>: what waits for this person's decision, longest waiting first.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { distance, money, t } from "../lib/i18n";
import { icon, kindIcon } from "../lib/icons";
import { PageView } from "../lib/page";
import { businessNow } from "../lib/session";
import type { Move, TicketLine } from "../lib/shapes";
import { type Outcome, approveSeveral, outcomeList, toldOf } from "../parts/bulk";
import "../parts/move-form";
import { moveIcon } from "../parts/move-form";
import { addressOf } from "../parts/record";
import { Reading, empty } from "../parts/state";

interface Approval {
  ticket: TicketLine;
  waiting_since: string;
  above_estimate_usd: string | null;
  level: string | null;
  moves: Move[];
}

@customElement("bokeh-approvals")
export class ApprovalsPage extends PageView {
  @state() private chosen = new Set<string>();
  @state() private open: { number: string; move: Move } | null = null;
  @state() private outcomes: Outcome[] | null = null;
  @state() private error = "";
  #waiting = new Reading<{ items: Approval[]; total: number }>(this, (signal) =>
    api.get("/api/approvals", {}, signal),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.approvals"));
    void this.#waiting.load();
    this.begin();
  }

  protected override redraw = (): void => void this.#waiting.load();

  protected override render() {
    const total = this.#waiting.value?.total;
    return html`<div
      class="page page-narrow"
      @move-cancelled=${() => (this.open = null)}
      @ticket-moved=${this.#moved}
    >
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.approvals")}</h1>
          <p class="hint" role="status">
            ${total === undefined ? nothing : t("approvals.total", { count: total })}
          </p>
        </div>
        <button type="button" class="main" ?disabled=${!this.chosen.size} @click=${this.#approve}>
          ${icon("check")}${t("list.approve")} ${this.chosen.size || nothing}
        </button>
      </header>
      ${outcomeList(this.outcomes, () => (this.outcomes = null))}
      ${this.error ? html`<p class="error told" role="alert">${this.error}</p>` : nothing}
      ${this.#waiting.draw(({ items }) =>
        items.length
          ? html`<ul class="approvals">
              ${repeat(
                items,
                ({ ticket }) => ticket.number,
                (each) => this.#one(each),
              )}
            </ul>`
          : empty(t("approvals.none")),
      )}
    </div>`;
  }

  #one({ ticket, waiting_since: since, above_estimate_usd: above, moves }: Approval) {
    const { number } = ticket;
    const open = this.open?.number === number ? this.open.move : null;
    return html`<li class="side-card approval">
      <div class="approval-head">
        ${
          moves.some(({ name }) => name === "approve")
            ? html`<input
                type="checkbox"
                aria-label=${t("list.pick", { number })}
                .checked=${this.chosen.has(number)}
                @change=${() => this.#toggle(number)}
              />`
            : nothing
        }
        <a class="list-link" href=${addressOf("ticket", number)}
          ><span class="number">${icon(kindIcon(ticket.kind))}${number}</span
          ><span class="list-title">${ticket.summary}</span></a
        >
        <span class="tag tag-alert">${ticket.status_label}</span>
      </div>
      <p class="hint">
        ${[ticket.dealer, ticket.customer, ticket.product, ticket.sn].filter(Boolean).join(" · ")} ·
        ${distance(businessNow(), new Date(since))}
      </p>
      ${
        above
          ? html`<p class="warning">
              ${icon("money")}<span>${t("approvals.above", { amount: money(above, "USD") })}</span>
            </p>`
          : nothing
      }
      <div class="act-buttons">
        ${moves.map(
          (move, at) =>
            html`<button
              type="button"
              class=${at === 0 ? "main" : "quiet"}
              aria-expanded=${open?.name === move.name}
              @click=${() => this.#begin(number, move)}
            >
              ${moveIcon(move.name)}${move.label}
            </button>`,
        )}
      </div>
      ${open ? html`<bokeh-move .ticket=${{ number }} .move=${open}></bokeh-move>` : nothing}
    </li>`;
  }

  #toggle(number: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(number)) chosen.add(number);
    this.chosen = chosen;
  }

  #begin(number: string, move: Move): void {
    const isOpen = this.open?.number === number && this.open.move.name === move.name;
    this.open = isOpen ? null : { number, move };
  }

  #moved = (): void => {
    this.open = null;
    void this.#waiting.load();
  };

  #approve = async (): Promise<void> => {
    this.error = "";
    try {
      this.outcomes = await approveSeveral([...this.chosen]);
      announce(toldOf(this.outcomes));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.chosen = new Set();
    void this.#waiting.load();
  };
}
