import{c as o,g as n,o as p}from"./chunk-BGVEP54W.js";import{j as i,s}from"./chunk-PIJAXCT7.js";var c=(e=i("app.loading"))=>o`<p class="state" role="status"><span class="spinner"></span>${e}</p>`;function h(e,{title:r,text:t,again:l}={}){let a=r??(e.isForbidden?i("error.forbidden_title"):null);return o`<div class="state problem" role="alert">
    ${a?o`<h2>${a}</h2>`:n}
    <p>${t??e.message}</p>
    ${l?o`<button type="button" class="quiet" @click=${l}>${i("app.retry")}</button>`:n}
  </div>`}var f=(e,{sign:r="check",next:t=n}={})=>o`<div class="state empty">
    <span class="empty-sign">${p(r)}</span>
    <p>${e}</p>
    ${t}
  </div>`,u=class{constructor(r,t){this.host=r;this.read=t;this.value=null;this.error=null;this.isLoading=!1;this.#t=null;this.load=async()=>{this.#t?.abort();let r=this.#t=new AbortController;this.isLoading=!0,this.error=null,this.host.requestUpdate();try{let t=await this.read(r.signal);this.#t===r&&(this.value=t)}catch(t){if(t.name==="AbortError"||this.#t!==r)return;this.error=t instanceof s?t:new s(0,"error",i("error.title")),t instanceof s||console.error(t)}this.isLoading=!1,this.host.requestUpdate()};r.addController(this)}#t;hostDisconnected(){this.#t?.abort()}draw(r,t){return this.error&&!this.error.isSignedOut?h(this.error,{again:this.load}):this.value===null?c(t):r(this.value)}};export{c as a,h as b,f as c,u as d};
