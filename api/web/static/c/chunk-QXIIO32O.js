import{c as o,g as v,k as B,l as b,m as O,o as g,t as L}from"./chunk-X2HETK47.js";import{f as P,i as d,l as D,n as S,o as M}from"./chunk-23ONT35C.js";import{d as n,e as i,f as l,g as C,h as f}from"./chunk-6UXUQ4LK.js";var V=/^[=+\-@\t\r]/,_,u=class extends L{constructor(){super(...arguments);this.isBare=!1;this.isTold=!1;l(this,_,()=>{U(`${this.table.title}.csv`,`\uFEFF${q(this.table)}`,"text/csv;charset=utf-8")})}render(){let{title:s,columns:t,rows:a}=this.table,m=t.map(($,w)=>a.every(j=>I(j[w]))),A=$=>m[$]?"to-right":"";return o`<figure class="figures">
      ${this.isBare||this.isTold?v:o`<figcaption>${s}</figcaption>`}
      <div class="wide" tabindex="0" role="region" aria-label=${s}>
        <table>
          <thead>
            <tr>
              ${t.map(($,w)=>o`<th scope="col" class=${A(w)}>${$}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${a.map($=>o`<tr>
                  ${$.map((w,j)=>o`<td class=${A(j)}>${K(w)}</td>`)}
                </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="hint figures-foot">
        <span>${this.isTold?v:H(this.table).filter(Boolean).join(" · ")}</span>
        <button type="button" class="plain small" @click=${i(this,_)}>
          ${g("download")}${d("table.download")}
        </button>
      </p>
    </figure>`}};_=new WeakMap,n([b({attribute:!1})],u.prototype,"table",2),n([b({type:Boolean,attribute:!1})],u.prototype,"isBare",2),n([b({type:Boolean,attribute:!1})],u.prototype,"isTold",2),u=n([B("bokeh-table")],u);function q({columns:e,rows:r}){let s=t=>{let a=t==null?"":String(t),m=typeof t=="string"&&V.test(a)?`'${a}`:a;return/[",\r\n]/.test(m)?`"${m.replaceAll('"','""')}"`:m};return[e,...r].map(t=>t.map(s).join(",")).join(`\r
`)}function U(e,r,s){let t=document.createElement("a");t.href=URL.createObjectURL(new Blob([r],{type:s})),t.download=e.replace(/[\\/:*?"<>|\u0000-\u001f]+/g," ").slice(0,120),t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),1e4)}function H(e){let{period:r,filters:s,as_of:t}=e;return[e.definition,r&&`${S(r.start)} – ${S(r.end)}`,...(s??[]).map(a=>a.label??a.value),d("table.rows",{count:e.row_count??e.rows.length}),t&&d("table.as_of",{time:D(t)})]}var I=e=>typeof e=="number"||e===null,K=e=>e==null?"–":typeof e=="number"?M(e):String(e);var p,k,T,x,c,z,y,E,R,h=class extends L{constructor(){super(...arguments);l(this,c);this.isTold=!1;this.isTable=!1;this.hasFailed=!1;l(this,p,null);l(this,k,new ResizeObserver(()=>i(this,p)?.resize()));l(this,T,matchMedia("(prefers-color-scheme: dark)"));l(this,x,()=>{f(this,c,y).call(this),f(this,c,z).call(this)});l(this,E,()=>{f(this,c,y).call(this),this.isTable=!this.isTable});l(this,R,()=>{let s=i(this,p)?.picture();s&&U(`${this.chart.title}.svg`,s,"image/svg+xml")})}connectedCallback(){super.connectedCallback(),i(this,T).addEventListener("change",i(this,x))}disconnectedCallback(){super.disconnectedCallback(),i(this,T).removeEventListener("change",i(this,x)),f(this,c,y).call(this)}render(){let s=this.isTable?d("chart.show_chart"):d("chart.show_table");return o`<figure class="figures chart">
      ${this.isTold?v:o`<figcaption>${this.chart.title}</figcaption>`}
      ${this.isTable||this.hasFailed?o`<bokeh-table .table=${N(this.chart)} .isBare=${!0}></bokeh-table>`:o`<div class="canvas" role="img" aria-label=${this.chart.alt}></div>`}
      <p class="hint figures-foot">
        ${this.isTold?o`<span></span>`:o`<button type="button" class="plain small" @click=${i(this,E)}>
                ${g(this.isTable?"chart":"work")}${s}
              </button>`}
        ${this.isTable?v:o`<button type="button" class="plain small" @click=${i(this,R)}>
                ${g("download")}${d("chart.download")}
              </button>`}
      </p>
    </figure>`}updated(){f(this,c,z).call(this)}};p=new WeakMap,k=new WeakMap,T=new WeakMap,x=new WeakMap,c=new WeakSet,z=async function(){let s=this.querySelector(".canvas");if(s)try{let{draw:t}=await import("./echarts-XX2LBYML.js");if(!s.isConnected)return;f(this,c,y).call(this),C(this,p,t(s,this.chart,P())),i(this,k).observe(s)}catch{this.hasFailed=!0}},y=function(){i(this,k).disconnect(),i(this,p)?.dispose(),C(this,p,null)},E=new WeakMap,R=new WeakMap,n([b({attribute:!1})],h.prototype,"chart",2),n([b({type:Boolean,attribute:!1})],h.prototype,"isTold",2),n([O()],h.prototype,"isTable",2),n([O()],h.prototype,"hasFailed",2),h=n([B("bokeh-chart")],h);var N=({title:e,labels:r,series:s})=>({title:e,columns:["",...s.map(({name:t})=>t)],rows:r.map((t,a)=>[t,...s.map(({values:m})=>m[a]??null)])});export{u as a,q as b,h as c};
