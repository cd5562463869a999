import{a as E}from"./chunk-GX2SIJB7.js";import{a as I,b as T,c as j}from"./chunk-74YMDUM6.js";import"./chunk-2V2P5SJ4.js";import{b as y}from"./chunk-7N6RKAHB.js";import{f as M}from"./chunk-Z2B4MMQ4.js";import{a as D}from"./chunk-NHVD6FWO.js";import"./chunk-NIDVUHUG.js";import{c as L}from"./chunk-KZY2Q7G5.js";import{c as s,g as p,k,m as v,o as $,q as S,w as z,x as C}from"./chunk-VYHL6BJR.js";import{i as n,p as _,q as x,z as O}from"./chunk-CA4LMX5P.js";import{d as h,e as o,f as d,h as u}from"./chunk-6UXUQ4LK.js";var i,l,q,B,N,b,f,r=class extends D{constructor(){super(...arguments);d(this,l);this.chosen=new Set;this.open=null;this.outcomes=null;this.error="";d(this,i,new C(this,e=>O("/api/approvals",{},e)));this.redraw=()=>{o(this,i).load()};d(this,b,()=>{this.open=null,o(this,i).load()});d(this,f,async()=>{this.error="";try{this.outcomes=await I([...this.chosen]),y(T(this.outcomes))}catch(e){this.error=e.message}this.chosen=new Set,o(this,i).load()})}connectedCallback(){super.connectedCallback(),this.titled(n("nav.approvals")),o(this,i).load(),this.begin()}render(){let e=o(this,i).value?.total;return s`<div
      class="page page-narrow"
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${o(this,b)}
    >
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${n("nav.approvals")}</h1>
          <p class="hint" role="status">
            ${e===void 0?p:n("approvals.total",{count:e})}
          </p>
        </div>
        <button type="button" class="main" ?disabled=${!this.chosen.size} @click=${o(this,f)}>
          ${$("check")}${n("list.approve")} ${this.chosen.size||p}
        </button>
      </header>
      ${j(this.outcomes,()=>this.outcomes=null)}
      ${this.error?s`<p class="error told" role="alert">${this.error}</p>`:p}
      ${o(this,i).draw(({items:t})=>t.length?s`<ul class="approvals">
              ${t.map(c=>u(this,l,q).call(this,c))}
            </ul>`:z(n("approvals.none")))}
    </div>`}};i=new WeakMap,l=new WeakSet,q=function({ticket:e,waiting_since:t,above_estimate_usd:c,moves:w}){let{number:a}=e,g=this.open?.number===a?this.open.move:null;return s`<li class="side-card approval">
      <div class="approval-head">
        ${w.some(({name:m})=>m==="approve")?s`<input
                type="checkbox"
                aria-label=${n("list.pick",{number:a})}
                .checked=${this.chosen.has(a)}
                @change=${()=>u(this,l,B).call(this,a)}
              />`:p}
        <a class="list-link" href=${L("ticket",a)}
          ><span class="number">${$(S(e.kind))}${a}</span
          ><span class="list-title">${e.summary}</span></a
        >
        <span class="tag tag-alert">${e.status_label}</span>
      </div>
      <p class="hint">
        ${[e.dealer,e.customer,e.product,e.sn].filter(Boolean).join(" · ")} ·
        ${x(M(),new Date(t))}
      </p>
      ${c?s`<p class="warning">
              ${$("money")}<span>${n("approvals.above",{amount:_(c,"USD")})}</span>
            </p>`:p}
      <div class="act-buttons">
        ${w.map((m,R)=>s`<button
              type="button"
              class=${R===0?"main":"quiet"}
              aria-expanded=${g?.name===m.name}
              @click=${()=>u(this,l,N).call(this,a,m)}
            >
              ${E(m.name)}${m.label}
            </button>`)}
      </div>
      ${g?s`<bokeh-move .ticket=${{number:a}} .move=${g}></bokeh-move>`:p}
    </li>`},B=function(e){let t=new Set(this.chosen);t.delete(e)||t.add(e),this.chosen=t},N=function(e,t){let c=this.open?.number===e&&this.open.move.name===t.name;this.open=c?null:{number:e,move:t}},b=new WeakMap,f=new WeakMap,h([v()],r.prototype,"chosen",2),h([v()],r.prototype,"open",2),h([v()],r.prototype,"outcomes",2),h([v()],r.prototype,"error",2),r=h([k("bokeh-approvals")],r);export{r as ApprovalsPage};
