// <bokeh-user>: somebody who may sign in, added or changed; their sign-ins ended.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { label, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { View } from "../lib/view";
import { type Choice, coded } from "../lib/vocabulary";
import { choiceField, filled, textField, toFirstWrong } from "./fields";

export interface UserLine {
  username: string;
  name: string;
  role: string;
  dealer: string | null;
  dealer_name: string | null;
  customer: string | null;
  language: string;
  email: string | null;
  is_active: boolean;
  may_change: boolean;
}

export interface RoleChoice {
  code: string;
  belongs_to: "dealer" | "customer" | null;
}

@customElement("bokeh-user")
export class UserForm extends View {
  /** The person to be changed; null for a new one. */
  @property({ attribute: false }) user: UserLine | null = null;
  @property({ attribute: false }) roles: RoleChoice[] = [];
  @property({ attribute: false }) dealers: Choice[] = [];
  @state() private chosen = "";
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @state() private isEnding = false;
  @query("form") private form!: HTMLFormElement;
  #once = new api.Once();

  override connectedCallback(): void {
    super.connectedCallback();
    this.chosen = this.user?.role ?? "market";
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("input")?.focus());
  }

  protected override render() {
    const { user } = this;
    const title = user ? t("admin.change", { name: user.username }) : t("admin.add");
    return html`<form class="move form" novalidate aria-label=${title} @submit=${this.#submit}>
      ${user ? nothing : this.#text("username", t("sign_in.user"), { isNeeded: true })}
      ${this.#text("name", t("admin.name"), { isNeeded: true, value: user?.name })}
      <div class="role-field" @change=${this.#choose}>
        ${choiceField(
          {
            name: "role",
            title: t("settings.role"),
            value: this.chosen,
            wrong: this.#wrong("role"),
          },
          this.roles.map(({ code }) => ({ code, label: label("role", code) })),
          null,
        )}
      </div>
      ${this.#belonging()} ${this.#text("email", t("preferences.mail"), { value: user?.email })}
      ${choiceField(
        { name: "language", title: t("settings.language"), value: user?.language ?? "en" },
        coded("language"),
        null,
      )}
      ${textField(
        {
          name: "password",
          title: t(user ? "admin.new_password" : "sign_in.password"),
          wrong: this.#wrong("password"),
          isNeeded: !user,
        },
        { type: "password", longest: 200 },
      )}
      ${
        user
          ? html`<label class="check full"
              ><input
                type="checkbox"
                name="active"
                ?checked=${user.is_active}
              />${t("admin.is_active")}</label
            >`
          : nothing
      }
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending ? t("card.sending") : t(user ? "list.save" : "admin.add")}
        </button>
        <button type="button" class="quiet" @click=${() => this.tell("user-form-closed")}>
          ${t("app.cancel")}
        </button>
        ${user ? this.#ending(user) : nothing}
      </div>
    </form>`;
  }

  /** What a role's people belong to: their dealer, or the customer they are. */
  #belonging() {
    const belongs = this.roles.find(({ code }) => code === this.chosen)?.belongs_to;
    if (belongs === "dealer")
      return choiceField(
        {
          name: "dealer",
          title: t("fact.dealer"),
          value: this.user?.dealer,
          wrong: this.#wrong("dealer"),
          isNeeded: true,
        },
        this.dealers,
      );
    if (belongs === "customer")
      return this.#text("customer", t("admin.belongs_customer"), {
        value: this.user?.customer,
        isNeeded: true,
      });
    return nothing;
  }

  /** Asked twice, because it throws a person out. */
  #ending({ name }: UserLine) {
    if (!this.isEnding)
      return html`<button type="button" class="plain" @click=${() => (this.isEnding = true)}>
        ${icon("leave")}${t("admin.end_sign_ins")}
      </button>`;
    return html`<p class="warning full">
        ${icon("warning")}<span>${t("admin.sure", { name })}</span>
      </p>
      <button type="button" class="quiet" @click=${this.#end}>${t("admin.end_sign_ins")}</button>`;
  }

  #text(name: string, title: string, more: { value?: string | null; isNeeded?: boolean } = {}) {
    return textField({ name, title, wrong: this.#wrong(name), ...more });
  }

  #wrong = (name: string): string | undefined => this.error?.fields[name];

  #choose = (event: Event): void => {
    this.chosen = (event.target as HTMLSelectElement).value;
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    const { user } = this;
    const given: Record<string, unknown> = filled(this.form);
    if (user) {
      given.active = "active" in given;
      given.email ??= null;
    }
    const path = user ? `/api/admin/users/${api.part(user.username)}` : "/api/admin/users";
    const kept = await this.#tried(() =>
      this.#once.send<UserLine>(path, {
        method: user ? "PATCH" : "POST",
        body: user ? this.#changed(user, given) : given,
      }),
    );
    if (kept) this.#tell(t(user ? "admin.changed" : "admin.added", { name: kept.name }));
  };

  /** Only what differs: a role or password that is sent ends the person's sign-ins. */
  #changed(user: UserLine, given: Record<string, unknown>): Record<string, unknown> {
    const held: Record<string, unknown> = { ...user, active: user.is_active };
    return Object.fromEntries(
      Object.entries(given).filter(([name, value]) => held[name] !== value),
    );
  }

  #end = async (): Promise<void> => {
    const { username, name } = this.user!;
    const path = `/api/admin/users/${api.part(username)}/end-sign-ins`;
    const isDone = await this.#tried(() => api.ask(path, { method: "POST" }));
    if (isDone) this.#tell(t("admin.ended", { name }));
  };

  async #tried<T>(work: () => Promise<T>): Promise<T | null> {
    this.isSending = true;
    this.error = null;
    try {
      return await work();
    } catch (error) {
      this.error = error as api.ApiError;
      await this.updateComplete;
      toFirstWrong(this);
      return null;
    } finally {
      this.isSending = false;
    }
  }

  #tell(text: string): void {
    announce(text);
    this.tell("user-kept", text);
  }
}
