import"./chunk-7PFLZ66E.js";import"./chunk-PTLSPJYK.js";import"./chunk-KMH6OLMR.js";import{d as ct}from"./chunk-CONOBPVG.js";import{a as ot}from"./chunk-3NWRBKFC.js";import"./chunk-EYJM5FMF.js";import"./chunk-JUKMU5E3.js";import"./chunk-5VWJT4VO.js";import"./chunk-DT6JAKKN.js";import{a as at}from"./chunk-TAQUSSS2.js";import{b as D}from"./chunk-7N6RKAHB.js";import{a as W,f as st}from"./chunk-F7JOHHBS.js";import{b as lt}from"./chunk-ZC2WZJPG.js";import{a as nt}from"./chunk-Z2ABAB66.js";import"./chunk-3MUOA7TM.js";import{c as dt,e as X}from"./chunk-NUHZMQIG.js";import{a as rt,d as L}from"./chunk-CN57YLLE.js";import"./chunk-PBTUABO2.js";import{c as a,g as l,k as j,l as T,m as y,n as U,o as w,q as et,t as it}from"./chunk-G7AYT2BG.js";import{A as J,B as Q,i,j as B,k as G,m as N,p as Y,v as z,w as K,x as R,z as tt}from"./chunk-A4WACZFI.js";import{d as p,e as o,f as u,g as k,h as n}from"./chunk-6UXUQ4LK.js";var pt=4,S,A,Z,f=class extends it{constructor(){super(...arguments);u(this,A);this.kind="";this.text="";this.product="";this.sn="";u(this,S,new L(this,t=>K("/api/advice",{method:"POST",signal:t,body:{kind:this.kind,text:this.text,product:this.product,sn:this.sn}})))}willUpdate(t){["kind","text","product","sn"].some(r=>t.has(r))&&this.text.trim().length>=pt&&o(this,S).load()}render(){let{value:t,error:e,isLoading:r}=o(this,S);if(this.text.trim().length<pt||e)return l;if(!t)return r?a`<section class="side-card">${rt(i("advice.thinking"))}</section>`:l;let{categories:c,priority:d,estimate:h}=t;return!c.length&&!d&&!h?l:a`<section class="side-card advice" aria-live="polite">
      <h2>${w("spark")}${i("advice.title")}</h2>
      ${c.map(({code:b,label:q,confidence:wt})=>a`<p class="advice-line">
            <span
              >${i("advice.category")} <strong>${q}</strong>
              <span class="hint">${wt}%</span></span
            >
            ${n(this,A,Z).call(this,{category:b})}
          </p>`)}
      ${d?a`<p class="advice-line">
              <span
                >${i("advice.priority")} <strong>${d.label}</strong>
                <span class="hint">${d.reason}</span></span
              >
              ${n(this,A,Z).call(this,{priority:d.code})}
            </p>`:l}
      ${h?a`<p class="advice-line">
              <span
                >${i("advice.estimate")}
                <strong
                  >${Y(h.low,h.currency)} –
                  ${Y(h.high,h.currency)}</strong
                >
                <span class="hint">${i("advice.from_cases",{count:h.cases})}</span></span
              >
            </p>`:l}
    </section>`}};S=new WeakMap,A=new WeakSet,Z=function(t){return a`<button
      type="button"
      class="quiet small"
      @click=${()=>this.tell("use-advice",t)}
    >
      ${i("advice.use")}
    </button>`},p([T({attribute:!1})],f.prototype,"kind",2),p([T({attribute:!1})],f.prototype,"text",2),p([T({attribute:!1})],f.prototype,"product",2),p([T({attribute:!1})],f.prototype,"sn",2),f=p([j("bokeh-advice")],f);var Et=900,m,v,O,E,s,ht,ut,mt,M,_,P,V,$t,ft,x,vt,g,gt,bt,C,F,H,I,$=class extends nt{constructor(){super(...arguments);u(this,s);this.values={};this.error=null;this.isSending=!1;this.keptAt=null;this.customerCode="";u(this,m,null);u(this,v);u(this,O,Q());u(this,E,new L(this,()=>ot(W.user.username)));u(this,g,()=>{clearTimeout(o(this,v)),k(this,v,setTimeout(()=>{this.values=n(this,s,x).call(this),n(this,s,gt).call(this)},Et))});u(this,C,async()=>{clearTimeout(o(this,v)),o(this,m)&&await z(`/api/drafts/${R(o(this,m))}`,{method:"DELETE"}).catch(()=>null),k(this,m,null),this.keptAt=null,this.values={},this.form.reset(),this.attach.clear()});u(this,F,t=>{this.values={...n(this,s,x).call(this),...t.detail},o(this,g).call(this),D(i("advice.used"))});u(this,H,async()=>{let t=await at(this);t&&(this.values={...n(this,s,x).call(this),sn:t},o(this,g).call(this))});u(this,I,async t=>{if(t.preventDefault(),!(this.isSending||this.attach.isBusy)){clearTimeout(o(this,v)),this.values=n(this,s,x).call(this),this.isSending=!0,this.error=null;try{let e=await J("/api/tickets",n(this,s,vt).call(this),o(this,O));o(this,m)&&await z(`/api/drafts/${R(o(this,m))}`,{method:"DELETE"}).catch(()=>null),D(i("new.opened",{number:e.number})),dt(`/tickets/${R(e.number)}`)}catch(e){this.error=e,k(this,O,Q()),await this.updateComplete,this.querySelector("[aria-invalid=true]")?.focus()}this.isSending=!1}})}willUpdate(t){t.has("params")&&(this.titled(i("new.title",{kind:B("kind",this.params.kind)})),this.values=n(this,s,ft).call(this),k(this,m,null),this.keptAt=null,this.error=null,o(this,E).load(),Object.keys(this.values).length||n(this,s,bt).call(this),this.begin())}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(o(this,v))}render(){let{kind:t}=this.params,e=o(this,E).value?.kinds.find(({code:r})=>r===t);return a`<div class="page">
      ${lt()}
      <header class="page-head">
        <div>
          <h1 tabindex="-1">
            ${w(et(t))} ${i("new.title",{kind:e?.label??B("kind",t)})}
          </h1>
          <p class="hint" role="status">
            ${this.keptAt?i("new.kept",{time:N(this.keptAt)}):i("new.hint")}
            ${this.keptAt?a`<button type="button" class="plain small" @click=${o(this,C)}>
                    ${i("new.discard")}
                  </button>`:l}
          </p>
        </div>
        ${t==="rma"?a`<a class="quiet button" href="/cart">${w("plus")}${i("cart.way")}</a>`:l}
      </header>
      ${e&&!e.can_open?a`<div class="state problem" role="alert">
              <h2>${i("error.forbidden_title")}</h2>
              <p>${i("new.forbidden")}</p>
            </div>`:a`<div class="two-columns">
              <form
                class="record-content form"
                novalidate
                @submit=${o(this,I)}
                @input=${o(this,g)}
                @change=${o(this,g)}
              >
                ${n(this,s,ht).call(this)}
              </form>
              <aside class="beside" aria-label=${i("new.beside")}>${n(this,s,ut).call(this)}</aside>
            </div>`}
    </div>`}};m=new WeakMap,v=new WeakMap,O=new WeakMap,E=new WeakMap,s=new WeakSet,ht=function(){let{kind:t}=this.params,e=o(this,E).value,r=W.user.permissions?.includes("rma:open")??!1,c=t==="consult";return a`${c&&r?n(this,s,V).call(this,"source",i("fact.source")):l}
      ${c?n(this,s,V).call(this,"service_type",i("fact.service_type")):l}
      ${t==="rma"&&r?n(this,s,V).call(this,"channel",i("fact.channel")):l}
      ${n(this,s,mt).call(this)} ${n(this,s,_).call(this,"product",i("fact.product"),e?.products??[])}
      <bokeh-customer-field
        .value=${this.values.customer??""}
        .wrong=${this.error?.fields.customer??""}
        @customer-chosen=${d=>this.customerCode=d.detail}
      ></bokeh-customer-field>
      ${c?n(this,s,M).call(this,"contact",i("fact.contact")):l}
      ${(e?.dealers.length??0)>1?n(this,s,_).call(this,"dealer",i("fact.dealer"),e.dealers):l}
      ${n(this,s,_).call(this,"category",i("fact.category"),ct(e))}
      ${t==="rma"?n(this,s,P).call(this,"severity"):l}
      ${t==="rma"&&r?n(this,s,P).call(this,"priority"):l}
      ${n(this,s,M).call(this,"summary",i(t==="dealer_repair"?"new.work":"new.summary"),!0,!0)}
      ${n(this,s,M).call(this,"description",i(c?"new.talk":"record.description"),!0,!1,5)}
      <div class="full">
        <span class="hint">${i("record.attachments")}</span>
        <bokeh-attach .hasArea=${!0} @attached=${o(this,g)}></bokeh-attach>
      </div>
      ${this.error?a`<p class="error" role="alert">${this.error.message}</p>`:l}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?i("card.sending"):i("new.send")}
        </button>
        <a class="quiet button" href="/lists/${t}">${i("app.cancel")}</a>
      </div>`},ut=function(){let{summary:t="",description:e="",product:r="",sn:c=""}=this.values,d=`${t}
${e}`.trim();return a`<bokeh-context .sn=${c} .customer=${this.customerCode}></bokeh-context>
      <bokeh-advice
        .kind=${this.params.kind}
        .text=${d}
        .product=${r}
        .sn=${c}
        @use-advice=${o(this,F)}
      ></bokeh-advice>
      <bokeh-likenesses .text=${d} .product=${r}></bokeh-likenesses>
      ${!d&&!c?a`<p class="hint">${i("new.beside_empty")}</p>`:l}`},mt=function(){let t=this.error?.fields.sn;return a`<label class="field"
      ><span>${i("fact.sn")}${n(this,s,$t).call(this,"sn")}</span>
      <span class="field-with"
        ><input
          name="sn"
          maxlength="40"
          autocomplete="off"
          .value=${this.values.sn??""}
          aria-invalid=${t?"true":l}
        /><button type="button" class="quiet" aria-label=${i("scan.open")} @click=${o(this,H)}>
          ${w("scan")}
        </button></span
      >${t?a`<span class="wrong">${t}</span>`:l}</label
    >`},M=function(t,e,r=!1,c=!1,d=1){let h=this.error?.fields[t],b=this.values[t]??"",q=h?"true":l;return a`<label class="field ${r?"field-wide":""}"
      ><span
        >${e}${c?a`<span class="needed" aria-hidden="true"> *</span>`:l}</span
      >
      ${d>1?a`<textarea
              name=${t}
              rows=${d}
              maxlength="20000"
              .value=${b}
              aria-invalid=${q}
            ></textarea>`:a`<input
              name=${t}
              maxlength="300"
              .value=${b}
              ?required=${c}
              aria-invalid=${q}
            />`}
      ${h?a`<span class="wrong">${h}</span>`:l}</label
    >`},_=function(t,e,r){let c=this.error?.fields[t],d=this.values[t]??"";return a`<label class="field"
      ><span>${e}</span>
      <select name=${t} aria-invalid=${c?"true":l}>
        <option value="" ?selected=${!d}>–</option>
        ${r.map(({code:h,label:b})=>a`<option value=${h} ?selected=${d===h||d===b}
              >${b}</option
            >`)}
      </select>
      ${c?a`<span class="wrong">${c}</span>`:l}</label
    >`},P=function(t){let e=G(t).map(([r,c])=>({code:r,label:c}));return n(this,s,_).call(this,t,i(`fact.${t}`),e)},V=function(t,e){return a`<fieldset class="pills full">
      <legend>${e}</legend>
      ${G(t).filter(([r])=>!["assistant","self","slack","wecom"].includes(r)).map(([r,c])=>a`<label class="pill"
              ><input
                type="radio"
                name=${t}
                value=${r}
                .checked=${this.values[t]===r}
              />${c}</label
            >`)}
    </fieldset>`},$t=function(t){return t==="sn"&&this.params.kind==="rma"?a`<span class="needed" aria-hidden="true"> *</span>`:l},ft=function(){return Object.fromEntries(["sn","customer","product","summary","description","dealer"].map(e=>[e,X(e)]).filter(([,e])=>e))},x=function(){let t=new FormData(this.form);return Object.fromEntries([...t].flatMap(([e,r])=>typeof r=="string"&&r.trim()?[[e,r.trim()]]:[]))},vt=function(){let{severity:t,...e}=n(this,s,x).call(this);return{kind:this.params.kind,...e,...t?{severity:Number(t)}:{},...this.attach.items.length?{attachments:this.attach.items.map(({id:r})=>r)}:{}}},g=new WeakMap,gt=async function(){if(!Object.keys(this.values).length||this.isSending)return;let t={kind:this.params.kind,title:this.values.summary??"",body:this.values};try{let e=o(this,m)?await K(`/api/drafts/${R(o(this,m))}`,{method:"PUT",body:t}):await J("/api/drafts",t);k(this,m,e.id),this.keptAt=st().toISOString()}catch{this.keptAt=null}},bt=async function(){try{let{items:t}=await tt("/api/drafts"),e=X("draft"),r=t.find(c=>e?c.id===e:c.kind===this.params.kind);if(!r||o(this,m))return;k(this,m,r.id),this.values=r.body,this.keptAt=r.updated_at,D(i("new.restored"))}catch{}},C=new WeakMap,F=new WeakMap,H=new WeakMap,I=new WeakMap,p([y()],$.prototype,"values",2),p([y()],$.prototype,"error",2),p([y()],$.prototype,"isSending",2),p([y()],$.prototype,"keptAt",2),p([y()],$.prototype,"customerCode",2),p([U("form")],$.prototype,"form",2),p([U("bokeh-attach")],$.prototype,"attach",2),$=p([j("bokeh-new")],$);export{$ as NewPage};
