// <bokeh-home>: the conversation as a page of its own, beside the list of conversations.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import "../chat/chat";
import type { Chat } from "../chat/chat";
import "../chat/history";
import type { History } from "../chat/history";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue } from "../lib/router";
import { may } from "../lib/session";
import { Reading } from "../parts/state";

interface Work {
  to_decide: unknown[];
  overdue: unknown[];
  mine: unknown[];
}

@customElement("bokeh-home")
export class Home extends PageView {
  @state() private conversationId = queryValue("c") || null;
  @state() private isDrawn = false;
  #work = new Reading<Work>(this, (signal) => api.get("/api/work", {}, signal));
  @query("bokeh-chat") private chat!: Chat;
  @query("bokeh-history") private history!: History;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#key);
    if (may("tickets:read")) void this.#work.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#key);
  }

  protected override updated(changed: Map<string, unknown>): void {
    const asked = queryValue("c") || null;
    if (!changed.has("params") || asked === this.conversationId) return;
    this.conversationId = asked;
    this.isDrawn = false;
    this.chat.open(asked);
  }

  protected override firstUpdated(): void {
    if (matchMedia("(hover: hover)").matches)
      void this.chat.updateComplete.then(() => this.chat.composer.focus());
  }

  protected override render() {
    const isBegun = this.conversationId !== null;
    return html`<div class="chat ${this.isDrawn ? "history-open" : ""}">
      ${isBegun ? html`<h1 class="unseen">${t("chat.title")}</h1>` : nothing}
      <bokeh-history
        .current=${this.conversationId}
        @open-conversation=${this.#beginAnew}
      ></bokeh-history>
      <button
        type="button"
        class="plain history-button"
        aria-expanded=${this.isDrawn}
        aria-controls="history"
        aria-label=${t("app.history")}
        @click=${this.#draw}
      >
        ${icon("clock")}
      </button>
      <bokeh-chat
        .conversationId=${this.conversationId}
        .glance=${this.#glance()}
        @conversation-begun=${this.#begun}
        @conversation-titled=${(event: CustomEvent<string>) => this.titled(event.detail)}
        @turn-over=${() => void this.history.load()}
      ></bokeh-chat>
    </div>`;
  }

  /** What waits for this person, in one line above the first question. */
  #glance() {
    const work = this.#work.value;
    if (!work) return nothing;
    const one = (
      lines: unknown[],
      key: "home.decide" | "home.overdue" | "home.mine",
      kind: string,
    ) =>
      lines.length
        ? html`<a class="tag glance ${kind}" href="/work">${t(key, { count: lines.length })}</a>`
        : nothing;
    return html`<p class="tags">
      ${one(work.to_decide, "home.decide", "tag-alert")}
      ${one(work.overdue, "home.overdue", "tag-wait")} ${one(work.mine, "home.mine", "tag-open")}
    </p>`;
  }

  #beginAnew = (): void => {
    window.history.pushState(window.history.state, "", "/");
    this.conversationId = null;
    this.chat.open(null);
  };

  #begun = (event: CustomEvent<string>): void => {
    this.conversationId = event.detail;
    window.history.replaceState(
      window.history.state,
      "",
      `/?c=${encodeURIComponent(event.detail)}`,
    );
    void this.history.load();
  };

  #draw = async (): Promise<void> => {
    this.isDrawn = !this.isDrawn;
    await this.updateComplete;
    if (this.isDrawn) this.querySelector<HTMLElement>("#history a")?.focus();
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.isDrawn = false;
  };
}
