// <bokeh-wishes>, <bokeh-wish>: what customers would like, listed, read and recorded.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { day, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { go, queryValue, setQuery } from "../lib/router";
import { may, session } from "../lib/session";
import type { Named, Page } from "../lib/shapes";
import { type Vocabulary, coded, vocabularyOf } from "../lib/vocabulary";
import { choiceField, filled, textField, toFirstWrong } from "../parts/fields";
import { addressFilter } from "../parts/filters";
import { pager } from "../parts/pager";
import * as records from "../parts/record";
import { Reading, empty, loading } from "../parts/state";
import { back, refused } from "./article";

const SIZE = 25;
const AFTER_TYPING = 400; // milliseconds

interface Wish {
  number: string;
  title: string;
  description: string;
  product: Named | null;
  votes: number;
  status: string;
  status_label: string;
  target_version: string | null;
  created_at: string;
}

const address = (number: string): string => `/wishes/${api.part(number)}`;
const tone = (status: string): string =>
  ({ released: "tag-done", planned: "tag-open", evaluating: "tag-wait" })[status] ?? "";

@customElement("bokeh-wishes")
export class WishesPage extends PageView {
  @state() private isWriting = false;
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @query("form.wish-form") private form!: HTMLFormElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #title = "";
  #key = api.newKey();
  #wishes = new Reading<Page<Wish>>(this, (signal) =>
    api.get("/api/wishes", { ...this.#filters(), page: queryValue("page"), size: SIZE }, signal),
  );
  #alike = new Reading<{ items: { number: string; title: string }[] }>(this, (signal) =>
    api.get("/api/wishes/alike", { text: this.#title }, signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.wishes"));
    void this.#wishes.load();
    void this.#words.load();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
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
      ${this.isWriting ? this.#form() : nothing}
      <form
        class="filters"
        role="search"
        aria-label=${t("list.filters")}
        @submit=${(event: Event) => event.preventDefault()}
      >
        <label class="search"
          >${icon("search")}<span class="unseen">${t("wishes.search")}</span
          ><input
            type="search"
            placeholder=${t("wishes.search")}
            .value=${queryValue("q")}
            @input=${this.#typed}
        /></label>
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
              <a class="article-card" href=${address(wish.number)}>
                <span class="hint">${icon("star")}${wish.number}</span>
                <strong>${wish.title}</strong>
                <span class="tags"
                  ><span class="tag ${tone(wish.status)}">${wish.status_label}</span
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

  #form() {
    const wrong = this.error?.fields ?? {};
    const alike = this.#title ? (this.#alike.value?.items ?? []) : [];
    return html`<form
      class="wish-form move form"
      novalidate
      @submit=${this.#submit}
      @input=${this.#written}
    >
      ${textField({ name: "title", title: t("wishes.title"), wrong: wrong.title, isNeeded: true, isWide: true })}
      ${choiceField(
        { name: "product", title: t("fact.product"), wrong: wrong.product },
        this.#words.value?.products ?? [],
      )}
      ${textField(
        {
          name: "description",
          title: t("record.description"),
          wrong: wrong.description,
          isWide: true,
        },
        { rows: 3 },
      )}
      ${
        alike.length
          ? html`<div class="full likely" role="status">
              <h3>${t("wishes.alike")}</h3>
              <ul>
                ${alike.map(
                  ({ number, title }) =>
                    html`<li><a href=${address(number)}>${number}</a> ${title}</li>`,
                )}
              </ul>
            </div>`
          : nothing
      }
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending ? t("card.sending") : t("wishes.new")}
        </button>
        <button type="button" class="quiet" @click=${() => (this.isWriting = false)}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("isWriting") && this.isWriting)
      this.querySelector<HTMLElement>("[name=title]")?.focus();
  }

  #filters = () => ({
    q: queryValue("q"),
    status: queryValue("status"),
    product: queryValue("product"),
  });

  #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => setQuery({ q: value.trim() || null, page: null }, { replace: true }),
      AFTER_TYPING,
    );
  };

  /** Look for wishes like the one that is being written. */
  #written = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const title = filled(this.form).title ?? "";
      if (title === this.#title) return;
      this.#title = title;
      if (title) void this.#alike.load();
    }, AFTER_TYPING);
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.error = null;
    try {
      const { title = "", ...rest } = filled(this.form);
      const { number } = await api.post<Wish>("/api/wishes", { title, ...rest }, this.#key);
      announce(t("wishes.kept", { number }));
      go(address(number));
    } catch (error) {
      this.error = error as api.ApiError;
      this.#key = api.newKey();
      await this.updateComplete;
      toFirstWrong(this);
    }
    this.isSending = false;
  };
}

@customElement("bokeh-wish")
export class WishPage extends PageView {
  #wish = new Reading<Wish>(this, (signal) =>
    api.get(`/api/wishes/${api.part(this.params.number)}`, {}, signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(this.params.number);
    void this.#wish.load().then(() => this.begin());
  }

  protected override redraw = (): void => void this.#wish.load();

  protected override render() {
    const { value: wish, error, load } = this.#wish;
    return html`<div class="record page page-narrow">
      ${back()}
      <div class="record-content">
        ${
          error
            ? refused(error, this.params.number, load)
            : wish
              ? this.#content(wish)
              : loading(t("record.loading", { number: this.params.number }))
        }
      </div>
    </div>`;
  }

  #content(wish: Wish) {
    return html`${records.recordHead(1, {
      sign: "star",
      number: wish.number,
      title: wish.title,
      state: wish.status_label,
      isOpen: wish.status === "planned",
    })}
    ${records.facts([
      ["fact.product", wish.product?.name],
      ["wishes.target", wish.target_version],
      ["fact.created", day(wish.created_at)],
      ["wishes.asked_by", t("wishes.votes", { count: wish.votes })],
    ])}
    ${records.section("record.description", wish.description && records.prose(wish.description))}`;
  }
}
