// <bokeh-history>: the person's conversations, to be searched, opened and begun anew.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, t, timeOfDay, type TextKey } from "../lib/i18n";
import { icon } from "../lib/icons";
import { businessNow } from "../lib/session";
import type { ConversationLine } from "../lib/shapes";
import { View } from "../lib/view";

const AFTER_TYPING = 200; // milliseconds

let known: ConversationLine[] | null = null; // as last read, so that a change does not blink

@customElement("bokeh-history")
export class History extends View {
  @property({ attribute: false }) current: string | null = null;
  @property({ attribute: false }) isPanel = false;
  @state() private found: ConversationLine[] | null = known;
  @state() private hasFailed = false;
  @state() private words = "";
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
      this.found = matching.length || !words ? matching : items;
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
        ${lines.map((each) => html`<li>${this.#entry(each, at(each.updated_at))}</li>`)}
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

const holds = (title: string, words: string): boolean =>
  title.toLowerCase().includes(words.toLowerCase());
