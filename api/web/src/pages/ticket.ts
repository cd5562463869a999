// <bokeh-ticket>: one ticket: what it is, what may be done now, and all that belongs to it.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { may, session } from "../lib/session";
import type { Move, Ticket, TicketEvent } from "../lib/shapes";
import { type Vocabulary, vocabularyOf } from "../lib/vocabulary";
import "../parts/context";
import "../parts/comment-form";
import "../parts/edit-form";
import { files } from "../parts/files";
import "../parts/likenesses";
import "../parts/move-form";
import { moveIcon } from "../parts/move-form";
import * as records from "../parts/record";
import { Reading, loading } from "../parts/state";
import {
  clocks,
  documents,
  hints,
  invoices,
  links,
  partsUsed,
  ticketFacts,
} from "../parts/ticket-parts";
import { back, refused } from "./article";

interface Handler {
  username: string;
  name: string;
  reason: string;
}

@customElement("bokeh-ticket")
export class TicketPage extends PageView {
  @state() private open: Move | null = null;
  @state() private isEditing = false;
  @query(".acts") private acts!: HTMLElement;
  #ticket = new Reading<Ticket>(this, (signal) => api.ticket(this.params.number, signal));
  #history = new Reading<TicketEvent[]>(
    this,
    async (signal) => (await api.ticketHistory(this.params.number, signal)).items,
  );
  #handlers = new Reading<{ items: Handler[] }>(this, (signal) =>
    api.get(`/api/tickets/${api.part(this.params.number)}/handlers`, {}, signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(this.params.number);
    this.open = null;
    this.isEditing = false;
    void this.#ticket.load().then(() => {
      this.begin();
      if (this.#ticket.value) void this.#history.load();
    });
    void this.#words.load();
  }

  protected override redraw = (): void => {
    void this.#ticket.load();
    void this.#history.load();
    void this.#words.load();
  };

  protected override render() {
    const { value: ticket, error, load } = this.#ticket;
    const content = error
      ? refused(error, this.params.number, load)
      : ticket
        ? nothing
        : loading(t("record.loading", { number: this.params.number }));
    if (error || !ticket)
      return html`<div class="record page">
        ${back()}
        <div class="record-content">${content}</div>
      </div>`;
    return html`<div class="record page">
      ${back()}
      <div class="two-columns">
        <div class="record-content">${this.#main(ticket)}</div>
        <aside class="beside" aria-label=${t("ticket.beside")}>${this.#beside(ticket)}</aside>
      </div>
    </div>`;
  }

  #main(ticket: Ticket) {
    const attachments = ticket.attachments ?? [];
    return [
      records.ticketHead(1, ticket),
      this.#tools(ticket),
      hints(ticket),
      this.#acts(ticket),
      records.section("record.facts", ticketFacts(ticket)),
      records.section(
        "record.description",
        ticket.description && records.prose(ticket.description),
      ),
      records.section(
        "record.solution",
        ticket.solution ? records.prose(ticket.solution) : records.none("record.no_solution"),
      ),
      records.internal(ticket.solution_internal && records.prose(ticket.solution_internal)),
      records.section(
        "record.details",
        (ticket.facts?.length ?? 0) > 0 && records.kindFacts(ticket.facts!),
      ),
      records.section("record.parts", ticket.parts.length > 0 && partsUsed(ticket)),
      records.section("record.attachments", attachments.length > 0 && files(attachments)),
      records.section("record.comments", this.#comments(ticket)),
      records.section(
        "record.history",
        this.#history.draw(
          (events) => (events.length ? records.history(events) : records.none("record.no_history")),
          t("record.history_loading"),
        ),
      ),
    ];
  }

  /** What may be done to the record itself: corrected, followed. */
  #tools(ticket: Ticket) {
    return html`<div
      class="record-tools"
      @edit-cancelled=${() => (this.isEditing = false)}
      @ticket-edited=${this.#moved}
    >
      ${
        may("tickets:edit") && ticket.is_open
          ? html`<button
              type="button"
              class="plain edit"
              aria-expanded=${this.isEditing}
              @click=${() => (this.isEditing = !this.isEditing)}
            >
              ${icon("edit")}${t("edit.begin")}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="plain"
        aria-pressed=${ticket.following}
        @click=${() => this.#follow(ticket)}
      >
        ${icon(ticket.following ? "check" : "bell")}${t(
          ticket.following ? "ticket.following" : "ticket.follow",
        )}
      </button>
      ${this.isEditing ? html`<bokeh-edit .ticket=${ticket}></bokeh-edit>` : nothing}
    </div>`;
  }

  #acts(ticket: Ticket) {
    if (!ticket.moves.length) return nothing;
    return html`<section
      class="acts"
      aria-label=${t("ticket.acts")}
      @move-cancelled=${() => (this.open = null)}
      @ticket-moved=${this.#moved}
    >
      <div class="act-buttons">
        ${forwardFirst(ticket.moves).map(
          (move, at) =>
            html`<button
              type="button"
              class="${at === 0 ? "main" : "quiet"} act"
              aria-expanded=${this.open?.name === move.name}
              @click=${() => this.#begin(move)}
            >
              ${moveIcon(move.name)}${move.label}
            </button>`,
        )}
      </div>
      ${
        this.open
          ? html`<bokeh-move
              .ticket=${ticket}
              .move=${this.open}
              .handlers=${this.#recommended()}
            ></bokeh-move>`
          : nothing
      }
    </section>`;
  }

  /** Who may be assigned, best suited first with the reason; all of the workshop until it is known. */
  #recommended() {
    const { value } = this.#handlers;
    if (!value) return this.#words.value?.handlers ?? [];
    return value.items.map(({ username, name, reason }, at) => ({
      code: username,
      label: `${at === 0 ? "★ " : ""}${name} · ${reason}`,
    }));
  }

  #comments(ticket: Ticket) {
    return html`${
        ticket.comments.length
          ? html`<ol class="comments">
              ${ticket.comments.map(
                ({ author, at, text, internal }) =>
                  html`<li class="comment ${internal ? "comment-internal" : ""}">
                    <p class="hint">
                      ${author} ·
                      ${when(at)}${
                        internal
                          ? html`<span class="tag"
                              >${icon("lock")}${t("record.internal_tag")}</span
                            >`
                          : nothing
                      }
                    </p>
                    ${records.prose(text)}
                  </li>`,
              )}
            </ol>`
          : records.none("record.no_comments")
      }
      <bokeh-comment-form .number=${ticket.number} @commented=${this.#again}></bokeh-comment-form>`;
  }

  #beside(ticket: Ticket) {
    return html`${clocks(ticket)} ${documents(ticket)} ${invoices(ticket)} ${links(ticket)}
      ${
        ticket.device
          ? html`<bokeh-context
              .sn=${ticket.device.sn}
              .customer=${ticket.customer?.code ?? ""}
              .except=${ticket.number}
            ></bokeh-context>`
          : nothing
      }
      <bokeh-likenesses
        .text=${ticket.summary}
        .product=${ticket.product?.name ?? ""}
        .except=${ticket.number}
      ></bokeh-likenesses>`;
  }

  #begin(move: Move): void {
    this.open = this.open?.name === move.name ? null : move;
    if (this.open?.name === "assign") void this.#handlers.load();
  }

  #moved = async (event: CustomEvent<Ticket>): Promise<void> => {
    this.#ticket.value = event.detail;
    this.open = null;
    this.isEditing = false;
    this.requestUpdate();
    void this.#history.load();
    await this.updateComplete;
    (this.acts?.querySelector<HTMLElement>("button") ?? this.querySelector("h1"))?.focus();
  };

  async #follow({ number, following: isFollowing }: Ticket): Promise<void> {
    const path = `/api/tickets/${api.part(number)}/follow`;
    try {
      await api.ask(path, { method: isFollowing ? "DELETE" : "POST" });
      announce(t(isFollowing ? "ticket.unfollowed" : "ticket.followed"));
    } catch (error) {
      announce((error as Error).message);
    }
    void this.#ticket.load();
  }

  #again = (): void => {
    announce(t("ticket.commented"));
    void this.#ticket.load();
    void this.#history.load();
  };
}

// What leads a ticket aside rather than on stands behind what leads it on.
const ASIDE = ["assign", "feedback", "charge_for_it", "cancel"];

const forwardFirst = (moves: Move[]): Move[] =>
  moves.toSorted((one, other) => ASIDE.indexOf(one.name) - ASIDE.indexOf(other.name));
