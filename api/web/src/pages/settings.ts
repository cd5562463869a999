// <bokeh-settings>: what a person sets for themselves, and how the installation stands.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { chooseLanguage, label, language, t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { canPush, isPushed, push } from "../lib/push";
import { session } from "../lib/session";
import { type Theme, chooseTheme, theme } from "../lib/theme";
import { toClipboard } from "../chat/clipboard";
import { Reading } from "../parts/state";

interface Status {
  model: { name: string; state: string; endpoint: string | null };
  embedding: { name: string; waiting: number };
  index_waiting: number;
  channels: { name: string; way: string }[];
  stage: number;
  version: string;
}

interface UserLine {
  username: string;
  name: string;
  role: string;
  dealer: string | null;
  language: string;
  is_active: boolean;
}

@customElement("bokeh-settings")
export class SettingsPage extends PageView {
  @state() private token = "";
  @state() private isPushOn: boolean | null = null;
  @state() private told = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.settings"));
    if (canPush()) void isPushed().then((isOn) => (this.isPushOn = isOn));
    this.begin();
  }

  protected override render() {
    const { user } = session;
    return html`<div class="page page-narrow">
      <header class="page-head"><h1 tabindex="-1">${t("nav.settings")}</h1></header>
      <section class="record-content settings">
        <h2>${t("settings.person")}</h2>
        <dl class="facts">
          <div><dt>${t("sign_in.user")}</dt><dd>${user!.username}</dd></div>
          <div><dt>${t("settings.role")}</dt><dd>${label("role", user!.role)}</dd></div>
          ${user!.dealer ? html`<div><dt>${t("fact.dealer")}</dt><dd>${user!.dealer}</dd></div>` : nothing}
        </dl>
      </section>
      <section class="record-content settings">
        <h2>${t("settings.look")}</h2>
        ${radios(
          "language",
          t("settings.language"),
          [
            ["zh", "中文"],
            ["en", "English"],
          ],
          language(),
          (code) => chooseLanguage(code as "zh" | "en"),
        )}
        ${radios(
          "theme",
          t("settings.theme"),
          [
            ["", t("settings.theme_device")],
            ["light", t("settings.theme_light")],
            ["dark", t("settings.theme_dark")],
          ],
          theme(),
          (code) => {
            chooseTheme(code as Theme);
            this.requestUpdate();
          },
        )}
      </section>
      <section class="record-content settings">
        <h2>${t("settings.push")}</h2>
        <p class="hint">${t(canPush() ? "settings.push_hint" : "settings.push_cannot")}</p>
        ${
          this.isPushOn === null
            ? nothing
            : html`<button
                type="button"
                class=${this.isPushOn ? "quiet" : "main"}
                @click=${this.#push}
              >
                ${icon("bell")}${t(this.isPushOn ? "settings.push_off" : "settings.push_on")}
              </button>`
        }
        ${this.told ? html`<p class="error" role="alert">${this.told}</p>` : nothing}
      </section>
      <section class="record-content settings">
        <h2>${t("settings.token")}</h2>
        <p class="hint">${t("settings.token_hint")}</p>
        ${
          this.token
            ? html`<label class="field"
                  ><span>${t("settings.token_now")}</span
                  ><input
                    readonly
                    .value=${this.token}
                    @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
                /></label>
                <button type="button" class="quiet" @click=${this.#copy}
                  >${icon("copy")}${t("draft.copy")}</button
                >`
            : html`<button type="button" class="quiet" @click=${this.#make}
                >${t("settings.token_make")}</button
              >`
        }
      </section>
    </div>`;
  }

  #push = async (): Promise<void> => {
    this.told = "";
    try {
      this.isPushOn = await push(!this.isPushOn);
      announce(t(this.isPushOn ? "settings.push_is_on" : "settings.push_is_off"));
    } catch (error) {
      this.told = error instanceof api.ApiError ? error.message : t("settings.push_refused");
    }
  };

  #make = async (): Promise<void> => {
    try {
      this.token = (await api.post<{ access_token: string }>("/api/auth/token")).access_token;
    } catch (error) {
      this.told = (error as Error).message;
    }
  };

  #copy = async (): Promise<void> => {
    await toClipboard(this.token, this);
    announce(t("answer.copied"));
  };
}

const radios = (
  name: string,
  title: string,
  choices: [string, string][],
  current: string,
  choose: (code: string) => void,
) =>
  html`<fieldset class="pills">
    <legend>${title}</legend>
    ${choices.map(
      ([code, text]) =>
        html`<label class="pill"
          ><input
            type="radio"
            name=${name}
            value=${code}
            .checked=${code === current}
            @change=${() => choose(code)}
          />${text}</label
        >`,
    )}
  </fieldset>`;

@customElement("bokeh-admin")
export class AdminPage extends PageView {
  #status = new Reading<Status>(this, (signal) => api.get("/api/admin/status", {}, signal));
  #users = new Reading<{ items: UserLine[] }>(this, (signal) =>
    api.get("/api/admin/users", {}, signal),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.admin"));
    void this.#status.load();
    void this.#users.load();
    this.begin();
  }

  protected override render() {
    return html`<div class="page">
      <header class="page-head"><h1 tabindex="-1">${t("nav.admin")}</h1></header>
      ${this.#status.draw(statusCards)}
      <h2>${t("admin.users")}</h2>
      ${this.#users.draw(({ items }) => userTable(items))}
    </div>`;
  }
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
    </section>
    <section class="side-card">
      <h2>${icon("bell")}${t("admin.channels")}</h2>
      <ul class="clocks">
        ${status.channels.map(
          ({ name, way }) =>
            html`<li>
              <span>${label("way", name)}</span
              ><span class="tag tag-done">${label("way", way)}</span>
            </li>`,
        )}
      </ul>
      <p class="hint">${t("admin.stage", { stage: status.stage, version: status.version })}</p>
      <p class="hint">${when(new Date())}</p>
    </section>
  </div>`;

const userTable = (items: UserLine[]) =>
  html`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${t("sign_in.user")}</th>
          <th scope="col">${t("settings.role")}</th>
          <th scope="col">${t("fact.dealer")}</th>
          <th scope="col">${t("fact.language")}</th>
          <th scope="col">${t("fact.status")}</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (each) =>
            html`<tr>
              <td class="list-main"
                ><span class="list-title">${each.username}</span
                ><span class="hint">${each.name}</span></td
              >
              <td>${label("role", each.role)}</td>
              <td>${each.dealer ?? "–"}</td>
              <td>${label("language", each.language)}</td>
              <td
                ><span class="tag ${each.is_active ? "tag-done" : ""}"
                  >${t(each.is_active ? "admin.active" : "admin.inactive")}</span
                ></td
              >
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
