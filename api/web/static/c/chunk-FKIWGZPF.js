import{c as f,g as $,k as C,m as y,n as T,o as M,t as D}from"./chunk-2DPB7P3T.js";import{i as a}from"./chunk-Q4INVTIJ.js";import{d as p,e as o,f as d,g as b,h as n}from"./chunk-6UXUQ4LK.js";var x=180,k=200;function F(s){return new Promise(l=>{let e=document.createElement("bokeh-scan");e.done=l,s.append(e)})}var c,v,i,P,E,g,w,u,r=class extends D{constructor(){super(...arguments);d(this,i);this.done=()=>{};this.hasCamera=!0;this.told="";d(this,c,null);d(this,v);d(this,g,async e=>{let t=e.target.files?.[0];if(t){this.told=a("scan.reading");try{let m=await createImageBitmap(t),h=await(await L())(H(m,m.width,m.height));if(h)return n(this,i,u).call(this,h)}catch{}this.told=a("scan.nothing")}});d(this,w,e=>{e.preventDefault();let t=new FormData(e.target).get("code");t&&n(this,i,u).call(this,String(t).trim())})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(o(this,v)),o(this,c)?.getTracks().forEach(e=>e.stop())}firstUpdated(){this.querySelector("dialog").showModal(),n(this,i,P).call(this)}render(){return f`<dialog
      class="popup scan"
      aria-label=${a("scan.title")}
      @close=${()=>n(this,i,u).call(this,null)}
    >
      <div class="popup-content">
        <h2>${a("scan.title")}</h2>
        ${this.hasCamera?f`<div class="scan-view">
                <video muted playsinline aria-label=${a("scan.camera")}></video>
                <span class="scan-frame"></span>
              </div>`:f`<p class="hint">${a("scan.no_camera")}</p>`}
        <p class="hint" role="status"
          >${this.told||(this.hasCamera?a("scan.hint"):$)}</p
        >
        <form class="decision" @submit=${o(this,w)}>
          <label class="field"
            ><span>${a("scan.type")}</span
            ><input name="code" maxlength=${k} autocomplete="off"
          /></label>
          <button type="submit" class="main">${a("scan.use")}</button>
          <label class="quiet button-like"
            >${M("camera")}${a("scan.picture")}<input
              type="file"
              class="unseen"
              accept="image/*"
              @change=${o(this,g)}
          /></label>
          <button type="button" class="quiet" @click=${()=>n(this,i,u).call(this,null)}>
            ${a("app.cancel")}
          </button>
        </form>
      </div>
    </dialog>`}};c=new WeakMap,v=new WeakMap,i=new WeakSet,P=async function(){try{if(b(this,c,await navigator.mediaDevices.getUserMedia({video:{facingMode:"environment"}})),!this.isConnected)return o(this,c).getTracks().forEach(e=>e.stop());this.video.srcObject=o(this,c),await this.video.play(),n(this,i,E).call(this,await L())}catch{this.hasCamera=!1}},E=function(e){b(this,v,setTimeout(async()=>{let{videoWidth:t,videoHeight:m}=this.video,h=t?await e(H(this.video,t,m)):null;h?n(this,i,u).call(this,h):this.isConnected&&n(this,i,E).call(this,e)},x))},g=new WeakMap,w=new WeakMap,u=function(e){this.done(e&&q(e).slice(0,k)),this.done=()=>{},this.remove()},p([y()],r.prototype,"hasCamera",2),p([y()],r.prototype,"told",2),p([T("video")],r.prototype,"video",2),r=p([C("bokeh-scan")],r);var q=s=>s.replace(/[\u0000-\u001f\u007f]+/g," ").trim();function H(s,l,e){let t=document.createElement("canvas");return Object.assign(t,{width:l,height:e}),t.getContext("2d",{willReadFrequently:!0}).drawImage(s,0,0),t}async function L(){let s=window.BarcodeDetector;if(s){let e=new s;return async t=>(await e.detect(t).catch(()=>[]))[0]?.rawValue??null}let{read:l}=await import("./barcodes-BGIFYIR4.js");return async e=>l(e)}export{F as a};
