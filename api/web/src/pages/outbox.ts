// <bokeh-outbox>: mails that went outward and deliveries of notifications, and what became of them.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { label, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { queryValue, setQuery } from "../lib/router";
import { may } from "../lib/session";
import type { Page } from "../lib/shapes";
import { coded } from "../lib/vocabulary";
import { addressFilter } from "../parts/filters";
import { pager } from "../parts/pager";
import { addressOf } from "../parts/record";
import { Reading, empty } from "../parts/state";

const SIZE = 25;

interface Mail {
  id: number;
  to: string[];
  subject: string;
  body: string;
  enclosures: string[];
  number: string | null;
  by: string | null;
  state: string;
  attempts: number;
  error: string | null;
  created_at: string;
  sent_at: string | null;
}

interface Delivery {
  id: number;
  user: string;
  event: string;
  channel: string;
  state: string;
  attempts: number;
  next_at: string;
  error: string | null;
  sent_at: string | null;
}

const tone = (state: string): string =>
  ({ sent: "tag-done", failed: "tag-alert", pending: "tag-wait" })[state] ?? "";
const stateTag = (state: string) =>
  html`<span class="tag ${tone(state)}">${label("errand", state)}</span>`;

@customElement("bokeh-outbox")
export class OutboxPage extends PageView {
  @state() private failure = "";
  #mails = new Reading<Page<Mail>>(this, (signal) =>
    api.get("/api/mails", { ...this.#asked(), ticket: queryValue("ticket") }, signal),
  );
  #deliveries = new Reading<Page<Delivery>>(this, (signal) =>
    api.get("/api/notifications/deliveries", this.#asked(), signal),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.outbox"));
    this.#read();
    this.begin();
  }

  protected override asked = (): void => this.#read();
  protected override redraw = (): void => this.#read();

  protected override render() {
    const ofNotices = this.#ofNotices();
    const states = coded("errand").filter(({ code }) => ofNotices || code !== "dropped");
    return html`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.outbox")}</h1>
          <p class="hint">${t("outbox.hint")}</p>
        </div>
      </header>
      ${may("notices:see_deliveries") ? this.#kinds(ofNotices) : nothing}
      <div class="filters">
        ${addressFilter("state", t("outbox.state"), states, t("outbox.all"))}
      </div>
      ${this.failure ? html`<p class="error told" role="alert">${this.failure}</p>` : nothing}
      ${
        ofNotices
          ? this.#deliveries.draw((page) => this.#deliveryList(page))
          : this.#mails.draw((page) => mailList(page))
      }
    </div>`;
  }

  #kinds(ofNotices: boolean) {
    const chip = (address: string, text: string, isHere: boolean) =>
      html`<a class="view-chip" href=${address} aria-current=${isHere ? "true" : nothing}
        >${text}</a
      >`;
    return html`<nav class="views" aria-label=${t("list.views")}>
      ${chip("/outbox", t("outbox.mails"), !ofNotices)}
      ${chip("/outbox?of=notifications", t("outbox.deliveries"), ofNotices)}
    </nav>`;
  }

  #deliveryList(page: Page<Delivery>) {
    if (!page.items.length) return empty(t("outbox.none_delivered"), { sign: "bell" });
    return html`<ul class="notices">
        ${page.items.map(
          (each) =>
            html`<li class="notice">
              <span class="notice-sign">${icon("bell")}</span>
              <span class="line-text"
                ><strong>${each.user} · ${label("way", each.channel)}</strong
                ><span class="hint">${each.event} · ${course(each)}</span
                >${trouble(each.error)}</span
              >
              ${stateTag(each.state)}
              ${
                each.state === "failed"
                  ? html`<button type="button" class="quiet" @click=${() => this.#again(each)}>
                      ${icon("again")}${t("outbox.send_again")}
                    </button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${turnPages(page)}`;
  }

  #ofNotices = (): boolean => queryValue("of") === "notifications";
  #asked = () => ({ state: queryValue("state"), page: queryValue("page"), size: SIZE });

  #read(): void {
    void (this.#ofNotices() ? this.#deliveries : this.#mails).load();
    this.requestUpdate();
  }

  async #again({ id }: Delivery): Promise<void> {
    this.failure = "";
    try {
      await api.ask(`/api/notifications/deliveries/${id}/send-again`, { method: "POST" });
      announce(t("outbox.sent_again"));
      await this.#deliveries.load();
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }
}

function mailList(page: Page<Mail>) {
  if (!page.items.length) return empty(t("outbox.none"), { sign: "mail" });
  return html`<ul class="notices">
      ${page.items.map(
        (mail) =>
          html`<li class="notice">
            <span class="notice-sign">${icon("mail")}</span>
            <span class="line-text"
              ><strong>${mail.subject}</strong><span class="hint">${mail.to.join(", ")}</span
              ><span class="hint"
                >${course(mail)}${mail.by ? ` · ${t("outbox.by", { name: mail.by })}` : nothing}${
                  mail.number
                    ? html` · <a href=${addressOf("ticket", mail.number)}>${mail.number}</a>`
                    : nothing
                }</span
              >${trouble(mail.error)}
              <details>
                <summary>${t("outbox.body")}</summary>
                <p class="prose">${mail.body}</p>
                ${mail.enclosures.map((name) => html`<p class="hint">${icon("clip")}${name}</p>`)}
              </details></span
            >
            ${stateTag(mail.state)}
          </li>`,
      )}
    </ul>
    ${turnPages(page)}`;
}

const turnPages = (page: Page<unknown>) =>
  pager(page, (to) => setQuery({ page: to === 1 ? null : String(to) }));

/** When it left, or how often that was tried. */
function course({ sent_at: sent, attempts, ...rest }: Mail | Delivery): string {
  if (sent) return when(sent);
  const tried = attempts ? t("outbox.attempts", { count: attempts }) : "";
  return [tried, "created_at" in rest ? when(rest.created_at) : when(rest.next_at)]
    .filter(Boolean)
    .join(" · ");
}

const trouble = (error: string | null) =>
  error ? html`<span class="wrong-text">${error}</span>` : nothing;
