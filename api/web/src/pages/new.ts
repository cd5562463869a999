// <bokeh-new>: the form that opens a ticket, with what is known beside it; half-filled it is kept.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { inSentence, label, t, timeOfDay, vocabulary } from "../lib/i18n";
import { icon, kindIcon } from "../lib/icons";
import { PageView } from "../lib/page";
import { go, queryValue } from "../lib/router";
import { businessNow, session } from "../lib/session";
import type { Ticket } from "../lib/shapes";
import { type Choice, type Vocabulary, categories, coded, vocabularyOf } from "../lib/vocabulary";
import "../parts/advice";
import "../parts/attach";
import type { Attach } from "../parts/attach";
import "../parts/context";
import "../parts/customer-field";
import { choiceField, filled, textField, toFirstWrong } from "../parts/fields";
import "../parts/likenesses";
import { scan } from "../parts/scan";
import { Reading } from "../parts/state";
import { back } from "./article";

const AFTER_TYPING = 900; // milliseconds

interface Kept {
  id: string;
  kind: string;
  body: Record<string, unknown>;
  updated_at: string;
}

@customElement("bokeh-new")
export class NewPage extends PageView {
  @state() private values: Record<string, string> = {};
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @state() private keptAt: string | null = null;
  @state() private customerCode = "";
  @query("form") private form!: HTMLFormElement;
  @query("bokeh-attach") private attach!: Attach;
  #draft: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #once = new api.Once();
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(t("new.title", { kind: inSentence(label("kind", this.params.kind)) }));
    this.values = this.#given();
    this.#draft = null;
    this.keptAt = null;
    this.error = null;
    void this.#words.load();
    if (!Object.keys(this.values).length) void this.#restore();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const { kind } = this.params;
    const known = this.#words.value?.kinds.find(({ code }) => code === kind);
    return html`<div class="page">
      ${back()}
      <header class="page-head">
        <div>
          <h1 tabindex="-1">
            ${icon(kindIcon(kind))}
            ${t("new.title", { kind: inSentence(known?.label ?? label("kind", kind)) })}
          </h1>
          <p class="hint" role="status">
            ${this.keptAt ? t("new.kept", { time: timeOfDay(this.keptAt) }) : t("new.hint")}
            ${
              this.keptAt
                ? html`<button type="button" class="plain small" @click=${this.#discard}>
                    ${t("new.discard")}
                  </button>`
                : nothing
            }
          </p>
        </div>
        ${
          kind === "rma"
            ? html`<a class="quiet button" href="/cart">${icon("plus")}${t("cart.way")}</a>`
            : nothing
        }
      </header>
      ${
        known && !known.can_open
          ? html`<div class="state problem" role="alert">
              <h2>${t("error.forbidden_title")}</h2>
              <p>${t("new.forbidden")}</p>
            </div>`
          : html`<div class="two-columns">
              <form
                class="record-content form"
                novalidate
                @submit=${this.#submit}
                @input=${this.#typed}
                @change=${this.#typed}
              >
                ${this.#fields()}
              </form>
              <aside class="beside" aria-label=${t("new.beside")}>${this.#beside()}</aside>
            </div>`
      }
    </div>`;
  }

  #fields() {
    const { kind } = this.params;
    const words = this.#words.value;
    const isDesk = session.user!.permissions?.includes("rma:open") ?? false;
    const isConsult = kind === "consult";
    return html`${isConsult && isDesk ? this.#pills("source", t("fact.source")) : nothing}
      ${isConsult ? this.#pills("service_type", t("fact.service_type")) : nothing}
      ${kind === "rma" && isDesk ? this.#pills("channel", t("fact.channel")) : nothing}
      ${this.#sn()} ${this.#choose("product", t("fact.product"), words?.products ?? [])}
      <bokeh-customer-field
        .value=${this.values.customer ?? ""}
        .wrong=${this.error?.fields.customer ?? ""}
        @customer-chosen=${(event: CustomEvent<string>) => (this.customerCode = event.detail)}
      ></bokeh-customer-field>
      ${isConsult ? textField(this.#field("contact", t("fact.contact"))) : nothing}
      ${
        (words?.dealers.length ?? 0) > 1
          ? this.#choose("dealer", t("fact.dealer"), words!.dealers)
          : nothing
      }
      ${this.#choose("category", t("fact.category"), categories(words))}
      ${kind === "rma" ? this.#choose("severity", t("fact.severity"), coded("severity")) : nothing}
      ${
        kind === "rma" && isDesk
          ? this.#choose("priority", t("fact.priority"), coded("priority"))
          : nothing
      }
      ${textField({
        ...this.#field("summary", t(kind === "dealer_repair" ? "new.work" : "new.summary")),
        isWide: true,
        isNeeded: true,
      })}
      ${textField(
        {
          ...this.#field("description", t(isConsult ? "new.talk" : "record.description")),
          isWide: true,
        },
        { rows: 5 },
      )}
      <div class="full">
        <span class="hint">${t("record.attachments")}</span>
        <bokeh-attach .hasArea=${true} @attached=${this.#typed}></bokeh-attach>
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending ? t("card.sending") : t("new.send")}
        </button>
        <a class="quiet button" href="/lists/${kind}">${t("app.cancel")}</a>
      </div>`;
  }

  #beside() {
    const { summary = "", description = "", product = "", sn = "" } = this.values;
    const text = `${summary}\n${description}`.trim();
    return html`<bokeh-context .sn=${sn} .customer=${this.customerCode}></bokeh-context>
      <bokeh-advice
        .kind=${this.params.kind}
        .text=${text}
        .product=${product}
        .sn=${sn}
        @use-advice=${this.#use}
      ></bokeh-advice>
      <bokeh-likenesses .text=${text} .product=${product}></bokeh-likenesses>
      ${!text && !sn ? html`<p class="hint">${t("new.beside_empty")}</p>` : nothing}`;
  }

  #field = (name: string, title: string) => ({
    name,
    title,
    value: this.values[name],
    wrong: this.error?.fields[name],
  });

  #sn() {
    return textField(
      { ...this.#field("sn", t("fact.sn")), isNeeded: this.params.kind === "rma" },
      {
        longest: 40,
        after: html`<button
          type="button"
          class="quiet"
          aria-label=${t("scan.open")}
          @click=${this.#scan}
        >
          ${icon("scan")}
        </button>`,
      },
    );
  }

  #choose = (name: string, title: string, choices: Choice[]) =>
    choiceField(this.#field(name, title), choices);

  #pills(name: string, title: string) {
    return html`<fieldset class="pills full">
      <legend>${title}</legend>
      ${vocabulary(name)
        .filter(([code]) => !["assistant", "self", "slack", "wecom"].includes(code))
        .map(
          ([code, text]) =>
            html`<label class="pill"
              ><input
                type="radio"
                name=${name}
                value=${code}
                .checked=${this.values[name] === code}
              />${text}</label
            >`,
        )}
    </fieldset>`;
  }

  /** What the address brings along, from another page. */
  #given(): Record<string, string> {
    const names = ["sn", "customer", "product", "summary", "description", "dealer"];
    return Object.fromEntries(
      names.map((name) => [name, queryValue(name)]).filter(([, value]) => value),
    );
  }

