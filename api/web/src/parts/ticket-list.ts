// Tickets as a list: a table where there is room, cards where there is little.

import { html, nothing } from "lit";
import { day, t } from "../lib/i18n";
import { icon, kindIcon } from "../lib/icons";
import type { TicketLine } from "../lib/shapes";
import { tone } from "../lib/tone";
import { addressOf } from "./record";

export interface Picking {
  chosen: Set<string>;
  toggle: (number: string) => void;
  toggleAll: () => void;
}

export function ticketTable(lines: TicketLine[], picking: Picking | null = null) {
  const all = picking !== null && lines.every(({ number }) => picking.chosen.has(number));
  return html`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          ${
            picking
              ? html`<th scope="col" class="pick">
                  <input
                    type="checkbox"
                    aria-label=${t("list.pick_all")}
                    .checked=${all}
                    @change=${picking.toggleAll}
                  />
                </th>`
              : nothing
          }
          <th scope="col">${t("list.ticket")}</th>
          <th scope="col">${t("fact.status")}</th>
          <th scope="col">${t("fact.customer")}</th>
          <th scope="col">${t("fact.product")}</th>
          <th scope="col">${t("fact.created")}</th>
        </tr>
      </thead>
      <tbody> ${lines.map((line) => row(line, picking))} </tbody>
    </table>
  </div>`;
}

const row = (line: TicketLine, picking: Picking | null) =>
  html`<tr>
    ${
      picking
        ? html`<td class="pick">
            <input
              type="checkbox"
              aria-label=${t("list.pick", { number: line.number })}
              .checked=${picking.chosen.has(line.number)}
              @change=${() => picking.toggle(line.number)}
            />
          </td>`
        : nothing
    }
    <td class="list-main">
      <a class="list-link" href=${addressOf("ticket", line.number)}
        ><span class="number">${icon(kindIcon(line.kind))}${line.number}</span
        ><span class="list-title">${line.summary}</span></a
      >
      ${
        line.category || line.priority
          ? html`<span class="hint"
              >${[line.category, line.priority].filter(Boolean).join(" · ")}</span
            >`
          : nothing
      }
    </td>
    <td><span class="tag ${tone(line.status)}">${line.status_label}</span></td>
    <td
      >${line.customer ?? "–"}${line.dealer ? html`<br /><span class="hint">${line.dealer}</span>` : nothing}</td
    >
    <td class="product"
      >${line.product ?? "–"}${line.sn ? html`<br /><span class="hint">${line.sn}</span>` : nothing}</td
    >
    <td class="when">${day(line.created_at)}</td>
  </tr>`;

/** A few tickets in short, one a line. */
export const ticketLines = (lines: TicketLine[]) =>
  html`<ul class="lines">
    ${lines.map(
      (line) =>
        html`<li>
          <a class="line" href=${addressOf("ticket", line.number)}>
            <span class="line-sign">${icon(kindIcon(line.kind))}</span>
            <span class="line-text"
              ><strong>${line.summary}</strong
              ><span class="hint"
                >${[line.number, line.customer, line.dealer].filter(Boolean).join(" · ")}</span
              ></span
            >
            <span class="tag ${tone(line.status)}">${line.status_label}</span>
          </a>
        </li>`,
    )}
  </ul>`;
