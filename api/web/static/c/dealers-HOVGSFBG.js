import{b as Z}from"./chunk-3E7LLJQC.js";import{a as X}from"./chunk-XWY6F467.js";import{b as Q}from"./chunk-7N6RKAHB.js";import{a as N,g as W}from"./chunk-Z2B4MMQ4.js";import{a as j}from"./chunk-NHVD6FWO.js";import{c as P,d as F,e as k}from"./chunk-NIDVUHUG.js";import"./chunk-KZY2Q7G5.js";import{c as r,g as c,k as M,m as S,o as v,w as O,x as m}from"./chunk-VYHL6BJR.js";import{A as J,B as I,i as e,j as Y,n as B,o as G,p as $,x as H,z as b}from"./chunk-CA4LMX5P.js";import{d as g,e as n,f as p,g as K,h as x}from"./chunk-6UXUQ4LK.js";var E,R=class extends j{constructor(){super(...arguments);p(this,E,new m(this,t=>b("/api/dealers",{},t)))}connectedCallback(){super.connectedCallback(),this.titled(e("nav.dealers")),n(this,E).load(),this.begin()}render(){return r`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${e("nav.dealers")}</h1>
          <p class="hint">${e("dealers.hint")}</p>
        </div>
      </header>
      ${n(this,E).draw(({items:t})=>r`<ul class="article-grid">
            ${t.map(nt)}
          </ul>`)}
    </div>`}};E=new WeakMap,R=g([M("bokeh-dealers")],R);function nt(a){let l=a.open_consults+a.open_rmas+a.open_repairs;return r`<li>
    <a class="article-card" href="/dealers/${encodeURIComponent(a.code)}">
      <span class="hint"
        >${v("store")}${e("dealers.tier",{tier:a.tier})} · ${a.country??""}</span
      >
      <strong>${a.name}</strong>
      <span class="tags"
        ><span class="tag">${e("dealers.open",{count:l})}</span>
        ${a.stock_warnings?r`<span class="tag tag-wait"
                >${e("dealers.low",{count:a.stock_warnings})}</span
              >`:c}
        ${a.oldest_debt_days?r`<span class="tag ${a.oldest_debt_days>30?"tag-alert":""}"
                >${e("dealers.debt",{count:a.oldest_debt_days})}</span
              >`:c}
      </span>
    </a>
  </li>`}var T,w,h,_,y,u,tt,et,st,at,U,f=class extends j{constructor(){super(...arguments);p(this,u);this.wanted=new Map;this.error=null;this.isSending=!1;p(this,T,I());p(this,w,new m(this,t=>b("/api/stock",{dealer:n(this,y).call(this),size:200},t)));p(this,h,new m(this,t=>b(`/api/dealers/${H(n(this,y).call(this))}/account`,{},t)));p(this,_,new m(this,t=>b("/api/tickets",{kind:"restock",dealer:n(this,y).call(this),size:6},t)));p(this,y,()=>this.params.code??N.user.dealer??"");p(this,U,async()=>{this.isSending=!0,this.error=null;try{let t=[...this.wanted].map(([i,o])=>({sku:i,quantity:o})),s=await J("/api/tickets",{kind:"restock",dealer:n(this,y).call(this),summary:e("stock.summary"),details:{items:t}},n(this,T));Q(e("new.opened",{number:s.number})),P(`/tickets/${H(s.number)}`)}catch(t){this.error=t,K(this,T,I())}this.isSending=!1})}willUpdate(t){if(t.has("params")){this.titled(e("nav.stock"));for(let s of[n(this,w),n(this,h),n(this,_)])s.load();this.begin()}}render(){let t=n(this,h).value;return r`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t?e("stock.of",{dealer:t.name}):e("nav.stock")}</h1>
          <p class="hint">${t?e("dealers.tier",{tier:t.tier}):c}</p>
        </div>
      </header>
      ${n(this,h).error?c:n(this,h).draw(rt)}
      <div class="two-columns">
        <div>${n(this,w).draw(({items:s})=>x(this,u,tt).call(this,s))}</div>
        <aside class="beside" aria-label=${e("stock.restock")}>
          ${W("restock:request")?x(this,u,st).call(this):c}
          ${n(this,h).value?it(n(this,h).value):c}
          ${n(this,_).value?.items.length?r`<section class="side-card">
                  <h2>${v("restock")}${e("stock.restocks")}</h2>
                  ${Z(n(this,_).value.items)}
                </section>`:c}
        </aside>
      </div>
    </div>`}};T=new WeakMap,w=new WeakMap,h=new WeakMap,_=new WeakMap,y=new WeakMap,u=new WeakSet,tt=function(t){return t.length?r`<div class="table-card">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">${e("stock.part")}</th>
            <th scope="col" class="to-right">${e("stock.safety")}</th>
            <th scope="col">${e("fact.status")}</th>
            <th scope="col" class="to-right">${e("stock.suggested")}</th>
            <th scope="col">${e("stock.order")}</th>
          </tr>
        </thead>
        <tbody> ${t.map(s=>x(this,u,et).call(this,s))} </tbody>
      </table>
    </div>`:O(e("stock.none"),{sign:"restock"})},et=function(t){let s={normal:"tag-done",below_safety:"tag-wait",restock_now:"tag-alert"};return r`<tr>
      <td class="list-main"
        ><span class="list-title">${t.name}</span><span class="hint">${t.sku}</span></td
      >
      <td class="to-right" data-label=${e("stock.safety")}>
        <strong>${t.quantity}</strong> / ${t.safety}
      </td>
      <td>
        <span class="tag ${s[t.status]}">${Y("stock_status",t.status)}</span>
      </td>
      <td class="to-right" data-label=${e("stock.suggested")}>
        ${t.suggested||"–"}
        ${t.trend_percent?r`<span class="hint"
                >${t.trend_percent>0?"↑":"↓"}${G(Math.abs(t.trend_percent))}%</span
              >`:c}
      </td>
      <td>
        <input
          class="inline-field count-field"
          inputmode="numeric"
          aria-label=${e("stock.order_of",{part:t.name})}
          .value=${String(this.wanted.get(t.sku)??"")}
          @input=${i=>x(this,u,at).call(this,t.sku,i.target.value)}
        />
      </td>
    </tr>`},st=function(){let t=(n(this,w).value?.items??[]).filter(s=>s.suggested>0);return r`<section class="side-card">
      <h2>${v("spark")}${e("stock.restock")}</h2>
      ${t.length?r`<ul class="clocks">
                ${t.map(({name:s,suggested:i})=>r`<li><span>${s}</span><strong>${i}</strong></li>`)}
              </ul>
              <button
                type="button"
                class="quiet"
                @click=${()=>this.wanted=new Map(t.map(({sku:s,suggested:i})=>[s,i]))}
              >
                ${e("stock.take")}
              </button>`:r`<p class="hint">${e("stock.enough")}</p>`}
      ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:c}
      <button
        type="button"
        class="main"
        ?disabled=${!this.wanted.size||this.isSending}
        @click=${n(this,U)}
      >
        ${e("stock.send",{count:this.wanted.size})}
      </button>
    </section>`},at=function(t,s){let i=new Map(this.wanted),o=Number(s);Number.isInteger(o)&&o>0?i.set(t,o):i.delete(t),this.wanted=i},U=new WeakMap,g([S()],f.prototype,"wanted",2),g([S()],f.prototype,"error",2),g([S()],f.prototype,"isSending",2),f=g([M("bokeh-stock")],f);function rt(a){let{currency:l,oldest_debt_days:t,month_to_settle:s}=a,i=Object.entries(a.open_amounts).map(([d,q])=>$(q,d)),o=(d,q,D=!1)=>r`<div class="count ${D?"count-urgent":""}">
      <strong>${q}</strong><span>${d}</span>
    </div>`;return r`<div class="counts">
      ${o(e("account.open"),i.join(" + ")||$(0,l))}
      ${o(e("account.oldest"),t?e("account.days",{count:t}):e("account.none"),t>30)}
      ${s?o(e("account.settle"),$(s.amount,s.currency)):c}
      ${a.next_settlement_date?o(e("account.next"),B(a.next_settlement_date)):c}
    </div>
    ${a.warnings.map(d=>r`<p class="warning">${v("warning")}<span>${d}</span></p>`)}`}function it({receivables:a}){return a.length?r`<section class="side-card">
    <h2>${v("money")}${e("account.receivables")}</h2>
    <ul class="clocks">
      ${a.map(({reference:l,open:t,currency:s,days:i})=>r`<li>
            <span>${l} <span class="hint">${e("account.days",{count:i})}</span></span
            ><strong>${$(t,s)}</strong>
          </li>`)}
    </ul>
  </section>`:c}var A,L,C,V,z=class extends j{constructor(){super(...arguments);p(this,A,new m(this,t=>b("/api/parts",{q:k("q"),product:k("product"),size:100},t)));p(this,L,new m(this,t=>b("/api/repair-plans",{q:k("q"),product:k("product")},t)));p(this,C,new m(this,()=>X(N.user.username)));this.asked=()=>{n(this,A).load(),n(this,L).load()};p(this,V,t=>{t.preventDefault();let s=String(new FormData(t.target).get("q")??"").trim();F({q:s||null})})}connectedCallback(){super.connectedCallback(),this.titled(e("nav.prices")),n(this,C).load(),this.asked(),this.begin()}render(){let t=k("product");return r`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${e("nav.prices")}</h1>
          <p class="hint">${e("prices.hint")}</p>
        </div>
      </header>
      <form class="filters" role="search" @submit=${n(this,V)}>
        <label class="search"
          >${v("search")}<span class="unseen">${e("prices.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${e("prices.search")}
            .value=${k("q")}
        /></label>
        <select
          class="filter"
          aria-label=${e("fact.product")}
          @change=${s=>F({product:s.target.value||null})}
        >
          <option value="">${e("fact.product")}</option>
          ${(n(this,C).value?.products??[]).map(({code:s,label:i})=>r`<option value=${s} ?selected=${s===t}>${i}</option>`)}
        </select>
        <button type="submit" class="main">${e("receive.find")}</button>
      </form>
      ${n(this,A).draw(({items:s})=>ot(s))}
      ${n(this,L).value?.items.length?ct(n(this,L).value.items):c}
    </div>`}};A=new WeakMap,L=new WeakMap,C=new WeakMap,V=new WeakMap,z=g([M("bokeh-prices")],z);function ot(a){if(!a.length)return O(e("prices.none"),{sign:"search"});let l=["CNY","USD","EUR"].filter(t=>a.some(({prices:s})=>s?.[t]));return r`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${e("stock.part")}</th>
          <th scope="col">${e("prices.fits")}</th>
          ${l.map(t=>r`<th scope="col" class="to-right">${t}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${a.map(({sku:t,name:s,fits:i,prices:o})=>r`<tr>
              <td class="list-main"
                ><span class="list-title">${s}</span><span class="hint">${t}</span></td
              >
              <td class="hint"
                >${(i??[]).map(d=>d.replaceAll("_"," ").toUpperCase()).join(", ")}</td
              >
              ${l.map(d=>r`<td class="to-right">${o?.[d]?$(o[d],d):"–"}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}function ct(a){return r`<h2 class="part-title">${e("prices.plans")}</h2>
    <div class="table-card">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">${e("prices.plan")}</th>
            <th scope="col">${e("prices.fits")}</th>
            <th scope="col" class="to-right">${e("prices.price")}</th>
          </tr>
        </thead>
        <tbody>
          ${a.map(({code:l,name:t,products:s,batches:i,prices:o,note:d})=>r`<tr>
                <td class="list-main">
                  <span class="list-title">${l} ${t}</span><span class="hint">${d}</span>
                </td>
                <td class="hint">${[...s,...i].join(", ").replaceAll("_"," ")}</td>
                <td class="to-right">
                  ${Object.entries(o).map(([q,D])=>$(D,q)).join(" / ")}
                </td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}export{R as DealersPage,z as PricesPage,f as StockPage};
