// <bokeh-policy-told>: what of a policy each kind of reader is told, and how much of the budget.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { languageTag, t } from "../lib/i18n";
import { View } from "../lib/view";

export interface Told {
  side: "staff" | "dealers" | "customers";
  language: "zh" | "en";
  text: string;
  tokens: number;
  is_cut: boolean;
}

const LANGUAGES = { zh: "中文", en: "English" };
const nameOf = ({ side, language }: Told): string =>
  `${t(`policy.side_${side}`)} · ${LANGUAGES[language]}`;

@customElement("bokeh-policy-told")
export class PolicyTold extends View {
  @property({ attribute: false }) told: Told[] = [];
  @property({ attribute: false }) budget = 0;
  @state() private chosen = 0;

  protected override render() {
    const shown = this.told[this.chosen];
    return html`<fieldset class="told-choices">
        <legend>${t("policy.told")}</legend>
        ${this.told.map((each, at) => this.#choice(each, at))}
      </fieldset>
      ${shown ? this.#text(shown) : nothing}`;
  }

  #choice(each: Told, at: number) {
    return html`<label class="told-choice ${each.is_cut ? "told-cut" : ""}"
      ><input
        type="radio"
        name="told"
        value="${each.side}-${each.language}"
        .checked=${at === this.chosen}
        @change=${() => (this.chosen = at)} /><span>${nameOf(each)}</span
      ><span class="hint">${t("policy.tokens", { count: each.tokens, most: this.budget })}</span
      ><meter
        min="0"
        max=${this.budget}
        high=${this.budget * 0.9}
        value=${Math.min(each.tokens, this.budget)}
        aria-hidden="true"
      ></meter
    ></label>`;
  }

  #text(shown: Told) {
    return html`<section class="policy-text" aria-label=${nameOf(shown)} tabindex="0">
      ${
        shown.text
          ? html`<p class="prose" lang=${languageTag(shown.language)}>${shown.text}</p>`
          : html`<p class="hint">${t("policy.told_nothing")}</p>`
      }
      ${shown.is_cut ? html`<p class="wrong-text">${t("policy.cut")}</p>` : nothing}
    </section>`;
  }
}
