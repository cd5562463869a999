// <bokeh-card>: what would be written, the person's edits and decision, and what became of it.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { language, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { businessNow } from "../lib/session";
import type { Proposal, Reference } from "../lib/shapes";
import { View } from "../lib/view";
import { changes } from "../parts/changes";
import { chip } from "../written/inline";
import { type Arguments, argumentFields, readArguments } from "./arguments";

const LONGEST_TIMER = 2_000_000_000; // milliseconds; browsers take no longer ones

@customElement("bokeh-card")
export class Card extends View {
  @property({ attribute: false }) proposal!: Proposal;
  @state() private error = "";
  @state() private isSending = false;
  /** What the form began with, while there is one: what is typed there stays as it is. */
  @state() private edited: Arguments | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(): void {
    if (this.proposal.state !== "pending") this.edited = null;
  }

  protected override render() {
    const { title, state, preview, warnings } = this.proposal;
    return html`<section
      class="card card-${state}"
      tabindex="-1"
      aria-label=${t("card.region", { title })}
    >
      <h3>${title}</h3>
      ${this.edited ? this.#form(this.edited) : changes(preview)} ${warnings.map(warning)}
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${state !== "pending" ? outcome(this.proposal) : this.edited ? nothing : this.#decision()}
    </section>`;
  }

  protected override updated(): void {
    clearTimeout(this.#timer);
    if (this.proposal.state !== "pending") return;
    const left = new Date(this.proposal.expires_at).getTime() - businessNow().getTime();
    if (left > LONGEST_TIMER) return;
    this.#timer = setTimeout(
      () => this.#changed({ ...this.proposal, state: "expired" }),
      Math.max(0, left),
    );
  }

  #form(given: Arguments) {
    return html`<form
      class="card-form"
      novalidate
      @submit=${(event: SubmitEvent) => this.#change(event, given)}
    >
      ${argumentFields(given)}
      <div class="decision full">
        <button type="submit" class="main" ?disabled=${this.isSending}>${t("card.change")}</button>
        <button type="button" class="quiet" @click=${() => (this.edited = null)}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`;
  }

  #decision() {
    return html`<div class="decision">
      <button type="button" class="main" ?disabled=${this.isSending} @click=${this.#approve}>
        ${this.isSending ? t("card.sending") : t("card.approve")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${() => (this.edited = this.proposal.arguments as Arguments)}
      >
        ${icon("edit")}${t("card.edit")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${() => this.#decide(() => api.cancel(this.proposal.id))}
      >
        ${t("card.cancel")}
      </button>
      <span class="hint"
        >${icon("clock")}${t("card.expires", { time: when(this.proposal.expires_at) })}</span
      >
    </div>`;
  }

  #approve = (): void => {
    const { id, revision } = this.proposal;
    void this.#decide(() => api.approve(id, revision));
  };

  /** Change what would be written; the card goes on waiting, with a fresh preview. */
  async #change(event: SubmitEvent, given: Arguments): Promise<void> {
    event.preventDefault();
    const { id } = this.proposal;
    const edited = readArguments(event.target as HTMLFormElement, given);
    const isChanged = await this.#decide(() => api.editProposal(id, edited));
    if (isChanged) this.edited = null;
  }

  async #decide(decide: () => Promise<Proposal>): Promise<boolean> {
    if (this.isSending) return false;
    this.isSending = true;
    this.error = "";
    try {
      const decided = await decide();
      this.#changed(decided);
      const numbers = referencesOf(decided).map(({ number }) => number);
      announce(`${t(`card.${decided.state}`)} ${numbers.join(" ")}`);
      if (document.activeElement === document.body) this.querySelector("section")?.focus();
      return true;
    } catch (error) {
      const { fields = {}, message, status } = error as api.ApiError;
      this.error = [message, ...Object.values(fields)].join(" ");
      if (status === 409) await this.#readAgain();
      return false;
    } finally {
      this.isSending = false;
    }
  }

  /** What it rests on has changed: show the card as it stands now, to be decided on anew. */
  async #readAgain(): Promise<void> {
    const now = await api.proposal(this.proposal.id).catch(() => null);
    if (now) this.#changed(now);
  }

  #changed(proposal: Proposal): void {
    this.proposal = proposal;
    this.tell("card-changed", proposal);
  }
}

const warning = (text: string) =>
  html`<p class="warning">${icon("warning")}<span>${text}</span></p>`;

function outcome(proposal: Proposal) {
  const isDone = proposal.state === "done";
  const reason = proposal.result?.error?.message[language()];
  return html`<p class="outcome">
    ${icon(isDone ? "check" : "close")}<span>${t(`card.${proposal.state}`)}${reason ? ` · ${reason}` : nothing}</span>${isDone ? referencesOf(proposal).map(chip) : nothing}
  </p>`;
}

function referencesOf(proposal: Proposal): Reference[] {
  const { references, number } = proposal.result ?? {};
  if (references?.length) return references;
  return number ? [{ number, kind: "ticket", title: "" }] : [];
}
