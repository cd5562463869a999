import{b as M}from"./chunk-7N6RKAHB.js";import{c as n,g as f,k,l as L,m as $,n as O,o as d,t as y}from"./chunk-2DPB7P3T.js";import{U as T,i as a,o as b}from"./chunk-Q4INVTIJ.js";import{d as l,e as c,f as p,h as r}from"./chunk-6UXUQ4LK.js";var R=20,D=5e7,i,S,_,u,m,g,w,x,v,o=class extends y{constructor(){super(...arguments);p(this,i);this.hasArea=!1;this.entries=[];this.isOver=!1;p(this,u,e=>{let t=e.clipboardData?.files,h=this.closest("fieldset, form");!this.hasArea||!t?.length||!h?.contains(e.target)||(e.preventDefault(),this.take(t))});p(this,m,e=>{let t=e.target;t.files&&this.take(t.files),t.value=""});p(this,g,e=>{e.preventDefault(),e.stopPropagation(),this.isOver=!1,e.dataTransfer?.files.length&&this.take(e.dataTransfer.files)})}get items(){return this.entries.flatMap(({kept:e})=>e?[e]:[])}get isBusy(){return this.entries.some(({isSending:e})=>e)}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",c(this,u))}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",c(this,u)),r(this,i,v).call(this,this.entries)}choose(){this.chooser.click()}clear(){r(this,i,v).call(this,this.entries),this.entries=[]}take(e){let t=[...e].slice(0,R-this.entries.length).map(B);this.entries=[...this.entries,...t],t.filter(({error:h})=>!h).forEach(h=>{r(this,i,x).call(this,h)})}render(){return n`<input
        type="file"
        class="unseen"
        tabindex="-1"
        multiple
        aria-label=${a("attach.add")}
        @change=${c(this,m)}
      />
      ${this.hasArea?r(this,i,S).call(this):f}
      ${this.entries.length?n`<ul class="attached">
              ${this.entries.map(e=>r(this,i,_).call(this,e))}
            </ul>`:f}`}};i=new WeakSet,S=function(){return n`<div
      class="drop ${this.isOver?"drop-over":""}"
      @dragover=${e=>{e.preventDefault(),this.isOver=!0}}
      @dragleave=${()=>this.isOver=!1}
      @drop=${c(this,g)}
    >
      ${d("clip")}<span>${a("attach.drop")}</span>
      <button type="button" class="quiet" @click=${()=>this.choose()}
        >${a("attach.choose")}</button
      >
      <label class="quiet button-like"
        >${d("camera")}${a("attach.camera")}<input
          type="file"
          class="unseen"
          accept="image/*"
          capture="environment"
          @change=${c(this,m)}
      /></label>
    </div>`},_=function(e){let t=e.file.name;return n`<li class="attached-one ${e.error?"attached-bad":""}">
      ${e.preview?n`<img src=${e.preview} alt="" />`:n`<span class="file-sign">${d("article")}</span>`}
      <span class="name" title=${t}>${t}</span>
      <span class="hint">${e.error||C(e.file.size)}</span>
      ${e.isSending?n`<span class="spinner" role="status" aria-label=${a("attach.sending")}></span>`:f}
      <button
        type="button"
        class="plain small"
        aria-label=${a("attach.remove",{name:t})}
        @click=${()=>r(this,i,w).call(this,e)}
      >
        ${d("close")}
      </button>
    </li>`},u=new WeakMap,m=new WeakMap,g=new WeakMap,w=function(e){r(this,i,v).call(this,[e]),this.entries=this.entries.filter(t=>t!==e),this.tell("attached")},x=async function(e){try{e.kept=await T(e.file),M(a("attach.done",{name:e.file.name}))}catch(t){e.error=t.message}e.isSending=!1,this.entries=[...this.entries],this.tell("attached")},v=function(e){e.forEach(({preview:t})=>t&&URL.revokeObjectURL(t))},l([L({attribute:!1})],o.prototype,"hasArea",2),l([$()],o.prototype,"entries",2),l([$()],o.prototype,"isOver",2),l([O("input[type=file]")],o.prototype,"chooser",2),o=l([k("bokeh-attach")],o);function B(s){let E=s.type.startsWith("image/")&&s.type!=="image/svg+xml",e=s.size>D;return{file:s,preview:E?URL.createObjectURL(s):null,isSending:!e,error:e?a("attach.too_large",{limit:C(D)}):"",kept:null}}function C(s){return s<1e3?`${s} B`:s<1e6?`${b(Math.round(s/1e3))} kB`:`${b(Math.round(s/1e5)/10)} MB`}export{C as a};
