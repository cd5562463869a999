import{c as s}from"./chunk-2DPB7P3T.js";import{i}from"./chunk-Q4INVTIJ.js";var c=e=>s`<dl class="facts">
    ${e.map(n=>s`<div><dt>${n.label}</dt><dd>${a(n)}</dd></div>`)}
  </dl>`;function a({old:e,new:n}){let r=n||i("card.nothing");return e==null?r:s`<del>${e||i("card.nothing")}</del
    ><span class="becomes" aria-hidden="true"> → </span
    ><span class="unseen"> ${i("card.becomes")} </span><ins>${r}</ins>`}export{c as a};
