// <bokeh-frame>: what surrounds every page: the bar, the ways to all pages, the assistant's panel.

import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { chooseLanguage, language, t, timeOfDay, when } from "./lib/i18n";
import { icon, mark } from "./lib/icons";
import { addressEvents, go } from "./lib/router";
import { businessNow, session } from "./lib/session";
import type { Notice } from "./lib/shapes";
import { chooseTheme, theme } from "./lib/theme";
import { View } from "./lib/view";
import { inbox } from "./lib/inbox";
import { type Way, ways } from "./lib/ways";
import "./panel-element";

const HALF_MINUTE = 30_000;
const TOAST = 12_000; // milliseconds a new notification stays in sight

@customElement("bokeh-frame")
export class Frame extends View {
  @property({ attribute: false }) page: unknown = null;
  @property({ attribute: false }) path = "/";
  @state() private isOpen = false;
  @state() private toast: Notice | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticking = setInterval(this.redraw, HALF_MINUTE);
    document.addEventListener("keydown", this.#key);
    addressEvents.addEventListener("moved", this.#shut);
    inbox.addEventListener("changed", this.redraw);
    inbox.addEventListener("notice", this.#told);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
    document.removeEventListener("keydown", this.#key);
    addressEvents.removeEventListener("moved", this.#shut);
    inbox.removeEventListener("changed", this.redraw);
    inbox.removeEventListener("notice", this.#told);
    inbox.stop();
  }

  #hears = false;

  /** Listen for notifications while somebody is signed in. */
  protected override updated(): void {
    const isIn = session.user !== null;
    if (isIn === this.#hears) return;
    this.#hears = isIn;
    if (isIn) inbox.start();
    else inbox.stop();
  }

  protected override render() {
    const isIn = session.user !== null;
    return html`<div class="frame ${isIn ? "frame-in" : ""} ${this.isOpen ? "nav-open" : ""}">
      <a class="skip" href="#main" @click=${this.#skip}>${t("app.skip")}</a>
      <header class="bar">
        ${isIn ? this.#menuButton() : nothing}
        <a class="brand" href="/" aria-label=${t("app.name")}
          >${mark()}<span>${t("app.name")}</span></a
        >
        ${isIn ? badges() : nothing} <span class="space"></span>
        ${isIn ? this.#search() : nothing} ${isIn ? bell() : nothing} ${languageButton()}
        ${this.#themeButton()} ${isIn ? this.#person() : nothing}
      </header>
      ${isIn ? this.#nav() : nothing}
      <div class="scrim" @click=${this.#shut}></div>
      <main id="main" tabindex="-1">${this.page}</main>
      ${isIn ? this.#tabs() : nothing} ${isIn && this.toast ? this.#toast(this.toast) : nothing}
      ${isIn && this.path !== "/" ? html`<bokeh-panel></bokeh-panel>` : nothing}
    </div>`;
  }

  #toast({ title, text, url, is_urgent: isUrgent }: Notice) {
    return html`<div class="toast ${isUrgent ? "notice-urgent" : ""}" role="status">
      <span class="notice-sign">${icon(isUrgent ? "warning" : "bell")}</span>
      <a class="line-text" href=${url ?? "/inbox"} @click=${() => (this.toast = null)}
        ><strong>${title}</strong><span class="hint">${text}</span></a
      >
      <button
        type="button"
        class="plain small"
        aria-label=${t("app.close")}
        @click=${() => (this.toast = null)}
      >
        ${icon("close")}
      </button>
    </div>`;
  }

  #told = (event: Event): void => {
    const { detail } = event as CustomEvent<Notice>;
    this.toast = detail;
    setTimeout(() => this.toast === detail && (this.toast = null), TOAST);
  };

  #menuButton() {
    return html`<button
      type="button"
      class="plain drawer"
      aria-expanded=${this.isOpen}
      aria-controls="ways"
      aria-label=${t("nav.all")}
      @click=${this.#toggle}
    >
      ${icon("menu")}
    </button>`;
  }

  #nav() {
    const groups = ways();
    return html`<nav class="ways" id="ways" aria-label=${t("nav.all")}>
      ${groups.map(
        ({ title, items }) =>
          html`<div class="ways-group">
            ${title ? html`<h2>${t(title)}</h2>` : nothing}
            <ul>
              ${items.map((each) => html`<li>${this.#way(each)}</li>`)}
            </ul>
          </div>`,
      )}
    </nav>`;
  }

  #way({ address, sign, title, isInbox }: Way, isTab = false) {
    const path = address.split("?")[0];
    const isHere = path === "/" ? this.path === "/" : this.path.startsWith(path);
    return html`<a
      href=${address}
      class=${isTab ? "tab" : "way-link"}
      aria-current=${isHere ? "page" : nothing}
      >${icon(sign)}<span>${t(title)}</span>${
        isInbox && inbox.unread
          ? html`<span class="unread">${inbox.unread > 99 ? "99+" : inbox.unread}</span>`
          : nothing
      }</a
    >`;
  }

  /** The bar of a phone; in its middle the assistant: here as its page, elsewhere as the panel. */
  #tabs() {
    const all = ways().flatMap(({ items }) => items);
    const [first, second, ...others] = all.filter(({ isTab }) => isTab);
    const way = (each: Way | undefined) => (each ? this.#way(each, true) : nothing);
    return html`<nav class="tabs" aria-label=${t("nav.main")}>
      ${way(first)}${way(second)}
      ${
        this.path === "/"
          ? html`<a class="tab tab-bokeh" href="/" aria-current="page" aria-label=${t("nav.chat")}
              >${mark()}</a
            >`
          : html`<span></span>`
      }
      ${others.slice(0, 2).map(way)}
    </nav>`;
  }

  #search() {
    return html`<form
      class="find"
      role="search"
      aria-label=${t("nav.search")}
      @submit=${this.#find}
    >
      <label class="search"
        >${icon("search")}<span class="unseen">${t("nav.search")}</span
        ><input type="search" name="q" placeholder=${t("nav.search")} autocomplete="off"
      /></label>
    </form>`;
  }

