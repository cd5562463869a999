import"./chunk-4UMF7ROF.js";import"./chunk-U5AK2WPH.js";import{a as A,b as lt,c as x,d as dt}from"./chunk-ILL6YUX6.js";import"./chunk-BT7BKDQD.js";import"./chunk-BCERLRV4.js";import"./chunk-ZCGKY6CG.js";import"./chunk-45BXQIYF.js";import{a as at}from"./chunk-RB5T2TRK.js";import{b as j}from"./chunk-7N6RKAHB.js";import{b as ht}from"./chunk-3BZARFKH.js";import{a as ot,b as Q,c as ct}from"./chunk-MVQGVNBX.js";import{a as nt}from"./chunk-XCTUIMDB.js";import{c as pt,e as X}from"./chunk-RNY2ECGX.js";import"./chunk-WEVBETJG.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as o,k as K,l as S,m as w,n as U,o as T,q as it,t as st,u as rt,x as F}from"./chunk-UQQH67M2.js";import{a as J,f as et}from"./chunk-JYZYIGDL.js";import{A as tt,B as Y,C as z,i,j as W,k as P,m as N,p as H,r as B,w as G,x as D,y as R}from"./chunk-7DBWABGA.js";import{d,e,f as l,g as y,h}from"./chunk-6UXUQ4LK.js";var ut=4,_,O,Z,f=class extends st{constructor(){super(...arguments);l(this,O);this.kind="";this.text="";this.product="";this.sn="";l(this,_,new F(this,t=>D("/api/advice",{method:"POST",signal:t,body:{kind:this.kind,text:this.text,product:this.product,sn:this.sn}})))}willUpdate(t){["kind","text","product","sn"].some(r=>t.has(r))&&this.text.trim().length>=ut&&e(this,_).load()}render(){let{value:t,error:s,isLoading:r}=e(this,_);if(this.text.trim().length<ut||s)return o;if(!t)return r?a`<section class="side-card">${rt(i("advice.thinking"))}</section>`:o;let{categories:c,priority:u,estimate:b}=t;return!c.length&&!u&&!b?o:a`<section class="side-card advice" aria-live="polite">
      <h2>${T("spark")}${i("advice.title")}</h2>
      ${c.map(({code:Tt,label:xt,confidence:Et})=>a`<p class="advice-line">
            <span
              >${i("advice.category")} <strong>${xt}</strong>
              <span class="hint">${Et}%</span></span
            >
            ${h(this,O,Z).call(this,{category:Tt})}
          </p>`)}
      ${u?a`<p class="advice-line">
              <span
                >${i("advice.priority")} <strong>${u.label}</strong>
                <span class="hint">${u.reason}</span></span
              >
              ${h(this,O,Z).call(this,{priority:u.code})}
            </p>`:o}
      ${b?a`<p class="advice-line">
              <span
                >${i("advice.estimate")}
                <strong
                  >${H(b.low,b.currency)} –
                  ${H(b.high,b.currency)}</strong
                >
                <span class="hint">${i("advice.from_cases",{count:b.cases})}</span></span
              >
            </p>`:o}
    </section>`}};_=new WeakMap,O=new WeakSet,Z=function(t){return a`<button
      type="button"
      class="quiet small"
      @click=${()=>this.tell("use-advice",t)}
    >
      ${i("advice.use")}
    </button>`},d([S({attribute:!1})],f.prototype,"kind",2),d([S({attribute:!1})],f.prototype,"text",2),d([S({attribute:!1})],f.prototype,"product",2),d([S({attribute:!1})],f.prototype,"sn",2),f=d([K("bokeh-advice")],f);var Rt=900,p,v,q,E,n,mt,ft,$,vt,k,V,$t,kt,g,gt,bt,C,L,I,M,m=class extends nt{constructor(){super(...arguments);l(this,n);this.values={};this.error=null;this.isSending=!1;this.keptAt=null;this.customerCode="";l(this,p,null);l(this,v);l(this,q,z());l(this,E,new F(this,()=>ot(J.user.username)));l(this,$,(t,s)=>({name:t,title:s,value:this.values[t],wrong:this.error?.fields[t]}));l(this,k,(t,s,r)=>lt(e(this,$).call(this,t,s),r));l(this,g,()=>{clearTimeout(e(this,v)),y(this,v,setTimeout(()=>{this.values=x(this.form),h(this,n,gt).call(this)},Rt))});l(this,C,async()=>{clearTimeout(e(this,v)),e(this,p)&&await G(`/api/drafts/${R(e(this,p))}`,{method:"DELETE"}).catch(()=>null),y(this,p,null),this.keptAt=null,this.values={},this.form.reset(),this.attach.clear()});l(this,L,t=>{this.values={...x(this.form),...t.detail},e(this,g).call(this),j(i("advice.used"))});l(this,I,async()=>{let t=await at(this);t&&(this.values={...x(this.form),sn:t},e(this,g).call(this))});l(this,M,async t=>{if(t.preventDefault(),!(this.isSending||this.attach.isBusy)){clearTimeout(e(this,v)),this.values=x(this.form),this.isSending=!0,this.error=null;try{let s=await Y("/api/tickets",h(this,n,kt).call(this),e(this,q));e(this,p)&&await G(`/api/drafts/${R(e(this,p))}`,{method:"DELETE"}).catch(()=>null),j(i("new.opened",{number:s.number})),pt(`/tickets/${R(s.number)}`)}catch(s){this.error=s,y(this,q,z()),await this.updateComplete,dt(this)}this.isSending=!1}})}willUpdate(t){t.has("params")&&(this.titled(i("new.title",{kind:B(W("kind",this.params.kind))})),this.values=h(this,n,$t).call(this),y(this,p,null),this.keptAt=null,this.error=null,e(this,E).load(),Object.keys(this.values).length||h(this,n,bt).call(this),this.begin())}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(e(this,v))}render(){let{kind:t}=this.params,s=e(this,E).value?.kinds.find(({code:r})=>r===t);return a`<div class="page">
      ${ht()}
      <header class="page-head">
        <div>
          <h1 tabindex="-1">
            ${T(it(t))}
            ${i("new.title",{kind:B(s?.label??W("kind",t))})}
          </h1>
          <p class="hint" role="status">
            ${this.keptAt?i("new.kept",{time:N(this.keptAt)}):i("new.hint")}
            ${this.keptAt?a`<button type="button" class="plain small" @click=${e(this,C)}>
                    ${i("new.discard")}
                  </button>`:o}
          </p>
        </div>
        ${t==="rma"?a`<a class="quiet button" href="/cart">${T("plus")}${i("cart.way")}</a>`:o}
      </header>
      ${s&&!s.can_open?a`<div class="state problem" role="alert">
              <h2>${i("error.forbidden_title")}</h2>
              <p>${i("new.forbidden")}</p>
            </div>`:a`<div class="two-columns">
              <form
                class="record-content form"
                novalidate
                @submit=${e(this,M)}
                @input=${e(this,g)}
                @change=${e(this,g)}
              >
                ${h(this,n,mt).call(this)}
              </form>
              <aside class="beside" aria-label=${i("new.beside")}>${h(this,n,ft).call(this)}</aside>
            </div>`}
    </div>`}};p=new WeakMap,v=new WeakMap,q=new WeakMap,E=new WeakMap,n=new WeakSet,mt=function(){let{kind:t}=this.params,s=e(this,E).value,r=J.user.permissions?.includes("rma:open")??!1,c=t==="consult";return a`${c&&r?h(this,n,V).call(this,"source",i("fact.source")):o}
      ${c?h(this,n,V).call(this,"service_type",i("fact.service_type")):o}
      ${t==="rma"&&r?h(this,n,V).call(this,"channel",i("fact.channel")):o}
      ${h(this,n,vt).call(this)} ${e(this,k).call(this,"product",i("fact.product"),s?.products??[])}
      <bokeh-customer-field
        .value=${this.values.customer??""}
        .wrong=${this.error?.fields.customer??""}
        @customer-chosen=${u=>this.customerCode=u.detail}
      ></bokeh-customer-field>
      ${c?A(e(this,$).call(this,"contact",i("fact.contact"))):o}
      ${(s?.dealers.length??0)>1?e(this,k).call(this,"dealer",i("fact.dealer"),s.dealers):o}
      ${e(this,k).call(this,"category",i("fact.category"),ct(s))}
      ${t==="rma"?e(this,k).call(this,"severity",i("fact.severity"),Q("severity")):o}
      ${t==="rma"&&r?e(this,k).call(this,"priority",i("fact.priority"),Q("priority")):o}
      ${A({...e(this,$).call(this,"summary",i(t==="dealer_repair"?"new.work":"new.summary")),isWide:!0,isNeeded:!0})}
      ${A({...e(this,$).call(this,"description",i(c?"new.talk":"record.description")),isWide:!0},{rows:5})}
      <div class="full">
        <span class="hint">${i("record.attachments")}</span>
        <bokeh-attach .hasArea=${!0} @attached=${e(this,g)}></bokeh-attach>
      </div>
      ${this.error?a`<p class="error" role="alert">${this.error.message}</p>`:o}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?i("card.sending"):i("new.send")}
        </button>
        <a class="quiet button" href="/lists/${t}">${i("app.cancel")}</a>
      </div>`},ft=function(){let{summary:t="",description:s="",product:r="",sn:c=""}=this.values,u=`${t}
