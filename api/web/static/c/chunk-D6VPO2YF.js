import{a as r}from"./chunk-WAPTGA74.js";import{c as l,g as n,o as a}from"./chunk-2DPB7P3T.js";import{u as t,v as i}from"./chunk-Q4INVTIJ.js";var c=e=>l`<ul class="files">
    ${e.map(s=>l`<li>
          <a class="file" href=${i(s.url)} target="_blank" rel="noopener">
            ${s.thumbnail_url&&!t.isEmbedded?l`<img src=${i(s.thumbnail_url)} alt="" loading="lazy" />`:l`<span class="file-sign">${a("article")}</span>`}
            <span class="name">${s.name}</span>
            <span class="hint">${r(s.size)}</span>
            ${s.internal?a("lock"):n}
          </a>
        </li>`)}
  </ul>`;export{c as a};
