// <bokeh-panel>: the assistant as a floating panel of glass, on our pages and on any other.

import { LitElement, css, html, nothing, unsafeCSS } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import sheet from "bokeh:sheet";
import "./chat/chat";
import type { Chat } from "./chat/chat";
import "./chat/history";
import { announceIn } from "./lib/announce";
import { service } from "./lib/api";
import { languageEvents, t } from "./lib/i18n";
import { icon, mark } from "./lib/icons";
import { session } from "./lib/session";
import { tab } from "./lib/storage";

@customElement("bokeh-panel")
export class Panel extends LitElement {
  static override styles = [
    unsafeCSS(sheet),
    css`
      :host {
        display: contents;
      }
    `,
  ];

  /** Whether the panel stands open. */
  @property({ type: Boolean, reflect: true }) open = tab.get("panel") === "open";
  /** The address of its host page, or what it is about; told to the assistant's first message. */
  @property() about = "";
  @state() private isHistory = false;
  @state() private isLarge = false;
  @state() private conversationId = tab.get("panel.conversation");
  @query("bokeh-chat") private chat!: Chat;
  @query(".panel-launch") private launcher!: HTMLElement;

  override connectedCallback(): void {
    super.connectedCallback();
    languageEvents.addEventListener("changed", this.#redraw);
    this.addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    languageEvents.removeEventListener("changed", this.#redraw);
    this.removeEventListener("keydown", this.#key);
  }

  /** Open the panel and, where a text is given, ask it. */
  async ask(text = ""): Promise<void> {
    this.#show(true);
    await this.updateComplete;
    await this.chat.updateComplete;
    if (text) this.chat.say(text);
  }

  protected override render() {
    return html`<div class="panel-root">
      ${this.open ? this.#panel() : nothing}
      <button
        type="button"
        class="panel-launch"
        aria-expanded=${this.open}
        aria-label=${t(this.open ? "panel.close" : "panel.open")}
        title=${t(this.open ? "panel.close" : "panel.open")}
        @click=${() => this.#show(!this.open)}
      >
        ${this.open ? icon("down") : mark()}
      </button>
      ${
        service.isEmbedded
          ? html`<div class="unseen announcer" role="status" aria-live="polite"></div>`
          : nothing
      }
    </div>`;
  }

  protected override firstUpdated(): void {
    if (service.isEmbedded) announceIn(this.renderRoot.querySelector(".announcer"));
  }

  #panel() {
    return html`<section
      class="panel ${this.isLarge ? "panel-large" : ""}"
      role="complementary"
      aria-label="Bokeh"
      @open-conversation=${this.#openConversation}
      @conversation-begun=${this.#begun}
    >
      <header class="panel-head">
        ${mark()}<strong>Bokeh</strong>
        ${
          session.model === "offline"
            ? html`<span class="badge" title=${t("app.offline_model_hint")}
                >${t("app.offline_short")}</span
              >`
            : nothing
        }
        ${
          session.demoClock
            ? html`<span class="badge badge-clock" title=${t("app.demo_clock_hint")}
                >${icon("clock")}${t("panel.demo")}</span
              >`
            : nothing
        }
        <span class="space"></span>
        ${this.#button("clock", "app.history", () => (this.isHistory = !this.isHistory), this.isHistory)}
        ${this.#button("plus", "history.new", () => this.#anew())}
        ${this.#button("open", "panel.size", () => (this.isLarge = !this.isLarge), this.isLarge)}
        ${this.#button("close", "panel.close", () => this.#show(false))}
      </header>
      ${
        this.isHistory
          ? html`<bokeh-history .current=${this.conversationId} .isPanel=${true}></bokeh-history>`
          : nothing
      }
      <bokeh-chat .conversationId=${this.conversationId} ?hidden=${this.isHistory}></bokeh-chat>
    </section>`;
  }

  #button(
    sign: Parameters<typeof icon>[0],
    key: Parameters<typeof t>[0],
    act: () => void,
    isPressed?: boolean,
  ) {
    return html`<button
      type="button"
      class="plain"
      aria-label=${t(key)}
      title=${t(key)}
      aria-pressed=${isPressed ?? nothing}
      @click=${act}
    >
      ${icon(sign)}
    </button>`;
  }

  #show(isOpen: boolean): void {
    this.open = isOpen;
    tab.set("panel", isOpen ? "open" : null);
    void this.updateComplete.then(async () => {
      if (!isOpen) return this.launcher.focus();
      await this.chat.updateComplete;
      this.chat.composer.focus();
    });
  }

  #anew(): void {
    this.#go(null);
  }

  #go(id: string | null): void {
    this.isHistory = false;
    this.conversationId = id;
    tab.set("panel.conversation", id);
    this.chat.open(id);
  }

  #openConversation = (event: CustomEvent<string | null>): void => this.#go(event.detail);

  #begun = (event: CustomEvent<string>): void => {
    this.conversationId = event.detail;
    tab.set("panel.conversation", event.detail);
  };

  #key = (event: KeyboardEvent): void => {
    const isFree = event.key === "Escape" && !event.isComposing;
    const isBusy = this.chat?.isAnswering || this.renderRoot.querySelector("dialog[open]");
    if (isFree && this.open && !isBusy) this.#show(false);
  };

  #redraw = (): void => this.requestUpdate();
}
