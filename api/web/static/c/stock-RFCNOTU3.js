import{b as U}from"./chunk-QTEA6UWC.js";import{b as q}from"./chunk-7N6RKAHB.js";import{a as H}from"./chunk-YDQFGYT4.js";import{c as V}from"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as r,g as i,k as T,m as y,o as f,w as R,x as L}from"./chunk-2DPB7P3T.js";import{a as N,g as O}from"./chunk-CK4OZ74M.js";import{A as _,D as I,i as e,j as z,n as S,o as j,p as v,y as E}from"./chunk-Q4INVTIJ.js";import{d as k,e as n,f as u,h as b}from"./chunk-6UXUQ4LK.js";var x,m,l,g,h,c,B,C,D,F,A,p=class extends H{constructor(){super(...arguments);u(this,c);this.wanted=new Map;this.error=null;this.isSending=!1;u(this,x,new I);u(this,m,new L(this,t=>_("/api/stock",{dealer:n(this,h).call(this),size:200},t)));u(this,l,new L(this,t=>_(`/api/dealers/${E(n(this,h).call(this))}/account`,{},t)));u(this,g,new L(this,t=>_("/api/tickets",{kind:"restock",dealer:n(this,h).call(this),size:6},t)));u(this,h,()=>this.params.code??N.user.dealer??"");u(this,A,async()=>{this.isSending=!0,this.error=null;try{let t=[...this.wanted].map(([a,o])=>({sku:a,quantity:o})),s=await n(this,x).post("/api/tickets",{kind:"restock",dealer:n(this,h).call(this),summary:e("stock.summary"),details:{items:t}});q(e("new.opened",{number:s.number})),V(`/tickets/${E(s.number)}`)}catch(t){this.error=t}this.isSending=!1})}willUpdate(t){if(t.has("params")){this.titled(e("nav.stock"));for(let s of[n(this,m),n(this,l),n(this,g)])s.load();this.begin()}}render(){let t=n(this,l).value;return r`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t?e("stock.of",{dealer:t.name}):e("nav.stock")}</h1>
          <p class="hint">${t?e("dealers.tier",{tier:t.tier}):i}</p>
        </div>
      </header>
      ${n(this,l).error?i:n(this,l).draw(J)}
      <div class="two-columns">
        <div>${n(this,m).draw(({items:s})=>b(this,c,B).call(this,s))}</div>
        <aside class="beside" aria-label=${e("stock.restock")}>
          ${O("restock:request")?b(this,c,D).call(this):i}
          ${n(this,l).value?K(n(this,l).value):i}
          ${n(this,g).value?.items.length?r`<section class="side-card">
                  <h2>${f("restock")}${e("stock.restocks")}</h2>
                  ${U(n(this,g).value.items)}
                </section>`:i}
        </aside>
      </div>
    </div>`}};x=new WeakMap,m=new WeakMap,l=new WeakMap,g=new WeakMap,h=new WeakMap,c=new WeakSet,B=function(t){return t.length?r`<div class="table-card">
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
        <tbody> ${t.map(s=>b(this,c,C).call(this,s))} </tbody>
      </table>
    </div>`:R(e("stock.none"),{sign:"restock"})},C=function(t){let s={normal:"tag-done",below_safety:"tag-wait",restock_now:"tag-alert"};return r`<tr>
      <td class="list-main"
        ><span class="list-title">${t.name}</span><span class="hint">${t.sku}</span></td
      >
      <td class="to-right" data-label=${e("stock.safety")}>
        <strong>${t.quantity}</strong> / ${t.safety}
      </td>
      <td>
        <span class="tag ${s[t.status]}">${z("stock_status",t.status)}</span>
      </td>
      <td class="to-right" data-label=${e("stock.suggested")}>
        ${t.suggested||"–"}
        ${t.trend_percent?r`<span class="hint"
                >${t.trend_percent>0?"↑":"↓"}${j(Math.abs(t.trend_percent))}%</span
              >`:i}
      </td>
      <td data-label=${e("stock.order")}>
        <input
          class="inline-field count-field"
          inputmode="numeric"
          aria-label=${e("stock.order_of",{part:t.name})}
          .value=${String(this.wanted.get(t.sku)??"")}
          @input=${a=>b(this,c,F).call(this,t.sku,a.target.value)}
        />
      </td>
    </tr>`},D=function(){let t=(n(this,m).value?.items??[]).filter(s=>s.suggested>0);return r`<section class="side-card">
      <h2>${f("spark")}${e("stock.restock")}</h2>
      ${t.length?r`<ul class="clocks">
                ${t.map(({name:s,suggested:a})=>r`<li><span>${s}</span><strong>${a}</strong></li>`)}
              </ul>
              <button
                type="button"
                class="quiet"
                @click=${()=>this.wanted=new Map(t.map(({sku:s,suggested:a})=>[s,a]))}
              >
                ${e("stock.take")}
              </button>`:r`<p class="hint">${e("stock.enough")}</p>`}
      ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:i}
      <button
        type="button"
        class="main"
        ?disabled=${!this.wanted.size||this.isSending}
        @click=${n(this,A)}
      >
        ${e("stock.send",{count:this.wanted.size})}
      </button>
    </section>`},F=function(t,s){let a=new Map(this.wanted),o=Number(s);Number.isInteger(o)&&o>0?a.set(t,o):a.delete(t),this.wanted=a},A=new WeakMap,k([y()],p.prototype,"wanted",2),k([y()],p.prototype,"error",2),k([y()],p.prototype,"isSending",2),p=k([T("bokeh-stock")],p);function J(d){let{currency:w,oldest_debt_days:t,month_to_settle:s}=d,a=Object.entries(d.open_amounts).map(([$,M])=>v(M,$)),o=($,M,G=!1)=>r`<div class="count ${G?"count-urgent":""}">
      <strong>${M}</strong><span>${$}</span>
    </div>`;return r`<div class="counts">
      ${o(e("account.open"),a.join(" + ")||v(0,w))}
      ${o(e("account.oldest"),t?e("account.days",{count:t}):e("account.none"),t>30)}
      ${s?o(e("account.settle"),v(s.amount,s.currency)):i}
      ${d.next_settlement_date?o(e("account.next"),S(d.next_settlement_date)):i}
    </div>
    ${d.warnings.map($=>r`<p class="warning">${f("warning")}<span>${$}</span></p>`)}`}function K({receivables:d}){return d.length?r`<section class="side-card">
    <h2>${f("money")}${e("account.receivables")}</h2>
    <ul class="clocks">
      ${d.map(({reference:w,open:t,currency:s,days:a})=>r`<li>
            <span>${w} <span class="hint">${e("account.days",{count:a})}</span></span
            ><strong>${v(t,s)}</strong>
          </li>`)}
    </ul>
  </section>`:i}export{p as StockPage};
