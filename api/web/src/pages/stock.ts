// <bokeh-stock>: a dealer's parts, restocking them, and how its account stands.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { count, day, label, money, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { go } from "../lib/router";
import { may, session } from "../lib/session";
import type { Page, Ticket, TicketLine } from "../lib/shapes";
import { Reading, empty } from "../parts/state";
import { ticketLines } from "../parts/ticket-list";

interface StockLine {
  sku: string;
  name: string;
  quantity: number;
  safety: number;
  status: "normal" | "below_safety" | "restock_now";
  suggested: number;
  on_order: number;
  trend_percent: number | null;
}

interface Account {
  name: string;
  tier: number;
  currency: string;
  receivables: {
    reference: string;
    open: string;
    currency: string;
    since: string;
    days: number;
  }[];
  open_amounts: Record<string, string>;
  oldest_debt_days: number;
  debt_level: string;
  month_to_settle: { month: string; amount: string; currency: string } | null;
  next_settlement_date: string | null;
  warnings: string[];
}

@customElement("bokeh-stock")
export class StockPage extends PageView {
  @state() private wanted = new Map<string, number>();
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  #once = new api.Once();
  #stock = new Reading<{ items: StockLine[] }>(this, (signal) =>
    api.get("/api/stock", { dealer: this.#code(), size: 200 }, signal),
  );
  #account = new Reading<Account>(this, (signal) =>
    api.get(`/api/dealers/${api.part(this.#code())}/account`, {}, signal),
  );
  #restocks = new Reading<Page<TicketLine>>(this, (signal) =>
    api.get("/api/tickets", { kind: "restock", dealer: this.#code(), size: 6 }, signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(t("nav.stock"));
    for (const each of [this.#stock, this.#account, this.#restocks]) void each.load();
    this.begin();
  }

  #code = (): string => this.params.code ?? session.user!.dealer ?? "";

  protected override render() {
    const dealer = this.#account.value;
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${dealer ? t("stock.of", { dealer: dealer.name }) : t("nav.stock")}</h1>
          <p class="hint">${dealer ? t("dealers.tier", { tier: dealer.tier }) : nothing}</p>
        </div>
      </header>
      ${this.#account.error ? nothing : this.#account.draw(standing)}
      <div class="two-columns">
        <div>${this.#stock.draw(({ items }) => this.#list(items))}</div>
        <aside class="beside" aria-label=${t("stock.restock")}>
          ${may("restock:request") ? this.#order() : nothing}
          ${this.#account.value ? receivables(this.#account.value) : nothing}
          ${
            this.#restocks.value?.items.length
              ? html`<section class="side-card">
                  <h2>${icon("restock")}${t("stock.restocks")}</h2>
                  ${ticketLines(this.#restocks.value.items)}
                </section>`
              : nothing
          }
        </aside>
      </div>
    </div>`;
  }

  #list(items: StockLine[]) {
    if (!items.length) return empty(t("stock.none"), { sign: "restock" });
    return html`<div class="table-card">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">${t("stock.part")}</th>
            <th scope="col" class="to-right">${t("stock.safety")}</th>
            <th scope="col">${t("fact.status")}</th>
            <th scope="col" class="to-right">${t("stock.suggested")}</th>
            <th scope="col">${t("stock.order")}</th>
          </tr>
        </thead>
        <tbody> ${items.map((line) => this.#line(line))} </tbody>
      </table>
    </div>`;
  }

  #line(line: StockLine) {
    const state = { normal: "tag-done", below_safety: "tag-wait", restock_now: "tag-alert" };
    return html`<tr>
      <td class="list-main"
        ><span class="list-title">${line.name}</span><span class="hint">${line.sku}</span></td
      >
      <td class="to-right" data-label=${t("stock.safety")}>
        <strong>${line.quantity}</strong> / ${line.safety}
      </td>
      <td>
        <span class="tag ${state[line.status]}">${label("stock_status", line.status)}</span>
      </td>
      <td class="to-right" data-label=${t("stock.suggested")}>
        ${line.suggested || "–"}
        ${
          line.trend_percent
            ? html`<span class="hint"
                >${line.trend_percent > 0 ? "↑" : "↓"}${count(Math.abs(line.trend_percent))}%</span
              >`
            : nothing
        }
      </td>
      <td data-label=${t("stock.order")}>
        <input
          class="inline-field count-field"
          inputmode="numeric"
          aria-label=${t("stock.order_of", { part: line.name })}
          .value=${String(this.wanted.get(line.sku) ?? "")}
          @input=${(event: Event) => this.#want(line.sku, (event.target as HTMLInputElement).value)}
        />
      </td>
    </tr>`;
  }

  #order() {
    const suggested = (this.#stock.value?.items ?? []).filter((each) => each.suggested > 0);
    return html`<section class="side-card">
      <h2>${icon("spark")}${t("stock.restock")}</h2>
      ${
        suggested.length
          ? html`<ul class="clocks">
                ${suggested.map(({ name, suggested: number }) => html`<li><span>${name}</span><strong>${number}</strong></li>`)}
              </ul>
              <button
                type="button"
                class="quiet"
                @click=${() => (this.wanted = new Map(suggested.map(({ sku, suggested: number }) => [sku, number])))}
              >
                ${t("stock.take")}
              </button>`
          : html`<p class="hint">${t("stock.enough")}</p>`
      }
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <button
        type="button"
        class="main"
        ?disabled=${!this.wanted.size || this.isSending}
        @click=${this.#send}
      >
        ${t("stock.send", { count: this.wanted.size })}
      </button>
    </section>`;
  }

  #want(sku: string, text: string): void {
    const wanted = new Map(this.wanted);
    const number = Number(text);
    if (Number.isInteger(number) && number > 0) wanted.set(sku, number);
    else wanted.delete(sku);
    this.wanted = wanted;
  }

  #send = async (): Promise<void> => {
    this.isSending = true;
    this.error = null;
    try {
      const items = [...this.wanted].map(([sku, quantity]) => ({ sku, quantity }));
      const opened = await this.#once.post<Ticket>("/api/tickets", {
        kind: "restock",
        dealer: this.#code(),
        summary: t("stock.summary"),
        details: { items },
      });
      announce(t("new.opened", { number: opened.number }));
      go(`/tickets/${api.part(opened.number)}`);
    } catch (error) {
      this.error = error as api.ApiError;
    }
    this.isSending = false;
  };
}

function standing(account: Account) {
  const { currency, oldest_debt_days: days, month_to_settle: month } = account;
  const owed = Object.entries(account.open_amounts).map(([code, amount]) => money(amount, code));
  const one = (title: string, value: unknown, isBad = false) =>
    html`<div class="count ${isBad ? "count-urgent" : ""}">
      <strong>${value}</strong><span>${title}</span>
    </div>`;
  return html`<div class="counts">
      ${one(t("account.open"), owed.join(" + ") || money(0, currency))}
      ${one(t("account.oldest"), days ? t("account.days", { count: days }) : t("account.none"), days > 30)}
      ${month ? one(t("account.settle"), money(month.amount, month.currency)) : nothing}
      ${
        account.next_settlement_date
          ? one(t("account.next"), day(account.next_settlement_date))
          : nothing
      }
    </div>
    ${account.warnings.map(
      (text) => html`<p class="warning">${icon("warning")}<span>${text}</span></p>`,
    )}`;
}

function receivables({ receivables: list }: Account) {
  if (!list.length) return nothing;
  return html`<section class="side-card">
    <h2>${icon("money")}${t("account.receivables")}</h2>
    <ul class="clocks">
      ${list.map(
        ({ reference, open, currency, days }) =>
          html`<li>
            <span>${reference} <span class="hint">${t("account.days", { count: days })}</span></span
            ><strong>${money(open, currency)}</strong>
          </li>`,
      )}
    </ul>
  </section>`;
}
