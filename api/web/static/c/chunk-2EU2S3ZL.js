import{a as $t}from"./chunk-D6VPO2YF.js";import{a as ot}from"./chunk-Q6LM6CK5.js";import{a as St}from"./chunk-TCNZVIJ7.js";import{a as It}from"./chunk-FKIWGZPF.js";import{b as U,c as kt,e as xt,f as Tt}from"./chunk-HBZY2KTX.js";import{a as bt}from"./chunk-JEV7DZJT.js";import{b as it}from"./chunk-7N6RKAHB.js";import{c as m,g as v,k as K,l as A,m as $,n as O,o as E,t as q,u as Et,v as At}from"./chunk-2DPB7P3T.js";import{a as yt,f as nt}from"./chunk-CK4OZ74M.js";import{I as st,Q as vt,R as gt,S as wt,T as rt,b as M,i as a,l as ft,m as mt,s as S}from"./chunk-Q4INVTIJ.js";import{d as c,e as o,f as d,g as b,h as n}from"./chunk-6UXUQ4LK.js";var Lt=Promise.resolve(),at=()=>{},Ot=()=>Lt,Jt=()=>{at(),Lt=new Promise(f=>at=f)},Qt=()=>{setTimeout(at,100)};document.addEventListener("pointerdown",Jt,{capture:!0,passive:!0});for(let f of["pointerup","pointercancel"])document.addEventListener(f,Qt,{capture:!0,passive:!0});var lt=2e4,jt=30,zt=220,_,D,H,N,W,Mt,k,B,V,G,y=class extends q{constructor(){super(...arguments);d(this,W);this.isAnswering=!1;this.isEditing=!1;this.last="";this.problem="";d(this,_,-1/0);d(this,D,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);d(this,H,()=>{this.write(""),this.tell("edit-left")});d(this,N,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||n(this,W,Mt).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});d(this,k,()=>{M.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(zt,this.field.scrollHeight)}px`,this.problem=this.field.value.length>lt?a("chat.too_long",{limit:lt}):""});d(this,B,t=>{let e=t.clipboardData?.files;e?.length&&(t.preventDefault(),this.attach.take(e))});d(this,V,async()=>{let t=await It(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});d(this,G,t=>{t.preventDefault();let e=this.field.value.trim(),s=this.attach.items;!e&&!s.length||e.length>lt||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),o(this,k).call(this),this.tell("write",{text:e||a("attach.said"),attachments:s}))})}render(){let t=o(this,D);return m`<form class="composer" method="post" @submit=${o(this,G)}>
      <label class="unseen" for=${t}>${a("chat.composer")}</label>
      ${this.isEditing?m`<p class="editing">
              <span>${a("chat.editing")}</span>
              <button type="button" class="plain small" @click=${o(this,H)}>
                ${a("app.cancel")}
              </button>
            </p>`:v}
      <div class="composer-box">
        <bokeh-attach></bokeh-attach>
        <div class="composer-row">
          <span class="composer-tools">
            <button
              type="button"
              class="plain"
              aria-label=${a("attach.add")}
              title=${a("attach.add")}
              @click=${()=>this.attach.choose()}
            >
              ${E("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${a("scan.open")}
              title=${a("scan.open")}
              @click=${o(this,V)}
            >
              ${E("scan")}
            </button>
          </span>
          <textarea
            id=${t}
            rows="1"
            placeholder=${a("chat.placeholder")}
            aria-describedby="${t}-keys ${t}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${o(this,N)}
            @input=${o(this,k)}
            @paste=${o(this,B)}
            @compositionend=${e=>b(this,_,e.timeStamp)}
          ></textarea>
          ${this.isAnswering?m`<button
                  type="button"
                  class="main round stop"
                  aria-label=${a("chat.stop")}
                  title="${a("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${E("stop")}
                </button>`:m`<button
                  type="submit"
                  class="main round"
                  aria-label=${a("chat.send")}
                  title=${a("chat.send")}
                >
                  ${E("send")}
                </button>`}
        </div>
      </div>
      <p id="${t}-problem" class="error" role="alert">${this.problem||v}</p>
      <p id="${t}-keys" class="hint keys">${a("chat.keys")}</p>
    </form>`}firstUpdated(){this.field.value=M.get("draft")??"",o(this,k).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let e=this.getRootNode();(!e.activeElement||e.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,o(this,k).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};_=new WeakMap,D=new WeakMap,H=new WeakMap,N=new WeakMap,W=new WeakSet,Mt=function(t){let e=t.timeStamp-o(this,_)<jt;return t.isComposing||t.keyCode===229||e},k=new WeakMap,B=new WeakMap,V=new WeakMap,G=new WeakMap,c([A({attribute:!1})],y.prototype,"isAnswering",2),c([A({attribute:!1})],y.prototype,"isEditing",2),c([A({attribute:!1})],y.prototype,"last",2),c([$()],y.prototype,"problem",2),c([O("textarea")],y.prototype,"field",2),c([O("bokeh-attach")],y.prototype,"attach",2),y=c([K("bokeh-composer")],y);var J=class{constructor(){this.said=[];this.#t=new Map;this.#i=0}#t;#i;get last(){return this.said.at(-1)}clear(){this.said=[],this.#t.clear()}has(i){return this.said.some(({answer:t})=>t?.reply?.reply_id===i)}areAsIn(i){let t=i.flatMap(({reply:s})=>s?[s.reply_id]:[]),e=this.said.flatMap(({answer:s})=>s?.reply?.reply_id??[]);return t.length===e.length&&t.every((s,l)=>s===e[l])}read(i){let t=new Map(this.said.map(({id:e,answer:s})=>[s?.reply?.reply_id,e]));this.clear();for(let e of i)if(e.speaker==="user"){let{text:s,at:l,attachments:u=[]}=e;this.said.push({id:this.#o(),text:s,at:l,attachments:u,answer:null,isKept:!0})}else if(e.reply){let s=this.#e(e);s.id=t.get(e.reply.reply_id)??s.id}}newlySaid(i,t=[]){let e=nt().toISOString();return{id:this.#o(),text:i,at:e,attachments:t,answer:null,isKept:!1}}begin(i){return this.#s(),i.answer=new U,this.said=[...this.said.filter(t=>t!==i),i],i.answer}drop(i){this.said=this.said.filter(t=>t!==i)}tellUnanswered(){let{last:i}=this;!i||i.answer||(i.answer=new U,i.answer.error=new S(0,"turn",a("answer.lost")))}take(i,t,e){t==="token"?i.text+=e.text:t==="reference"?i.references.set(e.number,e):t==="table"?i.tables=[...i.tables,e]:t==="proposal"?this.#r(i,e):t==="tool"?i.step(a("answer.thinking")):t==="reconnecting"?i.step(a("answer.reconnecting")):t==="status"?Xt(i,e):t==="reply"&&(i.finish(e,nt().toISOString()),e.proposals.forEach(s=>this.#r(i,s)))}cardsOf(i){return i.cards.map(t=>this.#t.get(t))}note(i){this.#t.set(i.id,i)}#e({reply:i,at:t,thumb:e=null}){let{last:s}=this;(!s||s.answer)&&(s={id:this.#o(),text:"",at:t,attachments:[],answer:null,isKept:!0},this.said.push(s)),this.#s();let l=new U;return s.answer=l,l.finish(i,t),l.thumb=e,i.proposals.forEach(u=>this.#r(l,u)),s}#s(){for(let{answer:i}of this.said)i&&(i.isRetired=!0)}#r(i,t){let e=this.#t.has(t.id);this.note(t),!i.cards.includes(t.id)&&(!e||t.state==="pending")&&(i.cards=[...i.cards,t.id])}#o(){return this.#i+=1,`m${this.#i}`}};function Xt(f,i){i.step==="restarted"?(f.text="",f.references.clear(),f.step(a("answer.restarted"))):f.step(i.label?a("answer.step",{label:i.label}):a("answer.thinking"))}var Q=class{constructor(i){this.host=i;this.isAtEnd=!0;this.follows=!0;this.#t=!0;this.#i=0;this.#e=null;this.#s=new ResizeObserver(()=>{this.follows&&this.follow(this.#t),this.#r()});this.scrolled=()=>{let{scrollTop:i}=this.#e;this.#r(),this.isAtEnd?this.follows=!0:i<this.#i&&(this.follows=!1),this.#i=i};i.addController(this)}#t;#i;#e;#s;hostUpdated(){this.#e||(this.#e=this.host.querySelector(".log"),this.#e&&this.#s.observe(this.#e.firstElementChild))}hostDisconnected(){this.#s.disconnect(),this.#e=null}follow(i=!1){let t=this.#e;if(!t||!i&&!this.follows)return;this.follows=!0,this.#t=i;let e=[...t.querySelectorAll(".person")].at(-1),s=t.scrollHeight-t.clientHeight;if(i||!e){t.scrollTop=s;return}let l=e.getBoundingClientRect().top-t.getBoundingClientRect().top,u=Math.min(s,t.scrollTop+l-14);u>t.scrollTop&&(t.scrollTop=u)}#r(){let i=this.#e;if(!i)return;let t=i.scrollHeight-i.scrollTop-i.clientHeight<90;t!==this.isAtEnd&&(this.isAtEnd=t,this.host.requestUpdate())}};var _t=[300,800,1500,3e3,5e3,8e3],j=class{constructor({message:i,conversationId:t=null,attachments:e=[],tell:s}){this.turnId=null;this.#i=new AbortController;this.#e="";this.#s=0;this.#r=!1;this.#o=!1;this.message=i,this.attachments=e,this.conversationId=t,this.#t=s}#t;#i;#e;#s;#r;#o;begin(){return this.#n(()=>gt(this.message,this.conversationId,this.attachments,this.#i.signal))}again(i){return this.#n(()=>wt(this.conversationId,this.message,i,this.#i.signal))}resume(i){return this.turnId=i,this.#n(()=>rt(this.conversationId,"",this.#i.signal))}async stop(){this.#o=!0,this.#r&&await vt(this.conversationId).catch(i=>this.#t("stop_failed",{error:i}))}leave(){this.#i.abort()}async#n(i){try{await this.#a(i)}catch(t){if(t.name==="AbortError")return;let{isMissing:e,code:s}=t;e&&this.turnId?this.#t("lost",{error:t}):this.#t(s==="conflict"?"overtaken":"failed",{error:t})}}async#a(i){let t=await i();for(;!await this.#l(t);)t=await this.#c()}async#l(i){try{for await(let t of Tt(i))if(this.#h(t))return!0}catch(t){if(!(t instanceof xt))throw t}return!1}#h(i){let t=JSON.parse(i.data);if(this.#d(i.id,t),i.name==="error")throw new S(0,"turn",t.message??a("answer.failed"));return this.#t(i.name,t),i.name==="reply"}#d(i,t){let e=i.split(".")[0];if(this.turnId&&e!==this.turnId)throw new S(404,"not_found",a("answer.failed"));this.#e=i,this.#s=0,this.conversationId??=t.conversation_id??null,!this.#r&&(this.turnId=e,this.#r=!0,this.#o&&this.stop())}async#c(){if(!this.turnId)throw new S(0,"network",a("error.network"));this.#t("reconnecting",{});let i=new S(0,"network",a("error.network"));for(;this.#s<_t.length;){await Zt(_t[this.#s],this.#i.signal),this.#s+=1;try{return await rt(this.conversationId,this.#e,this.#i.signal)}catch(t){let e=t;if(e.status!==0&&e.status<500)throw t;i=e}}throw i}};function Zt(f,i){return new Promise((t,e)=>{let s=setTimeout(t,f);i.addEventListener("abort",()=>{clearTimeout(s),e(new DOMException("left","AbortError"))})})}var te=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],p,h,T,L,w,r,Pt,Ft,Rt,Ct,ht,I,Kt,F,R,z,dt,X,qt,Ut,Dt,Ht,ct,Nt,Y,pt,Wt,ut,P,Bt,Vt,x,C,Z,tt,et,g=class extends q{constructor(){super(...arguments);d(this,r);this.conversationId=null;this.glance=v;this.isLoading=!1;this.failure=null;this.version=0;this.isOver=!1;this.edited=null;d(this,p,null);d(this,h,new J);d(this,T,!1);d(this,L,0);d(this,w,new Q(this));d(this,F,t=>{let{id:e,turn:s}=t.detail;e===this.conversationId&&!o(this,h).has(s)&&n(this,r,z).call(this)});d(this,R,()=>{document.hidden||n(this,r,z).call(this)});d(this,C,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&o(this,p)&&n(this,r,ut).call(this)});d(this,Z,t=>{let e=t.target.closest(".chip");e&&St(e.dataset.kind,e.dataset.number,this)});d(this,tt,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});d(this,et,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))})}get isAnswering(){return o(this,p)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",o(this,C)),document.addEventListener("visibilitychange",o(this,R)),ot.addEventListener("said",o(this,F)),!this.hasUpdated&&this.conversationId&&n(this,r,I).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",o(this,C)),document.removeEventListener("visibilitychange",o(this,R)),ot.removeEventListener("said",o(this,F)),o(this,p)?.leave(),b(this,p,null)}open(t){o(this,p)?.leave(),b(this,p,null),n(this,r,ht).call(this),this.conversationId=t,t&&n(this,r,I).call(this),this.composer?.focus()}say(t,e=[]){o(this,p)||(this.failure=null,n(this,r,X).call(this,o(this,h).newlySaid(t,e),s=>s.begin()))}render(){let{said:t,last:e}=o(this,h);return m`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${a("chat.title")}
      @dragover=${o(this,tt)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${o(this,et)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${a("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${o(this,w).scrolled}
        @click=${o(this,Z)}
        @say=${s=>this.say(s.detail)}
        @card-changed=${s=>n(this,r,Ht).call(this,s.detail)}
      >
        <div class="messages">
          ${this.isLoading?Et(a("chat.loading")):v}
          ${this.failure?n(this,r,Ct).call(this,this.failure):v}
          ${!t.length&&!this.isLoading&&!this.conversationId&&!this.failure?n(this,r,Rt).call(this):v}
          ${bt(t,({id:s})=>s,s=>n(this,r,Pt).call(this,s,s===e))}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${o(this,w).isAtEnd}
        aria-label=${a("chat.to_newest")}
        title=${a("chat.to_newest")}
        @click=${()=>o(this,w).follow(!0)}
      >
        ${E("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .isEditing=${this.edited!==null}
        .last=${e?.text??""}
        @write=${s=>n(this,r,Wt).call(this,s.detail)}
        @edit-left=${()=>this.edited=null}
        @stop=${()=>n(this,r,ut).call(this)}
        @edit-last=${()=>n(this,r,pt).call(this)}
      ></bokeh-composer>
    </section>`}};p=new WeakMap,h=new WeakMap,T=new WeakMap,L=new WeakMap,w=new WeakMap,r=new WeakSet,Pt=function(t,e){let{answer:s}=t;return m`${t.text?n(this,r,Ft).call(this,t,e):v}
    ${s?m`<bokeh-answer
            .answer=${s}
            .cards=${o(this,h).cardsOf(s)}
            .isNewest=${e}
            .canRetry=${e&&!!t.text}
            .version=${this.version}
            @retry=${()=>n(this,r,Y).call(this,t)}
            @regenerate=${()=>n(this,r,Y).call(this,t)}
          ></bokeh-answer>`:v}`},Ft=function({text:t,at:e,attachments:s},l){return m`<article class="message person" aria-label=${a("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${s.length?$t(s):v}
      </div>
      <span class="foot"
        >${l&&!this.isAnswering?m`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>n(this,r,pt).call(this)}
              >
                ${E("edit")}${a("chat.edit")}
              </button>`:v}<time datetime=${e} title=${ft(e)}>${mt(e)}</time></span
      >
    </article>`},Rt=function(){return m`<div class="welcome">
      <h1>${a("chat.welcome",{name:yt.user?.name??""})}</h1>
      <p>${a("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${a("chat.try")}</h2>
      <ul class="ideas">
        ${te.map(t=>m`<li>
              <button type="button" class="choice" @click=${()=>this.say(a(t))}
                >${a(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},Ct=function(t){return At(t,{text:t.isMissing?a("chat.missing"):t.message,again:t.isMissing?null:()=>{n(this,r,I).call(this)}})},ht=function(){o(this,h).clear(),this.edited=null,this.failure=null,o(this,w).follows=!0,this.requestUpdate()},I=async function(){n(this,r,ht).call(this);let t=this.conversationId;this.isLoading=!0;try{let e=await st(t);this.conversationId===t&&n(this,r,Kt).call(this,e)}catch(e){let s=e;s.isSignedOut||(this.failure=s),s.isMissing&&(this.conversationId=null)}this.isLoading=!1},Kt=function(t){this.tell("conversation-titled",t.title),o(this,h).read(t.messages),n(this,r,dt).call(this,t),o(this,h).tellUnanswered(),this.requestUpdate(),this.updateComplete.then(()=>o(this,w).follow(!0))},F=new WeakMap,R=new WeakMap,z=async function(){let t=this.conversationId,e=()=>t===this.conversationId&&!o(this,p)&&!this.isLoading;if(!t||!e())return;let s=o(this,L),l=await st(t).catch(()=>null);if(await Ot(),!(!l||!e())){if(s!==o(this,L))return n(this,r,z).call(this);o(this,h).areAsIn(l.messages)||(this.edited=null,o(this,h).read(l.messages)),l.messages.forEach(({reply:u})=>u?.proposals.forEach(Gt=>n(this,r,ct).call(this,Gt))),n(this,r,dt).call(this,l),n(this,r,x).call(this)}},dt=function({answering:t,messages:e}){if(!t||e.some(({reply:u})=>u?.reply_id===t.turn))return;let{last:s}=o(this,h),l=s&&!s.answer?s:o(this,h).newlySaid(t.message);n(this,r,X).call(this,l,u=>u.resume(t.turn))},X=function(t,e){let s=o(this,h).begin(t);b(this,p,new j({message:t.text,conversationId:this.conversationId,attachments:t.attachments.map(({id:l})=>l),tell:(l,u)=>n(this,r,qt).call(this,t,s,l,u)})),s.step(a("answer.thinking")),it(a("answer.started")),e(o(this,p)),this.requestUpdate(),this.updateComplete.then(()=>o(this,w).follow(!0))},qt=function(t,e,s,l){if(s==="lost")return void n(this,r,Bt).call(this,t);if(s==="overtaken")return void n(this,r,Vt).call(this,t,l.error);if(s==="failed")return n(this,r,Dt).call(this,e,t.text,l.error);if(s==="stop_failed")return it(l.error.message);t.isKept=!0,n(this,r,Nt).call(this,o(this,p)?.conversationId??null),o(this,h).take(e,s,l),s==="reply"&&n(this,r,Ut).call(this,e),n(this,r,x).call(this)},Ut=function(t){n(this,r,P).call(this),this.updateComplete.then(async()=>{let s=[...this.querySelectorAll("bokeh-answer")].find(l=>l.answer===t)??null;await s?.updateComplete,await s?.querySelector("bokeh-written")?.updateComplete,kt(t,s),o(this,w).follow()})},Dt=function(t,e,s){if(s.isSignedOut)return M.set("draft",e);t.error=s,n(this,r,P).call(this),n(this,r,x).call(this)},Ht=function(t){b(this,L,o(this,L)+1),n(this,r,ct).call(this,t)},ct=function(t){o(this,h).note(t),this.version+=1},Nt=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},Y=function(t,e=t.text){if(o(this,p))return;let s=t.answer?.reply?.reply_id??null;o(this,h).drop(t);let l=o(this,h).newlySaid(e,t.attachments);n(this,r,X).call(this,l,u=>t.isKept?u.again(s):u.begin())},pt=function(){let t=o(this,h).said.findLast(({text:e})=>e);!t||o(this,p)||(this.edited=t===o(this,h).last?t:null,this.composer.write(t.text))},Wt=function({text:t,attachments:e}){let{edited:s}=this;this.edited=null,s&&s===o(this,h).last&&!e.length?n(this,r,Y).call(this,s,t):this.say(t,e)},ut=function(){o(this,h).last?.answer?.step(a("answer.stopping")),n(this,r,x).call(this),o(this,p)?.stop()},P=function(){b(this,p,null),this.version+=1,this.tell("turn-over")},Bt=async function({text:t}){n(this,r,P).call(this),await n(this,r,I).call(this),o(this,h).last?.text!==t&&(o(this,h).said.push(o(this,h).newlySaid(t)),o(this,h).tellUnanswered(),this.requestUpdate())},Vt=async function({text:t,attachments:e},s){n(this,r,P).call(this),await n(this,r,I).call(this),o(this,h).begin(o(this,h).newlySaid(t,e)).error=s,n(this,r,x).call(this)},x=function(){o(this,T)||(b(this,T,!0),requestAnimationFrame(()=>{b(this,T,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>o(this,w).follow()))}))},C=new WeakMap,Z=new WeakMap,tt=new WeakMap,et=new WeakMap,c([A({attribute:!1})],g.prototype,"conversationId",2),c([A({attribute:!1})],g.prototype,"glance",2),c([$()],g.prototype,"isLoading",2),c([$()],g.prototype,"failure",2),c([$()],g.prototype,"version",2),c([$()],g.prototype,"isOver",2),c([$()],g.prototype,"edited",2),c([O("bokeh-composer")],g.prototype,"composer",2),g=c([K("bokeh-chat")],g);
