// <bokeh-advice>: what the assistant suggests for a form; a click fills it in.

import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import * as api from "../lib/api";
import { money, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { View } from "../lib/view";
import { Reading, loading } from "./state";

interface Advice {
  categories: { code: string; label: string; confidence: number }[];
  priority: { code: string; label: string; reason: string } | null;
  estimate: { low: string; high: string; currency: string; cases: number } | null;
}

const SHORTEST = 4; // characters

@customElement("bokeh-advice")
export class AdviceCard extends View {
  @property({ attribute: false }) kind = "";
  @property({ attribute: false }) text = "";
  @property({ attribute: false }) product = "";
  @property({ attribute: false }) sn = "";
  #advice = new Reading<Advice>(this, (signal) =>
    api.json<Advice>("/api/advice", {
      method: "POST",
      signal,
      body: { kind: this.kind, text: this.text, product: this.product, sn: this.sn },
    }),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    const isNew = ["kind", "text", "product", "sn"].some((name) => changed.has(name));
    if (isNew && this.text.trim().length >= SHORTEST) void this.#advice.load();
  }

  protected override render() {
    const { value, error, isLoading } = this.#advice;
    if (this.text.trim().length < SHORTEST || error) return nothing;
    if (!value)
      return isLoading
        ? html`<section class="side-card">${loading(t("advice.thinking"))}</section>`
        : nothing;
    const { categories, priority, estimate } = value;
    if (!categories.length && !priority && !estimate) return nothing;
    return html`<section class="side-card advice" aria-live="polite">
      <h2>${icon("spark")}${t("advice.title")}</h2>
      ${categories.map(
        ({ code, label, confidence }) =>
          html`<p class="advice-line">
            <span
              >${t("advice.category")} <strong>${label}</strong>
              <span class="hint">${confidence}%</span></span
            >
            ${this.#take({ category: code })}
          </p>`,
      )}
      ${
        priority
          ? html`<p class="advice-line">
              <span
                >${t("advice.priority")} <strong>${priority.label}</strong>
                <span class="hint">${priority.reason}</span></span
              >
              ${this.#take({ priority: priority.code })}
            </p>`
          : nothing
      }
      ${
        estimate
          ? html`<p class="advice-line">
              <span
                >${t("advice.estimate")}
                <strong
                  >${money(estimate.low, estimate.currency)} –
                  ${money(estimate.high, estimate.currency)}</strong
                >
                <span class="hint">${t("advice.from_cases", { count: estimate.cases })}</span></span
              >
            </p>`
          : nothing
      }
    </section>`;
  }

  #take(values: Record<string, string>) {
    return html`<button
      type="button"
      class="quiet small"
      @click=${() => this.tell("use-advice", values)}
    >
      ${t("advice.use")}
    </button>`;
  }
}
