// What stands where content should be: loading, empty, missing, refused, failed.

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type TemplateResult, html, nothing } from "lit";
import { ApiError } from "../lib/api";
import { t } from "../lib/i18n";
import { type IconName, icon } from "../lib/icons";

export const loading = (text: string = t("app.loading")): TemplateResult =>
  html`<p class="state" role="status"><span class="spinner"></span>${text}</p>`;

interface Told {
  title?: string | null;
  text?: string;
  again?: (() => void) | null;
  /** It stands in place of a whole page, so its heading is the page's. */
  isPage?: boolean;
}

/** An error in place of content; `again` tries once more, where that may help. */
export function problem(
  error: ApiError,
  { title, text, again, isPage }: Told = {},
): TemplateResult {
  const heading = title ?? (error.isForbidden ? t("error.forbidden_title") : null);
  return html`<div class="state problem" role="alert">
    ${
      !heading
        ? nothing
        : isPage
          ? html`<h1 tabindex="-1">${heading}</h1>`
          : html`<h2>${heading}</h2>`
    }
    <p>${text ?? error.message}</p>
    ${
      again && !error.isForbidden
        ? html`<button type="button" class="quiet" @click=${again}>${t("app.retry")}</button>`
        : nothing
    }
  </div>`;
}

/** Nothing there: what that means, and what to do next where there is something to do. */
export const empty = (
  text: string,
  { sign = "check", next = nothing }: { sign?: IconName; next?: unknown } = {},
): TemplateResult =>
  html`<div class="state empty">
    <span class="empty-sign">${icon(sign)}</span>
    <p>${text}</p>
    ${next}
  </div>`;

/** Something read from the service for a component: waiting, there, or failed; newest wins. */
export class Reading<T> implements ReactiveController {
  value: T | null = null;
  error: ApiError | null = null;
  isLoading = false;
  #abort: AbortController | null = null;

  constructor(
    private host: ReactiveControllerHost,
    private read: (signal: AbortSignal) => Promise<T>,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#abort?.abort();
  }

  /** Read (again); what was there stays in sight meanwhile. */
  load = async (): Promise<void> => {
    this.#abort?.abort();
    const mine = (this.#abort = new AbortController());
    this.isLoading = true;
    this.error = null;
    this.host.requestUpdate();
    try {
      const value = await this.read(mine.signal);
      if (this.#abort === mine) this.value = value;
    } catch (error) {
      if ((error as Error).name === "AbortError" || this.#abort !== mine) return;
      this.error = error instanceof ApiError ? error : new ApiError(0, "error", t("error.title"));
      if (!(error instanceof ApiError)) console.error(error);
    }
    this.isLoading = false;
    this.host.requestUpdate();
  };

  /** Forget what was read. */
  drop(): void {
    this.#abort?.abort();
    this.#abort = this.value = this.error = null;
    this.isLoading = false;
    this.host.requestUpdate();
  }

  /** Draw what was read, or what stands in its place. */
  draw(show: (value: T) => unknown, waiting?: string): unknown {
    if (this.error && !this.error.isSignedOut) return problem(this.error, { again: this.load });
    if (this.value === null) return loading(waiting);
    return show(this.value);
  }
}
