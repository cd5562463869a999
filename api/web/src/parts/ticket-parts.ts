// The parts of a ticket's page: facts, clocks, papers, bills, links.

import { html, nothing } from "lit";
import { address } from "../lib/api";
import { distance, label, money, t, when } from "../lib/i18n";
import { icon, iconOfNumber } from "../lib/icons";
import { businessNow } from "../lib/session";
import type { Ticket } from "../lib/shapes";
import * as records from "./record";

const SOON = 86_400_000; // milliseconds before a limit from which it is shown as near

export function ticketFacts(ticket: Ticket): unknown {
  const device = ticket.device?.sn;
  return records.facts([
    [
      "fact.customer",
      ticket.customer &&
        html`<a href="/customers/${encodeURIComponent(ticket.customer.code)}"
          >${ticket.customer.name}</a
        >`,
    ],
    ["fact.contact", ticket.contact],
    ["fact.dealer", ticket.dealer?.name],
    ["fact.product", ticket.product?.name],
    ["fact.sn", device && html`<a href="/devices/${encodeURIComponent(device)}">${device}</a>`],
    ["fact.batch", ticket.device?.batch],
    ["fact.warranty", records.warranty(ticket)],
    ["fact.category", records.category(ticket.category)],
    ["fact.handler", ticket.handler],
    ["fact.priority", ticket.priority && label("priority", ticket.priority)],
    ["fact.severity", label("severity", ticket.severity)],
    ["fact.channel", label("channel", ticket.channel)],
    ["fact.source", label("source", ticket.source)],
    ["fact.service_type", label("service_type", ticket.service_type)],
    ["fact.created", when(ticket.created_at)],
    ["fact.updated", when(ticket.updated_at)],
    ["fact.closed", ticket.closed_at && when(ticket.closed_at)],
  ]);
}

export const partsUsed = (ticket: Ticket) =>
  html`<ul class="parts">
    ${ticket.parts.map(
      ({ sku, name, quantity }) =>
        html`<li><span class="number">${sku}</span> ${name} × ${quantity}</li>`,
    )}
  </ul>`;

export function links(ticket: Ticket): unknown {
  if (!ticket.links.length) return nothing;
  return html`<section class="side-card">
    <h2>${icon("link")}${t("record.links")}</h2>
    <ul class="lines">
      ${ticket.links.map(
        (link) =>
          html`<li>
            <a class="line" href=${records.addressOf("ticket", link.number)}>
              <span class="line-sign">${icon(iconOfNumber(link.number))}</span>
              <span class="line-text"
                ><strong>${link.number}</strong
                ><span class="hint"
                  >${link.kind_label ?? label("link", link.kind)} · ${link.summary}</span
                ></span
              >
            </a>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What is due when, counting down on the business clock. */
export function clocks(ticket: Ticket): unknown {
  const running = ticket.clocks ?? [];
  if (!running.length) return nothing;
  const now = businessNow();
  return html`<section class="side-card">
    <h2>${icon("clock")}${t("ticket.clocks")}</h2>
    <ul class="clocks">
      ${running.map(({ label: name, due_at: due, held: isHeld, overdue: isLate }) => {
        const left = new Date(due).getTime() - now.getTime();
        const state = isLate ? "clock-late" : left < SOON ? "clock-soon" : "";
        return html`<li class=${state}>
          <span>${name}</span>
          <strong title=${when(due)}
            >${isHeld ? t("ticket.clock_held") : distance(now, new Date(due))}</strong
          >
        </li>`;
      })}
    </ul>
  </section>`;
}

export function documents(ticket: Ticket): unknown {
  const papers = ticket.documents ?? [];
  if (!papers.length) return nothing;
  return html`<section class="side-card">
    <h2>${icon("article")}${t("ticket.documents")}</h2>
    <ul class="lines">
      ${papers.map(
        (paper) =>
          html`<li>
            <a class="line" href=${address(paper.url)} target="_blank" rel="noopener">
              <span class="line-sign">${icon("download")}</span>
              <span class="line-text"
                ><strong>${paper.title}</strong
                ><span class="hint">${paper.number ?? label("document", paper.kind)}</span></span
              >
            </a>
          </li>`,
      )}
    </ul>
  </section>`;
}

export function invoices(ticket: Ticket): unknown {
  const bills = (ticket.invoices ?? []).filter(({ withdrawn_at: withdrawn }) => !withdrawn);
  if (!bills.length) return nothing;
  return html`<section class="side-card">
    <h2>${icon("money")}${t("ticket.invoices")}</h2>
    <ul class="clocks">
      ${bills.map(
        ({ number, total, currency, paid_at: paid }) =>
          html`<li>
            <span>${number}</span><strong>${money(total, currency)}</strong>
            <span class="tag ${paid ? "tag-done" : "tag-wait"}"
              >${t(paid ? "ticket.paid" : "ticket.unpaid")}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What one should know of it while it is open. */
export const hints = (ticket: Ticket) =>
  (ticket.hints ?? []).map(
    (text) => html`<p class="warning">${icon("warning")}<span>${text}</span></p>`,
  );
