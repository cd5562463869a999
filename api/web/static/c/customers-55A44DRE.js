import{a as N}from"./chunk-7L2DQ6W5.js";import{b as F}from"./chunk-QTEA6UWC.js";import{a as K}from"./chunk-FKIWGZPF.js";import{b as y,c as V}from"./chunk-I26P6U5Q.js";import"./chunk-BCSMJK7M.js";import{a as C}from"./chunk-YDQFGYT4.js";import{c as B,d as Q,e as L}from"./chunk-DTO2MNYV.js";import{d as j,j as g,o as U,p as q}from"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as n,k as x,m as G,o as c,u as z,w as J,x as b}from"./chunk-2DPB7P3T.js";import{g as f}from"./chunk-CK4OZ74M.js";import{A as h,i as s,j as m,n as H,y as M}from"./chunk-Q4INVTIJ.js";import{d as v,e as i,f as p,h as E}from"./chunk-6UXUQ4LK.js";var $,S,O,T,A,R=class extends C{constructor(){super(...arguments);p(this,S);p(this,$,new b(this,e=>h("/api/customers",{q:L("q"),page:L("page"),size:25},e)));this.asked=()=>{i(this,$).load()};p(this,T,e=>{e.preventDefault();let t=String(new FormData(e.target).get("q")??"").trim();/^[A-Z]{1,4}_?\d{4,}$/i.test(t)?B(`/devices/${encodeURIComponent(t)}`):Q({q:t||null,page:null})});p(this,A,async()=>{let e=await K(this);e&&B(`/devices/${encodeURIComponent(e)}`)})}connectedCallback(){super.connectedCallback(),this.titled(s("nav.customers")),i(this,$).load(),this.begin()}render(){return a`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.customers")}</h1>
          <p class="hint">${s("customers.hint")}</p>
        </div>
      </header>
      <form class="filters" @submit=${i(this,T)}>
        <label class="search"
          >${c("search")}<span class="unseen">${s("customers.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${s("customers.search")}
            .value=${L("q")}
        /></label>
        <button type="submit" class="main">${s("receive.find")}</button>
        <button type="button" class="quiet" @click=${i(this,A)}
          >${c("scan")}${s("receive.scan")}</button
        >
      </form>
      ${i(this,$).draw(e=>E(this,S,O).call(this,e))}
    </div>`}};$=new WeakMap,S=new WeakSet,O=function(e){return e.items.length?a`<div class="table-card">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">${s("fact.customer")}</th>
              <th scope="col">${s("customers.type")}</th>
              <th scope="col">${s("fact.dealer")}</th>
              <th scope="col">${s("customers.devices")}</th>
              <th scope="col">${s("customers.tags")}</th>
            </tr>
          </thead>
          <tbody>
            ${e.items.map(t=>a`<tr>
                  <td class="list-main">
                    <a class="list-link" href="/customers/${encodeURIComponent(t.code)}"
                      ><span class="list-title">${t.name}</span></a
                    ><span class="hint">${t.contacts[0]?.email??t.country??""}</span>
                  </td>
                  <td>${m("account_type",t.account_type)}</td>
                  <td data-label=${s("fact.dealer")}>${t.dealer?.name??"–"}</td>
                  <td data-label=${s("customers.devices")}>${t.devices.length}</td>
                  <td
                    >${t.tags.map(l=>a`<span class="tag tag-open">${l}</span> `)}</td
                  >
                </tr>`)}
          </tbody>
        </table>
      </div>
      ${N(e,t=>Q({page:String(t)}))}`:J(s("customers.none"),{sign:"search"})},T=new WeakMap,A=new WeakMap,R=v([x("bokeh-customers")],R);var u,k,I=class extends C{constructor(){super(...arguments);p(this,u,new b(this,e=>h(`/api/customers/${M(this.params.code)}`,{},e)));p(this,k,new b(this,e=>h("/api/tickets",{customer:this.params.code,size:50},e)))}willUpdate(e){e.has("params")&&i(this,u).load().then(()=>{i(this,u).value&&(this.titled(i(this,u).value.name),i(this,k).load(),this.begin())})}render(){let{value:e,error:t,load:l}=i(this,u);return t?a`<div class="page">${y()}${V(t,this.params.code,l)}</div>`:e?a`<div class="record page">
      ${y()}
      <div class="two-columns">
        <div class="record-content">
          ${j(1,{sign:"people",number:e.code,title:e.name,kind:m("account_type",e.account_type)})}
          <p class="tags"
            >${e.tags.map(d=>a`<span class="tag tag-open">${d}</span>`)}</p
          >
          ${q([["fact.dealer",e.dealer?.name],["customers.country",e.country]])}
          ${g("fact.contact",ee(e))}
          ${g("customers.profile",X(e))}
          ${g("context.history",i(this,k).draw(d=>d.items.length?F(d.items):U("list.none")))}
        </div>
        <aside class="beside" aria-label=${s("customers.devices")}>
          <section class="side-card">
            <h2>${c("camera")}${s("customers.devices")}</h2>
            ${e.devices.length?P(e):U("customers.no_devices")}
          </section>
          ${f("consult:open")?a`<a
                  class="button"
                  href="/new/consult?customer=${encodeURIComponent(e.name)}"
                  >${c("plus")}${s("customers.consult")}</a
                >`:n}
        </aside>
      </div>
    </div>`:a`<div class="page">${z()}</div>`}};u=new WeakMap,k=new WeakMap,I=v([x("bokeh-customer")],I);function X({profile:r,entitlement:o}){return r?a`${q([["customers.contracts",m("entitlement",o)],["customers.activity",m("activity",r.activity)],["customers.level",m("technical_level",r.technical_level)],["customers.usual",r.by_category.slice(0,Y).map(({name:e,count:t})=>`${e} ${t}`).join(" · ")]])}
  ${r.repeated_problems.map(({name:e,count:t})=>a`<p class="warning">
        ${c("warning")}<span>${s("customers.repeated",{problem:e,count:t})}</span>
      </p>`)}`:n}var Y=3,P=({devices:r})=>a`<ul class="lines">
    ${r.map(o=>a`<li>
          <a class="line" href="/devices/${encodeURIComponent(o)}"
            ><span class="line-sign">${c("camera")}</span
            ><span class="line-text"><strong>${o}</strong></span></a
          >
        </li>`)}
  </ul>`;function ee({contacts:r}){return r.length?a`<ul class="parts">
    ${r.map(({name:o,email:e,phone:t,wechat:l,preferred:d})=>a`<li>
          <strong>${o}</strong> ${[e,t,l].filter(Boolean).join(" · ")}
          ${d?a`<span class="tag">${s("customers.prefers",{way:m("source",d)})}</span>`:n}
        </li>`)}
  </ul>`:n}var _,D,W,w=class extends C{constructor(){super(...arguments);p(this,D);this.history=[];p(this,_,new b(this,e=>E(this,D,W).call(this,e)))}willUpdate(e){e.has("params")&&(this.titled(this.params.sn),i(this,_).load().then(()=>this.begin()))}render(){let{value:e,error:t,load:l,isLoading:d}=i(this,_);if(t)return a`<div class="page">${y()}${V(t,this.params.sn,l)}</div>`;if(!e&&d)return a`<div class="page">${z()}</div>`;let Z=encodeURIComponent(this.params.sn);return a`<div class="record page">
      ${y()}
      <div class="two-columns">
        <div class="record-content">
          ${j(1,{sign:"camera",number:e?.sn??this.params.sn,title:e?.product.name??s("context.unknown"),state:e?s(e.in_warranty?"fact.in_warranty":"fact.out_of_warranty"):void 0,tone:e?.in_warranty?"tag-open":""})}
          ${e?q([["fact.batch",e.batch],["fact.warranty",e.warranty_until&&s("fact.warranty_until",{date:H(e.warranty_until)})]]):n}
          ${g("context.history",this.history.length?F(this.history):U("list.none"))}
        </div>
        <aside class="beside" aria-label=${s("device.owners")}>
          ${e?te(e):n}
          ${f("rma:open")||f("rma:request")?a`<a class="button" href="/new/rma?sn=${Z}"
                  >${c("rma")}${s("device.rma")}</a
                >`:n}
          ${f("consult:open")?a`<a class="quiet button" href="/new/consult?sn=${Z}"
                  >${c("consult")}${s("customers.consult")}</a
                >`:n}
        </aside>
      </div>
    </div>`}};_=new WeakMap,D=new WeakSet,W=async function(e){let t=`/api/devices/${M(this.params.sn)}`,l=await h(t,{},e);return this.history=(await h(`${t}/history`,{},e)).items,l},v([G()],w.prototype,"history",2),w=v([x("bokeh-device")],w);var te=({owners:r})=>a`<section class="side-card">
    <h2>${c("people")}${s("device.owners")}</h2>
    <ol class="clocks">
      ${r.map(({customer:o,since:e,is_current:t})=>a`<li>
            <a href="/customers/${encodeURIComponent(o.code)}">${o.name}</a>
            <span class="hint">${s("device.since",{date:H(e)})}</span>
            ${t?a`<span class="tag tag-open">${s("device.now")}</span>`:n}
          </li>`)}
    </ol>
  </section>`;export{I as CustomerPage,R as CustomersPage,w as DevicePage};
