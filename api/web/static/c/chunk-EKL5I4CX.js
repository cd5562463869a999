import{a as vt}from"./chunk-RBZOMCPA.js";import{a as $t}from"./chunk-MMJNHK6J.js";import{a as kt}from"./chunk-MJH72SAJ.js";import{a as mt,c as D,d as yt,f as At,g as Et}from"./chunk-SVT4Y3ZH.js";import{b as it}from"./chunk-7N6RKAHB.js";import{a as gt,f as st}from"./chunk-QCDUJ6LB.js";import{a as wt,b as bt}from"./chunk-PKJVRQMN.js";import{c as f,g as m,k as L,l as y,m as v,n as S,o as b,t as R}from"./chunk-ZDB4S26R.js";import{G as ct,O as pt,P as ut,Q as ft,R as et,b as T,i as o,l as ht,m as dt,r as k}from"./chunk-DWL5TJQ2.js";import{d as h,e as a,f as d,g,h as r}from"./chunk-6UXUQ4LK.js";var rt=2e4,Ut=30,Vt=220,F,q,H,N,W,St,A,B,C,U,w=class extends R{constructor(){super(...arguments);d(this,W);this.isAnswering=!1;this.isEditing=!1;this.last="";this.problem="";d(this,F,-1/0);d(this,q,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);d(this,H,()=>{this.write(""),this.tell("edit-left")});d(this,N,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||r(this,W,St).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});d(this,A,()=>{T.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(Vt,this.field.scrollHeight)}px`,this.problem=this.field.value.length>rt?o("chat.too_long",{limit:rt}):""});d(this,B,t=>{let i=t.clipboardData?.files;i?.length&&(t.preventDefault(),this.attach.take(i))});d(this,C,async()=>{let t=await kt(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});d(this,U,t=>{t.preventDefault();let i=this.field.value.trim(),s=this.attach.items;!i&&!s.length||i.length>rt||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),a(this,A).call(this),this.tell("write",{text:i||o("attach.said"),attachments:s}))})}render(){let t=a(this,q);return f`<form class="composer" method="post" @submit=${a(this,U)}>
      <label class="unseen" for=${t}>${o("chat.composer")}</label>
      ${this.isEditing?f`<p class="editing">
              <span>${o("chat.editing")}</span>
              <button type="button" class="plain small" @click=${a(this,H)}>
                ${o("app.cancel")}
              </button>
            </p>`:m}
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
              ${b("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${o("scan.open")}
              title=${o("scan.open")}
              @click=${a(this,C)}
            >
              ${b("scan")}
            </button>
          </span>
          <textarea
            id=${t}
            rows="1"
            placeholder=${o("chat.placeholder")}
            aria-describedby="${t}-keys ${t}-problem"
            enterkeyhint="send"
            autocomplete="off"
            @keydown=${a(this,N)}
            @input=${a(this,A)}
            @paste=${a(this,B)}
            @compositionend=${i=>g(this,F,i.timeStamp)}
          ></textarea>
          ${this.isAnswering?f`<button
                  type="button"
                  class="main round stop"
                  aria-label=${o("chat.stop")}
                  title="${o("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${b("stop")}
                </button>`:f`<button
                  type="submit"
                  class="main round"
                  aria-label=${o("chat.send")}
                  title=${o("chat.send")}
                >
                  ${b("send")}
                </button>`}
        </div>
      </div>
      <p id="${t}-problem" class="error" role="alert">${this.problem||m}</p>
      <p id="${t}-keys" class="hint keys">${o("chat.keys")}</p>
    </form>`}firstUpdated(){this.field.value=T.get("draft")??"",a(this,A).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let i=this.getRootNode();(!i.activeElement||i.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,a(this,A).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};F=new WeakMap,q=new WeakMap,H=new WeakMap,N=new WeakMap,W=new WeakSet,St=function(t){let i=t.timeStamp-a(this,F)<Ut;return t.isComposing||t.keyCode===229||i},A=new WeakMap,B=new WeakMap,C=new WeakMap,U=new WeakMap,h([y({attribute:!1})],w.prototype,"isAnswering",2),h([y({attribute:!1})],w.prototype,"isEditing",2),h([y({attribute:!1})],w.prototype,"last",2),h([v()],w.prototype,"problem",2),h([S("textarea")],w.prototype,"field",2),h([S("bokeh-attach")],w.prototype,"attach",2),w=h([L("bokeh-composer")],w);var It=[300,800,1500,3e3,5e3,8e3],V=class{constructor({message:l,conversationId:t=null,attachments:i=[],tell:s}){this.turnId=null;this.#t=new AbortController;this.#o="";this.#e=0;this.#s=!1;this.#n=!1;this.message=l,this.attachments=i,this.conversationId=t,this.#i=s}#i;#t;#o;#e;#s;#n;begin(){return this.#r(()=>ut(this.message,this.conversationId,this.attachments,this.#t.signal))}again(){return this.#r(()=>ft(this.conversationId,this.message,this.#t.signal))}resume(l){return this.turnId=l,this.#r(()=>et(this.conversationId,"",this.#t.signal))}async stop(){this.#n=!0,this.#s&&await pt(this.conversationId).catch(l=>this.#i("stop_failed",{error:l}))}leave(){this.#t.abort()}async#r(l){try{await this.#a(l)}catch(t){if(t.name==="AbortError")return;this.#i(t.isMissing&&this.turnId?"lost":"failed",{error:t})}}async#a(l){let t=await l();for(;!await this.#l(t);)t=await this.#c()}async#l(l){try{for await(let t of Et(l))if(this.#h(t))return!0}catch(t){if(!(t instanceof At))throw t}return!1}#h(l){let t=JSON.parse(l.data);if(this.#d(l.id,t),l.name==="error")throw new k(0,"turn",t.message??o("answer.failed"));return this.#i(l.name,t),l.name==="reply"}#d(l,t){let i=l.split(".")[0];if(this.turnId&&i!==this.turnId)throw new k(404,"not_found",o("answer.failed"));this.#o=l,this.#e=0,this.conversationId??=t.conversation_id??null,!this.#s&&(this.turnId=i,this.#s=!0,this.#n&&this.stop())}async#c(){if(!this.turnId)throw new k(0,"network",o("error.network"));this.#i("reconnecting",{});let l=new k(0,"network",o("error.network"));for(;this.#e<It.length;){await jt(It[this.#e],this.#t.signal),this.#e+=1;try{return await et(this.conversationId,this.#o,this.#t.signal)}catch(t){let i=t;if(i.status!==0&&i.status<500)throw t;l=i}}throw l}};function jt(P,l){return new Promise((t,i)=>{let s=setTimeout(t,P);l.addEventListener("abort",()=>{clearTimeout(s),i(new DOMException("left","AbortError"))})})}var Gt=90,Qt=14,zt=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],c,$,_,x,e,xt,Tt,Ft,Ot,ot,O,Mt,_t,M,Kt,Pt,nt,J,Lt,Rt,Dt,qt,Ht,j,Nt,Wt,G,at,Bt,lt,Q,Ct,z,E,K,X,Y,Z,tt,I,p=class extends R{constructor(){super(...arguments);d(this,e);this.conversationId=null;this.glance=m;this.said=[];this.isLoading=!1;this.failure=null;this.version=0;this.isFollowing=!0;this.isOver=!1;this.edited=null;d(this,c,null);d(this,$,new Map);d(this,_,0);d(this,x,!1);d(this,K,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&a(this,c)&&r(this,e,lt).call(this)});d(this,X,t=>{let i=t.target.closest(".chip");i&&$t(i.dataset.kind,i.dataset.number,this)});d(this,Y,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});d(this,Z,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))});d(this,tt,()=>{let t=this.log.scrollHeight-this.log.scrollTop-this.log.clientHeight;this.isFollowing=t<Gt})}get isAnswering(){return a(this,c)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",a(this,K)),!this.hasUpdated&&this.conversationId&&r(this,e,O).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",a(this,K)),a(this,c)?.leave(),g(this,c,null)}open(t){a(this,c)?.leave(),g(this,c,null),r(this,e,ot).call(this),this.conversationId=t,t&&r(this,e,O).call(this),this.composer?.focus()}say(t,i=[]){a(this,c)||(this.failure=null,r(this,e,J).call(this,r(this,e,M).call(this,t,i),s=>s.begin()))}render(){let t=this.said.at(-1);return f`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${o("chat.title")}
      @dragover=${a(this,Y)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${a(this,Z)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${o("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${a(this,tt)}
        @click=${a(this,X)}
        @say=${i=>this.say(i.detail)}
        @card-changed=${i=>r(this,e,Nt).call(this,i.detail)}
      >
        <div class="messages">
          ${this.isLoading?wt(o("chat.loading")):m}
          ${this.failure?r(this,e,Ot).call(this,this.failure):m}
          ${!this.said.length&&!this.isLoading&&!this.conversationId&&!this.failure?r(this,e,Ft).call(this):m}
          ${mt(this.said,({id:i})=>i,i=>r(this,e,xt).call(this,i,i===t))}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${this.isFollowing}
        aria-label=${o("chat.to_newest")}
        title=${o("chat.to_newest")}
        @click=${()=>r(this,e,I).call(this,!0)}
      >
        ${b("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .isEditing=${this.edited!==null}
        .last=${t?.text??""}
        @write=${i=>r(this,e,Bt).call(this,i.detail)}
        @edit-left=${()=>this.edited=null}
        @stop=${()=>r(this,e,lt).call(this)}
        @edit-last=${()=>r(this,e,at).call(this)}
      ></bokeh-composer>
    </section>`}};c=new WeakMap,$=new WeakMap,_=new WeakMap,x=new WeakMap,e=new WeakSet,xt=function(t,i){let{answer:s}=t;return f`${t.text?r(this,e,Tt).call(this,t,i):m}
    ${s?f`<bokeh-answer
            .answer=${s}
            .cards=${s.cards.map(n=>a(this,$).get(n))}
            .isNewest=${i}
            .canRetry=${i&&!!t.text}
            .version=${this.version}
            @retry=${()=>r(this,e,G).call(this,t)}
            @regenerate=${()=>r(this,e,G).call(this,t)}
          ></bokeh-answer>`:m}`},Tt=function({text:t,at:i,attachments:s},n){return f`<article class="message person" aria-label=${o("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${s.length?vt(s):m}
      </div>
      <span class="foot"
        >${n&&!this.isAnswering?f`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>r(this,e,at).call(this)}
              >
                ${b("edit")}${o("chat.edit")}
              </button>`:m}<time datetime=${i} title=${ht(i)}>${dt(i)}</time></span
      >
    </article>`},Ft=function(){return f`<div class="welcome">
      <h1>${o("chat.welcome",{name:gt.user?.name??""})}</h1>
      <p>${o("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${o("chat.try")}</h2>
      <ul class="ideas">
        ${zt.map(t=>f`<li>
              <button type="button" class="choice" @click=${()=>this.say(o(t))}
                >${o(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},Ot=function(t){return bt(t,{text:t.isMissing?o("chat.missing"):t.message,again:t.isMissing?null:()=>{r(this,e,O).call(this)}})},ot=function(){this.said=[],this.edited=null,this.failure=null,a(this,$).clear(),this.isFollowing=!0},O=async function(){r(this,e,ot).call(this);let t=this.conversationId;this.isLoading=!0;try{let i=await ct(t);this.conversationId===t&&r(this,e,Mt).call(this,i)}catch(i){let s=i;s.isSignedOut||(this.failure=s),s.isMissing&&(this.conversationId=null)}this.isLoading=!1},Mt=function(t){this.tell("conversation-titled",t.title);let i=[];for(let s of t.messages)s.speaker==="user"?i.push(r(this,e,_t).call(this,s)):s.reply&&r(this,e,Kt).call(this,i,s);this.said=i,r(this,e,Pt).call(this,t),r(this,e,nt).call(this),this.updateComplete.then(()=>r(this,e,I).call(this,!0))},_t=function({text:t,at:i,attachments:s=[]}){return{id:r(this,e,E).call(this),text:t,at:i,attachments:s,answer:null,isKept:!0}},M=function(t,i=[]){let s=st().toISOString();return{id:r(this,e,E).call(this),text:t,at:s,attachments:i,answer:null,isKept:!1}},Kt=function(t,{reply:i,at:s}){let n=t.at(-1);(!n||n.answer)&&(n={id:r(this,e,E).call(this),text:"",at:s,attachments:[],answer:null,isKept:!0},t.push(n));for(let u of t)u.answer&&(u.answer.isRetired=!0);n.answer=new D(r(this,e,E).call(this)),n.answer.finish(i,s),i.proposals.forEach(u=>r(this,e,j).call(this,n.answer,u))},Pt=function({answering:t,messages:i}){if(!t||i.some(({reply:u})=>u?.reply_id===t.turn))return;let s=this.said.at(-1),n=s&&!s.answer?s:r(this,e,M).call(this,t.message);r(this,e,J).call(this,n,u=>u.resume(t.turn))},nt=function(){let t=this.said.at(-1);!t||t.answer||(t.answer=new D(r(this,e,E).call(this)),t.answer.error=new k(0,"turn",o("answer.lost")))},J=function(t,i){for(let n of this.said)n.answer&&(n.answer.isRetired=!0);let s=new D(r(this,e,E).call(this));t.answer=s,this.said=[...this.said.filter(n=>n!==t),t],g(this,c,new V({message:t.text,conversationId:this.conversationId,attachments:t.attachments.map(({id:n})=>n),tell:(n,u)=>r(this,e,Lt).call(this,t,s,n,u)})),s.step(o("answer.thinking")),it(o("answer.started")),i(a(this,c)),this.updateComplete.then(()=>r(this,e,I).call(this,!0))},Lt=function(t,i,s,n){if(s==="lost")return void r(this,e,Ct).call(this,t);if(s==="failed")return r(this,e,Ht).call(this,i,t.text,n.error);if(s==="stop_failed")return it(n.error.message);t.isKept=!0,r(this,e,Wt).call(this,a(this,c)?.conversationId??null),r(this,e,Rt).call(this,i,s,n),s==="reply"&&r(this,e,qt).call(this,i),r(this,e,z).call(this)},Rt=function(t,i,s){i==="token"?t.text+=s.text:i==="reference"?t.references.set(s.number,s):i==="table"?t.tables=[...t.tables,s]:i==="proposal"?r(this,e,j).call(this,t,s):i==="tool"?t.step(o("answer.thinking")):i==="reconnecting"?t.step(o("answer.reconnecting")):i==="status"?r(this,e,Dt).call(this,t,s):i==="reply"&&(t.finish(s,st().toISOString()),s.proposals.forEach(n=>r(this,e,j).call(this,t,n)))},Dt=function(t,i){i.step==="restarted"?(t.text="",t.references.clear(),t.step(o("answer.restarted"))):t.step(i.label?o("answer.step",{label:i.label}):o("answer.thinking"))},qt=function(t){r(this,e,Q).call(this),this.updateComplete.then(async()=>{let s=[...this.querySelectorAll("bokeh-answer")].find(n=>n.answer===t)??null;await s?.updateComplete,await s?.querySelector("bokeh-written")?.updateComplete,yt(t,s),r(this,e,I).call(this)})},Ht=function(t,i,s){if(s.isSignedOut)return T.set("draft",i);t.error=s,r(this,e,Q).call(this),r(this,e,z).call(this)},j=function(t,i){let s=a(this,$).has(i.id);a(this,$).set(i.id,i),!t.cards.includes(i.id)&&(!s||i.state==="pending")&&(t.cards=[...t.cards,i.id])},Nt=function(t){a(this,$).set(t.id,t),this.version+=1},Wt=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},G=function(t,i=t.text){if(a(this,c))return;this.said=this.said.filter(n=>n!==t);let s=r(this,e,M).call(this,i,t.attachments);r(this,e,J).call(this,s,n=>t.isKept?n.again():n.begin())},at=function(){let t=this.said.findLast(({text:i})=>i);!t||a(this,c)||(this.edited=t===this.said.at(-1)?t:null,this.composer.write(t.text))},Bt=function({text:t,attachments:i}){let{edited:s}=this;this.edited=null,s&&s===this.said.at(-1)&&!i.length?r(this,e,G).call(this,s,t):this.say(t,i)},lt=function(){this.said.at(-1)?.answer?.step(o("answer.stopping")),r(this,e,z).call(this),a(this,c)?.stop()},Q=function(){g(this,c,null),this.version+=1,this.tell("turn-over")},Ct=async function({text:t}){r(this,e,Q).call(this),await r(this,e,O).call(this),this.said.at(-1)?.text!==t&&(this.said=[...this.said,r(this,e,M).call(this,t)],r(this,e,nt).call(this))},z=function(){a(this,x)||(g(this,x,!0),requestAnimationFrame(()=>{g(this,x,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>r(this,e,I).call(this)))}))},E=function(){return g(this,_,a(this,_)+1),`m${a(this,_)}`},K=new WeakMap,X=new WeakMap,Y=new WeakMap,Z=new WeakMap,tt=new WeakMap,I=function(t=!1){if(!this.log||!t&&!this.isFollowing)return;this.isFollowing=!0;let i=[...this.querySelectorAll(".person")].at(-1);if(t||!i){this.log.scrollTop=this.log.scrollHeight;return}let s=i.getBoundingClientRect().top-this.log.getBoundingClientRect().top,n=this.log.scrollHeight-this.log.clientHeight,u=Math.min(n,this.log.scrollTop+s-Qt);u>this.log.scrollTop&&(this.log.scrollTop=u)},h([y({attribute:!1})],p.prototype,"conversationId",2),h([y({attribute:!1})],p.prototype,"glance",2),h([v()],p.prototype,"said",2),h([v()],p.prototype,"isLoading",2),h([v()],p.prototype,"failure",2),h([v()],p.prototype,"version",2),h([v()],p.prototype,"isFollowing",2),h([v()],p.prototype,"isOver",2),h([v()],p.prototype,"edited",2),h([S(".log")],p.prototype,"log",2),h([S("bokeh-composer")],p.prototype,"composer",2),p=h([L("bokeh-chat")],p);
