// A snippet of what was found, with the words that were looked for.

import { html } from "lit";

export const snippet = (text: string) =>
  text.split("**").map((part, at) => (at % 2 ? html`<strong class="hit">${part}</strong>` : part));
