import{d as N}from"./chunk-54G7C2MB.js";import{a as R}from"./chunk-SYNNRQ4Q.js";import"./chunk-ZNKIHVQS.js";import"./chunk-UCG53TC4.js";import{a as F,c as M,d as T}from"./chunk-PKJVRQMN.js";import{c as i,g as $,k as A,m as u,o as x}from"./chunk-ZDB4S26R.js";import{A as y,i as r,o as E,z as w}from"./chunk-DWL5TJQ2.js";import{d as h,e as m,f as p,h as b}from"./chunk-6UXUQ4LK.js";var d,g,l,D,_,f,v,C,o=class extends R{constructor(){super(...arguments);p(this,l);this.reply=null;this.table=null;this.chart=null;this.error=null;this.isAsking=!1;p(this,d,new T(this,t=>w("/api/dashboards",{},t)));p(this,g,new T(this,t=>w("/api/statistics/schema",{},t)));p(this,f,async t=>{t.preventDefault();let a=new FormData(t.target),e=String(a.get("question")??"").trim();!e||this.isAsking||await b(this,l,C).call(this,async()=>{this.reply=await y("/api/chat",{message:e})})});p(this,v,async t=>{t.preventDefault();let a=new FormData(t.target),e=c=>String(a.get(c)??"").trim();await b(this,l,C).call(this,async()=>{let c=await y("/api/statistics",{metric:e("metric"),group_by:e("group")?[e("group")]:[],...e("phrase")?{time_range:{phrase:e("phrase")}}:{}});this.table=c,this.chart=c.chart})})}connectedCallback(){super.connectedCallback(),this.titled(r("nav.statistics")),m(this,d).load(),m(this,g).load(),this.begin()}render(){return i`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${r("nav.statistics")}</h1>
          <p class="hint">${r("statistics.hint")}</p>
        </div>
      </header>
      <form class="ask-box" @submit=${m(this,f)}>
        ${x("spark")}
        <input
          name="question"
          maxlength="500"
          aria-label=${r("statistics.ask")}
          placeholder=${r("statistics.ask")}
        />
        <button type="submit" class="main" ?disabled=${this.isAsking}
          >${r("statistics.send")}</button
        >
      </form>
      ${b(this,l,D).call(this)} ${b(this,l,_).call(this)} ${m(this,d).draw(H)}
    </div>`}};d=new WeakMap,g=new WeakMap,l=new WeakSet,D=function(){if(this.isAsking)return F(r("statistics.asking"));if(this.error)return i`<p class="error told" role="alert">${this.error}</p>`;let{reply:t}=this;return!t&&!this.table?$:i`<section class="record-content" aria-live="polite">
      ${t?i`<bokeh-written
                .text=${t.text}
                .references=${t.references}
                .tables=${t.tables}
              ></bokeh-written>
              ${N(t.charts,t.tables,t.text)}`:$}
      ${N(this.chart?[this.chart]:[],this.table?[this.table]:[])}
    </section>`},_=function(){let t=m(this,g).value;if(!t)return $;let a=e=>e.map(({name:c,label:k})=>i`<option value=${c}>${k}</option>`);return i`<details class="explorer">
      <summary>${r("statistics.explore")}</summary>
      <form class="filters" @submit=${m(this,v)}>
        <select class="filter" name="metric" aria-label=${r("statistics.metric")}
          >${a(t.metrics)}</select
        >
        <select class="filter" name="group" aria-label=${r("statistics.by")}>
          <option value="">${r("statistics.by_none")}</option>
          ${a(t.dimensions)}
        </select>
        <input
          class="filter"
          name="phrase"
          aria-label=${r("statistics.period")}
          placeholder=${r("statistics.period")}
          maxlength="80"
        />
        <button type="submit" class="main">${r("statistics.show")}</button>
      </form>
    </details>`},f=new WeakMap,v=new WeakMap,C=async function(t){this.isAsking=!0,this.error=null,this.reply=this.table=this.chart=null;try{await t()}catch(a){this.error=a.message}this.isAsking=!1},h([u()],o.prototype,"reply",2),h([u()],o.prototype,"table",2),h([u()],o.prototype,"chart",2),h([u()],o.prototype,"error",2),h([u()],o.prototype,"isAsking",2),o=h([A("bokeh-statistics")],o);var H=({title:s,tiles:n,warnings:t})=>i`<section class="dashboard">
    <h2>${s}</h2>
    ${t.map(a=>i`<p class="warning">
          ${x("warning")}<span
            >${a.title}
            ${a.tickets.map(e=>i`<a href="/tickets/${encodeURIComponent(e)}">${e}</a> `)}</span
          >
        </p>`)}
    ${n.length?i`<div class="tiles">${n.map(L)}</div>`:M(r("statistics.none"),{sign:"chart"})}
  </section>`;function L({title:s,table:n,chart:t}){return n.rows.length===1&&n.rows[0].every(e=>!I(e))?U(s,n):i`<section class="side-card tile tile-wide">
    ${t?i`<bokeh-chart .chart=${{...t,title:s}}></bokeh-chart>`:i`<h3>${s}</h3> <bokeh-table .table=${n} .isBare=${!0}></bokeh-table>`}
  </section>`}var I=s=>typeof s=="string"&&Number.isNaN(Number(s));function U(s,{columns:n,rows:t,definition:a}){let[e,...c]=t[0];return i`<section class="side-card tile" title=${a??""}>
    <h3>${s}</h3>
    <p class="figure">${B(e)}</p>
    ${c.map((k,q)=>i`<p class="hint">${n[q+1]} ${B(k)}</p>`)}
  </section>`}var B=s=>s===null?"–":Number.isNaN(Number(s))?String(s):E(Number(s));export{o as StatisticsPage};
