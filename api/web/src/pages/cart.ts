// <bokeh-cart>: RMAs for several devices at once; each gets a number of its own, all or none.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { may, session } from "../lib/session";
import type { DocumentLine, Ticket } from "../lib/shapes";
import { type Vocabulary, categories, vocabularyOf } from "../lib/vocabulary";
import "../parts/attach";
import type { Attach } from "../parts/attach";
import "../parts/customer-field";
import { scan } from "../parts/scan";
import { Reading } from "../parts/state";
import { back } from "./article";

interface CartDevice {
  id: number;
  sn: string;
  product: string;
  category: string;
  description: string;
}

@customElement("bokeh-cart")
export class CartPage extends PageView {
  @state() private devices: CartDevice[] = [fresh(1)];
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @state() private opened: Ticket[] | null = null;
  @state() private paper: DocumentLine | null = null;
  @query("form") private form!: HTMLFormElement;
  #serial = 1;
  #once = new api.Once();
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("cart.title"));
    void this.#words.load();
    this.begin();
  }

  protected override render() {
    return html`<div class="page page-narrow">
      ${back()}
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${icon("rma")} ${t("cart.title")}</h1>
          <p class="hint">${t("cart.hint")}</p>
        </div>
      </header>
      ${this.opened ? this.#done(this.opened) : this.#cart()}
    </div>`;
  }

  #cart() {
    const words = this.#words.value;
    return html`<form class="cart" novalidate @submit=${this.#submit}>
      <section class="record-content form">
        ${
          (words?.dealers.length ?? 0) > 1
            ? html`<label class="field"
                ><span>${t("fact.dealer")}</span
                ><select name="dealer">
                  <option value="">–</option>
                  ${words!.dealers.map(({ code, label }) => html`<option value=${code}>${label}</option>`)}
                </select></label
              >`
            : nothing
        }
        <bokeh-customer-field .wrong=${this.error?.fields.customer ?? ""}></bokeh-customer-field>
      </section>
      ${this.devices.map((device, at) => this.#device(device, at))}
      <button type="button" class="quiet cart-add" @click=${this.#add}
        >${icon("plus")}${t("cart.add")}</button
      >
      ${
        this.error
          ? html`<p class="error" role="alert">
              ${this.error.message} ${Object.values(this.error.fields).join(" ")}
            </p>`
          : nothing
      }
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending ? t("card.sending") : t("cart.send", { count: this.devices.length })}
        </button>
      </div>
    </form>`;
  }

  #device(device: CartDevice, at: number) {
    const words = this.#words.value;
    const change = (name: keyof CartDevice) => (event: Event) =>
      this.#change(device.id, { [name]: (event.target as HTMLInputElement).value });
    return html`<fieldset class="record-content form cart-device">
      <legend>${t("cart.device", { number: at + 1 })}</legend>
      <label class="field"
        ><span>${t("fact.sn")}<span class="needed" aria-hidden="true"> *</span></span>
        <span class="field-with"
          ><input
            maxlength="40"
            autocomplete="off"
            .value=${device.sn}
            @input=${change("sn")}
          /><button
            type="button"
            class="quiet"
            aria-label=${t("scan.open")}
            @click=${() => this.#scan(device.id)}
          >
            ${icon("scan")}
          </button></span
        ></label
      >
      <label class="field"
        ><span>${t("fact.product")}</span
        ><select @change=${change("product")}>
          <option value="">–</option>
          ${(words?.products ?? []).map(
            ({ code, label }) =>
              html`<option value=${code} ?selected=${code === device.product}>${label}</option>`,
          )}
        </select></label
      >
      <label class="field"
        ><span>${t("fact.category")}</span
        ><select @change=${change("category")}>
          <option value="">–</option>
          ${categories(words).map(
            ({ code, label }) =>
              html`<option value=${code} ?selected=${code === device.category}>${label}</option>`,
          )}
        </select></label
      >
      <label class="field field-wide"
        ><span>${t("cart.fault")}<span class="needed" aria-hidden="true"> *</span></span
        ><textarea
          rows="2"
          maxlength="20000"
          .value=${device.description}
          @input=${change("description")}
        ></textarea>
      </label>
      <div class="full"
        ><bokeh-attach .hasArea=${true} data-device=${device.id}></bokeh-attach
      ></div>
      ${
        this.devices.length > 1
          ? html`<button
              type="button"
              class="plain"
              @click=${() => (this.devices = this.devices.filter(({ id }) => id !== device.id))}
            >
              ${icon("trash")}${t("cart.remove", { number: at + 1 })}
            </button>`
          : nothing
      }
    </fieldset>`;
  }

  #done(opened: Ticket[]) {
    return html`<section class="record-content" role="status">
      <h2>${t("cart.opened", { count: opened.length })}</h2>
      <ol class="cart-opened">
        ${opened.map(
          (ticket) =>
            html`<li>
              <a class="number" href="/tickets/${ticket.number}">${ticket.number}</a>
              ${ticket.product?.name} <span class="hint">${ticket.device?.sn}</span>
              <span class="tag">${ticket.status_label}</span>
            </li>`,
        )}
      </ol>
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        ${
          this.paper
            ? html`<a
                class="button"
                href=${api.address(this.paper.url)}
                target="_blank"
                rel="noopener"
                >${icon("download")}${this.paper.title}</a
              >`
            : html`<button
                type="button"
                class="main"
                ?disabled=${this.isSending}
                @click=${this.#pack}
              >
                ${icon("article")}${t("cart.packing_list")}
              </button>`
        }
        <a class="quiet button" href="/lists/rma">${t("cart.to_list")}</a>
      </div>
      ${may("rma:open") ? nothing : html`<p class="hint">${t("cart.waits")}</p>`}
    </section>`;
  }

  #add = async (): Promise<void> => {
    this.#serial += 1;
    this.devices = [...this.devices, fresh(this.#serial)];
    await this.updateComplete;
    this.querySelector<HTMLElement>(".cart-device:last-of-type input")?.focus();
  };

  #change(id: number, values: Partial<CartDevice>): void {
    this.devices = this.devices.map((each) => (each.id === id ? { ...each, ...values } : each));
  }

  async #scan(id: number): Promise<void> {
    const found = await scan(this);
    if (found) this.#change(id, { sn: found });
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.error = null;
    const given = new FormData(this.form);
    const named = Object.fromEntries(
      ["dealer", "customer"].flatMap((name) => {
        const value = String(given.get(name) ?? "").trim();
        return value ? [[name, value]] : [];
      }),
    );
    const devices = this.devices.map(({ id, sn, product, category, description }) => {
      const attachments = this.querySelector<Attach>(`[data-device="${id}"]`)!.items;
      return {
        sn: sn.trim(),
        description: description.trim(),
        ...(product ? { product } : {}),
        ...(category ? { category } : {}),
        ...(attachments.length ? { attachments: attachments.map(({ id: file }) => file) } : {}),
      };
    });
    try {
      const answer = await this.#once.post<{ tickets: Ticket[] }>("/api/tickets/batch", {
        kind: "rma",
        ...named,
        devices,
      });
      this.opened = answer.tickets;
      announce(t("cart.opened", { count: answer.tickets.length }));
    } catch (error) {
      this.error = error as api.ApiError;
    }
    this.isSending = false;
  };

  #pack = async (): Promise<void> => {
    this.isSending = true;
    try {
      const numbers = this.opened!.map(({ number }) => number);
      this.paper = await api.post<DocumentLine>("/api/documents/packing-list", { numbers });
    } catch (error) {
      this.error = error as api.ApiError;
    }
    this.isSending = false;
  };
}

const fresh = (id: number): CartDevice => ({
  id,
  sn: "",
  product: "",
  category: "",
  description: "",
});
