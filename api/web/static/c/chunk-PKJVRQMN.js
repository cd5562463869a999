import{c as o,g as n,o as p}from"./chunk-ZDB4S26R.js";import{i,r as s}from"./chunk-DWL5TJQ2.js";var h=(e=i("app.loading"))=>o`<p class="state" role="status"><span class="spinner"></span>${e}</p>`;function d(e,{title:r,text:t,again:a,isPage:c}={}){let l=r??(e.isForbidden?i("error.forbidden_title"):null);return o`<div class="state problem" role="alert">
    ${l?c?o`<h1 tabindex="-1">${l}</h1>`:o`<h2>${l}</h2>`:n}
    <p>${t??e.message}</p>
    ${a?o`<button type="button" class="quiet" @click=${a}>${i("app.retry")}</button>`:n}
  </div>`}var b=(e,{sign:r="check",next:t=n}={})=>o`<div class="state empty">
    <span class="empty-sign">${p(r)}</span>
    <p>${e}</p>
    ${t}
  </div>`,u=class{constructor(r,t){this.host=r;this.read=t;this.value=null;this.error=null;this.isLoading=!1;this.#t=null;this.load=async()=>{this.#t?.abort();let r=this.#t=new AbortController;this.isLoading=!0,this.error=null,this.host.requestUpdate();try{let t=await this.read(r.signal);this.#t===r&&(this.value=t)}catch(t){if(t.name==="AbortError"||this.#t!==r)return;this.error=t instanceof s?t:new s(0,"error",i("error.title")),t instanceof s||console.error(t)}this.isLoading=!1,this.host.requestUpdate()};r.addController(this)}#t;hostDisconnected(){this.#t?.abort()}draw(r,t){return this.error&&!this.error.isSignedOut?d(this.error,{again:this.load}):this.value===null?h(t):r(this.value)}};export{h as a,d as b,b as c,u as d};
