// <bokeh-comment-form>: a comment on a ticket, for everybody who sees it or for staff only.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { may } from "../lib/session";
import { View } from "../lib/view";

@customElement("bokeh-comment-form")
export class CommentForm extends View {
  @property({ attribute: false }) number = "";
  @state() private error = "";
  @state() private isSending = false;
  @query("textarea") private field!: HTMLTextAreaElement;
  #once = new api.Once();

  protected override render() {
    if (!may("tickets:comment")) return nothing;
    return html`<form class="comment-form" @submit=${this.#submit}>
      <label class="field"
        ><span>${t("comment.label")}</span
        ><textarea name="text" rows="2" maxlength="20000" required></textarea>
      </label>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>${t("comment.send")}</button>
        ${
          may("tickets:comment_internal")
            ? html`<label class="check"
                ><input type="checkbox" name="internal" />${t("comment.internal")}</label
              >`
            : nothing
        }
      </div>
    </form>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = String(given.get("text") ?? "").trim();
    if (!text || this.isSending) return;
    this.isSending = true;
    this.error = "";
    try {
      const body = { text, internal: given.has("internal") };
      await this.#once.post(`/api/tickets/${api.part(this.number)}/comments`, body);
      this.field.value = "";
      this.tell("commented");
    } catch (error) {
      this.error = (error as Error).message;
    }
    this.isSending = false;
  };
}
