import{a as N}from"./chunk-WSDDXE5Z.js";import{b as V}from"./chunk-JB3ODMWP.js";import{a as K}from"./chunk-3AN24RFZ.js";import{b as g,c as j}from"./chunk-3N4NNCSY.js";import"./chunk-KYPH3IH3.js";import{a as C}from"./chunk-AAVHVSJZ.js";import{c as B,d as Q,e as U}from"./chunk-JLZY2NV5.js";import{d as z,j as x,o as q,p as A}from"./chunk-T4EI3TNQ.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as l,k,m as G,o as p,u as F,w as J,x as f}from"./chunk-U2KKTGX4.js";import{g as v}from"./chunk-NUSHFB2I.js";import{A as u,i as t,j as _,n as H,y as M}from"./chunk-EUH3DAMM.js";import{d as $,e as r,f as d,h as E}from"./chunk-6UXUQ4LK.js";var h,I,O,T,S,L=class extends C{constructor(){super(...arguments);d(this,I);d(this,h,new f(this,e=>u("/api/customers",{q:U("q"),page:U("page"),size:25},e)));this.asked=()=>{r(this,h).load()};d(this,T,e=>{e.preventDefault();let s=String(new FormData(e.target).get("q")??"").trim();/^[A-Z]{1,4}_?\d{4,}$/i.test(s)?B(`/devices/${encodeURIComponent(s)}`):Q({q:s||null,page:null})});d(this,S,async()=>{let e=await K(this);e&&B(`/devices/${encodeURIComponent(e)}`)})}connectedCallback(){super.connectedCallback(),this.titled(t("nav.customers")),r(this,h).load(),this.begin()}render(){return a`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.customers")}</h1>
          <p class="hint">${t("customers.hint")}</p>
        </div>
      </header>
      <form class="filters" @submit=${r(this,T)}>
        <label class="search"
          >${p("search")}<span class="unseen">${t("customers.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${t("customers.search")}
            .value=${U("q")}
        /></label>
        <button type="submit" class="main">${t("receive.find")}</button>
        <button type="button" class="quiet" @click=${r(this,S)}
          >${p("scan")}${t("receive.scan")}</button
        >
      </form>
      ${r(this,h).draw(e=>E(this,I,O).call(this,e))}
    </div>`}};h=new WeakMap,I=new WeakSet,O=function(e){return e.items.length?a`<div class="table-card">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">${t("fact.customer")}</th>
              <th scope="col">${t("customers.type")}</th>
              <th scope="col">${t("fact.dealer")}</th>
              <th scope="col">${t("customers.devices")}</th>
              <th scope="col">${t("customers.tags")}</th>
            </tr>
          </thead>
          <tbody>
            ${e.items.map(s=>a`<tr>
                  <td class="list-main">
                    <a class="list-link" href="/customers/${encodeURIComponent(s.code)}"
                      ><span class="list-title">${s.name}</span></a
                    ><span class="hint">${s.contacts[0]?.email??s.country??""}</span>
                  </td>
                  <td>${_("account_type",s.account_type)}</td>
                  <td data-label=${t("fact.dealer")}>${s.dealer?.name??"–"}</td>
                  <td data-label=${t("customers.devices")}>${s.devices.length}</td>
                  <td
                    >${s.tags.map(i=>a`<span class="tag tag-open">${i}</span> `)}</td
                  >
                </tr>`)}
          </tbody>
        </table>
      </div>
      ${N(e,s=>Q({page:String(s)}))}`:J(t("customers.none"),{sign:"search"})},T=new WeakMap,S=new WeakMap,L=$([k("bokeh-customers")],L);var m,w,R=class extends C{constructor(){super(...arguments);d(this,m,new f(this,e=>u(`/api/customers/${M(this.params.code)}`,{},e)));d(this,w,new f(this,e=>u("/api/tickets",{customer:this.params.code,size:50},e)))}willUpdate(e){e.has("params")&&r(this,m).load().then(()=>{r(this,m).value&&(this.titled(r(this,m).value.name),r(this,w).load(),this.begin())})}render(){let{value:e,error:s,load:i}=r(this,m);return s?a`<div class="page">${g()}${j(s,this.params.code,i)}</div>`:e?a`<div class="record page">
      ${g()}
      <div class="two-columns">
        <div class="record-content">
          ${z(1,{sign:"people",number:e.code,title:e.name,kind:_("account_type",e.account_type)})}
          <p class="tags"
            >${e.tags.map(c=>a`<span class="tag tag-open">${c}</span>`)}</p
          >
          ${A([["fact.dealer",e.dealer?.name],["customers.country",e.country]])}
          ${x("fact.contact",Y(e))}
          ${x("context.history",r(this,w).draw(c=>c.items.length?V(c.items):q("list.none")))}
        </div>
        <aside class="beside" aria-label=${t("customers.devices")}>
          <section class="side-card">
            <h2>${p("camera")}${t("customers.devices")}</h2>
            ${e.devices.length?X(e):q("customers.no_devices")}
          </section>
          ${v("consult:open")?a`<a
                  class="button"
                  href="/new/consult?customer=${encodeURIComponent(e.name)}"
                  >${p("plus")}${t("customers.consult")}</a
                >`:l}
        </aside>
      </div>
    </div>`:a`<div class="page">${F()}</div>`}};m=new WeakMap,w=new WeakMap,R=$([k("bokeh-customer")],R);var X=({devices:o})=>a`<ul class="lines">
    ${o.map(n=>a`<li>
          <a class="line" href="/devices/${encodeURIComponent(n)}"
            ><span class="line-sign">${p("camera")}</span
            ><span class="line-text"><strong>${n}</strong></span></a
          >
        </li>`)}
  </ul>`;function Y({contacts:o}){return o.length?a`<ul class="parts">
    ${o.map(({name:n,email:e,phone:s,wechat:i,preferred:c})=>a`<li>
          <strong>${n}</strong> ${[e,s,i].filter(Boolean).join(" · ")}
          ${c?a`<span class="tag">${t("customers.prefers",{way:_("source",c)})}</span>`:l}
        </li>`)}
  </ul>`:l}var y,D,W,b=class extends C{constructor(){super(...arguments);d(this,D);this.history=[];d(this,y,new f(this,e=>E(this,D,W).call(this,e)))}willUpdate(e){e.has("params")&&(this.titled(this.params.sn),r(this,y).load().then(()=>this.begin()))}render(){let{value:e,error:s,load:i,isLoading:c}=r(this,y);if(s)return a`<div class="page">${g()}${j(s,this.params.sn,i)}</div>`;if(!e&&c)return a`<div class="page">${F()}</div>`;let Z=encodeURIComponent(this.params.sn);return a`<div class="record page">
      ${g()}
      <div class="two-columns">
        <div class="record-content">
          ${z(1,{sign:"camera",number:e?.sn??this.params.sn,title:e?.product.name??t("context.unknown"),state:e?t(e.in_warranty?"fact.in_warranty":"fact.out_of_warranty"):void 0,tone:e?.in_warranty?"tag-open":""})}
          ${e?A([["fact.batch",e.batch],["fact.warranty",e.warranty_until&&t("fact.warranty_until",{date:H(e.warranty_until)})]]):l}
          ${x("context.history",this.history.length?V(this.history):q("list.none"))}
        </div>
        <aside class="beside" aria-label=${t("device.owners")}>
          ${e?P(e):l}
          ${v("rma:open")||v("rma:request")?a`<a class="button" href="/new/rma?sn=${Z}"
                  >${p("rma")}${t("device.rma")}</a
                >`:l}
          ${v("consult:open")?a`<a class="quiet button" href="/new/consult?sn=${Z}"
                  >${p("consult")}${t("customers.consult")}</a
                >`:l}
        </aside>
      </div>
    </div>`}};y=new WeakMap,D=new WeakSet,W=async function(e){let s=`/api/devices/${M(this.params.sn)}`,i=await u(s,{},e);return this.history=(await u(`${s}/history`,{},e)).items,i},$([G()],b.prototype,"history",2),b=$([k("bokeh-device")],b);var P=({owners:o})=>a`<section class="side-card">
    <h2>${p("people")}${t("device.owners")}</h2>
    <ol class="clocks">
      ${o.map(({customer:n,since:e,is_current:s})=>a`<li>
            <a href="/customers/${encodeURIComponent(n.code)}">${n.name}</a>
            <span class="hint">${t("device.since",{date:H(e)})}</span>
            ${s?a`<span class="tag tag-open">${t("device.now")}</span>`:l}
          </li>`)}
    </ol>
  </section>`;export{R as CustomerPage,L as CustomersPage,b as DevicePage};
