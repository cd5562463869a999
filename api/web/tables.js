// Tables of figures that come with an answer: head, rows, what was counted and over which time.

import { h } from "./dom.js";
import { day, t, when } from "./i18n.js";

export function tableOf(table) {
  const numeric = table.columns.map((_, column) =>
    table.rows.every((row) => isNumber(row[column])),
  );
  const cell = (tag) => (value, column) =>
    h(
      tag,
      { class: numeric[column] ? "to-right" : null, scope: tag === "th" ? "col" : null },
      shown(value),
    );
  return h(
    "figure",
    { class: "figures" },
    h("figcaption", {}, table.title),
    h(
      "div",
      { class: "wide", tabindex: "0" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, table.columns.map(cell("th")))),
        h(
          "tbody",
          {},
          table.rows.map((row) => h("tr", {}, row.map(cell("td")))),
        ),
      ),
    ),
    h("p", { class: "hint" }, footing(table).filter(Boolean).join(" · ")),
  );
}

function footing(table) {
  const { period, filters, as_of: asOf } = table;
  return [
    table.definition,
    period && `${day(period.start)} – ${day(period.end)}`,
    ...(filters ?? []).map((each) => each.label ?? each.value),
    t("table.rows", { count: table.row_count ?? table.rows.length }),
    asOf && t("table.as_of", { time: when(asOf) }),
  ];
}

const isNumber = (value) => typeof value === "number" || value === null;
const shown = (value) => (value === null || value === undefined ? "–" : String(value));
