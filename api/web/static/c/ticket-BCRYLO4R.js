import{a as De}from"./chunk-GX2SIJB7.js";import"./chunk-FBPD2JEC.js";import"./chunk-2WFXHAVV.js";import{a as He,b as Le,d as qe}from"./chunk-2V2P5SJ4.js";import"./chunk-3E7LLJQC.js";import"./chunk-MRRVRL4R.js";import{a as Z,b as g,c as ie}from"./chunk-XWY6F467.js";import{a as ye}from"./chunk-Q6JIN257.js";import"./chunk-3RL2MA3H.js";import"./chunk-IBZUYFMJ.js";import{a as Ne}from"./chunk-5PKSET35.js";import{b as M}from"./chunk-7N6RKAHB.js";import{a as Q,f as ve,g as O}from"./chunk-Z2B4MMQ4.js";import{b as oe,c as Me}from"./chunk-ZOF5JMXF.js";import{a as Oe}from"./chunk-NHVD6FWO.js";import"./chunk-NIDVUHUG.js";import{c as be,e as ge,i as we,j as b,k as ke,m as I,o as Y,p as Te,q as _e,r as xe,s as Ee}from"./chunk-KZY2Q7G5.js";import{c as r,g as m,k as q,l as J,m as $,n as D,o as f,r as $e,t as X,u as Se,x as H}from"./chunk-VYHL6BJR.js";import{A as he,B as R,H as ue,I as fe,i as n,j as T,l as S,p as ae,q as ce,u as le,v as de,w as me,x as N,z as pe}from"./chunk-CA4LMX5P.js";import{d as p,e as o,f as h,g as G,h as a}from"./chunk-6UXUQ4LK.js";var U,F,_=class extends X{constructor(){super(...arguments);this.number="";this.error="";this.isSending=!1;h(this,U,R());h(this,F,async e=>{e.preventDefault();let s=new FormData(e.target),i=String(s.get("text")??"").trim();if(!(!i||this.isSending)){this.isSending=!0,this.error="";try{let c={text:i,internal:s.has("internal")};await he(`/api/tickets/${N(this.number)}/comments`,c,o(this,U)),this.field.value="",this.tell("commented")}catch(c){this.error=c.message}G(this,U,R()),this.isSending=!1}})}render(){return O("tickets:comment")?r`<form class="comment-form" @submit=${o(this,F)}>
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
    </form>`:m}};U=new WeakMap,F=new WeakMap,p([J({attribute:!1})],_.prototype,"number",2),p([$()],_.prototype,"error",2),p([$()],_.prototype,"isSending",2),p([D("textarea")],_.prototype,"field",2),_=p([q("bokeh-comment-form")],_);var ne={summary:"new.summary",description:"record.description",customer:"fact.customer",contact:"fact.contact",dealer:"fact.dealer",sn:"fact.sn",product:"fact.product",category:"fact.category",source:"fact.source",service_type:"fact.service_type",severity:"fact.severity",priority:"fact.priority"},Ve=160,ee=t=>({summary:t.summary,description:t.description??"",customer:t.customer?.name??"",contact:t.contact??"",dealer:t.dealer?.code??"",sn:t.device?.sn??"",product:t.product?.code??"",category:t.category?.code??"",source:t.source??"",service_type:t.service_type??"",severity:t.severity?String(t.severity):"",priority:t.priority??""}),j,V,l,Ie,K,x,A,Ue,Ke,je,te,P,se,w=class extends X{constructor(){super(...arguments);h(this,l);this.values={};this.error=null;this.isSending=!1;h(this,j,R());h(this,V,new H(this,()=>Z(Q.user.username)));h(this,A,e=>({name:e,title:n(ne[e]),value:this.values[e],wrong:this.error?.fields[e]}));h(this,P,()=>{let e=Object.fromEntries([...new FormData(this.form)].map(([s,i])=>[s,String(i)]));this.values={...this.values,...e}});h(this,se,async e=>{e.preventDefault();let s=a(this,l,te).call(this);if(this.isSending||!s.length)return;this.isSending=!0,this.error=null;let{number:i,version:c}=this.ticket,k=y=>y==="severity"?Number(this.values[y]):this.values[y].trim();try{let y=await me(`/api/tickets/${N(i)}`,{method:"PATCH",body:{version:c,...Object.fromEntries(s.map(B=>[B,k(B)]))},headers:{"Idempotency-Key":o(this,j)}});M(n("edit.saved")),this.tell("ticket-edited",y)}catch(y){this.error=y,G(this,j,R()),await this.updateComplete,qe(this)}this.isSending=!1})}connectedCallback(){super.connectedCallback(),this.values=ee(this.ticket),o(this,V).load().then(async()=>{await this.updateComplete,this.querySelector("[name=summary]")?.focus()})}render(){return o(this,V).draw(e=>r`<form
          class="move form"
          novalidate
          @submit=${o(this,se)}
          @input=${o(this,P)}
          @change=${o(this,P)}
        >
          <h2 class="full">${n("edit.title",{number:this.ticket.number})}</h2>
          ${a(this,l,Ie).call(this,e)} ${a(this,l,Ue).call(this)}
          ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:m}
          <div class="decision">
            <button
              type="submit"
              class="main"
              ?disabled=${this.isSending||!a(this,l,te).call(this).length}
            >
              ${this.isSending?n("card.sending"):n("list.save")}
            </button>
            <button type="button" class="quiet" @click=${()=>this.tell("edit-cancelled")}>
              ${n("app.cancel")}
            </button>
          </div>
        </form>`)}};j=new WeakMap,V=new WeakMap,l=new WeakSet,Ie=function(e){let s=O("consult:handle"),i=this.ticket.kind==="rma";return r`${a(this,l,K).call(this,"summary",1)} ${a(this,l,K).call(this,"description",4)} ${a(this,l,K).call(this,"sn")}
    ${a(this,l,x).call(this,"product",e.products)} ${a(this,l,x).call(this,"category",ie(e))}
    ${a(this,l,K).call(this,"contact")}
    ${s?r`<bokeh-customer-field
              .value=${this.values.customer}
              .wrong=${this.error?.fields.customer??""}
            ></bokeh-customer-field>
            ${a(this,l,x).call(this,"dealer",e.dealers)} ${a(this,l,x).call(this,"severity",g("severity"))}
            ${i?a(this,l,x).call(this,"priority",g("priority")):m}
            ${i?m:a(this,l,x).call(this,"source",g("source"))}
            ${i?m:a(this,l,x).call(this,"service_type",g("service_type"))}`:m}`},K=function(e,s=1){let i=e==="summary"||e==="description";return He({...o(this,A).call(this,e),isWide:i,isNeeded:e==="summary"},{rows:s})},x=function(e,s){return Le(o(this,A).call(this,e),s,ee(this.ticket)[e]?null:"–")},A=new WeakMap,Ue=function(){let e=a(this,l,te).call(this).map(s=>a(this,l,Ke).call(this,s));return r`<section class="full edit-changes" aria-live="polite">
      <h3>${n("edit.changes")}</h3>
      ${e.length?Ne(e):r`<p class="hint">${n("edit.nothing")}</p>`}
    </section>`},Ke=function(e){let s=c=>e in Ce?a(this,l,je).call(this,e,c):c,i=c=>c.length>Ve?`${c.slice(0,Ve)}…`:c;return{label:n(ne[e]),old:i(s(ee(this.ticket)[e])),new:i(s(this.values[e]))}},je=function(e,s){return Ce[e](o(this,V).value).find(c=>c.code===s)?.label??s},te=function(){let e=ee(this.ticket);return Object.keys(ne).filter(s=>(this.values[s]??"").trim()!==e[s].trim())},P=new WeakMap,se=new WeakMap,p([J({attribute:!1})],w.prototype,"ticket",2),p([$()],w.prototype,"values",2),p([$()],w.prototype,"error",2),p([$()],w.prototype,"isSending",2),p([D("form")],w.prototype,"form",2),w=p([q("bokeh-edit")],w);var Ce={dealer:({dealers:t})=>t,product:({products:t})=>t,category:ie,source:()=>g("source"),service_type:()=>g("service_type"),severity:()=>g("severity"),priority:()=>g("priority")};var it=864e5;function Ae(t){let d=t.device?.sn;return Te([["fact.customer",t.customer&&r`<a href="/customers/${encodeURIComponent(t.customer.code)}"
          >${t.customer.name}</a
        >`],["fact.contact",t.contact],["fact.dealer",t.dealer?.name],["fact.product",t.product?.name],["fact.sn",d&&r`<a href="/devices/${encodeURIComponent(d)}">${d}</a>`],["fact.batch",t.device?.batch],["fact.warranty",xe(t)],["fact.category",_e(t.category)],["fact.handler",t.handler],["fact.priority",t.priority&&T("priority",t.priority)],["fact.severity",T("severity",t.severity)],["fact.channel",T("channel",t.channel)],["fact.source",T("source",t.source)],["fact.service_type",T("service_type",t.service_type)],["fact.created",S(t.created_at)],["fact.updated",S(t.updated_at)],["fact.closed",t.closed_at&&S(t.closed_at)]])}var Pe=t=>r`<ul class="parts">
    ${t.parts.map(({sku:d,name:e,quantity:s})=>r`<li><span class="number">${d}</span> ${e} × ${s}</li>`)}
  </ul>`;function We(t){return t.links.length?r`<section class="side-card">
    <h2>${f("link")}${n("record.links")}</h2>
    <ul class="lines">
      ${t.links.map(d=>r`<li>
            <a class="line" href=${be("ticket",d.number)}>
              <span class="line-sign">${f($e(d.number))}</span>
              <span class="line-text"
                ><strong>${d.number}</strong
                ><span class="hint"
                  >${d.kind_label??T("link",d.kind)} · ${d.summary}</span
                ></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:m}function ze(t){let d=t.clocks??[];if(!d.length)return m;let e=ve();return r`<section class="side-card">
    <h2>${f("clock")}${n("ticket.clocks")}</h2>
    <ul class="clocks">
      ${d.map(({label:s,due_at:i,held:c,overdue:k})=>{let y=new Date(i).getTime()-e.getTime(),B=k?"clock-late":y<it?"clock-soon":"";return r`<li class=${B}>
          <span>${s}</span>
          <strong title=${S(i)}
            >${c?n("ticket.clock_held"):ce(e,new Date(i))}</strong
          >
        </li>`})}
    </ul>
  </section>`}function Be(t){let d=t.documents??[];return d.length?r`<section class="side-card">
    <h2>${f("article")}${n("ticket.documents")}</h2>
    <ul class="lines">
      ${d.map(e=>r`<li>
            <a class="line" href=${le(e.url)} target="_blank" rel="noopener">
              <span class="line-sign">${f("download")}</span>
              <span class="line-text"
                ><strong>${e.title}</strong
                ><span class="hint">${e.number??T("document",e.kind)}</span></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:m}function Ge(t){let d=(t.invoices??[]).filter(({withdrawn_at:e})=>!e);return d.length?r`<section class="side-card">
    <h2>${f("money")}${n("ticket.invoices")}</h2>
    <ul class="clocks">
      ${d.map(({number:e,total:s,currency:i,paid_at:c})=>r`<li>
            <span>${e}</span><strong>${ae(s,i)}</strong>
            <span class="tag ${c?"tag-done":"tag-wait"}"
              >${n(c?"ticket.paid":"ticket.unpaid")}</span
            >
          </li>`)}
    </ul>
  </section>`:m}var Je=t=>(t.hints??[]).map(d=>r`<p class="warning">${f("warning")}<span>${d}</span></p>`);var v,E,W,C,u,Qe,Xe,Ye,Ze,Fe,et,tt,z,st,re,L=class extends Oe{constructor(){super(...arguments);h(this,u);this.open=null;this.isEditing=!1;h(this,v,new H(this,e=>ue(this.params.number,e)));h(this,E,new H(this,async e=>(await fe(this.params.number,e)).items));h(this,W,new H(this,e=>pe(`/api/tickets/${N(this.params.number)}/handlers`,{},e)));h(this,C,new H(this,()=>Z(Q.user.username)));this.redraw=()=>{o(this,v).load(),o(this,E).load(),o(this,C).load()};h(this,z,async e=>{o(this,v).value=e.detail,this.open=null,this.isEditing=!1,this.requestUpdate(),o(this,E).load(),await this.updateComplete,(this.acts?.querySelector("button")??this.querySelector("h1"))?.focus()});h(this,re,()=>{M(n("ticket.commented")),o(this,v).load(),o(this,E).load()})}willUpdate(e){e.has("params")&&(this.titled(this.params.number),this.open=null,this.isEditing=!1,o(this,v).load().then(()=>{this.begin(),o(this,v).value&&o(this,E).load()}),o(this,C).load())}render(){let{value:e,error:s,load:i}=o(this,v),c=s?Me(s,this.params.number,i):e?m:Se(n("record.loading",{number:this.params.number}));return s||!e?r`<div class="record page">
        ${oe()}
        <div class="record-content">${c}</div>
      </div>`:r`<div class="record page">
      ${oe()}
      <div class="two-columns">
        <div class="record-content">${a(this,u,Qe).call(this,e)}</div>
        <aside class="beside" aria-label=${n("ticket.beside")}>${a(this,u,et).call(this,e)}</aside>
      </div>
    </div>`}};v=new WeakMap,E=new WeakMap,W=new WeakMap,C=new WeakMap,u=new WeakSet,Qe=function(e){let s=e.attachments??[];return[ge(1,e),a(this,u,Xe).call(this,e),Je(e),a(this,u,Ye).call(this,e),b("record.facts",Ae(e)),b("record.description",e.description&&I(e.description)),b("record.solution",e.solution?I(e.solution):Y("record.no_solution")),ke(e.solution_internal&&I(e.solution_internal)),b("record.details",(e.facts?.length??0)>0&&Ee(e.facts)),b("record.parts",e.parts.length>0&&Pe(e)),b("record.attachments",s.length>0&&ye(s)),b("record.comments",a(this,u,Fe).call(this,e)),b("record.history",o(this,E).draw(i=>i.length?we(i):Y("record.no_history"),n("record.history_loading")))]},Xe=function(e){return r`<div
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
        @click=${()=>a(this,u,st).call(this,e)}
      >
        ${f(e.following?"check":"bell")}${n(e.following?"ticket.following":"ticket.follow")}
      </button>
      ${this.isEditing?r`<bokeh-edit .ticket=${e}></bokeh-edit>`:m}
    </div>`},Ye=function(e){return e.moves.length?r`<section
      class="acts"
      aria-label=${n("ticket.acts")}
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${o(this,z)}
    >
      <div class="act-buttons">
        ${e.moves.map((s,i)=>r`<button
              type="button"
              class="${i===0?"main":"quiet"} act"
              aria-expanded=${this.open?.name===s.name}
              @click=${()=>a(this,u,tt).call(this,s)}
            >
              ${De(s.name)}${s.label}
            </button>`)}
      </div>
      ${this.open?r`<bokeh-move
              .ticket=${e}
              .move=${this.open}
              .handlers=${a(this,u,Ze).call(this)}
            ></bokeh-move>`:m}
    </section>`:m},Ze=function(){let{value:e}=o(this,W);return e?e.items.map(({username:s,name:i,reason:c},k)=>({code:s,label:`${k===0?"★ ":""}${i} · ${c}`})):o(this,C).value?.handlers??[]},Fe=function(e){return r`${e.comments.length?r`<ol class="comments">
              ${e.comments.map(({author:s,at:i,text:c,internal:k})=>r`<li class="comment ${k?"comment-internal":""}">
                    <p class="hint">
                      ${s} ·
                      ${S(i)}${k?r`<span class="tag"
                              >${f("lock")}${n("record.internal_tag")}</span
                            >`:m}
                    </p>
                    ${I(c)}
                  </li>`)}
            </ol>`:Y("record.no_comments")}
      <bokeh-comment-form .number=${e.number} @commented=${o(this,re)}></bokeh-comment-form>`},et=function(e){return r`${ze(e)} ${Be(e)} ${Ge(e)} ${We(e)}
      ${e.device?r`<bokeh-context
              .sn=${e.device.sn}
              .customer=${e.customer?.code??""}
              .except=${e.number}
            ></bokeh-context>`:m}
      <bokeh-likenesses
        .text=${e.summary}
        .product=${e.product?.name??""}
        .except=${e.number}
      ></bokeh-likenesses>`},tt=function(e){this.open=this.open?.name===e.name?null:e,this.open?.name==="assign"&&o(this,W).load()},z=new WeakMap,st=async function({number:e,following:s}){let i=`/api/tickets/${N(e)}/follow`;try{await de(i,{method:s?"DELETE":"POST"}),M(n(s?"ticket.unfollowed":"ticket.followed"))}catch(c){M(c.message)}o(this,v).load()},re=new WeakMap,p([$()],L.prototype,"open",2),p([$()],L.prototype,"isEditing",2),p([D(".acts")],L.prototype,"acts",2),L=p([q("bokeh-ticket")],L);export{L as TicketPage};
