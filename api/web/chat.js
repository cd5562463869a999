// The chat page: a conversation, its composer, and the turn that is under way.

import * as api from "./api.js";
import { Cards } from "./cards.js";
import { Composer } from "./composer.js";
import { announce, h } from "./dom.js";
import { History } from "./history.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { Answer, personMessage } from "./messages.js";
import { popupOf } from "./popup.js";
import { session } from "./session.js";
import { loading, problem } from "./states.js";
import { begunTurns, tab } from "./storage.js";
import { Turn } from "./turn.js";

const NEAR = 90; // pixels from the end within which new text is followed
const QUESTION_MARGIN = 14; // pixels above a question that has come to the top
const IDEAS = ["chat.idea_similar", "chat.idea_device", "chat.idea_open", "chat.idea_knowledge"];

export class ChatPage {
  #turn = null;
  #answer = null;
  #isFollowing = true;

  constructor({ conversationId = null }) {
    this.conversationId = conversationId;
    this.title = t("chat.title");
    this.history = new History();
    this.composer = new Composer({ send: (text) => this.#say(text), stop: () => this.#stop() });
    this.messages = h("div", { class: "messages" });
    this.log = h(
      "div",
      { class: "log", role: "log", "aria-live": "off", "aria-label": t("chat.log"), tabindex: "0" },
      this.messages,
    );
    this.toNewest = h(
      "button",
      {
        type: "button",
        class: "newest",
        hidden: true,
        "aria-label": t("chat.to_newest"),
        title: t("chat.to_newest"),
      },
      icon("down"),
    );
    this.element = h(
      "div",
      { class: "chat" },
      this.history.element,
      h(
        "section",
        { class: "talk", "aria-label": t("chat.title") },
        this.log,
        this.toNewest,
        this.composer.element,
      ),
    );
    this.#startAnew();
    this.#listen();
  }

  /** Fill the page once it stands in the document. */
  async arrive() {
    if (window.matchMedia("(hover: hover)").matches) this.composer.focus();
    this.history.show(this.conversationId);
    if (this.conversationId) await this.#load();
    else this.#welcome();
  }

  leave() {
    this.#turn?.leave();
    this.cards.dispose();
    document.removeEventListener("keydown", this.escape);
  }

  #listen() {
    this.escape = (event) => {
      const isFree =
        event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]");
      if (isFree && this.#turn) this.#stop();
    };
    document.addEventListener("keydown", this.escape);
    this.log.addEventListener("scroll", () => this.#noteScroll());
    this.log.addEventListener("grown", () => this.#follow());
    this.toNewest.addEventListener("click", () => this.#follow(true));
    this.messages.addEventListener("click", (event) => {
      const chip = event.target.closest(".chip");
      if (chip) popupOf(chip.dataset.kind, chip.dataset.number);
    });
  }

  #startAnew() {
    this.cards?.dispose();
    this.cards = new Cards(() => this.#refreshCards());
    this.messages.replaceChildren();
  }

  #welcome() {
    const idea = (key) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "choice", on: { click: () => this.#say(t(key)) } },
          t(key),
        ),
      );
    this.messages.append(
      h(
        "div",
        { class: "welcome" },
        h("h1", {}, t("chat.welcome", { name: session.user.username })),
        h("p", {}, t("chat.welcome_hint")),
        h("h2", { class: "unseen" }, t("chat.try")),
        h("ul", { class: "ideas" }, IDEAS.map(idea)),
      ),
    );
  }

  async #load() {
    this.#startAnew();
    const waiting = loading(t("chat.loading"));
    this.messages.append(waiting);
    try {
      const conversation = await api.conversation(this.conversationId);
      waiting.remove();
      this.#showAll(conversation);
    } catch (error) {
      if (error.isSignedOut) return;
      waiting.remove();
      const text = error.isMissing ? t("chat.missing") : error.message;
      this.messages.append(
        problem(error, { text, again: error.isMissing ? null : () => this.#load() }),
      );
      if (error.isMissing) this.conversationId = null;
    }
  }

  #showAll(conversation) {
    document.title = `${conversation.title} · Bokeh`;
    for (const each of conversation.messages) {
      if (each.speaker === "user") this.messages.append(personMessage(each.text, each.at));
      else if (each.reply) this.#showReply(each.reply, each.at); // a decision's note: its card says it
    }
    this.#resume(conversation.messages);
    this.#follow(true);
  }

  #showReply(reply, at) {
    const answer = this.#newAnswer(null);
    answer.finish(reply, at, { isNew: false });
  }

  /** Go on with a turn that this tab began and whose end it has not seen. */
  #resume(messages) {
    const begun = begunTurns.of(this.conversationId);
    if (!begun) return;
    if (messages.some((each) => each.reply?.reply_id === begun.turn))
      begunTurns.drop(this.conversationId);
    else this.#run(begun.message, (turn) => turn.resume(begun.turn));
  }

