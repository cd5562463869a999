import"./chunk-2EU2S3ZL.js";import"./chunk-D6VPO2YF.js";import"./chunk-Q6LM6CK5.js";import"./chunk-TCNZVIJ7.js";import"./chunk-WAPTGA74.js";import"./chunk-FKIWGZPF.js";import"./chunk-HBZY2KTX.js";import"./chunk-UHLEZ5IG.js";import"./chunk-NOIPBCFS.js";import"./chunk-3RV5T53C.js";import"./chunk-JEV7DZJT.js";import"./chunk-7N6RKAHB.js";import"./chunk-YJNXCIVA.js";import"./chunk-UDHZ4BRN.js";import{a as D}from"./chunk-YDQFGYT4.js";import{e as y}from"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as s,g as d,k as g,m,n as w,o as $,x as I}from"./chunk-2DPB7P3T.js";import{g as C}from"./chunk-CK4OZ74M.js";import{A as b,i as c}from"./chunk-Q4INVTIJ.js";import{d as n,e as o,f as r,h as f}from"./chunk-6UXUQ4LK.js";var a,l,E,p,v,u,h,i=class extends D{constructor(){super(...arguments);r(this,l);this.conversationId=y("c")||null;this.isDrawn=!1;r(this,a,new I(this,t=>b("/api/work",{},t)));r(this,p,()=>{window.history.pushState(window.history.state,"","/"),this.conversationId=null,this.chat.open(null)});r(this,v,t=>{this.conversationId=t.detail,window.history.replaceState(window.history.state,"",`/?c=${encodeURIComponent(t.detail)}`),this.history.load()});r(this,u,async()=>{this.isDrawn=!this.isDrawn,await this.updateComplete,this.isDrawn&&this.querySelector("#history a")?.focus()});r(this,h,t=>{t.key==="Escape"&&(this.isDrawn=!1)})}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",o(this,h)),C("tickets:read")&&o(this,a).load()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",o(this,h))}updated(t){let e=y("c")||null;!t.has("params")||e===this.conversationId||(this.conversationId=e,this.isDrawn=!1,this.chat.open(e))}firstUpdated(){matchMedia("(hover: hover)").matches&&this.chat.updateComplete.then(()=>this.chat.composer.focus())}render(){let t=this.conversationId!==null;return s`<div class="chat ${this.isDrawn?"history-open":""}">
      ${t?s`<h1 class="unseen">${c("chat.title")}</h1>`:d}
      <bokeh-history
        .current=${this.conversationId}
        @open-conversation=${o(this,p)}
      ></bokeh-history>
      <button
        type="button"
        class="plain history-button"
        aria-expanded=${this.isDrawn}
        aria-controls="history"
        aria-label=${c("app.history")}
        @click=${o(this,u)}
      >
        ${$("clock")}
      </button>
      <bokeh-chat
        .conversationId=${this.conversationId}
        .glance=${f(this,l,E).call(this)}
        @conversation-begun=${o(this,v)}
        @conversation-titled=${e=>this.titled(e.detail)}
        @turn-over=${()=>{this.history.load()}}
      ></bokeh-chat>
    </div>`}};a=new WeakMap,l=new WeakSet,E=function(){let t=o(this,a).value;if(!t)return d;let e=(k,q,x)=>k.length?s`<a class="tag glance ${x}" href="/work">${c(q,{count:k.length})}</a>`:d;return s`<p class="tags">
      ${e(t.to_decide,"home.decide","tag-alert")}
      ${e(t.overdue,"home.overdue","tag-wait")} ${e(t.mine,"home.mine","tag-open")}
    </p>`},p=new WeakMap,v=new WeakMap,u=new WeakMap,h=new WeakMap,n([m()],i.prototype,"conversationId",2),n([m()],i.prototype,"isDrawn",2),n([w("bokeh-chat")],i.prototype,"chat",2),n([w("bokeh-history")],i.prototype,"history",2),i=n([g("bokeh-home")],i);export{i as Home};
