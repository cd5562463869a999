import{c as e,g as i,o as u,q as b}from"./chunk-MJJIJ7P2.js";import{h as s,i as a,k as g,m,o as p,t as y}from"./chunk-HFNORJ3X.js";var B=(t,n)=>`/${t==="article"?"articles":"tickets"}/${y(n)}`;function x(t,n){let{sign:r,number:o,title:l,kind:h,state:$,isOpen:k}=n;return e`<header class="record-head">
    <p class="eyebrow">
      ${u(r)}<span class="number">${o}</span>
      ${h?e`<span>${h}</span>`:i}
      ${$?e`<span class="tag ${k?"tag-open":""}">${$}</span>`:i}
    </p>
    ${t===1?e`<h1 tabindex="-1">${l}</h1>`:e`<h2>${l}</h2>`}
  </header>`}var F=(t,n)=>x(t,{sign:b(n.kind),number:n.number,title:n.summary,kind:n.kind_label,state:n.status_label,isOpen:n.is_open}),L=(t,n)=>x(t,{sign:"article",number:n.number,title:n.title,kind:a("article_kind",n.kind),state:a("visibility",n.visibility)});function G(t,n){return[C([["fact.customer",t.customer?.name],["fact.dealer",t.dealer?.name],["fact.product",t.product?.name],["fact.sn",t.device?.sn],["fact.category",H(t.category)],["fact.created",m(t.created_at)]]),c("record.description",t.description&&d(t.description)),c("record.solution",t.solution?d(t.solution):E("record.no_solution")),T(t.solution_internal&&d(t.solution_internal)),c("record.history",n.length>0&&v(n))]}function P(t){return[c("record.problem",t.problem&&d(t.problem)),c("record.solution",t.solution_external&&f(t.solution_external)),T(t.solution_internal&&f(t.solution_internal)),t.sections.slice(0,3).map(A)]}function v(t){return e`<ol class="events">
    ${t.map(n=>e`<li>
          <span class="what"
            >${n.action_label??a("action",n.action)}${R(n)}</span
          >
          <span class="hint">${n.actor} · ${g(n.at)}</span>
        </li>`)}
  </ol>`}function R(t){let n=t.from_label??a("status",t.from_status),r=t.to_label??a("status",t.to_status),o=n===r?"":[n,r].filter(Boolean).join(" → ");return o&&` · ${o}`}function c(t,n,r=i){return n?e`<section class="part"><h2>${s(t)}${r}</h2>${n}</section>`:i}function T(t){return t?e`<section class="part part-internal">
    <h2>${u("lock")}${s("record.internal")}</h2>
    ${t}
  </section>`:i}var A=({label:t,text:n})=>e`<section class="part">${t?e`<h2>${t}</h2>`:i}${f(n)}</section>`,d=t=>e`<p class="prose">${t}</p>`,f=t=>e`<bokeh-written .text=${t}></bokeh-written>`,E=t=>e`<p class="hint">${s(t)}</p>`;function C(t){let n=t.filter(([,r])=>r);return n.length?e`<dl class="facts">
    ${n.map(([r,o])=>e`<div><dt>${s(r)}</dt><dd>${o}</dd></div>`)}
  </dl>`:i}var H=t=>t&&[t.parent,t.name].filter(Boolean).join(" › ");function U(t){let n=t.device?.warranty_until;return[t.in_warranty===null?null:s(t.in_warranty?"fact.in_warranty":"fact.out_of_warranty"),n&&s("fact.warranty_until",{date:m(n)})].filter(Boolean).join(", ")}function w(t,n={}){if(Array.isArray(t))return e`<ul class="nested">
      ${t.map(o=>e`<li>${w(o,n)}</li>`)}
    </ul>`;if(t===null||typeof t!="object")return String(a("value",t));let r=Object.entries(t).filter(([,o])=>o!==null&&o!=="");return e`<dl class="facts">
    ${r.map(([o,l])=>e`<div>
          <dt>${n[o]??a("details",o)}</dt>
          <dd>${w(l,n)}</dd>
        </div>`)}
  </dl>`}var O=(t=s("app.loading"))=>e`<p class="state" role="status"><span class="spinner"></span>${t}</p>`;function j(t,{title:n,text:r,again:o}={}){let l=n??(t.isForbidden?s("error.forbidden_title"):null);return e`<div class="state problem" role="alert">
    ${l?e`<h2>${l}</h2>`:i}
    <p>${r??t.message}</p>
    ${o?e`<button type="button" class="quiet" @click=${o}>${s("app.retry")}</button>`:i}
  </div>`}var _=class{constructor(n,r){this.host=n;this.read=r;this.value=null;this.error=null;this.isLoading=!1;this.#t=null;this.load=async()=>{this.#t?.abort();let n=this.#t=new AbortController;this.isLoading=!0,this.error=null,this.host.requestUpdate();try{let r=await this.read(n.signal);this.#t===n&&(this.value=r)}catch(r){if(r.name==="AbortError"||this.#t!==n)return;this.error=r instanceof p?r:new p(0,"error",s("error.title")),r instanceof p||console.error(r)}this.isLoading=!1,this.host.requestUpdate()};n.addController(this)}#t;hostDisconnected(){this.#t?.abort()}draw(n,r){return this.error&&!this.error.isSignedOut?j(this.error,{again:this.load}):this.value===null?O(r):n(this.value)}};export{B as a,F as b,L as c,G as d,P as e,v as f,c as g,T as h,A as i,d as j,f as k,E as l,C as m,H as n,U as o,w as p,O as q,j as r,_ as s};
