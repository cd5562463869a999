// The pages of one ticket and of one article: everything the person may see of it.

import * as api from "./api.js";
import { append, h } from "./dom.js";
import { label, t, when } from "./i18n.js";
import { icon } from "./icons.js";
import * as records from "./records.js";
import { loading, problem } from "./states.js";

class RecordPage {
  constructor({ number }) {
    this.number = number;
    this.title = number;
    this.abort = new AbortController();
    this.content = h("div", { class: "record-content" });
    this.element = h(
      "div",
      { class: "record" },
      h(
        "a",
        { class: "back", href: "/", on: { click: back } },
        icon("back"),
        t("app.back_to_chat"),
      ),
      this.content,
    );
  }

  async arrive() {
    this.content.replaceChildren(loading(t("record.loading", { number: this.number })));
    try {
      const record = await this.read(this.number, this.abort.signal);
      document.title = `${record.number} · Bokeh`;
      this.content.replaceChildren();
      append(this.content, this.parts(record));
      this.content.querySelector("h1").focus();
    } catch (error) {
      if (error.name !== "AbortError" && !error.isSignedOut) this.#failed(error);
    }
  }

  leave() {
    this.abort.abort();
  }

  #failed(error) {
    const missing = {
      title: t("record.missing_title", { number: this.number }),
      text: t("record.missing"),
    };
    const shown = error.isMissing ? missing : { again: () => this.arrive() };
    this.content.replaceChildren(problem(error, shown));
  }
}

export class TicketPage extends RecordPage {
  read = api.ticket;

  parts(ticket) {
    const history = h("div", { class: "history-part" });
    this.#fillHistory(history);
    return [
      records.ticketHead("h1", ticket),
      records.section("record.facts", records.ticketFacts(ticket)),
      records.section(
        "record.description",
        ticket.description && records.prose(ticket.description),
      ),
      records.section(
        "record.solution",
        ticket.solution ? records.prose(ticket.solution) : records.none("record.no_solution"),
      ),
      records.internal(ticket.solution_internal && records.prose(ticket.solution_internal)),
      records.section(
        "record.details",
        Object.keys(ticket.details).length > 0 && records.details(ticket.details),
      ),
      records.section(
        "record.parts",
        ticket.parts.length > 0 && h("ul", { class: "parts" }, ticket.parts.map(partLine)),
      ),
      records.section(
        "record.links",
        ticket.links.length > 0 && h("ul", { class: "links" }, ticket.links.map(linkLine)),
      ),
      records.section("record.comments", comments(ticket.comments)),
      records.section("record.history", history),
    ];
  }

  async #fillHistory(place) {
    place.replaceChildren(loading(t("record.history_loading")));
    try {
      const { items } = await api.ticketHistory(this.number, this.abort.signal);
      place.replaceChildren(
        items.length
          ? h("ol", { class: "events" }, items.map(eventLine))
          : records.none("record.no_history"),
      );
    } catch (error) {
      if (error.name === "AbortError" || error.isSignedOut) return;
      place.replaceChildren(
        problem(error, { text: t("record.history_failed"), again: () => this.#fillHistory(place) }),
      );
    }
  }
}

export class ArticlePage extends RecordPage {
  read = api.article;

  parts(article) {
    return [
      records.articleHead("h1", article),
      records.section("record.facts", records.articleFacts(article)),
      records.section("record.problem", article.problem && records.prose(article.problem)),
      records.section(
        "record.solution",
        article.solution_external && records.written(article.solution_external),
      ),
      records.internal(article.solution_internal && records.written(article.solution_internal)),
      article.sections.map(records.articleSection),
    ];
  }
}

/** Back to the conversation one came from, if one came from there. */
function back(event) {
  if (!window.history.state?.isWithin) return;
  event.preventDefault();
  event.stopPropagation();
  window.history.back();
}

function comments(list) {
  if (!list.length) return records.none("record.no_comments");
  return h(
    "ol",
    { class: "comments" },
    list.map((each) =>
      h(
        "li",
        { class: each.internal ? "comment comment-internal" : "comment" },
        h(
          "p",
          { class: "hint" },
          `${each.author} · ${when(each.at)}`,
          each.internal && h("span", { class: "tag" }, icon("lock"), t("record.internal_tag")),
        ),
        records.prose(each.text),
      ),
    ),
  );
}

function eventLine(event) {
  const [from, to] = [event.from_status, event.to_status].map((code) => label("status", code));
  const moved = from === to ? "" : [from, to].filter(Boolean).join(" → ");
  return h(
    "li",
    {},
    h("span", { class: "what" }, label("action", event.action), moved && ` · ${moved}`),
    h("span", { class: "hint" }, `${event.actor} · ${when(event.at)}`),
  );
}

const partLine = (part) =>
  h("li", {}, h("span", { class: "number" }, part.sku), ` ${part.name} × ${part.quantity}`);

function linkLine(link) {
  const address = `/tickets/${encodeURIComponent(link.number)}`;
  return h(
    "li",
    {},
    `${label("link", link.kind)}: `,
    h("a", { href: address }, link.number),
    ` ${link.summary}`,
  );
}
