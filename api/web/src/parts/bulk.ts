// Several tickets approved at once, and what became of each.

import { html, nothing } from "lit";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { addressOf } from "./record";

export interface Outcome {
  asked: string;
  ok: boolean;
  status_label: string | null;
  error: { message: string } | null;
}

/** Approve each of these tickets; the service says of each whether it was. */
export const approveSeveral = async (numbers: string[]): Promise<Outcome[]> =>
  (await api.post<{ items: Outcome[] }>("/api/tickets/approve", { numbers }, api.newKey())).items;

/** What became of several, in one sentence. */
export function toldOf(outcomes: Outcome[]): string {
  const refused = outcomes.filter(({ ok }) => !ok).length;
  const done = t("list.approved", { count: outcomes.length - refused });
  return refused ? `${done} ${t("list.refused", { count: refused })}` : done;
}

/** One line for each ticket: approved, or why not; refused ones first. */
export function outcomeList(outcomes: Outcome[] | null, close: () => void) {
  if (!outcomes?.length) return nothing;
  const sorted = outcomes.toSorted((a, b) => Number(a.ok) - Number(b.ok));
  return html`<section class="side-card outcomes" aria-label=${t("list.outcomes")}>
    <header class="outcomes-head">
      <p class="told-text" role="status">${toldOf(outcomes)}</p>
      <button type="button" class="plain small" aria-label=${t("app.close")} @click=${close}>
        ${icon("close")}
      </button>
    </header>
    <ul>
      ${sorted.map(
        ({ asked, ok, error, status_label: status }) =>
          html`<li class=${ok ? "outcome-good" : "outcome-bad"}>
            ${icon(ok ? "check" : "warning")}
            <a href=${addressOf("ticket", asked)}>${asked}</a>
            <span>${ok ? status : (error?.message ?? t("card.failed"))}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
