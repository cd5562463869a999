import{c as w,e as x,f as H,g as A,h as M}from"./chunk-TH7BYODY.js";import{c as m,k as v,l as u,o as b,t as T,u as S,v as k,x as q}from"./chunk-2DPB7P3T.js";import{J as $,K as y,L as E,i,u as h,v as g}from"./chunk-Q4INVTIJ.js";import{d as l,e as c,f as n,h as p}from"./chunk-6UXUQ4LK.js";var o,s,O,W,d,r=class extends T{constructor(){super(...arguments);n(this,s);this.kind="ticket";this.number="";n(this,o,new q(this,e=>p(this,s,W).call(this,e)));n(this,d,e=>{e.target===e.currentTarget&&this.close()})}firstUpdated(){this.querySelector("dialog").showModal(),c(this,o).load()}close(){this.querySelector("dialog")?.close()}render(){return m`<dialog
      class="popup"
      aria-label=${this.number}
      @close=${()=>this.remove()}
      @click=${c(this,d)}
    >
      <button
        type="button"
        class="plain popup-close"
        aria-label=${i("app.close")}
        title=${i("app.close")}
        @click=${()=>this.close()}
      >
        ${b("close")}
      </button>
      <div class="popup-content">${p(this,s,O).call(this)}</div>
    </dialog>`}};o=new WeakMap,s=new WeakSet,O=function(){let{value:e,error:t}=c(this,o);return t?.isMissing?k(t,{title:i("record.missing_title",{number:this.number}),text:i("record.missing")}):t?k(t,{again:c(this,o).load}):e?m`${"article"in e?[H(2,e.article),M(e.article)]:[x(2,e.ticket),A(e.ticket,e.events)]}
      <p class="way">
        <a
          class="button"
          href=${g(w(this.kind,this.number))}
          target=${h.isEmbedded?"_blank":"_self"}
          @click=${()=>h.isEmbedded||setTimeout(()=>this.close())}
          >${b("open")}${i("record.open")}</a
        >
      </p>`:S(i("record.loading",{number:this.number}))},W=async function(e){if(this.kind==="article")return{article:await E(this.number,e)};let[t,_]=await Promise.all([$(this.number,e),y(this.number,e)]);return{ticket:t,events:_.items}},d=new WeakMap,l([u()],r.prototype,"kind",2),l([u()],r.prototype,"number",2),r=l([v("bokeh-popup")],r);function z(a,f,e){let t=document.createElement("bokeh-popup");Object.assign(t,{kind:a,number:f}),e.append(t)}function C(){document.querySelectorAll("dialog[open]").forEach(a=>a.close())}export{z as a,C as b};
