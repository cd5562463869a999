import{b as C}from"./chunk-UHLEZ5IG.js";import"./chunk-UDHZ4BRN.js";import{a as D}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as e,g as h,k as _,m as d,o as T,u as F,w as B,x as N}from"./chunk-2DPB7P3T.js";import{A as w,B as x,i,o as k}from"./chunk-Q4INVTIJ.js";import{d as m,e as p,f as b,h as g}from"./chunk-6UXUQ4LK.js";var $,f,c,q,H,v,y,M,l=class extends D{constructor(){super(...arguments);b(this,c);this.reply=null;this.table=null;this.chart=null;this.error=null;this.isAsking=!1;b(this,$,new N(this,t=>w("/api/dashboards",{},t)));b(this,f,new N(this,t=>w("/api/statistics/schema",{},t)));b(this,v,async t=>{t.preventDefault();let a=new FormData(t.target),r=String(a.get("question")??"").trim();!r||this.isAsking||await g(this,c,M).call(this,async()=>{this.reply=await x("/api/chat",{message:r})})});b(this,y,async t=>{t.preventDefault();let a=new FormData(t.target),r=n=>String(a.get(n)??"").trim();await g(this,c,M).call(this,async()=>{let n=await x("/api/statistics",{metric:r("metric"),group_by:r("group")?[r("group")]:[],...r("phrase")?{time_range:{phrase:r("phrase")}}:{}});this.table=n,this.chart=n.chart})})}connectedCallback(){super.connectedCallback(),this.titled(i("nav.statistics")),p(this,$).load(),p(this,f).load(),this.begin()}render(){return e`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${i("nav.statistics")}</h1>
          <p class="hint">${i("statistics.hint")}</p>
        </div>
      </header>
      <form class="ask-box" @submit=${p(this,v)}>
        ${T("spark")}
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
      ${g(this,c,q).call(this)} ${g(this,c,H).call(this)} ${p(this,$).draw(U)}
    </div>`}};$=new WeakMap,f=new WeakMap,c=new WeakSet,q=function(){if(this.isAsking)return F(i("statistics.asking"));if(this.error)return e`<p class="error told" role="alert">${this.error}</p>`;let{reply:t}=this;return!t&&!this.table?h:e`<section class="record-content" aria-live="polite">
      ${t?e`<bokeh-written
                .text=${t.text}
                .references=${t.references}
                .tables=${t.tables}
              ></bokeh-written>
              ${C(t.charts,t.tables,t.text)}`:h}
      ${C(this.chart?[this.chart]:[],this.table?[this.table]:[])}
    </section>`},H=function(){let t=p(this,f).value;if(!t)return h;let a=r=>r.map(({name:n,label:u})=>e`<option value=${n}>${u}</option>`);return e`<details class="explorer">
      <summary>${i("statistics.explore")}</summary>
      <form class="filters" @submit=${p(this,y)}>
        <select class="filter" name="metric" aria-label=${i("statistics.metric")}
          >${a(t.metrics)}</select
        >
        <select class="filter" name="group" aria-label=${i("statistics.by")}>
          <option value="">${i("statistics.by_none")}</option>
          ${a(t.dimensions)}
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
    </details>`},v=new WeakMap,y=new WeakMap,M=async function(t){this.isAsking=!0,this.error=null,this.reply=this.table=this.chart=null;try{await t()}catch(a){this.error=a.message}this.isAsking=!1},m([d()],l.prototype,"reply",2),m([d()],l.prototype,"table",2),m([d()],l.prototype,"chart",2),m([d()],l.prototype,"error",2),m([d()],l.prototype,"isAsking",2),l=m([_("bokeh-statistics")],l);function U({title:s,tiles:o,warnings:t}){let a=o.filter(({table:n})=>O(n)),r=o.filter(({table:n})=>!O(n));return e`<section class="dashboard">
    <h2>${s}</h2>
    ${t.map(n=>e`<p class="warning">
          ${T("warning")}<span
            >${n.title}
            ${n.tickets.map(u=>e`<a href="/tickets/${encodeURIComponent(u)}">${u}</a> `)}</span
          >
        </p>`)}
    ${a.length?e`<div class="tiles tiles-small">${a.map(z)}</div>`:h}
    ${r.length?e`<div class="tiles">${r.map(V)}</div>`:h}
    ${o.length?h:B(i("statistics.none"),{sign:"chart"})}
  </section>`}var O=({rows:s})=>s.length===1&&s[0].every(o=>!j(o));function V({title:s,table:o,chart:t}){return e`<section class="side-card tile">
    ${t?e`<bokeh-chart .chart=${{...t,title:s}}></bokeh-chart>`:e`<h3>${s}</h3> <bokeh-table .table=${o} .isBare=${!0}></bokeh-table>`}
  </section>`}var j=s=>typeof s=="string"&&Number.isNaN(Number(s));function z({title:s,table:o}){let{columns:t,rows:a,definition:r,metric:n,compared_with:u}=o,[I,...E]=a[0],R=u?E.splice(-G):null;return e`<section class="side-card tile" title=${r??""}>
    <h3>${s}</h3>
    <p class="figure">${A(I)}<span class="hint">${K(n)}</span></p>
    ${R?e`<p class="hint figure-more">${J(R)}</p>`:h}
    <p class="hint figure-more">
      ${E.map((L,W)=>e`<span>${t[W+1]} ${A(L)}</span> `)}
    </p>
  </section>`}var G=3;function J([s,o,t]){let a=Number(o)>0?"▲":Number(o)<0?"▼":"＝",r=typeof t=="number"?`${k(Math.abs(t))}%`:"";return e`<span class="tag">${a} ${r}</span>
    <span>${i("statistics.before",{count:A(s??null)})}</span>`}var K=s=>s?.endsWith("_hours")?i("statistics.hours"):s?.endsWith("_days")?i("statistics.days"):"",A=s=>s===null?"–":Number.isNaN(Number(s))?String(s):k(Number(s));export{l as StatisticsPage};
