import{a as b}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as t,g as i,k as l,o as g,x as u}from"./chunk-2DPB7P3T.js";import{A as m,i as s}from"./chunk-Q4INVTIJ.js";import{d,e as o,f as c}from"./chunk-6UXUQ4LK.js";var n,a=class extends b{constructor(){super(...arguments);c(this,n,new u(this,r=>m("/api/dealers",{},r)))}connectedCallback(){super.connectedCallback(),this.titled(s("nav.dealers")),o(this,n).load(),this.begin()}render(){return t`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.dealers")}</h1>
          <p class="hint">${s("dealers.hint")}</p>
        </div>
      </header>
      ${o(this,n).draw(({items:r})=>t`<ul class="article-grid">
            ${r.map(_)}
          </ul>`)}
    </div>`}};n=new WeakMap,a=d([l("bokeh-dealers")],a);function _(e){let p=e.open_consults+e.open_rmas+e.open_repairs;return t`<li>
    <a class="article-card" href="/dealers/${encodeURIComponent(e.code)}">
      <span class="hint"
        >${g("store")}${s("dealers.tier",{tier:e.tier})} · ${e.country??""}</span
      >
      <strong>${e.name}</strong>
      <span class="tags"
        ><span class="tag">${s("dealers.open",{count:p})}</span>
        ${e.stock_warnings?t`<span class="tag tag-wait"
                >${s("dealers.low",{count:e.stock_warnings})}</span
              >`:i}
        ${e.oldest_debt_days?t`<span class="tag ${e.oldest_debt_days>30?"tag-alert":""}"
                >${s("dealers.debt",{count:e.oldest_debt_days})}</span
              >`:i}
      </span>
    </a>
  </li>`}export{a as DealersPage};
