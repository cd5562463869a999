// <bokeh-admin>: how the installation stands, and the people who may sign in.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { label, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { session } from "../lib/session";
import { type Vocabulary, vocabularyOf } from "../lib/vocabulary";
import { Reading, empty } from "../parts/state";
import "../parts/user-form";
import type { RoleChoice, UserLine } from "../parts/user-form";

interface ChannelStanding {
  name: string;
  way: string;
  is_on: boolean;
  settings?: string[];
  pending?: number;
  failed?: number;
  sent_at?: string | null;
}

interface Status {
  model: { name: string; state: string; endpoint: string | null };
  embedding: { name: string; waiting: number };
  index_waiting: number;
  channels: ChannelStanding[];
  stage: number;
  version: string;
}

interface Users {
  items: UserLine[];
  roles: RoleChoice[];
}

const NEW = ""; // where a new user's form is open

@customElement("bokeh-admin")
export class AdminPage extends PageView {
  @state() private words = "";
  @state() private open: string | null = null;
  @state() private told = "";
  #status = new Reading<Status>(this, (signal) => api.get("/api/admin/status", {}, signal));
  #users = new Reading<Users>(this, (signal) => api.get("/api/admin/users", {}, signal));
  #vocabulary = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.admin"));
    void this.#status.load();
    void this.#users.load();
    void this.#vocabulary.load();
    this.begin();
  }

  protected override render() {
    const isForbidden = this.#status.error?.isForbidden;
    return html`<div class="page">
      <header class="page-head"><h1 tabindex="-1">${t("nav.admin")}</h1></header>
      ${this.#status.draw(statusCards)} ${isForbidden ? nothing : this.#people()}
    </div>`;
  }

  #people() {
    return html`<section
      aria-label=${t("admin.users")}
      @user-kept=${this.#kept}
      @user-form-closed=${() => (this.open = null)}
    >
      <header class="page-head part-title">
        <h2>${t("admin.users")}</h2>
        <button
          type="button"
          class="main"
          aria-expanded=${this.open === NEW}
          @click=${() => (this.open = this.open === NEW ? null : NEW)}
        >
          ${icon("plus")}${t("admin.add")}
        </button>
      </header>
      ${this.told ? html`<p class="told" role="status">${this.told}</p>` : nothing}
      ${this.#users.draw((users) => html`${this.open === NEW ? this.#form(users, null) : nothing}${this.#list(users)}`)}
    </section>`;
  }

  #list(users: Users) {
    const words = this.words.trim().toLowerCase();
    const found = users.items.filter((each) =>
      [each.username, each.name, label("role", each.role), each.dealer_name ?? "", each.email ?? ""]
        .join(" ")
        .toLowerCase()
        .includes(words),
    );
    return html`<div class="filters">
        <label class="search"
          >${icon("search")}<span class="unseen">${t("admin.search")}</span
          ><input
            type="search"
            placeholder=${t("admin.search")}
            @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)}
        /></label>
      </div>
      ${
        found.length
          ? html`<ul class="people">
              ${found.map((each) => this.#one(users, each))}
            </ul>`
          : empty(t("admin.none_match"), { sign: "people" })
      }`;
  }

  #one(users: Users, user: UserLine) {
    const isOpen = this.open === user.username;
    const about = [label("role", user.role), user.dealer_name, user.customer, user.email];
    return html`<li class="side-card">
      <div class="person-line">
        <span class="line-text"
          ><strong>${user.name}</strong
          ><span class="hint">${user.username} · ${about.filter(Boolean).join(" · ")}</span></span
        >
        <span class="tag ${user.is_active ? "tag-done" : ""}"
          >${t(user.is_active ? "admin.active" : "admin.inactive")}</span
        >
        ${
          user.may_change
            ? html`<button
                type="button"
                class="quiet"
                aria-expanded=${isOpen}
                aria-label=${t("admin.change", { name: user.username })}
                @click=${() => (this.open = isOpen ? null : user.username)}
              >
                ${icon("edit")}${t("card.edit")}
              </button>`
            : html`<span class="hint">${icon("lock")}${t("admin.no_right")}</span>`
        }
      </div>
      ${isOpen ? this.#form(users, user) : nothing}
    </li>`;
  }

  #form(users: Users, user: UserLine | null) {
    return html`<bokeh-user
      .user=${user}
      .roles=${users.roles}
      .dealers=${this.#vocabulary.value?.dealers ?? []}
    ></bokeh-user>`;
  }

  #kept = (event: CustomEvent<string>): void => {
    this.told = event.detail;
    this.open = null;
    void this.#users.load();
  };
}

const statusCards = (status: Status) =>
  html`<div class="queues">
    <section class="side-card">
      <h2>${icon("spark")}${t("admin.model")}</h2>
      <ul class="clocks">
        <li><span>${t("admin.name")}</span><strong>${status.model.name}</strong></li>
        <li
          ><span>${t("admin.endpoint")}</span
          ><strong>${status.model.endpoint ?? t("app.offline_model")}</strong></li
        >
        <li
          ><span>${t("fact.status")}</span
          ><strong>${label("health", status.model.state)}</strong></li
        >
        <li><span>${t("admin.embedding")}</span><strong>${status.embedding.name}</strong></li>
        <li
          ><span>${t("admin.waiting")}</span
          ><strong>${status.index_waiting} / ${status.embedding.waiting}</strong></li
        >
      </ul>
      <p class="hint">${t("admin.stage", { stage: status.stage, version: status.version })}</p>
    </section>
    <section class="side-card">
      <h2>${icon("bell")}${t("admin.channels")}</h2>
      <ul class="clocks">
        ${status.channels.map(
          (each) =>
            html`<li>
              <span
                >${label("way", each.name)} <span class="hint">${channelCourse(each)}</span></span
              >
              <span class="tag ${each.failed ? "tag-alert" : each.is_on ? "tag-done" : ""}"
                >${t(each.is_on ? "admin.channel_on" : "admin.channel_off")}</span
              >
            </li>`,
        )}
      </ul>
      <a class="quiet button" href="/outbox?of=notifications">${t("nav.outbox")}</a>
    </section>
  </div>`;

/** How a channel does, in words; of the inbox there is nothing to tell. */
function channelCourse({ is_on: isOn, settings, pending, failed, sent_at: sent }: ChannelStanding) {
  if (!isOn) return t("admin.channel_needs", { settings: (settings ?? []).join(", ") });
  if (pending === undefined) return "";
  const last = sent ? t("admin.channel_last", { time: when(sent) }) : t("admin.channel_none");
  return pending || failed ? `${last} · ${t("admin.channel_waiting", { pending, failed })}` : last;
}
