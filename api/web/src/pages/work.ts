// <bokeh-work>: what waits for this person now, as their role's desk needs it.

import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, label, t, type TextKey } from "../lib/i18n";
import { type IconName, icon, kindIcon } from "../lib/icons";
import { PageView } from "../lib/page";
import { may, session } from "../lib/session";
import type { Page, TicketLine } from "../lib/shapes";
import { Reading, empty } from "../parts/state";
import { ticketLines } from "../parts/ticket-list";

interface Queue {
  title: TextKey;
  sign: IconName;
  kind: string;
  status: string;
  isUrgent?: boolean;
}

const SIZE = 4;
const MOST_OWN = 8;
const queue = (
  title: TextKey,
  sign: IconName,
  kind: string,
  status: string,
  isUrgent = false,
): Queue => ({
  title,
  sign,
  kind,
  status,
  isUrgent,
});

/** The queues of a role's desk, most pressing first. */
export function queues(): Queue[] {
  if (may("rma:handle"))
    return [
      queue("work.approve", "check", "rma", "pending_approval", true),
      queue("work.exceptions", "warning", "rma", "exception", true),
      queue("work.reports", "consult", "consult", "self_reported"),
      queue("work.consults", "consult", "consult", "in_progress"),
      queue("work.waiting", "clock", "consult", "waiting_customer"),
      queue("work.quotes", "money", "rma", "quote_sent"),
      queue("work.inspected", "people", "rma", "inspected"),
      queue("work.repaired", "money", "rma", "repaired"),
      queue("work.parts", "dealer_repair", "dealer_repair", "parts_requested"),
    ];
  if (may("rma:workshop"))
    return [
      queue("work.assigned", "dealer_repair", "rma", "assigned", true),
      queue("work.received", "search", "rma", "received"),
      queue("work.repairing", "dealer_repair", "rma", "repairing"),
      queue("work.arriving", "truck", "rma", "in_transit"),
      queue("work.ship", "truck", "rma", "paid"),
      queue("work.repaired", "truck", "rma", "repaired"),
    ];
  if (may("rma:request") || may("consult:report"))
    return [
      queue("work.quotes", "money", "rma", "quote_sent", true),
      queue("work.approved", "truck", "rma", "awaiting_receipt"),
      queue("work.confirm", "check", "rma", "shipped"),
      queue("work.asked_approval", "clock", "rma", "pending_approval"),
      queue("work.solutions", "consult", "consult", "waiting_customer"),
      queue("work.own_consults", "consult", "consult", "in_progress"),
      ...(may("dealer_repair:open")
        ? [queue("work.local", "dealer_repair", "dealer_repair", "open")]
        : []),
    ];
  return [
    queue("work.exceptions", "warning", "rma", "exception"),
    queue("work.consults", "consult", "consult", "in_progress"),
  ];
}

interface Waiting extends Queue {
  page: Page<TicketLine>;
}

interface Mine {
  overdue: TicketLine[];
  mine: TicketLine[];
}

interface Draft {
  id: string;
  kind: string;
  title: string;
  updated_at: string;
}

@customElement("bokeh-work")
export class WorkPage extends PageView {
  #waiting = new Reading<Waiting[]>(this, (signal) => waiting(signal));
  #mine = new Reading<Mine>(this, (signal) => api.get("/api/work", {}, signal));
  #drafts = new Reading<{ items: Draft[] }>(this, (signal) => api.get("/api/drafts", {}, signal));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.work"));
    void this.#waiting.load();
    void this.#mine.load();
    void this.#drafts.load();
    this.begin();
  }

  protected override redraw = (): void => {
    void this.#waiting.load();
    void this.#mine.load();
  };

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("work.title", { name: session.user!.name })}</h1>
          <p class="hint">${t("work.hint")}</p>
        </div>
      </header>
      ${this.#waiting.draw((all) => this.#desk(all), t("work.loading"))} ${this.#own()}
      ${this.#draftList()}
    </div>`;
  }

  #desk(all: Waiting[]) {
    const filled = all.filter(({ page }) => page.total > 0);
    if (!filled.length) return empty(t("work.nothing"));
    return html`<div class="counts">
        ${filled.map(
          (each) =>
            html`<a class="count ${each.isUrgent ? "count-urgent" : ""}" href=${addressOf(each)}
              ><strong>${each.page.total}</strong><span>${t(each.title)}</span></a
            >`,
        )}
      </div>
      <div class="queues">
        ${filled.map(
          (each) =>
            html`<section class="side-card queue">
              <h2>
                ${icon(each.sign)}${t(each.title)}
                <a class="more" href=${addressOf(each)}
                  >${each.page.total > SIZE ? t("work.all", { count: each.page.total }) : t("work.list")}</a
                >
              </h2>
              ${ticketLines(each.page.items)}
            </section>`,
        )}
      </div>`;
  }

  #own() {
    const { overdue = [], mine = [] } = this.#mine.value ?? {};
    const one = (title: TextKey, sign: IconName, lines: TicketLine[]) =>
      lines.length
        ? html`<section class="side-card">
            <h2>${icon(sign)}${t(title)} <span class="tag">${lines.length}</span></h2>
            ${ticketLines(lines.slice(0, MOST_OWN))}
          </section>`
        : nothing;
    return html`<div class="queues">
      ${one("work.overdue", "warning", overdue)} ${one("work.mine", "star", mine)}
    </div>`;
  }

  #draftList() {
    const drafts = this.#drafts.value?.items ?? [];
    if (!drafts.length) return nothing;
    return html`<section class="side-card">
      <h2>${icon("edit")}${t("work.drafts")}</h2>
      <ul class="lines">
        ${drafts.map(
          ({ id, kind, title, updated_at: at }) =>
            html`<li>
              <a class="line" href="/new/${kind}?draft=${encodeURIComponent(id)}">
                <span class="line-sign">${icon(kindIcon(kind))}</span>
                <span class="line-text"
                  ><strong>${title || t("work.untitled")}</strong
                  ><span class="hint">${label("kind", kind)} · ${day(at)}</span></span
                >
              </a>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

const addressOf = ({ kind, status }: Queue) => `/lists/${kind}?status=${status}`;

/** What waits in each queue of this person's desk. */
export async function waiting(signal?: AbortSignal): Promise<Waiting[]> {
  return Promise.all(
    queues().map(async (each) => {
      const query = { kind: each.kind, status: each.status, size: SIZE, sort: "created_at" };
      return { ...each, page: await api.get<Page<TicketLine>>("/api/tickets", query, signal) };
    }),
  );
}
