import{b as V}from"./chunk-PBCYIQVM.js";import{a as P}from"./chunk-BCSMJK7M.js";import{a as L}from"./chunk-YDQFGYT4.js";import{d as x,e as o}from"./chunk-DTO2MNYV.js";import{c as r,g as q,k as w,o as k,w as E,x as u}from"./chunk-2DPB7P3T.js";import{a as j}from"./chunk-CK4OZ74M.js";import{A as g,i as s,p as v}from"./chunk-Q4INVTIJ.js";import{d as y,e,f as p}from"./chunk-6UXUQ4LK.js";var d,l,h,b,$=class extends L{constructor(){super(...arguments);p(this,d,new u(this,t=>g("/api/parts",{q:o("q"),product:o("product"),size:100},t)));p(this,l,new u(this,t=>g("/api/repair-plans",{q:o("q"),product:o("product")},t)));p(this,h,new u(this,()=>P(j.user.username)));this.asked=()=>{e(this,d).load(),e(this,l).load()};p(this,b,t=>{t.preventDefault();let a=String(new FormData(t.target).get("q")??"").trim();x({q:a||null})})}connectedCallback(){super.connectedCallback(),this.titled(s("nav.prices")),e(this,h).load(),this.asked(),this.begin()}render(){return r`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${s("nav.prices")}</h1>
          <p class="hint">${s("prices.hint")}</p>
        </div>
      </header>
      <form class="filters" role="search" @submit=${e(this,b)}>
        <label class="search"
          >${k("search")}<span class="unseen">${s("prices.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${s("prices.search")}
            .value=${o("q")}
        /></label>
        ${V("product",s("fact.product"),e(this,h).value?.products??[])}
        <button type="submit" class="main">${s("receive.find")}</button>
      </form>
      ${e(this,d).draw(({items:t})=>F(t))}
      ${e(this,l).value?.items.length?R(e(this,l).value.items):q}
    </div>`}};d=new WeakMap,l=new WeakMap,h=new WeakMap,b=new WeakMap,$=y([w("bokeh-prices")],$);function F(i){if(!i.length)return E(s("prices.none"),{sign:"search"});let n=["CNY","USD","EUR"].filter(t=>i.some(({prices:a})=>a?.[t]));return r`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${s("stock.part")}</th>
          <th scope="col">${s("prices.fits")}</th>
          ${n.map(t=>r`<th scope="col" class="to-right">${t}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${i.map(({sku:t,name:a,fits:f,prices:m})=>r`<tr>
              <td class="list-main"
                ><span class="list-title">${a}</span><span class="hint">${t}</span></td
              >
              <td class="hint">${(f??[]).join(", ")}</td>
              ${n.map(c=>r`<td class="to-right">${m?.[c]?v(m[c],c):"–"}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}function R(i){return r`<h2 class="part-title">${s("prices.plans")}</h2>
    <div class="table-card">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">${s("prices.plan")}</th>
            <th scope="col">${s("prices.fits")}</th>
            <th scope="col" class="to-right">${s("prices.price")}</th>
          </tr>
        </thead>
        <tbody>
          ${i.map(({code:n,name:t,products:a,batches:f,prices:m,note:c})=>r`<tr>
                <td class="list-main">
                  <span class="list-title">${n} ${t}</span><span class="hint">${c}</span>
                </td>
                <td class="hint">${[...a,...f].join(", ").replaceAll("_"," ")}</td>
                <td class="to-right">
                  ${Object.entries(m).map(([C,D])=>v(D,C)).join(" / ")}
                </td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}export{$ as PricesPage};
