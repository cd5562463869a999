import{f as F}from"./chunk-QCDUJ6LB.js";import{c as a,g as m,k as L,l as v,m as d,o as y,t as x}from"./chunk-ZDB4S26R.js";import{F as D,i as r,m as E,n as k}from"./chunk-DWL5TJQ2.js";import{d as l,e as f,f as p,g as T,h}from"./chunk-6UXUQ4LK.js";var I=200,$=null,u,i,P,g,_,w,c,n=class extends x{constructor(){super(...arguments);p(this,i);this.current=null;this.isPanel=!1;this.found=$;this.hasFailed=!1;this.words="";p(this,u);p(this,c,t=>{this.words=t.target.value,clearTimeout(f(this,u)),T(this,u,setTimeout(()=>{this.load()},I))})}static forget(){$=null}connectedCallback(){super.connectedCallback(),this.load()}async load(){let t=this.words.trim();try{let{items:e}=await D({q:t});if(t!==this.words.trim())return;let o=e.filter(({title:s})=>R(s,t));this.found=o.length||!t?o:e,t||($=e),this.hasFailed=!1}catch(e){!this.found&&!e.isSignedOut&&(this.hasFailed=!0)}}render(){return a`<nav class="history" id="history" aria-label=${r("app.history")}>
      <a class="new" href="/" @click=${t=>h(this,i,w).call(this,t,null)}
        >${y("plus")}${r("history.new")}</a
      >
      <label class="search"
        >${y("search")}<span class="unseen">${r("history.search")}</span
        ><input
          type="search"
          placeholder=${r("history.search")}
          .value=${this.words}
          @input=${f(this,c)}
      /></label>
      <div class="history-list">${h(this,i,P).call(this)}</div>
    </nav>`}};u=new WeakMap,i=new WeakSet,P=function(){if(this.hasFailed)return a`<p class="error">${r("history.failed")}</p>
        <button type="button" class="quiet" @click=${()=>this.load()}>${r("app.retry")}</button>`;if(!this.found)return a`<p class="hint" role="status">${r("history.loading")}</p>`;if(!this.found.length)return a`<p class="hint">${r(this.words?"history.none_found":"history.empty")}</p>`;let t=F().toDateString(),e=s=>new Date(s.updated_at).toDateString()===t,o=this.found.filter(s=>!e(s));return[h(this,i,g).call(this,"history.today",this.found.filter(e),E),h(this,i,g).call(this,"history.earlier",o,k)]},g=function(t,e,o){return e.length?a`<h2>${r(t)}</h2>
      <ul>
        ${e.map(s=>a`<li>${h(this,i,_).call(this,s,o(s.updated_at))}</li>`)}
      </ul>`:m},_=function({id:t,title:e},o){return a`<a
      href="/?c=${encodeURIComponent(t)}"
      title=${e}
      aria-current=${t===this.current?"page":m}
      @click=${s=>h(this,i,w).call(this,s,t)}
      ><span class="name">${e}</span><span class="at">${o}</span></a
    >`},w=function(t,e){this.isPanel&&(t.preventDefault(),this.tell("open-conversation",e))},c=new WeakMap,l([v({attribute:!1})],n.prototype,"current",2),l([v({attribute:!1})],n.prototype,"isPanel",2),l([d()],n.prototype,"found",2),l([d()],n.prototype,"hasFailed",2),l([d()],n.prototype,"words",2),n=l([L("bokeh-history")],n);var R=(b,C)=>b.toLowerCase().includes(C.toLowerCase());export{n as a};
