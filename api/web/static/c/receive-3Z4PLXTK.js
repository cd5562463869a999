import{a as _}from"./chunk-FKIWGZPF.js";import{b as w}from"./chunk-7N6RKAHB.js";import{a as q}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as i,g as $,k as y,m as l,n as g,o as u,w as E}from"./chunk-2DPB7P3T.js";import{A as k,D as T,J as x,i as s,y as B}from"./chunk-Q4INVTIJ.js";import{d as a,e as c,f as o,h as p}from"./chunk-6UXUQ4LK.js";var d,r,C,h,m,b,v,t=class extends q{constructor(){super(...arguments);o(this,r);this.found=null;this.received=[];this.told="";this.isBusy=!1;o(this,d,new T);o(this,h,async()=>{let e=await _(this);e&&(this.field.value=e,await p(this,r,b).call(this,e))});o(this,m,e=>{e.preventDefault(),p(this,r,b).call(this,this.field.value.trim())});o(this,v,async()=>{this.isBusy=!0;try{let{number:e}=this.found,n=`/api/tickets/${B(e)}/moves/receive`,f=await c(this,d).post(n,{});this.received=[f,...this.received],this.found=null,this.field.value="",this.field.focus(),w(s("receive.told",{number:e}))}catch(e){this.told=e.message}this.isBusy=!1})}connectedCallback(){super.connectedCallback(),this.titled(s("nav.receive")),this.updateComplete.then(()=>this.field.focus())}render(){return i`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.receive")}</h1>
          <p class="hint">${s("receive.hint")}</p>
        </div>
      </header>
      <form class="record-content receive" @submit=${c(this,m)}>
        <label class="field"
          ><span>${s("receive.code")}</span>
          <span class="field-with"
            ><input name="code" maxlength="60" autocomplete="off" /><button
              type="button"
              class="quiet"
              @click=${c(this,h)}
            >
              ${u("scan")}${s("receive.scan")}
            </button></span
          ></label
        >
        <button type="submit" class="main" ?disabled=${this.isBusy}>${s("receive.find")}</button>
      </form>
      ${this.told?i`<p class="error" role="alert">${this.told}</p>`:$}
      ${this.found?p(this,r,C).call(this,this.found):$}
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
    </div>`}};d=new WeakMap,r=new WeakSet,C=function(e){let n=e.moves.some(({name:f})=>f==="receive");return i`<section class="record-content" aria-live="polite">
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
                @click=${c(this,v)}
              >
                ${u("truck")}${s("receive.receive")}
              </button>`:i`<p class="hint">${s("receive.not_now",{status:e.status_label})}</p>`}
        <a class="quiet button" href="/tickets/${e.number}">${s("record.open")}</a>
      </div>
    </section>`},h=new WeakMap,m=new WeakMap,b=async function(e){if(!(!e||this.isBusy)){this.isBusy=!0,this.told="",this.found=null;try{let{number:n}=await k("/api/receiving",{code:e});this.found=await x(n)}catch(n){this.told=n.message}this.isBusy=!1}},v=new WeakMap,a([l()],t.prototype,"found",2),a([l()],t.prototype,"received",2),a([l()],t.prototype,"told",2),a([l()],t.prototype,"isBusy",2),a([g("input[name=code]")],t.prototype,"field",2),t=a([y("bokeh-receive")],t);export{t as ReceivePage};
