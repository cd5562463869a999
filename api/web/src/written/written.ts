// <bokeh-written>: a text in Markdown as nodes; while it grows, only what changed is drawn anew.

import { customElement, property } from "lit/decorators.js";
import { syncChildren } from "../lib/dom";
import type { Reference } from "../lib/shapes";
import { View } from "../lib/view";
import { render } from "./markdown";

@customElement("bokeh-written")
export class Written extends View {
  @property({ attribute: false }) text = "";
  @property({ attribute: false }) references: Reference[] = [];

  #body = document.createElement("div");

  protected override render(): Element {
    this.#body.className = "written";
    syncChildren(this.#body, render(this.text, this.references));
    return this.#body;
  }
}