  #say(text) {
    if (this.#turn) return;
    this.messages.querySelector(".welcome, .state")?.remove();
    this.#run(text, (turn) => turn.begin());
  }

  #run(text, start) {
    const said = personMessage(text);
    this.messages.append(said);
    const retry = () => {
      if (this.#turn) return;
      answer.element.remove();
      said.remove();
      this.#say(text);
    };
    const answer = this.#newAnswer(retry);
    this.#turn = new Turn({
      message: text,
      conversationId: this.conversationId,
      tell: (name, data) => this.#told(name, data),
    });
    this.#busy(true);
    announce(t("answer.started"));
    this.#follow(true);
    start(this.#turn);
  }

  #newAnswer(retry) {
    this.#answer?.retire();
    this.cards.newMessage();
    this.#answer = new Answer({ cards: this.cards, say: (text) => this.#say(text), retry });
    this.messages.append(this.#answer.element);
    return this.#answer;
  }

  #told(name, data) {
    if (name === "lost") return this.#lost(data.error);
    if (name === "failed") {
      if (data.error.isSignedOut) return tab.set("draft", this.#turn.message); // for after signing in
      this.#over();
      return this.#answer.fail(data.error);
    }
    if (name === "stop_failed") return announce(data.error.message);
    this.#adopt(this.#turn.conversationId);
    this.#answer.take(name, data);
    if (name === "reply") this.#over();
    return this.#follow();
  }

  /** A first message has begun a conversation: from now on this page is that conversation's. */
  #adopt(conversationId) {
    if (this.conversationId || !conversationId) return;
    this.conversationId = conversationId;
    window.history.replaceState(null, "", `/?c=${encodeURIComponent(conversationId)}`);
    this.history.show(conversationId);
  }

  #stop() {
    this.#answer.take("stopping", {});
    this.#turn?.stop();
  }

  #over() {
    this.#turn = null;
    this.#busy(false);
    this.history.show(this.conversationId);
  }

  /** The service no longer has the turn's events: show what it kept of the conversation. */
  async #lost(error) {
    const { message } = this.#turn;
    this.#over();
    await this.#load();
    const shown = [...this.messages.querySelectorAll(".person .said")].at(-1)?.textContent;
    if (shown !== message) this.#answer?.fail(error);
  }

  async #refreshCards() {
    const { messages } = await api.conversation(this.conversationId);
    for (const each of messages) each.reply?.proposals.forEach((card) => this.cards.update(card));
  }

  #busy(isBusy) {
    this.composer.answering(isBusy);
    this.log.setAttribute("aria-busy", String(isBusy));
  }

  #noteScroll() {
    const left = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    this.#isFollowing = left < NEAR;
    this.toNewest.hidden = this.#isFollowing;
  }

  /** Keep the newest in sight; a long answer only until its question stands at the top. */
  #follow(isForced = false) {
    if (!isForced && !this.#isFollowing) return;
    this.#isFollowing = true;
    const question = [...this.messages.querySelectorAll(".person")].at(-1);
    if (isForced || !question) {
      this.log.scrollTop = this.log.scrollHeight;
      return;
    }
    const above = question.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
    const end = this.log.scrollHeight - this.log.clientHeight;
    const wanted = Math.min(end, this.log.scrollTop + above - QUESTION_MARGIN);
    if (wanted > this.log.scrollTop) this.log.scrollTop = wanted;
  }
}
