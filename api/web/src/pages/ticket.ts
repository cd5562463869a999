// <bokeh-ticket>: one ticket with everything the person may see of it.

import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { label, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import type { Ticket, TicketEvent } from "../lib/shapes";
import * as records from "../parts/record";
import { Reading, loading } from "../parts/state";
import { back, refused } from "./article";

@customElement("bokeh-ticket")
export class TicketPage extends PageView {
  #ticket = new Reading<Ticket>(this, (signal) => api.ticket(this.params.number, signal));
  #history = new Reading<TicketEvent[]>(
    this,
    async (signal) => (await api.ticketHistory(this.params.number, signal)).items,
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(this.params.number);
    void this.#ticket.load().then(() => {
      this.begin();
      if (this.#ticket.value) void this.#history.load();
    });
  }

  protected override render() {
    return html`<div class="record page">
      ${back()}
      <div class="record-content">${this.#content()}</div>
    </div>`;
  }

  #content() {
    const { value: ticket, error, load } = this.#ticket;
    if (error) return refused(error, this.params.number, load);
    if (!ticket) return loading(t("record.loading", { number: this.params.number }));
    return [
      records.ticketHead(1, ticket),
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
        Object.keys(ticket.details).length > 0 && records.details(ticket.details, ticket.labels),
      ),
      records.section("record.parts", ticket.parts.length > 0 && parts(ticket)),
      records.section("record.links", ticket.links.length > 0 && links(ticket)),
      records.section("record.comments", comments(ticket)),
      records.section(
        "record.history",
        this.#history.draw(
          (events) => (events.length ? records.history(events) : records.none("record.no_history")),
          t("record.history_loading"),
        ),
      ),
    ];
  }
}

export function ticketFacts(ticket: Ticket): unknown {
  return records.facts([
    ["fact.customer", ticket.customer?.name],
    ["fact.contact", ticket.contact],
    ["fact.dealer", ticket.dealer?.name],
    ["fact.product", ticket.product?.name],
    ["fact.sn", ticket.device?.sn],
    ["fact.batch", ticket.device?.batch],
    ["fact.warranty", records.warranty(ticket)],
    ["fact.category", records.category(ticket.category)],
    ["fact.handler", ticket.handler],
    ["fact.priority", ticket.priority],
    ["fact.severity", label("severity", ticket.severity)],
    ["fact.channel", label("channel", ticket.channel)],
    ["fact.source", label("source", ticket.source)],
    ["fact.service_type", label("service_type", ticket.service_type)],
    ["fact.created", when(ticket.created_at)],
    ["fact.updated", when(ticket.updated_at)],
    ["fact.closed", ticket.closed_at && when(ticket.closed_at)],
  ]);
}

const parts = (ticket: Ticket) =>
  html`<ul class="parts">
    ${ticket.parts.map(
      ({ sku, name, quantity }) =>
        html`<li><span class="number">${sku}</span> ${name} × ${quantity}</li>`,
    )}
  </ul>`;

const links = (ticket: Ticket) =>
  html`<ul class="links">
    ${ticket.links.map(
      (link) =>
        html`<li>
          ${link.label ?? label("link", link.kind)}:
          <a href=${records.addressOf("ticket", link.number)}>${link.number}</a> ${link.summary}
        </li>`,
    )}
  </ul>`;

function comments({ comments: list }: Ticket): unknown {
  if (!list.length) return records.none("record.no_comments");
  return html`<ol class="comments">
    ${list.map(
      ({ author, at, text, internal }) =>
        html`<li class="comment ${internal ? "comment-internal" : ""}">
          <p class="hint">
            ${author} ·
            ${when(at)}${
              internal
                ? html`<span class="tag">${icon("lock")}${t("record.internal_tag")}</span>`
                : nothing
            }
          </p>
          ${records.prose(text)}
        </li>`,
    )}
  </ol>`;
}
