import{b as A,c as B}from"./chunk-XOECGTOA.js";import{a as z}from"./chunk-6HWKP5HO.js";import"./chunk-2MEXWIUJ.js";import{a as H,b as O,f as j,g as s,h as F,j as l,l as f,m as M,n as R,o as U,p as V,q,s as b}from"./chunk-LOMAI4E7.js";import"./chunk-FGJ6M6TF.js";import{c as t,g as w,k,o as E}from"./chunk-MJJIJ7P2.js";import{A as T,B as x,h,i as a,k as d}from"./chunk-HFNORJ3X.js";import{d as g,e as n,f as u,h as _}from"./chunk-6UXUQ4LK.js";var i,m,v,C,y=class extends z{constructor(){super(...arguments);u(this,v);u(this,i,new b(this,r=>T(this.params.number,r)));u(this,m,new b(this,async r=>(await x(this.params.number,r)).items))}willUpdate(r){r.has("params")&&(this.titled(this.params.number),n(this,i).load().then(()=>{this.begin(),n(this,i).value&&n(this,m).load()}))}render(){return t`<div class="record page">
      ${A()}
      <div class="record-content">${_(this,v,C).call(this)}</div>
    </div>`}};i=new WeakMap,m=new WeakMap,v=new WeakSet,C=function(){let{value:r,error:c,load:p}=n(this,i);return c?B(c,this.params.number,p):r?[O(1,r),s("record.facts",D(r)),s("record.description",r.description&&l(r.description)),s("record.solution",r.solution?l(r.solution):f("record.no_solution")),F(r.solution_internal&&l(r.solution_internal)),s("record.details",Object.keys(r.details).length>0&&V(r.details,r.labels)),s("record.parts",r.parts.length>0&&G(r)),s("record.links",r.links.length>0&&I(r)),s("record.comments",J(r)),s("record.history",n(this,m).draw($=>$.length?j($):f("record.no_history"),h("record.history_loading")))]:q(h("record.loading",{number:this.params.number}))},y=g([k("bokeh-ticket")],y);function D(e){return M([["fact.customer",e.customer?.name],["fact.contact",e.contact],["fact.dealer",e.dealer?.name],["fact.product",e.product?.name],["fact.sn",e.device?.sn],["fact.batch",e.device?.batch],["fact.warranty",U(e)],["fact.category",R(e.category)],["fact.handler",e.handler],["fact.priority",e.priority],["fact.severity",a("severity",e.severity)],["fact.channel",a("channel",e.channel)],["fact.source",a("source",e.source)],["fact.service_type",a("service_type",e.service_type)],["fact.created",d(e.created_at)],["fact.updated",d(e.updated_at)],["fact.closed",e.closed_at&&d(e.closed_at)]])}var G=e=>t`<ul class="parts">
    ${e.parts.map(({sku:o,name:r,quantity:c})=>t`<li><span class="number">${o}</span> ${r} × ${c}</li>`)}
  </ul>`,I=e=>t`<ul class="links">
    ${e.links.map(o=>t`<li>
          ${o.label??a("link",o.kind)}:
          <a href=${H("ticket",o.number)}>${o.number}</a> ${o.summary}
        </li>`)}
  </ul>`;function J({comments:e}){return e.length?t`<ol class="comments">
    ${e.map(({author:o,at:r,text:c,internal:p})=>t`<li class="comment ${p?"comment-internal":""}">
          <p class="hint">
            ${o} ·
            ${d(r)}${p?t`<span class="tag">${E("lock")}${h("record.internal_tag")}</span>`:w}
          </p>
          ${l(c)}
        </li>`)}
  </ol>`:f("record.no_comments")}export{y as TicketPage,D as ticketFacts};
