import"./chunk-Y34QX64Y.js";import"./chunk-VS2KZD7A.js";import"./chunk-532L3EGB.js";import"./chunk-E42S33AY.js";import"./chunk-AJ3OFRAP.js";import"./chunk-M2BKYURV.js";import"./chunk-RLQ4Q6KN.js";import"./chunk-NOIPBCFS.js";import"./chunk-7N6RKAHB.js";import"./chunk-S37Z5NKR.js";import"./chunk-25D4Y2O5.js";import{a as y}from"./chunk-YC6UO7SI.js";import"./chunk-DPA3XDMF.js";import{e as p}from"./chunk-Z5SPRWBW.js";import"./chunk-RAPU36VB.js";import"./chunk-V5ZYP75Q.js";import{c as l,k as v,m as d,n as c,o as u}from"./chunk-BGVEP54W.js";import{j as m}from"./chunk-PIJAXCT7.js";import{d as i,e as o,f as s}from"./chunk-6UXUQ4LK.js";var a,n,r,e=class extends y{constructor(){super(...arguments);this.conversationId=p("c")||null;this.isDrawn=!1;s(this,a,t=>{this.conversationId=t.detail,window.history.replaceState(window.history.state,"",`/?c=${encodeURIComponent(t.detail)}`),this.history.load()});s(this,n,async()=>{this.isDrawn=!this.isDrawn,await this.updateComplete,this.isDrawn&&this.querySelector("#history a")?.focus()});s(this,r,t=>{t.key==="Escape"&&(this.isDrawn=!1)})}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",o(this,r))}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",o(this,r))}updated(t){let h=p("c")||null;!t.has("params")||h===this.conversationId||(this.conversationId=h,this.isDrawn=!1,this.chat.open(h))}firstUpdated(){matchMedia("(hover: hover)").matches&&this.chat.updateComplete.then(()=>this.chat.composer.focus())}render(){return l`<div class="chat ${this.isDrawn?"history-open":""}">
      <bokeh-history .current=${this.conversationId}></bokeh-history>
      <button
        type="button"
        class="plain history-button"
        aria-expanded=${this.isDrawn}
        aria-controls="history"
        aria-label=${m("app.history")}
        @click=${o(this,n)}
      >
        ${u("clock")}
      </button>
      <bokeh-chat
        .conversationId=${this.conversationId}
        @conversation-begun=${o(this,a)}
        @conversation-titled=${t=>this.titled(t.detail)}
        @turn-over=${()=>{this.history.load()}}
      ></bokeh-chat>
    </div>`}};a=new WeakMap,n=new WeakMap,r=new WeakMap,i([d()],e.prototype,"conversationId",2),i([d()],e.prototype,"isDrawn",2),i([c("bokeh-chat")],e.prototype,"chat",2),i([c("bokeh-history")],e.prototype,"history",2),e=i([v("bokeh-home")],e);export{e as Home};
