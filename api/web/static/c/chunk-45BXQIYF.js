import{b as O}from"./chunk-7N6RKAHB.js";import{c as n,g as d,k as E,l as k,m as g,n as L,o as c,t as T}from"./chunk-UQQH67M2.js";import{T as M,i as a,o as $}from"./chunk-7DBWABGA.js";import{d as l,e as p,f as u,h as r}from"./chunk-6UXUQ4LK.js";var B=20,y=5e7,i,S,_,h,f,w,x,m,o=class extends T{constructor(){super(...arguments);u(this,i);this.hasArea=!1;this.entries=[];this.isOver=!1;u(this,h,e=>{let t=e.target;t.files&&this.take(t.files),t.value=""});u(this,f,e=>{e.preventDefault(),e.stopPropagation(),this.isOver=!1,e.dataTransfer?.files.length&&this.take(e.dataTransfer.files)})}get items(){return this.entries.flatMap(({kept:e})=>e?[e]:[])}get isBusy(){return this.entries.some(({isSending:e})=>e)}disconnectedCallback(){super.disconnectedCallback(),r(this,i,m).call(this,this.entries)}choose(){this.chooser.click()}clear(){r(this,i,m).call(this,this.entries),this.entries=[]}take(e){let t=[...e].slice(0,B-this.entries.length).map(D);this.entries=[...this.entries,...t],t.filter(({error:v})=>!v).forEach(v=>{r(this,i,x).call(this,v)})}render(){return n`<input
        type="file"
        class="unseen"
        tabindex="-1"
        multiple
        aria-label=${a("attach.add")}
        @change=${p(this,h)}
      />
      ${this.hasArea?r(this,i,S).call(this):d}
      ${this.entries.length?n`<ul class="attached">
              ${this.entries.map(e=>r(this,i,_).call(this,e))}
            </ul>`:d}`}};i=new WeakSet,S=function(){return n`<div
      class="drop ${this.isOver?"drop-over":""}"
      @dragover=${e=>{e.preventDefault(),this.isOver=!0}}
      @dragleave=${()=>this.isOver=!1}
      @drop=${p(this,f)}
    >
      ${c("clip")}<span>${a("attach.drop")}</span>
      <button type="button" class="quiet" @click=${()=>this.choose()}
        >${a("attach.choose")}</button
      >
      <label class="quiet button-like"
        >${c("camera")}${a("attach.camera")}<input
          type="file"
          class="unseen"
          accept="image/*"
          capture="environment"
          @change=${p(this,h)}
      /></label>
    </div>`},_=function(e){let t=e.file.name;return n`<li class="attached-one ${e.error?"attached-bad":""}">
      ${e.preview?n`<img src=${e.preview} alt="" />`:n`<span class="file-sign">${c("article")}</span>`}
      <span class="name" title=${t}>${t}</span>
      <span class="hint">${e.error||R(e.file.size)}</span>
      ${e.isSending?n`<span class="spinner" role="status" aria-label=${a("attach.sending")}></span>`:d}
      <button
        type="button"
        class="plain small"
        aria-label=${a("attach.remove",{name:t})}
        @click=${()=>r(this,i,w).call(this,e)}
      >
        ${c("close")}
      </button>
    </li>`},h=new WeakMap,f=new WeakMap,w=function(e){r(this,i,m).call(this,[e]),this.entries=this.entries.filter(t=>t!==e),this.tell("attached")},x=async function(e){try{e.kept=await M(e.file),O(a("attach.done",{name:e.file.name}))}catch(t){e.error=t.message}e.isSending=!1,this.entries=[...this.entries],this.tell("attached")},m=function(e){e.forEach(({preview:t})=>t&&URL.revokeObjectURL(t))},l([k({attribute:!1})],o.prototype,"hasArea",2),l([g()],o.prototype,"entries",2),l([g()],o.prototype,"isOver",2),l([L("input[type=file]")],o.prototype,"chooser",2),o=l([E("bokeh-attach")],o);function D(s){let b=s.type.startsWith("image/")&&s.type!=="image/svg+xml",e=s.size>y;return{file:s,preview:b?URL.createObjectURL(s):null,isSending:!e,error:e?a("attach.too_large",{limit:R(y)}):"",kept:null}}function R(s){return s<1e3?`${s} B`:s<1e6?`${$(Math.round(s/1e3))} kB`:`${$(Math.round(s/1e5)/10)} MB`}export{R as a};
