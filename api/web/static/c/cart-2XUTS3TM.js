import"./chunk-YOSCBLRL.js";import"./chunk-WAPTGA74.js";import{a as I}from"./chunk-FKIWGZPF.js";import{b as M}from"./chunk-7N6RKAHB.js";import{b as C}from"./chunk-I26P6U5Q.js";import{a as z,c as B}from"./chunk-BCSMJK7M.js";import{a as R}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as $,k as A,m as v,n as L,o as h,x as F}from"./chunk-2DPB7P3T.js";import{a as H,g as V}from"./chunk-CK4OZ74M.js";import{B as _,D as j,i as s,v as O}from"./chunk-Q4INVTIJ.js";import{d as p,e as c,f as d,g as q,h as u}from"./chunk-6UXUQ4LK.js";var f,g,b,r,J,K,N,y,S,Q,k,w,l=class extends R{constructor(){super(...arguments);d(this,r);this.devices=[G(1)];this.error=null;this.isSending=!1;this.opened=null;this.paper=null;d(this,f,1);d(this,g,new j);d(this,b,new F(this,()=>z(H.user.username)));d(this,y,async()=>{q(this,f,c(this,f)+1),this.devices=[...this.devices,G(c(this,f))],await this.updateComplete,this.querySelector(".cart-device:last-of-type input")?.focus()});d(this,k,async e=>{if(e.preventDefault(),this.isSending)return;this.isSending=!0,this.error=null;let t=new FormData(this.form),n=Object.fromEntries(["dealer","customer"].flatMap(i=>{let o=String(t.get(i)??"").trim();return o?[[i,o]]:[]})),m=this.devices.map(({id:i,sn:o,product:E,category:x,description:U})=>{let T=this.querySelector(`[data-device="${i}"]`).items;return{sn:o.trim(),description:U.trim(),...E?{product:E}:{},...x?{category:x}:{},...T.length?{attachments:T.map(({id:W})=>W)}:{}}});try{let i=await c(this,g).post("/api/tickets/batch",{kind:"rma",...n,devices:m});this.opened=i.tickets,M(s("cart.opened",{count:i.tickets.length}))}catch(i){this.error=i}this.isSending=!1});d(this,w,async()=>{this.isSending=!0;try{let e=this.opened.map(({number:t})=>t);this.paper=await _("/api/documents/packing-list",{numbers:e})}catch(e){this.error=e}this.isSending=!1})}connectedCallback(){super.connectedCallback(),this.titled(s("cart.title")),c(this,b).load(),this.begin()}render(){return a`<div class="page page-narrow">
      ${C()}
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${h("rma")} ${s("cart.title")}</h1>
          <p class="hint">${s("cart.hint")}</p>
        </div>
      </header>
      ${this.opened?u(this,r,N).call(this,this.opened):u(this,r,J).call(this)}
    </div>`}};f=new WeakMap,g=new WeakMap,b=new WeakMap,r=new WeakSet,J=function(){let e=c(this,b).value;return a`<form class="cart" novalidate @submit=${c(this,k)}>
      <section class="record-content form">
        ${(e?.dealers.length??0)>1?a`<label class="field"
                ><span>${s("fact.dealer")}</span
                ><select name="dealer">
                  <option value="">–</option>
                  ${e.dealers.map(({code:t,label:n})=>a`<option value=${t}>${n}</option>`)}
                </select></label
              >`:$}
        <bokeh-customer-field .wrong=${this.error?.fields.customer??""}></bokeh-customer-field>
      </section>
      ${this.devices.map((t,n)=>u(this,r,K).call(this,t,n))}
      <button type="button" class="quiet cart-add" @click=${c(this,y)}
        >${h("plus")}${s("cart.add")}</button
      >
      ${this.error?a`<p class="error" role="alert">
              ${this.error.message} ${Object.values(this.error.fields).join(" ")}
            </p>`:$}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?s("card.sending"):s("cart.send",{count:this.devices.length})}
        </button>
      </div>
    </form>`},K=function(e,t){let n=c(this,b).value,m=i=>o=>u(this,r,S).call(this,e.id,{[i]:o.target.value});return a`<fieldset class="record-content form cart-device">
      <legend>${s("cart.device",{number:t+1})}</legend>
      <label class="field"
        ><span>${s("fact.sn")}<span class="needed" aria-hidden="true"> *</span></span>
        <span class="field-with"
          ><input
            maxlength="40"
            autocomplete="off"
            .value=${e.sn}
            @input=${m("sn")}
          /><button
            type="button"
            class="quiet"
            aria-label=${s("scan.open")}
            @click=${()=>u(this,r,Q).call(this,e.id)}
          >
            ${h("scan")}
          </button></span
        ></label
      >
      <label class="field"
        ><span>${s("fact.product")}</span
        ><select @change=${m("product")}>
          <option value="">–</option>
          ${(n?.products??[]).map(({code:i,label:o})=>a`<option value=${i} ?selected=${i===e.product}>${o}</option>`)}
        </select></label
      >
      <label class="field"
        ><span>${s("fact.category")}</span
        ><select @change=${m("category")}>
          <option value="">–</option>
          ${B(n).map(({code:i,label:o})=>a`<option value=${i} ?selected=${i===e.category}>${o}</option>`)}
        </select></label
      >
      <label class="field field-wide"
        ><span>${s("cart.fault")}<span class="needed" aria-hidden="true"> *</span></span
        ><textarea
          rows="2"
          maxlength="20000"
          .value=${e.description}
          @input=${m("description")}
        ></textarea>
      </label>
      <div class="full"
        ><bokeh-attach .hasArea=${!0} data-device=${e.id}></bokeh-attach
      ></div>
      ${this.devices.length>1?a`<button
              type="button"
              class="plain"
              @click=${()=>this.devices=this.devices.filter(({id:i})=>i!==e.id)}
            >
              ${h("trash")}${s("cart.remove",{number:t+1})}
            </button>`:$}
    </fieldset>`},N=function(e){return a`<section class="record-content" role="status">
      <h2>${s("cart.opened",{count:e.length})}</h2>
      <ol class="cart-opened">
        ${e.map(t=>a`<li>
              <a class="number" href="/tickets/${t.number}">${t.number}</a>
              ${t.product?.name} <span class="hint">${t.device?.sn}</span>
              <span class="tag">${t.status_label}</span>
            </li>`)}
      </ol>
      ${this.error?a`<p class="error" role="alert">${this.error.message}</p>`:$}
      <div class="decision">
        ${this.paper?a`<a
                class="button"
                href=${O(this.paper.url)}
                target="_blank"
                rel="noopener"
                >${h("download")}${this.paper.title}</a
              >`:a`<button
                type="button"
                class="main"
                ?disabled=${this.isSending}
                @click=${c(this,w)}
              >
                ${h("article")}${s("cart.packing_list")}
              </button>`}
        <a class="quiet button" href="/lists/rma">${s("cart.to_list")}</a>
      </div>
      ${V("rma:open")?$:a`<p class="hint">${s("cart.waits")}</p>`}
    </section>`},y=new WeakMap,S=function(e,t){this.devices=this.devices.map(n=>n.id===e?{...n,...t}:n)},Q=async function(e){let t=await I(this);t&&u(this,r,S).call(this,e,{sn:t})},k=new WeakMap,w=new WeakMap,p([v()],l.prototype,"devices",2),p([v()],l.prototype,"error",2),p([v()],l.prototype,"isSending",2),p([v()],l.prototype,"opened",2),p([v()],l.prototype,"paper",2),p([L("form")],l.prototype,"form",2),l=p([A("bokeh-cart")],l);var G=D=>({id:D,sn:"",product:"",category:"",description:""});export{l as CartPage};
