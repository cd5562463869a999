// Tickets and articles as people read them: facts, problem, solution, and all the rest.

import { type TemplateResult, html, nothing } from "lit";
import { part } from "../lib/api";
import { day, label, t, when, type TextKey } from "../lib/i18n";
import { type IconName, icon, kindIcon } from "../lib/icons";
import { tone } from "../lib/tone";
import type { Article, Fact, Ticket, TicketEvent } from "../lib/shapes";
import "../written/written";

export type Facts = [TextKey, unknown][];

export const addressOf = (kind: string, number: string): string =>
  `/${kind === "article" ? "articles" : "tickets"}/${part(number)}`;

interface Head {
  sign: IconName;
  number: string;
  title: string;
  kind?: string;
  state?: string;
  /** The class that colours the state. */
  tone?: string;
}

/** The heading of a record: its kind and number, its title, its state. */
export function recordHead(level: 1 | 2, head: Head): TemplateResult {
  const { sign, number, title, kind, state, tone: colour = "" } = head;
  return html`<header class="record-head">
    <p class="eyebrow">
      ${icon(sign)}<span class="number">${number}</span>
      ${kind ? html`<span>${kind}</span>` : nothing}
      ${state ? html`<span class="tag ${colour}">${state}</span>` : nothing}
    </p>
    ${level === 1 ? html`<h1 tabindex="-1">${title}</h1>` : html`<h2>${title}</h2>`}
  </header>`;
}

export const ticketHead = (level: 1 | 2, ticket: Ticket): TemplateResult =>
  recordHead(level, {
    sign: kindIcon(ticket.kind),
    number: ticket.number,
    title: ticket.summary,
    kind: ticket.kind_label,
    state: ticket.status_label,
    tone: tone(ticket.status),
  });

export const articleHead = (level: 1 | 2, article: Article): TemplateResult =>
  recordHead(level, {
    sign: "article",
    number: article.number,
    title: article.title,
    kind: label("article_kind", article.kind),
    state: label("visibility", article.visibility),
  });

/** What a popup shows of a ticket. */
export function ticketGist(ticket: Ticket, events: TicketEvent[]): unknown {
  return [
    facts([
      ["fact.customer", ticket.customer?.name],
      ["fact.dealer", ticket.dealer?.name],
      ["fact.product", ticket.product?.name],
      ["fact.sn", ticket.device?.sn],
      ["fact.category", category(ticket.category)],
      ["fact.created", day(ticket.created_at)],
    ]),
    section("record.description", ticket.description && prose(ticket.description)),
    section(
      "record.solution",
      ticket.solution ? prose(ticket.solution) : none("record.no_solution"),
    ),
    internal(ticket.solution_internal && prose(ticket.solution_internal)),
    section("record.history", events.length > 0 && history(events)),
  ];
}

/** What a popup shows of an article. */
export function articleGist(article: Article): unknown {
  return [
    section("record.problem", article.problem && prose(article.problem)),
    section("record.solution", article.solution_external && written(article.solution_external)),
    internal(article.solution_internal && written(article.solution_internal)),
    article.sections.slice(0, 3).map(articleSection),
  ];
}

export function history(events: TicketEvent[]): TemplateResult {
  return html`<ol class="events">
    ${events.map(
      (event) =>
        html`<li>
          <span class="what"
            >${event.action_label ?? label("action", event.action)}${moved(event)}</span
          >
          <span class="hint">${event.actor} · ${when(event.at)}</span>
          ${
            event.changed?.length
              ? html`<ul class="changed">
                  ${event.changed.map(
                    (each) =>
                      html`<li>
                        ${each.label}:
                        ${each.old ? html`<del>${each.old}</del> → ` : nothing}${
                          each.new ?? t("card.nothing")
                        }
                      </li>`,
                  )}
                </ul>`
              : nothing
          }
        </li>`,
    )}
  </ol>`;
}

function moved(event: TicketEvent): string {
  const from = event.from_label ?? label("status", event.from_status);
  const to = event.to_label ?? label("status", event.to_status);
  const way = from === to ? "" : [from, to].filter(Boolean).join(" → ");
  return way && ` · ${way}`;
}

/** A titled part of a record; nothing where there is nothing to show. */
export function section(title: TextKey, content: unknown, extra: unknown = nothing): unknown {
  if (!content) return nothing;
  return html`<section class="part"><h2>${t(title)}${extra}</h2>${content}</section>`;
}

export function internal(content: unknown): unknown {
  if (!content) return nothing;
  return html`<section class="part part-internal">
    <h2>${icon("lock")}${t("record.internal")}</h2>
    ${content}
  </section>`;
}

export const articleSection = ({ label: name, text }: { label: string; text: string }) =>
  html`<section class="part">${name ? html`<h2>${name}</h2>` : nothing}${written(text)}</section>`;

export const prose = (text: string) => html`<p class="prose">${text}</p>`;
export const written = (text: string) => html`<bokeh-written .text=${text}></bokeh-written>`;
export const none = (key: TextKey) => html`<p class="hint">${t(key)}</p>`;

export function facts(lines: Facts): unknown {
  const known = lines.filter(([, value]) => value);
  if (!known.length) return nothing;
  return html`<dl class="facts">
    ${known.map(([name, value]) => html`<div><dt>${t(name)}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

export const category = (given: Ticket["category"]): string | null =>
  given && [given.parent, given.name].filter(Boolean).join(" › ");

export function warranty(ticket: Ticket): string {
  const until = ticket.device?.warranty_until;
  const parts = [
    ticket.in_warranty === null
      ? null
      : t(ticket.in_warranty ? "fact.in_warranty" : "fact.out_of_warranty"),
    until && t("fact.warranty_until", { date: day(until) }),
  ];
  return parts.filter(Boolean).join(", ");
}

/** A kind's own facts, in the words the service sent. */
export function kindFacts(list: Fact[]): unknown {
  if (!list.length) return nothing;
  return html`<dl class="facts">
    ${list.map(
      ({ label: name, value, value_label: text }) =>
        html`<div><dt>${name}</dt><dd>${text ?? details(value)}</dd></div>`,
    )}
  </dl>`;
}

/** A value however it nests. */
function details(value: unknown): unknown {
  if (Array.isArray(value))
    return html`<ul class="nested">
      ${value.map((each) => html`<li>${details(each)}</li>`)}
    </ul>`;
  if (value === null || typeof value !== "object") return String(label("value", value));
  const known = Object.entries(value).filter(([, each]) => each !== null && each !== "");
  return html`<dl class="facts">
    ${known.map(
      ([name, each]) =>
        html`<div>
          <dt>${label("details", name)}</dt>
          <dd>${details(each)}</dd>
        </div>`,
    )}
  </dl>`;
}
