// Messages of a conversation: what the person said, and an answer while it comes and afterwards.

import { announce, append, h, syncChildren } from "./dom.js";
import { languageTag, t, timeOfDay, when } from "./i18n.js";
import { icon } from "./icons.js";
import { render } from "./markdown.js";
import { businessNow, session } from "./session.js";
import { tableOf } from "./tables.js";

const SPOKEN = 1500; // characters of an answer that are read out
const COPIED_FOR = 2000;

export function personMessage(text, at = businessNow()) {
  return h(
    "article",
    { class: "message person", "aria-label": t("chat.you") },
    h("div", { class: "bubble" }, h("p", { class: "said" }, text)),
    time(at),
  );
}

/** An answer. Events of its turn go to `take`; a finished reply goes to `finish`. */
export class Answer {
  #text = "";
  #references = new Map();
  #awaitsDrawing = false;

  /** `cards` keeps the conversation's cards, `say` sends a message, `retry` the last one again. */
  constructor({ cards, say, retry }) {
    this.cards = cards;
    this.say = say;
    this.retry = retry;
    this.steps = h(
      "p",
      { class: "steps" },
      h("span", { class: "spinner" }),
      h("span", { class: "step" }),
    );
    this.body = h("div", { class: "written" });
    this.extras = h("div", { class: "extras" });
    this.choices = h("div", { class: "choices", role: "group", "aria-label": t("chat.choices") });
    this.foot = h("footer", { class: "foot" });
    this.element = h(
      "article",
      { class: "message answer", "aria-label": "Bokeh", "aria-busy": "true" },
      h("div", { class: "bubble" }, this.steps, this.body, this.extras),
      this.choices,
      this.foot,
    );
    this.#step(t("answer.thinking"));
  }

  take(name, data) {
    switch (name) {
      case "status":
        return this.#status(data);
      case "token":
        this.#text += data.text;
        return this.#drawSoon();
      case "reference":
        this.#references.set(data.number, data);
        return this.#drawSoon();
      case "tool":
        return this.#step(t("answer.thinking"));
      case "table":
        return this.#show(tableOf(data));
      case "proposal":
        return this.#show(this.cards.show(data));
      case "reconnecting":
        return this.#step(t("answer.reconnecting"));
      case "stopping":
        return this.#step(t("answer.stopping"));
      case "reply":
        return this.finish(data, businessNow());
      default:
        return undefined;
    }
  }

  /** Show a whole reply: it replaces whatever came as a stream. */
  finish(reply, at, { isNew = true } = {}) {
    this.#text = reply.text;
    this.#references = new Map(reply.references.map((each) => [each.number, each]));
    this.element.lang = languageTag(reply.language);
    this.element.classList.add(`outcome-${reply.outcome}`);
    this.#draw();
    this.#settle();
    this.extras.querySelectorAll(".figures").forEach((each) => each.remove());
    reply.tables.forEach((each) => this.#show(tableOf(each)));
    reply.proposals.forEach((each) => this.#show(this.cards.show(each)));
    append(
      this.choices,
      reply.choices.map((each) => this.#choice(each)),
    );
    append(this.foot, [this.#copy(), offlineNote(reply), time(at)]);
    if (isNew) announce(this.body.textContent.slice(0, SPOKEN));
  }

  fail(error) {
    this.#settle();
    this.#awaitsDrawing = false;
    const again =
      this.retry &&
      h(
        "button",
        { type: "button", class: "quiet", on: { click: () => this.retry() } },
        t("app.retry"),
      );
    this.#show(
      h(
        "div",
        { class: "error", role: "alert" },
        h("p", {}, error.message || t("answer.failed")),
        again,
      ),
    );
  }

  /** A newer message has come: what was on offer here is no longer. */
  retire() {
    this.choices.replaceChildren();
  }

  #status(data) {
    if (data.step === "restarted") {
      this.#text = "";
      this.#references.clear();
      this.#drawSoon();
      return this.#step(t("answer.restarted"));
    }
    return this.#step(data.label ? t("answer.step", { label: data.label }) : t("answer.thinking"));
  }

  #step(text) {
    const line = this.steps.querySelector(".step");
    if (line.textContent === text) return;
    line.textContent = text;
    if (this.element.isConnected) announce(text);
  }

  #settle() {
    this.steps.remove();
    this.element.removeAttribute("aria-busy");
  }

  #show(node) {
    if (node) this.extras.append(node);
  }

  /** Draw once per frame, however many pieces come. */
  #drawSoon() {
    if (this.#awaitsDrawing) return;
    this.#awaitsDrawing = true;
    requestAnimationFrame(() => this.#awaitsDrawing && this.#draw());
  }

  #draw() {
    this.#awaitsDrawing = false;
    syncChildren(this.body, render(this.#text, [...this.#references.values()]));
    this.element.dispatchEvent(new Event("grown", { bubbles: true }));
  }

  #choice({ label, message }) {
    return h(
      "button",
      { type: "button", class: "choice", on: { click: () => this.say(message) } },
      label,
    );
  }

  #copy() {
    const name = h("span", {}, t("answer.copy"));
    const button = h(
      "button",
      { type: "button", class: "plain", on: { click: copy } },
      icon("copy"),
      name,
    );
    const text = this.#text;
    async function copy() {
      await toClipboard(text);
      name.textContent = t("answer.copied");
      announce(t("answer.copied"));
      setTimeout(() => (name.textContent = t("answer.copy")), COPIED_FOR);
    }
    return button;
  }
}

/** Where the installation has a model but the offline one had to answer, the answer says so. */
function offlineNote(reply) {
  const isUnexpected = reply.model === "offline" && session.model !== "offline";
  return isUnexpected && h("span", { class: "hint" }, t("answer.by_offline"));
}

function time(at) {
  const iso = at instanceof Date ? at.toISOString() : at;
  return h("time", { datetime: iso, title: when(iso) }, timeOfDay(iso));
}

/** Copy a text, also on pages without the clipboard API (plain http on another machine). */
async function toClipboard(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = h("textarea", { class: "unseen", readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
