// What was said in a conversation: messages, their answers as far as they came, the cards in them.

import { ApiError } from "../lib/api";
import { t } from "../lib/i18n";
import { businessNow } from "../lib/session";
import type { Attachment, Proposal, SaidMessage } from "../lib/shapes";
import { AnswerSoFar } from "./answer";

export interface Said {
  id: string;
  text: string;
  at: string;
  attachments: Attachment[];
  answer: AnswerSoFar | null;
  isKept: boolean; // whether the service has it
}

export class Minutes {
  said: Said[] = [];
  #proposals = new Map<string, Proposal>();
  #serial = 0;

  get last(): Said | undefined {
    return this.said.at(-1);
  }

  clear(): void {
    this.said = [];
    this.#proposals.clear();
  }

  /** Whether this reply stands here. */
  has(replyId: string | null): boolean {
    return this.said.some(({ answer }) => answer?.reply?.reply_id === replyId);
  }

  /** Whether these are the same replies, in so far as they are of turns. */
  areAsIn(messages: SaidMessage[]): boolean {
    const kept = messages.flatMap(({ reply }) => (reply ? [reply.reply_id] : []));
    const here = this.said.flatMap(({ answer }) => answer?.reply?.reply_id ?? []);
    return kept.length === here.length && kept.every((id, at) => id === here[at]);
  }

  /** Take over what the service kept; what stood here already is drawn in the same places. */
  read(messages: SaidMessage[]): void {
    const places = new Map(this.said.map(({ id, answer }) => [answer?.reply?.reply_id, id]));
    this.clear();
    for (const each of messages) {
      if (each.speaker === "user") {
        const { text, at, attachments = [] } = each;
        this.said.push({ id: this.#next(), text, at, attachments, answer: null, isKept: true });
      } else if (each.reply) {
        const said = this.#answered(each);
        said.id = places.get(each.reply.reply_id) ?? said.id;
      }
    }
  }

  newlySaid(text: string, attachments: Attachment[] = []): Said {
    const at = businessNow().toISOString();
    return { id: this.#next(), text, at, attachments, answer: null, isKept: false };
  }

  /** Put a message last, with an answer that is to come. */
  begin(said: Said): AnswerSoFar {
    this.#retire();
    said.answer = new AnswerSoFar();
    this.said = [...this.said.filter((each) => each !== said), said];
    return said.answer;
  }

  drop(said: Said): void {
    this.said = this.said.filter((each) => each !== said);
  }

  /** A message whose answer was lost, as when the service was killed, can be asked again. */
  tellUnanswered(): void {
    const { last } = this;
    if (!last || last.answer) return;
    last.answer = new AnswerSoFar();
    last.answer.error = new ApiError(0, "turn", t("answer.lost"));
  }

  /** Take in an event of the turn; the data's shape follows from the event's name. */
  take(answer: AnswerSoFar, name: string, data: any): void {
    if (name === "token") answer.text += data.text;
    else if (name === "reference") answer.references.set(data.number, data);
    else if (name === "table") answer.tables = [...answer.tables, data];
    else if (name === "proposal") this.#place(answer, data);
    else if (name === "tool") answer.step(t("answer.thinking"));
    else if (name === "reconnecting") answer.step(t("answer.reconnecting"));
    else if (name === "status") status(answer, data);
    else if (name === "reply") {
      answer.finish(data, businessNow().toISOString());
      data.proposals.forEach((each: Proposal) => this.#place(answer, each));
    }
  }

  /** How the cards of an answer stand. */
  cardsOf(answer: AnswerSoFar): Proposal[] {
    return answer.cards.map((id) => this.#proposals.get(id)!);
  }

  note(proposal: Proposal): void {
    this.#proposals.set(proposal.id, proposal);
  }

  /** A reply belongs to the message before it; a decision's note stands alone. */
  #answered({ reply, at, thumb = null }: SaidMessage): Said {
    let { last } = this;
    if (!last || last.answer) {
      last = { id: this.#next(), text: "", at, attachments: [], answer: null, isKept: true };
      this.said.push(last);
    }
    this.#retire();
    const answer = new AnswerSoFar();
    last.answer = answer;
    answer.finish(reply!, at);
    answer.thumb = thumb;
    reply!.proposals.forEach((each) => this.#place(answer, each));
    return last;
  }

  /** Choices of earlier answers are no longer offered. */
  #retire(): void {
    for (const { answer } of this.said) if (answer) answer.isRetired = true;
  }

  /** Note how a proposal stands, and give it a card here unless one is on the page already. */
  #place(answer: AnswerSoFar, proposal: Proposal): void {
    const isKnown = this.#proposals.has(proposal.id);
    this.note(proposal);
    if (answer.cards.includes(proposal.id)) return;
    if (!isKnown || proposal.state === "pending") answer.cards = [...answer.cards, proposal.id];
  }

  #next(): string {
    this.#serial += 1;
    return `m${this.#serial}`;
  }
}

function status(answer: AnswerSoFar, data: { step?: string; label?: string }): void {
  if (data.step === "restarted") {
    answer.text = "";
    answer.references.clear();
    answer.step(t("answer.restarted"));
  } else answer.step(data.label ? t("answer.step", { label: data.label }) : t("answer.thinking"));
}
