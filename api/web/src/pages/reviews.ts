// <bokeh-reviews>: what people thought of answers, for those who see to it that they get better.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { label, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue, setQuery } from "../lib/router";
import type { Page } from "../lib/shapes";
import { addressFilter, wordsFilter } from "../parts/filters";
import { pager } from "../parts/pager";
import { written } from "../parts/record";
import { Reading, empty } from "../parts/state";

const SIZE = 20;
const ALL = "all"; // in the address: also what was looked at already

interface Opinion {
  id: number;
  user_name: string;
  role: string;
  at: string;
  is_good: boolean;
  reason: string;
  question: string;
  answer: string;
  outcome: string;
  model: string;
  is_reviewed: boolean;
  reviewed_by: string | null;
}

@customElement("bokeh-reviews")
export class ReviewsPage extends PageView {
  @state() private failure = "";
  #opinions = new Reading<Page<Opinion>>(this, (signal) =>
    api.get("/api/feedback", { ...filters(), page: queryValue("page"), size: SIZE }, signal),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.reviews"));
    void this.#opinions.load();
    this.begin();
  }

  protected override asked = (): void => void this.#opinions.load();

  protected override render() {
    return html`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.reviews")}</h1>
          <p class="hint">${t("reviews.hint")}</p>
        </div>
        <a
          class="quiet button"
          href=${api.withQuery("/api/export/feedback.xlsx", filters())}
          download
          >${icon("download")}${t("reviews.export")}</a
        >
      </header>
      <nav class="views" aria-label=${t("list.views")}>
        ${chip(null, t("reviews.open"))}${chip(ALL, t("reviews.all"))}
      </nav>
      <form
        class="filters"
        role="search"
        aria-label=${t("list.filters")}
        @submit=${(event: Event) => event.preventDefault()}
      >
        ${wordsFilter(t("reviews.search"))}
        ${addressFilter("thumb", t("reviews.thumb"), [
          { code: "down", label: t("reviews.down") },
          { code: "up", label: t("reviews.up") },
        ])}
      </form>
      ${this.failure ? html`<p class="error told" role="alert">${this.failure}</p>` : nothing}
      ${this.#opinions.draw((page) => this.#list(page))}
    </div>`;
  }

  #list(page: Page<Opinion>) {
    if (!page.items.length) return empty(t(noneKey()), { sign: "up" });
    return html`<p class="hint">${t("reviews.total", { count: page.total })}</p>
      <ul class="people">
        ${repeat(
          page.items,
          ({ id }) => id,
          (each) => this.#one(each),
        )}
      </ul>
      ${pager(page, (to) => setQuery({ page: to === 1 ? null : String(to) }))}`;
  }

  #one(each: Opinion) {
    const { is_good: isGood, user_name: name, role, at, outcome, model } = each;
    const about = [
      name,
      label("role", role),
      when(at),
      label("outcome", outcome),
      label("model", model),
    ];
    return html`<li class="side-card review ${isGood ? "review-good" : "review-bad"}">
      <div class="person-line">
        <span class="notice-sign">${icon(isGood ? "up" : "thumb_down")}</span>
        <span class="line-text"
          ><strong
            ><span class="unseen">${t(isGood ? "reviews.up" : "reviews.down")}: </span
            >${each.reason || t(isGood ? "reviews.up" : "reviews.unexplained")}</strong
          ><span class="hint">${about.join(" · ")}</span></span
        >
        ${this.#marks(each)}
      </div>
      <dl>
        <div>
          <dt>${t("reviews.question")}</dt>
          <dd class="prose">${each.question}</dd>
        </div>
        <div>
          <dt>${t("reviews.answer")}</dt>
          <dd class="review-answer" tabindex="0">${written(each.answer)}</dd>
        </div>
      </dl>
    </li>`;
  }

  #marks(each: Opinion) {
    if (!each.is_reviewed)
      return html`<button type="button" class="quiet" @click=${() => this.#mark(each, "POST")}>
        ${icon("check")}${t("reviews.done")}
      </button>`;
    return html`<span class="tag tag-done">${t("reviews.done_by", { name: each.reviewed_by })}</span
      ><button type="button" class="plain small" @click=${() => this.#mark(each, "DELETE")}>
        ${t("reviews.again")}
      </button>`;
  }

  async #mark({ id }: Opinion, method: "POST" | "DELETE"): Promise<void> {
    this.failure = "";
    try {
      await api.ask(`/api/feedback/${id}/review`, { method });
      announce(t(method === "POST" ? "reviews.done" : "reviews.again"));
      await this.#opinions.load();
      if (!this.#opinions.value?.items.length && queryValue("page")) setQuery({ page: null });
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }
}

const filters = () => ({
  state: queryValue("state") === ALL ? null : "open",
  thumb: queryValue("thumb"),
  q: queryValue("q"),
});

function noneKey() {
  if (queryValue("thumb") || queryValue("q")) return "reviews.none_match";
  return queryValue("state") === ALL ? "reviews.none" : "reviews.none_open";
}

function chip(state: string | null, text: string) {
  const isHere = (queryValue("state") || null) === state;
  return html`<a
    class="view-chip"
    href=${api.withQuery("/reviews", { state })}
    aria-current=${isHere ? "true" : nothing}
    >${text}</a
  >`;
}
