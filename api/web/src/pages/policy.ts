// <bokeh-policy>: what a hosted model is told before every conversation, edited by who may.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { tab } from "../lib/storage";
import { type LineChange, lineChanges } from "../parts/line-changes";
import "../parts/policy-told";
import type { Told } from "../parts/policy-told";
import "../parts/policy-versions";
import { Reading } from "../parts/state";

const PAUSE = 300; // milliseconds without a key before a text is tried out
const KEPT = "policy"; // where this tab keeps what is not saved yet

interface Policy {
  text: string;
  version: number;
  source: "saved" | "file" | "built_in";
  base: "file" | "built_in";
  model: string | null;
  budget: number;
  told: Told[];
}

interface Trying {
  told: Told[];
  changes: LineChange[];
  problem: string | null;
  visible: string | null;
}

@customElement("bokeh-policy")
export class PolicyPage extends PageView {
  /** What stands in the editor, and the version that it was begun from. */
  @state() private text = "";
  @state() private begunFrom = 0;
  @state() private failure = "";
  @state() private message = "";
  @state() private isSending = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #once = new api.Once();
  #policy = new Reading<Policy>(this, (signal) => api.get("/api/admin/policy", {}, signal));
  #trying = new Reading<Trying>(this, (signal) =>
    api.json("/api/admin/policy/try", { method: "POST", body: { text: this.text }, signal }),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.policy"));
    void this.#begin();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
  }

  /** The texts of the service are in the language that is left. */
  protected override redraw = (): void => {
    this.titled(t("nav.policy"));
    if (this.#trying.value) void this.#trying.load();
    this.requestUpdate();
  };

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.policy")}</h1>
          <p class="hint">${t("policy.hint")}</p>
        </div>
      </header>
      ${this.message ? html`<p class="told" role="status">${this.message}</p>` : nothing}
      ${this.#policy.draw((policy) => this.#whole(policy))}
    </div>`;
  }

  #whole(policy: Policy) {
    const trying = this.#trying.value;
    return html`${
        policy.model
          ? nothing
          : html`<p class="warning">${icon("warning")}<span>${t("policy.no_model")}</span></p>`
      }
      <div class="policy-columns">
        ${this.#editor(policy, trying)}
        <div class="side-card">
          <bokeh-policy-told
            .told=${trying?.told ?? policy.told}
            .budget=${policy.budget}
          ></bokeh-policy-told>
        </div>
      </div>
      <section class="policy-versions" @policy-back=${this.#back}>
        <bokeh-policy-versions
          .newest=${policy.version}
          .isBusy=${this.isSending}
        ></bokeh-policy-versions>
      </section>`;
  }

  #editor(policy: Policy, trying: Trying | null) {
    return html`<form class="side-card" novalidate @submit=${this.#save}>
      <div class="person-line">
        <span class="line-text hint">${this.#standing(policy)}</span>
        ${this.#isChanged(policy) ? html`<span class="tag">${t("policy.unsaved")}</span>` : nothing}
      </div>
      <label class="field field-wide"
        ><span>${t("policy.text")}</span
        ><textarea
          name="text"
          rows="22"
          spellcheck="false"
          .value=${this.text}
          ?readonly=${this.isSending}
          aria-invalid=${trying?.problem ? "true" : nothing}
          aria-describedby="policy-problem policy-sections"
          @input=${this.#typed}
        ></textarea>
        <span class="hint" id="policy-sections">${t("policy.sections")}</span></label
      >
      <div id="policy-problem" aria-live="polite">${this.#problem(trying)}</div>
      ${this.#isChanged(policy) && trying ? changesOf(trying) : nothing}
      ${this.failure ? html`<p class="error" role="alert">${this.failure}</p>` : nothing}
      ${this.#acts(policy, trying)}
    </form>`;
  }

  #acts(policy: Policy, trying: Trying | null) {
    const isChanged = this.#isChanged(policy);
    return html`<div class="decision">
      <button
        type="submit"
        class="main"
        ?disabled=${this.isSending || !isChanged || Boolean(trying?.problem)}
      >
        ${this.isSending ? t("card.sending") : t("policy.save")}
      </button>
      ${
        isChanged
          ? html`<button type="button" class="quiet" @click=${() => this.#open(policy)}>
              ${t("policy.discard")}
            </button>`
          : policy.source === "saved"
            ? html`<button
                type="button"
                class="quiet"
                ?disabled=${this.isSending}
                @click=${() => this.#keep("/back", { version: 0 }, "policy.is_base")}
              >
                ${icon("again")}${t(`policy.to_${policy.base}`)}
              </button>`
            : nothing
      }
    </div>`;
  }

  #problem(trying: Trying | null) {
    if (!trying?.problem) return nothing;
    return html`<p class="error">${trying.problem}</p> ${
        trying.visible === null
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => this.#write(trying.visible!)}>
              ${t("policy.remove_hidden")}
            </button>`
      }`;
  }

  #standing({ source, version }: Policy): string {
    if (source === "saved") return t("policy.holds_version", { number: version });
    return t(`policy.holds_${source}`);
  }

  #isChanged = (policy: Policy): boolean => this.text.trim() !== policy.text.trim();

  async #begin(): Promise<void> {
    await this.#policy.load();
    const policy = this.#policy.value;
    if (!policy) return;
    const begun = JSON.parse(tab.get(KEPT) ?? "null") as { text: string; begunFrom: number } | null;
    if (!begun) return this.#open(policy);
    this.text = begun.text;
    this.begunFrom = begun.begunFrom;
    void this.#trying.load();
  }

  /** Show the policy that holds; what was written here and not saved is dropped. */
  #open(policy: Policy): void {
    this.text = policy.text;
    this.begunFrom = policy.version;
    this.failure = "";
    clearTimeout(this.#pause);
    this.#trying.drop();
    tab.set(KEPT, null);
  }

  #typed = (event: Event): void => this.#write((event.target as HTMLTextAreaElement).value);

  #write(text: string): void {
    this.text = text;
    this.message = "";
    tab.set(KEPT, JSON.stringify({ text, begunFrom: this.begunFrom }));
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#trying.load(), PAUSE);
  }

  #save = (event: Event): void => {
    event.preventDefault();
    void this.#keep("", { text: this.text }, "policy.saved");
  };

  #back = (event: CustomEvent<number>): void =>
    void this.#keep("/back", { version: event.detail }, "policy.saved");

  /** Keep a new version. What was typed and not saved stays in the editor. */
  async #keep(path: string, body: object, told: "policy.saved" | "policy.is_base"): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.failure = this.message = "";
    const isApart = path !== "" && this.#isChanged(this.#policy.value!);
    try {
      const after = this.begunFrom;
      const kept = await this.#once.post<Policy>(`/api/admin/policy${path}`, { ...body, after });
      this.#policy.value = kept;
      this.message = t(told, { number: kept.version });
      announce(this.message);
      if (isApart) await this.#goOn(kept);
      else this.#open(kept);
    } catch (error) {
      this.failure = (error as Error).message;
      if ((error as api.ApiError).code === "conflict") await this.#meet();
    }
    this.isSending = false;
  }

  /** Somebody else saved meanwhile: show what was typed against what holds now. */
  async #meet(): Promise<void> {
    await this.#policy.load();
    if (this.#policy.value) await this.#goOn(this.#policy.value);
  }

  async #goOn({ version }: Policy): Promise<void> {
    this.begunFrom = version;
    tab.set(KEPT, JSON.stringify({ text: this.text, begunFrom: version }));
    await this.#trying.load();
  }
}

const changesOf = ({ changes }: Trying) =>
  html`<section class="edit-changes" aria-label=${t("edit.changes")}>
    <h3>${t("edit.changes")}</h3>
    ${changes.length ? lineChanges(changes) : html`<p class="hint">${t("edit.nothing")}</p>`}
  </section>`;
