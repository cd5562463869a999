import{b as N}from"./chunk-YXAXSJ2E.js";import"./chunk-TTNLAPET.js";import{a as R}from"./chunk-NHVD6FWO.js";import"./chunk-NIDVUHUG.js";import"./chunk-KZY2Q7G5.js";import{c as s,g as p,k as A,m as d,o as x,u as M,w as F,x as T}from"./chunk-VYHL6BJR.js";import{A as w,i,o as E,z as y}from"./chunk-CA4LMX5P.js";import{d as h,e as m,f as b,h as g}from"./chunk-6UXUQ4LK.js";var $,f,c,_,q,v,k,C,l=class extends R{constructor(){super(...arguments);b(this,c);this.reply=null;this.table=null;this.chart=null;this.error=null;this.isAsking=!1;b(this,$,new T(this,t=>y("/api/dashboards",{},t)));b(this,f,new T(this,t=>y("/api/statistics/schema",{},t)));b(this,v,async t=>{t.preventDefault();let n=new FormData(t.target),r=String(n.get("question")??"").trim();!r||this.isAsking||await g(this,c,C).call(this,async()=>{this.reply=await w("/api/chat",{message:r})})});b(this,k,async t=>{t.preventDefault();let n=new FormData(t.target),r=a=>String(n.get(a)??"").trim();await g(this,c,C).call(this,async()=>{let a=await w("/api/statistics",{metric:r("metric"),group_by:r("group")?[r("group")]:[],...r("phrase")?{time_range:{phrase:r("phrase")}}:{}});this.table=a,this.chart=a.chart})})}connectedCallback(){super.connectedCallback(),this.titled(i("nav.statistics")),m(this,$).load(),m(this,f).load(),this.begin()}render(){return s`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${i("nav.statistics")}</h1>
          <p class="hint">${i("statistics.hint")}</p>
        </div>
      </header>
      <form class="ask-box" @submit=${m(this,v)}>
        ${x("spark")}
        <input
          name="question"
          maxlength="500"
          aria-label=${i("statistics.ask")}
          placeholder=${i("statistics.ask")}
        />
        <button type="submit" class="main" ?disabled=${this.isAsking}
          >${i("statistics.send")}</button
        >
      </form>
      ${g(this,c,_).call(this)} ${g(this,c,q).call(this)} ${m(this,$).draw(L)}
    </div>`}};$=new WeakMap,f=new WeakMap,c=new WeakSet,_=function(){if(this.isAsking)return M(i("statistics.asking"));if(this.error)return s`<p class="error told" role="alert">${this.error}</p>`;let{reply:t}=this;return!t&&!this.table?p:s`<section class="record-content" aria-live="polite">
      ${t?s`<bokeh-written
                .text=${t.text}
                .references=${t.references}
                .tables=${t.tables}
              ></bokeh-written>
              ${N(t.charts,t.tables,t.text)}`:p}
      ${N(this.chart?[this.chart]:[],this.table?[this.table]:[])}
    </section>`},q=function(){let t=m(this,f).value;if(!t)return p;let n=r=>r.map(({name:a,label:u})=>s`<option value=${a}>${u}</option>`);return s`<details class="explorer">
      <summary>${i("statistics.explore")}</summary>
      <form class="filters" @submit=${m(this,k)}>
        <select class="filter" name="metric" aria-label=${i("statistics.metric")}
          >${n(t.metrics)}</select
        >
        <select class="filter" name="group" aria-label=${i("statistics.by")}>
          <option value="">${i("statistics.by_none")}</option>
          ${n(t.dimensions)}
        </select>
        <input
          class="filter"
          name="phrase"
          aria-label=${i("statistics.period")}
          placeholder=${i("statistics.period")}
          maxlength="80"
        />
        <button type="submit" class="main">${i("statistics.show")}</button>
      </form>
    </details>`},v=new WeakMap,k=new WeakMap,C=async function(t){this.isAsking=!0,this.error=null,this.reply=this.table=this.chart=null;try{await t()}catch(n){this.error=n.message}this.isAsking=!1},h([d()],l.prototype,"reply",2),h([d()],l.prototype,"table",2),h([d()],l.prototype,"chart",2),h([d()],l.prototype,"error",2),h([d()],l.prototype,"isAsking",2),l=h([A("bokeh-statistics")],l);function L({title:e,tiles:o,warnings:t}){let n=o.filter(({table:a})=>B(a)),r=o.filter(({table:a})=>!B(a));return s`<section class="dashboard">
    <h2>${e}</h2>
    ${t.map(a=>s`<p class="warning">
          ${x("warning")}<span
            >${a.title}
            ${a.tickets.map(u=>s`<a href="/tickets/${encodeURIComponent(u)}">${u}</a> `)}</span
          >
        </p>`)}
    ${n.length?s`<div class="tiles tiles-small">${n.map(V)}</div>`:p}
    ${r.length?s`<div class="tiles">${r.map(I)}</div>`:p}
    ${o.length?p:F(i("statistics.none"),{sign:"chart"})}
  </section>`}var B=({rows:e})=>e.length===1&&e[0].every(o=>!U(o));function I({title:e,table:o,chart:t}){return s`<section class="side-card tile">
    ${t?s`<bokeh-chart .chart=${{...t,title:e}}></bokeh-chart>`:s`<h3>${e}</h3> <bokeh-table .table=${o} .isBare=${!0}></bokeh-table>`}
  </section>`}var U=e=>typeof e=="string"&&Number.isNaN(Number(e));function V({title:e,table:{columns:o,rows:t,definition:n}}){let[r,...a]=t[0];return s`<section class="side-card tile" title=${n??""}>
    <h3>${e}</h3>
    <p class="figure">${D(r)}</p>
    <p class="hint figure-more">
      ${a.map((u,H)=>s`<span>${o[H+1]} ${D(u)}</span> `)}
    </p>
  </section>`}var D=e=>e===null?"–":Number.isNaN(Number(e))?String(e):E(Number(e));export{l as StatisticsPage};
