import"./chunk-FOEEIB62.js";import"./chunk-45LTEEJH.js";import{a as A,b as lt,c as x,d as dt}from"./chunk-2ZATZ2YR.js";import"./chunk-QTEA6UWC.js";import"./chunk-YOSCBLRL.js";import"./chunk-TCNZVIJ7.js";import"./chunk-WAPTGA74.js";import{a as at}from"./chunk-FKIWGZPF.js";import{b as j}from"./chunk-7N6RKAHB.js";import{b as ht}from"./chunk-I26P6U5Q.js";import{a as ot,b as z,c as ct}from"./chunk-BCSMJK7M.js";import{a as nt}from"./chunk-YDQFGYT4.js";import{c as pt,e as J}from"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as o,k as q,l as S,m as w,n as U,o as T,q as et,t as st,u as rt,x as F}from"./chunk-2DPB7P3T.js";import{a as Y,f as it}from"./chunk-CK4OZ74M.js";import{A as P,B as N,D as tt,i as e,j as W,k as X,m as Z,p as H,r as B,w as G,x as D,y as R}from"./chunk-Q4INVTIJ.js";import{d,e as i,f as l,g as y,h}from"./chunk-6UXUQ4LK.js";var ut=4,_,O,Q,f=class extends st{constructor(){super(...arguments);l(this,O);this.kind="";this.text="";this.product="";this.sn="";l(this,_,new F(this,t=>D("/api/advice",{method:"POST",signal:t,body:{kind:this.kind,text:this.text,product:this.product,sn:this.sn}})))}willUpdate(t){["kind","text","product","sn"].some(r=>t.has(r))&&this.text.trim().length>=ut&&i(this,_).load()}render(){let{value:t,error:s,isLoading:r}=i(this,_);if(this.text.trim().length<ut||s)return o;if(!t)return r?a`<section class="side-card">${rt(e("advice.thinking"))}</section>`:o;let{categories:c,priority:u,estimate:b}=t;return!c.length&&!u&&!b?o:a`<section class="side-card advice" aria-live="polite">
      <h2>${T("spark")}${e("advice.title")}</h2>
      ${c.map(({code:Tt,label:xt,confidence:Et})=>a`<p class="advice-line">
            <span
              >${e("advice.category")} <strong>${xt}</strong>
              <span class="hint">${Et}%</span></span
            >
            ${h(this,O,Q).call(this,{category:Tt})}
          </p>`)}
      ${u?a`<p class="advice-line">
              <span
                >${e("advice.priority")} <strong>${u.label}</strong>
                <span class="hint">${u.reason}</span></span
              >
              ${h(this,O,Q).call(this,{priority:u.code})}
            </p>`:o}
      ${b?a`<p class="advice-line">
              <span
                >${e("advice.estimate")}
                <strong
                  >${H(b.low,b.currency)} –
                  ${H(b.high,b.currency)}</strong
                >
                <span class="hint">${e("advice.from_cases",{count:b.cases})}</span></span
              >
            </p>`:o}
    </section>`}};_=new WeakMap,O=new WeakSet,Q=function(t){return a`<button
      type="button"
      class="quiet small"
      @click=${()=>this.tell("use-advice",t)}
    >
      ${e("advice.use")}
    </button>`},d([S({attribute:!1})],f.prototype,"kind",2),d([S({attribute:!1})],f.prototype,"text",2),d([S({attribute:!1})],f.prototype,"product",2),d([S({attribute:!1})],f.prototype,"sn",2),f=d([q("bokeh-advice")],f);var Rt=900,p,v,C,E,n,mt,ft,$,vt,g,V,$t,gt,k,kt,bt,K,L,I,M,m=class extends nt{constructor(){super(...arguments);l(this,n);this.values={};this.error=null;this.isSending=!1;this.keptAt=null;this.customerCode="";l(this,p,null);l(this,v);l(this,C,new tt);l(this,E,new F(this,()=>ot(Y.user.username)));l(this,$,(t,s)=>({name:t,title:s,value:this.values[t],wrong:this.error?.fields[t]}));l(this,g,(t,s,r)=>lt(i(this,$).call(this,t,s),r));l(this,k,()=>{clearTimeout(i(this,v)),y(this,v,setTimeout(()=>{this.values=x(this.form),h(this,n,kt).call(this)},Rt))});l(this,K,async()=>{clearTimeout(i(this,v)),i(this,p)&&await G(`/api/drafts/${R(i(this,p))}`,{method:"DELETE"}).catch(()=>null),y(this,p,null),this.keptAt=null,this.values={},this.form.reset(),this.attach.clear()});l(this,L,t=>{this.values={...x(this.form),...t.detail},i(this,k).call(this),j(e("advice.used"))});l(this,I,async()=>{let t=await at(this);t&&(this.values={...x(this.form),sn:t},i(this,k).call(this))});l(this,M,async t=>{if(t.preventDefault(),!(this.isSending||this.attach.isBusy)){clearTimeout(i(this,v)),this.values=x(this.form),this.isSending=!0,this.error=null;try{let s=await i(this,C).post("/api/tickets",h(this,n,gt).call(this));i(this,p)&&await G(`/api/drafts/${R(i(this,p))}`,{method:"DELETE"}).catch(()=>null),j(e("new.opened",{number:s.number})),pt(`/tickets/${R(s.number)}`)}catch(s){this.error=s,await this.updateComplete,dt(this)}this.isSending=!1}})}willUpdate(t){t.has("params")&&(this.titled(e("new.title",{kind:B(W("kind",this.params.kind))})),this.values=h(this,n,$t).call(this),y(this,p,null),this.keptAt=null,this.error=null,i(this,E).load(),Object.keys(this.values).length||h(this,n,bt).call(this),this.begin())}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(i(this,v))}render(){let{kind:t}=this.params,s=i(this,E).value?.kinds.find(({code:r})=>r===t);return a`<div class="page">
      ${ht()}
      <header class="page-head">
        <div>
          <h1 tabindex="-1">
            ${T(et(t))}
            ${e("new.title",{kind:B(s?.label??W("kind",t))})}
          </h1>
          <p class="hint" role="status">
            ${this.keptAt?e("new.kept",{time:Z(this.keptAt)}):e("new.hint")}
            ${this.keptAt?a`<button type="button" class="plain small" @click=${i(this,K)}>
                    ${e("new.discard")}
                  </button>`:o}
          </p>
        </div>
        ${t==="rma"?a`<a class="quiet button" href="/cart">${T("plus")}${e("cart.way")}</a>`:o}
      </header>
      ${s&&!s.can_open?a`<div class="state problem" role="alert">
              <h2>${e("error.forbidden_title")}</h2>
              <p>${e("new.forbidden")}</p>
            </div>`:a`<div class="two-columns">
              <form
                class="record-content form"
                novalidate
                @submit=${i(this,M)}
                @input=${i(this,k)}
                @change=${i(this,k)}
              >
                ${h(this,n,mt).call(this)}
              </form>
              <aside class="beside" aria-label=${e("new.beside")}>${h(this,n,ft).call(this)}</aside>
            </div>`}
    </div>`}};p=new WeakMap,v=new WeakMap,C=new WeakMap,E=new WeakMap,n=new WeakSet,mt=function(){let{kind:t}=this.params,s=i(this,E).value,r=Y.user.permissions?.includes("rma:open")??!1,c=t==="consult";return a`${c&&r?h(this,n,V).call(this,"source",e("fact.source")):o}
      ${c?h(this,n,V).call(this,"service_type",e("fact.service_type")):o}
      ${t==="rma"&&r?h(this,n,V).call(this,"channel",e("fact.channel")):o}
      ${h(this,n,vt).call(this)} ${i(this,g).call(this,"product",e("fact.product"),s?.products??[])}
      <bokeh-customer-field
        .value=${this.values.customer??""}
        .wrong=${this.error?.fields.customer??""}
        @customer-chosen=${u=>this.customerCode=u.detail}
      ></bokeh-customer-field>
      ${c?A(i(this,$).call(this,"contact",e("fact.contact"))):o}
      ${(s?.dealers.length??0)>1?i(this,g).call(this,"dealer",e("fact.dealer"),s.dealers):o}
      ${i(this,g).call(this,"category",e("fact.category"),ct(s))}
      ${t==="rma"?i(this,g).call(this,"severity",e("fact.severity"),z("severity")):o}
      ${t==="rma"&&r?i(this,g).call(this,"priority",e("fact.priority"),z("priority")):o}
      ${A({...i(this,$).call(this,"summary",e(t==="dealer_repair"?"new.work":"new.summary")),isWide:!0,isNeeded:!0})}
      ${A({...i(this,$).call(this,"description",e(c?"new.talk":"record.description")),isWide:!0},{rows:5})}
      <div class="full">
        <span class="hint">${e("record.attachments")}</span>
        <bokeh-attach .hasArea=${!0} @attached=${i(this,k)}></bokeh-attach>
      </div>
      ${this.error?a`<p class="error" role="alert">${this.error.message}</p>`:o}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?e("card.sending"):e("new.send")}
        </button>
        <a class="quiet button" href="/lists/${t}">${e("app.cancel")}</a>
      </div>`},ft=function(){let{summary:t="",description:s="",product:r="",sn:c=""}=this.values,u=`${t}
