// <bokeh-receive>: goods in, by scanning: an RMA's bar code or a serial number, then received.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import type { Ticket } from "../lib/shapes";
import { scan } from "../parts/scan";
import { empty } from "../parts/state";

@customElement("bokeh-receive")
export class ReceivePage extends PageView {
  @state() private found: Ticket | null = null;
  @state() private received: Ticket[] = [];
  @state() private told = "";
  @state() private isBusy = false;
  #once = new api.Once();
  @query("input[name=code]") private field!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.receive"));
    void this.updateComplete.then(() => this.field.focus());
  }

  protected override render() {
    return html`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.receive")}</h1>
          <p class="hint">${t("receive.hint")}</p>
        </div>
      </header>
      <form class="record-content receive" @submit=${this.#look}>
        <label class="field"
          ><span>${t("receive.code")}</span>
          <span class="field-with"
            ><input name="code" maxlength="60" autocomplete="off" /><button
              type="button"
              class="quiet"
              @click=${this.#scan}
            >
              ${icon("scan")}${t("receive.scan")}
            </button></span
          ></label
        >
        <button type="submit" class="main" ?disabled=${this.isBusy}>${t("receive.find")}</button>
      </form>
      ${this.told ? html`<p class="error" role="alert">${this.told}</p>` : nothing}
      ${this.found ? this.#one(this.found) : nothing}
      <h2>${t("receive.done")}</h2>
      ${
        this.received.length
          ? html`<ul class="lines record-content">
              ${this.received.map(
                (ticket) =>
                  html`<li>
                    <a class="line" href="/tickets/${ticket.number}"
                      ><span class="line-sign">${icon("check")}</span
                      ><span class="line-text"
                        ><strong>${ticket.number}</strong
                        ><span class="hint"
                          >${ticket.product?.name} · ${ticket.device?.sn}</span
                        ></span
                      ><span class="tag tag-open">${ticket.status_label}</span></a
                    >
                  </li>`,
              )}
            </ul>`
          : empty(t("receive.none"), { sign: "truck" })
      }
    </div>`;
  }

  #one(ticket: Ticket) {
    const canReceive = ticket.moves.some(({ name }) => name === "receive");
    return html`<section class="record-content" aria-live="polite">
      <p class="eyebrow"
        ><span class="number">${ticket.number}</span
        ><span class="tag">${ticket.status_label}</span></p
      >
      <h2>${ticket.summary}</h2>
      <p
        >${ticket.product?.name} · ${ticket.device?.sn} ·
        ${ticket.dealer?.name ?? ticket.customer?.name}</p
      >
      <div class="decision">
        ${
          canReceive
            ? html`<button
                type="button"
                class="main"
                ?disabled=${this.isBusy}
                @click=${this.#receive}
              >
                ${icon("truck")}${t("receive.receive")}
              </button>`
            : html`<p class="hint">${t("receive.not_now", { status: ticket.status_label })}</p>`
        }
        <a class="quiet button" href="/tickets/${ticket.number}">${t("record.open")}</a>
      </div>
    </section>`;
  }

  #scan = async (): Promise<void> => {
    const found = await scan(this);
    if (!found) return;
    this.field.value = found;
    await this.#find(found);
  };

  #look = (event: Event): void => {
    event.preventDefault();
    void this.#find(this.field.value.trim());
  };

  async #find(code: string): Promise<void> {
    if (!code || this.isBusy) return;
    this.isBusy = true;
    this.told = "";
    this.found = null;
    try {
      const { number } = await api.get<{ number: string }>("/api/receiving", { code });
      this.found = await api.ticket(number);
    } catch (error) {
      this.told = (error as Error).message;
    }
    this.isBusy = false;
  }

  #receive = async (): Promise<void> => {
    this.isBusy = true;
    try {
      const { number } = this.found!;
      const path = `/api/tickets/${api.part(number)}/moves/receive`;
      const ticket = await this.#once.post<Ticket>(path, {});
      this.received = [ticket, ...this.received];
      this.found = null;
      this.field.value = "";
      this.field.focus();
      announce(t("receive.told", { number }));
    } catch (error) {
      this.told = (error as Error).message;
    }
    this.isBusy = false;
  };
}
