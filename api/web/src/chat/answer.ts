// <bokeh-answer>: an answer while it comes and afterwards, with all that belongs to it.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { languageTag, t, timeOfDay, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { businessNow, session } from "../lib/session";
import type { Chart, DraftText, Proposal, Reference, Reply, Table, Thumb } from "../lib/shapes";
import { View } from "../lib/view";
import { figures } from "../parts/figures";
import "../written/written";
import "./card";
import { toClipboard } from "./clipboard";
import "./draft";
import { unrepeated } from "./unrepeated";

const SPOKEN = 1500; // characters of an answer that are read out
const COPIED_FOR = 2000;

/** What an answer consists of so far; grows by the events of its turn, ends as a reply. */
export class AnswerSoFar {
  text = "";
  references = new Map<string, Reference>();
  tables: Table[] = [];
  charts: Chart[] = [];
  drafts: DraftText[] = [];
  cards: string[] = []; // ids of the proposals whose cards stand in this answer
  steps: { text: string; isDone: boolean }[] = [];
  reply: Reply | null = null;
  error: api.ApiError | null = null;
  at: string | null = null;
  isRetired = false;
  thumb: Thumb | null = null;

  get isOver(): boolean {
    return this.reply !== null || this.error !== null;
  }

  step(text: string): void {
    if (this.steps.at(-1)?.text === text) return;
    for (const each of this.steps) each.isDone = true;
    this.steps = [
      ...this.steps.filter(({ text: said }) => said !== t("answer.thinking")),
      { text, isDone: false },
    ];
    announce(text);
  }

  finish(reply: Reply, at: string): void {
    this.reply = reply;
    this.text = reply.text;
    this.references = new Map(reply.references.map((each) => [each.number, each]));
    this.tables = reply.tables;
    this.charts = reply.charts ?? [];
    this.drafts = reply.drafts ?? [];
    this.at = at;
  }
}

@customElement("bokeh-answer")
export class Answer extends View {
  @property({ attribute: false }) answer!: AnswerSoFar;
  @property({ attribute: false }) cards: Proposal[] = [];
  @property({ attribute: false }) isNewest = false;
  @property({ attribute: false }) canRetry = false;
  /** Counts the changes of `answer`, which stays the same object. */
  @property({ attribute: false }) version = 0;
  @state() private isCopied = false;
  @state() private isAskedWhy = false;
  @state() private areStepsOpen = false;

  protected override render() {
    const { reply, error, isRetired } = this.answer;
    const choices = reply && !isRetired ? reply.choices : [];
    return html`<article
      class="message answer ${reply ? `outcome-${reply.outcome}` : ""}"
      aria-label="Bokeh"
      lang=${reply ? languageTag(reply.language) : nothing}
      aria-busy=${this.answer.isOver ? nothing : "true"}
    >
      <div class="bubble">
        ${this.answer.isOver ? nothing : this.#steps()}
        <bokeh-written
          .text=${unrepeated(this.answer.text, this.answer.drafts)}
          .references=${[...this.answer.references.values()]}
          .tables=${this.answer.tables}
        ></bokeh-written>
        <div class="extras">
          ${figures(this.answer.charts, this.answer.tables, this.answer.text)}
          ${this.answer.drafts.map((each) => html`<bokeh-draft .draft=${each}></bokeh-draft>`)}
          ${repeat(
            this.cards,
            ({ id }) => id,
            (each) => html`<bokeh-card .proposal=${each}></bokeh-card>`,
          )}
          ${error ? this.#failure(error) : nothing}
        </div>
      </div>
      ${
        choices.length
          ? html`<div class="choices" role="group" aria-label=${t("chat.choices")}>
              ${choices.map(
                ({ label, message }) =>
                  html`<button
                    type="button"
                    class="choice"
                    @click=${() => this.tell("say", message)}
                  >
                    ${label}
                  </button>`,
              )}
            </div>`
          : nothing
      }
      ${reply ? this.#foot(reply) : nothing} ${this.isAskedWhy ? this.#why() : nothing}
    </article>`;
  }

