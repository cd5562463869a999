// Filters that live in the address.

import { html } from "lit";
import { icon } from "../lib/icons";
import { queryValue, setQuery } from "../lib/router";
import type { Choice } from "../lib/vocabulary";

const AFTER_TYPING = 400; // milliseconds
let typing: ReturnType<typeof setTimeout> | undefined;

/** Words to look for; they go into the address when one stops typing. */
export const wordsFilter = (title: string) =>
  html`<label class="search"
    >${icon("search")}<span class="unseen">${title}</span
    ><input type="search" placeholder=${title} .value=${queryValue("q")} @input=${typed}
  /></label>`;

function typed({ target }: Event): void {
  const field = target as HTMLInputElement;
  clearTimeout(typing);
  typing = setTimeout(() => {
    const q = field.value.trim() || null;
    if (field.isConnected) setQuery({ q, page: null }, { replace: true });
  }, AFTER_TYPING);
}

/** One of several values of a filter; `all` stands for none. */
export function addressFilter(name: string, title: string, choices: Choice[], all = title) {
  const current = queryValue(name);
  return html`<select
    class="filter ${current ? "filter-on" : ""}"
    aria-label=${title}
    @change=${(event: Event) =>
      setQuery({ [name]: (event.target as HTMLSelectElement).value || null, page: null })}
  >
    <option value="" .selected=${!current}>${all}</option>
    ${choices.map(
      ({ code, label }) =>
        html`<option value=${code} .selected=${code === current}>${label}</option>`,
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
