// <bokeh-customer-field>: a customer by name or code, found while one types.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import type { Customer, Page } from "../lib/shapes";
import { View } from "../lib/view";

const AFTER_TYPING = 200; // milliseconds

@customElement("bokeh-customer-field")
export class CustomerField extends View {
  @property({ attribute: false }) value = "";
  @property({ attribute: false }) wrong = "";
  @state() private found: Customer[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #id = `customers-${Math.random().toString(36).slice(2)}`;

  protected override render() {
    return html`<label class="field"
      ><span>${t("fact.customer")}</span
      ><input
        name="customer"
        maxlength="200"
        list=${this.#id}
        autocomplete="off"
        .value=${this.value}
        aria-invalid=${this.wrong ? "true" : nothing}
        @input=${this.#typed}
      /><datalist id=${this.#id}>
        ${this.found.map(
          ({ name, dealer, country }) =>
            html`<option value=${name}
              >${[dealer?.name, country].filter(Boolean).join(" · ")}</option
            >`,
        )}
      </datalist>
      ${this.wrong ? html`<span class="wrong">${this.wrong}</span>` : nothing}</label
    >`;
  }

  #typed = (event: Event): void => {
    const words = (event.target as HTMLInputElement).value.trim();
    this.value = words;
    clearTimeout(this.#timer);
    if (words.length > 1) this.#timer = setTimeout(() => void this.#look(words), AFTER_TYPING);
    else this.tell("customer-chosen", "");
  };

  async #look(words: string): Promise<void> {
    try {
      const { items } = await api.get<Page<Customer>>("/api/customers", { q: words, size: 8 });
      this.found = items;
      const same = items.filter(({ name }) => name.toLowerCase() === words.toLowerCase());
      this.tell("customer-chosen", same.length === 1 ? same[0].code : "");
    } catch {
      // Without the list the name is typed whole.
    }
  }
}
