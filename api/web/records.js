// Tickets and articles as people read them: facts, problem, solution, and all the rest.

import { h } from "./dom.js";
import { day, label, t, when } from "./i18n.js";
import { icon } from "./icons.js";
import { render } from "./markdown.js";

/** The heading of a record: its kind and number, its title, its state. */
export function recordHead(level, { kind, number, title, state, isOpen = false }) {
  return h(
    "header",
    { class: "record-head" },
    h(
      "p",
      { class: "eyebrow" },
      icon(kind),
      h("span", { class: "number" }, number),
      state && h("span", { class: `tag${isOpen ? " tag-open" : ""}` }, state),
    ),
    h(level, { tabindex: "-1" }, title),
  );
}

export const ticketHead = (level, ticket) =>
  recordHead(level, {
    kind: "ticket",
    number: ticket.number,
    title: ticket.summary,
    state: `${ticket.kind_label} · ${ticket.status_label}`,
    isOpen: ticket.is_open,
  });

export const articleHead = (level, article) =>
  recordHead(level, {
    kind: "article",
    number: article.number,
    title: article.title,
    state: [label("article_kind", article.kind), label("visibility", article.visibility)].join(
      " · ",
    ),
  });

/** What a popup shows of a ticket. */
export function ticketGist(ticket) {
  return [
    facts([
      ["fact.customer", ticket.customer?.name],
      ["fact.dealer", ticket.dealer?.name],
      ["fact.product", ticket.product?.name],
      ["fact.sn", ticket.device?.sn],
      ["fact.category", category(ticket.category)],
      ["fact.created", day(ticket.created_at)],
    ]),
    section("record.description", ticket.description && prose(ticket.description)),
    section(
      "record.solution",
      ticket.solution ? prose(ticket.solution) : none("record.no_solution"),
    ),
    internal(ticket.solution_internal && prose(ticket.solution_internal)),
  ];
}

/** What a popup shows of an article. */
export function articleGist(article) {
  return [
    section("record.problem", article.problem && prose(article.problem)),
    section("record.solution", article.solution_external && written(article.solution_external)),
    internal(article.solution_internal && written(article.solution_internal)),
    article.sections.slice(0, 3).map(articleSection),
  ];
}

export function ticketFacts(ticket) {
  return facts([
    ["fact.customer", ticket.customer?.name],
    ["fact.contact", ticket.contact],
    ["fact.dealer", ticket.dealer?.name],
    ["fact.product", ticket.product?.name],
    ["fact.sn", ticket.device?.sn],
    ["fact.batch", ticket.device?.batch],
    ["fact.warranty", warranty(ticket)],
    ["fact.category", category(ticket.category)],
    ["fact.handler", ticket.handler],
    ["fact.priority", ticket.priority],
    ["fact.severity", label("severity", ticket.severity)],
    ["fact.channel", label("channel", ticket.channel)],
    ["fact.source", label("source", ticket.source)],
    ["fact.service_type", label("service_type", ticket.service_type)],
    ["fact.created", when(ticket.created_at)],
    ["fact.updated", when(ticket.updated_at)],
    ["fact.closed", ticket.closed_at && when(ticket.closed_at)],
  ]);
}

export function articleFacts(article) {
  return facts([
    ["fact.status", label("article_status", article.status)],
    [
      "fact.products",
      article.products.map((code) => code.replaceAll("_", " ").toUpperCase()).join(", "),
    ],
    ["fact.file", article.file_name],
    ["fact.language", label("language", article.language)],
    ["fact.updated", day(article.updated_at)],
  ]);
}

/** A titled part of a record; nothing where there is nothing to show. */
export function section(title, ...content) {
  const shown = content.flat(Infinity).filter(Boolean);
  return shown.length ? h("section", { class: "part" }, h("h2", {}, t(title)), shown) : null;
}

export function internal(content) {
  if (!content) return null;
  return h(
    "section",
    { class: "part part-internal" },
    h("h2", {}, icon("lock"), t("record.internal")),
    content,
  );
}

export function articleSection({ label: name, text }) {
  return h("section", { class: "part" }, name && h("h2", {}, name), written(text));
}

export const prose = (text) => h("p", { class: "prose" }, text);
export const written = (text) => h("div", { class: "written" }, render(text));
export const none = (key) => h("p", { class: "hint" }, t(key));

function facts(lines) {
  const known = lines.filter(([, value]) => value);
  return h(
    "dl",
    { class: "facts" },
    known.map(([name, value]) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, value))),
  );
}

function category(given) {
  return given && [given.parent, given.name].filter(Boolean).join(" › ");
}

function warranty(ticket) {
  const until = ticket.device?.warranty_until;
  const parts = [
    ticket.in_warranty === null
      ? null
      : t(ticket.in_warranty ? "fact.in_warranty" : "fact.out_of_warranty"),
    until && t("fact.warranty_until", { date: day(until) }),
  ];
  return parts.filter(Boolean).join(", ");
}

/** A kind's own facts, however they nest. */
export function details(value) {
  if (Array.isArray(value))
    return h(
      "ul",
      { class: "nested" },
      value.map((each) => h("li", {}, details(each))),
    );
  if (value === null || typeof value !== "object") return String(label("value", value));
  const known = Object.entries(value).filter(([, each]) => each !== null && each !== "");
  return h(
    "dl",
    { class: "facts" },
    known.map(([name, each]) =>
      h("div", {}, h("dt", {}, label("details", name)), h("dd", {}, details(each))),
    ),
  );
}
