// <bokeh-popup>: a ticket or article in short over whatever is there, with the way to its page.

import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Article, Ticket, TicketEvent } from "../lib/shapes";
import { View } from "../lib/view";
import * as records from "./record";
import { Reading, loading, problem } from "./state";

type Whole = { ticket: Ticket; events: TicketEvent[] } | { article: Article };

@customElement("bokeh-popup")
export class Popup extends View {
  @property() kind = "ticket";
  @property() number = "";
  #record = new Reading<Whole>(this, (signal) => this.#read(signal));

  protected override firstUpdated(): void {
    this.querySelector("dialog")!.showModal();
    void this.#record.load();
  }

  close(): void {
    this.querySelector("dialog")?.close();
  }

  protected override render() {
    return html`<dialog
      class="popup"
      aria-label=${this.number}
      @close=${() => this.remove()}
      @click=${this.#clickedBeside}
    >
      <button
        type="button"
        class="plain popup-close"
        aria-label=${t("app.close")}
        title=${t("app.close")}
        @click=${() => this.close()}
      >
        ${icon("close")}
      </button>
      <div class="popup-content">${this.#content()}</div>
    </dialog>`;
  }

  #content() {
    const { value, error } = this.#record;
    if (error?.isMissing)
      return problem(error, {
        title: t("record.missing_title", { number: this.number }),
        text: t("record.missing"),
      });
    if (error) return problem(error, { again: this.#record.load });
    if (!value) return loading(t("record.loading", { number: this.number }));
    return html`${
        "article" in value
          ? [records.articleHead(2, value.article), records.articleGist(value.article)]
          : [records.ticketHead(2, value.ticket), records.ticketGist(value.ticket, value.events)]
      }
      <p class="way">
        <a
          class="button"
          href=${api.address(records.addressOf(this.kind, this.number))}
          target=${api.service.isEmbedded ? "_blank" : "_self"}
          @click=${() => api.service.isEmbedded || setTimeout(() => this.close())}
          >${icon("open")}${t("record.open")}</a
        >
      </p>`;
  }

  async #read(signal: AbortSignal): Promise<Whole> {
    if (this.kind === "article") return { article: await api.article(this.number, signal) };
    const [ticket, history] = await Promise.all([
      api.ticket(this.number, signal),
      api.ticketHistory(this.number, signal),
    ]);
    return { ticket, events: history.items };
  }

  #clickedBeside = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };
}

/** Open the popup of a ticket or article within a component, so that it is dressed alike. */
export function popupOf(kind: string, number: string, within: HTMLElement): void {
  const popup = document.createElement("bokeh-popup") as Popup;
  Object.assign(popup, { kind, number });
  within.append(popup);
}

/** Close what stands open over the page. */
export function closePopups(): void {
  document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((each) => each.close());
}
