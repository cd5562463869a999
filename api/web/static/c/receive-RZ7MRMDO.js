import{a as _}from"./chunk-3AN24RFZ.js";import{b as w}from"./chunk-7N6RKAHB.js";import{a as L}from"./chunk-AAVHVSJZ.js";import"./chunk-JLZY2NV5.js";import{c as a,g as f,k as g,m as p,n as k,o as d,w as E}from"./chunk-U2KKTGX4.js";import{A as B,B as q,C as x,I as C,i as s,y as T}from"./chunk-EUH3DAMM.js";import{d as r,e as u,f as l,h as c}from"./chunk-6UXUQ4LK.js";var n,M,h,m,$,U,v,i=class extends L{constructor(){super(...arguments);l(this,n);this.found=null;this.received=[];this.told="";this.isBusy=!1;l(this,h,async()=>{let e=await _(this);e&&(this.field.value=e,await c(this,n,$).call(this,e))});l(this,m,e=>{e.preventDefault(),c(this,n,$).call(this,this.field.value.trim())});l(this,v,async()=>{this.isBusy=!0;try{let{number:e}=this.found,t=`/api/tickets/${T(e)}/moves/receive`,o=await q(t,{},x());this.received=[o,...this.received],this.found=null,this.field.value="",this.field.focus(),w(s("receive.told",{number:e}))}catch(e){this.told=e.message}this.isBusy=!1})}connectedCallback(){super.connectedCallback(),this.titled(s("nav.receive")),this.updateComplete.then(()=>this.field.focus())}render(){return a`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.receive")}</h1>
          <p class="hint">${s("receive.hint")}</p>
        </div>
      </header>
      <form class="record-content receive" @submit=${u(this,m)}>
        <label class="field"
          ><span>${s("receive.code")}</span>
          <span class="field-with"
            ><input name="code" maxlength="60" autocomplete="off" /><button
              type="button"
              class="quiet"
              @click=${u(this,h)}
            >
              ${d("scan")}${s("receive.scan")}
            </button></span
          ></label
        >
        <button type="submit" class="main" ?disabled=${this.isBusy}>${s("receive.find")}</button>
      </form>
      ${this.told?a`<p class="error" role="alert">${this.told}</p>`:f}
      ${this.found?c(this,n,M).call(this,this.found):f}
      <h2>${s("receive.done")}</h2>
      ${this.received.length?a`<ul class="lines record-content">
              ${this.received.map(e=>a`<li>
                    <a class="line" href="/tickets/${e.number}"
                      ><span class="line-sign">${d("check")}</span
                      ><span class="line-text"
                        ><strong>${e.number}</strong
                        ><span class="hint"
                          >${e.product?.name} · ${e.device?.sn}</span
                        ></span
                      ><span class="tag tag-open">${e.status_label}</span></a
                    >
                  </li>`)}
            </ul>`:E(s("receive.none"),{sign:"truck"})}
    </div>`}};n=new WeakSet,M=function(e){let t=e.moves.some(({name:o})=>o==="receive");return a`<section class="record-content" aria-live="polite">
      <p class="eyebrow"
        ><span class="number">${e.number}</span
        ><span class="tag">${e.status_label}</span></p
      >
      <h2>${e.summary}</h2>
      <p
        >${e.product?.name} · ${e.device?.sn} ·
        ${e.dealer?.name??e.customer?.name}</p
      >
      <div class="decision">
        ${t?a`<button
                type="button"
                class="main"
                ?disabled=${this.isBusy}
                @click=${u(this,v)}
              >
                ${d("truck")}${s("receive.receive")}
              </button>`:a`<p class="hint">${s("receive.not_now",{status:e.status_label})}</p>`}
        <a class="quiet button" href="/tickets/${e.number}">${s("record.open")}</a>
      </div>
    </section>`},h=new WeakMap,m=new WeakMap,$=async function(e){if(!(!e||this.isBusy)){this.isBusy=!0,this.told="",this.found=null;try{this.found=await c(this,n,U).call(this,e),this.found||(this.told=s("receive.unknown",{code:e}))}catch(t){this.told=t.message}this.isBusy=!1}},U=async function(e){let t=/^RMA-/i.test(e),o=t?{q:e}:{sn:e},{items:b}=await B("/api/tickets",{kind:"rma",...o,status:t?"":"open",size:5}),z=b.find(({number:A})=>A.toUpperCase()===e.toUpperCase()),y=t?z:b[0];return y?C(y.number):null},v=new WeakMap,r([p()],i.prototype,"found",2),r([p()],i.prototype,"received",2),r([p()],i.prototype,"told",2),r([p()],i.prototype,"isBusy",2),r([k("input[name=code]")],i.prototype,"field",2),i=r([g("bokeh-receive")],i);export{i as ReceivePage};
