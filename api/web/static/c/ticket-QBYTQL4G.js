import{a as He}from"./chunk-GJEADONB.js";import"./chunk-FOEEIB62.js";import"./chunk-45LTEEJH.js";import{a as Se,b as Ne,d as Oe}from"./chunk-2ZATZ2YR.js";import"./chunk-QTEA6UWC.js";import"./chunk-YOSCBLRL.js";import{a as fe}from"./chunk-D6VPO2YF.js";import"./chunk-TCNZVIJ7.js";import"./chunk-WAPTGA74.js";import{a as xe}from"./chunk-3RV5T53C.js";import{b as q}from"./chunk-7N6RKAHB.js";import{b as ie,c as Me}from"./chunk-I26P6U5Q.js";import{a as Q,b as g,c as re}from"./chunk-BCSMJK7M.js";import{a as Ee}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as ve,e as $e,i as be,j as y,k as ye,m as C,o as K,p as ge,q as we,r as ke,s as Te}from"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as r,g as m,k as D,l as z,m as v,n as L,o as f,r as he,t as J,u as _e,x as H}from"./chunk-2DPB7P3T.js";import{a as G,f as ue,g as O}from"./chunk-CK4OZ74M.js";import{A as de,D as B,J as me,K as pe,i as n,j as T,l as S,p as ne,q as ae,v as ce,w as le,y as N}from"./chunk-Q4INVTIJ.js";import{d as p,e as o,f as h,h as c}from"./chunk-6UXUQ4LK.js";var X,Y,_=class extends J{constructor(){super(...arguments);this.number="";this.error="";this.isSending=!1;h(this,X,new B);h(this,Y,async e=>{e.preventDefault();let s=new FormData(e.target),i=String(s.get("text")??"").trim();if(!(!i||this.isSending)){this.isSending=!0,this.error="";try{let l={text:i,internal:s.has("internal")};await o(this,X).post(`/api/tickets/${N(this.number)}/comments`,l),this.field.value="",this.tell("commented")}catch(l){this.error=l.message}this.isSending=!1}})}render(){return O("tickets:comment")?r`<form class="comment-form" @submit=${o(this,Y)}>
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
    </form>`:m}};X=new WeakMap,Y=new WeakMap,p([z({attribute:!1})],_.prototype,"number",2),p([v()],_.prototype,"error",2),p([v()],_.prototype,"isSending",2),p([L("textarea")],_.prototype,"field",2),_=p([D("bokeh-comment-form")],_);var oe={summary:"new.summary",description:"record.description",customer:"fact.customer",contact:"fact.contact",dealer:"fact.dealer",sn:"fact.sn",product:"fact.product",category:"fact.category",source:"fact.source",service_type:"fact.service_type",severity:"fact.severity",priority:"fact.priority"},Le=160,Z=t=>({summary:t.summary,description:t.description??"",customer:t.customer?.name??"",contact:t.contact??"",dealer:t.dealer?.code??"",sn:t.device?.sn??"",product:t.product?.code??"",category:t.category?.code??"",source:t.source??"",service_type:t.service_type??"",severity:t.severity?String(t.severity):"",priority:t.priority??""}),ee,R,d,Re,I,x,U,Ve,Ce,Ie,F,A,te,w=class extends J{constructor(){super(...arguments);h(this,d);this.values={};this.error=null;this.isSending=!1;h(this,ee,new B);h(this,R,new H(this,()=>Q(G.user.username)));h(this,U,e=>({name:e,title:n(oe[e]),value:this.values[e],wrong:this.error?.fields[e]}));h(this,A,()=>{let e=Object.fromEntries([...new FormData(this.form)].map(([s,i])=>[s,String(i)]));this.values={...this.values,...e}});h(this,te,async e=>{e.preventDefault();let s=c(this,d,F).call(this);if(this.isSending||!s.length)return;this.isSending=!0,this.error=null;let{number:i,version:l}=this.ticket,k=b=>b==="severity"?Number(this.values[b]):this.values[b].trim();try{let b=await o(this,ee).send(`/api/tickets/${N(i)}`,{method:"PATCH",body:{version:l,...Object.fromEntries(s.map(W=>[W,k(W)]))}});q(n("edit.saved")),this.tell("ticket-edited",b)}catch(b){this.error=b,await this.updateComplete,Oe(this)}this.isSending=!1})}connectedCallback(){super.connectedCallback(),this.values=Z(this.ticket),o(this,R).load().then(async()=>{await this.updateComplete,this.querySelector("[name=summary]")?.focus()})}render(){return o(this,R).draw(e=>r`<form
          class="move form"
          novalidate
          @submit=${o(this,te)}
          @input=${o(this,A)}
          @change=${o(this,A)}
        >
          <h2 class="full">${n("edit.title",{number:this.ticket.number})}</h2>
          ${c(this,d,Re).call(this,e)} ${c(this,d,Ve).call(this)}
          ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:m}
          <div class="decision">
            <button
              type="submit"
              class="main"
              ?disabled=${this.isSending||!c(this,d,F).call(this).length}
            >
              ${this.isSending?n("card.sending"):n("list.save")}
            </button>
            <button type="button" class="quiet" @click=${()=>this.tell("edit-cancelled")}>
              ${n("app.cancel")}
            </button>
          </div>
        </form>`)}};ee=new WeakMap,R=new WeakMap,d=new WeakSet,Re=function(e){let s=O("consult:handle"),i=this.ticket.kind==="rma";return r`${c(this,d,I).call(this,"summary",1)} ${c(this,d,I).call(this,"description",4)} ${c(this,d,I).call(this,"sn")}
    ${c(this,d,x).call(this,"product",e.products)} ${c(this,d,x).call(this,"category",re(e))}
    ${c(this,d,I).call(this,"contact")}
    ${s?r`<bokeh-customer-field
              .value=${this.values.customer}
              .wrong=${this.error?.fields.customer??""}
            ></bokeh-customer-field>
            ${c(this,d,x).call(this,"dealer",e.dealers)} ${c(this,d,x).call(this,"severity",g("severity"))}
            ${i?c(this,d,x).call(this,"priority",g("priority")):m}
            ${i?m:c(this,d,x).call(this,"source",g("source"))}
            ${i?m:c(this,d,x).call(this,"service_type",g("service_type"))}`:m}`},I=function(e,s=1){let i=e==="summary"||e==="description";return Se({...o(this,U).call(this,e),isWide:i,isNeeded:e==="summary"},{rows:s})},x=function(e,s){return Ne(o(this,U).call(this,e),s,Z(this.ticket)[e]?null:"–")},U=new WeakMap,Ve=function(){let e=c(this,d,F).call(this).map(s=>c(this,d,Ce).call(this,s));return r`<section class="full edit-changes" aria-live="polite">
      <h3>${n("edit.changes")}</h3>
      ${e.length?xe(e):r`<p class="hint">${n("edit.nothing")}</p>`}
    </section>`},Ce=function(e){let s=l=>e in qe?c(this,d,Ie).call(this,e,l):l,i=l=>l.length>Le?`${l.slice(0,Le)}…`:l;return{label:n(oe[e]),old:i(s(Z(this.ticket)[e])),new:i(s(this.values[e]))}},Ie=function(e,s){return qe[e](o(this,R).value).find(l=>l.code===s)?.label??s},F=function(){let e=Z(this.ticket);return Object.keys(oe).filter(s=>(this.values[s]??"").trim()!==e[s].trim())},A=new WeakMap,te=new WeakMap,p([z({attribute:!1})],w.prototype,"ticket",2),p([v()],w.prototype,"values",2),p([v()],w.prototype,"error",2),p([v()],w.prototype,"isSending",2),p([L("form")],w.prototype,"form",2),w=p([D("bokeh-edit")],w);var qe={dealer:({dealers:t})=>t,product:({products:t})=>t,category:re,source:()=>g("source"),service_type:()=>g("service_type"),severity:()=>g("severity"),priority:()=>g("priority")};var st=864e5;function Ue(t){let a=t.device?.sn;return ge([["fact.customer",t.customer&&r`<a href="/customers/${encodeURIComponent(t.customer.code)}"
          >${t.customer.name}</a
        >`],["fact.contact",t.contact],["fact.dealer",t.dealer?.name],["fact.product",t.product?.name],["fact.sn",a&&r`<a href="/devices/${encodeURIComponent(a)}">${a}</a>`],["fact.batch",t.device?.batch],["fact.warranty",ke(t)],["fact.category",we(t.category)],["fact.handler",t.handler],["fact.priority",t.priority&&T("priority",t.priority)],["fact.severity",T("severity",t.severity)],["fact.channel",T("channel",t.channel)],["fact.source",T("source",t.source)],["fact.service_type",T("service_type",t.service_type)],["fact.created",S(t.created_at)],["fact.updated",S(t.updated_at)],["fact.closed",t.closed_at&&S(t.closed_at)]])}var Ae=t=>r`<ul class="parts">
    ${t.parts.map(({sku:a,name:e,quantity:s})=>r`<li><span class="number">${a}</span> ${e} × ${s}</li>`)}
  </ul>`;function Pe(t){return t.links.length?r`<section class="side-card">
    <h2>${f("link")}${n("record.links")}</h2>
    <ul class="lines">
      ${t.links.map(a=>r`<li>
            <a class="line" href=${ve("ticket",a.number)}>
              <span class="line-sign">${f(he(a.number))}</span>
              <span class="line-text"
                ><strong>${a.number}</strong
                ><span class="hint"
                  >${a.kind_label??T("link",a.kind)} · ${a.summary}</span
                ></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:m}function je(t){let a=t.clocks??[];if(!a.length)return m;let e=ue();return r`<section class="side-card">
    <h2>${f("clock")}${n("ticket.clocks")}</h2>
    <ul class="clocks">
      ${a.map(({label:s,due_at:i,held:l,overdue:k})=>{let b=new Date(i).getTime()-e.getTime(),W=k?"clock-late":b<st?"clock-soon":"";return r`<li class=${W}>
          <span>${s}</span>
          <strong title=${S(i)}
            >${l?n("ticket.clock_held"):ae(e,new Date(i))}</strong
          >
        </li>`})}
    </ul>
  </section>`}function We(t){let a=t.documents??[];return a.length?r`<section class="side-card">
    <h2>${f("article")}${n("ticket.documents")}</h2>
    <ul class="lines">
      ${a.map(e=>r`<li>
            <a class="line" href=${ce(e.url)} target="_blank" rel="noopener">
              <span class="line-sign">${f("download")}</span>
              <span class="line-text"
                ><strong>${e.title}</strong
                ><span class="hint">${e.number??T("document",e.kind)}</span></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:m}function ze(t){let a=(t.invoices??[]).filter(({withdrawn_at:e})=>!e);return a.length?r`<section class="side-card">
    <h2>${f("money")}${n("ticket.invoices")}</h2>
    <ul class="clocks">
      ${a.map(({number:e,total:s,currency:i,paid_at:l})=>r`<li>
            <span>${e}</span><strong>${ne(s,i)}</strong>
            <span class="tag ${l?"tag-done":"tag-wait"}"
              >${n(l?"ticket.paid":"ticket.unpaid")}</span
            >
          </li>`)}
    </ul>
  </section>`:m}var Be=t=>(t.hints??[]).map(a=>r`<p class="warning">${f("warning")}<span>${a}</span></p>`);var $,E,P,V,u,Je,Ke,Qe,Xe,Ye,Ze,Fe,j,et,se,M=class extends Ee{constructor(){super(...arguments);h(this,u);this.open=null;this.isEditing=!1;h(this,$,new H(this,e=>me(this.params.number,e)));h(this,E,new H(this,async e=>(await pe(this.params.number,e)).items));h(this,P,new H(this,e=>de(`/api/tickets/${N(this.params.number)}/handlers`,{},e)));h(this,V,new H(this,()=>Q(G.user.username)));this.redraw=()=>{o(this,$).load(),o(this,E).load(),o(this,V).load()};h(this,j,async e=>{o(this,$).value=e.detail,this.open=null,this.isEditing=!1,this.requestUpdate(),o(this,E).load(),await this.updateComplete,(this.acts?.querySelector("button")??this.querySelector("h1"))?.focus()});h(this,se,()=>{q(n("ticket.commented")),o(this,$).load(),o(this,E).load()})}willUpdate(e){e.has("params")&&(this.titled(this.params.number),this.open=null,this.isEditing=!1,o(this,$).load().then(()=>{this.begin(),o(this,$).value&&o(this,E).load()}),o(this,V).load())}render(){let{value:e,error:s,load:i}=o(this,$),l=s?Me(s,this.params.number,i):e?m:_e(n("record.loading",{number:this.params.number}));return s||!e?r`<div class="record page">
        ${ie()}
        <div class="record-content">${l}</div>
      </div>`:r`<div class="record page">
      ${ie()}
      <div class="two-columns">
        <div class="record-content">${c(this,u,Je).call(this,e)}</div>
        <aside class="beside" aria-label=${n("ticket.beside")}>${c(this,u,Ze).call(this,e)}</aside>
      </div>
    </div>`}};$=new WeakMap,E=new WeakMap,P=new WeakMap,V=new WeakMap,u=new WeakSet,Je=function(e){let s=e.attachments??[];return[$e(1,e),c(this,u,Ke).call(this,e),Be(e),c(this,u,Qe).call(this,e),y("record.facts",Ue(e)),y("record.description",e.description&&C(e.description)),y("record.solution",e.solution?C(e.solution):K("record.no_solution")),ye(e.solution_internal&&C(e.solution_internal)),y("record.details",(e.facts?.length??0)>0&&Te(e.facts)),y("record.parts",e.parts.length>0&&Ae(e)),y("record.attachments",s.length>0&&fe(s)),y("record.comments",c(this,u,Ye).call(this,e)),y("record.history",o(this,E).draw(i=>i.length?be(i):K("record.no_history"),n("record.history_loading")))]},Ke=function(e){return r`<div
      class="record-tools"
      @edit-cancelled=${()=>this.isEditing=!1}
      @ticket-edited=${o(this,j)}
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
        @click=${()=>c(this,u,et).call(this,e)}
      >
        ${f(e.following?"check":"bell")}${n(e.following?"ticket.following":"ticket.follow")}
      </button>
      ${this.isEditing?r`<bokeh-edit .ticket=${e}></bokeh-edit>`:m}
    </div>`},Qe=function(e){return e.moves.length?r`<section
      class="acts"
      aria-label=${n("ticket.acts")}
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${o(this,j)}
    >
      <div class="act-buttons">
        ${rt(e.moves).map((s,i)=>r`<button
              type="button"
              class="${i===0?"main":"quiet"} act"
              aria-expanded=${this.open?.name===s.name}
              @click=${()=>c(this,u,Fe).call(this,s)}
            >
              ${He(s.name)}${s.label}
            </button>`)}
      </div>
      ${this.open?r`<bokeh-move
              .ticket=${e}
              .move=${this.open}
              .handlers=${c(this,u,Xe).call(this)}
            ></bokeh-move>`:m}
    </section>`:m},Xe=function(){let{value:e}=o(this,P);return e?e.items.map(({username:s,name:i,reason:l},k)=>({code:s,label:`${k===0?"★ ":""}${i} · ${l}`})):o(this,V).value?.handlers??[]},Ye=function(e){return r`${e.comments.length?r`<ol class="comments">
              ${e.comments.map(({author:s,at:i,text:l,internal:k})=>r`<li class="comment ${k?"comment-internal":""}">
                    <p class="hint">
                      ${s} ·
                      ${S(i)}${k?r`<span class="tag"
                              >${f("lock")}${n("record.internal_tag")}</span
                            >`:m}
                    </p>
                    ${C(l)}
                  </li>`)}
            </ol>`:K("record.no_comments")}
      <bokeh-comment-form .number=${e.number} @commented=${o(this,se)}></bokeh-comment-form>`},Ze=function(e){return r`${je(e)} ${We(e)} ${ze(e)} ${Pe(e)}
      ${e.device?r`<bokeh-context
              .sn=${e.device.sn}
              .customer=${e.customer?.code??""}
              .except=${e.number}
            ></bokeh-context>`:m}
      <bokeh-likenesses
        .text=${e.summary}
        .product=${e.product?.name??""}
        .except=${e.number}
      ></bokeh-likenesses>`},Fe=function(e){this.open=this.open?.name===e.name?null:e,this.open?.name==="assign"&&o(this,P).load()},j=new WeakMap,et=async function({number:e,following:s}){let i=`/api/tickets/${N(e)}/follow`;try{await le(i,{method:s?"DELETE":"POST"}),q(n(s?"ticket.unfollowed":"ticket.followed"))}catch(l){q(l.message)}o(this,$).load()},se=new WeakMap,p([v()],M.prototype,"open",2),p([v()],M.prototype,"isEditing",2),p([L(".acts")],M.prototype,"acts",2),M=p([D("bokeh-ticket")],M);var Ge=["assign","feedback","charge_for_it","cancel"],rt=t=>t.toSorted((a,e)=>Ge.indexOf(a.name)-Ge.indexOf(e.name));export{M as TicketPage};
