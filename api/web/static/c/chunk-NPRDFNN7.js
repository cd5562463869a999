import{b as N,c as Wt,h as et,i as Xt,k as Yt,l as Zt}from"./chunk-RCOSBA2H.js";import{a as Kt,f as Z}from"./chunk-WB34JPK2.js";import{a as Vt,b as jt,c as zt,d as Gt,e as Jt,q as tt,r as j,s as Qt}from"./chunk-LOMAI4E7.js";import{c as p,g as m,k as E,l as k,m as g,n as A,o as u,t as T}from"./chunk-MJJIJ7P2.js";import{A as Ht,B as Rt,C as qt,F as Bt,G as Nt,H as Tt,I as Ut,b as U,c as F,h as o,k as Pt,l as Ct,n as Et,o as W,q as K,r as V,z as At}from"./chunk-HFNORJ3X.js";import{d,e as a,f as c,g as w,h as r}from"./chunk-6UXUQ4LK.js";var C,H,te,ee,it,P=class extends T{constructor(){super(...arguments);c(this,H);this.kind="ticket";this.number="";c(this,C,new Qt(this,t=>r(this,H,ee).call(this,t)));c(this,it,t=>{t.target===t.currentTarget&&this.close()})}firstUpdated(){this.querySelector("dialog").showModal(),a(this,C).load()}close(){this.querySelector("dialog")?.close()}render(){return p`<dialog
      class="popup"
      aria-label=${this.number}
      @close=${()=>this.remove()}
      @click=${a(this,it)}
    >
      <button
        type="button"
        class="plain popup-close"
        aria-label=${o("app.close")}
        title=${o("app.close")}
        @click=${()=>this.close()}
      >
        ${u("close")}
      </button>
      <div class="popup-content">${r(this,H,te).call(this)}</div>
    </dialog>`}};C=new WeakMap,H=new WeakSet,te=function(){let{value:t,error:e}=a(this,C);return e?.isMissing?j(e,{title:o("record.missing_title",{number:this.number}),text:o("record.missing")}):e?j(e,{again:a(this,C).load}):t?p`${"article"in t?[zt(2,t.article),Jt(t.article)]:[jt(2,t.ticket),Gt(t.ticket,t.events)]}
      <p class="way">
        <a
          class="button"
          href=${V(Vt(this.kind,this.number))}
          target=${K.isEmbedded?"_blank":"_self"}
          @click=${()=>K.isEmbedded||setTimeout(()=>this.close())}
          >${u("open")}${o("record.open")}</a
        >
      </p>`:tt(o("record.loading",{number:this.number}))},ee=async function(t){if(this.kind==="article")return{article:await qt(this.number,t)};let[e,i]=await Promise.all([Ht(this.number,t),Rt(this.number,t)]);return{ticket:e,events:i.items}},it=new WeakMap,d([k()],P.prototype,"kind",2),d([k()],P.prototype,"number",2),P=d([E("bokeh-popup")],P);function ie(h,n,t){let e=document.createElement("bokeh-popup");Object.assign(e,{kind:h,number:n}),t.append(e)}function Je(){document.querySelectorAll("dialog[open]").forEach(h=>h.close())}var _e=20,se=5e7,v,re,oe,z,rt,ae,ne,st,I=class extends T{constructor(){super(...arguments);c(this,v);this.hasArea=!1;this.entries=[];this.isOver=!1;c(this,z,t=>{let e=t.target;e.files&&this.take(e.files),e.value=""});c(this,rt,t=>{t.preventDefault(),t.stopPropagation(),this.isOver=!1,t.dataTransfer?.files.length&&this.take(t.dataTransfer.files)})}get items(){return this.entries.flatMap(({kept:t})=>t?[t]:[])}get isBusy(){return this.entries.some(({isSending:t})=>t)}disconnectedCallback(){super.disconnectedCallback(),r(this,v,st).call(this,this.entries)}choose(){this.chooser.click()}clear(){r(this,v,st).call(this,this.entries),this.entries=[]}take(t){let e=[...t].slice(0,_e-this.entries.length).map(De);this.entries=[...this.entries,...e],e.filter(({error:i})=>!i).forEach(i=>{r(this,v,ne).call(this,i)})}render(){return p`<input
        type="file"
        class="unseen"
        tabindex="-1"
        multiple
        aria-label=${o("attach.add")}
        @change=${a(this,z)}
      />
      ${this.hasArea?r(this,v,re).call(this):m}
      ${this.entries.length?p`<ul class="attached">
              ${this.entries.map(t=>r(this,v,oe).call(this,t))}
            </ul>`:m}`}};v=new WeakSet,re=function(){return p`<div
      class="drop ${this.isOver?"drop-over":""}"
      @dragover=${t=>{t.preventDefault(),this.isOver=!0}}
      @dragleave=${()=>this.isOver=!1}
      @drop=${a(this,rt)}
    >
      ${u("clip")}<span>${o("attach.drop")}</span>
      <button type="button" class="quiet" @click=${()=>this.choose()}
        >${o("attach.choose")}</button
      >
      <label class="quiet button-like"
        >${u("camera")}${o("attach.camera")}<input
          type="file"
          class="unseen"
          accept="image/*"
          capture="environment"
          @change=${a(this,z)}
      /></label>
    </div>`},oe=function(t){let e=t.file.name;return p`<li class="attached-one ${t.error?"attached-bad":""}">
      ${t.preview?p`<img src=${t.preview} alt="" />`:p`<span class="file-sign">${u("article")}</span>`}
      <span class="name" title=${e}>${e}</span>
      <span class="hint">${t.error||ot(t.file.size)}</span>
      ${t.isSending?p`<span class="spinner" role="status" aria-label=${o("attach.sending")}></span>`:m}
      <button
        type="button"
        class="plain small"
        aria-label=${o("attach.remove",{name:e})}
        @click=${()=>r(this,v,ae).call(this,t)}
      >
        ${u("close")}
      </button>
    </li>`},z=new WeakMap,rt=new WeakMap,ae=function(t){r(this,v,st).call(this,[t]),this.entries=this.entries.filter(e=>e!==t),this.tell("attached")},ne=async function(t){try{t.kept=await Ut(t.file),N(o("attach.done",{name:t.file.name}))}catch(e){t.error=e.message}t.isSending=!1,this.entries=[...this.entries],this.tell("attached")},st=function(t){t.forEach(({preview:e})=>e&&URL.revokeObjectURL(e))},d([k({attribute:!1})],I.prototype,"hasArea",2),d([g()],I.prototype,"entries",2),d([g()],I.prototype,"isOver",2),d([A("input[type=file]")],I.prototype,"chooser",2),I=d([E("bokeh-attach")],I);function De(h){let n=h.type.startsWith("image/")&&h.type!=="image/svg+xml",t=h.size>se;return{file:h,preview:n?URL.createObjectURL(h):null,isSending:!t,error:t?o("attach.too_large",{limit:ot(se)}):"",kept:null}}function ot(h){return h<1e3?`${h} B`:h<1e6?`${Et(Math.round(h/1e3))} kB`:`${Et(Math.round(h/1e5)/10)} MB`}var le=h=>p`<ul class="files">
    ${h.map(n=>p`<li>
          <a class="file" href=${V(n.url)} target="_blank" rel="noopener">
            ${n.thumbnail_url&&!K.isEmbedded?p`<img src=${V(n.thumbnail_url)} alt="" loading="lazy" />`:p`<span class="file-sign">${u("article")}</span>`}
            <span class="name">${n.name}</span>
            <span class="hint">${ot(n.size)}</span>
            ${n.internal?u("lock"):m}
          </a>
        </li>`)}
  </ul>`;var Fe=180,ce=200;function pe(h){return new Promise(n=>{let t=document.createElement("bokeh-scan");t.done=n,h.append(t)})}var L,G,$,ue,It,at,nt,R,O=class extends T{constructor(){super(...arguments);c(this,$);this.done=()=>{};this.hasCamera=!0;this.told="";c(this,L,null);c(this,G);c(this,at,async t=>{let e=t.target.files?.[0];if(e){this.told=o("scan.reading");try{let i=await createImageBitmap(e),l=await(await de())(he(i,i.width,i.height));if(l)return r(this,$,R).call(this,l)}catch{}this.told=o("scan.nothing")}});c(this,nt,t=>{t.preventDefault();let e=new FormData(t.target).get("code");e&&r(this,$,R).call(this,String(e).trim())})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(a(this,G)),a(this,L)?.getTracks().forEach(t=>t.stop())}firstUpdated(){this.querySelector("dialog").showModal(),r(this,$,ue).call(this)}render(){return p`<dialog
      class="popup scan"
      aria-label=${o("scan.title")}
      @close=${()=>r(this,$,R).call(this,null)}
    >
      <div class="popup-content">
        <h2>${o("scan.title")}</h2>
        ${this.hasCamera?p`<div class="scan-view">
                <video muted playsinline aria-label=${o("scan.camera")}></video>
                <span class="scan-frame"></span>
              </div>`:p`<p class="hint">${o("scan.no_camera")}</p>`}
        <p class="hint" role="status"
          >${this.told||(this.hasCamera?o("scan.hint"):m)}</p
        >
        <form class="decision" @submit=${a(this,nt)}>
          <label class="field"
            ><span>${o("scan.type")}</span
            ><input name="code" maxlength=${ce} autocomplete="off"
          /></label>
          <button type="submit" class="main">${o("scan.use")}</button>
          <label class="quiet button-like"
            >${u("camera")}${o("scan.picture")}<input
              type="file"
              class="unseen"
              accept="image/*"
              @change=${a(this,at)}
          /></label>
          <button type="button" class="quiet" @click=${()=>r(this,$,R).call(this,null)}>
            ${o("app.cancel")}
          </button>
        </form>
      </div>
    </dialog>`}};L=new WeakMap,G=new WeakMap,$=new WeakSet,ue=async function(){try{if(w(this,L,await navigator.mediaDevices.getUserMedia({video:{facingMode:"environment"}})),!this.isConnected)return a(this,L).getTracks().forEach(t=>t.stop());this.video.srcObject=a(this,L),await this.video.play(),r(this,$,It).call(this,await de())}catch{this.hasCamera=!1}},It=function(t){w(this,G,setTimeout(async()=>{let{videoWidth:e,videoHeight:i}=this.video,l=e?await t(he(this.video,e,i)):null;l?r(this,$,R).call(this,l):this.isConnected&&r(this,$,It).call(this,t)},Fe))},at=new WeakMap,nt=new WeakMap,R=function(t){this.done(t&&Pe(t).slice(0,ce)),this.done=()=>{},this.remove()},d([g()],O.prototype,"hasCamera",2),d([g()],O.prototype,"told",2),d([A("video")],O.prototype,"video",2),O=d([E("bokeh-scan")],O);var Pe=h=>h.replace(/[\u0000-\u001f\u007f]+/g," ").trim();function he(h,n,t){let e=document.createElement("canvas");return Object.assign(e,{width:n,height:t}),e.getContext("2d",{willReadFrequently:!0}).drawImage(h,0,0),e}async function de(){let h=window.BarcodeDetector;if(h){let t=new h;return async e=>(await t.detect(e).catch(()=>[]))[0]?.rawValue??null}let{read:n}=await import("./barcodes-BGIFYIR4.js");return async t=>n(t)}var xt=2e4,Ce=30,He=220,J,lt,ct,ht,me,_,dt,pt,ut,S=class extends T{constructor(){super(...arguments);c(this,ht);this.isAnswering=!1;this.last="";this.problem="";c(this,J,-1/0);c(this,lt,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);c(this,ct,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||r(this,ht,me).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});c(this,_,()=>{U.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(He,this.field.scrollHeight)}px`,this.problem=this.field.value.length>xt?o("chat.too_long",{limit:xt}):""});c(this,dt,t=>{let e=t.clipboardData?.files;e?.length&&(t.preventDefault(),this.attach.take(e))});c(this,pt,async()=>{let t=await pe(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});c(this,ut,t=>{t.preventDefault();let e=this.field.value.trim(),i=this.attach.items;!e&&!i.length||e.length>xt||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),a(this,_).call(this),this.tell("write",{text:e||o("attach.said"),attachments:i}))})}render(){let t=a(this,lt);return p`<form class="composer" method="post" @submit=${a(this,ut)}>
      <label class="unseen" for=${t}>${o("chat.composer")}</label>
      <div class="composer-box">
        <bokeh-attach></bokeh-attach>
        <div class="composer-row">
          <span class="composer-tools">
            <button
              type="button"
              class="plain"
              aria-label=${o("attach.add")}
              title=${o("attach.add")}
              @click=${()=>this.attach.choose()}
            >
              ${u("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${o("scan.open")}
              title=${o("scan.open")}
              @click=${a(this,pt)}
            >
              ${u("scan")}
            </button>
          </span>
          <textarea
            id=${t}
            rows="1"
            placeholder=${o("chat.placeholder")}
            aria-describedby="${t}-keys ${t}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${a(this,ct)}
            @input=${a(this,_)}
            @paste=${a(this,dt)}
            @compositionend=${e=>w(this,J,e.timeStamp)}
          ></textarea>
          ${this.isAnswering?p`<button
                  type="button"
                  class="main round stop"
                  aria-label=${o("chat.stop")}
                  title="${o("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${u("stop")}
                </button>`:p`<button
                  type="submit"
                  class="main round"
                  aria-label=${o("chat.send")}
                  title=${o("chat.send")}
                >
                  ${u("send")}
                </button>`}
        </div>
      </div>
      <p id="${t}-problem" class="error" role="alert">${this.problem||m}</p>
      <p id="${t}-keys" class="hint keys">${o("chat.keys")}</p>
    </form>`}firstUpdated(){this.field.value=U.get("draft")??"",a(this,_).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let e=this.getRootNode();(!e.activeElement||e.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,a(this,_).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};J=new WeakMap,lt=new WeakMap,ct=new WeakMap,ht=new WeakSet,me=function(t){let e=t.timeStamp-a(this,J)<Ce;return t.isComposing||t.keyCode===229||e},_=new WeakMap,dt=new WeakMap,pt=new WeakMap,ut=new WeakMap,d([k({attribute:!1})],S.prototype,"isAnswering",2),d([k({attribute:!1})],S.prototype,"last",2),d([g()],S.prototype,"problem",2),d([A("textarea")],S.prototype,"field",2),d([A("bokeh-attach")],S.prototype,"attach",2),S=d([E("bokeh-composer")],S);var fe=[300,800,1500,3e3,5e3,8e3],mt=class{constructor({message:n,conversationId:t=null,attachments:e=[],tell:i}){this.turnId=null;this.#e=new AbortController;this.#r="";this.#i=0;this.#s=!1;this.#o=!1;this.message=n,this.attachments=e,this.conversationId=t,this.#t=i}#t;#e;#r;#i;#s;#o;begin(){return this.#a(()=>Nt(this.message,this.conversationId,this.attachments,this.#e.signal))}resume(n){return this.turnId=n,this.#a(()=>Tt(this.conversationId,"",this.#e.signal))}async stop(){this.#o=!0,this.#s&&await Bt(this.conversationId).catch(n=>this.#t("stop_failed",{error:n}))}leave(){this.#e.abort()}async#a(n){try{await this.#l(n)}catch(t){if(t.name==="AbortError")return;this.#n(),this.#t(t.isMissing&&this.turnId?"lost":"failed",{error:t})}}async#l(n){let t=await n();for(;!await this.#c(t);)t=await this.#p()}async#c(n){try{for await(let t of Zt(n))if(this.#h(t))return!0}catch(t){if(!(t instanceof Yt))throw t}return!1}#h(n){let t=JSON.parse(n.data);if(this.#d(n.id,t),n.name==="error")throw new W(0,"turn",t.message??o("answer.failed"));return n.name==="reply"&&this.#n(),this.#t(n.name,t),n.name==="reply"}#d(n,t){let e=n.split(".")[0];if(this.turnId&&e!==this.turnId)throw new W(404,"not_found",o("answer.failed"));this.#r=n,this.#i=0,this.conversationId??=t.conversation_id??null,!this.#s&&(this.turnId=e,this.#s=!0,F.keep(this.conversationId,{message:this.message,turn:e}),this.#o&&this.stop())}async#p(){if(!this.turnId)throw new W(0,"network",o("error.network"));this.#t("reconnecting",{});let n=new W(0,"network",o("error.network"));for(;this.#i<fe.length;){await Re(fe[this.#i],this.#e.signal),this.#i+=1;try{return await Tt(this.conversationId,this.#r,this.#e.signal)}catch(t){let e=t;if(e.status!==0&&e.status<500)throw t;n=e}}throw n}#n(){this.conversationId&&F.drop(this.conversationId)}};function Re(h,n){return new Promise((t,e)=>{let i=setTimeout(t,h);n.addEventListener("abort",()=>{clearTimeout(i),e(new DOMException("left","AbortError"))})})}var qe=90,Be=14,Ne=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],f,M,X,B,s,ge,ve,be,we,Mt,Q,$e,ye,ke,Ee,Ot,Ae,Te,Se,Ie,xe,ft,Lt,Me,_t,Dt,Ft,gt,Oe,bt,vt,x,Y,wt,$t,yt,kt,q,b=class extends T{constructor(){super(...arguments);c(this,s);this.conversationId=null;this.glance=m;this.said=[];this.isLoading=!1;this.failure=null;this.version=0;this.isFollowing=!0;this.isOver=!1;c(this,f,null);c(this,M,new Map);c(this,X,0);c(this,B,!1);c(this,bt,async()=>{let{messages:t}=await At(this.conversationId);for(let e of t)e.reply?.proposals.forEach(i=>r(this,s,Lt).call(this,i))});c(this,Y,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&a(this,f)&&r(this,s,Ft).call(this)});c(this,wt,t=>{let e=t.target.closest(".chip");e&&ie(e.dataset.kind,e.dataset.number,this)});c(this,$t,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});c(this,yt,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))});c(this,kt,()=>{let t=this.log.scrollHeight-this.log.scrollTop-this.log.clientHeight;this.isFollowing=t<qe})}get isAnswering(){return a(this,f)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",a(this,Y)),!this.hasUpdated&&this.conversationId&&r(this,s,Q).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",a(this,Y)),a(this,f)?.leave(),w(this,f,null)}open(t){a(this,f)?.leave(),w(this,f,null),r(this,s,Mt).call(this),this.conversationId=t,t&&r(this,s,Q).call(this),this.composer?.focus()}say(t,e=[]){a(this,f)||(this.failure=null,r(this,s,Ot).call(this,t,e,i=>i.begin()))}render(){let t=this.said.at(-1);return p`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${o("chat.title")}
      @dragover=${a(this,$t)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${a(this,yt)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${o("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${a(this,kt)}
        @click=${a(this,wt)}
        @say=${e=>this.say(e.detail)}
        @card-changed=${e=>r(this,s,Lt).call(this,e.detail)}
        @card-outdated=${()=>a(this,bt).call(this)}
      >
        <div class="messages">
          ${this.isLoading?tt(o("chat.loading")):m}
          ${this.failure?r(this,s,we).call(this,this.failure):m}
          ${!this.said.length&&!this.isLoading&&!this.conversationId&&!this.failure?r(this,s,be).call(this):m}
          ${Wt(this.said,({id:e})=>e,e=>r(this,s,ge).call(this,e,e===t))}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${this.isFollowing}
        aria-label=${o("chat.to_newest")}
        title=${o("chat.to_newest")}
        @click=${()=>r(this,s,q).call(this,!0)}
      >
        ${u("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .last=${t?.text??""}
        @write=${e=>this.say(e.detail.text,e.detail.attachments)}
        @stop=${()=>r(this,s,Ft).call(this)}
        @edit-last=${()=>r(this,s,Dt).call(this)}
      ></bokeh-composer>
    </section>`}};f=new WeakMap,M=new WeakMap,X=new WeakMap,B=new WeakMap,s=new WeakSet,ge=function(t,e){let{answer:i}=t;return p`${t.text?r(this,s,ve).call(this,t,e):m}
    ${i?p`<bokeh-answer
            .answer=${i}
            .cards=${i.cards.map(l=>a(this,M).get(l))}
            .isNewest=${e}
            .canRetry=${e&&!!t.text}
            .version=${this.version}
            @retry=${()=>r(this,s,_t).call(this,t)}
            @regenerate=${()=>r(this,s,_t).call(this,t,i.reply!==null)}
          ></bokeh-answer>`:m}`},ve=function({text:t,at:e,attachments:i},l){return p`<article class="message person" aria-label=${o("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${i.length?le(i):m}
      </div>
      <span class="foot"
        >${l&&!this.isAnswering?p`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>r(this,s,Dt).call(this)}
              >
                ${u("edit")}${o("chat.edit")}
              </button>`:m}<time datetime=${e} title=${Pt(e)}>${Ct(e)}</time></span
      >
    </article>`},be=function(){return p`<div class="welcome">
      <h1>${o("chat.welcome",{name:Kt.user?.username??""})}</h1>
      <p>${o("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${o("chat.try")}</h2>
      <ul class="ideas">
        ${Ne.map(t=>p`<li>
              <button type="button" class="choice" @click=${()=>this.say(o(t))}
                >${o(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},we=function(t){return j(t,{text:t.isMissing?o("chat.missing"):t.message,again:t.isMissing?null:()=>{r(this,s,Q).call(this)}})},Mt=function(){this.said=[],this.failure=null,a(this,M).clear(),this.isFollowing=!0},Q=async function(){r(this,s,Mt).call(this);let t=this.conversationId;this.isLoading=!0;try{let e=await At(t);this.conversationId===t&&r(this,s,$e).call(this,e)}catch(e){let i=e;i.isSignedOut||(this.failure=i),i.isMissing&&(this.conversationId=null)}this.isLoading=!1},$e=function(t){this.tell("conversation-titled",t.title);let e=[];for(let i of t.messages)i.speaker==="user"?e.push(r(this,s,ye).call(this,i)):i.reply&&r(this,s,ke).call(this,e,i);this.said=e,r(this,s,Ee).call(this,t.messages),this.updateComplete.then(()=>r(this,s,q).call(this,!0))},ye=function({text:t,at:e,attachments:i=[]}){return{id:r(this,s,x).call(this),text:t,at:e,attachments:i,answer:null}},ke=function(t,{reply:e,at:i}){let l=t.at(-1);(!l||l.answer)&&(l={id:r(this,s,x).call(this),text:"",at:i,attachments:[],answer:null},t.push(l));for(let y of t)y.answer&&(y.answer.isRetired=!0);l.answer=new et(r(this,s,x).call(this)),l.answer.finish(e,i),e.proposals.forEach(y=>r(this,s,ft).call(this,l.answer,y))},Ee=function(t){let e=F.of(this.conversationId);e&&(t.some(i=>i.reply?.reply_id===e.turn)?F.drop(this.conversationId):r(this,s,Ot).call(this,e.message,[],i=>i.resume(e.turn)))},Ot=function(t,e,i){for(let D of this.said)D.answer&&(D.answer.isRetired=!0);let l=new et(r(this,s,x).call(this)),y=Z().toISOString();this.said=[...this.said,{id:r(this,s,x).call(this),text:t,at:y,attachments:e,answer:l}],w(this,f,new mt({message:t,conversationId:this.conversationId,attachments:e.map(({id:D})=>D),tell:(D,Le)=>r(this,s,Ae).call(this,l,t,D,Le)})),l.step(o("answer.thinking")),N(o("answer.started")),i(a(this,f)),this.updateComplete.then(()=>r(this,s,q).call(this,!0))},Ae=function(t,e,i,l){if(i==="lost")return void r(this,s,Oe).call(this,l.error);if(i==="failed")return r(this,s,xe).call(this,t,e,l.error);if(i==="stop_failed")return N(l.error.message);r(this,s,Me).call(this,a(this,f)?.conversationId??null),r(this,s,Te).call(this,t,i,l),i==="reply"&&r(this,s,Ie).call(this,t),r(this,s,vt).call(this)},Te=function(t,e,i){e==="token"?t.text+=i.text:e==="reference"?t.references.set(i.number,i):e==="table"?t.tables=[...t.tables,i]:e==="proposal"?r(this,s,ft).call(this,t,i):e==="tool"?t.step(o("answer.thinking")):e==="reconnecting"?t.step(o("answer.reconnecting")):e==="status"?r(this,s,Se).call(this,t,i):e==="reply"&&(t.finish(i,Z().toISOString()),i.proposals.forEach(l=>r(this,s,ft).call(this,t,l)))},Se=function(t,e){e.step==="restarted"?(t.text="",t.references.clear(),t.step(o("answer.restarted"))):t.step(e.label?o("answer.step",{label:e.label}):o("answer.thinking"))},Ie=function(t){r(this,s,gt).call(this),this.updateComplete.then(async()=>{let i=[...this.querySelectorAll("bokeh-answer")].find(l=>l.answer===t)??null;await i?.updateComplete,await i?.querySelector("bokeh-written")?.updateComplete,Xt(t,i),r(this,s,q).call(this)})},xe=function(t,e,i){if(i.isSignedOut)return U.set("draft",e);t.error=i,r(this,s,gt).call(this),r(this,s,vt).call(this)},ft=function(t,e){let i=a(this,M).has(e.id);a(this,M).set(e.id,e),!t.cards.includes(e.id)&&(!i||e.state==="pending")&&(t.cards=[...t.cards,e.id])},Lt=function(t){a(this,M).set(t.id,t),this.version+=1},Me=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},_t=function(t,e=!1){a(this,f)||(e||(this.said=this.said.filter(i=>i!==t)),this.say(t.text,t.attachments))},Dt=function(){let t=this.said.findLast(({text:e})=>e);t&&!a(this,f)&&this.composer.write(t.text)},Ft=function(){this.said.at(-1)?.answer?.step(o("answer.stopping")),r(this,s,vt).call(this),a(this,f)?.stop()},gt=function(){w(this,f,null),this.version+=1,this.tell("turn-over")},Oe=async function(t){let{message:e}=a(this,f);r(this,s,gt).call(this),await r(this,s,Q).call(this);let i=this.said.at(-1);if(i&&i.text===e)return;let l=new et(r(this,s,x).call(this));l.error=t;let y=Z().toISOString();this.said=[...this.said,{id:r(this,s,x).call(this),text:e,at:y,attachments:[],answer:l}]},bt=new WeakMap,vt=function(){a(this,B)||(w(this,B,!0),requestAnimationFrame(()=>{w(this,B,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>r(this,s,q).call(this)))}))},x=function(){return w(this,X,a(this,X)+1),`m${a(this,X)}`},Y=new WeakMap,wt=new WeakMap,$t=new WeakMap,yt=new WeakMap,kt=new WeakMap,q=function(t=!1){if(!this.log||!t&&!this.isFollowing)return;this.isFollowing=!0;let e=[...this.querySelectorAll(".person")].at(-1);if(t||!e){this.log.scrollTop=this.log.scrollHeight;return}let i=e.getBoundingClientRect().top-this.log.getBoundingClientRect().top,l=this.log.scrollHeight-this.log.clientHeight,y=Math.min(l,this.log.scrollTop+i-Be);y>this.log.scrollTop&&(this.log.scrollTop=y)},d([k({attribute:!1})],b.prototype,"conversationId",2),d([k({attribute:!1})],b.prototype,"glance",2),d([g()],b.prototype,"said",2),d([g()],b.prototype,"isLoading",2),d([g()],b.prototype,"failure",2),d([g()],b.prototype,"version",2),d([g()],b.prototype,"isFollowing",2),d([g()],b.prototype,"isOver",2),d([A(".log")],b.prototype,"log",2),d([A("bokeh-composer")],b.prototype,"composer",2),b=d([E("bokeh-chat")],b);export{Je as a};
