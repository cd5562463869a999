import"./chunk-NPRDFNN7.js";import"./chunk-RCOSBA2H.js";import"./chunk-JYX75OTD.js";import"./chunk-WB34JPK2.js";import{a as y}from"./chunk-6HWKP5HO.js";import{d as p}from"./chunk-2MEXWIUJ.js";import"./chunk-LOMAI4E7.js";import"./chunk-FGJ6M6TF.js";import{c as l,k as v,m as d,n as c,o as u}from"./chunk-MJJIJ7P2.js";import{h as m}from"./chunk-HFNORJ3X.js";import{d as i,e as o,f as s}from"./chunk-6UXUQ4LK.js";var a,n,r,e=class extends y{constructor(){super(...arguments);this.conversationId=p("c")||null;this.isDrawn=!1;s(this,a,t=>{this.conversationId=t.detail,window.history.replaceState(window.history.state,"",`/?c=${encodeURIComponent(t.detail)}`),this.history.load()});s(this,n,async()=>{this.isDrawn=!this.isDrawn,await this.updateComplete,this.isDrawn&&this.querySelector("#history a")?.focus()});s(this,r,t=>{t.key==="Escape"&&(this.isDrawn=!1)})}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",o(this,r))}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",o(this,r))}updated(t){let h=p("c")||null;!t.has("params")||h===this.conversationId||(this.conversationId=h,this.isDrawn=!1,this.chat.open(h))}firstUpdated(){matchMedia("(hover: hover)").matches&&this.chat.updateComplete.then(()=>this.chat.composer.focus())}render(){return l`<div class="chat ${this.isDrawn?"history-open":""}">
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
