// Going through the pages of a list.

import { html, nothing } from "lit";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Page } from "../lib/shapes";

export function pager({ total, page, size }: Page<unknown>, go: (page: number) => void) {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return nothing;
  const button = (to: number, title: string, sign: "back" | "next") =>
    html`<button
      type="button"
      class="quiet"
      ?disabled=${to < 1 || to > last}
      aria-label=${title}
      @click=${() => go(to)}
    >
      ${icon(sign)}
    </button>`;
  return html`<nav class="pager" aria-label=${t("list.pages")}>
    ${button(page - 1, t("list.before"), "back")}
    <span>${t("list.page", { page, last })}</span>
    ${button(page + 1, t("list.after"), "next")}
  </nav>`;
}
