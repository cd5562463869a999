// <bokeh-prices>: prices of parts and of repair plans.

import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { money, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue, setQuery } from "../lib/router";
import { session } from "../lib/session";
import type { Page } from "../lib/shapes";
import { type Vocabulary, vocabularyOf } from "../lib/vocabulary";
import { addressFilter } from "../parts/filters";
import type { PartLine } from "../parts/part-rows";
import { Reading, empty } from "../parts/state";

interface Plan {
  code: string;
  name: string;
  products: string[];
  batches: string[];
  prices: Record<string, string>;
  note: string;
}

@customElement("bokeh-prices")
export class PricesPage extends PageView {
  #parts = new Reading<Page<PartLine>>(this, (signal) =>
    api.get(
      "/api/parts",
      { q: queryValue("q"), product: queryValue("product"), size: 100 },
      signal,
    ),
  );
  #plans = new Reading<Page<Plan>>(this, (signal) =>
    api.get("/api/repair-plans", { q: queryValue("q"), product: queryValue("product") }, signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.prices"));
    void this.#words.load();
    this.asked();
    this.begin();
  }

  protected override asked = (): void => {
    void this.#parts.load();
    void this.#plans.load();
  };

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.prices")}</h1>
          <p class="hint">${t("prices.hint")}</p>
        </div>
      </header>
      <form class="filters" role="search" @submit=${this.#look}>
        <label class="search"
          >${icon("search")}<span class="unseen">${t("prices.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${t("prices.search")}
            .value=${queryValue("q")}
        /></label>
        ${addressFilter("product", t("fact.product"), this.#words.value?.products ?? [])}
        <button type="submit" class="main">${t("receive.find")}</button>
      </form>
      ${this.#parts.draw(({ items }) => priceTable(items))}
      ${this.#plans.value?.items.length ? planTable(this.#plans.value.items) : nothing}
    </div>`;
  }

  #look = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = String(new FormData(event.target as HTMLFormElement).get("q") ?? "").trim();
    setQuery({ q: words || null });
  };
}

function priceTable(items: PartLine[]) {
  if (!items.length) return empty(t("prices.none"), { sign: "search" });
  const currencies = ["CNY", "USD", "EUR"].filter((each) =>
    items.some(({ prices }) => prices?.[each]),
  );
  return html`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${t("stock.part")}</th>
          <th scope="col">${t("prices.fits")}</th>
          ${currencies.map((each) => html`<th scope="col" class="to-right">${each}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${items.map(
          ({ sku, name, fits, prices }) =>
            html`<tr>
              <td class="list-main"
                ><span class="list-title">${name}</span><span class="hint">${sku}</span></td
              >
              <td class="hint">${(fits ?? []).join(", ")}</td>
              ${currencies.map((each) => html`<td class="to-right">${prices?.[each] ? money(prices[each], each) : "–"}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function planTable(items: Plan[]) {
  return html`<h2 class="part-title">${t("prices.plans")}</h2>
    <div class="table-card">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">${t("prices.plan")}</th>
            <th scope="col">${t("prices.fits")}</th>
            <th scope="col" class="to-right">${t("prices.price")}</th>
          </tr>
        </thead>
        <tbody>
          ${items.map(
            ({ code, name, products, batches, prices, note }) =>
              html`<tr>
                <td class="list-main">
                  <span class="list-title">${code} ${name}</span><span class="hint">${note}</span>
                </td>
                <td class="hint">${[...products, ...batches].join(", ").replaceAll("_", " ")}</td>
                <td class="to-right">
                  ${Object.entries(prices)
                    .map(([currency, amount]) => money(amount, currency))
                    .join(" / ")}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
