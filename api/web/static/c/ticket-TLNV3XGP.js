import{a as Le}from"./chunk-VNUTESUA.js";import"./chunk-4UMF7ROF.js";import"./chunk-U5AK2WPH.js";import{a as He,b as Me,d as De}from"./chunk-ILL6YUX6.js";import"./chunk-BT7BKDQD.js";import"./chunk-BCERLRV4.js";import{a as ye}from"./chunk-XOICEVKP.js";import"./chunk-ZCGKY6CG.js";import"./chunk-45BXQIYF.js";import{a as Ne}from"./chunk-EVWZYRVR.js";import{b as q}from"./chunk-7N6RKAHB.js";import{b as oe,c as qe}from"./chunk-3BZARFKH.js";import{a as Z,b as g,c as ie}from"./chunk-MVQGVNBX.js";import{a as Oe}from"./chunk-XCTUIMDB.js";import"./chunk-RNY2ECGX.js";import{c as be,e as ge,i as we,j as b,k as ke,m as C,o as Y,p as Te,q as _e,r as xe,s as Ee}from"./chunk-WEVBETJG.js";import"./chunk-EJPUX2ZE.js";import{c as r,g as m,k as D,l as J,m as v,n as L,o as f,r as ve,t as X,u as Se,x as H}from"./chunk-UQQH67M2.js";import{a as Q,f as $e,g as O}from"./chunk-JYZYIGDL.js";import{A as pe,B as he,C as R,I as ue,J as fe,i as n,j as T,l as S,p as ae,q as ce,v as le,w as de,x as me,y as N}from"./chunk-7DBWABGA.js";import{d as p,e as o,f as h,g as G,h as c}from"./chunk-6UXUQ4LK.js";var U,F,_=class extends X{constructor(){super(...arguments);this.number="";this.error="";this.isSending=!1;h(this,U,R());h(this,F,async e=>{e.preventDefault();let s=new FormData(e.target),i=String(s.get("text")??"").trim();if(!(!i||this.isSending)){this.isSending=!0,this.error="";try{let l={text:i,internal:s.has("internal")};await he(`/api/tickets/${N(this.number)}/comments`,l,o(this,U)),this.field.value="",this.tell("commented")}catch(l){this.error=l.message}G(this,U,R()),this.isSending=!1}})}render(){return O("tickets:comment")?r`<form class="comment-form" @submit=${o(this,F)}>
      <label class="field"
        ><span>${n("comment.label")}</span
        ><textarea name="text" rows="2" maxlength="20000" required></textarea>
      </label>
      ${this.error?r`<p class="error" role="alert">${this.error}</p>`:m}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>${n("comment.send")}</button>
        ${O("tickets:comment_internal")?r`<label class="check"
                ><input type="checkbox" name="internal" />${n("comment.internal")}</label
              >`:m}
      </div>
    </form>`:m}};U=new WeakMap,F=new WeakMap,p([J({attribute:!1})],_.prototype,"number",2),p([v()],_.prototype,"error",2),p([v()],_.prototype,"isSending",2),p([L("textarea")],_.prototype,"field",2),_=p([D("bokeh-comment-form")],_);var ne={summary:"new.summary",description:"record.description",customer:"fact.customer",contact:"fact.contact",dealer:"fact.dealer",sn:"fact.sn",product:"fact.product",category:"fact.category",source:"fact.source",service_type:"fact.service_type",severity:"fact.severity",priority:"fact.priority"},Ve=160,ee=t=>({summary:t.summary,description:t.description??"",customer:t.customer?.name??"",contact:t.contact??"",dealer:t.dealer?.code??"",sn:t.device?.sn??"",product:t.product?.code??"",category:t.category?.code??"",source:t.source??"",service_type:t.service_type??"",severity:t.severity?String(t.severity):"",priority:t.priority??""}),K,V,d,Ce,A,x,j,Ue,Ae,Ke,te,P,se,w=class extends X{constructor(){super(...arguments);h(this,d);this.values={};this.error=null;this.isSending=!1;h(this,K,R());h(this,V,new H(this,()=>Z(Q.user.username)));h(this,j,e=>({name:e,title:n(ne[e]),value:this.values[e],wrong:this.error?.fields[e]}));h(this,P,()=>{let e=Object.fromEntries([...new FormData(this.form)].map(([s,i])=>[s,String(i)]));this.values={...this.values,...e}});h(this,se,async e=>{e.preventDefault();let s=c(this,d,te).call(this);if(this.isSending||!s.length)return;this.isSending=!0,this.error=null;let{number:i,version:l}=this.ticket,k=y=>y==="severity"?Number(this.values[y]):this.values[y].trim();try{let y=await me(`/api/tickets/${N(i)}`,{method:"PATCH",body:{version:l,...Object.fromEntries(s.map(B=>[B,k(B)]))},headers:{"Idempotency-Key":o(this,K)}});q(n("edit.saved")),this.tell("ticket-edited",y)}catch(y){this.error=y,G(this,K,R()),await this.updateComplete,De(this)}this.isSending=!1})}connectedCallback(){super.connectedCallback(),this.values=ee(this.ticket),o(this,V).load().then(async()=>{await this.updateComplete,this.querySelector("[name=summary]")?.focus()})}render(){return o(this,V).draw(e=>r`<form
          class="move form"
          novalidate
          @submit=${o(this,se)}
          @input=${o(this,P)}
          @change=${o(this,P)}
        >
          <h2 class="full">${n("edit.title",{number:this.ticket.number})}</h2>
          ${c(this,d,Ce).call(this,e)} ${c(this,d,Ue).call(this)}
          ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:m}
          <div class="decision">
            <button
              type="submit"
              class="main"
              ?disabled=${this.isSending||!c(this,d,te).call(this).length}
            >
              ${this.isSending?n("card.sending"):n("list.save")}
            </button>
            <button type="button" class="quiet" @click=${()=>this.tell("edit-cancelled")}>
              ${n("app.cancel")}
            </button>
          </div>
        </form>`)}};K=new WeakMap,V=new WeakMap,d=new WeakSet,Ce=function(e){let s=O("consult:handle"),i=this.ticket.kind==="rma";return r`${c(this,d,A).call(this,"summary",1)} ${c(this,d,A).call(this,"description",4)} ${c(this,d,A).call(this,"sn")}
    ${c(this,d,x).call(this,"product",e.products)} ${c(this,d,x).call(this,"category",ie(e))}
    ${c(this,d,A).call(this,"contact")}
    ${s?r`<bokeh-customer-field
              .value=${this.values.customer}
              .wrong=${this.error?.fields.customer??""}
            ></bokeh-customer-field>
            ${c(this,d,x).call(this,"dealer",e.dealers)} ${c(this,d,x).call(this,"severity",g("severity"))}
            ${i?c(this,d,x).call(this,"priority",g("priority")):m}
            ${i?m:c(this,d,x).call(this,"source",g("source"))}
            ${i?m:c(this,d,x).call(this,"service_type",g("service_type"))}`:m}`},A=function(e,s=1){let i=e==="summary"||e==="description";return He({...o(this,j).call(this,e),isWide:i,isNeeded:e==="summary"},{rows:s})},x=function(e,s){return Me(o(this,j).call(this,e),s,ee(this.ticket)[e]?null:"–")},j=new WeakMap,Ue=function(){let e=c(this,d,te).call(this).map(s=>c(this,d,Ae).call(this,s));return r`<section class="full edit-changes" aria-live="polite">
      <h3>${n("edit.changes")}</h3>
      ${e.length?Ne(e):r`<p class="hint">${n("edit.nothing")}</p>`}
    </section>`},Ae=function(e){let s=l=>e in Ie?c(this,d,Ke).call(this,e,l):l,i=l=>l.length>Ve?`${l.slice(0,Ve)}…`:l;return{label:n(ne[e]),old:i(s(ee(this.ticket)[e])),new:i(s(this.values[e]))}},Ke=function(e,s){return Ie[e](o(this,V).value).find(l=>l.code===s)?.label??s},te=function(){let e=ee(this.ticket);return Object.keys(ne).filter(s=>(this.values[s]??"").trim()!==e[s].trim())},P=new WeakMap,se=new WeakMap,p([J({attribute:!1})],w.prototype,"ticket",2),p([v()],w.prototype,"values",2),p([v()],w.prototype,"error",2),p([v()],w.prototype,"isSending",2),p([L("form")],w.prototype,"form",2),w=p([D("bokeh-edit")],w);var Ie={dealer:({dealers:t})=>t,product:({products:t})=>t,category:ie,source:()=>g("source"),service_type:()=>g("service_type"),severity:()=>g("severity"),priority:()=>g("priority")};var ot=864e5;function je(t){let a=t.device?.sn;return Te([["fact.customer",t.customer&&r`<a href="/customers/${encodeURIComponent(t.customer.code)}"
          >${t.customer.name}</a
        >`],["fact.contact",t.contact],["fact.dealer",t.dealer?.name],["fact.product",t.product?.name],["fact.sn",a&&r`<a href="/devices/${encodeURIComponent(a)}">${a}</a>`],["fact.batch",t.device?.batch],["fact.warranty",xe(t)],["fact.category",_e(t.category)],["fact.handler",t.handler],["fact.priority",t.priority&&T("priority",t.priority)],["fact.severity",T("severity",t.severity)],["fact.channel",T("channel",t.channel)],["fact.source",T("source",t.source)],["fact.service_type",T("service_type",t.service_type)],["fact.created",S(t.created_at)],["fact.updated",S(t.updated_at)],["fact.closed",t.closed_at&&S(t.closed_at)]])}var Pe=t=>r`<ul class="parts">
    ${t.parts.map(({sku:a,name:e,quantity:s})=>r`<li><span class="number">${a}</span> ${e} × ${s}</li>`)}
  </ul>`;function We(t){return t.links.length?r`<section class="side-card">
    <h2>${f("link")}${n("record.links")}</h2>
    <ul class="lines">
      ${t.links.map(a=>r`<li>
            <a class="line" href=${be("ticket",a.number)}>
              <span class="line-sign">${f(ve(a.number))}</span>
              <span class="line-text"
                ><strong>${a.number}</strong
                ><span class="hint"
                  >${a.kind_label??T("link",a.kind)} · ${a.summary}</span
                ></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:m}function ze(t){let a=t.clocks??[];if(!a.length)return m;let e=$e();return r`<section class="side-card">
    <h2>${f("clock")}${n("ticket.clocks")}</h2>
    <ul class="clocks">
      ${a.map(({label:s,due_at:i,held:l,overdue:k})=>{let y=new Date(i).getTime()-e.getTime(),B=k?"clock-late":y<ot?"clock-soon":"";return r`<li class=${B}>
          <span>${s}</span>
          <strong title=${S(i)}
            >${l?n("ticket.clock_held"):ce(e,new Date(i))}</strong
          >
        </li>`})}
    </ul>
  </section>`}function Be(t){let a=t.documents??[];return a.length?r`<section class="side-card">
    <h2>${f("article")}${n("ticket.documents")}</h2>
    <ul class="lines">
      ${a.map(e=>r`<li>
            <a class="line" href=${le(e.url)} target="_blank" rel="noopener">
              <span class="line-sign">${f("download")}</span>
              <span class="line-text"
                ><strong>${e.title}</strong
                ><span class="hint">${e.number??T("document",e.kind)}</span></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:m}function Ge(t){let a=(t.invoices??[]).filter(({withdrawn_at:e})=>!e);return a.length?r`<section class="side-card">
    <h2>${f("money")}${n("ticket.invoices")}</h2>
    <ul class="clocks">
      ${a.map(({number:e,total:s,currency:i,paid_at:l})=>r`<li>
            <span>${e}</span><strong>${ae(s,i)}</strong>
            <span class="tag ${l?"tag-done":"tag-wait"}"
              >${n(l?"ticket.paid":"ticket.unpaid")}</span
            >
          </li>`)}
    </ul>
  </section>`:m}var Je=t=>(t.hints??[]).map(a=>r`<p class="warning">${f("warning")}<span>${a}</span></p>`);var $,E,W,I,u,Xe,Ye,Ze,Fe,et,tt,st,z,rt,re,M=class extends Oe{constructor(){super(...arguments);h(this,u);this.open=null;this.isEditing=!1;h(this,$,new H(this,e=>ue(this.params.number,e)));h(this,E,new H(this,async e=>(await fe(this.params.number,e)).items));h(this,W,new H(this,e=>pe(`/api/tickets/${N(this.params.number)}/handlers`,{},e)));h(this,I,new H(this,()=>Z(Q.user.username)));this.redraw=()=>{o(this,$).load(),o(this,E).load(),o(this,I).load()};h(this,z,async e=>{o(this,$).value=e.detail,this.open=null,this.isEditing=!1,this.requestUpdate(),o(this,E).load(),await this.updateComplete,(this.acts?.querySelector("button")??this.querySelector("h1"))?.focus()});h(this,re,()=>{q(n("ticket.commented")),o(this,$).load(),o(this,E).load()})}willUpdate(e){e.has("params")&&(this.titled(this.params.number),this.open=null,this.isEditing=!1,o(this,$).load().then(()=>{this.begin(),o(this,$).value&&o(this,E).load()}),o(this,I).load())}render(){let{value:e,error:s,load:i}=o(this,$),l=s?qe(s,this.params.number,i):e?m:Se(n("record.loading",{number:this.params.number}));return s||!e?r`<div class="record page">
        ${oe()}
        <div class="record-content">${l}</div>
      </div>`:r`<div class="record page">
      ${oe()}
      <div class="two-columns">
        <div class="record-content">${c(this,u,Xe).call(this,e)}</div>
        <aside class="beside" aria-label=${n("ticket.beside")}>${c(this,u,tt).call(this,e)}</aside>
      </div>
    </div>`}};$=new WeakMap,E=new WeakMap,W=new WeakMap,I=new WeakMap,u=new WeakSet,Xe=function(e){let s=e.attachments??[];return[ge(1,e),c(this,u,Ye).call(this,e),Je(e),c(this,u,Ze).call(this,e),b("record.facts",je(e)),b("record.description",e.description&&C(e.description)),b("record.solution",e.solution?C(e.solution):Y("record.no_solution")),ke(e.solution_internal&&C(e.solution_internal)),b("record.details",(e.facts?.length??0)>0&&Ee(e.facts)),b("record.parts",e.parts.length>0&&Pe(e)),b("record.attachments",s.length>0&&ye(s)),b("record.comments",c(this,u,et).call(this,e)),b("record.history",o(this,E).draw(i=>i.length?we(i):Y("record.no_history"),n("record.history_loading")))]},Ye=function(e){return r`<div
      class="record-tools"
      @edit-cancelled=${()=>this.isEditing=!1}
      @ticket-edited=${o(this,z)}
    >
      ${O("tickets:edit")&&e.is_open?r`<button
              type="button"
              class="plain edit"
              aria-expanded=${this.isEditing}
              @click=${()=>this.isEditing=!this.isEditing}
            >
              ${f("edit")}${n("edit.begin")}
            </button>`:m}
      <button
        type="button"
        class="plain"
        aria-pressed=${e.following}
        @click=${()=>c(this,u,rt).call(this,e)}
      >
        ${f(e.following?"check":"bell")}${n(e.following?"ticket.following":"ticket.follow")}
      </button>
      ${this.isEditing?r`<bokeh-edit .ticket=${e}></bokeh-edit>`:m}
    </div>`},Ze=function(e){return e.moves.length?r`<section
      class="acts"
      aria-label=${n("ticket.acts")}
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${o(this,z)}
    >
      <div class="act-buttons">
        ${nt(e.moves).map((s,i)=>r`<button
              type="button"
              class="${i===0?"main":"quiet"} act"
              aria-expanded=${this.open?.name===s.name}
              @click=${()=>c(this,u,st).call(this,s)}
            >
              ${Le(s.name)}${s.label}
            </button>`)}
      </div>
      ${this.open?r`<bokeh-move
              .ticket=${e}
              .move=${this.open}
              .handlers=${c(this,u,Fe).call(this)}
            ></bokeh-move>`:m}
    </section>`:m},Fe=function(){let{value:e}=o(this,W);return e?e.items.map(({username:s,name:i,reason:l},k)=>({code:s,label:`${k===0?"★ ":""}${i} · ${l}`})):o(this,I).value?.handlers??[]},et=function(e){return r`${e.comments.length?r`<ol class="comments">
              ${e.comments.map(({author:s,at:i,text:l,internal:k})=>r`<li class="comment ${k?"comment-internal":""}">
                    <p class="hint">
                      ${s} ·
                      ${S(i)}${k?r`<span class="tag"
                              >${f("lock")}${n("record.internal_tag")}</span
                            >`:m}
                    </p>
                    ${C(l)}
                  </li>`)}
            </ol>`:Y("record.no_comments")}
      <bokeh-comment-form .number=${e.number} @commented=${o(this,re)}></bokeh-comment-form>`},tt=function(e){return r`${ze(e)} ${Be(e)} ${Ge(e)} ${We(e)}
      ${e.device?r`<bokeh-context
              .sn=${e.device.sn}
              .customer=${e.customer?.code??""}
              .except=${e.number}
            ></bokeh-context>`:m}
      <bokeh-likenesses
        .text=${e.summary}
        .product=${e.product?.name??""}
        .except=${e.number}
      ></bokeh-likenesses>`},st=function(e){this.open=this.open?.name===e.name?null:e,this.open?.name==="assign"&&o(this,W).load()},z=new WeakMap,rt=async function({number:e,following:s}){let i=`/api/tickets/${N(e)}/follow`;try{await de(i,{method:s?"DELETE":"POST"}),q(n(s?"ticket.unfollowed":"ticket.followed"))}catch(l){q(l.message)}o(this,$).load()},re=new WeakMap,p([v()],M.prototype,"open",2),p([v()],M.prototype,"isEditing",2),p([L(".acts")],M.prototype,"acts",2),M=p([D("bokeh-ticket")],M);var Qe=["assign","feedback","charge_for_it","cancel"],nt=t=>t.toSorted((a,e)=>Qe.indexOf(a.name)-Qe.indexOf(e.name));export{M as TicketPage};
