// <bokeh-draft>: a mail or article the assistant wrote, to be edited, copied and used.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { DraftText } from "../lib/shapes";
import { View } from "../lib/view";
import { toClipboard } from "./clipboard";

@customElement("bokeh-draft")
export class Draft extends View {
  @property({ attribute: false }) draft!: DraftText;
  @state() private isCopied = false;

  protected override render() {
    const { kind, to, subject, text } = this.draft;
    const rows = Math.min(18, Math.max(6, text.split("\n").length + 1));
    return html`<section class="draft" aria-label=${t(`draft.${kind}`)}>
      <h3>${icon(kind === "email" ? "mail" : "article")}${t(`draft.${kind}`)}</h3>
      ${to ? html`<p class="hint">${t("draft.to")} ${to}</p>` : nothing}
      ${
        subject === undefined
          ? nothing
          : html`<label class="field"
              ><span>${t("draft.subject")}</span><input name="subject" .value=${subject}
            /></label>`
      }
      <label class="field"
        ><span>${t("draft.text")}</span
        ><textarea name="text" rows=${rows} .value=${text}></textarea>
      </label>
      <div class="decision">
        <button type="button" class="main" @click=${this.#use}>
          ${t(kind === "email" ? "draft.use_email" : "draft.use_article")}
        </button>
        <button type="button" class="quiet" @click=${this.#copy}>
          ${icon(this.isCopied ? "check" : "copy")}${t(
            this.isCopied ? "answer.copied" : "draft.copy",
          )}
        </button>
        <button type="button" class="quiet" @click=${() => this.tell("regenerate")}>
          ${icon("again")}${t("answer.again")}
        </button>
      </div>
    </section>`;
  }

  /** Ask for what is proposed next, with the text as it now stands. */
  #use = (): void => {
    const { subject, text } = this.#written();
    const key = this.draft.kind === "email" ? "draft.say_email" : "draft.say_article";
    this.tell("say", t(key, { to: this.draft.to ?? "", subject, text }));
  };

  #copy = async (): Promise<void> => {
    const { subject, text } = this.#written();
    await toClipboard(subject ? `${subject}\n\n${text}` : text, this);
    this.isCopied = true;
    announce(t("answer.copied"));
  };

  #written(): { subject: string; text: string } {
    const value = (name: string) =>
      this.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name=${name}]`)?.value ?? "";
    return { subject: value("subject"), text: value("text") };
  }
}
