// <bokeh-settings>: what a person sets for themselves.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { chooseLanguage, label, language, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { canPush, isPushed, push } from "../lib/push";
import { session } from "../lib/session";
import { type Theme, chooseTheme, theme } from "../lib/theme";
import { toClipboard } from "../chat/clipboard";
import "../parts/preferences";

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
          <div><dt>${t("admin.name")}</dt><dd>${user!.name}</dd></div>
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
        <h2>${t("preferences.title")}</h2>
        <p class="hint">${t("preferences.hint")}</p>
        <bokeh-preferences></bokeh-preferences>
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
