// <bokeh-likenesses>: similar cases and articles on what a text speaks of.

import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon, iconOfNumber } from "../lib/icons";
import type { Found } from "../lib/shapes";
import { View } from "../lib/view";
import { popupOf } from "./popup";
import { snippet } from "./snippet";
import { Reading, loading } from "./state";

const MOST = 4;
const SHORTEST = 4; // characters

@customElement("bokeh-likenesses")
export class Likenesses extends View {
  @property({ attribute: false }) text = "";
  @property({ attribute: false }) product = "";
  @property({ attribute: false }) except = "";
  #found = new Reading<{ tickets: Found[]; articles: Found[] }>(this, (signal) =>
    this.#read(signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if ((changed.has("text") || changed.has("product")) && this.text.trim().length >= SHORTEST)
      void this.#found.load();
  }

  protected override render() {
    const { value, error, isLoading } = this.#found;
    if (this.text.trim().length < SHORTEST || error) return nothing;
    if (!value)
      return isLoading ? html`<section class="side-card">${loading()}</section>` : nothing;
    return html`${this.#group("article", "likenesses.articles", value.articles)}
    ${this.#group("ticket", "likenesses.tickets", value.tickets)}`;
  }

  #group(
    kind: "article" | "ticket",
    title: "likenesses.articles" | "likenesses.tickets",
    found: Found[],
  ) {
    if (!found.length) return nothing;
    return html`<section class="side-card">
      <h2>${icon(kind === "article" ? "book" : "spark")}${t(title)}</h2>
      <ul class="lines">
        ${found.map(
          ({ number, title: text, snippet: found }) =>
            html`<li>
              <button type="button" class="line" @click=${() => popupOf(kind, number, this)}>
                <span class="line-sign"
                  >${icon(kind === "article" ? "article" : iconOfNumber(number))}</span
                >
                <span class="line-text"
                  ><strong>${text}</strong
                  ><span class="hint clamp">${number} · ${snippet(found)}</span></span
                >
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #read(signal: AbortSignal): Promise<{ tickets: Found[]; articles: Found[] }> {
    const q = [this.product, this.text.trim()].filter(Boolean).join(" ").slice(0, 500);
    const look = (kind: string) =>
      api.get<{ items: Found[] }>("/api/search", { q, kind, limit: MOST + 1 }, signal);
    const [tickets, articles] = await Promise.all([look("ticket"), look("article")]);
    return {
      tickets: tickets.items.filter(({ number }) => number !== this.except).slice(0, MOST),
      articles: articles.items.slice(0, MOST),
    };
  }
}