${s}`.trim();return a`<bokeh-context .sn=${c} .customer=${this.customerCode}></bokeh-context>
      <bokeh-advice
        .kind=${this.params.kind}
        .text=${u}
        .product=${r}
        .sn=${c}
        @use-advice=${e(this,L)}
      ></bokeh-advice>
      <bokeh-likenesses .text=${u} .product=${r}></bokeh-likenesses>
      ${!u&&!c?a`<p class="hint">${i("new.beside_empty")}</p>`:o}`},$=new WeakMap,vt=function(){return A({...e(this,$).call(this,"sn",i("fact.sn")),isNeeded:this.params.kind==="rma"},{longest:40,after:a`<button
          type="button"
          class="quiet"
          aria-label=${i("scan.open")}
          @click=${e(this,I)}
        >
          ${T("scan")}
        </button>`})},k=new WeakMap,V=function(t,s){return a`<fieldset class="pills full">
      <legend>${s}</legend>
      ${P(t).filter(([r])=>!["assistant","self","slack","wecom"].includes(r)).map(([r,c])=>a`<label class="pill"
              ><input
                type="radio"
                name=${t}
                value=${r}
                .checked=${this.values[t]===r}
              />${c}</label
            >`)}
    </fieldset>`},$t=function(){return Object.fromEntries(["sn","customer","product","summary","description","dealer"].map(s=>[s,X(s)]).filter(([,s])=>s))},kt=function(){let{severity:t,...s}=x(this.form);return{kind:this.params.kind,...s,...t?{severity:Number(t)}:{},...this.attach.items.length?{attachments:this.attach.items.map(({id:r})=>r)}:{}}},g=new WeakMap,gt=async function(){if(!Object.keys(this.values).length||this.isSending)return;let t={kind:this.params.kind,title:this.values.summary??"",body:this.values};try{let s=e(this,p)?await D(`/api/drafts/${R(e(this,p))}`,{method:"PUT",body:t}):await Y("/api/drafts",t);y(this,p,s.id),this.keptAt=et().toISOString()}catch{this.keptAt=null}},bt=async function(){try{let{items:t}=await tt("/api/drafts"),s=X("draft"),r=t.find(c=>s?c.id===s:c.kind===this.params.kind);if(!r||e(this,p))return;y(this,p,r.id),this.values=r.body,this.keptAt=r.updated_at,j(i("new.restored"))}catch{}},C=new WeakMap,L=new WeakMap,I=new WeakMap,M=new WeakMap,d([w()],m.prototype,"values",2),d([w()],m.prototype,"error",2),d([w()],m.prototype,"isSending",2),d([w()],m.prototype,"keptAt",2),d([w()],m.prototype,"customerCode",2),d([U("form")],m.prototype,"form",2),d([U("bokeh-attach")],m.prototype,"attach",2),m=d([K("bokeh-new")],m);export{m as NewPage};
