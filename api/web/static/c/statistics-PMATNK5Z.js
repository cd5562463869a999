import"./chunk-QXIIO32O.js";import{a as M}from"./chunk-GUQHKG4B.js";import"./chunk-TA6Z6HDL.js";import{a as E,c as F,d as T}from"./chunk-GXPFCK6X.js";import"./chunk-DG6CXN7A.js";import{c as e,g as b,k as C,m as u,o as x}from"./chunk-X2HETK47.js";import{A as y,i as a,o as A,z as w}from"./chunk-23ONT35C.js";import{d as h,e as m,f as p,h as d}from"./chunk-6UXUQ4LK.js";var $,g,l,B,D,f,k,N,o=class extends M{constructor(){super(...arguments);p(this,l);this.reply=null;this.table=null;this.chart=null;this.error=null;this.isAsking=!1;p(this,$,new T(this,t=>w("/api/dashboards",{},t)));p(this,g,new T(this,t=>w("/api/statistics/schema",{},t)));p(this,f,async t=>{t.preventDefault();let s=new FormData(t.target),i=String(s.get("question")??"").trim();!i||this.isAsking||await d(this,l,N).call(this,async()=>{this.reply=await y("/api/chat",{message:i})})});p(this,k,async t=>{t.preventDefault();let s=new FormData(t.target),i=c=>String(s.get(c)??"").trim();await d(this,l,N).call(this,async()=>{let c=await y("/api/statistics",{metric:i("metric"),group_by:i("group")?[i("group")]:[],...i("phrase")?{time_range:{phrase:i("phrase")}}:{}});this.table=c,this.chart=c.chart})})}connectedCallback(){super.connectedCallback(),this.titled(a("nav.statistics")),m(this,$).load(),m(this,g).load(),this.begin()}render(){return e`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${a("nav.statistics")}</h1>
          <p class="hint">${a("statistics.hint")}</p>
        </div>
      </header>
      <form class="ask-box" @submit=${m(this,f)}>
        ${x("spark")}
        <input
          name="question"
          maxlength="500"
          aria-label=${a("statistics.ask")}
          placeholder=${a("statistics.ask")}
        />
        <button type="submit" class="main" ?disabled=${this.isAsking}
          >${a("statistics.send")}</button
        >
      </form>
      ${d(this,l,B).call(this)} ${d(this,l,D).call(this)} ${m(this,$).draw(q)}
    </div>`}};$=new WeakMap,g=new WeakMap,l=new WeakSet,B=function(){if(this.isAsking)return E(a("statistics.asking"));if(this.error)return e`<p class="error told" role="alert">${this.error}</p>`;let{reply:t}=this;return!t&&!this.table?b:e`<section class="record-content" aria-live="polite">
      ${t?e`<bokeh-written .text=${t.text} .references=${t.references}></bokeh-written>
              ${t.charts.map(s=>e`<bokeh-chart .chart=${s}></bokeh-chart>`)}
              ${t.tables.map(s=>e`<bokeh-table .table=${s}></bokeh-table>`)}`:b}
      ${this.chart?e`<bokeh-chart .chart=${this.chart}></bokeh-chart>`:b}
      ${this.table?e`<bokeh-table .table=${this.table}></bokeh-table>`:b}
    </section>`},D=function(){let t=m(this,g).value;if(!t)return b;let s=i=>i.map(({name:c,label:v})=>e`<option value=${c}>${v}</option>`);return e`<details class="explorer">
      <summary>${a("statistics.explore")}</summary>
      <form class="filters" @submit=${m(this,k)}>
        <select class="filter" name="metric" aria-label=${a("statistics.metric")}
          >${s(t.metrics)}</select
        >
        <select class="filter" name="group" aria-label=${a("statistics.by")}>
          <option value="">${a("statistics.by_none")}</option>
          ${s(t.dimensions)}
        </select>
        <input
          class="filter"
          name="phrase"
          aria-label=${a("statistics.period")}
          placeholder=${a("statistics.period")}
          maxlength="80"
        />
        <button type="submit" class="main">${a("statistics.show")}</button>
      </form>
    </details>`},f=new WeakMap,k=new WeakMap,N=async function(t){this.isAsking=!0,this.error=null,this.reply=this.table=this.chart=null;try{await t()}catch(s){this.error=s.message}this.isAsking=!1},h([u()],o.prototype,"reply",2),h([u()],o.prototype,"table",2),h([u()],o.prototype,"chart",2),h([u()],o.prototype,"error",2),h([u()],o.prototype,"isAsking",2),o=h([C("bokeh-statistics")],o);var q=({title:r,tiles:n,warnings:t})=>e`<section class="dashboard">
    <h2>${r}</h2>
    ${t.map(s=>e`<p class="warning">
          ${x("warning")}<span
            >${s.title}
            ${s.tickets.map(i=>e`<a href="/tickets/${encodeURIComponent(i)}">${i}</a> `)}</span
          >
        </p>`)}
    ${n.length?e`<div class="tiles">${n.map(H)}</div>`:F(a("statistics.none"),{sign:"chart"})}
  </section>`;function H({title:r,table:n,chart:t}){return n.rows.length===1&&n.rows[0].every(i=>!L(i))?I(r,n):e`<section class="side-card tile tile-wide">
    ${t?e`<bokeh-chart .chart=${{...t,title:r}}></bokeh-chart>`:e`<h3>${r}</h3> <bokeh-table .table=${n} .isBare=${!0}></bokeh-table>`}
  </section>`}var L=r=>typeof r=="string"&&Number.isNaN(Number(r));function I(r,{columns:n,rows:t,definition:s}){let[i,...c]=t[0];return e`<section class="side-card tile" title=${s??""}>
    <h3>${r}</h3>
    <p class="figure">${R(i)}</p>
    ${c.map((v,_)=>e`<p class="hint">${n[_+1]} ${R(v)}</p>`)}
  </section>`}var R=r=>r===null?"–":Number.isNaN(Number(r))?String(r):A(Number(r));export{o as StatisticsPage};
