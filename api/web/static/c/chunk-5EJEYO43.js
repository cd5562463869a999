import{a as bt}from"./chunk-D6VPO2YF.js";import{a as st}from"./chunk-Q6LM6CK5.js";import{a as At}from"./chunk-TCNZVIJ7.js";import{a as St}from"./chunk-FKIWGZPF.js";import{b as K,c as Et,e as kt,f as It}from"./chunk-BIHPVMWA.js";import{a as gt}from"./chunk-JEV7DZJT.js";import{b as tt}from"./chunk-7N6RKAHB.js";import{c as f,g as m,k as q,l as E,m as $,n as M,o as A,t as C,u as yt,v as $t}from"./chunk-2DPB7P3T.js";import{a as wt,f as rt}from"./chunk-CK4OZ74M.js";import{I as et,Q as ft,R as mt,S as vt,T as it,b as O,i as a,l as pt,m as ut,s as S}from"./chunk-Q4INVTIJ.js";import{d as c,e as o,f as d,g as y,h as n}from"./chunk-6UXUQ4LK.js";var ot=2e4,Ht=30,Nt=220,L,U,D,H,N,xt,k,W,B,V,b=class extends C{constructor(){super(...arguments);d(this,N);this.isAnswering=!1;this.isEditing=!1;this.last="";this.problem="";d(this,L,-1/0);d(this,U,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);d(this,D,()=>{this.write(""),this.tell("edit-left")});d(this,H,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||n(this,N,xt).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});d(this,k,()=>{O.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(Nt,this.field.scrollHeight)}px`,this.problem=this.field.value.length>ot?a("chat.too_long",{limit:ot}):""});d(this,W,t=>{let e=t.clipboardData?.files;e?.length&&(t.preventDefault(),this.attach.take(e))});d(this,B,async()=>{let t=await St(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});d(this,V,t=>{t.preventDefault();let e=this.field.value.trim(),s=this.attach.items;!e&&!s.length||e.length>ot||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),o(this,k).call(this),this.tell("write",{text:e||a("attach.said"),attachments:s}))})}render(){let t=o(this,U);return f`<form class="composer" method="post" @submit=${o(this,V)}>
      <label class="unseen" for=${t}>${a("chat.composer")}</label>
      ${this.isEditing?f`<p class="editing">
              <span>${a("chat.editing")}</span>
              <button type="button" class="plain small" @click=${o(this,D)}>
                ${a("app.cancel")}
              </button>
            </p>`:m}
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
              ${A("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${a("scan.open")}
              title=${a("scan.open")}
              @click=${o(this,B)}
            >
              ${A("scan")}
            </button>
          </span>
          <textarea
            id=${t}
            rows="1"
            placeholder=${a("chat.placeholder")}
            aria-describedby="${t}-keys ${t}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${o(this,H)}
            @input=${o(this,k)}
            @paste=${o(this,W)}
            @compositionend=${e=>y(this,L,e.timeStamp)}
          ></textarea>
          ${this.isAnswering?f`<button
                  type="button"
                  class="main round stop"
                  aria-label=${a("chat.stop")}
                  title="${a("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${A("stop")}
                </button>`:f`<button
                  type="submit"
                  class="main round"
                  aria-label=${a("chat.send")}
                  title=${a("chat.send")}
                >
                  ${A("send")}
                </button>`}
        </div>
      </div>
      <p id="${t}-problem" class="error" role="alert">${this.problem||m}</p>
      <p id="${t}-keys" class="hint keys">${a("chat.keys")}</p>
    </form>`}firstUpdated(){this.field.value=O.get("draft")??"",o(this,k).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let e=this.getRootNode();(!e.activeElement||e.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,o(this,k).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};L=new WeakMap,U=new WeakMap,D=new WeakMap,H=new WeakMap,N=new WeakSet,xt=function(t){let e=t.timeStamp-o(this,L)<Ht;return t.isComposing||t.keyCode===229||e},k=new WeakMap,W=new WeakMap,B=new WeakMap,V=new WeakMap,c([E({attribute:!1})],b.prototype,"isAnswering",2),c([E({attribute:!1})],b.prototype,"isEditing",2),c([E({attribute:!1})],b.prototype,"last",2),c([$()],b.prototype,"problem",2),c([M("textarea")],b.prototype,"field",2),c([M("bokeh-attach")],b.prototype,"attach",2),b=c([q("bokeh-composer")],b);var G=class{constructor(){this.said=[];this.#t=new Map;this.#e=0}#t;#e;get last(){return this.said.at(-1)}clear(){this.said=[],this.#e=0,this.#t.clear()}has(i){return this.said.some(({answer:t})=>t?.reply?.reply_id===i)}areAsIn(i){let t=i.flatMap(({reply:s})=>s?[s.reply_id]:[]),e=this.said.flatMap(({answer:s})=>s?.reply?.reply_id??[]);return t.length===e.length&&t.every((s,l)=>s===e[l])}read(i){this.clear();for(let t of i)if(t.speaker==="user"){let{text:e,at:s,attachments:l=[]}=t;this.said.push({id:this.#o(),text:e,at:s,attachments:l,answer:null,isKept:!0})}else t.reply&&this.#i(t)}newlySaid(i,t=[]){let e=rt().toISOString();return{id:this.#o(),text:i,at:e,attachments:t,answer:null,isKept:!1}}begin(i){return this.#s(),i.answer=new K(this.#o()),this.said=[...this.said.filter(t=>t!==i),i],i.answer}drop(i){this.said=this.said.filter(t=>t!==i)}tellUnanswered(){let{last:i}=this;!i||i.answer||(i.answer=new K(this.#o()),i.answer.error=new S(0,"turn",a("answer.lost")))}take(i,t,e){t==="token"?i.text+=e.text:t==="reference"?i.references.set(e.number,e):t==="table"?i.tables=[...i.tables,e]:t==="proposal"?this.#r(i,e):t==="tool"?i.step(a("answer.thinking")):t==="reconnecting"?i.step(a("answer.reconnecting")):t==="status"?Wt(i,e):t==="reply"&&(i.finish(e,rt().toISOString()),e.proposals.forEach(s=>this.#r(i,s)))}cardsOf(i){return i.cards.map(t=>this.#t.get(t))}note(i){this.#t.set(i.id,i)}#i({reply:i,at:t,thumb:e=null}){let{last:s}=this;(!s||s.answer)&&(s={id:this.#o(),text:"",at:t,attachments:[],answer:null,isKept:!0},this.said.push(s)),this.#s();let l=new K(this.#o());s.answer=l,l.finish(i,t),l.thumb=e,i.proposals.forEach(u=>this.#r(l,u))}#s(){for(let{answer:i}of this.said)i&&(i.isRetired=!0)}#r(i,t){let e=this.#t.has(t.id);this.note(t),!i.cards.includes(t.id)&&(!e||t.state==="pending")&&(i.cards=[...i.cards,t.id])}#o(){return this.#e+=1,`m${this.#e}`}};function Wt(g,i){i.step==="restarted"?(g.text="",g.references.clear(),g.step(a("answer.restarted"))):g.step(i.label?a("answer.step",{label:i.label}):a("answer.thinking"))}var J=class{constructor(i){this.host=i;this.isAtEnd=!0;this.follows=!0;this.#t=!0;this.#e=0;this.#i=null;this.#s=new ResizeObserver(()=>{this.follows&&this.follow(this.#t),this.#r()});this.scrolled=()=>{let{scrollTop:i}=this.#i;this.#r(),this.isAtEnd?this.follows=!0:i<this.#e&&(this.follows=!1),this.#e=i};i.addController(this)}#t;#e;#i;#s;hostUpdated(){this.#i||(this.#i=this.host.querySelector(".log"),this.#i&&this.#s.observe(this.#i.firstElementChild))}hostDisconnected(){this.#s.disconnect(),this.#i=null}follow(i=!1){let t=this.#i;if(!t||!i&&!this.follows)return;this.follows=!0,this.#t=i;let e=[...t.querySelectorAll(".person")].at(-1),s=t.scrollHeight-t.clientHeight;if(i||!e){t.scrollTop=s;return}let l=e.getBoundingClientRect().top-t.getBoundingClientRect().top,u=Math.min(s,t.scrollTop+l-14);u>t.scrollTop&&(t.scrollTop=u)}#r(){let i=this.#i;if(!i)return;let t=i.scrollHeight-i.scrollTop-i.clientHeight<90;t!==this.isAtEnd&&(this.isAtEnd=t,this.host.requestUpdate())}};var Tt=[300,800,1500,3e3,5e3,8e3],Q=class{constructor({message:i,conversationId:t=null,attachments:e=[],tell:s}){this.turnId=null;this.#e=new AbortController;this.#i="";this.#s=0;this.#r=!1;this.#o=!1;this.message=i,this.attachments=e,this.conversationId=t,this.#t=s}#t;#e;#i;#s;#r;#o;begin(){return this.#n(()=>mt(this.message,this.conversationId,this.attachments,this.#e.signal))}again(i){return this.#n(()=>vt(this.conversationId,this.message,i,this.#e.signal))}resume(i){return this.turnId=i,this.#n(()=>it(this.conversationId,"",this.#e.signal))}async stop(){this.#o=!0,this.#r&&await ft(this.conversationId).catch(i=>this.#t("stop_failed",{error:i}))}leave(){this.#e.abort()}async#n(i){try{await this.#a(i)}catch(t){if(t.name==="AbortError")return;let{isMissing:e,code:s}=t;e&&this.turnId?this.#t("lost",{error:t}):this.#t(s==="conflict"?"overtaken":"failed",{error:t})}}async#a(i){let t=await i();for(;!await this.#l(t);)t=await this.#c()}async#l(i){try{for await(let t of It(i))if(this.#h(t))return!0}catch(t){if(!(t instanceof kt))throw t}return!1}#h(i){let t=JSON.parse(i.data);if(this.#d(i.id,t),i.name==="error")throw new S(0,"turn",t.message??a("answer.failed"));return this.#t(i.name,t),i.name==="reply"}#d(i,t){let e=i.split(".")[0];if(this.turnId&&e!==this.turnId)throw new S(404,"not_found",a("answer.failed"));this.#i=i,this.#s=0,this.conversationId??=t.conversation_id??null,!this.#r&&(this.turnId=e,this.#r=!0,this.#o&&this.stop())}async#c(){if(!this.turnId)throw new S(0,"network",a("error.network"));this.#t("reconnecting",{});let i=new S(0,"network",a("error.network"));for(;this.#s<Tt.length;){await Vt(Tt[this.#s],this.#e.signal),this.#s+=1;try{return await it(this.conversationId,this.#i,this.#e.signal)}catch(t){let e=t;if(e.status!==0&&e.status<500)throw t;i=e}}throw i}};function Vt(g,i){return new Promise((t,e)=>{let s=setTimeout(t,g);i.addEventListener("abort",()=>{clearTimeout(s),e(new DOMException("left","AbortError"))})})}var Gt=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],p,h,T,w,r,Mt,Ot,Lt,_t,nt,I,Pt,P,R,at,lt,j,Rt,Ft,qt,ht,Ct,z,dt,Kt,ct,_,Ut,Dt,x,F,X,Y,Z,v=class extends C{constructor(){super(...arguments);d(this,r);this.conversationId=null;this.glance=m;this.isLoading=!1;this.failure=null;this.version=0;this.isOver=!1;this.edited=null;d(this,p,null);d(this,h,new G);d(this,T,!1);d(this,w,new J(this));d(this,P,t=>{let{id:e,turn:s}=t.detail;e===this.conversationId&&!o(this,h).has(s)&&n(this,r,at).call(this)});d(this,R,()=>{document.hidden||n(this,r,at).call(this)});d(this,F,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&o(this,p)&&n(this,r,ct).call(this)});d(this,X,t=>{let e=t.target.closest(".chip");e&&At(e.dataset.kind,e.dataset.number,this)});d(this,Y,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});d(this,Z,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))})}get isAnswering(){return o(this,p)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",o(this,F)),document.addEventListener("visibilitychange",o(this,R)),st.addEventListener("said",o(this,P)),!this.hasUpdated&&this.conversationId&&n(this,r,I).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",o(this,F)),document.removeEventListener("visibilitychange",o(this,R)),st.removeEventListener("said",o(this,P)),o(this,p)?.leave(),y(this,p,null)}open(t){o(this,p)?.leave(),y(this,p,null),n(this,r,nt).call(this),this.conversationId=t,t&&n(this,r,I).call(this),this.composer?.focus()}say(t,e=[]){o(this,p)||(this.failure=null,n(this,r,j).call(this,o(this,h).newlySaid(t,e),s=>s.begin()))}render(){let{said:t,last:e}=o(this,h);return f`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${a("chat.title")}
      @dragover=${o(this,Y)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${o(this,Z)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${a("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${o(this,w).scrolled}
        @click=${o(this,X)}
        @say=${s=>this.say(s.detail)}
        @card-changed=${s=>n(this,r,ht).call(this,s.detail)}
      >
        <div class="messages">
          ${this.isLoading?yt(a("chat.loading")):m}
          ${this.failure?n(this,r,_t).call(this,this.failure):m}
          ${!t.length&&!this.isLoading&&!this.conversationId&&!this.failure?n(this,r,Lt).call(this):m}
          ${gt(t,({id:s})=>s,s=>n(this,r,Mt).call(this,s,s===e))}
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
        ${A("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .isEditing=${this.edited!==null}
        .last=${e?.text??""}
        @write=${s=>n(this,r,Kt).call(this,s.detail)}
        @edit-left=${()=>this.edited=null}
        @stop=${()=>n(this,r,ct).call(this)}
        @edit-last=${()=>n(this,r,dt).call(this)}
      ></bokeh-composer>
    </section>`}};p=new WeakMap,h=new WeakMap,T=new WeakMap,w=new WeakMap,r=new WeakSet,Mt=function(t,e){let{answer:s}=t;return f`${t.text?n(this,r,Ot).call(this,t,e):m}
    ${s?f`<bokeh-answer
            .answer=${s}
            .cards=${o(this,h).cardsOf(s)}
            .isNewest=${e}
            .canRetry=${e&&!!t.text}
            .version=${this.version}
            @retry=${()=>n(this,r,z).call(this,t)}
            @regenerate=${()=>n(this,r,z).call(this,t)}
          ></bokeh-answer>`:m}`},Ot=function({text:t,at:e,attachments:s},l){return f`<article class="message person" aria-label=${a("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${s.length?bt(s):m}
      </div>
      <span class="foot"
        >${l&&!this.isAnswering?f`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>n(this,r,dt).call(this)}
              >
                ${A("edit")}${a("chat.edit")}
              </button>`:m}<time datetime=${e} title=${pt(e)}>${ut(e)}</time></span
      >
    </article>`},Lt=function(){return f`<div class="welcome">
      <h1>${a("chat.welcome",{name:wt.user?.name??""})}</h1>
      <p>${a("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${a("chat.try")}</h2>
      <ul class="ideas">
        ${Gt.map(t=>f`<li>
              <button type="button" class="choice" @click=${()=>this.say(a(t))}
                >${a(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},_t=function(t){return $t(t,{text:t.isMissing?a("chat.missing"):t.message,again:t.isMissing?null:()=>{n(this,r,I).call(this)}})},nt=function(){o(this,h).clear(),this.edited=null,this.failure=null,o(this,w).follows=!0,this.requestUpdate()},I=async function(){n(this,r,nt).call(this);let t=this.conversationId;this.isLoading=!0;try{let e=await et(t);this.conversationId===t&&n(this,r,Pt).call(this,e)}catch(e){let s=e;s.isSignedOut||(this.failure=s),s.isMissing&&(this.conversationId=null)}this.isLoading=!1},Pt=function(t){this.tell("conversation-titled",t.title),o(this,h).read(t.messages),n(this,r,lt).call(this,t),o(this,h).tellUnanswered(),this.requestUpdate(),this.updateComplete.then(()=>o(this,w).follow(!0))},P=new WeakMap,R=new WeakMap,at=async function(){let t=this.conversationId,e=()=>t===this.conversationId&&!o(this,p)&&!this.isLoading;if(!t||!e())return;let s=await et(t).catch(()=>null);!s||!e()||(o(this,h).areAsIn(s.messages)||(this.edited=null,o(this,h).read(s.messages)),s.messages.forEach(({reply:l})=>l?.proposals.forEach(u=>n(this,r,ht).call(this,u))),n(this,r,lt).call(this,s),n(this,r,x).call(this))},lt=function({answering:t,messages:e}){if(!t||e.some(({reply:u})=>u?.reply_id===t.turn))return;let{last:s}=o(this,h),l=s&&!s.answer?s:o(this,h).newlySaid(t.message);n(this,r,j).call(this,l,u=>u.resume(t.turn))},j=function(t,e){let s=o(this,h).begin(t);y(this,p,new Q({message:t.text,conversationId:this.conversationId,attachments:t.attachments.map(({id:l})=>l),tell:(l,u)=>n(this,r,Rt).call(this,t,s,l,u)})),s.step(a("answer.thinking")),tt(a("answer.started")),e(o(this,p)),this.requestUpdate(),this.updateComplete.then(()=>o(this,w).follow(!0))},Rt=function(t,e,s,l){if(s==="lost")return void n(this,r,Ut).call(this,t);if(s==="overtaken")return void n(this,r,Dt).call(this,t,l.error);if(s==="failed")return n(this,r,qt).call(this,e,t.text,l.error);if(s==="stop_failed")return tt(l.error.message);t.isKept=!0,n(this,r,Ct).call(this,o(this,p)?.conversationId??null),o(this,h).take(e,s,l),s==="reply"&&n(this,r,Ft).call(this,e),n(this,r,x).call(this)},Ft=function(t){n(this,r,_).call(this),this.updateComplete.then(async()=>{let s=[...this.querySelectorAll("bokeh-answer")].find(l=>l.answer===t)??null;await s?.updateComplete,await s?.querySelector("bokeh-written")?.updateComplete,Et(t,s),o(this,w).follow()})},qt=function(t,e,s){if(s.isSignedOut)return O.set("draft",e);t.error=s,n(this,r,_).call(this),n(this,r,x).call(this)},ht=function(t){o(this,h).note(t),this.version+=1},Ct=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},z=function(t,e=t.text){if(o(this,p))return;let s=t.answer?.reply?.reply_id??null;o(this,h).drop(t);let l=o(this,h).newlySaid(e,t.attachments);n(this,r,j).call(this,l,u=>t.isKept?u.again(s):u.begin())},dt=function(){let t=o(this,h).said.findLast(({text:e})=>e);!t||o(this,p)||(this.edited=t===o(this,h).last?t:null,this.composer.write(t.text))},Kt=function({text:t,attachments:e}){let{edited:s}=this;this.edited=null,s&&s===o(this,h).last&&!e.length?n(this,r,z).call(this,s,t):this.say(t,e)},ct=function(){o(this,h).last?.answer?.step(a("answer.stopping")),n(this,r,x).call(this),o(this,p)?.stop()},_=function(){y(this,p,null),this.version+=1,this.tell("turn-over")},Ut=async function({text:t}){n(this,r,_).call(this),await n(this,r,I).call(this),o(this,h).last?.text!==t&&(o(this,h).said.push(o(this,h).newlySaid(t)),o(this,h).tellUnanswered(),this.requestUpdate())},Dt=async function({text:t,attachments:e},s){n(this,r,_).call(this),await n(this,r,I).call(this),o(this,h).begin(o(this,h).newlySaid(t,e)).error=s,n(this,r,x).call(this)},x=function(){o(this,T)||(y(this,T,!0),requestAnimationFrame(()=>{y(this,T,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>o(this,w).follow()))}))},F=new WeakMap,X=new WeakMap,Y=new WeakMap,Z=new WeakMap,c([E({attribute:!1})],v.prototype,"conversationId",2),c([E({attribute:!1})],v.prototype,"glance",2),c([$()],v.prototype,"isLoading",2),c([$()],v.prototype,"failure",2),c([$()],v.prototype,"version",2),c([$()],v.prototype,"isOver",2),c([$()],v.prototype,"edited",2),c([M("bokeh-composer")],v.prototype,"composer",2),v=c([q("bokeh-chat")],v);
