// <bokeh-policy-versions>: who saved which policy when, what it changed, and bringing one back.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import * as api from "../lib/api";
import { t, when } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Page } from "../lib/shapes";
import { View } from "../lib/view";
import { type LineChange, lineChanges } from "./line-changes";
import { pager } from "./pager";
import { Reading, empty } from "./state";

const SIZE = 20;

interface Version {
  number: number;
  at: string;
  by: string;
  restores: number | null;
  is_base: boolean;
}

@customElement("bokeh-policy-versions")
export class PolicyVersions extends View {
  /** The number of the version that holds; what is shown is read again when it changes. */
  @property({ attribute: false }) newest = 0;
  @property({ attribute: false }) isBusy = false;
  @state() private page = 1;
  #versions = new Reading<Page<Version>>(this, (signal) =>
    api.get("/api/admin/policy/versions", { page: this.page, size: SIZE }, signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("newest")) this.page = 1;
    if (changed.has("newest") || changed.has("page")) void this.#versions.load();
  }

  protected override render() {
    return html`<h2>${t("policy.versions")}</h2> ${this.#versions.draw((page) =>
        page.total
          ? html`<ul class="people">
                ${repeat(
                  page.items,
                  ({ number }) => number,
                  (each) => this.#one(each),
                )}
              </ul>
              ${pager(page, (to) => (this.page = to))}`
          : empty(t("policy.no_versions"), { sign: "clock" }),
      )}`;
  }

  #one(version: Version) {
    const { number, by, at, restores, is_base: isBase } = version;
    const origin = isBase
      ? t("policy.was_base")
      : restores
        ? t("policy.was_back", { number: restores })
        : "";
    return html`<li class="side-card">
      <div class="person-line">
        <span class="line-text"
          ><strong>${t("policy.version", { number })}</strong
          ><span class="hint">${[by, when(at), origin].filter(Boolean).join(" · ")}</span></span
        >
        ${
          number === this.newest
            ? html`<span class="tag tag-done">${t("policy.holds")}</span>`
            : html`<button
                type="button"
                class="quiet"
                ?disabled=${this.isBusy}
                aria-label=${t("policy.back_to", { number })}
                @click=${() => this.tell("policy-back", number)}
              >
                ${icon("again")}${t("policy.back")}
              </button>`
        }
      </div>
      <bokeh-policy-changes .number=${number}></bokeh-policy-changes>
    </li>`;
  }
}

interface VersionRead {
  text: string;
  changes: LineChange[];
}

@customElement("bokeh-policy-changes")
export class PolicyChanges extends View {
  @property({ attribute: false }) number = 0;
  @state() private isOpen = false;
  #read = new Reading<VersionRead>(this, (signal) =>
    api.get(`/api/admin/policy/versions/${this.number}`, {}, signal),
  );

  protected override render() {
    return html`<details @toggle=${this.#toggle}>
      <summary>${t("policy.changes")}</summary>
      ${this.isOpen ? this.#read.draw(changesOf) : nothing}
    </details>`;
  }

  #toggle = (event: Event): void => {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    if (this.isOpen && !this.#read.value) void this.#read.load();
  };
}

const changesOf = ({ text, changes }: VersionRead) =>
  html`${
      changes.length
        ? lineChanges(changes)
        : html`<p class="hint">${t("policy.same_as_before")}</p>`
    }
    <details>
      <summary>${t("policy.whole")}</summary>
      <p class="prose policy-text">${text}</p>
    </details>`;
