// What changes: each value with its old one beside it.

import { html } from "lit";
import { t } from "../lib/i18n";
import type { PreviewLine } from "../lib/shapes";

export const changes = (lines: PreviewLine[]) =>
  html`<dl class="facts">
    ${lines.map((line) => html`<div><dt>${line.label}</dt><dd>${change(line)}</dd></div>`)}
  </dl>`;

function change({ old, new: fresh }: PreviewLine) {
  const shown = fresh || t("card.nothing");
  if (old === null || old === undefined) return shown;
  return html`<del>${old || t("card.nothing")}</del
    ><span class="becomes" aria-hidden="true"> → </span
    ><span class="unseen"> ${t("card.becomes")} </span><ins>${shown}</ins>`;
}
