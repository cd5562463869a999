// What becomes of a text's lines: those taken out, those put in, a little around them.

import { html } from "lit";
import { t } from "../lib/i18n";

export interface LineChange {
  sign: "same" | "added" | "removed" | "gap";
  text: string;
}

export const lineChanges = (lines: LineChange[]) =>
  html`<ul class="line-changes" tabindex="0">
    ${lines.map((each) => html`<li class="line-${each.sign}">${line(each)}</li>`)}
  </ul>`;

function line({ sign, text }: LineChange) {
  if (sign === "gap") return html`<span aria-hidden="true">⋯</span>`;
  if (sign === "same") return text;
  if (sign === "removed")
    return html`<span class="unseen">${t("policy.removed")} </span><del>${text}</del>`;
  return html`<span class="unseen">${t("policy.added")} </span><ins>${text}</ins>`;
}
