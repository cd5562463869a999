// <bokeh-inbox>: what the person was told, newest first, and what of it is still unread.

import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { distance, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { inbox } from "../lib/inbox";
import { PageView } from "../lib/page";
import { go, queryValue, setQuery } from "../lib/router";
import { businessNow } from "../lib/session";
import type { Notice, Page } from "../lib/shapes";
import { pager } from "../parts/pager";
import { Reading, empty } from "../parts/state";

@customElement("bokeh-inbox")
export class InboxPage extends PageView {
  #notices = new Reading<Page<Notice>>(this, (signal) =>
    api.get(
      "/api/notifications",
      { unread: queryValue("unread") || false, page: queryValue("page"), size: 30 },
      signal,
    ),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.inbox"));
    inbox.addEventListener("changed", this.#again);
    void this.#notices.load();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    inbox.removeEventListener("changed", this.#again);
  }

  protected override asked = (): void => void this.#notices.load();

  protected override render() {
    const isUnread = queryValue("unread") === "true";
    return html`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.inbox")}</h1>
          <p class="hint" role="status">${t("nav.inbox_unread", { count: inbox.unread })}</p>
        </div>
        <div class="page-acts">
          <button
            type="button"
            class="quiet"
            aria-pressed=${isUnread}
            @click=${() => setQuery({ unread: isUnread ? null : "true", page: null })}
          >
            ${t("inbox.unread_only")}
          </button>
          <button type="button" class="quiet" ?disabled=${!inbox.unread} @click=${this.#readAll}>
            ${icon("check")}${t("inbox.read_all")}
          </button>
        </div>
      </header>
      ${this.#notices.draw((page) => this.#list(page))}
    </div>`;
  }

  #list(page: Page<Notice>) {
    if (!page.items.length) return empty(t("inbox.none"), { sign: "bell" });
    return html`<ul class="notices">
        ${page.items.map((each) => this.#notice(each))}
      </ul>
      ${pager(page, (to) => setQuery({ page: String(to) }))}`;
  }

  #notice(notice: Notice) {
    const { title, text, created_at: at, is_read: isRead, is_urgent: isUrgent } = notice;
    const kind = `notice ${isUrgent ? "notice-urgent" : ""} ${isRead ? "" : "notice-new"}`;
    return html`<li>
      <button type="button" class=${kind} @click=${() => this.#open(notice)}>
        <span class="notice-sign">${icon(isUrgent ? "warning" : "bell")}</span>
        <span class="line-text"
          ><strong>${title}</strong>${text ? html`<span>${text}</span>` : nothing}
          <span class="hint" title=${when(at)}
            >${notice.label} · ${distance(businessNow(), new Date(at))}</span
          ></span
        >
        ${
          isRead
            ? nothing
            : html`<span class="dot" role="img" aria-label=${t("inbox.unread")}></span>`
        }
      </button>
    </li>`;
  }

  async #open({ id, is_read: isRead, url }: Notice): Promise<void> {
    if (!isRead) await api.post(`/api/notifications/${id}/read`).catch(() => null);
    if (url?.startsWith("/")) go(url);
    else void this.#notices.load();
  }

  #readAll = async (): Promise<void> => {
    await api.post("/api/notifications/read-all").catch(() => null);
    announce(t("inbox.all_read"));
    void this.#notices.load();
  };

  #again = (): void => void this.#notices.load();
}
