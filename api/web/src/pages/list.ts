// <bokeh-list>: tickets of a kind; filters live in the address, views of them can be saved.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { label, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue, setQuery } from "../lib/router";
import { may, session } from "../lib/session";
import type { Page, TicketLine } from "../lib/shapes";
import { keep, kept } from "../lib/storage";
import { type Vocabulary, categories, coded, vocabularyOf } from "../lib/vocabulary";
import { type Outcome, approveSeveral, outcomeList, toldOf } from "../parts/bulk";
import { addressFilter, dayFilter, wordsFilter } from "../parts/filters";
import { pager } from "../parts/pager";
import { Reading, empty } from "../parts/state";
import { ticketTable } from "../parts/ticket-list";

const SIZE = 25;
const FILTERS = ["status", "q", "product", "dealer", "category", "priority", "from", "to", "sort"];

interface SavedView {
  name: string;
  query: string;
}

@customElement("bokeh-list")
export class ListPage extends PageView {
  @state() private chosen = new Set<string>();
  @state() private outcomes: Outcome[] | null = null;
  @state() private error = "";
  @state() private isNaming = false;
  @state() private isFolded = true;
  #tickets = new Reading<Page<TicketLine>>(this, (signal) =>
    api.get("/api/tickets", this.#query(), signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("params")) {
      this.titled(label("kind", this.params.kind));
      void this.#words.load();
      this.#read();
    }
  }

  protected override asked = (): void => {
    this.#read();
    this.requestUpdate();
  };

  protected override render() {
    const { kind } = this.params;
    const total = this.#tickets.value?.total;
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${this.#kindLabel()}</h1>
          <p class="hint" role="status">
            ${total === undefined ? nothing : t("list.total", { count: total })}
          </p>
        </div>
        <div class="page-acts">
          <a class="quiet button" href=${this.#export()} download
            >${icon("download")}${t("list.export")}</a
          >
          ${
            this.#kind()?.can_open
              ? html`<a class="button" href="/new/${kind}">${icon("plus")}${t("list.new")}</a>`
              : nothing
          }
        </div>
      </header>
      ${this.#views()} ${this.#filters()}
      ${outcomeList(this.outcomes, () => (this.outcomes = null))}
      ${this.error ? html`<p class="error told" role="alert">${this.error}</p>` : nothing}
      ${this.#tickets.draw((page) => this.#list(page), t("list.loading"))}
    </div>`;
  }

  #list(page: Page<TicketLine>) {
    if (!page.items.length)
      return empty(t(this.#isFiltered() ? "list.none_match" : "list.none"), {
        sign: "search",
        next: this.#isFiltered()
          ? html`<button type="button" class="quiet" @click=${this.#clear}
              >${t("list.clear")}</button
            >`
          : nothing,
      });
    const canApprove = queryValue("status") === "pending_approval" && may("rma:handle");
    const picking = canApprove
      ? { chosen: this.chosen, toggle: this.#toggle, toggleAll: this.#toggleAll }
      : null;
    return html`${canApprove ? this.#bulk() : nothing} ${ticketTable(page.items, picking)}
    ${pager(page, (to) => setQuery({ page: to === 1 ? null : String(to) }))}`;
  }

  #bulk() {
    const count = this.chosen.size;
    return html`<div class="bulk">
      <span>${t("list.chosen", { count })}</span>
      <button type="button" class="main" ?disabled=${!count} @click=${this.#approve}>
        ${icon("check")}${t("list.approve")}
      </button>
    </div>`;
  }

  #views() {
    const saved = this.#saved();
    const usual: SavedView[] = [
      { name: t("list.view_open"), query: "status=open" },
      { name: t("list.view_all"), query: "" },
    ];
    if (this.params.kind === "rma")
      usual.unshift({
        name: label("status", "pending_approval"),
        query: "status=pending_approval",
      });
    const here = new URLSearchParams(location.search);
    here.delete("page");
    const chip = ({ name, query }: SavedView) =>
      html`<a
        class="view-chip"
        href="${location.pathname}${query ? `?${query}` : ""}"
        aria-current=${here.toString() === query ? "true" : nothing}
        >${name}</a
      >`;
    return html`<nav class="views" aria-label=${t("list.views")}>
      ${usual.map(chip)}
      ${saved.map(
        (each) =>
          html`<span class="view-saved"
            >${chip(each)}<button
              type="button"
              class="plain small"
              aria-label=${t("list.forget_view", { name: each.name })}
              @click=${() => this.#keep(saved.filter(({ name }) => name !== each.name))}
            >
              ${icon("close")}
            </button></span
          >`,
      )}
      ${
        this.isNaming
          ? html`<form class="view-name" @submit=${this.#save}>
              <input
                class="inline-field"
                name="name"
                aria-label=${t("list.view_name")}
                maxlength="40"
                placeholder=${t("list.view_name")}
              />
              <button type="submit" class="main">${t("list.save")}</button>
            </form>`
          : html`<button type="button" class="plain" @click=${() => (this.isNaming = true)}>
              ${icon("star")}${t("list.save_view")}
            </button>`
      }
    </nav>`;
  }

  #filters() {
    const words = this.#words.value;
    // "open" stands for all that are not over, so that a state of that name needs no choice of its own.
    const states = (this.#kind()?.states ?? []).filter(({ code }) => code !== "open");
    const status = [
      { code: "open", label: t("list.view_open") },
      { code: "ended", label: t("list.ended") },
      ...states,
    ];
    return html`<form
      class="filters ${this.isFolded ? "filters-folded" : ""}"
      role="search"
      aria-label=${t("list.filters")}
      @submit=${(event: Event) => event.preventDefault()}
    >
      ${wordsFilter(t("list.search"))}
      <button
        type="button"
        class="quiet filters-fold"
        aria-expanded=${!this.isFolded}
        @click=${() => (this.isFolded = !this.isFolded)}
      >
        ${t("list.filters")}
        ${FILTERS.filter((name) => name !== "q" && queryValue(name)).length || nothing}
      </button>
      ${addressFilter("status", t("fact.status"), status)}
      ${addressFilter("product", t("fact.product"), words?.products ?? [])}
      ${
        (words?.dealers.length ?? 0) > 1
          ? addressFilter("dealer", t("fact.dealer"), words!.dealers)
          : nothing
      }
      ${addressFilter("category", t("fact.category"), categories(words))}
      ${
        this.params.kind === "rma"
          ? addressFilter("priority", t("fact.priority"), coded("priority"))
          : nothing
      }
      ${dayFilter("from", t("list.from"))} ${dayFilter("to", t("list.to"))}
      ${addressFilter("sort", t("list.sort"), coded("sort"), t("list.newest"))}
      ${
        this.#isFiltered()
          ? html`<button type="button" class="plain" @click=${this.#clear}>
              ${icon("close")}${t("list.clear")}
            </button>`
          : nothing
      }
    </form>`;
  }

  #query(): api.Query {
    const query = Object.fromEntries(FILTERS.map((name) => [name, queryValue(name)]));
    return { ...query, kind: this.params.kind, page: queryValue("page"), size: SIZE };
  }

  #export(): string {
    const query = Object.fromEntries(FILTERS.map((name) => [name, queryValue(name)]));
    return api.withQuery("/api/export/tickets.xlsx", { ...query, kind: this.params.kind });
  }

  #read(): void {
    this.chosen = new Set();
    void this.#tickets.load();
  }

  #kind() {
    return this.#words.value?.kinds.find(({ code }) => code === this.params.kind);
  }

  #kindLabel(): string {
    return this.#kind()?.label ?? label("kind", this.params.kind);
  }

  #isFiltered(): boolean {
    return FILTERS.some((name) => name !== "sort" && queryValue(name));
  }

  #clear = (): void =>
    setQuery(Object.fromEntries([...FILTERS, "page"].map((name) => [name, null])));

  #toggle = (number: string): void => {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(number)) chosen.add(number);
    this.chosen = chosen;
  };

  #toggleAll = (): void => {
    const all = this.#tickets.value!.items.map(({ number }) => number);
    this.chosen = new Set(all.every((each) => this.chosen.has(each)) ? [] : all);
  };

  #approve = async (): Promise<void> => {
    this.error = "";
    try {
      this.outcomes = await approveSeveral([...this.chosen]);
      announce(toldOf(this.outcomes));
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.#read();
  };

  #savedKey = () => `views.${session.user!.username}.${this.params.kind}`;
  #saved = (): SavedView[] => kept<SavedView[]>(this.#savedKey()) ?? [];

  #keep(views: SavedView[]): void {
    keep(this.#savedKey(), views.length ? views : null);
    this.requestUpdate();
  }

  #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get("name") ?? "").trim();
    const query = new URLSearchParams(location.search);
    query.delete("page");
    this.isNaming = false;
    if (!name) return;
    const others = this.#saved().filter((each) => each.name !== name);
    this.#keep([...others, { name, query: query.toString() }]);
  };
}
