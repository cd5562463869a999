import{c as W}from"./chunk-UCG53TC4.js";import{d as X}from"./chunk-PKJVRQMN.js";import{c as s,g as f,k as T,l as d,m as _,o as $,q as Q,t as x}from"./chunk-ZDB4S26R.js";import{f as N,i as c,l as K,n as M,o as Y,t as Z,u as G,w as J}from"./chunk-DWL5TJQ2.js";import{d as n,e as a,f as l,g as A,h as p}from"./chunk-6UXUQ4LK.js";var st=50,k,C,F,tt,q,w=class extends x{constructor(){super(...arguments);l(this,C);this.row=0;this.pages=1;l(this,k,new X(this,e=>p(this,C,tt).call(this,e)));l(this,q,()=>{this.pages+=1,a(this,k).load()})}firstUpdated(){this.querySelector("dialog").showModal(),a(this,k).load()}render(){let e=[this.table.title,this.table.rows[this.row][0]].join(" · ");return s`<dialog class="popup" aria-label=${e} @close=${()=>this.remove()}>
      <button
        type="button"
        class="plain popup-close"
        aria-label=${c("app.close")}
        title=${c("app.close")}
        @click=${()=>this.querySelector("dialog").close()}
      >
        ${$("close")}
      </button>
      <div class="popup-content">
        <h2>${e}</h2>
        ${a(this,k).draw(t=>p(this,C,F).call(this,t))}
      </div>
    </dialog>`}};k=new WeakMap,C=new WeakSet,F=function({items:e,total:t}){return s`<p class="hint">${c("table.behind_count",{count:t})}</p>
      <ul class="behind">
        ${e.map(o=>s`<li>
              <a
                href=${G(W("ticket",o.number))}
                target=${Z.isEmbedded?"_blank":"_self"}
                ><span class="number">${$(Q(o.kind))}${o.number}</span>
                ${o.summary}</a
              >
              <span class="hint">${o.status_label}</span>
            </li>`)}
      </ul>
      ${e.length<t?s`<button type="button" class="quiet" @click=${a(this,q)}>
              ${c("table.behind_more")}
            </button>`:f}`},tt=async function(e){let{question:t,keys:o}=this.table,m=this.pages>1?a(this,k).value?.items??[]:[],O=`/api/statistics/tickets?size=${st}&page=${this.pages}`,b={question:t,cell:o[this.row]},u=await J(O,{method:"POST",body:b,signal:e});return{items:[...m,...u.items],total:u.total}},q=new WeakMap,n([d({attribute:!1})],w.prototype,"table",2),n([d({type:Number})],w.prototype,"row",2),n([_()],w.prototype,"pages",2),w=n([T("bokeh-behind")],w);function et(i,r,e){let t=document.createElement("bokeh-behind");Object.assign(t,{table:i,row:r}),e.append(t)}var ot=/^[=+\-@\t\r]/,B,it,P,y=class extends x{constructor(){super(...arguments);l(this,B);this.isBare=!1;this.isTold=!1;l(this,P,()=>{V(`${this.table.title}.csv`,`\uFEFF${at(this.table)}`,"text/csv;charset=utf-8")})}render(){let{title:e,columns:t,rows:o}=this.table,m=t.map((b,u)=>o.every(R=>nt(R[u]))),O=b=>m[b]?"to-right":"";return s`<figure class="figures">
      ${this.isBare||this.isTold?f:s`<figcaption>${e}</figcaption>`}
      <div class="wide" tabindex="0" role="region" aria-label=${e}>
        <table>
          <thead>
            <tr>
              ${t.map((b,u)=>s`<th scope="col" class=${O(u)}>${b}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${o.map((b,u)=>s`<tr>
                  ${b.map((R,H)=>s`<td class=${O(H)}
                        >${H===0?p(this,B,it).call(this,R,u):I(R)}</td
                      >`)}
                </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="hint figures-foot">
        <span>${this.isTold?f:rt(this.table).filter(Boolean).join(" · ")}</span>
        <button type="button" class="plain small" @click=${a(this,P)}>
          ${$("download")}${c("table.download")}
        </button>
      </p>
    </figure>`}};B=new WeakSet,it=function(e,t){return!this.table.question||!this.table.keys?.[t]?I(e):s`<button
      type="button"
      class="plain behind-way"
      title=${c("table.behind")}
      @click=${()=>et(this.table,t,this)}
      >${I(e)}</button
    >`},P=new WeakMap,n([d({attribute:!1})],y.prototype,"table",2),n([d({type:Boolean,attribute:!1})],y.prototype,"isBare",2),n([d({type:Boolean,attribute:!1})],y.prototype,"isTold",2),y=n([T("bokeh-table")],y);function at({columns:i,rows:r}){let e=t=>{let o=t==null?"":String(t),m=typeof t=="string"&&ot.test(o)?`'${o}`:o;return/[",\r\n]/.test(m)?`"${m.replaceAll('"','""')}"`:m};return[i,...r].map(t=>t.map(e).join(",")).join(`\r
`)}function V(i,r,e){let t=document.createElement("a");t.href=URL.createObjectURL(new Blob([r],{type:e})),t.download=i.replace(/[\\/:*?"<>|\u0000-\u001f]+/g," ").slice(0,120),t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),1e4)}function rt(i){let{period:r,filters:e,as_of:t}=i;return[i.definition,r&&`${M(r.start)} – ${M(r.end)}`,...(e??[]).map(o=>o.label??o.value),c("table.rows",{count:i.row_count??i.rows.length}),t&&c("table.as_of",{time:K(t)})]}var nt=i=>typeof i=="number"||i===null,I=i=>i==null?"–":typeof i=="number"?Y(i):String(i);var g,L,S,j,h,D,E,U,z,v=class extends x{constructor(){super(...arguments);l(this,h);this.isTold=!1;this.isTable=!1;this.hasFailed=!1;l(this,g,null);l(this,L,new ResizeObserver(()=>a(this,g)?.resize()));l(this,S,matchMedia("(prefers-color-scheme: dark)"));l(this,j,()=>{p(this,h,E).call(this),p(this,h,D).call(this)});l(this,U,()=>{p(this,h,E).call(this),this.isTable=!this.isTable});l(this,z,()=>{let e=a(this,g)?.picture();e&&V(`${this.chart.title}.svg`,e,"image/svg+xml")})}connectedCallback(){super.connectedCallback(),a(this,S).addEventListener("change",a(this,j))}disconnectedCallback(){super.disconnectedCallback(),a(this,S).removeEventListener("change",a(this,j)),p(this,h,E).call(this)}render(){let e=this.isTable?c("chart.show_chart"):c("chart.show_table");return s`<figure class="figures chart">
      ${this.isTold?f:s`<figcaption>${this.chart.title}</figcaption>`}
      ${this.isTable||this.hasFailed?s`<bokeh-table .table=${lt(this.chart)} .isBare=${!0}></bokeh-table>`:s`<div class="canvas" role="img" aria-label=${this.chart.alt}></div>`}
      <p class="hint figures-foot">
        ${this.isTold?s`<span></span>`:s`<button type="button" class="plain small" @click=${a(this,U)}>
                ${$(this.isTable?"chart":"work")}${e}
              </button>`}
        ${this.isTable?f:s`<button type="button" class="plain small" @click=${a(this,z)}>
                ${$("download")}${c("chart.download")}
              </button>`}
      </p>
    </figure>`}updated(){p(this,h,D).call(this)}};g=new WeakMap,L=new WeakMap,S=new WeakMap,j=new WeakMap,h=new WeakSet,D=async function(){let e=this.querySelector(".canvas");if(e)try{let{draw:t}=await import("./echarts-CFKUDUUI.js");if(!e.isConnected)return;p(this,h,E).call(this),A(this,g,t(e,this.chart,N())),a(this,L).observe(e)}catch{this.hasFailed=!0}},E=function(){a(this,L).disconnect(),a(this,g)?.dispose(),A(this,g,null)},U=new WeakMap,z=new WeakMap,n([d({attribute:!1})],v.prototype,"chart",2),n([d({type:Boolean,attribute:!1})],v.prototype,"isTold",2),n([_()],v.prototype,"isTable",2),n([_()],v.prototype,"hasFailed",2),v=n([T("bokeh-chart")],v);var lt=({title:i,labels:r,series:e})=>({title:i,columns:["",...e.map(({name:t})=>t)],rows:r.map((t,o)=>[t,...e.map(({values:m})=>m[o]??null)])});var Mt=(i,r,e="")=>[i.map(t=>s`<bokeh-chart
        .chart=${t}
        .isTold=${r.some(({title:o})=>o===t.title)}
      ></bokeh-chart>`),r.map(t=>s`<bokeh-table .table=${t} .isTold=${e.includes(t.title)}></bokeh-table>`)];export{y as a,at as b,v as c,Mt as d};
