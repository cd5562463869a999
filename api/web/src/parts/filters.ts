// Filters that live in the address.

import { html } from "lit";
import { queryValue, setQuery } from "../lib/router";
import type { Choice } from "../lib/vocabulary";

/** One of several values of a filter; `all` stands for none. */
export function addressFilter(name: string, title: string, choices: Choice[], all = title) {
  const current = queryValue(name);
  return html`<select
    class="filter ${current ? "filter-on" : ""}"
    aria-label=${title}
    @change=${(event: Event) =>
      setQuery({ [name]: (event.target as HTMLSelectElement).value || null, page: null })}
  >
    <option value="" ?selected=${!current}>${all}</option>
    ${choices.map(
      ({ code, label }) =>
        html`<option value=${code} ?selected=${code === current}>${label}</option>`,
    )}
  </select>`;
}

/** A day of a filter. */
export const dayFilter = (name: string, title: string) =>
  html`<label class="filter-day"
    ><span>${title}</span
    ><input
      type="date"
      class="filter"
      .value=${queryValue(name)}
      @change=${(event: Event) =>
        setQuery({ [name]: (event.target as HTMLInputElement).value || null, page: null })}
  /></label>`;
