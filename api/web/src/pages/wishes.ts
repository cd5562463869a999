// <bokeh-wishes>: what customers would like, most wanted first.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue, setQuery } from "../lib/router";
import { may, session } from "../lib/session";
import type { Page, Wish } from "../lib/shapes";
import { wishTone } from "../lib/tone";
import { type Vocabulary, coded, vocabularyOf } from "../lib/vocabulary";
import { addressFilter, wordsFilter } from "../parts/filters";
import { pager } from "../parts/pager";
import { Reading, empty } from "../parts/state";
import { addressOfWish } from "../parts/wish-form";

const SIZE = 25;

@customElement("bokeh-wishes")
export class WishesPage extends PageView {
  @state() private isWriting = false;
  #wishes = new Reading<Page<Wish>>(this, (signal) =>
    api.get("/api/wishes", { ...this.#filters(), page: queryValue("page"), size: SIZE }, signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.wishes"));
    void this.#wishes.load();
    void this.#words.load();
    this.begin();
  }

  protected override asked = (): void => void this.#wishes.load();
  protected override redraw = (): void => {
    void this.#wishes.load();
    void this.#words.load();
  };

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.wishes")}</h1>
          <p class="hint">${t("wishes.hint")}</p>
        </div>
        ${
          may("wishes:add")
            ? html`<button
                type="button"
                class="main"
                aria-expanded=${this.isWriting}
                @click=${() => (this.isWriting = !this.isWriting)}
              >
                ${icon("plus")}${t("wishes.new")}
              </button>`
            : nothing
        }
      </header>
      ${
        this.isWriting
          ? html`<bokeh-wish-form @wish-left=${() => (this.isWriting = false)}></bokeh-wish-form>`
          : nothing
      }
      <form
        class="filters"
        role="search"
        aria-label=${t("list.filters")}
        @submit=${(event: Event) => event.preventDefault()}
      >
        ${wordsFilter(t("wishes.search"))}
        ${addressFilter("status", t("fact.status"), coded("wish_status"))}
        ${addressFilter("product", t("fact.product"), this.#words.value?.products ?? [])}
      </form>
      ${this.#wishes.draw((page) => this.#list(page))}
    </div>`;
  }

  #list(page: Page<Wish>) {
    const isFiltered = Object.values(this.#filters()).some(Boolean);
    if (!page.items.length)
      return empty(t(isFiltered ? "wishes.none_match" : "wishes.none"), { sign: "star" });
    return html`<ul class="article-grid">
        ${page.items.map(
          (wish) =>
            html`<li>
              <a class="article-card" href=${addressOfWish(wish.number)}>
                <span class="hint">${icon("star")}${wish.number}</span>
                <strong>${wish.title}</strong>
                <span class="tags"
                  ><span class="tag ${wishTone(wish.status)}">${wish.status_label}</span
                  ><span class="tag">${t("wishes.votes", { count: wish.votes })}</span>${
                    wish.product ? html`<span class="tag">${wish.product.name}</span>` : nothing
                  }</span
                >
              </a>
            </li>`,
        )}
      </ul>
      ${pager(page, (to) => setQuery({ page: to === 1 ? null : String(to) }))}`;
  }

  #filters = () => ({
    q: queryValue("q"),
    status: queryValue("status"),
    product: queryValue("product"),
  });
}
