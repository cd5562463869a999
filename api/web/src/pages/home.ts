// <bokeh-home>: the conversation as a page of its own, beside the list of conversations.

import { html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import "../chat/chat";
import type { Chat } from "../chat/chat";
import "../chat/history";
import type { History } from "../chat/history";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue } from "../lib/router";

@customElement("bokeh-home")
export class Home extends PageView {
  @state() private conversationId = queryValue("c") || null;
  @state() private isDrawn = false;
  @query("bokeh-chat") private chat!: Chat;
  @query("bokeh-history") private history!: History;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#key);
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
    return html`<div class="chat ${this.isDrawn ? "history-open" : ""}">
      <bokeh-history .current=${this.conversationId}></bokeh-history>
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
        @conversation-begun=${this.#begun}
        @conversation-titled=${(event: CustomEvent<string>) => this.titled(event.detail)}
        @turn-over=${() => void this.history.load()}
      ></bokeh-chat>
    </div>`;
  }

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
