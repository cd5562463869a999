// <bokeh-history>: the person's conversations: searched, opened, renamed, taken along, deleted.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, t, timeOfDay, type TextKey } from "../lib/i18n";
import { type IconName, icon } from "../lib/icons";
import { businessNow } from "../lib/session";
import type { ConversationLine } from "../lib/shapes";
import { View } from "../lib/view";
import { saveAs } from "../parts/table";

const AFTER_TYPING = 200; // milliseconds

let known: ConversationLine[] | null = null; // as last read, so that a change does not blink

@customElement("bokeh-history")
export class History extends View {
  @property({ attribute: false }) current: string | null = null;
  @property({ attribute: false }) isPanel = false;
  @state() private found: ConversationLine[] | null = known;
  @state() private hasFailed = false;
  @state() private words = "";
  /** What is being done to the current conversation. */
  @state() private doing: "rename" | "delete" | null = null;
  @state() private problem = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  static forget(): void {
    known = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  /** Read the list anew. */
  async load(): Promise<void> {
    const words = this.words.trim();
    try {
      const { items } = await api.conversations({ q: words });
      if (words !== this.words.trim()) return;
      const matching = items.filter(({ title }) => holds(title, words));
      this.found = [...matching, ...items.filter((each) => !matching.includes(each))];
      if (!words) known = items;
      this.hasFailed = false;
    } catch (error) {
      if (!this.found && !(error as api.ApiError).isSignedOut) this.hasFailed = true;
    }
  }

  protected override render() {
    return html`<nav class="history" id="history" aria-label=${t("app.history")}>
      <a class="new" href="/" @click=${(event: Event) => this.#open(event, null)}
        >${icon("plus")}${t("history.new")}</a
      >
      <label class="search"
        >${icon("search")}<span class="unseen">${t("history.search")}</span
        ><input
          type="search"
          placeholder=${t("history.search")}
          .value=${this.words}
          @input=${this.#typed}
      /></label>
      <div class="history-list">${this.#list()}</div>
    </nav>`;
  }

  #list() {
    if (this.hasFailed)
      return html`<p class="error">${t("history.failed")}</p>
        <button type="button" class="quiet" @click=${() => this.load()}>${t("app.retry")}</button>`;
    if (!this.found) return html`<p class="hint" role="status">${t("history.loading")}</p>`;
    if (!this.found.length)
      return html`<p class="hint">${t(this.words ? "history.none_found" : "history.empty")}</p>`;
    const today = businessNow().toDateString();
    const isToday = (each: ConversationLine) => new Date(each.updated_at).toDateString() === today;
    const earlier = this.found.filter((each) => !isToday(each));
    return [
      this.#group("history.today", this.found.filter(isToday), timeOfDay),
      this.#group("history.earlier", earlier, day),
    ];
  }

  #group(name: TextKey, lines: ConversationLine[], at: (iso: string) => string) {
    if (!lines.length) return nothing;
    return html`<h2>${t(name)}</h2>
      <ul>
        ${lines.map(
          (each) =>
            html`<li
              >${this.#entry(each, at(each.updated_at))}
              ${each.id === this.current ? this.#own(each) : nothing}</li
            >`,
        )}
      </ul>`;
  }

  #entry({ id, title }: ConversationLine, at: string) {
    return html`<a
      href="/?c=${encodeURIComponent(id)}"
      title=${title}
      aria-current=${id === this.current ? "page" : nothing}
      @click=${(event: Event) => this.#open(event, id)}
      ><span class="name">${title}</span><span class="at">${at}</span></a
    >`;
  }

  /** What can be done with the conversation that is open. */
  #own(line: ConversationLine) {
    if (this.doing === "rename")
      return html`<form
        class="history-own"
        @submit=${(event: SubmitEvent) => this.#rename(event, line)}
      >
        <input
          name="title"
          maxlength="60"
          required
          aria-label=${t("history.title")}
          .value=${line.title}
          @keydown=${this.#leave}
        />
        <button type="submit" class="quiet">${t("history.keep")}</button>
      </form>`;
    if (this.doing === "delete")
      return html`<p class="history-own">
        <span>${t("history.delete_hint")}</span>
        <button type="button" class="quiet" @click=${() => this.#delete(line)}>
          ${t("history.delete_now")}
        </button>
        <button type="button" class="plain" @click=${() => (this.doing = null)}>
          ${t("app.cancel")}
        </button>
      </p>`;
    return html`<p class="history-own">
        ${this.#tool("edit", "history.rename", () => (this.doing = "rename"))}
        ${this.#tool("download", "history.export", () => this.#export(line))}
        ${this.#tool("trash", "history.delete", () => (this.doing = "delete"))}
      </p>
      ${this.problem ? html`<p class="error" role="alert">${this.problem}</p>` : nothing}`;
  }

  #tool(sign: IconName, key: TextKey, act: () => void) {
    return html`<button
      type="button"
      class="plain small"
      aria-label=${t(key)}
      title=${t(key)}
      @click=${act}
    >
      ${icon(sign)}
    </button>`;
  }

  #rename(event: SubmitEvent, { id }: ConversationLine): void {
    event.preventDefault();
    const title = String(new FormData(event.target as HTMLFormElement).get("title")).trim();
    void this.#done(async () => {
      await api.json(pathOf(id), { method: "PATCH", body: { title } });
      await this.load();
    });
  }

  #export({ id, title }: ConversationLine): void {
    void this.#done(async () => {
      const response = await api.ask(`${pathOf(id)}/export?format=md`);
      saveAs(`${title}.md`, await response.text(), "text/markdown;charset=utf-8");
    });
  }

  #delete({ id }: ConversationLine): void {
    void this.#done(async () => {
      await api.ask(pathOf(id), { method: "DELETE" });
      await this.load();
      this.tell("open-conversation", null);
    });
  }

  async #done(work: () => Promise<void>): Promise<void> {
    this.problem = "";
    try {
      await work();
    } catch (error) {
      this.problem = (error as api.ApiError).message;
    }
    this.doing = null;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("current")) this.doing = null;
    if (this.doing === "rename" && changed.has("doing"))
      this.querySelector<HTMLInputElement>(".history-own input")?.select();
  }

  #leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.doing = null;
  };

  /** In a panel a conversation is opened where one is; on the page its address is followed. */
  #open(event: Event, id: string | null): void {
    if (!this.isPanel) return;
    event.preventDefault();
    this.tell("open-conversation", id);
  }

  #typed = (event: Event): void => {
    this.words = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), AFTER_TYPING);
  };
}

const pathOf = (id: string): string => `/api/conversations/${api.part(id)}`;

const holds = (title: string, words: string): boolean =>
  title.toLowerCase().includes(words.toLowerCase());
