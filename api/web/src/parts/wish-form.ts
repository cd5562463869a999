// <bokeh-wish-form>: a wish as it is recorded, with those like it shown before.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { go } from "../lib/router";
import { session } from "../lib/session";
import type { Wish } from "../lib/shapes";
import { View } from "../lib/view";
import { type Vocabulary, vocabularyOf } from "../lib/vocabulary";
import { choiceField, filled, textField, toFirstWrong } from "./fields";
import { Reading } from "./state";

const AFTER_TYPING = 400; // milliseconds

export const addressOfWish = (number: string): string => `/wishes/${api.part(number)}`;

@customElement("bokeh-wish-form")
export class WishForm extends View {
  @state() private error: api.ApiError | null = null;
  @state() private isSending = false;
  @query("form") private form!: HTMLFormElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #title = "";
  #once = new api.Once();
  #alike = new Reading<{ items: { number: string; title: string }[] }>(this, (signal) =>
    api.get("/api/wishes/alike", { text: this.#title }, signal),
  );
  #words = new Reading<Vocabulary>(this, () => vocabularyOf(session.user!.username));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#words.load();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("[name=title]")?.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const wrong = this.error?.fields ?? {};
    const alike = this.#title ? (this.#alike.value?.items ?? []) : [];
    return html`<form
      class="wish-form move form"
      novalidate
      @submit=${this.#submit}
      @input=${this.#written}
    >
      ${textField({ name: "title", title: t("wishes.title"), wrong: wrong.title, isNeeded: true, isWide: true })}
      ${choiceField(
        { name: "product", title: t("fact.product"), wrong: wrong.product },
        this.#words.value?.products ?? [],
      )}
      ${textField(
        {
          name: "description",
          title: t("record.description"),
          wrong: wrong.description,
          isWide: true,
        },
        { rows: 3 },
      )}
      ${
        alike.length
          ? html`<div class="full likely" role="status">
              <h3>${t("wishes.alike")}</h3>
              <ul>
                ${alike.map(
                  ({ number, title }) =>
                    html`<li><a href=${addressOfWish(number)}>${number}</a> ${title}</li>`,
                )}
              </ul>
            </div>`
          : nothing
      }
      ${this.error ? html`<p class="error" role="alert">${this.error.message}</p>` : nothing}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending ? t("card.sending") : t("wishes.new")}
        </button>
        <button type="button" class="quiet" @click=${() => this.tell("wish-left")}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`;
  }

  /** Look for wishes like the one that is being written. */
  #written = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const title = filled(this.form).title ?? "";
      if (title === this.#title) return;
      this.#title = title;
      if (title) void this.#alike.load();
    }, AFTER_TYPING);
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.error = null;
    try {
      const { title = "", ...rest } = filled(this.form);
      const { number } = await this.#once.post<Wish>("/api/wishes", { title, ...rest });
      announce(t("wishes.kept", { number }));
      go(addressOfWish(number));
    } catch (error) {
      this.error = error as api.ApiError;
      await this.updateComplete;
      toFirstWrong(this);
    }
    this.isSending = false;
  };
}
