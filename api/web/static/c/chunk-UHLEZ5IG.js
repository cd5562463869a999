import{c as B}from"./chunk-UDHZ4BRN.js";import{c as s,g as k,k as z,l as g,m as y,o as x,t as L}from"./chunk-2DPB7P3T.js";import{f as C,i as v}from"./chunk-Q4INVTIJ.js";import{d as c,e,f as o,g as w,h}from"./chunk-6UXUQ4LK.js";var l,p,m,b,a,E,d,u,$,r=class extends L{constructor(){super(...arguments);o(this,a);this.isTold=!1;this.isTable=!1;this.hasFailed=!1;o(this,l,null);o(this,p,new ResizeObserver(()=>e(this,l)?.resize()));o(this,m,matchMedia("(prefers-color-scheme: dark)"));o(this,b,()=>{h(this,a,d).call(this),h(this,a,E).call(this)});o(this,u,()=>{h(this,a,d).call(this),this.isTable=!this.isTable});o(this,$,()=>{let t=e(this,l)?.picture();t&&B(`${this.chart.title}.svg`,t,"image/svg+xml")})}connectedCallback(){super.connectedCallback(),e(this,m).addEventListener("change",e(this,b))}disconnectedCallback(){super.disconnectedCallback(),e(this,m).removeEventListener("change",e(this,b)),h(this,a,d).call(this)}render(){let t=this.isTable?v("chart.show_chart"):v("chart.show_table");return s`<figure class="figures chart">
      ${this.isTold?k:s`<figcaption>${this.chart.title}</figcaption>`}
      ${this.isTable||this.hasFailed?s`<bokeh-table .table=${M(this.chart)} .isBare=${!0}></bokeh-table>`:s`<div class="canvas" role="img" aria-label=${this.chart.alt}></div>`}
      <p class="hint figures-foot">
        ${this.isTold?s`<span></span>`:s`<button type="button" class="plain small" @click=${e(this,u)}>
                ${x(this.isTable?"chart":"work")}${t}
              </button>`}
        ${this.isTable?k:s`<button type="button" class="plain small" @click=${e(this,$)}>
                ${x("download")}${v("chart.download")}
              </button>`}
      </p>
    </figure>`}updated(){h(this,a,E).call(this)}};l=new WeakMap,p=new WeakMap,m=new WeakMap,b=new WeakMap,a=new WeakSet,E=async function(){let t=this.querySelector(".canvas");if(t)try{let{draw:i}=await import("./echarts-CFKUDUUI.js");if(!t.isConnected)return;h(this,a,d).call(this),w(this,l,i(t,this.chart,C())),e(this,p).observe(t)}catch{this.hasFailed=!0}},d=function(){e(this,p).disconnect(),e(this,l)?.dispose(),w(this,l,null)},u=new WeakMap,$=new WeakMap,c([g({attribute:!1})],r.prototype,"chart",2),c([g({type:Boolean,attribute:!1})],r.prototype,"isTold",2),c([y()],r.prototype,"isTable",2),c([y()],r.prototype,"hasFailed",2),r=c([z("bokeh-chart")],r);var M=({title:f,labels:n,series:t})=>({title:f,columns:["",...t.map(({name:i})=>i)],rows:n.map((i,T)=>[i,...t.map(({values:D})=>D[T]??null)])});var J=(f,n,t="")=>[f.map(i=>s`<bokeh-chart
        .chart=${i}
        .isTold=${n.some(({title:T})=>T===i.title)}
      ></bokeh-chart>`),n.map(i=>s`<bokeh-table .table=${i} .isTold=${t.includes(i.title)}></bokeh-table>`)];export{r as a,J as b};
