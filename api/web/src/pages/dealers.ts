// <bokeh-dealers>: the dealers, with what is open, short and owed.

import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import type { Page } from "../lib/shapes";
import { Reading } from "../parts/state";

interface DealerLine {
  code: string;
  name: string;
  tier: number;
  country: string | null;
  open_consults: number;
  open_rmas: number;
  open_repairs: number;
  open_restocks: number;
  stock_warnings: number;
  oldest_debt_days: number;
  debt_level: string;
}

@customElement("bokeh-dealers")
export class DealersPage extends PageView {
  #dealers = new Reading<Page<DealerLine>>(this, (signal) => api.get("/api/dealers", {}, signal));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.dealers"));
    void this.#dealers.load();
    this.begin();
  }

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.dealers")}</h1>
          <p class="hint">${t("dealers.hint")}</p>
        </div>
      </header>
      ${this.#dealers.draw(
        ({ items }) =>
          html`<ul class="article-grid">
            ${items.map(dealerCard)}
          </ul>`,
      )}
    </div>`;
  }
}

function dealerCard(dealer: DealerLine) {
  const open = dealer.open_consults + dealer.open_rmas + dealer.open_repairs;
  return html`<li>
    <a class="article-card" href="/dealers/${encodeURIComponent(dealer.code)}">
      <span class="hint"
        >${icon("store")}${t("dealers.tier", { tier: dealer.tier })} · ${dealer.country ?? ""}</span
      >
      <strong>${dealer.name}</strong>
      <span class="tags"
        ><span class="tag">${t("dealers.open", { count: open })}</span>
        ${
          dealer.stock_warnings
            ? html`<span class="tag tag-wait"
                >${t("dealers.low", { count: dealer.stock_warnings })}</span
              >`
            : nothing
        }
        ${
          dealer.oldest_debt_days
            ? html`<span class="tag ${dealer.oldest_debt_days > 30 ? "tag-alert" : ""}"
                >${t("dealers.debt", { count: dealer.oldest_debt_days })}</span
              >`
            : nothing
        }
      </span>
    </a>
  </li>`;
}
