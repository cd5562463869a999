import{a as I}from"./chunk-Q77CDIMZ.js";import{b as L,c as O}from"./chunk-CONOBPVG.js";import"./chunk-3NWRBKFC.js";import"./chunk-EYJM5FMF.js";import"./chunk-JUKMU5E3.js";import{b as y}from"./chunk-7N6RKAHB.js";import{f as G}from"./chunk-F7JOHHBS.js";import{a as E}from"./chunk-Z2ABAB66.js";import{a as z}from"./chunk-3MUOA7TM.js";import"./chunk-NUHZMQIG.js";import{c as C,d as D}from"./chunk-CN57YLLE.js";import"./chunk-PBTUABO2.js";import{c as s,g as r,k,m as u,o as $,q as M}from"./chunk-G7AYT2BG.js";import{i as n,p as x,q as _,z as S}from"./chunk-A4WACZFI.js";import{d as h,e as o,f as m,h as v}from"./chunk-6UXUQ4LK.js";var i,l,T,j,q,b,g,p=class extends E{constructor(){super(...arguments);m(this,l);this.chosen=new Set;this.open=null;this.told=null;m(this,i,new D(this,e=>S("/api/approvals",{},e)));this.redraw=()=>{o(this,i).load()};m(this,b,()=>{this.open=null,o(this,i).load()});m(this,g,async()=>{try{this.told=O(await L([...this.chosen]))}catch(e){this.told={isGood:!1,text:e.message}}this.chosen=new Set,y(this.told.text),o(this,i).load()})}connectedCallback(){super.connectedCallback(),this.titled(n("nav.approvals")),o(this,i).load(),this.begin()}render(){let e=o(this,i).value?.total;return s`<div
      class="page page-narrow"
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${o(this,b)}
    >
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${n("nav.approvals")}</h1>
          <p class="hint" role="status">
            ${e===void 0?r:n("approvals.total",{count:e})}
          </p>
        </div>
        <button type="button" class="main" ?disabled=${!this.chosen.size} @click=${o(this,g)}>
          ${$("check")}${n("list.approve")} ${this.chosen.size||r}
        </button>
      </header>
      ${this.told?s`<p class=${this.told.isGood?"told":"error told"} role="status">
              ${this.told.text}
            </p>`:r}
      ${o(this,i).draw(({items:t})=>t.length?s`<ul class="approvals">
              ${t.map(d=>v(this,l,T).call(this,d))}
            </ul>`:C(n("approvals.none")))}
    </div>`}};i=new WeakMap,l=new WeakSet,T=function({ticket:e,waiting_since:t,above_estimate_usd:d,moves:w}){let{number:a}=e,f=this.open?.number===a?this.open.move:null;return s`<li class="side-card approval">
      <div class="approval-head">
        ${w.some(({name:c})=>c==="approve")?s`<input
                type="checkbox"
                aria-label=${n("list.pick",{number:a})}
                .checked=${this.chosen.has(a)}
                @change=${()=>v(this,l,j).call(this,a)}
              />`:r}
        <a class="list-link" href=${z("ticket",a)}
          ><span class="number">${$(M(e.kind))}${a}</span
          ><span class="list-title">${e.summary}</span></a
        >
        <span class="tag tag-alert">${e.status_label}</span>
      </div>
      <p class="hint">
        ${[e.dealer,e.customer,e.product,e.sn].filter(Boolean).join(" · ")} ·
        ${_(G(),new Date(t))}
      </p>
      ${d?s`<p class="warning">
              ${$("money")}<span>${n("approvals.above",{amount:x(d,"USD")})}</span>
            </p>`:r}
      <div class="act-buttons">
        ${w.map((c,B)=>s`<button
              type="button"
              class=${B===0?"main":"quiet"}
              aria-expanded=${f?.name===c.name}
              @click=${()=>v(this,l,q).call(this,a,c)}
            >
              ${I(c.name)}${c.label}
            </button>`)}
      </div>
      ${f?s`<bokeh-move .ticket=${{number:a}} .move=${f}></bokeh-move>`:r}
    </li>`},j=function(e){let t=new Set(this.chosen);t.delete(e)||t.add(e),this.chosen=t},q=function(e,t){let d=this.open?.number===e&&this.open.move.name===t.name;this.open=d?null:{number:e,move:t}},b=new WeakMap,g=new WeakMap,h([u()],p.prototype,"chosen",2),h([u()],p.prototype,"open",2),h([u()],p.prototype,"told",2),p=h([k("bokeh-approvals")],p);export{p as ApprovalsPage};
