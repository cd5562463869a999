// <bokeh-part-rows>: parts with quantities, a row each, found by SKU or name.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { money, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { View } from "../lib/view";

export interface PartLine {
  sku: string;
  name: string;
  prices?: Record<string, string>;
  fits?: string[];
}

interface Row {
  sku: string;
  quantity: string;
}

@customElement("bokeh-part-rows")
export class PartRows extends View {
  @property({ attribute: false }) label = "";
  @state() private entries: Row[] = [{ sku: "", quantity: "1" }];
  @state() private known: PartLine[] = [];
  #id = `parts-${Math.random().toString(36).slice(2)}`;

  /** What has been filled in. */
  get rows(): { sku: string; quantity: number | string }[] {
    return this.entries
      .filter(({ sku }) => sku.trim())
      .map(({ sku, quantity }) => ({
        sku: sku.trim().split(" ")[0],
        quantity: /^\d+$/.test(quantity.trim()) ? Number(quantity) : quantity,
      }));
  }

  set rows(rows: { sku: string; quantity: number | string }[]) {
    this.entries = rows.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look("");
  }

  protected override render() {
    return html`<fieldset>
      <legend>${this.label}</legend>
      <datalist id=${this.#id}>
        ${this.known.map(
          ({ sku, name, prices }) =>
            html`<option value=${sku}>
              ${name} ${prices?.USD ? money(prices.USD, "USD") : nothing}
            </option>`,
        )}
      </datalist>
      ${this.entries.map((entry, at) => this.#row(entry, at))}
      <button type="button" class="plain" @click=${this.#add}
        >${icon("plus")}${t("parts.add")}</button
      >
    </fieldset>`;
  }

  #row(entry: Row, at: number) {
    const part = this.known.find(({ sku }) => sku === entry.sku.trim());
    return html`<div class="part-row">
      <label class="field"
        ><span>${t("parts.sku")}</span
        ><input
          list=${this.#id}
          .value=${entry.sku}
          autocomplete="off"
          @input=${(event: Event) => this.#change(at, "sku", event)}
      /></label>
      <label class="field part-count"
        ><span>${t("parts.quantity")}</span
        ><input
          inputmode="numeric"
          .value=${entry.quantity}
          @input=${(event: Event) => this.#change(at, "quantity", event)}
      /></label>
      <span class="hint part-name">${part?.name ?? nothing}</span>
      <button
        type="button"
        class="plain small"
        aria-label=${t("parts.remove", { number: at + 1 })}
        @click=${() => (this.entries = this.entries.filter((_, each) => each !== at))}
      >
        ${icon("trash")}
      </button>
    </div>`;
  }

  #add = (): void => {
    this.entries = [...this.entries, { sku: "", quantity: "1" }];
  };

  #change(at: number, name: keyof Row, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.entries = this.entries.map((each, place) =>
      place === at ? { ...each, [name]: value } : each,
    );
    if (name === "sku" && value.length > 1) void this.#look(value);
  }

  async #look(words: string): Promise<void> {
    try {
      const { items } = await api.get<{ items: PartLine[] }>("/api/parts", { q: words, size: 50 });
      const fresh = items.filter(({ sku }) => !this.known.some((each) => each.sku === sku));
      this.known = [...this.known, ...fresh];
    } catch {
      // Without the list the SKU is typed.
    }
  }
}
