// <bokeh-sign-in>: the sign-in page.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { t } from "../lib/i18n";
import { mark } from "../lib/icons";
import * as session from "../lib/session";
import { View } from "../lib/view";

@customElement("bokeh-sign-in")
export class SignIn extends View {
  /** A session was lost. */
  @property({ attribute: false }) hasEnded = false;
  @state() private told: string | null = null;
  @state() private isSending = false;
  @query("#username") private name!: HTMLInputElement;
  @query("#password") private password!: HTMLInputElement;

  protected override firstUpdated(): void {
    this.name.focus();
  }

  protected override render() {
    const told = this.told ?? (this.hasEnded ? t("sign_in.ended") : "");
    return html`<div class="sign-in">
      <form method="post" novalidate aria-labelledby="sign-in-title" @submit=${this.#submit}>
        ${mark()}
        <h1 id="sign-in-title">${t("app.name")}</h1>
        <p class="tagline">${t("app.tagline")}</p>
        <p class="error" role="alert" id="sign-in-problem">${told || nothing}</p>
        <label for="username">${t("sign_in.user")}</label>
        ${field("username", "text", "username")}
        <label for="password">${t("sign_in.password")}</label>
        ${field("password", "password", "current-password")}
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${t(this.isSending ? "sign_in.sending" : "sign_in.submit")}
        </button>
      </form>
    </div>`;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [name, password] = [this.name.value.trim(), this.password.value];
    if (!name || !password) {
      this.told = t("sign_in.missing");
      (name ? this.password : this.name).focus();
      return;
    }
    this.isSending = true;
    try {
      await session.enter(name, password);
      this.tell("entered");
    } catch (error) {
      this.told = (error as Error).message;
      this.isSending = false;
      await this.updateComplete;
      this.password.focus();
      this.password.select();
    }
  };
}

const field = (name: string, type: string, autocomplete: string) =>
  html`<input
    id=${name}
    name=${name}
    type=${type}
    autocomplete=${autocomplete as "username"}
    autocapitalize="none"
    spellcheck="false"
    maxlength="80"
    required
    aria-describedby="sign-in-problem"
  />`;