  #body(): Record<string, unknown> {
    const { severity, ...rest } = filled(this.form);
    return {
      kind: this.params.kind,
      ...rest,
      ...(severity ? { severity: Number(severity) } : {}),
      ...(this.attach.items.length ? { attachments: this.attach.items.map(({ id }) => id) } : {}),
    };
  }

  #typed = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.values = filled(this.form);
      void this.#keep();
    }, AFTER_TYPING);
  };

  async #keep(): Promise<void> {
    if (!Object.keys(this.values).length || this.isSending) return;
    const body = { kind: this.params.kind, title: this.values.summary ?? "", body: this.values };
    try {
      const kept = this.#draft
        ? await api.json<Kept>(`/api/drafts/${api.part(this.#draft)}`, { method: "PUT", body })
        : await api.post<Kept>("/api/drafts", body);
      this.#draft = kept.id;
      this.keptAt = businessNow().toISOString();
    } catch {
      this.keptAt = null; // the form itself is still there
    }
  }

  async #restore(): Promise<void> {
    try {
      const { items } = await api.get<{ items: Kept[] }>("/api/drafts");
      const wanted = queryValue("draft");
      const found = items.find((each) =>
        wanted ? each.id === wanted : each.kind === this.params.kind,
      );
      if (!found || this.#draft) return;
      this.#draft = found.id;
      this.values = found.body as Record<string, string>;
      this.keptAt = found.updated_at;
      announce(t("new.restored"));
    } catch {
      // Without drafts the form begins empty.
    }
  }

  #discard = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#draft)
      await api.ask(`/api/drafts/${api.part(this.#draft)}`, { method: "DELETE" }).catch(() => null);
    this.#draft = null;
    this.keptAt = null;
    this.values = {};
    this.form.reset();
    this.attach.clear();
  };

  #use = (event: CustomEvent<Record<string, string>>): void => {
    this.values = { ...filled(this.form), ...event.detail };
    this.#typed();
    announce(t("advice.used"));
  };

  #scan = async (): Promise<void> => {
    const found = await scan(this);
    if (found) {
      this.values = { ...filled(this.form), sn: found };
      this.#typed();
    }
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending || this.attach.isBusy) return;
    clearTimeout(this.#timer);
    this.values = filled(this.form);
    this.isSending = true;
    this.error = null;
    try {
      const opened = await this.#once.post<Ticket>("/api/tickets", this.#body());
      if (this.#draft)
        await api
          .ask(`/api/drafts/${api.part(this.#draft)}`, { method: "DELETE" })
          .catch(() => null);
      announce(t("new.opened", { number: opened.number }));
      go(`/tickets/${api.part(opened.number)}`);
    } catch (error) {
      this.error = error as api.ApiError;
      await this.updateComplete;
      toFirstWrong(this);
    }
    this.isSending = false;
  };
}
