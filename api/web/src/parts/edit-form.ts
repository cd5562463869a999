// <bokeh-edit>: a ticket's facts corrected: what changes stands beside what was, saved once.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { may, session } from "../lib/session";
import type { PreviewLine, Ticket } from "../lib/shapes";
import { View } from "../lib/view";
import { type Choice, type Vocabulary, categories, coded, vocabularyOf } from "../lib/vocabulary";
import { changes } from "./changes";
import "./customer-field";
import { choiceField, textField, toFirstWrong } from "./fields";
import { Reading } from "./state";

const TITLES = {
  summary: "new.summary",
  description: "record.description",
  customer: "fact.customer",
  contact: "fact.contact",
  dealer: "fact.dealer",
  sn: "fact.sn",
  product: "fact.product",
  category: "fact.category",
  source: "fact.source",
  service_type: "fact.service_type",
  severity: "fact.severity",
  priority: "fact.priority",
} as const;
type Name = keyof typeof TITLES;
const SHORT = 160; // characters of a text that stand in the list of changes

/** The facts of a ticket as the form holds them: codes where there are any. */
const heldOf = (ticket: Ticket): Record<Name, string> => ({
  summary: ticket.summary,
  description: ticket.description ?? "",
  customer: ticket.customer?.name ?? "",
  contact: ticket.contact ?? "",
  dealer: ticket.dealer?.code ?? "",
  sn: ticket.device?.sn ?? "",
  product: ticket.product?.code ?? "",
  category: ticket.category?.code ?? "",
  source: ticket.source ?? "",
  service_type: ticket.service_type ?? "",
  severity: ticket.severity ? String(ticket.severity) : "",
  priority: ticket.priority ?? "",
});

@customElement("bokeh-edit")
export class EditForm extends View {
  @property({ attribute: false }) ticket!: Ticket;
  @state() private values = {} as Record<Name, string>;
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @query("form") private form!: HTMLFormElement;
  #once = new api.Once();
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.values = heldOf(this.ticket);
    void this.#words.load().then(async () => {
      await this.updateComplete;
      this.querySelector<HTMLElement>("[name=summary]")?.focus();
    });
  }

  protected override render() {
    return this.#words.draw(
      (words) =>
        html`<form
          class="move form"
          novalidate
          @submit=${this.#submit}
          @input=${this.#typed}
          @change=${this.#typed}
        >
          <h2 class="full">${t("edit.title", { number: this.ticket.number })}</h2>
          ${this.#fields(words)} ${this.#summary()}
          ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
          <div class="decision">
            <button
              type="submit"
              class="main"
              ?disabled=${this.isSending || !this.#changed().length}
            >
              ${this.isSending ? t("card.sending") : t("list.save")}
            </button>
            <button type="button" class="quiet" @click=${() => this.tell("edit-cancelled")}>
              ${t("app.cancel")}
            </button>
          </div>
        </form>`,
    );
  }

  #fields(words: Vocabulary) {
    const isDesk = may("consult:handle");
    const isRma = this.ticket.kind === "rma";
    return html`${this.#text("summary", 1)} ${this.#text("description", 4)} ${this.#text("sn")}
    ${this.#choice("product", words.products)} ${this.#choice("category", categories(words))}
    ${this.#text("contact")}
    ${
      !isDesk
        ? nothing
        : html`<bokeh-customer-field
              .value=${this.values.customer}
              .wrong=${this.error?.fields.customer ?? ""}
            ></bokeh-customer-field>
            ${this.#choice("dealer", words.dealers)} ${this.#choice("severity", coded("severity"))}
            ${isRma ? this.#choice("priority", coded("priority")) : nothing}
            ${isRma ? nothing : this.#choice("source", coded("source"))}
            ${isRma ? nothing : this.#choice("service_type", coded("service_type"))}`
    }`;
  }

  #text(name: Name, rows = 1) {
    const isWide = name === "summary" || name === "description";
    return textField({ ...this.#field(name), isWide, isNeeded: name === "summary" }, { rows });
  }

  /** A choice may be changed, not taken away. */
  #choice(name: Name, choices: Choice[]) {
    return choiceField(this.#field(name), choices, heldOf(this.ticket)[name] ? null : "–");
  }

  #field = (name: Name) => ({
    name,
    title: t(TITLES[name]),
    value: this.values[name],
    wrong: this.error?.fields[name],
  });

  #summary() {
    const lines = this.#changed().map((name) => this.#line(name));
    return html`<section class="full edit-changes" aria-live="polite">
      <h3>${t("edit.changes")}</h3>
      ${lines.length ? changes(lines) : html`<p class="hint">${t("edit.nothing")}</p>`}
    </section>`;
  }

  #line(name: Name): PreviewLine {
    const said = (value: string) => (name in CODED ? this.#label(name, value) : value);
    const short = (text: string) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);
    return {
      label: t(TITLES[name]),
      old: short(said(heldOf(this.ticket)[name])),
      new: short(said(this.values[name])),
    };
  }

  #label(name: Name, code: string): string {
    const choices = CODED[name]!(this.#words.value!);
    return choices.find((each) => each.code === code)?.label ?? code;
  }

  #changed(): Name[] {
    const held = heldOf(this.ticket);
    return (Object.keys(TITLES) as Name[]).filter(
      (name) => (this.values[name] ?? "").trim() !== held[name].trim(),
    );
  }

  #typed = (): void => {
    const given = Object.fromEntries(
      [...new FormData(this.form)].map(([name, value]) => [name, String(value)]),
    );
    this.values = { ...this.values, ...given };
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const names = this.#changed();
    if (this.isSending || !names.length) return;
    this.isSending = true;
    this.error = null;
    const { number, version } = this.ticket;
    const value = (name: Name) =>
      name === "severity" ? Number(this.values[name]) : this.values[name].trim();
    try {
      const edited = await this.#once.send<Ticket>(`/api/tickets/${api.part(number)}`, {
        method: "PATCH",
        body: { version, ...Object.fromEntries(names.map((name) => [name, value(name)])) },
      });
      announce(t("edit.saved"));
      this.tell("ticket-edited", edited);
    } catch (error) {
      this.error = error as api.ApiError;
      await this.updateComplete;
      toFirstWrong(this);
    }
    this.isSending = false;
  };
}

const CODED: Partial<Record<Name, (words: Vocabulary) => Choice[]>> = {
  dealer: ({ dealers }) => dealers,
  product: ({ products }) => products,
  category: categories,
  source: () => coded("source"),
  service_type: () => coded("service_type"),
  severity: () => coded("severity"),
  priority: () => coded("priority"),
};
