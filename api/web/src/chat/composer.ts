// <bokeh-composer>: where a message is written. Enter sends, an input method's Enter does not.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Attachment } from "../lib/shapes";
import { tab } from "../lib/storage";
import { View } from "../lib/view";
import "../parts/attach";
import type { Attach } from "../parts/attach";
import { scan } from "../parts/scan";

const LIMIT = 20_000;
const AFTER_COMPOSITION = 30; // milliseconds in which an Enter still belongs to the input method
const TALLEST = 220; // pixels

export interface Written {
  text: string;
  attachments: Attachment[];
}

@customElement("bokeh-composer")
export class Composer extends View {
  @property({ attribute: false }) isAnswering = false;
  /** Whether the field holds the last message, to be sent in its place. */
  @property({ attribute: false }) isEditing = false;
  /** The person's last message, for the up arrow in an empty field. */
  @property({ attribute: false }) last = "";
  @state() private problem = "";
  @query("textarea") private field!: HTMLTextAreaElement;
  @query("bokeh-attach") private attach!: Attach;
  #composedAt = -Infinity;
  #id = `message${document.getElementById("message") ? `-${Math.random().toString(36).slice(2)}` : ""}`;

  protected override render() {
    const id = this.#id;
    return html`<form class="composer" method="post" @submit=${this.#submit}>
      <label class="unseen" for=${id}>${t("chat.composer")}</label>
      ${
        this.isEditing
          ? html`<p class="editing">
              <span>${t("chat.editing")}</span>
              <button type="button" class="plain small" @click=${this.#leaveEditing}>
                ${t("app.cancel")}
              </button>
            </p>`
          : nothing
      }
      <div class="composer-box">
        <bokeh-attach></bokeh-attach>
        <div class="composer-row">
          <span class="composer-tools">
            <button
              type="button"
              class="plain"
              aria-label=${t("attach.add")}
              title=${t("attach.add")}
              @click=${() => this.attach.choose()}
            >
              ${icon("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${t("scan.open")}
              title=${t("scan.open")}
              @click=${this.#scan}
            >
              ${icon("scan")}
            </button>
          </span>
          <textarea
            id=${id}
            rows="1"
            placeholder=${t("chat.placeholder")}
            aria-describedby="${id}-keys ${id}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${this.#key}
            @input=${this.#typed}
            @paste=${this.#paste}
            @compositionend=${(event: Event) => (this.#composedAt = event.timeStamp)}
          ></textarea>
          ${
            this.isAnswering
              ? html`<button
                  type="button"
                  class="main round stop"
                  aria-label=${t("chat.stop")}
                  title="${t("chat.stop")} (Esc)"
                  @click=${() => this.tell("stop")}
                >
                  ${icon("stop")}
                </button>`
              : html`<button
                  type="submit"
                  class="main round"
                  aria-label=${t("chat.send")}
                  title=${t("chat.send")}
                >
                  ${icon("send")}
                </button>`
          }
        </div>
      </div>
      <p id="${id}-problem" class="error" role="alert">${this.problem || nothing}</p>
      <p id="${id}-keys" class="hint keys">${t("chat.keys")}</p>
    </form>`;
  }

  protected override firstUpdated(): void {
    this.field.value = tab.get("draft") ?? "";
    this.#typed();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("isAnswering") && changed.get("isAnswering") !== undefined) {
      const root = this.getRootNode() as Document | ShadowRoot;
      if (!root.activeElement || root.activeElement === document.body) this.focus();
    }
  }

  override focus(): void {
    this.field?.focus();
  }

  /** Put a text into the field, to be gone over before it is sent. */
  write(text: string): void {
    this.field.value = text;
    this.#typed();
    this.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  #leaveEditing = (): void => {
    this.write("");
    this.tell("edit-left");
  };

  /** Take files that were dropped somewhere over the conversation. */
  take(files: FileList | File[]): void {
    this.attach.take(files);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === "ArrowUp" && !this.field.value && this.last) {
      event.preventDefault();
      this.tell("edit-last");
      return;
    }
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (this.#isComposing(event)) return;
    event.preventDefault();
    this.querySelector("form")!.requestSubmit();
  };

  #isComposing(event: KeyboardEvent): boolean {
    const isJustComposed = event.timeStamp - this.#composedAt < AFTER_COMPOSITION;
    return event.isComposing || event.keyCode === 229 || isJustComposed;
  }

  #typed = (): void => {
    tab.set("draft", this.field.value || null);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST, this.field.scrollHeight)}px`;
    this.problem = this.field.value.length > LIMIT ? t("chat.too_long", { limit: LIMIT }) : "";
  };

  #paste = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.attach.take(files);
  };

  #scan = async (): Promise<void> => {
    const found = await scan(this);
    if (found) this.write([this.field.value.trim(), found].filter(Boolean).join(" "));
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    const text = this.field.value.trim();
    const attachments = this.attach.items;
    if (!text && !attachments.length) return;
    if (text.length > LIMIT || this.isAnswering || this.attach.isBusy) return;
    this.field.value = "";
    this.attach.clear();
    this.#typed();
    this.tell("write", { text: text || t("attach.said"), attachments } satisfies Written);
  };
}
