import{b as V}from"./chunk-PBCYIQVM.js";import{a as T}from"./chunk-7L2DQ6W5.js";import{b as M}from"./chunk-7N6RKAHB.js";import{b as L}from"./chunk-BCSMJK7M.js";import{a as C}from"./chunk-YDQFGYT4.js";import{d as z,e as m}from"./chunk-DTO2MNYV.js";import{c as S}from"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as r,g as l,k as D,m as j,o as g,w as _,x as P}from"./chunk-2DPB7P3T.js";import{g as E}from"./chunk-CK4OZ74M.js";import{A as k,i as n,j as w,l as v,w as q}from"./chunk-Q4INVTIJ.js";import{d as x,e as o,f as p,h as d}from"./chunk-6UXUQ4LK.js";var G=25,H=s=>({sent:"tag-done",failed:"tag-alert",pending:"tag-wait"})[s]??"",B=s=>r`<span class="tag ${H(s)}">${w("errand",s)}</span>`,b,u,a,F,I,h,f,y,N,$=class extends C{constructor(){super(...arguments);p(this,a);this.failure="";p(this,b,new P(this,t=>k("/api/mails",{...o(this,f).call(this),ticket:m("ticket")},t)));p(this,u,new P(this,t=>k("/api/notifications/deliveries",o(this,f).call(this),t)));this.asked=()=>d(this,a,y).call(this);this.redraw=()=>d(this,a,y).call(this);p(this,h,()=>m("of")==="notifications");p(this,f,()=>({state:m("state"),page:m("page"),size:G}))}connectedCallback(){super.connectedCallback(),this.titled(n("nav.outbox")),d(this,a,y).call(this),this.begin()}render(){let t=o(this,h).call(this),i=L("errand").filter(({code:c})=>t||c!=="dropped");return r`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${n("nav.outbox")}</h1>
          <p class="hint">${n("outbox.hint")}</p>
        </div>
      </header>
      ${E("notices:see_deliveries")?d(this,a,F).call(this,t):l}
      <div class="filters">
        ${V("state",n("outbox.state"),i,n("outbox.all"))}
      </div>
      ${this.failure?r`<p class="error told" role="alert">${this.failure}</p>`:l}
      ${t?o(this,u).draw(c=>d(this,a,I).call(this,c)):o(this,b).draw(c=>J(c))}
    </div>`}};b=new WeakMap,u=new WeakMap,a=new WeakSet,F=function(t){let i=(c,Z,A)=>r`<a class="view-chip" href=${c} aria-current=${A?"true":l}
        >${Z}</a
      >`;return r`<nav class="views" aria-label=${n("list.views")}>
      ${i("/outbox",n("outbox.mails"),!t)}
      ${i("/outbox?of=notifications",n("outbox.deliveries"),t)}
    </nav>`},I=function(t){return t.items.length?r`<ul class="notices">
        ${t.items.map(i=>r`<li class="notice">
              <span class="notice-sign">${g("bell")}</span>
              <span class="line-text"
                ><strong>${i.user} · ${w("way",i.channel)}</strong
                ><span class="hint">${i.event} · ${R(i)}</span
                >${U(i.error)}</span
              >
              ${B(i.state)}
              ${i.state==="failed"?r`<button type="button" class="quiet" @click=${()=>d(this,a,N).call(this,i)}>
                      ${g("again")}${n("outbox.send_again")}
                    </button>`:l}
            </li>`)}
      </ul>
      ${Q(t)}`:_(n("outbox.none_delivered"),{sign:"bell"})},h=new WeakMap,f=new WeakMap,y=function(){(o(this,h).call(this)?o(this,u):o(this,b)).load(),this.requestUpdate()},N=async function({id:t}){this.failure="";try{await q(`/api/notifications/deliveries/${t}/send-again`,{method:"POST"}),M(n("outbox.sent_again")),await o(this,u).load()}catch(i){this.failure=i.message}},x([j()],$.prototype,"failure",2),$=x([D("bokeh-outbox")],$);function J(s){return s.items.length?r`<ul class="notices">
      ${s.items.map(e=>r`<li class="notice">
            <span class="notice-sign">${g("mail")}</span>
            <span class="line-text"
              ><strong>${e.subject}</strong><span class="hint">${e.to.join(", ")}</span
              ><span class="hint"
                >${R(e)}${e.by?` · ${n("outbox.by",{name:e.by})}`:l}${e.number?r` · <a href=${S("ticket",e.number)}>${e.number}</a>`:l}</span
              >${U(e.error)}
              <details>
                <summary>${n("outbox.body")}</summary>
                <p class="prose">${e.body}</p>
                ${e.enclosures.map(t=>r`<p class="hint">${g("clip")}${t}</p>`)}
              </details></span
            >
            ${B(e.state)}
          </li>`)}
    </ul>
    ${Q(s)}`:_(n("outbox.none"),{sign:"mail"})}var Q=s=>T(s,e=>z({page:e===1?null:String(e)}));function R({sent_at:s,attempts:e,...t}){return s?v(s):[e?n("outbox.attempts",{count:e}):"","created_at"in t?v(t.created_at):v(t.next_at)].filter(Boolean).join(" · ")}var U=s=>s?r`<span class="wrong-text">${s}</span>`:l;export{$ as OutboxPage};
