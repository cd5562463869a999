// Files that are kept with something, as links with what can be seen of them.

import { html, nothing } from "lit";
import { address, service } from "../lib/api";
import { icon } from "../lib/icons";
import type { Attachment } from "../lib/shapes";
import { size } from "./attach";

export const files = (list: Attachment[]) =>
  html`<ul class="files">
    ${list.map(
      (each) =>
        html`<li>
          <a class="file" href=${address(each.url)} target="_blank" rel="noopener">
            ${
              each.thumbnail_url && !service.isEmbedded
                ? html`<img src=${address(each.thumbnail_url)} alt="" loading="lazy" />`
                : html`<span class="file-sign">${icon("article")}</span>`
            }
            <span class="name">${each.name}</span>
            <span class="hint">${size(each.size)}</span>
            ${each.internal ? icon("lock") : nothing}
          </a>
        </li>`,
    )}
  </ul>`;
