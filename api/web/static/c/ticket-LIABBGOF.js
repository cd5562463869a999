import{a as me}from"./chunk-Q77CDIMZ.js";import"./chunk-7PFLZ66E.js";import"./chunk-PTLSPJYK.js";import{a as de}from"./chunk-3NWRBKFC.js";import"./chunk-EYJM5FMF.js";import{a as C}from"./chunk-NSVAMHJK.js";import"./chunk-5VWJT4VO.js";import"./chunk-DT6JAKKN.js";import{b as j}from"./chunk-7N6RKAHB.js";import{a as Z,f as F,g as N}from"./chunk-F7JOHHBS.js";import{b as R,c as pe}from"./chunk-ZC2WZJPG.js";import{a as le}from"./chunk-Z2ABAB66.js";import{a as ee,c as te,g as se,h,i as re,k as T,m as O,n as oe,o as ne,p as ie,q as ae}from"./chunk-3MUOA7TM.js";import"./chunk-NUHZMQIG.js";import{a as ce,d as E}from"./chunk-CN57YLLE.js";import"./chunk-PBTUABO2.js";import{c as s,g as c,k as M,l as A,m as _,n as q,o as u,r as Y,t as P}from"./chunk-G7AYT2BG.js";import{A as Q,B as I,H as W,I as X,i as a,j as $,l as y,p as z,q as B,u as G,x as U,z as J}from"./chunk-A4WACZFI.js";import{d as p,e as n,f as m,g as K,h as g}from"./chunk-6UXUQ4LK.js";var S,D,v=class extends P{constructor(){super(...arguments);this.number="";this.error="";this.isSending=!1;m(this,S,I());m(this,D,async e=>{e.preventDefault();let r=new FormData(e.target),i=String(r.get("text")??"").trim();if(!(!i||this.isSending)){this.isSending=!0,this.error="";try{let l={text:i,internal:r.has("internal")};await Q(`/api/tickets/${U(this.number)}/comments`,l,n(this,S)),this.field.value="",this.tell("commented")}catch(l){this.error=l.message}K(this,S,I()),this.isSending=!1}})}render(){return N("tickets:comment")?s`<form class="comment-form" @submit=${n(this,D)}>
      <label class="field"
        ><span>${a("comment.label")}</span
        ><textarea name="text" rows="2" maxlength="20000" required></textarea>
      </label>
      ${this.error?s`<p class="error" role="alert">${this.error}</p>`:c}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>${a("comment.send")}</button>
        ${N("tickets:comment_internal")?s`<label class="check"
                ><input type="checkbox" name="internal" />${a("comment.internal")}</label
              >`:c}
      </div>
    </form>`:c}};S=new WeakMap,D=new WeakMap,p([A({attribute:!1})],v.prototype,"number",2),p([_()],v.prototype,"error",2),p([_()],v.prototype,"isSending",2),p([q("textarea")],v.prototype,"field",2),v=p([M("bokeh-comment-form")],v);var Me=864e5;function ue(t){let o=t.device?.sn;return oe([["fact.customer",t.customer&&s`<a href="/customers/${encodeURIComponent(t.customer.code)}"
          >${t.customer.name}</a
        >`],["fact.contact",t.contact],["fact.dealer",t.dealer?.name],["fact.product",t.product?.name],["fact.sn",o&&s`<a href="/devices/${encodeURIComponent(o)}">${o}</a>`],["fact.batch",t.device?.batch],["fact.warranty",ie(t)],["fact.category",ne(t.category)],["fact.handler",t.handler],["fact.priority",t.priority&&$("priority",t.priority)],["fact.severity",$("severity",t.severity)],["fact.channel",$("channel",t.channel)],["fact.source",$("source",t.source)],["fact.service_type",$("service_type",t.service_type)],["fact.created",y(t.created_at)],["fact.updated",y(t.updated_at)],["fact.closed",t.closed_at&&y(t.closed_at)]])}var he=t=>s`<ul class="parts">
    ${t.parts.map(({sku:o,name:e,quantity:r})=>s`<li><span class="number">${o}</span> ${e} × ${r}</li>`)}
  </ul>`;function fe(t){return t.links.length?s`<section class="side-card">
    <h2>${u("link")}${a("record.links")}</h2>
    <ul class="lines">
      ${t.links.map(o=>s`<li>
            <a class="line" href=${ee("ticket",o.number)}>
              <span class="line-sign">${u(Y(o.number))}</span>
              <span class="line-text"
                ><strong>${o.number}</strong
                ><span class="hint"
                  >${o.kind_label??$("link",o.kind)} · ${o.summary}</span
                ></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:c}function $e(t){let o=t.clocks??[];if(!o.length)return c;let e=F();return s`<section class="side-card">
    <h2>${u("clock")}${a("ticket.clocks")}</h2>
    <ul class="clocks">
      ${o.map(({label:r,due_at:i,held:l,overdue:w})=>{let Te=new Date(i).getTime()-e.getTime(),Ee=w?"clock-late":Te<Me?"clock-soon":"";return s`<li class=${Ee}>
          <span>${r}</span>
          <strong title=${y(i)}
            >${l?a("ticket.clock_held"):B(e,new Date(i))}</strong
          >
        </li>`})}
    </ul>
  </section>`}function ve(t){let o=t.documents??[];return o.length?s`<section class="side-card">
    <h2>${u("article")}${a("ticket.documents")}</h2>
    <ul class="lines">
      ${o.map(e=>s`<li>
            <a class="line" href=${G(e.url)} target="_blank" rel="noopener">
              <span class="line-sign">${u("download")}</span>
              <span class="line-text"
                ><strong>${e.title}</strong
                ><span class="hint">${e.number??$("document",e.kind)}</span></span
              >
            </a>
          </li>`)}
    </ul>
  </section>`:c}function be(t){let o=(t.invoices??[]).filter(({withdrawn_at:e})=>!e);return o.length?s`<section class="side-card">
    <h2>${u("money")}${a("ticket.invoices")}</h2>
    <ul class="clocks">
      ${o.map(({number:e,total:r,currency:i,paid_at:l})=>s`<li>
            <span>${e}</span><strong>${z(r,i)}</strong>
            <span class="tag ${l?"tag-done":"tag-wait"}"
              >${a(l?"ticket.paid":"ticket.unpaid")}</span
            >
          </li>`)}
    </ul>
  </section>`:c}var f,b,H,x,d,ge,ye,we,ke,xe,_e,L,V,k=class extends le{constructor(){super(...arguments);m(this,d);this.open=null;m(this,f,new E(this,e=>W(this.params.number,e)));m(this,b,new E(this,async e=>(await X(this.params.number,e)).items));m(this,H,new E(this,e=>J(`/api/tickets/${U(this.params.number)}/handlers`,{},e)));m(this,x,new E(this,()=>de(Z.user.username)));this.redraw=()=>{n(this,f).load(),n(this,b).load(),n(this,x).load()};m(this,L,async e=>{n(this,f).value=e.detail,this.open=null,this.requestUpdate(),n(this,b).load(),await this.updateComplete,(this.acts?.querySelector("button")??this.querySelector("h1"))?.focus()});m(this,V,()=>{j(a("ticket.commented")),n(this,f).load(),n(this,b).load()})}willUpdate(e){e.has("params")&&(this.titled(this.params.number),this.open=null,n(this,f).load().then(()=>{this.begin(),n(this,f).value&&n(this,b).load()}),n(this,x).load())}render(){let{value:e,error:r,load:i}=n(this,f),l=r?pe(r,this.params.number,i):e?c:ce(a("record.loading",{number:this.params.number}));return r||!e?s`<div class="record page">
        ${R()}
        <div class="record-content">${l}</div>
      </div>`:s`<div class="record page">
      ${R()}
      <div class="two-columns">
        <div class="record-content">${g(this,d,ge).call(this,e)}</div>
        <aside class="beside" aria-label=${a("ticket.beside")}>${g(this,d,xe).call(this,e)}</aside>
      </div>
    </div>`}};f=new WeakMap,b=new WeakMap,H=new WeakMap,x=new WeakMap,d=new WeakSet,ge=function(e){let r=e.attachments??[];return[te(1,e),g(this,d,ye).call(this,e),h("record.facts",ue(e)),h("record.description",e.description&&T(e.description)),h("record.solution",e.solution?T(e.solution):O("record.no_solution")),re(e.solution_internal&&T(e.solution_internal)),h("record.details",(e.facts?.length??0)>0&&ae(e.facts)),h("record.parts",e.parts.length>0&&he(e)),h("record.attachments",r.length>0&&C(r)),h("record.comments",g(this,d,ke).call(this,e)),h("record.history",n(this,b).draw(i=>i.length?se(i):O("record.no_history"),a("record.history_loading")))]},ye=function(e){return e.moves.length?s`<section
      class="acts"
      aria-label=${a("ticket.acts")}
      @move-cancelled=${()=>this.open=null}
      @ticket-moved=${n(this,L)}
    >
      <div class="act-buttons">
        ${e.moves.map((r,i)=>s`<button
              type="button"
              class="${i===0?"main":"quiet"} act"
              aria-expanded=${this.open?.name===r.name}
              @click=${()=>g(this,d,_e).call(this,r)}
            >
              ${me(r.name)}${r.label}
            </button>`)}
      </div>
      ${this.open?s`<bokeh-move
              .ticket=${e}
              .move=${this.open}
              .handlers=${g(this,d,we).call(this)}
            ></bokeh-move>`:c}
    </section>`:c},we=function(){let{value:e}=n(this,H);return e?e.items.map(({username:r,name:i,reason:l},w)=>({code:r,label:`${w===0?"★ ":""}${i} · ${l}`})):n(this,x).value?.handlers??[]},ke=function(e){return s`${e.comments.length?s`<ol class="comments">
              ${e.comments.map(({author:r,at:i,text:l,internal:w})=>s`<li class="comment ${w?"comment-internal":""}">
                    <p class="hint">
                      ${r} ·
                      ${y(i)}${w?s`<span class="tag"
                              >${u("lock")}${a("record.internal_tag")}</span
                            >`:c}
                    </p>
                    ${T(l)}
                  </li>`)}
            </ol>`:O("record.no_comments")}
      <bokeh-comment-form .number=${e.number} @commented=${n(this,V)}></bokeh-comment-form>`},xe=function(e){return s`${$e(e)} ${ve(e)} ${be(e)} ${fe(e)}
      ${e.device?s`<bokeh-context
              .sn=${e.device.sn}
              .customer=${e.customer?.code??""}
              .except=${e.number}
            ></bokeh-context>`:c}
      <bokeh-likenesses
        .text=${e.summary}
        .product=${e.product?.name??""}
        .except=${e.number}
      ></bokeh-likenesses>`},_e=function(e){this.open=this.open?.name===e.name?null:e,this.open?.name==="assign"&&n(this,H).load()},L=new WeakMap,V=new WeakMap,p([_()],k.prototype,"open",2),p([q(".acts")],k.prototype,"acts",2),k=p([M("bokeh-ticket")],k);export{k as TicketPage};
