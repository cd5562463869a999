// <bokeh-written>: a text in Markdown as nodes; while it grows, only what changed is drawn anew.

import { customElement, property } from "lit/decorators.js";
import { syncChildren } from "../lib/dom";
import type { Reference, Table } from "../lib/shapes";
import { View } from "../lib/view";
import { render } from "./markdown";

@customElement("bokeh-written")
export class Written extends View {
  @property({ attribute: false }) text = "";
  @property({ attribute: false }) references: Reference[] = [];
  /** Tables that stand beside the text and are left out of it. */
  @property({ attribute: false }) tables: Table[] = [];

  #body = document.createElement("div");

  protected override render(): Element {
    this.#body.className = "written";
    const elsewhere = this.tables.map(({ columns }) => columns);
    syncChildren(this.#body, render(this.text, this.references, elsewhere));
    return this.#body;
  }
}
