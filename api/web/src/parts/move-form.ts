// <bokeh-move>: one move of a ticket as the form the service describes, checked there, done once.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { businessNow } from "../lib/session";
import type { Invoice, Move, MoveField, Ticket } from "../lib/shapes";
import { View } from "../lib/view";
import { toFirstWrong } from "./fields";
import "./part-rows";
import type { PartRows } from "./part-rows";

const LONG = new Set([
  ...["reason", "solution", "solution_internal", "work", "analysis", "test_result", "finding"],
  ...["note", "question", "text", "plan", "description", "answer", "address"],
]);

@customElement("bokeh-move")
export class MoveForm extends View {
  @property({ attribute: false }) ticket!: { number: string; invoices?: Invoice[] };
  @property({ attribute: false }) move!: Move;
  @property({ attribute: false }) handlers: { code: string; label: string }[] = [];
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  #once = new api.Once();

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("move")) {
      this.error = null;
    }
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("move"))
      this.querySelector<HTMLElement>("input, select, textarea, .main")?.focus();
  }

  protected override render() {
    const { label, fields } = this.move;
    return html`<form class="move form" novalidate @submit=${this.#submit}>
      <h3 class="full">${label}</h3>
      ${fields.map((each) => this.#field(each))}
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending ? t("card.sending") : label}
        </button>
        <button type="button" class="quiet" @click=${() => this.tell("move-cancelled")}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`;
  }

  #field(field: MoveField) {
    const wrong = this.error?.fields[field.name];
    if (field.type === "array")
      return html`<div class="full">
        <bokeh-part-rows name=${field.name} .label=${field.label}></bokeh-part-rows>
        ${wrong ? html`<span class="wrong">${wrong}</span>` : nothing}
      </div>`;
    if (field.type === "boolean")
      return html`<label class="check"
        ><input type="checkbox" name=${field.name} />${field.label}</label
      >`;
    return html`<label class="field ${LONG.has(field.name) ? "field-wide" : ""}"
      ><span
        >${field.label}${
          field.required ? html`<span class="needed" aria-hidden="true"> *</span>` : nothing
        }</span
      >
      ${this.#input(field, Boolean(wrong))}
      ${wrong ? html`<span class="wrong">${wrong}</span>` : nothing}</label
    >`;
  }

  #input(field: MoveField, isWrong: boolean) {
    const invalid = isWrong ? "true" : nothing;
    const options = this.#options(field);
    const usual = this.#usual(field.name);
    if (options)
      return html`<select name=${field.name} ?required=${field.required} aria-invalid=${invalid}>
        ${field.required && options.length === 1 ? nothing : html`<option value="">–</option>`}
        ${options.map(
          ([code, label]) =>
            html`<option value=${code} ?selected=${code === usual}>${label}</option>`,
        )}
      </select>`;
    if (LONG.has(field.name))
      return html`<textarea
        name=${field.name}
        rows="3"
        ?required=${field.required}
        aria-invalid=${invalid}
      ></textarea>`;
    const isNumber = ["number", "integer", "decimal"].includes(field.type);
    const isDay = field.type === "date";
    return html`<input
      name=${field.name}
      type=${isDay ? "date" : "text"}
      .value=${isDay && field.required ? businessNow().toISOString().slice(0, 10) : usual}
      inputmode=${isNumber ? "decimal" : nothing}
      autocomplete="off"
      ?required=${field.required}
      aria-invalid=${invalid}
    />`;
  }

  /** What is most likely given: a payment is of the bill that is open. */
  #usual(name: string): string {
    if (this.move.name !== "record_payment") return "";
    const bill = this.ticket.invoices?.find(
      ({ paid_at: paid, withdrawn_at: withdrawn }) => !paid && !withdrawn,
    );
    return ({ amount: bill?.open, currency: bill?.currency } as Record<string, string>)[name] ?? "";
  }

  #options({ name, options, option_labels: labels }: MoveField): [string, string][] | null {
    if (name === "handler" && this.handlers.length)
      return this.handlers.map(({ code, label }) => [code, label]);
    if (!options) return null;
    return options.map((code, at) => [
      String(code),
      (Array.isArray(labels) ? labels[at] : labels?.[String(code)]) ?? String(code),
    ]);
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.error = null;
    try {
      const path = `/api/tickets/${api.part(this.ticket.number)}/moves/${api.part(this.move.name)}`;
      const moved = await this.#once.post<Ticket>(path, this.#values());
      announce(t("ticket.moved", { move: this.move.label, status: moved.status_label }));
      this.tell("ticket-moved", moved);
    } catch (error) {
      this.error = error as api.ApiError;
      await this.updateComplete;
      toFirstWrong(this);
    }
    this.isSending = false;
  };

  #values(): Record<string, unknown> {
    const given = new FormData(this.querySelector("form")!);
    const values: Record<string, unknown> = {};
    for (const field of this.move.fields) {
      if (field.type === "array") {
        const rows = this.querySelector<PartRows>(`bokeh-part-rows[name=${field.name}]`)!.rows;
        if (rows.length) values[field.name] = rows;
      } else if (field.type === "boolean") values[field.name] = given.has(field.name);
      else {
        const text = String(given.get(field.name) ?? "").trim();
        if (text) values[field.name] = field.type === "integer" ? Number(text) : text;
      }
    }
    return values;
  }
}

export const moveIcon = (name: string) =>
  icon(
    /^(approve|accept|confirm|resolve|close)/.test(name)
      ? "check"
      : /^(reject|decline|cancel|return)/.test(name)
        ? "close"
        : /ship|receive|receipt/.test(name)
          ? "truck"
          : /invoice|payment|quote/.test(name)
            ? "money"
            : "next",
  );
