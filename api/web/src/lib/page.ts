// The base of every page: what its address says, its title, and where the eye should go first.

import { property } from "lit/decorators.js";
import { addressEvents } from "./router";
import { View } from "./view";

export class PageView extends View {
  @property({ attribute: false }) params: Record<string, string> = {};

  override connectedCallback(): void {
    super.connectedCallback();
    addressEvents.addEventListener("asked", this.asked);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    addressEvents.removeEventListener("asked", this.asked);
  }

  /** Come to anew, by a link or by going back, perhaps with another query. */
  protected override willUpdate(changed: Map<string, unknown>): void {
    if (this.hasUpdated && changed.has("params")) this.asked();
  }

  /** The query of the address has changed. */
  protected asked = (): void => this.requestUpdate();

  protected titled(title: string): void {
    document.title = `${title} · Bokeh`;
  }

  /** Let screen readers and keyboards begin at the heading, once it is there. */
  protected begin(): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h1")?.focus());
  }
}
