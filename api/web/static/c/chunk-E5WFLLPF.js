import{c as p}from"./chunk-TH7BYODY.js";import{c as i,g as n,o as l}from"./chunk-2DPB7P3T.js";import{B as c,C as u,i as o}from"./chunk-Q4INVTIJ.js";var k=async t=>(await c("/api/tickets/approve",{numbers:t},u())).items;function f(t){let s=t.filter(({ok:e})=>!e).length,a=o("list.approved",{count:t.length-s});return s?`${a} ${o("list.refused",{count:s})}`:a}function v(t,s){if(!t?.length)return n;let a=t.toSorted((e,r)=>Number(e.ok)-Number(r.ok));return i`<section class="side-card outcomes" aria-label=${o("list.outcomes")}>
    <header class="outcomes-head">
      <p class="told-text" role="status">${f(t)}</p>
      <button type="button" class="plain small" aria-label=${o("app.close")} @click=${s}>
        ${l("close")}
      </button>
    </header>
    <ul>
      ${a.map(({asked:e,ok:r,error:m,status_label:d})=>i`<li class=${r?"outcome-good":"outcome-bad"}>
            ${l(r?"check":"warning")}
            <a href=${p("ticket",e)}>${e}</a>
            <span>${r?d:m?.message??o("card.failed")}</span>
          </li>`)}
    </ul>
  </section>`}export{k as a,f as b,v as c};
