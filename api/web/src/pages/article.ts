// <bokeh-article>: one article of the knowledge base, as far as the person may read it.

import { html } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, label, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { session } from "../lib/session";
import type { Article } from "../lib/shapes";
import { type Vocabulary, vocabularyOf } from "../lib/vocabulary";
import * as records from "../parts/record";
import { Reading, loading, problem } from "../parts/state";

@customElement("bokeh-article")
export class ArticlePage extends PageView {
  #article = new Reading<Article>(this, (signal) => api.article(this.params.number, signal));
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(this.params.number);
    void this.#words.load();
    void this.#article.load().then(() => this.begin());
  }

  protected override render() {
    return html`<div class="record page page-narrow">
      ${back()}
      <div class="record-content">${this.#content()}</div>
    </div>`;
  }

  #content() {
    const { value, error, load } = this.#article;
    if (error) return refused(error, this.params.number, load);
    if (!value) return loading(t("record.loading", { number: this.params.number }));
    const products = this.#words.value?.products ?? [];
    const names = new Map(products.map((each) => [each.code, each.label]));
    return [
      records.articleHead(1, value),
      records.section("record.facts", articleFacts(value, names)),
      records.section("record.problem", value.problem && records.prose(value.problem)),
      records.section(
        "record.solution",
        value.solution_external && records.written(value.solution_external),
      ),
      records.internal(value.solution_internal && records.written(value.solution_internal)),
      value.sections.map(records.articleSection),
    ];
  }
}

const articleFacts = (article: Article, names: Map<string, string>) =>
  records.facts([
    ["fact.status", label("article_status", article.status)],
    ["fact.products", article.products.map((code) => names.get(code) ?? code).join(", ")],
    ["fact.file", article.file_name],
    ["fact.language", label("language", article.language)],
    ["fact.updated", day(article.updated_at)],
  ]);

/** The way back to where one came from; to the conversation, where one came from elsewhere. */
export const back = () =>
  html`<a class="back" href="/" @click=${goBack}>${icon("back")}${t("app.back")}</a>`;

function goBack(event: Event): void {
  if (!window.history.state?.isWithin) return;
  event.preventDefault();
  window.history.back();
}

/** A record that is not there, or could not be read. */
export const refused = (error: api.ApiError, number: string, again: () => void) =>
  problem(
    error,
    error.isMissing
      ? { title: t("record.missing_title", { number }), text: t("record.missing"), isPage: true }
      : { title: t("error.title"), text: error.message, again, isPage: true },
  );
