// <bokeh-wish>: one wish, who asked for it, and what R&D makes of it.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { may } from "../lib/session";
import type { Wish } from "../lib/shapes";
import { wishTone } from "../lib/tone";
import * as records from "../parts/record";
import { Reading, loading } from "../parts/state";
import "../parts/wish-evaluation";
import { back, refused } from "./article";

@customElement("bokeh-wish")
export class WishPage extends PageView {
  @state() private isWeighing = false;
  #wish = new Reading<Wish>(this, (signal) =>
    api.get(`/api/wishes/${api.part(this.params.number)}`, {}, signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(this.params.number);
    this.isWeighing = false;
    void this.#wish.load().then(() => this.begin());
  }

  protected override redraw = (): void => void this.#wish.load();

  protected override render() {
    const { value: wish, error, load } = this.#wish;
    return html`<div class="record page page-narrow">
      ${back()}
      <div class="record-content">
        ${
          error
            ? refused(error, this.params.number, load)
            : wish
              ? this.#content(wish)
              : loading(t("record.loading", { number: this.params.number }))
        }
      </div>
    </div>`;
  }

  #content(wish: Wish) {
    return html`${records.recordHead(1, {
      sign: "star",
      number: wish.number,
      title: wish.title,
      state: wish.status_label,
      tone: wishTone(wish.status),
    })}
    ${records.facts([
      ["fact.product", wish.product?.name],
      ["wishes.asked_by", t("wishes.votes", { count: wish.votes })],
      ["fact.created", day(wish.created_at)],
      ["wishes.target", wish.target_version],
      ["wishes.feasibility", wish.feasibility_label],
      ["wishes.effort", wish.effort_days && t("wishes.days", { count: wish.effort_days })],
    ])}
    ${records.section("record.description", wish.description && records.prose(wish.description))}
    ${records.section("wishes.evaluation", this.#weighed(wish))}`;
  }

  #weighed(wish: Wish) {
    const mayWeigh = may("wishes:evaluate") && wish.status !== "released";
    const { evaluation, evaluated_by: by, evaluated_at: at } = wish;
    return html`${evaluation ? records.prose(evaluation) : nothing}
    ${
      at
        ? html`<p class="hint">${by} · ${when(at)}</p>`
        : evaluation
          ? nothing
          : records.none("wishes.not_weighed")
    }
    ${
      mayWeigh && !this.isWeighing
        ? html`<div>
            <button type="button" class="main" @click=${() => (this.isWeighing = true)}>
              ${icon("edit")}${t("wishes.evaluate")}
            </button>
          </div>`
        : nothing
    }
    ${
      mayWeigh && this.isWeighing
        ? html`<bokeh-wish-evaluation
            .wish=${wish}
            @wish-left=${() => (this.isWeighing = false)}
            @wish-weighed=${this.#kept}
          ></bokeh-wish-evaluation>`
        : nothing
    }`;
  }

  #kept = (event: CustomEvent<Wish>): void => {
    this.#wish.value = event.detail;
    this.isWeighing = false;
    this.begin();
  };
}
