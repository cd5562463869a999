import{a as vt}from"./chunk-Q6JIN257.js";import{a as $t}from"./chunk-3RL2MA3H.js";import{a as At}from"./chunk-UVDQCHK2.js";import{a as mt,c as C,d as yt,f as Et,g as kt}from"./chunk-SUQI5JSH.js";import{b as et}from"./chunk-7N6RKAHB.js";import{a as gt,f as st}from"./chunk-Z2B4MMQ4.js";import{c as u,g as m,k as K,l as A,m as b,n as x,o as $,t as P,u as wt,v as bt}from"./chunk-VYHL6BJR.js";import{G as ct,O as pt,P as ut,Q as ft,R as it,b as M,i as n,l as ht,m as dt,r as E}from"./chunk-CA4LMX5P.js";import{d,e as o,f as h,g as v,h as r}from"./chunk-6UXUQ4LK.js";var rt=2e4,Bt=30,Vt=220,O,D,q,H,N,St,k,U,W,B,w=class extends P{constructor(){super(...arguments);h(this,N);this.isAnswering=!1;this.isEditing=!1;this.last="";this.problem="";h(this,O,-1/0);h(this,D,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);h(this,q,()=>{this.write(""),this.tell("edit-left")});h(this,H,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||r(this,N,St).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});h(this,k,()=>{M.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(Vt,this.field.scrollHeight)}px`,this.problem=this.field.value.length>rt?n("chat.too_long",{limit:rt}):""});h(this,U,t=>{let e=t.clipboardData?.files;e?.length&&(t.preventDefault(),this.attach.take(e))});h(this,W,async()=>{let t=await At(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});h(this,B,t=>{t.preventDefault();let e=this.field.value.trim(),s=this.attach.items;!e&&!s.length||e.length>rt||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),o(this,k).call(this),this.tell("write",{text:e||n("attach.said"),attachments:s}))})}render(){let t=o(this,D);return u`<form class="composer" method="post" @submit=${o(this,B)}>
      <label class="unseen" for=${t}>${n("chat.composer")}</label>
      ${this.isEditing?u`<p class="editing">
              <span>${n("chat.editing")}</span>
              <button type="button" class="plain small" @click=${o(this,q)}>
                ${n("app.cancel")}
              </button>
            </p>`:m}
      <div class="composer-box">
        <bokeh-attach></bokeh-attach>
        <div class="composer-row">
          <span class="composer-tools">
            <button
              type="button"
              class="plain"
              aria-label=${n("attach.add")}
              title=${n("attach.add")}
              @click=${()=>this.attach.choose()}
            >
              ${$("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${n("scan.open")}
              title=${n("scan.open")}
              @click=${o(this,W)}
            >
              ${$("scan")}
            </button>
          </span>
          <textarea
            id=${t}
            rows="1"
            placeholder=${n("chat.placeholder")}
            aria-describedby="${t}-keys ${t}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${o(this,H)}
            @input=${o(this,k)}
            @paste=${o(this,U)}
            @compositionend=${e=>v(this,O,e.timeStamp)}
          ></textarea>
          ${this.isAnswering?u`<button
                  type="button"
                  class="main round stop"
                  aria-label=${n("chat.stop")}
                  title="${n("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${$("stop")}
                </button>`:u`<button
                  type="submit"
                  class="main round"
                  aria-label=${n("chat.send")}
                  title=${n("chat.send")}
                >
                  ${$("send")}
                </button>`}
        </div>
      </div>
      <p id="${t}-problem" class="error" role="alert">${this.problem||m}</p>
      <p id="${t}-keys" class="hint keys">${n("chat.keys")}</p>
    </form>`}firstUpdated(){this.field.value=M.get("draft")??"",o(this,k).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let e=this.getRootNode();(!e.activeElement||e.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,o(this,k).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};O=new WeakMap,D=new WeakMap,q=new WeakMap,H=new WeakMap,N=new WeakSet,St=function(t){let e=t.timeStamp-o(this,O)<Bt;return t.isComposing||t.keyCode===229||e},k=new WeakMap,U=new WeakMap,W=new WeakMap,B=new WeakMap,d([A({attribute:!1})],w.prototype,"isAnswering",2),d([A({attribute:!1})],w.prototype,"isEditing",2),d([A({attribute:!1})],w.prototype,"last",2),d([b()],w.prototype,"problem",2),d([x("textarea")],w.prototype,"field",2),d([x("bokeh-attach")],w.prototype,"attach",2),w=d([K("bokeh-composer")],w);var V=class{constructor(a){this.host=a;this.isAtEnd=!0;this.follows=!0;this.#i=!0;this.#e=0;this.#t=null;this.#s=new ResizeObserver(()=>{this.follows&&this.follow(this.#i),this.#r()});this.scrolled=()=>{let{scrollTop:a}=this.#t;this.#r(),this.isAtEnd?this.follows=!0:a<this.#e&&(this.follows=!1),this.#e=a};a.addController(this)}#i;#e;#t;#s;hostUpdated(){this.#t||(this.#t=this.host.querySelector(".log"),this.#t&&this.#s.observe(this.#t.firstElementChild))}hostDisconnected(){this.#s.disconnect(),this.#t=null}follow(a=!1){let t=this.#t;if(!t||!a&&!this.follows)return;this.follows=!0,this.#i=a;let e=[...t.querySelectorAll(".person")].at(-1),s=t.scrollHeight-t.clientHeight;if(a||!e){t.scrollTop=s;return}let l=e.getBoundingClientRect().top-t.getBoundingClientRect().top,p=Math.min(s,t.scrollTop+l-14);p>t.scrollTop&&(t.scrollTop=p)}#r(){let a=this.#t;if(!a)return;let t=a.scrollHeight-a.scrollTop-a.clientHeight<90;t!==this.isAtEnd&&(this.isAtEnd=t,this.host.requestUpdate())}};var It=[300,800,1500,3e3,5e3,8e3],G=class{constructor({message:a,conversationId:t=null,attachments:e=[],tell:s}){this.turnId=null;this.#e=new AbortController;this.#t="";this.#s=0;this.#r=!1;this.#n=!1;this.message=a,this.attachments=e,this.conversationId=t,this.#i=s}#i;#e;#t;#s;#r;#n;begin(){return this.#o(()=>ut(this.message,this.conversationId,this.attachments,this.#e.signal))}again(){return this.#o(()=>ft(this.conversationId,this.message,this.#e.signal))}resume(a){return this.turnId=a,this.#o(()=>it(this.conversationId,"",this.#e.signal))}async stop(){this.#n=!0,this.#r&&await pt(this.conversationId).catch(a=>this.#i("stop_failed",{error:a}))}leave(){this.#e.abort()}async#o(a){try{await this.#a(a)}catch(t){if(t.name==="AbortError")return;this.#i(t.isMissing&&this.turnId?"lost":"failed",{error:t})}}async#a(a){let t=await a();for(;!await this.#l(t);)t=await this.#c()}async#l(a){try{for await(let t of kt(a))if(this.#h(t))return!0}catch(t){if(!(t instanceof Et))throw t}return!1}#h(a){let t=JSON.parse(a.data);if(this.#d(a.id,t),a.name==="error")throw new E(0,"turn",t.message??n("answer.failed"));return this.#i(a.name,t),a.name==="reply"}#d(a,t){let e=a.split(".")[0];if(this.turnId&&e!==this.turnId)throw new E(404,"not_found",n("answer.failed"));this.#t=a,this.#s=0,this.conversationId??=t.conversation_id??null,!this.#r&&(this.turnId=e,this.#r=!0,this.#n&&this.stop())}async#c(){if(!this.turnId)throw new E(0,"network",n("error.network"));this.#i("reconnecting",{});let a=new E(0,"network",n("error.network"));for(;this.#s<It.length;){await Jt(It[this.#s],this.#e.signal),this.#s+=1;try{return await it(this.conversationId,this.#t,this.#e.signal)}catch(t){let e=t;if(e.status!==0&&e.status<500)throw t;a=e}}throw a}};function Jt(T,a){return new Promise((t,e)=>{let s=setTimeout(t,T);a.addEventListener("abort",()=>{clearTimeout(s),e(new DOMException("left","AbortError"))})})}var Qt=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],c,y,L,I,g,i,Tt,xt,Mt,Ot,ot,R,Rt,_t,_,Lt,Ft,nt,J,Kt,Pt,Ct,Dt,qt,Q,Ht,Nt,j,at,Ut,lt,z,Wt,X,S,F,Y,Z,tt,f=class extends P{constructor(){super(...arguments);h(this,i);this.conversationId=null;this.glance=m;this.said=[];this.isLoading=!1;this.failure=null;this.version=0;this.isOver=!1;this.edited=null;h(this,c,null);h(this,y,new Map);h(this,L,0);h(this,I,!1);h(this,g,new V(this));h(this,F,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&o(this,c)&&r(this,i,lt).call(this)});h(this,Y,t=>{let e=t.target.closest(".chip");e&&$t(e.dataset.kind,e.dataset.number,this)});h(this,Z,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});h(this,tt,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))})}get isAnswering(){return o(this,c)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",o(this,F)),!this.hasUpdated&&this.conversationId&&r(this,i,R).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",o(this,F)),o(this,c)?.leave(),v(this,c,null)}open(t){o(this,c)?.leave(),v(this,c,null),r(this,i,ot).call(this),this.conversationId=t,t&&r(this,i,R).call(this),this.composer?.focus()}say(t,e=[]){o(this,c)||(this.failure=null,r(this,i,J).call(this,r(this,i,_).call(this,t,e),s=>s.begin()))}render(){let t=this.said.at(-1);return u`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${n("chat.title")}
      @dragover=${o(this,Z)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${o(this,tt)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${n("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${o(this,g).scrolled}
        @click=${o(this,Y)}
        @say=${e=>this.say(e.detail)}
        @card-changed=${e=>r(this,i,Ht).call(this,e.detail)}
      >
        <div class="messages">
          ${this.isLoading?wt(n("chat.loading")):m}
          ${this.failure?r(this,i,Ot).call(this,this.failure):m}
          ${!this.said.length&&!this.isLoading&&!this.conversationId&&!this.failure?r(this,i,Mt).call(this):m}
          ${mt(this.said,({id:e})=>e,e=>r(this,i,Tt).call(this,e,e===t))}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${o(this,g).isAtEnd}
        aria-label=${n("chat.to_newest")}
        title=${n("chat.to_newest")}
        @click=${()=>o(this,g).follow(!0)}
      >
        ${$("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .isEditing=${this.edited!==null}
        .last=${t?.text??""}
        @write=${e=>r(this,i,Ut).call(this,e.detail)}
        @edit-left=${()=>this.edited=null}
        @stop=${()=>r(this,i,lt).call(this)}
        @edit-last=${()=>r(this,i,at).call(this)}
      ></bokeh-composer>
    </section>`}};c=new WeakMap,y=new WeakMap,L=new WeakMap,I=new WeakMap,g=new WeakMap,i=new WeakSet,Tt=function(t,e){let{answer:s}=t;return u`${t.text?r(this,i,xt).call(this,t,e):m}
    ${s?u`<bokeh-answer
            .answer=${s}
            .cards=${s.cards.map(l=>o(this,y).get(l))}
            .isNewest=${e}
            .canRetry=${e&&!!t.text}
            .version=${this.version}
            @retry=${()=>r(this,i,j).call(this,t)}
            @regenerate=${()=>r(this,i,j).call(this,t)}
          ></bokeh-answer>`:m}`},xt=function({text:t,at:e,attachments:s},l){return u`<article class="message person" aria-label=${n("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${s.length?vt(s):m}
      </div>
      <span class="foot"
        >${l&&!this.isAnswering?u`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>r(this,i,at).call(this)}
              >
                ${$("edit")}${n("chat.edit")}
              </button>`:m}<time datetime=${e} title=${ht(e)}>${dt(e)}</time></span
      >
    </article>`},Mt=function(){return u`<div class="welcome">
      <h1>${n("chat.welcome",{name:gt.user?.name??""})}</h1>
      <p>${n("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${n("chat.try")}</h2>
      <ul class="ideas">
        ${Qt.map(t=>u`<li>
              <button type="button" class="choice" @click=${()=>this.say(n(t))}
                >${n(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},Ot=function(t){return bt(t,{text:t.isMissing?n("chat.missing"):t.message,again:t.isMissing?null:()=>{r(this,i,R).call(this)}})},ot=function(){this.said=[],this.edited=null,this.failure=null,o(this,y).clear(),o(this,g).follows=!0},R=async function(){r(this,i,ot).call(this);let t=this.conversationId;this.isLoading=!0;try{let e=await ct(t);this.conversationId===t&&r(this,i,Rt).call(this,e)}catch(e){let s=e;s.isSignedOut||(this.failure=s),s.isMissing&&(this.conversationId=null)}this.isLoading=!1},Rt=function(t){this.tell("conversation-titled",t.title);let e=[];for(let s of t.messages)s.speaker==="user"?e.push(r(this,i,_t).call(this,s)):s.reply&&r(this,i,Lt).call(this,e,s);this.said=e,r(this,i,Ft).call(this,t),r(this,i,nt).call(this),this.updateComplete.then(()=>o(this,g).follow(!0))},_t=function({text:t,at:e,attachments:s=[]}){return{id:r(this,i,S).call(this),text:t,at:e,attachments:s,answer:null,isKept:!0}},_=function(t,e=[]){let s=st().toISOString();return{id:r(this,i,S).call(this),text:t,at:s,attachments:e,answer:null,isKept:!1}},Lt=function(t,{reply:e,at:s}){let l=t.at(-1);(!l||l.answer)&&(l={id:r(this,i,S).call(this),text:"",at:s,attachments:[],answer:null,isKept:!0},t.push(l));for(let p of t)p.answer&&(p.answer.isRetired=!0);l.answer=new C(r(this,i,S).call(this)),l.answer.finish(e,s),e.proposals.forEach(p=>r(this,i,Q).call(this,l.answer,p))},Ft=function({answering:t,messages:e}){if(!t||e.some(({reply:p})=>p?.reply_id===t.turn))return;let s=this.said.at(-1),l=s&&!s.answer?s:r(this,i,_).call(this,t.message);r(this,i,J).call(this,l,p=>p.resume(t.turn))},nt=function(){let t=this.said.at(-1);!t||t.answer||(t.answer=new C(r(this,i,S).call(this)),t.answer.error=new E(0,"turn",n("answer.lost")))},J=function(t,e){for(let l of this.said)l.answer&&(l.answer.isRetired=!0);let s=new C(r(this,i,S).call(this));t.answer=s,this.said=[...this.said.filter(l=>l!==t),t],v(this,c,new G({message:t.text,conversationId:this.conversationId,attachments:t.attachments.map(({id:l})=>l),tell:(l,p)=>r(this,i,Kt).call(this,t,s,l,p)})),s.step(n("answer.thinking")),et(n("answer.started")),e(o(this,c)),this.updateComplete.then(()=>o(this,g).follow(!0))},Kt=function(t,e,s,l){if(s==="lost")return void r(this,i,Wt).call(this,t);if(s==="failed")return r(this,i,qt).call(this,e,t.text,l.error);if(s==="stop_failed")return et(l.error.message);t.isKept=!0,r(this,i,Nt).call(this,o(this,c)?.conversationId??null),r(this,i,Pt).call(this,e,s,l),s==="reply"&&r(this,i,Dt).call(this,e),r(this,i,X).call(this)},Pt=function(t,e,s){e==="token"?t.text+=s.text:e==="reference"?t.references.set(s.number,s):e==="table"?t.tables=[...t.tables,s]:e==="proposal"?r(this,i,Q).call(this,t,s):e==="tool"?t.step(n("answer.thinking")):e==="reconnecting"?t.step(n("answer.reconnecting")):e==="status"?r(this,i,Ct).call(this,t,s):e==="reply"&&(t.finish(s,st().toISOString()),s.proposals.forEach(l=>r(this,i,Q).call(this,t,l)))},Ct=function(t,e){e.step==="restarted"?(t.text="",t.references.clear(),t.step(n("answer.restarted"))):t.step(e.label?n("answer.step",{label:e.label}):n("answer.thinking"))},Dt=function(t){r(this,i,z).call(this),this.updateComplete.then(async()=>{let s=[...this.querySelectorAll("bokeh-answer")].find(l=>l.answer===t)??null;await s?.updateComplete,await s?.querySelector("bokeh-written")?.updateComplete,yt(t,s),o(this,g).follow()})},qt=function(t,e,s){if(s.isSignedOut)return M.set("draft",e);t.error=s,r(this,i,z).call(this),r(this,i,X).call(this)},Q=function(t,e){let s=o(this,y).has(e.id);o(this,y).set(e.id,e),!t.cards.includes(e.id)&&(!s||e.state==="pending")&&(t.cards=[...t.cards,e.id])},Ht=function(t){o(this,y).set(t.id,t),this.version+=1},Nt=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},j=function(t,e=t.text){if(o(this,c))return;this.said=this.said.filter(l=>l!==t);let s=r(this,i,_).call(this,e,t.attachments);r(this,i,J).call(this,s,l=>t.isKept?l.again():l.begin())},at=function(){let t=this.said.findLast(({text:e})=>e);!t||o(this,c)||(this.edited=t===this.said.at(-1)?t:null,this.composer.write(t.text))},Ut=function({text:t,attachments:e}){let{edited:s}=this;this.edited=null,s&&s===this.said.at(-1)&&!e.length?r(this,i,j).call(this,s,t):this.say(t,e)},lt=function(){this.said.at(-1)?.answer?.step(n("answer.stopping")),r(this,i,X).call(this),o(this,c)?.stop()},z=function(){v(this,c,null),this.version+=1,this.tell("turn-over")},Wt=async function({text:t}){r(this,i,z).call(this),await r(this,i,R).call(this),this.said.at(-1)?.text!==t&&(this.said=[...this.said,r(this,i,_).call(this,t)],r(this,i,nt).call(this))},X=function(){o(this,I)||(v(this,I,!0),requestAnimationFrame(()=>{v(this,I,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>o(this,g).follow()))}))},S=function(){return v(this,L,o(this,L)+1),`m${o(this,L)}`},F=new WeakMap,Y=new WeakMap,Z=new WeakMap,tt=new WeakMap,d([A({attribute:!1})],f.prototype,"conversationId",2),d([A({attribute:!1})],f.prototype,"glance",2),d([b()],f.prototype,"said",2),d([b()],f.prototype,"isLoading",2),d([b()],f.prototype,"failure",2),d([b()],f.prototype,"version",2),d([b()],f.prototype,"isOver",2),d([b()],f.prototype,"edited",2),d([x("bokeh-composer")],f.prototype,"composer",2),f=d([K("bokeh-chat")],f);
