// Proposal cards: what would be written, the decision, and what became of it.

import * as api from "./api.js";
import { announce, append, h } from "./dom.js";
import { t, when } from "./i18n.js";
import { icon } from "./icons.js";
import { chip } from "./inline.js";
import { businessNow } from "./session.js";

const LONGEST_TIMER = 2_000_000_000; // milliseconds; browsers take no longer ones

/** The cards of one conversation. The same proposal may be shown twice; its cards stay alike. */
export class Cards {
  #cards = new Map(); // proposal id → its cards
  #outdated;

  /** `outdated` is called when the service says that a card no longer stands as shown. */
  constructor(outdated) {
    this.#outdated = outdated;
  }

  /** A card to place, or null where the proposal is on the page and needs no second one. */
  show(proposal) {
    const shown = this.#cards.get(proposal.id) ?? [];
    this.update(proposal);
    if (shown.some((card) => card.isNear) || (shown.length && proposal.state !== "pending"))
      return null;
    const card = new Card(proposal, (changed) => this.update(changed), this.#outdated);
    this.#cards.set(proposal.id, [...shown, card]);
    return card.element;
  }

  /** Cards shown before the newest message no longer count as near. */
  newMessage() {
    for (const card of this.#all()) card.isNear = false;
  }

  dispose() {
    for (const card of this.#all()) card.dispose();
  }

  update(proposal) {
    for (const card of this.#cards.get(proposal.id) ?? []) card.take(proposal);
  }

  #all() {
    return [...this.#cards.values()].flat();
  }
}

class Card {
  #timer = null;
  #error = null;
  #isSending = false;
  isNear = true;

  constructor(proposal, changed, outdated) {
    this.proposal = proposal;
    this.changed = changed;
    this.outdated = outdated;
    this.element = h("section", { class: "card", tabindex: "-1" });
    this.#draw();
  }

  take(proposal) {
    if (JSON.stringify(proposal) === JSON.stringify(this.proposal) && !this.#isSending) return;
    this.proposal = proposal;
    this.#isSending = false;
    this.#draw();
  }

  dispose() {
    clearTimeout(this.#timer);
  }

  #draw() {
    const { title, state } = this.proposal;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.className = `card card-${state}`;
    this.element.setAttribute("aria-label", t("card.region", { title }));
    this.element.replaceChildren();
    append(this.element, [
      h("h3", {}, title),
      preview(this.proposal.preview),
      this.proposal.warnings.map(warning),
      this.#error && h("p", { class: "error", role: "alert" }, this.#error),
      state === "pending" ? this.#decision() : outcome(this.proposal),
    ]);
    if (hadFocus) this.element.focus({ preventScroll: true });
    this.#watchExpiry();
  }

  #decision() {
    const button = (kind, key, decide) =>
      h(
        "button",
        {
          type: "button",
          class: kind,
          disabled: this.#isSending,
          on: { click: () => this.#decide(decide) },
        },
        t(key),
      );
    return h(
      "div",
      { class: "decision" },
      button("main", this.#isSending ? "card.sending" : "card.approve", api.approve),
      button("quiet", "card.cancel", api.cancel),
      h(
        "span",
        { class: "hint" },
        icon("clock"),
        t("card.expires", { time: when(this.proposal.expires_at) }),
      ),
    );
  }

  async #decide(decide) {
    this.#isSending = true;
    this.#error = null;
    this.#draw();
    try {
      const decided = await decide(this.proposal.id);
      this.changed(decided);
      announce(`${t(`card.${decided.state}`)} ${numbersOf(decided).join(" ")}`);
    } catch (error) {
      this.#isSending = false;
      this.#error = error.message;
      this.#draw();
      if (error.status === 409) this.outdated();
    }
  }

  #watchExpiry() {
    clearTimeout(this.#timer);
    if (this.proposal.state !== "pending") return;
    const left = new Date(this.proposal.expires_at) - businessNow();
    if (left > LONGEST_TIMER) return;
    this.#timer = setTimeout(
      () => this.changed({ ...this.proposal, state: "expired" }),
      Math.max(0, left),
    );
  }
}

function warning(text) {
  return h("p", { class: "warning" }, icon("warning"), h("span", {}, text));
}

function preview(lines) {
  return h(
    "dl",
    { class: "facts" },
    lines.map((line) => h("div", {}, h("dt", {}, line.label), h("dd", {}, change(line)))),
  );
}

function change({ old, new: fresh }) {
  const shown = fresh || t("card.nothing");
  if (old === null || old === undefined) return shown;
  return [
    h("del", {}, old || t("card.nothing")),
    h("span", { class: "becomes", "aria-hidden": "true" }, " → "),
    h("span", { class: "unseen" }, ` ${t("card.becomes")} `),
    h("ins", {}, shown),
  ];
}

function outcome(proposal) {
  const isDone = proposal.state === "done";
  return h(
    "p",
    { class: "outcome" },
    icon(isDone ? "check" : "close"),
    h("span", {}, t(`card.${proposal.state}`)),
    isDone ? referencesOf(proposal).map(chip) : "",
  );
}

function referencesOf(proposal) {
  const { references, number } = proposal.result ?? {};
  if (references?.length) return references;
  return number ? [{ number, kind: "ticket", title: "" }] : [];
}

const numbersOf = (proposal) => referencesOf(proposal).map((each) => each.number);
