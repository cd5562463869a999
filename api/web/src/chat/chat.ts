// <bokeh-chat>: a conversation, its composer, and the turn that is under way.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t, timeOfDay, type TextKey, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { type SaidSomewhere, inbox } from "../lib/inbox";
import { pressOver } from "../lib/press";
import { session } from "../lib/session";
import type { Attachment, Conversation, Proposal } from "../lib/shapes";
import { tab } from "../lib/storage";
import { View } from "../lib/view";
import { files } from "../parts/files";
import { popupOf } from "../parts/popup";
import { loading, problem } from "../parts/state";
import "./answer";
import { type Answer, type AnswerSoFar, readOut } from "./answer";
import "./composer";
import type { Composer, Written } from "./composer";
import { Minutes, type Said } from "./minutes";
import { Sight } from "./sight";
import { Turn } from "./turn";

const IDEAS: TextKey[] = [
  "chat.idea_similar",
  "chat.idea_device",
  "chat.idea_open",
  "chat.idea_knowledge",
];

@customElement("bokeh-chat")
export class Chat extends View {
  @property({ attribute: false }) conversationId: string | null = null;
  /** What is drawn above the ideas of a new conversation. */
  @property({ attribute: false }) glance: unknown = nothing;
  @state() private isLoading = false;
  @state() private failure: api.ApiError | null = null;
  @state() private version = 0;
  @state() private isOver = false;
  @state() private edited: Said | null = null;
  @query("bokeh-composer") composer!: Composer;
  #turn: Turn | null = null;
  #minutes = new Minutes();
  #drawing = false;
  #decisions = 0;
  #sight = new Sight(this);

