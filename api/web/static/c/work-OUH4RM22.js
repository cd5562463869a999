import{b as q}from"./chunk-QTEA6UWC.js";import{a as C}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as x,k as b,o as g,q as N,w as K,x as f}from"./chunk-2DPB7P3T.js";import{a as Q,g as l}from"./chunk-CK4OZ74M.js";import{A as h,i,j as L,n as I}from"./chunk-Q4INVTIJ.js";import{d as T,e as n,f as m,h as w}from"./chunk-6UXUQ4LK.js";var O=4,D=8,e=(p,o,r,s,t=!1)=>({title:p,sign:o,kind:r,status:s,isUrgent:t});function E(){return l("rma:handle")?[e("work.approve","check","rma","pending_approval",!0),e("work.exceptions","warning","rma","exception",!0),e("work.reports","consult","consult","self_reported"),e("work.consults","consult","consult","in_progress"),e("work.waiting","clock","consult","waiting_customer"),e("work.quotes","money","rma","quote_sent"),e("work.inspected","people","rma","inspected"),e("work.repaired","money","rma","repaired"),e("work.parts","dealer_repair","dealer_repair","parts_requested")]:l("rma:workshop")?[e("work.assigned","dealer_repair","rma","assigned",!0),e("work.received","search","rma","received"),e("work.repairing","dealer_repair","rma","repairing"),e("work.arriving","truck","rma","in_transit"),e("work.ship","truck","rma","paid"),e("work.repaired","truck","rma","repaired")]:l("rma:request")||l("consult:report")?[e("work.quotes","money","rma","quote_sent",!0),e("work.approved","truck","rma","awaiting_receipt"),e("work.confirm","check","rma","shipped"),e("work.asked_approval","clock","rma","pending_approval"),e("work.solutions","consult","consult","waiting_customer"),e("work.own_consults","consult","consult","in_progress"),...l("dealer_repair:open")?[e("work.local","dealer_repair","dealer_repair","open")]:[]]:[e("work.exceptions","warning","rma","exception"),e("work.consults","consult","consult","in_progress")]}var d,u,k,c,P,S,U,v=class extends C{constructor(){super(...arguments);m(this,c);m(this,d,new f(this,r=>R(r)));m(this,u,new f(this,r=>h("/api/work",{},r)));m(this,k,new f(this,r=>h("/api/drafts",{},r)));this.redraw=()=>{n(this,d).load(),n(this,u).load()}}connectedCallback(){super.connectedCallback(),this.titled(i("nav.work")),n(this,d).load(),n(this,u).load(),n(this,k).load(),this.begin()}render(){return a`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${i("work.title",{name:Q.user.name})}</h1>
          <p class="hint">${i("work.hint")}</p>
        </div>
      </header>
      ${n(this,d).draw(r=>w(this,c,P).call(this,r),i("work.loading"))} ${w(this,c,S).call(this)}
      ${w(this,c,U).call(this)}
    </div>`}};d=new WeakMap,u=new WeakMap,k=new WeakMap,c=new WeakSet,P=function(r){let s=r.filter(({page:t})=>t.total>0);return s.length?a`<div class="counts">
        ${s.map(t=>a`<a class="count ${t.isUrgent?"count-urgent":""}" href=${M(t)}
              ><strong>${t.page.total}</strong><span>${i(t.title)}</span></a
            >`)}
      </div>
      <div class="queues">
        ${s.map(t=>a`<section class="side-card queue">
              <h2>
                ${g(t.sign)}${i(t.title)}
                <a class="more" href=${M(t)}
                  >${t.page.total>O?i("work.all",{count:t.page.total}):i("work.list")}</a
                >
              </h2>
              ${q(t.page.items)}
            </section>`)}
      </div>`:K(i("work.nothing"))},S=function(){let{overdue:r=[],mine:s=[]}=n(this,u).value??{},t=($,_,y)=>y.length?a`<section class="side-card">
            <h2>${g(_)}${i($)} <span class="tag">${y.length}</span></h2>
            ${q(y.slice(0,D))}
          </section>`:x;return a`<div class="queues">
      ${t("work.overdue","warning",r)} ${t("work.mine","star",s)}
    </div>`},U=function(){let r=n(this,k).value?.items??[];return r.length?a`<section class="side-card">
      <h2>${g("edit")}${i("work.drafts")}</h2>
      <ul class="lines">
        ${r.map(({id:s,kind:t,title:$,updated_at:_})=>a`<li>
              <a class="line" href="/new/${t}?draft=${encodeURIComponent(s)}">
                <span class="line-sign">${g(N(t))}</span>
                <span class="line-text"
                  ><strong>${$||i("work.untitled")}</strong
                  ><span class="hint">${L("kind",t)} · ${I(_)}</span></span
                >
              </a>
            </li>`)}
      </ul>
    </section>`:x},v=T([b("bokeh-work")],v);var M=({kind:p,status:o})=>`/lists/${p}?status=${o}`;async function R(p){return Promise.all(E().map(async o=>{let r={kind:o.kind,status:o.status,size:O,sort:"created_at"};return{...o,page:await h("/api/tickets",r,p)}}))}export{v as WorkPage,E as queues,R as waiting};
