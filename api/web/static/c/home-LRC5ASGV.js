import"./chunk-B7Y2XFDB.js";import"./chunk-RBZOMCPA.js";import"./chunk-MMJNHK6J.js";import"./chunk-C3SNZMEE.js";import"./chunk-MJH72SAJ.js";import"./chunk-DHALMJD3.js";import"./chunk-YAQPYURN.js";import"./chunk-NOIPBCFS.js";import"./chunk-6RD7R6SR.js";import"./chunk-7N6RKAHB.js";import"./chunk-IPKFDQJ4.js";import{g as $}from"./chunk-QCDUJ6LB.js";import{a as I}from"./chunk-NP3XJ6BS.js";import{e as k}from"./chunk-WQFPQ5EG.js";import"./chunk-UCG53TC4.js";import{d as C}from"./chunk-PKJVRQMN.js";import{c as a,g as c,k as f,m as v,n as u,o as b}from"./chunk-ZDB4S26R.js";import{i as d,z as g}from"./chunk-DWL5TJQ2.js";import{d as r,e as i,f as n,h as w}from"./chunk-6UXUQ4LK.js";var s,l,D,p,m,h,o=class extends I{constructor(){super(...arguments);n(this,l);this.conversationId=k("c")||null;this.isDrawn=!1;n(this,s,new C(this,t=>g("/api/work",{},t)));n(this,p,t=>{this.conversationId=t.detail,window.history.replaceState(window.history.state,"",`/?c=${encodeURIComponent(t.detail)}`),this.history.load()});n(this,m,async()=>{this.isDrawn=!this.isDrawn,await this.updateComplete,this.isDrawn&&this.querySelector("#history a")?.focus()});n(this,h,t=>{t.key==="Escape"&&(this.isDrawn=!1)})}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",i(this,h)),$("tickets:read")&&i(this,s).load()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",i(this,h))}updated(t){let e=k("c")||null;!t.has("params")||e===this.conversationId||(this.conversationId=e,this.isDrawn=!1,this.chat.open(e))}firstUpdated(){matchMedia("(hover: hover)").matches&&this.chat.updateComplete.then(()=>this.chat.composer.focus())}render(){let t=this.conversationId!==null;return a`<div class="chat ${this.isDrawn?"history-open":""}">
      ${t?a`<h1 class="unseen">${d("chat.title")}</h1>`:c}
      <bokeh-history .current=${this.conversationId}></bokeh-history>
      <button
        type="button"
        class="plain history-button"
        aria-expanded=${this.isDrawn}
        aria-controls="history"
        aria-label=${d("app.history")}
        @click=${i(this,m)}
      >
        ${b("clock")}
      </button>
      <bokeh-chat
        .conversationId=${this.conversationId}
        .glance=${w(this,l,D).call(this)}
        @conversation-begun=${i(this,p)}
        @conversation-titled=${e=>this.titled(e.detail)}
        @turn-over=${()=>{this.history.load()}}
      ></bokeh-chat>
    </div>`}};s=new WeakMap,l=new WeakSet,D=function(){let t=i(this,s).value;if(!t)return c;let e=(y,E,q)=>y.length?a`<a class="tag glance ${q}" href="/work">${d(E,{count:y.length})}</a>`:c;return a`<p class="tags">
      ${e(t.to_decide,"home.decide","tag-alert")}
      ${e(t.overdue,"home.overdue","tag-wait")} ${e(t.mine,"home.mine","tag-open")}
    </p>`},p=new WeakMap,m=new WeakMap,h=new WeakMap,r([v()],o.prototype,"conversationId",2),r([v()],o.prototype,"isDrawn",2),r([u("bokeh-chat")],o.prototype,"chat",2),r([u("bokeh-history")],o.prototype,"history",2),o=r([f("bokeh-home")],o);export{o as Home};