  get isAnswering(): boolean {
    return this.#turn !== null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#escape);
    document.addEventListener("visibilitychange", this.#seen);
    inbox.addEventListener("said", this.#heard);
    if (this.hasUpdated) return;
    if (this.conversationId) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#escape);
    document.removeEventListener("visibilitychange", this.#seen);
    inbox.removeEventListener("said", this.#heard);
    this.#turn?.leave();
    this.#turn = null;
  }

  /** Begin anew, or go on with a conversation. */
  open(conversationId: string | null): void {
    this.#turn?.leave();
    this.#turn = null;
    this.#startAnew();
    this.conversationId = conversationId;
    if (conversationId) void this.#load();
    this.composer?.focus();
  }

  /** Say something for the person, as if they had written it. */
  say(text: string, attachments: Attachment[] = []): void {
    if (this.#turn) return;
    this.failure = null;
    this.#run(this.#minutes.newlySaid(text, attachments), (turn) => turn.begin());
  }

  protected override render() {
    const { said, last } = this.#minutes;
    return html`<section
      class="talk ${this.isOver ? "talk-over" : ""}"
      aria-label=${t("chat.title")}
      @dragover=${this.#dragged}
      @dragleave=${() => (this.isOver = false)}
      @drop=${this.#dropped}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${t("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${this.#sight.scrolled}
        @click=${this.#clicked}
        @say=${(event: CustomEvent<string>) => this.say(event.detail)}
        @card-changed=${(event: CustomEvent<Proposal>) => this.#decided(event.detail)}
      >
        <div class="messages">
          ${this.isLoading ? loading(t("chat.loading")) : nothing}
          ${this.failure ? this.#refused(this.failure) : nothing}
          ${
            !said.length && !this.isLoading && !this.conversationId && !this.failure
              ? this.#welcome()
              : nothing
          }
          ${repeat(
            said,
            ({ id }) => id,
            (each) => this.#exchange(each, each === last),
          )}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${this.#sight.isAtEnd}
        aria-label=${t("chat.to_newest")}
        title=${t("chat.to_newest")}
        @click=${() => this.#sight.follow(true)}
      >
        ${icon("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .isEditing=${this.edited !== null}
        .last=${last?.text ?? ""}
        @write=${(event: CustomEvent<Written>) => this.#written(event.detail)}
        @edit-left=${() => (this.edited = null)}
        @stop=${() => this.#stop()}
        @edit-last=${() => this.#editLast()}
      ></bokeh-composer>
    </section>`;
  }

  #exchange(said: Said, isLast: boolean) {
    const { answer } = said;
    return html`${said.text ? this.#person(said, isLast) : nothing}
    ${
      answer
        ? html`<bokeh-answer
            .answer=${answer}
            .cards=${this.#minutes.cardsOf(answer)}
            .isNewest=${isLast}
            .canRetry=${isLast && Boolean(said.text)}
            .version=${this.version}
            @retry=${() => this.#again(said)}
            @regenerate=${() => this.#again(said)}
          ></bokeh-answer>`
        : nothing
    }`;
  }

  #person({ text, at, attachments }: Said, isLast: boolean) {
    return html`<article class="message person" aria-label=${t("chat.you")}>
      <div class="bubble">
        <p class="said">${text}</p>
        ${attachments.length ? files(attachments) : nothing}
      </div>
      <span class="foot"
        >${
          isLast && !this.isAnswering
            ? html`<button
                type="button"
                class="plain small edit-last"
                @click=${() => this.#editLast()}
              >
                ${icon("edit")}${t("chat.edit")}
              </button>`
            : nothing
        }<time datetime=${at} title=${when(at)}>${timeOfDay(at)}</time></span
      >
    </article>`;
  }

  #welcome() {
    return html`<div class="welcome">
      <h1>${t("chat.welcome", { name: session.user?.name ?? "" })}</h1>
      <p>${t("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${t("chat.try")}</h2>
      <ul class="ideas">
        ${IDEAS.map(
          (key) =>
            html`<li>
              <button type="button" class="choice" @click=${() => this.say(t(key))}
                >${t(key)}</button
              >
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #refused(error: api.ApiError) {
    return problem(error, {
      text: error.isMissing ? t("chat.missing") : error.message,
      again: error.isMissing ? null : () => void this.#load(),
    });
  }

  #startAnew(): void {
    this.#minutes.clear();
    this.edited = null;
    this.failure = null;
    this.#sight.follows = true;
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    this.#startAnew();
    const id = this.conversationId!;
    this.isLoading = true;
    try {
      const conversation = await api.conversation(id);
      if (this.conversationId === id) this.#showAll(conversation);
    } catch (error) {
      const told = error as api.ApiError;
      if (!told.isSignedOut) this.failure = told;
      if (told.isMissing) this.conversationId = null;
    }
    this.isLoading = false;
  }

  #showAll(conversation: Conversation): void {
    this.tell("conversation-titled", conversation.title);
    this.#minutes.read(conversation.messages);
    this.#resume(conversation);
    this.#minutes.tellUnanswered();
    this.requestUpdate();
    void this.updateComplete.then(() => this.#sight.follow(true));
  }

  #heard = (event: Event): void => {
    const { id, turn } = (event as CustomEvent<SaidSomewhere>).detail;
    if (id === this.conversationId && !this.#minutes.has(turn)) void this.#catchUp();
  };

  #seen = (): void => {
    if (!document.hidden) void this.#catchUp();
  };

  /** Show what was said and decided meanwhile on another device. */
  async #catchUp(): Promise<void> {
    const id = this.conversationId;
    const isIdle = () => id === this.conversationId && !this.#turn && !this.isLoading;
    if (!id || !isIdle()) return;
    const decisions = this.#decisions;
    const kept = await api.conversation(id).catch(() => null); // what stands here stays
    await pressOver();
    if (!kept || !isIdle()) return;
    if (decisions !== this.#decisions) return this.#catchUp(); // what was read is older than a card
    if (!this.#minutes.areAsIn(kept.messages)) {
      this.edited = null;
      this.#minutes.read(kept.messages);
    }
    kept.messages.forEach(({ reply }) => reply?.proposals.forEach((each) => this.#keep(each)));
    this.#resume(kept);
    this.#drawSoon();
  }

  /** Go on with the turn that is under way, whoever began it. */
  #resume({ answering, messages }: Conversation): void {
    if (!answering || messages.some(({ reply }) => reply?.reply_id === answering.turn)) return;
    const { last } = this.#minutes;
    const asked = last && !last.answer ? last : this.#minutes.newlySaid(answering.message);
    this.#run(asked, (turn) => turn.resume(answering.turn));
  }

  #run(said: Said, start: (turn: Turn) => void): void {
    const answer = this.#minutes.begin(said);
    this.#turn = new Turn({
      message: said.text,
      conversationId: this.conversationId,
      attachments: said.attachments.map(({ id }) => id),
      tell: (name, data) => this.#told(said, answer, name, data),
    });
    answer.step(t("answer.thinking"));
    announce(t("answer.started"));
    start(this.#turn);
    this.requestUpdate();
    void this.updateComplete.then(() => this.#sight.follow(true));
  }

  // The data's shape follows from the event's name.
  #told(said: Said, answer: AnswerSoFar, name: string, data: any): void {
    if (name === "lost") return void this.#lost(said);
    if (name === "overtaken") return void this.#overtaken(said, data.error);
    if (name === "failed") return this.#failed(answer, said.text, data.error);
    if (name === "stop_failed") return announce(data.error.message);
    said.isKept = true;
    this.#adopt(this.#turn?.conversationId ?? null);
    this.#minutes.take(answer, name, data);
    if (name === "reply") this.#replied(answer);
    this.#drawSoon();
  }

  #replied(answer: AnswerSoFar): void {
    this.#over();
    void this.updateComplete.then(async () => {
      const elements = [...this.querySelectorAll<Answer>("bokeh-answer")];
      const shown = elements.find((each) => each.answer === answer) ?? null;
      await shown?.updateComplete;
      await shown?.querySelector<View>("bokeh-written")?.updateComplete;
      readOut(answer, shown);
      this.#sight.follow();
    });
  }

  #failed(answer: AnswerSoFar, text: string, error: api.ApiError): void {
    if (error.isSignedOut) return tab.set("draft", text); // for after signing in
    answer.error = error;
    this.#over();
    this.#drawSoon();
  }

  #decided(proposal: Proposal): void {
    this.#decisions += 1;
    this.#keep(proposal);
  }

