import{a as ut}from"./chunk-DY35HFT3.js";import{a as gt}from"./chunk-XUBX44HW.js";import{a as wt}from"./chunk-ZCIAA5XF.js";import{b as _,c as vt,e as bt,f as yt}from"./chunk-5UMO4T35.js";import{a as ct}from"./chunk-M6ZDHGE7.js";import{b as Y}from"./chunk-7N6RKAHB.js";import{c as u,g as f,k as F,l as E,m as $,n as x,o as A,t as P,u as ft,v as mt}from"./chunk-3QEHDSZK.js";import{a as pt,f as tt}from"./chunk-II5M7GTY.js";import{I as at,Q as lt,R as ht,S as dt,T as Z,b as T,i as n,l as ot,m as nt,s as k}from"./chunk-5KQ6RPBE.js";import{d as c,e as r,f as d,g as y,h as a}from"./chunk-6UXUQ4LK.js";var et=2e4,Lt=30,Kt=220,O,q,L,K,C,$t,S,D,U,H,b=class extends P{constructor(){super(...arguments);d(this,C);this.isAnswering=!1;this.isEditing=!1;this.last="";this.problem="";d(this,O,-1/0);d(this,q,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);d(this,L,()=>{this.write(""),this.tell("edit-left")});d(this,K,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||a(this,C,$t).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});d(this,S,()=>{T.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(Kt,this.field.scrollHeight)}px`,this.problem=this.field.value.length>et?n("chat.too_long",{limit:et}):""});d(this,D,t=>{let i=t.clipboardData?.files;i?.length&&(t.preventDefault(),this.attach.take(i))});d(this,U,async()=>{let t=await wt(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});d(this,H,t=>{t.preventDefault();let i=this.field.value.trim(),s=this.attach.items;!i&&!s.length||i.length>et||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),r(this,S).call(this),this.tell("write",{text:i||n("attach.said"),attachments:s}))})}render(){let t=r(this,q);return u`<form class="composer" method="post" @submit=${r(this,H)}>
      <label class="unseen" for=${t}>${n("chat.composer")}</label>
      ${this.isEditing?u`<p class="editing">
              <span>${n("chat.editing")}</span>
              <button type="button" class="plain small" @click=${r(this,L)}>
                ${n("app.cancel")}
              </button>
            </p>`:f}
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
              ${A("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${n("scan.open")}
              title=${n("scan.open")}
              @click=${r(this,U)}
            >
              ${A("scan")}
            </button>
          </span>
          <textarea
            id=${t}
            rows="1"
            placeholder=${n("chat.placeholder")}
            aria-describedby="${t}-keys ${t}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${r(this,K)}
            @input=${r(this,S)}
            @paste=${r(this,D)}
            @compositionend=${i=>y(this,O,i.timeStamp)}
          ></textarea>
          ${this.isAnswering?u`<button
                  type="button"
                  class="main round stop"
                  aria-label=${n("chat.stop")}
                  title="${n("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${A("stop")}
                </button>`:u`<button
                  type="submit"
                  class="main round"
                  aria-label=${n("chat.send")}
                  title=${n("chat.send")}
                >
                  ${A("send")}
                </button>`}
        </div>
      </div>
      <p id="${t}-problem" class="error" role="alert">${this.problem||f}</p>
      <p id="${t}-keys" class="hint keys">${n("chat.keys")}</p>
    </form>`}firstUpdated(){this.field.value=T.get("draft")??"",r(this,S).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let i=this.getRootNode();(!i.activeElement||i.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,r(this,S).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};O=new WeakMap,q=new WeakMap,L=new WeakMap,K=new WeakMap,C=new WeakSet,$t=function(t){let i=t.timeStamp-r(this,O)<Lt;return t.isComposing||t.keyCode===229||i},S=new WeakMap,D=new WeakMap,U=new WeakMap,H=new WeakMap,c([E({attribute:!1})],b.prototype,"isAnswering",2),c([E({attribute:!1})],b.prototype,"isEditing",2),c([E({attribute:!1})],b.prototype,"last",2),c([$()],b.prototype,"problem",2),c([x("textarea")],b.prototype,"field",2),c([x("bokeh-attach")],b.prototype,"attach",2),b=c([F("bokeh-composer")],b);var N=class{constructor(){this.said=[];this.#t=new Map;this.#i=0}#t;#i;get last(){return this.said.at(-1)}clear(){this.said=[],this.#t.clear()}read(e){this.clear();for(let t of e)if(t.speaker==="user"){let{text:i,at:s,attachments:l=[]}=t;this.said.push({id:this.#o(),text:i,at:s,attachments:l,answer:null,isKept:!0})}else t.reply&&this.#e(t)}newlySaid(e,t=[]){let i=tt().toISOString();return{id:this.#o(),text:e,at:i,attachments:t,answer:null,isKept:!1}}begin(e){return this.#s(),e.answer=new _(this.#o()),this.said=[...this.said.filter(t=>t!==e),e],e.answer}drop(e){this.said=this.said.filter(t=>t!==e)}tellUnanswered(){let{last:e}=this;!e||e.answer||(e.answer=new _(this.#o()),e.answer.error=new k(0,"turn",n("answer.lost")))}take(e,t,i){t==="token"?e.text+=i.text:t==="reference"?e.references.set(i.number,i):t==="table"?e.tables=[...e.tables,i]:t==="proposal"?this.#r(e,i):t==="tool"?e.step(n("answer.thinking")):t==="reconnecting"?e.step(n("answer.reconnecting")):t==="status"?Ct(e,i):t==="reply"&&(e.finish(i,tt().toISOString()),i.proposals.forEach(s=>this.#r(e,s)))}cardsOf(e){return e.cards.map(t=>this.#t.get(t))}note(e){this.#t.set(e.id,e)}#e({reply:e,at:t,thumb:i=null}){let{last:s}=this;(!s||s.answer)&&(s={id:this.#o(),text:"",at:t,attachments:[],answer:null,isKept:!0},this.said.push(s)),this.#s();let l=new _(this.#o());s.answer=l,l.finish(e,t),l.thumb=i,e.proposals.forEach(w=>this.#r(l,w))}#s(){for(let{answer:e}of this.said)e&&(e.isRetired=!0)}#r(e,t){let i=this.#t.has(t.id);this.note(t),!e.cards.includes(t.id)&&(!i||t.state==="pending")&&(e.cards=[...e.cards,t.id])}#o(){return this.#i+=1,`m${this.#i}`}};function Ct(g,e){e.step==="restarted"?(g.text="",g.references.clear(),g.step(n("answer.restarted"))):g.step(e.label?n("answer.step",{label:e.label}):n("answer.thinking"))}var W=class{constructor(e){this.host=e;this.isAtEnd=!0;this.follows=!0;this.#t=!0;this.#i=0;this.#e=null;this.#s=new ResizeObserver(()=>{this.follows&&this.follow(this.#t),this.#r()});this.scrolled=()=>{let{scrollTop:e}=this.#e;this.#r(),this.isAtEnd?this.follows=!0:e<this.#i&&(this.follows=!1),this.#i=e};e.addController(this)}#t;#i;#e;#s;hostUpdated(){this.#e||(this.#e=this.host.querySelector(".log"),this.#e&&this.#s.observe(this.#e.firstElementChild))}hostDisconnected(){this.#s.disconnect(),this.#e=null}follow(e=!1){let t=this.#e;if(!t||!e&&!this.follows)return;this.follows=!0,this.#t=e;let i=[...t.querySelectorAll(".person")].at(-1),s=t.scrollHeight-t.clientHeight;if(e||!i){t.scrollTop=s;return}let l=i.getBoundingClientRect().top-t.getBoundingClientRect().top,w=Math.min(s,t.scrollTop+l-14);w>t.scrollTop&&(t.scrollTop=w)}#r(){let e=this.#e;if(!e)return;let t=e.scrollHeight-e.scrollTop-e.clientHeight<90;t!==this.isAtEnd&&(this.isAtEnd=t,this.host.requestUpdate())}};var At=[300,800,1500,3e3,5e3,8e3],B=class{constructor({message:e,conversationId:t=null,attachments:i=[],tell:s}){this.turnId=null;this.#i=new AbortController;this.#e="";this.#s=0;this.#r=!1;this.#o=!1;this.message=e,this.attachments=i,this.conversationId=t,this.#t=s}#t;#i;#e;#s;#r;#o;begin(){return this.#n(()=>ht(this.message,this.conversationId,this.attachments,this.#i.signal))}again(){return this.#n(()=>dt(this.conversationId,this.message,this.#i.signal))}resume(e){return this.turnId=e,this.#n(()=>Z(this.conversationId,"",this.#i.signal))}async stop(){this.#o=!0,this.#r&&await lt(this.conversationId).catch(e=>this.#t("stop_failed",{error:e}))}leave(){this.#i.abort()}async#n(e){try{await this.#a(e)}catch(t){if(t.name==="AbortError")return;this.#t(t.isMissing&&this.turnId?"lost":"failed",{error:t})}}async#a(e){let t=await e();for(;!await this.#l(t);)t=await this.#c()}async#l(e){try{for await(let t of yt(e))if(this.#h(t))return!0}catch(t){if(!(t instanceof bt))throw t}return!1}#h(e){let t=JSON.parse(e.data);if(this.#d(e.id,t),e.name==="error")throw new k(0,"turn",t.message??n("answer.failed"));return this.#t(e.name,t),e.name==="reply"}#d(e,t){let i=e.split(".")[0];if(this.turnId&&i!==this.turnId)throw new k(404,"not_found",n("answer.failed"));this.#e=e,this.#s=0,this.conversationId??=t.conversation_id??null,!this.#r&&(this.turnId=i,this.#r=!0,this.#o&&this.stop())}async#c(){if(!this.turnId)throw new k(0,"network",n("error.network"));this.#t("reconnecting",{});let e=new k(0,"network",n("error.network"));for(;this.#s<At.length;){await Ut(At[this.#s],this.#i.signal),this.#s+=1;try{return await Z(this.conversationId,this.#e,this.#i.signal)}catch(t){let i=t;if(i.status!==0&&i.status<500)throw t;e=i}}throw e}};function Ut(g,e){return new Promise((t,i)=>{let s=setTimeout(t,g);e.addEventListener("abort",()=>{clearTimeout(s),i(new DOMException("left","AbortError"))})})}var Ht=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],p,h,I,v,o,Et,kt,St,It,it,M,xt,Tt,V,Ot,Mt,Rt,Ft,Pt,G,st,_t,rt,J,qt,Q,R,j,z,X,m=class extends P{constructor(){super(...arguments);d(this,o);this.conversationId=null;this.glance=f;this.isLoading=!1;this.failure=null;this.version=0;this.isOver=!1;this.edited=null;d(this,p,null);d(this,h,new N);d(this,I,!1);d(this,v,new W(this));d(this,R,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&r(this,p)&&a(this,o,rt).call(this)});d(this,j,t=>{let i=t.target.closest(".chip");i&&gt(i.dataset.kind,i.dataset.number,this)});d(this,z,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});d(this,X,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))})}get isAnswering(){return r(this,p)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",r(this,R)),!this.hasUpdated&&this.conversationId&&a(this,o,M).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",r(this,R)),r(this,p)?.leave(),y(this,p,null)}open(t){r(this,p)?.leave(),y(this,p,null),a(this,o,it).call(this),this.conversationId=t,t&&a(this,o,M).call(this),this.composer?.focus()}say(t,i=[]){r(this,p)||(this.failure=null,a(this,o,V).call(this,r(this,h).newlySaid(t,i),s=>s.begin()))}render(){let{said:t,last:i}=r(this,h);return u`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${n("chat.title")}
      @dragover=${r(this,z)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${r(this,X)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${n("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${r(this,v).scrolled}
        @click=${r(this,j)}
        @say=${s=>this.say(s.detail)}
        @card-changed=${s=>a(this,o,Ft).call(this,s.detail)}
      >
        <div class="messages">
          ${this.isLoading?ft(n("chat.loading")):f}
          ${this.failure?a(this,o,It).call(this,this.failure):f}
          ${!t.length&&!this.isLoading&&!this.conversationId&&!this.failure?a(this,o,St).call(this):f}
          ${ct(t,({id:s})=>s,s=>a(this,o,Et).call(this,s,s===i))}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${r(this,v).isAtEnd}
        aria-label=${n("chat.to_newest")}
        title=${n("chat.to_newest")}
        @click=${()=>r(this,v).follow(!0)}
      >
        ${A("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .isEditing=${this.edited!==null}
        .last=${i?.text??""}
        @write=${s=>a(this,o,_t).call(this,s.detail)}
        @edit-left=${()=>this.edited=null}
        @stop=${()=>a(this,o,rt).call(this)}
        @edit-last=${()=>a(this,o,st).call(this)}
      ></bokeh-composer>
    </section>`}};p=new WeakMap,h=new WeakMap,I=new WeakMap,v=new WeakMap,o=new WeakSet,Et=function(t,i){let{answer:s}=t;return u`${t.text?a(this,o,kt).call(this,t,i):f}
    ${s?u`<bokeh-answer
            .answer=${s}
            .cards=${r(this,h).cardsOf(s)}
            .isNewest=${i}
            .canRetry=${i&&!!t.text}
            .version=${this.version}
            @retry=${()=>a(this,o,G).call(this,t)}
            @regenerate=${()=>a(this,o,G).call(this,t)}
          ></bokeh-answer>`:f}`},kt=function({text:t,at:i,attachments:s},l){return u`<article class="message person" aria-label=${n("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${s.length?ut(s):f}
      </div>
      <span class="foot"
        >${l&&!this.isAnswering?u`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>a(this,o,st).call(this)}
              >
                ${A("edit")}${n("chat.edit")}
              </button>`:f}<time datetime=${i} title=${ot(i)}>${nt(i)}</time></span
      >
    </article>`},St=function(){return u`<div class="welcome">
      <h1>${n("chat.welcome",{name:pt.user?.name??""})}</h1>
      <p>${n("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${n("chat.try")}</h2>
      <ul class="ideas">
        ${Ht.map(t=>u`<li>
              <button type="button" class="choice" @click=${()=>this.say(n(t))}
                >${n(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},It=function(t){return mt(t,{text:t.isMissing?n("chat.missing"):t.message,again:t.isMissing?null:()=>{a(this,o,M).call(this)}})},it=function(){r(this,h).clear(),this.edited=null,this.failure=null,r(this,v).follows=!0,this.requestUpdate()},M=async function(){a(this,o,it).call(this);let t=this.conversationId;this.isLoading=!0;try{let i=await at(t);this.conversationId===t&&a(this,o,xt).call(this,i)}catch(i){let s=i;s.isSignedOut||(this.failure=s),s.isMissing&&(this.conversationId=null)}this.isLoading=!1},xt=function(t){this.tell("conversation-titled",t.title),r(this,h).read(t.messages),a(this,o,Tt).call(this,t),r(this,h).tellUnanswered(),this.requestUpdate(),this.updateComplete.then(()=>r(this,v).follow(!0))},Tt=function({answering:t,messages:i}){if(!t||i.some(({reply:w})=>w?.reply_id===t.turn))return;let{last:s}=r(this,h),l=s&&!s.answer?s:r(this,h).newlySaid(t.message);a(this,o,V).call(this,l,w=>w.resume(t.turn))},V=function(t,i){let s=r(this,h).begin(t);y(this,p,new B({message:t.text,conversationId:this.conversationId,attachments:t.attachments.map(({id:l})=>l),tell:(l,w)=>a(this,o,Ot).call(this,t,s,l,w)})),s.step(n("answer.thinking")),Y(n("answer.started")),i(r(this,p)),this.requestUpdate(),this.updateComplete.then(()=>r(this,v).follow(!0))},Ot=function(t,i,s,l){if(s==="lost")return void a(this,o,qt).call(this,t);if(s==="failed")return a(this,o,Rt).call(this,i,t.text,l.error);if(s==="stop_failed")return Y(l.error.message);t.isKept=!0,a(this,o,Pt).call(this,r(this,p)?.conversationId??null),r(this,h).take(i,s,l),s==="reply"&&a(this,o,Mt).call(this,i),a(this,o,Q).call(this)},Mt=function(t){a(this,o,J).call(this),this.updateComplete.then(async()=>{let s=[...this.querySelectorAll("bokeh-answer")].find(l=>l.answer===t)??null;await s?.updateComplete,await s?.querySelector("bokeh-written")?.updateComplete,vt(t,s),r(this,v).follow()})},Rt=function(t,i,s){if(s.isSignedOut)return T.set("draft",i);t.error=s,a(this,o,J).call(this),a(this,o,Q).call(this)},Ft=function(t){r(this,h).note(t),this.version+=1},Pt=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},G=function(t,i=t.text){if(r(this,p))return;r(this,h).drop(t);let s=r(this,h).newlySaid(i,t.attachments);a(this,o,V).call(this,s,l=>t.isKept?l.again():l.begin())},st=function(){let t=r(this,h).said.findLast(({text:i})=>i);!t||r(this,p)||(this.edited=t===r(this,h).last?t:null,this.composer.write(t.text))},_t=function({text:t,attachments:i}){let{edited:s}=this;this.edited=null,s&&s===r(this,h).last&&!i.length?a(this,o,G).call(this,s,t):this.say(t,i)},rt=function(){r(this,h).last?.answer?.step(n("answer.stopping")),a(this,o,Q).call(this),r(this,p)?.stop()},J=function(){y(this,p,null),this.version+=1,this.tell("turn-over")},qt=async function({text:t}){a(this,o,J).call(this),await a(this,o,M).call(this),r(this,h).last?.text!==t&&(r(this,h).said.push(r(this,h).newlySaid(t)),r(this,h).tellUnanswered(),this.requestUpdate())},Q=function(){r(this,I)||(y(this,I,!0),requestAnimationFrame(()=>{y(this,I,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>r(this,v).follow()))}))},R=new WeakMap,j=new WeakMap,z=new WeakMap,X=new WeakMap,c([E({attribute:!1})],m.prototype,"conversationId",2),c([E({attribute:!1})],m.prototype,"glance",2),c([$()],m.prototype,"isLoading",2),c([$()],m.prototype,"failure",2),c([$()],m.prototype,"version",2),c([$()],m.prototype,"isOver",2),c([$()],m.prototype,"edited",2),c([x("bokeh-composer")],m.prototype,"composer",2),m=c([F("bokeh-chat")],m);