  #themeButton() {
    return html`<button
      type="button"
      class="plain theme"
      aria-label=${t("app.theme")}
      title=${t("app.theme")}
      @click=${this.#otherTheme}
    >
      ${icon("sun")}
    </button>`;
  }

  #person() {
    const { name } = session.user!;
    return html`<span class="person-menu">
      <a class="who" href="/settings" title=${t("app.signed_in_as", { name })}>${name}</a>
      <button
        type="button"
        class="plain"
        aria-label=${t("app.sign_out")}
        title=${t("app.sign_out")}
        @click=${() => this.tell("sign-out")}
      >
        ${icon("leave")}
      </button>
    </span>`;
  }

  #find = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = String(new FormData(event.target as HTMLFormElement).get("q") ?? "").trim();
    if (words) go(`/search?q=${encodeURIComponent(words)}`);
  };

  #otherTheme = (): void => {
    const isDark =
      theme() === "dark" || (!theme() && matchMedia("(prefers-color-scheme: dark)").matches);
    chooseTheme(isDark ? "light" : "dark");
  };

  #skip = (event: Event): void => {
    event.preventDefault();
    document.getElementById("main")!.focus();
  };

  #toggle = async (): Promise<void> => {
    this.isOpen = !this.isOpen;
    await this.updateComplete;
    if (this.isOpen) this.querySelector<HTMLElement>("#ways a")?.focus();
  };

  #shut = (): void => {
    this.isOpen = false;
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.isOpen) {
      this.isOpen = false;
      this.querySelector<HTMLElement>(".drawer")?.focus();
    }
    const isSearch = event.key === "k" && (event.ctrlKey || event.metaKey);
    if (isSearch) {
      event.preventDefault();
      this.querySelector<HTMLElement>(".find input")?.focus();
    }
  };
}

function badges() {
  return html`<span class="badges">
    ${
      session.model === "offline"
        ? html`<span class="badge" title=${t("app.offline_model_hint")}
            ><span class="wide-only">${t("app.offline_model")}</span
            ><span class="narrow-only">${t("app.offline_short")}</span></span
          >`
        : nothing
    }
    ${session.demoClock ? demoClock() : nothing}
  </span>`;
}

function demoClock() {
  const now = businessNow();
  return html`<span class="badge badge-clock" title=${t("app.demo_clock_hint")}
    >${icon("clock")}<span class="wide-only">${t("app.demo_clock", { time: when(now) })}</span
    ><span class="narrow-only">${timeOfDay(now)}</span></span
  >`;
}

function bell() {
  const label = inbox.unread ? t("nav.inbox_unread", { count: inbox.unread }) : t("nav.inbox");
  return html`<a class="plain bell" href="/inbox" aria-label=${label} title=${label}
    >${icon("bell")}${
      inbox.unread
        ? html`<span class="unread" aria-hidden="true"
            >${inbox.unread > 99 ? "99+" : inbox.unread}</span
          >`
        : nothing
    }</a
  >`;
}

function languageButton() {
  const other = language() === "zh" ? "en" : "zh";
  return html`<button
    type="button"
    class="plain language"
    lang=${other === "zh" ? "zh-CN" : "en"}
    aria-label=${t("app.language")}
    title=${t("app.language")}
    @click=${() => chooseLanguage(other)}
  >
    ${t("app.language_short")}
  </button>`;
}
