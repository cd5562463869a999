// The list of the person's conversations beside the chat.

import * as api from "./api.js";
import { h } from "./dom.js";
import { day, t, timeOfDay } from "./i18n.js";
import { icon } from "./icons.js";
import { businessNow } from "./session.js";

let known = null; // the list as last read, so that changing conversations does not blink

export class History {
  constructor() {
    this.list = h("div", { class: "history-list" });
    this.element = h(
      "nav",
      { class: "history", id: "history", "aria-label": t("app.history") },
      h("a", { class: "new", href: "/" }, icon("plus"), t("history.new")),
      this.list,
    );
    if (known) this.#draw();
    else this.list.append(h("p", { class: "hint", role: "status" }, t("history.loading")));
  }

  /** Mark the conversation that is open and read the list anew. */
  async show(conversationId) {
    this.current = conversationId;
    if (known) this.#draw();
    try {
      known = (await api.conversations()).items;
      this.#draw();
    } catch (error) {
      if (!known && !error.isSignedOut) this.#failed();
    }
  }

  static forget() {
    known = null;
  }

  #draw() {
    const today = businessNow().toDateString();
    const isToday = (each) => new Date(each.updated_at).toDateString() === today;
    this.list.replaceChildren(
      ...this.#group("history.today", known.filter(isToday), timeOfDay),
      ...this.#group(
        "history.earlier",
        known.filter((each) => !isToday(each)),
        day,
      ),
    );
    if (!known.length) this.list.append(h("p", { class: "hint" }, t("history.empty")));
  }

  #group(name, conversations, at) {
    if (!conversations.length) return [];
    const entries = conversations.map((each) =>
      h("li", {}, this.#entry(each, at(each.updated_at))),
    );
    return [h("h2", {}, t(name)), h("ul", {}, entries)];
  }

  #entry(conversation, at) {
    const address = `/?c=${encodeURIComponent(conversation.id)}`;
    const isOpen = conversation.id === this.current;
    return h(
      "a",
      { href: address, title: conversation.title, "aria-current": isOpen ? "page" : null },
      h("span", { class: "name" }, conversation.title),
      h("span", { class: "at" }, at),
    );
  }

  #failed() {
    const again = h(
      "button",
      { type: "button", class: "quiet", on: { click: () => this.show(this.current) } },
      t("app.retry"),
    );
    this.list.replaceChildren(h("p", { class: "error" }, t("history.failed")), again);
  }
}
