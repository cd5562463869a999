import{c as a,g as T,k as B,l as v,m as O,o as w,t as L}from"./chunk-X2HETK47.js";import{f as P,i as d,l as D,n as S,o as M}from"./chunk-23ONT35C.js";import{d as c,e as i,f as n,g as j,h as m}from"./chunk-6UXUQ4LK.js";var V=/^[=+\-@\t\r]/,_,u=class extends L{constructor(){super(...arguments);this.isBare=!1;n(this,_,()=>{U(`${this.table.title}.csv`,`\uFEFF${q(this.table)}`,"text/csv;charset=utf-8")})}render(){let{title:s,columns:t,rows:r}=this.table,p=t.map((b,$)=>r.every(R=>I(R[$]))),A=b=>p[b]?"to-right":"";return a`<figure class="figures">
      ${this.isBare?T:a`<figcaption>${s}</figcaption>`}
      <div class="wide" tabindex="0" role="region" aria-label=${s}>
        <table>
          <thead>
            <tr>
              ${t.map((b,$)=>a`<th scope="col" class=${A($)}>${b}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${r.map(b=>a`<tr>
                  ${b.map(($,R)=>a`<td class=${A(R)}>${K($)}</td>`)}
                </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="hint figures-foot">
        <span>${H(this.table).filter(Boolean).join(" · ")}</span>
        <button type="button" class="plain small" @click=${i(this,_)}>
          ${w("download")}${d("table.download")}
        </button>
      </p>
    </figure>`}};_=new WeakMap,c([v({attribute:!1})],u.prototype,"table",2),c([v({type:Boolean,attribute:!1})],u.prototype,"isBare",2),u=c([B("bokeh-table")],u);function q({columns:e,rows:o}){let s=t=>{let r=t==null?"":String(t),p=typeof t=="string"&&V.test(r)?`'${r}`:r;return/[",\r\n]/.test(p)?`"${p.replaceAll('"','""')}"`:p};return[e,...o].map(t=>t.map(s).join(",")).join(`\r
`)}function U(e,o,s){let t=document.createElement("a");t.href=URL.createObjectURL(new Blob([o],{type:s})),t.download=e.replace(/[\\/:*?"<>|\u0000-\u001f]+/g," ").slice(0,120),t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),1e4)}function H(e){let{period:o,filters:s,as_of:t}=e;return[e.definition,o&&`${S(o.start)} – ${S(o.end)}`,...(s??[]).map(r=>r.label??r.value),d("table.rows",{count:e.row_count??e.rows.length}),t&&d("table.as_of",{time:D(t)})]}var I=e=>typeof e=="number"||e===null,K=e=>e==null?"–":typeof e=="number"?M(e):String(e);var h,y,k,x,l,z,g,C,E,f=class extends L{constructor(){super(...arguments);n(this,l);this.isTable=!1;this.hasFailed=!1;n(this,h,null);n(this,y,new ResizeObserver(()=>i(this,h)?.resize()));n(this,k,matchMedia("(prefers-color-scheme: dark)"));n(this,x,()=>{m(this,l,g).call(this),m(this,l,z).call(this)});n(this,C,()=>{m(this,l,g).call(this),this.isTable=!this.isTable});n(this,E,()=>{let s=i(this,h)?.picture();s&&U(`${this.chart.title}.svg`,s,"image/svg+xml")})}connectedCallback(){super.connectedCallback(),i(this,k).addEventListener("change",i(this,x))}disconnectedCallback(){super.disconnectedCallback(),i(this,k).removeEventListener("change",i(this,x)),m(this,l,g).call(this)}render(){let s=this.isTable?d("chart.show_chart"):d("chart.show_table");return a`<figure class="figures chart">
      <figcaption>${this.chart.title}</figcaption>
      ${this.isTable||this.hasFailed?a`<bokeh-table .table=${N(this.chart)} .isBare=${!0}></bokeh-table>`:a`<div class="canvas" role="img" aria-label=${this.chart.alt}></div>`}
      <p class="hint figures-foot">
        <button type="button" class="plain small" @click=${i(this,C)}>
          ${w(this.isTable?"chart":"work")}${s}
        </button>
        ${this.isTable?T:a`<button type="button" class="plain small" @click=${i(this,E)}>
                ${w("download")}${d("chart.download")}
              </button>`}
      </p>
    </figure>`}updated(){m(this,l,z).call(this)}};h=new WeakMap,y=new WeakMap,k=new WeakMap,x=new WeakMap,l=new WeakSet,z=async function(){let s=this.querySelector(".canvas");if(s)try{let{draw:t}=await import("./echarts-KXGDN5XU.js");if(!s.isConnected)return;m(this,l,g).call(this),j(this,h,t(s,this.chart,P())),i(this,y).observe(s)}catch{this.hasFailed=!0}},g=function(){i(this,y).disconnect(),i(this,h)?.dispose(),j(this,h,null)},C=new WeakMap,E=new WeakMap,c([v({attribute:!1})],f.prototype,"chart",2),c([O()],f.prototype,"isTable",2),c([O()],f.prototype,"hasFailed",2),f=c([B("bokeh-chart")],f);var N=({title:e,labels:o,series:s})=>({title:e,columns:["",...s.map(({name:t})=>t)],rows:o.map((t,r)=>[t,...s.map(({values:p})=>p[r]??null)])});export{u as a,q as b,f as c};