  #keep(proposal: Proposal): void {
    this.#minutes.note(proposal);
    this.version += 1;
  }

  /** A first message has begun a conversation: from now on this one is shown. */
  #adopt(conversationId: string | null): void {
    if (this.conversationId || !conversationId) return;
    this.conversationId = conversationId;
    this.tell("conversation-begun", conversationId);
  }

  /** Ask a message anew, perhaps in other words; the new answer takes the place of the old. */
  #again(said: Said, text = said.text): void {
    if (this.#turn) return;
    const replaced = said.answer?.reply?.reply_id ?? null;
    this.#minutes.drop(said);
    const anew = this.#minutes.newlySaid(text, said.attachments);
    this.#run(anew, (turn) => (said.isKept ? turn.again(replaced) : turn.begin()));
  }

  #editLast(): void {
    const last = this.#minutes.said.findLast(({ text }) => text);
    if (!last || this.#turn) return;
    this.edited = last === this.#minutes.last ? last : null;
    this.composer.write(last.text);
  }

  #written({ text, attachments }: Written): void {
    const { edited } = this;
    this.edited = null;
    if (edited && edited === this.#minutes.last && !attachments.length) this.#again(edited, text);
    else this.say(text, attachments);
  }

  #stop(): void {
    this.#minutes.last?.answer?.step(t("answer.stopping"));
    this.#drawSoon();
    void this.#turn?.stop();
  }

  #over(): void {
    this.#turn = null;
    this.version += 1;
    this.tell("turn-over");
  }

  /** The service no longer has the turn's events: show what it kept of the conversation. */
  async #lost({ text }: Said): Promise<void> {
    this.#over();
    await this.#load();
    if (this.#minutes.last?.text === text) return;
    this.#minutes.said.push(this.#minutes.newlySaid(text));
    this.#minutes.tellUnanswered();
    this.requestUpdate();
  }

  /** The conversation went on elsewhere: show that, and what was to be asked below it. */
  async #overtaken({ text, attachments }: Said, error: api.ApiError): Promise<void> {
    this.#over();
    await this.#load();
    this.#minutes.begin(this.#minutes.newlySaid(text, attachments)).error = error;
    this.#drawSoon();
  }

  /** Draw once per frame, however many pieces come. */
  #drawSoon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.version += 1;
      void this.updateComplete.then(() => requestAnimationFrame(() => this.#sight.follow()));
    });
  }

  #escape = (event: KeyboardEvent): void => {
    const isFree =
      event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]");
    if (isFree && this.#turn) this.#stop();
  };

  #clicked = (event: Event): void => {
    const chip = (event.target as Element).closest<HTMLElement>(".chip");
    if (chip) popupOf(chip.dataset.kind!, chip.dataset.number!, this);
  };

  #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.isOver = true;
  };

  #dropped = (event: DragEvent): void => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.isOver = false;
    this.composer.take(event.dataTransfer.files);
  };
}
