// <bokeh-knowledge>: the knowledge base to be searched, and browsed by family and type.

import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, label, t, vocabulary } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue, setQuery } from "../lib/router";
import { may, session } from "../lib/session";
import type { ArticleLine, Found, Page } from "../lib/shapes";
import { type Vocabulary, vocabularyOf } from "../lib/vocabulary";
import { pager } from "../parts/pager";
import { addressOf } from "../parts/record";
import { snippet } from "../parts/snippet";
import { Reading, empty } from "../parts/state";

const SIZE = 30;

@customElement("bokeh-knowledge")
export class KnowledgePage extends PageView {
  #articles = new Reading<Page<ArticleLine>>(this, (signal) =>
    api.get(
      "/api/articles",
      {
        kind: queryValue("kind"),
        family: queryValue("family"),
        product: queryValue("product"),
        page: queryValue("page"),
        size: SIZE,
      },
      signal,
    ),
  );
  #found = new Reading<{ items: Found[] }>(this, (signal) =>
    api.get("/api/search", { q: queryValue("q"), kind: "article", limit: 20 }, signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.knowledge"));
    void this.#words.load();
    this.#read();
    this.begin();
  }

  protected override asked = (): void => this.#read();

  #read(): void {
    this.#found.value = null;
    void (queryValue("q") ? this.#found.load() : this.#articles.load());
  }

  protected override render() {
    const words = queryValue("q");
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.knowledge")}</h1>
          <p class="hint">${t("knowledge.hint")}</p>
        </div>
      </header>
      <form class="filters knowledge-search" role="search" @submit=${this.#look}>
        <label class="search"
          >${icon("search")}<span class="unseen">${t("knowledge.search")}</span
          ><input type="search" name="q" placeholder=${t("knowledge.search")} .value=${words}
        /></label>
        <button type="submit" class="main">${t("receive.find")}</button>
        <button type="button" class="quiet" @click=${this.#ask}
          >${icon("spark")}${t("knowledge.ask")}</button
        >
      </form>
      <div class="wiki">
        ${this.#tree()}
        <div class="wiki-list">
          ${
            words
              ? this.#found.draw(({ items }) => hits(items))
              : this.#articles.draw((page) => this.#list(page))
          }
          ${
            words && (may("consult:open") || may("consult:report"))
              ? html`<p class="hint">
                  ${t("knowledge.unsolved")}
                  <a href="/new/consult?summary=${encodeURIComponent(words)}"
                    >${t("knowledge.open")}</a
                  >
                </p>`
              : nothing
          }
        </div>
      </div>
    </div>`;
  }

  #tree() {
    const words = this.#words.value;
    const way = (name: string, code: string, text: string) => {
      const isHere = queryValue(name) === code;
      return html`<li>
        <button
          type="button"
          class="way-link"
          aria-pressed=${isHere}
          @click=${() => setQuery({ [name]: isHere ? null : code, q: null, page: null })}
        >
          ${text}
        </button>
      </li>`;
    };
    return html`<nav class="wiki-tree" aria-label=${t("knowledge.browse")}>
      <h2>${t("knowledge.types")}</h2>
      <ul>
        ${vocabulary("article_kind").map(([code, text]) => way("kind", code, text))}
      </ul>
      <h2>${t("knowledge.families")}</h2>
      <ul>
        ${(words?.families ?? []).map(({ code, label: text }) => way("family", code, text))}
      </ul>
    </nav>`;
  }

  #list(page: Page<ArticleLine>) {
    if (!page.items.length) return empty(t("knowledge.none"), { sign: "book" });
    return html`<ul class="article-grid">
        ${page.items.map(
          (each) =>
            html`<li>
              <a class="article-card" href=${addressOf("article", each.number)}>
                <span class="hint">${icon("article")}${label("article_kind", each.kind)}</span>
                <strong>${each.title}</strong>
                <span class="hint"
                  >${each.number} · ${day(each.updated_at)}
                  ${
                    each.visibility === "Public"
                      ? nothing
                      : html`<span class="tag">${label("visibility", each.visibility)}</span>`
                  }</span
                >
              </a>
            </li>`,
        )}
      </ul>
      ${pager(page, (to) => setQuery({ page: String(to) }))}`;
  }

  #look = (event: SubmitEvent): void => {
    event.preventDefault();
    setQuery({ q: this.#typed() || null, page: null });
  };

  /** Let the assistant answer from the knowledge base, in its panel. */
  #ask = (): void => {
    const panel = document.querySelector("bokeh-panel") as { ask(text: string): void } | null;
    panel?.ask(this.#typed());
  };

  #typed = (): string => this.querySelector<HTMLInputElement>("input[name=q]")!.value.trim();
}

const hits = (items: Found[]) =>
  items.length
    ? html`<ol class="hits">
        ${items.map(
          ({ kind, number, title, snippet: found }) =>
            html`<li>
              <a href=${addressOf(kind, number)}><strong>${title}</strong></a>
              <span class="hint">${number}</span>
              <p>${snippet(found)}</p>
            </li>`,
        )}
      </ol>`
    : empty(t("knowledge.nothing_found"), { sign: "search" });

@customElement("bokeh-search")
export class SearchPage extends PageView {
  #found = new Reading<{ items: Found[] }>(this, (signal) =>
    api.get("/api/search", { q: queryValue("q"), limit: 30 }, signal),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("search.title"));
    void this.#found.load();
    this.begin();
  }

  protected override asked = (): void => void this.#found.load();

  protected override render() {
    return html`<div class="page page-narrow">
      <header class="page-head">
        <h1 tabindex="-1">${t("search.for", { words: queryValue("q") })}</h1>
      </header>
      ${this.#found.draw(({ items }) => hits(items))}
    </div>`;
  }
}
