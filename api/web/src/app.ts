// <bokeh-app>: where the pages start; who is signed in, which page the address asks for.

import { html, nothing, render } from "lit";
import { customElement, state } from "lit/decorators.js";
import { html as staticHtml, unsafeStatic } from "lit/static-html.js";
import { announceIn } from "./lib/announce";
import { type ApiError, sessionEvents } from "./lib/api";
import { languageEvents, languageTag, t } from "./lib/i18n";
import { type Found, addressEvents, find, followLink } from "./lib/router";
import * as session from "./lib/session";
import { applyTheme } from "./lib/theme";
import { View } from "./lib/view";
import "./pages/sign-in";
import { closePopups } from "./parts/popup";
import { loading, problem } from "./parts/state";
import "./shell-frame";

@customElement("bokeh-app")
export class App extends View {
  @state() private found: Found | null = null;
  @state() private isReady = false;
  @state() private hasEnded = false;
  @state() private failure: ApiError | null = null;
  #serial = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("click", followLink);
    window.addEventListener("popstate", this.#moved);
    addressEvents.addEventListener("moved", this.#moved);
    sessionEvents.addEventListener("ended", this.#ended);
    languageEvents.addEventListener("changed", named);
    window.addEventListener("storage", (event) => {
      if (event.key === "bokeh.user") location.reload(); // another tab changed who is signed in
    });
    named();
    void this.#start();
  }

  protected override render() {
    if (this.failure) return problem(this.failure, { title: t("error.title"), again: this.#start });
    if (!this.isReady) return loading();
    if (!session.session.user)
      return html`<bokeh-frame
        .page=${html`<bokeh-sign-in
          .hasEnded=${this.hasEnded}
          @entered=${this.#entered}
        ></bokeh-sign-in>`}
      ></bokeh-frame>`;
    return html`<bokeh-frame
      .page=${this.#page()}
      .path=${location.pathname}
      @sign-out=${this.#signOut}
    ></bokeh-frame>`;
  }

  #page() {
    if (!this.found) return nothing;
    // The tag is one of our own route table's, never of an address.
    const tag = unsafeStatic(this.found.route.tag);
    return staticHtml`<${tag} .params=${this.found.params} data-serial=${this.#serial}></${tag}>`;
  }

  #start = async (): Promise<void> => {
    this.failure = null;
    try {
      const { hasEnded } = await session.restore();
      this.hasEnded = hasEnded;
      this.isReady = true;
      if (session.session.user) await this.#show();
      else document.title = `${t("sign_in.title")} · Bokeh`;
    } catch (error) {
      this.failure = error as ApiError;
    }
  };

  async #show(): Promise<void> {
    closePopups();
    const found = find(location.pathname);
    if (!found) return;
    try {
      await found.route.load();
    } catch {
      return location.reload(); // the pages have been renewed under us
    }
    this.#serial += 1;
    this.found = found;
    document.title = `${t(found.route.title)} · Bokeh`;
  }

  #moved = (): void => {
    if (session.session.user) void this.#show();
  };

  #entered = async (): Promise<void> => {
    this.hasEnded = false;
    await this.#show();
    this.requestUpdate();
  };

  #signOut = async (): Promise<void> => {
    try {
      await session.leave();
    } catch (error) {
      this.failure = error as ApiError;
      return;
    }
    this.#leave("/");
  };

  #ended = (): void => {
    if (!session.session.user) return;
    session.forget();
    this.hasEnded = true;
    this.#leave(null);
  };

  #leave(to: string | null): void {
    void import("./chat/history").then(({ History }) => History.forget());
    closePopups();
    if (to) window.history.replaceState(null, "", to);
    this.found = null;
    document.title = `${t("sign_in.title")} · Bokeh`;
    this.requestUpdate();
  }
}

function named(): void {
  document.documentElement.lang = languageTag();
}

applyTheme();
announceIn(document.getElementById("announcer"));
render(html`<bokeh-app></bokeh-app>`, document.getElementById("page")!);
if ("serviceWorker" in navigator && window.isSecureContext)
  void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
