// <bokeh-wish-evaluation>: what R&D makes of a wish: can it be done, at what effort, for when.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import type { Wish } from "../lib/shapes";
import { View } from "../lib/view";
import { coded } from "../lib/vocabulary";
import { choiceField, filled, textField, toFirstWrong } from "./fields";

const SETTLED_ELSEWHERE = ["new", "released"]; // before it is weighed, and by a release

@customElement("bokeh-wish-evaluation")
export class WishEvaluation extends View {
  @property({ attribute: false }) wish!: Wish;
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @query("form") private form!: HTMLFormElement;
  #once = new api.Once();

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("select")?.focus();
  }

  protected override render() {
    const states = coded("wish_status").filter(({ code }) => !SETTLED_ELSEWHERE.includes(code));
    return html`<form class="move form" novalidate @submit=${this.#submit}>
      <h3 class="full">${t("wishes.evaluate")}</h3>
      ${choiceField(this.#field("status", t("fact.status")), states, null)}
      ${choiceField(this.#field("feasibility", t("wishes.feasibility")), coded("feasibility"))}
      ${textField(this.#field("effort_days", t("wishes.effort_in_days")), { longest: 5 })}
      ${textField(this.#field("target_version", t("wishes.target")), { longest: 60 })}
      ${textField(
        { ...this.#field("evaluation", t("wishes.evaluation")), isWide: true },
        { rows: 3, longest: 5_000 },
      )}
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${t(this.isSending ? "card.sending" : "list.save")}
        </button>
        <button type="button" class="quiet" @click=${() => this.tell("wish-left")}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`;
  }

  #field = (name: keyof Wish, title: string) => ({
    name,
    title,
    value: this.wish[name] === null ? "" : String(this.wish[name]),
    wrong: this.error?.fields[name],
  });

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.error = null;
    try {
      const path = `/api/wishes/${api.part(this.wish.number)}/evaluation`;
      const kept = await this.#once.send<Wish>(path, {
        method: "PUT",
        body: filled(this.form),
      });
      announce(t("wishes.evaluated", { state: kept.status_label }));
      this.tell("wish-weighed", kept);
    } catch (error) {
      this.error = error as api.ApiError;
      await this.updateComplete;
      toFirstWrong(this);
    }
    this.isSending = false;
  };
}
