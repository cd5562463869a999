import{a as I}from"./chunk-GJEADONB.js";import{a as T,b as j,c as q}from"./chunk-E5WFLLPF.js";import"./chunk-2ZATZ2YR.js";import{a as S}from"./chunk-JEV7DZJT.js";import{b as y}from"./chunk-7N6RKAHB.js";import{a as E}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as z}from"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as s,g as c,k,m as u,o as $,q as M,w as C,x as D}from"./chunk-2DPB7P3T.js";import{f as L}from"./chunk-CK4OZ74M.js";import{A as O,i as r,p as _,q as x}from"./chunk-Q4INVTIJ.js";import{d as h,e as o,f as d,h as v}from"./chunk-6UXUQ4LK.js";var i,p,B,N,R,b,f,l=class extends E{constructor(){super(...arguments);d(this,p);this.chosen=new Set;this.open=null;this.outcomes=null;this.error="";d(this,i,new D(this,e=>O("/api/approvals",{},e)));this.redraw=()=>{o(this,i).load()};d(this,b,()=>{this.open=null,o(this,i).load()});d(this,f,async()=>{this.error="";try{this.outcomes=await T([...this.chosen]),y(j(this.outcomes))}catch(e){this.error=e.message}this.chosen=new Set,o(this,i).load()})}connectedCallback(){super.connectedCallback(),this.titled(r("nav.approvals")),o(this,i).load(),this.begin()}render(){let e=o(this,i).value?.total;return s`<div
      class="page page-narrow"
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${o(this,b)}
    >
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${r("nav.approvals")}</h1>
          <p class="hint" role="status">
            ${e===void 0?c:r("approvals.total",{count:e})}
          </p>
        </div>
        <button type="button" class="main" ?disabled=${!this.chosen.size} @click=${o(this,f)}>
          ${$("check")}${r("list.approve")} ${this.chosen.size||c}
        </button>
      </header>
      ${q(this.outcomes,()=>this.outcomes=null)}
      ${this.error?s`<p class="error told" role="alert">${this.error}</p>`:c}
      ${o(this,i).draw(({items:t})=>t.length?s`<ul class="approvals">
              ${S(t,({ticket:n})=>n.number,n=>v(this,p,B).call(this,n))}
            </ul>`:C(r("approvals.none")))}
    </div>`}};i=new WeakMap,p=new WeakSet,B=function({ticket:e,waiting_since:t,above_estimate_usd:n,moves:w}){let{number:a}=e,g=this.open?.number===a?this.open.move:null;return s`<li class="side-card approval">
      <div class="approval-head">
        ${w.some(({name:m})=>m==="approve")?s`<input
                type="checkbox"
                aria-label=${r("list.pick",{number:a})}
                .checked=${this.chosen.has(a)}
                @change=${()=>v(this,p,N).call(this,a)}
              />`:c}
        <a class="list-link" href=${z("ticket",a)}
          ><span class="number">${$(M(e.kind))}${a}</span
          ><span class="list-title">${e.summary}</span></a
        >
        <span class="tag tag-alert">${e.status_label}</span>
      </div>
      <p class="hint">
        ${[e.dealer,e.customer,e.product,e.sn].filter(Boolean).join(" · ")} ·
        ${x(L(),new Date(t))}
      </p>
      ${n?s`<p class="warning">
              ${$("money")}<span>${r("approvals.above",{amount:_(n,"USD")})}</span>
            </p>`:c}
      <div class="act-buttons">
        ${w.map((m,U)=>s`<button
              type="button"
              class=${U===0?"main":"quiet"}
              aria-expanded=${g?.name===m.name}
              @click=${()=>v(this,p,R).call(this,a,m)}
            >
              ${I(m.name)}${m.label}
            </button>`)}
      </div>
      ${g?s`<bokeh-move .ticket=${{number:a}} .move=${g}></bokeh-move>`:c}
    </li>`},N=function(e){let t=new Set(this.chosen);t.delete(e)||t.add(e),this.chosen=t},R=function(e,t){let n=this.open?.number===e&&this.open.move.name===t.name;this.open=n?null:{number:e,move:t}},b=new WeakMap,f=new WeakMap,h([u()],l.prototype,"chosen",2),h([u()],l.prototype,"open",2),h([u()],l.prototype,"outcomes",2),h([u()],l.prototype,"error",2),l=h([k("bokeh-approvals")],l);export{l as ApprovalsPage};
