import{a as _}from"./chunk-RB5T2TRK.js";import{b as g}from"./chunk-7N6RKAHB.js";import{a as q}from"./chunk-XCTUIMDB.js";import"./chunk-RNY2ECGX.js";import{c as i,g as f,k as b,m as l,n as y,o as u,w as E}from"./chunk-UQQH67M2.js";import{A as B,B as k,C as T,I as x,i as s,y as w}from"./chunk-7DBWABGA.js";import{d as a,e as c,f as o,h as p}from"./chunk-6UXUQ4LK.js";var r,C,d,h,$,m,t=class extends q{constructor(){super(...arguments);o(this,r);this.found=null;this.received=[];this.told="";this.isBusy=!1;o(this,d,async()=>{let e=await _(this);e&&(this.field.value=e,await p(this,r,$).call(this,e))});o(this,h,e=>{e.preventDefault(),p(this,r,$).call(this,this.field.value.trim())});o(this,m,async()=>{this.isBusy=!0;try{let{number:e}=this.found,n=`/api/tickets/${w(e)}/moves/receive`,v=await k(n,{},T());this.received=[v,...this.received],this.found=null,this.field.value="",this.field.focus(),g(s("receive.told",{number:e}))}catch(e){this.told=e.message}this.isBusy=!1})}connectedCallback(){super.connectedCallback(),this.titled(s("nav.receive")),this.updateComplete.then(()=>this.field.focus())}render(){return i`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.receive")}</h1>
          <p class="hint">${s("receive.hint")}</p>
        </div>
      </header>
      <form class="record-content receive" @submit=${c(this,h)}>
        <label class="field"
          ><span>${s("receive.code")}</span>
          <span class="field-with"
            ><input name="code" maxlength="60" autocomplete="off" /><button
              type="button"
              class="quiet"
              @click=${c(this,d)}
            >
              ${u("scan")}${s("receive.scan")}
            </button></span
          ></label
        >
        <button type="submit" class="main" ?disabled=${this.isBusy}>${s("receive.find")}</button>
      </form>
      ${this.told?i`<p class="error" role="alert">${this.told}</p>`:f}
      ${this.found?p(this,r,C).call(this,this.found):f}
      <h2>${s("receive.done")}</h2>
      ${this.received.length?i`<ul class="lines record-content">
              ${this.received.map(e=>i`<li>
                    <a class="line" href="/tickets/${e.number}"
                      ><span class="line-sign">${u("check")}</span
                      ><span class="line-text"
                        ><strong>${e.number}</strong
                        ><span class="hint"
                          >${e.product?.name} · ${e.device?.sn}</span
                        ></span
                      ><span class="tag tag-open">${e.status_label}</span></a
                    >
                  </li>`)}
            </ul>`:E(s("receive.none"),{sign:"truck"})}
    </div>`}};r=new WeakSet,C=function(e){let n=e.moves.some(({name:v})=>v==="receive");return i`<section class="record-content" aria-live="polite">
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
        ${n?i`<button
                type="button"
                class="main"
                ?disabled=${this.isBusy}
                @click=${c(this,m)}
              >
                ${u("truck")}${s("receive.receive")}
              </button>`:i`<p class="hint">${s("receive.not_now",{status:e.status_label})}</p>`}
        <a class="quiet button" href="/tickets/${e.number}">${s("record.open")}</a>
      </div>
    </section>`},d=new WeakMap,h=new WeakMap,$=async function(e){if(!(!e||this.isBusy)){this.isBusy=!0,this.told="",this.found=null;try{let{number:n}=await B("/api/receiving",{code:e});this.found=await x(n)}catch(n){this.told=n.message}this.isBusy=!1}},m=new WeakMap,a([l()],t.prototype,"found",2),a([l()],t.prototype,"received",2),a([l()],t.prototype,"told",2),a([l()],t.prototype,"isBusy",2),a([y("input[name=code]")],t.prototype,"field",2),t=a([b("bokeh-receive")],t);export{t as ReceivePage};
