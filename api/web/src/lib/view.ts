// The base of every component: drawn into the light, so that one style sheet dresses all of them.

import { LitElement } from "lit";
import { languageEvents } from "./i18n";

export class View extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    languageEvents.addEventListener("changed", this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    languageEvents.removeEventListener("changed", this.redraw);
  }

  protected redraw = (): void => this.requestUpdate();

  /** Tell those around this component; the event leaves shadow roots. */
  protected tell(name: string, detail?: unknown): boolean {
    return this.dispatchEvent(
      new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }
}