${s}`.trim();return a`<bokeh-context .sn=${c} .customer=${this.customerCode}></bokeh-context>
      <bokeh-advice
        .kind=${this.params.kind}
        .text=${u}
        .product=${r}
        .sn=${c}
        @use-advice=${i(this,L)}
      ></bokeh-advice>
      <bokeh-likenesses .text=${u} .product=${r}></bokeh-likenesses>
      ${!u&&!c?a`<p class="hint">${e("new.beside_empty")}</p>`:o}`},$=new WeakMap,vt=function(){return A({...i(this,$).call(this,"sn",e("fact.sn")),isNeeded:this.params.kind==="rma"},{longest:40,after:a`<button
          type="button"
          class="quiet"
          aria-label=${e("scan.open")}
          @click=${i(this,I)}
        >
          ${T("scan")}
        </button>`})},g=new WeakMap,V=function(t,s){return a`<fieldset class="pills full">
      <legend>${s}</legend>
      ${X(t).filter(([r])=>!["assistant","self","slack","wecom"].includes(r)).map(([r,c])=>a`<label class="pill"
              ><input
                type="radio"
                name=${t}
                value=${r}
                .checked=${this.values[t]===r}
              />${c}</label
            >`)}
    </fieldset>`},$t=function(){return Object.fromEntries(["sn","customer","product","summary","description","dealer"].map(s=>[s,J(s)]).filter(([,s])=>s))},gt=function(){let{severity:t,...s}=x(this.form);return{kind:this.params.kind,...s,...t?{severity:Number(t)}:{},...this.attach.items.length?{attachments:this.attach.items.map(({id:r})=>r)}:{}}},k=new WeakMap,kt=async function(){if(!Object.keys(this.values).length||this.isSending)return;let t={kind:this.params.kind,title:this.values.summary??"",body:this.values};try{let s=i(this,p)?await D(`/api/drafts/${R(i(this,p))}`,{method:"PUT",body:t}):await N("/api/drafts",t);y(this,p,s.id),this.keptAt=it().toISOString()}catch{this.keptAt=null}},bt=async function(){try{let{items:t}=await P("/api/drafts"),s=J("draft"),r=t.find(c=>s?c.id===s:c.kind===this.params.kind);if(!r||i(this,p))return;y(this,p,r.id),this.values=r.body,this.keptAt=r.updated_at,j(e("new.restored"))}catch{}},K=new WeakMap,L=new WeakMap,I=new WeakMap,M=new WeakMap,d([w()],m.prototype,"values",2),d([w()],m.prototype,"error",2),d([w()],m.prototype,"isSending",2),d([w()],m.prototype,"keptAt",2),d([w()],m.prototype,"customerCode",2),d([U("form")],m.prototype,"form",2),d([U("bokeh-attach")],m.prototype,"attach",2),m=d([q("bokeh-new")],m);export{m as NewPage};
