// The sign-in page.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { mark } from "./icons.js";
import * as session from "./session.js";

export class SignInPage {
  /** `hasEnded` says that a session was lost; `entered` is called once somebody is in. */
  constructor({ hasEnded = false, entered }) {
    this.title = t("sign_in.title");
    this.entered = entered;
    this.problem = h(
      "p",
      { class: "error", role: "alert", id: "sign-in-problem" },
      hasEnded && t("sign_in.ended"),
    );
    this.name = this.#field("username", "text", "username");
    this.password = this.#field("password", "password", "current-password");
    this.button = h("button", { type: "submit", class: "main" }, t("sign_in.submit"));
    this.element = h(
      "div",
      { class: "sign-in" },
      h(
        "form",
        {
          method: "post",
          novalidate: true,
          "aria-labelledby": "sign-in-title",
          on: { submit: (event) => this.#submit(event) },
        },
        mark(),
        h("h1", { id: "sign-in-title" }, t("app.name")),
        h("p", { class: "tagline" }, t("app.tagline")),
        this.problem,
        h("label", { for: "username" }, t("sign_in.user")),
        this.name,
        h("label", { for: "password" }, t("sign_in.password")),
        this.password,
        this.button,
      ),
    );
  }

  arrive() {
    this.name.focus();
  }

  leave() {}

  #field(name, type, autocomplete) {
    return h("input", {
      id: name,
      name,
      type,
      autocomplete,
      autocapitalize: "none",
      spellcheck: "false",
      maxlength: "80",
      required: true,
      "aria-describedby": "sign-in-problem",
    });
  }

  async #submit(event) {
    event.preventDefault();
    const [name, password] = [this.name.value.trim(), this.password.value];
    if (!name || !password) {
      this.#refuse(t("sign_in.missing"), name ? this.password : this.name);
      return;
    }
    this.#sending(true);
    try {
      await session.enter(name, password);
      this.entered();
    } catch (error) {
      this.#sending(false);
      this.#refuse(error.message, this.password);
      this.password.select();
    }
  }

  #sending(isSending) {
    this.button.disabled = isSending;
    this.button.textContent = t(isSending ? "sign_in.sending" : "sign_in.submit");
    this.problem.textContent = "";
  }

  #refuse(text, field) {
    this.problem.textContent = text;
    field.focus();
  }
}
