import{a as K}from"./chunk-PCM6CLVR.js";import{b as V}from"./chunk-3E7LLJQC.js";import{a as J}from"./chunk-UVDQCHK2.js";import{g as v}from"./chunk-Z2B4MMQ4.js";import{b as g,c as j}from"./chunk-ZOF5JMXF.js";import{a as C}from"./chunk-NHVD6FWO.js";import{c as B,d as O,e as U}from"./chunk-NIDVUHUG.js";import{d as z,j as x,o as q,p as A}from"./chunk-KZY2Q7G5.js";import{c as a,g as l,k,m as Z,o as p,u as F,w as G,x as f}from"./chunk-VYHL6BJR.js";import{i as s,j as _,n as H,x as M,z as u}from"./chunk-CA4LMX5P.js";import{d as $,e as r,f as d,h as E}from"./chunk-6UXUQ4LK.js";var h,I,N,T,S,L=class extends C{constructor(){super(...arguments);d(this,I);d(this,h,new f(this,e=>u("/api/customers",{q:U("q"),page:U("page"),size:25},e)));this.asked=()=>{r(this,h).load()};d(this,T,e=>{e.preventDefault();let t=String(new FormData(e.target).get("q")??"").trim();/^[A-Z]{1,4}_?\d{4,}$/i.test(t)?B(`/devices/${encodeURIComponent(t)}`):O({q:t||null,page:null})});d(this,S,async()=>{let e=await J(this);e&&B(`/devices/${encodeURIComponent(e)}`)})}connectedCallback(){super.connectedCallback(),this.titled(s("nav.customers")),r(this,h).load(),this.begin()}render(){return a`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.customers")}</h1>
          <p class="hint">${s("customers.hint")}</p>
        </div>
      </header>
      <form class="filters" @submit=${r(this,T)}>
        <label class="search"
          >${p("search")}<span class="unseen">${s("customers.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${s("customers.search")}
            .value=${U("q")}
        /></label>
        <button type="submit" class="main">${s("receive.find")}</button>
        <button type="button" class="quiet" @click=${r(this,S)}
          >${p("scan")}${s("receive.scan")}</button
        >
      </form>
      ${r(this,h).draw(e=>E(this,I,N).call(this,e))}
    </div>`}};h=new WeakMap,I=new WeakSet,N=function(e){return e.items.length?a`<div class="table-card">
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
                  <td>${_("account_type",t.account_type)}</td>
                  <td>${t.dealer?.name??"–"}</td>
                  <td>${t.devices.length}</td>
                  <td
                    >${t.tags.map(o=>a`<span class="tag tag-open">${o}</span> `)}</td
                  >
                </tr>`)}
          </tbody>
        </table>
      </div>
      ${K(e,t=>O({page:String(t)}))}`:G(s("customers.none"),{sign:"search"})},T=new WeakMap,S=new WeakMap,L=$([k("bokeh-customers")],L);var m,w,R=class extends C{constructor(){super(...arguments);d(this,m,new f(this,e=>u(`/api/customers/${M(this.params.code)}`,{},e)));d(this,w,new f(this,e=>u("/api/tickets",{customer:this.params.code,size:50},e)))}willUpdate(e){e.has("params")&&r(this,m).load().then(()=>{r(this,m).value&&(this.titled(r(this,m).value.name),r(this,w).load(),this.begin())})}render(){let{value:e,error:t,load:o}=r(this,m);return t?a`<div class="page">${g()}${j(t,this.params.code,o)}</div>`:e?a`<div class="record page">
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
        <aside class="beside" aria-label=${s("customers.devices")}>
          <section class="side-card">
            <h2>${p("camera")}${s("customers.devices")}</h2>
            ${e.devices.length?X(e):q("customers.no_devices")}
          </section>
          ${v("consult:open")?a`<a
                  class="button"
                  href="/new/consult?customer=${encodeURIComponent(e.name)}"
                  >${p("plus")}${s("customers.consult")}</a
                >`:l}
        </aside>
      </div>
    </div>`:a`<div class="page">${F()}</div>`}};m=new WeakMap,w=new WeakMap,R=$([k("bokeh-customer")],R);var X=({devices:i})=>a`<ul class="lines">
    ${i.map(n=>a`<li>
          <a class="line" href="/devices/${encodeURIComponent(n)}"
            ><span class="line-sign">${p("camera")}</span
            ><span class="line-text"><strong>${n}</strong></span></a
          >
        </li>`)}
  </ul>`;function Y({contacts:i}){return i.length?a`<ul class="parts">
    ${i.map(({name:n,email:e,phone:t,wechat:o,preferred:c})=>a`<li>
          <strong>${n}</strong> ${[e,t,o].filter(Boolean).join(" · ")}
          ${c?a`<span class="tag">${s("customers.prefers",{way:_("source",c)})}</span>`:l}
        </li>`)}
  </ul>`:l}var y,D,W,b=class extends C{constructor(){super(...arguments);d(this,D);this.history=[];d(this,y,new f(this,e=>E(this,D,W).call(this,e)))}willUpdate(e){e.has("params")&&(this.titled(this.params.sn),r(this,y).load().then(()=>this.begin()))}render(){let{value:e,error:t,load:o,isLoading:c}=r(this,y);if(t)return a`<div class="page">${g()}${j(t,this.params.sn,o)}</div>`;if(!e&&c)return a`<div class="page">${F()}</div>`;let Q=encodeURIComponent(this.params.sn);return a`<div class="record page">
      ${g()}
      <div class="two-columns">
        <div class="record-content">
          ${z(1,{sign:"camera",number:e?.sn??this.params.sn,title:e?.product.name??s("context.unknown"),state:e?s(e.in_warranty?"fact.in_warranty":"fact.out_of_warranty"):void 0,isOpen:e?.in_warranty??!1})}
          ${e?A([["fact.batch",e.batch],["fact.warranty",e.warranty_until&&s("fact.warranty_until",{date:H(e.warranty_until)})]]):l}
          ${x("context.history",this.history.length?V(this.history):q("list.none"))}
        </div>
        <aside class="beside" aria-label=${s("device.owners")}>
          ${e?P(e):l}
          ${v("rma:open")||v("rma:request")?a`<a class="button" href="/new/rma?sn=${Q}"
                  >${p("rma")}${s("device.rma")}</a
                >`:l}
          ${v("consult:open")?a`<a class="quiet button" href="/new/consult?sn=${Q}"
                  >${p("consult")}${s("customers.consult")}</a
                >`:l}
        </aside>
      </div>
    </div>`}};y=new WeakMap,D=new WeakSet,W=async function(e){let t=`/api/devices/${M(this.params.sn)}`,o=await u(t,{},e);return this.history=(await u(`${t}/history`,{},e)).items,o},$([Z()],b.prototype,"history",2),b=$([k("bokeh-device")],b);var P=({owners:i})=>a`<section class="side-card">
    <h2>${p("people")}${s("device.owners")}</h2>
    <ol class="clocks">
      ${i.map(({customer:n,since:e,is_current:t})=>a`<li>
            <a href="/customers/${encodeURIComponent(n.code)}">${n.name}</a>
            <span class="hint">${s("device.since",{date:H(e)})}</span>
            ${t?a`<span class="tag tag-open">${s("device.now")}</span>`:l}
          </li>`)}
    </ol>
  </section>`;export{R as CustomerPage,L as CustomersPage,b as DevicePage};