  #steps() {
    const { steps } = this.answer;
    const past = steps.slice(0, -1);
    return html`<div class="steps">
      ${
        past.length && this.areStepsOpen
          ? html`<ol class="past-steps">
              ${past.map(({ text }) => html`<li>${icon("check")}${text}</li>`)}
            </ol>`
          : nothing
      }
      <p class="step-now">
        <span class="spinner"></span
        ><span class="step">${steps.at(-1)?.text ?? t("answer.thinking")}</span>
        ${
          past.length
            ? html`<button
                type="button"
                class="plain small"
                aria-expanded=${this.areStepsOpen}
                aria-label=${t("answer.steps")}
                @click=${() => (this.areStepsOpen = !this.areStepsOpen)}
              >
                +${past.length}
              </button>`
            : nothing
        }
      </p>
    </div>`;
  }

  #failure(error: api.ApiError) {
    return html`<div class="error" role="alert">
      <p>${error.message || t("answer.failed")}</p>
      ${
        this.canRetry
          ? html`<button type="button" class="quiet" @click=${() => this.tell("retry")}>
              ${t("app.retry")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #foot(reply: Reply) {
    return html`<footer class="foot">
      <button type="button" class="plain small" @click=${this.#copy}>
        ${icon(this.isCopied ? "check" : "copy")}<span class="word"
          >${this.isCopied ? t("answer.copied") : t("answer.copy")}</span
        >
      </button>
      ${
        this.isNewest && this.canRetry
          ? html`<button type="button" class="plain small" @click=${() => this.tell("regenerate")}>
              ${icon("again")}<span class="word">${t("answer.again")}</span>
            </button>`
          : nothing
      }
      ${this.#thumb("up", "answer.good")}${this.#thumb("down", "answer.bad")}
      ${
        reply.model === "offline" && session.model !== "offline"
          ? html`<span class="hint">${t("answer.by_offline")}</span>`
          : nothing
      }
      <time datetime=${this.answer.at ?? ""} title=${when(this.answer.at ?? businessNow())}
        >${timeOfDay(this.answer.at ?? businessNow())}</time
      >
    </footer>`;
  }

  #thumb(way: Thumb, key: "answer.good" | "answer.bad") {
    return html`<button
      type="button"
      class="plain small thumb"
      aria-label=${t(key)}
      title=${t(key)}
      aria-pressed=${this.answer.thumb === way}
      @click=${() => this.#judge(way)}
    >
      ${icon(way === "up" ? "up" : "thumb_down")}
    </button>`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("isAskedWhy")) this.querySelector<HTMLInputElement>(".why input")?.focus();
  }

  async #judge(way: Thumb, reason = ""): Promise<void> {
    const before = this.answer.thumb;
    this.answer.thumb = way;
    this.isAskedWhy = way === "down" && !reason;
    this.requestUpdate();
    if (before === way && !reason) return; // it was told already, perhaps with a reason
    try {
      const { conversation_id: conversation, reply_id: reply } = this.answer.reply!;
      const path = `/api/chat/${api.part(conversation)}/replies/${api.part(reply)}/feedback`;
      await api.post(path, { thumb: way, reason });
      announce(t("answer.thanks"));
    } catch (error) {
      this.answer.thumb = before;
      this.isAskedWhy = false;
      this.requestUpdate();
      announce((error as Error).message);
    }
  }

  #why() {
    return html`<form class="why" @submit=${this.#explained}>
      <input
        name="reason"
        maxlength="1000"
        aria-label=${t("answer.why")}
        placeholder=${t("answer.why")}
      />
      <button type="submit" class="quiet">${t("answer.why_send")}</button>
    </form>`;
  }

  #explained = (event: SubmitEvent): void => {
    event.preventDefault();
    const reason = String(new FormData(event.target as HTMLFormElement).get("reason")).trim();
    if (reason) void this.#judge("down", reason);
    else this.isAskedWhy = false;
  };

  #copy = async (): Promise<void> => {
    await toClipboard(this.answer.text, this);
    this.isCopied = true;
    announce(t("answer.copied"));
    setTimeout(() => (this.isCopied = false), COPIED_FOR);
  };
}

/** Read a finished answer out, in so far as one would listen to it. */
export function readOut(answer: AnswerSoFar, element: Element | null): void {
  announce((element?.querySelector(".written")?.textContent ?? answer.text).slice(0, SPOKEN));
}
