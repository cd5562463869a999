// Where a message is written: Enter sends, an input method's Enter does not, Stop takes its place.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { tab } from "./storage.js";

const LIMIT = 20_000;
const AFTER_COMPOSITION = 30; // milliseconds in which an Enter still belongs to the input method
const TALLEST = 220; // pixels

export class Composer {
  #composedAt = -Infinity;
  #isAnswering = false;

  constructor({ send, stop }) {
    this.send = send;
    this.field = h("textarea", {
      id: "message",
      rows: "1",
      placeholder: t("chat.placeholder"),
      "aria-describedby": "message-keys message-problem",
      enterkeyhint: "send",
      autocomplete: "off",
      on: {
        keydown: (event) => this.#key(event),
        input: () => this.#typed(),
        compositionend: (event) => (this.#composedAt = event.timeStamp),
      },
    });
    this.sendButton = h(
      "button",
      { type: "submit", class: "main round", "aria-label": t("chat.send"), title: t("chat.send") },
      icon("send"),
    );
    this.stopButton = h(
      "button",
      {
        type: "button",
        class: "main round stop",
        "aria-label": t("chat.stop"),
        title: `${t("chat.stop")} (Esc)`,
        hidden: true,
        on: { click: stop },
      },
      icon("stop"),
    );
    this.problem = h("p", { id: "message-problem", class: "error", role: "alert" });
    this.element = h(
      "form",
      { class: "composer", method: "post", on: { submit: (event) => this.#submit(event) } },
      h("label", { class: "unseen", for: "message" }, t("chat.composer")),
      h("div", { class: "composer-box" }, this.field, this.sendButton, this.stopButton),
      this.problem,
      h("p", { id: "message-keys", class: "hint keys" }, t("chat.keys")),
    );
    this.field.value = tab.get("draft") ?? "";
    queueMicrotask(() => this.#typed());
  }

  /** While an answer comes, Stop stands in the place of Send. */
  answering(isAnswering) {
    const hadFocus =
      this.element.contains(document.activeElement) && document.activeElement !== this.field;
    this.#isAnswering = isAnswering;
    this.sendButton.hidden = isAnswering;
    this.stopButton.hidden = !isAnswering;
    if (hadFocus) this.field.focus();
  }

  focus() {
    this.field.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (this.#isComposing(event)) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  #isComposing(event) {
    const isJustComposed = event.timeStamp - this.#composedAt < AFTER_COMPOSITION;
    return event.isComposing || event.keyCode === 229 || isJustComposed;
  }

  #typed() {
    tab.set("draft", this.field.value || null);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST, this.field.scrollHeight)}px`;
    this.problem.textContent =
      this.field.value.length > LIMIT ? t("chat.too_long", { limit: LIMIT }) : "";
  }

  #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text || text.length > LIMIT || this.#isAnswering) return;
    this.field.value = "";
    this.#typed();
    this.send(text);
  }
}
