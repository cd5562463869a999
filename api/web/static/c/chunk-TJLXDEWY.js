import{a as mt}from"./chunk-APFKBBVC.js";import{a as wt}from"./chunk-7E6AEEBH.js";import{a as yt}from"./chunk-CQIPJWDZ.js";import{a as ut,c as H,d as bt,f as $t,g as kt}from"./chunk-LBSJGQ5B.js";import{b as tt}from"./chunk-7N6RKAHB.js";import{a as ft,f as q}from"./chunk-AVK3ZPEZ.js";import{a as gt,b as vt}from"./chunk-QCNW54AX.js";import{c as u,g as m,k as D,l as E,m as v,n as S,o as b,t as K}from"./chunk-XQ5F45VL.js";import{H as ct,P as dt,Q as pt,R as et,b as F,c as I,j as o,m as lt,n as ht,s as O}from"./chunk-VKMF46UT.js";import{d as c,e as n,f as h,g,h as r}from"./chunk-6UXUQ4LK.js";var it=2e4,Ct=30,Wt=220,M,N,B,C,At,k,W,U,V,w=class extends K{constructor(){super(...arguments);h(this,C);this.isAnswering=!1;this.last="";this.problem="";h(this,M,-1/0);h(this,N,`message${document.getElementById("message")?`-${Math.random().toString(36).slice(2)}`:""}`);h(this,B,t=>{if(t.key==="ArrowUp"&&!this.field.value&&this.last){t.preventDefault(),this.tell("edit-last");return}t.key!=="Enter"||t.shiftKey||t.altKey||t.ctrlKey||t.metaKey||r(this,C,At).call(this,t)||(t.preventDefault(),this.querySelector("form").requestSubmit())});h(this,k,()=>{F.set("draft",this.field.value||null),this.field.style.height="auto",this.field.style.height=`${Math.min(Wt,this.field.scrollHeight)}px`,this.problem=this.field.value.length>it?o("chat.too_long",{limit:it}):""});h(this,W,t=>{let e=t.clipboardData?.files;e?.length&&(t.preventDefault(),this.attach.take(e))});h(this,U,async()=>{let t=await yt(this);t&&this.write([this.field.value.trim(),t].filter(Boolean).join(" "))});h(this,V,t=>{t.preventDefault();let e=this.field.value.trim(),s=this.attach.items;!e&&!s.length||e.length>it||this.isAnswering||this.attach.isBusy||(this.field.value="",this.attach.clear(),n(this,k).call(this),this.tell("write",{text:e||o("attach.said"),attachments:s}))})}render(){let t=n(this,N);return u`<form class="composer" method="post" @submit=${n(this,V)}>
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
              ${b("clip")}
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${o("scan.open")}
              title=${o("scan.open")}
              @click=${n(this,U)}
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
            @keydown=${n(this,B)}
            @input=${n(this,k)}
            @paste=${n(this,W)}
            @compositionend=${e=>g(this,M,e.timeStamp)}
          ></textarea>
          ${this.isAnswering?u`<button
                  type="button"
                  class="main round stop"
                  aria-label=${o("chat.stop")}
                  title="${o("chat.stop")} (Esc)"
                  @click=${()=>this.tell("stop")}
                >
                  ${b("stop")}
                </button>`:u`<button
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
    </form>`}firstUpdated(){this.field.value=F.get("draft")??"",n(this,k).call(this)}updated(t){if(t.has("isAnswering")&&t.get("isAnswering")!==void 0){let e=this.getRootNode();(!e.activeElement||e.activeElement===document.body)&&this.focus()}}focus(){this.field?.focus()}write(t){this.field.value=t,n(this,k).call(this),this.focus(),this.field.setSelectionRange(t.length,t.length)}take(t){this.attach.take(t)}};M=new WeakMap,N=new WeakMap,B=new WeakMap,C=new WeakSet,At=function(t){let e=t.timeStamp-n(this,M)<Ct;return t.isComposing||t.keyCode===229||e},k=new WeakMap,W=new WeakMap,U=new WeakMap,V=new WeakMap,c([E({attribute:!1})],w.prototype,"isAnswering",2),c([E({attribute:!1})],w.prototype,"last",2),c([v()],w.prototype,"problem",2),c([S("textarea")],w.prototype,"field",2),c([S("bokeh-attach")],w.prototype,"attach",2),w=c([D("bokeh-composer")],w);var Et=[300,800,1500,3e3,5e3,8e3],J=class{constructor({message:l,conversationId:t=null,attachments:e=[],tell:s}){this.turnId=null;this.#e=new AbortController;this.#r="";this.#i=0;this.#s=!1;this.#o=!1;this.message=l,this.attachments=e,this.conversationId=t,this.#t=s}#t;#e;#r;#i;#s;#o;begin(){return this.#n(()=>pt(this.message,this.conversationId,this.attachments,this.#e.signal))}resume(l){return this.turnId=l,this.#n(()=>et(this.conversationId,"",this.#e.signal))}async stop(){this.#o=!0,this.#s&&await dt(this.conversationId).catch(l=>this.#t("stop_failed",{error:l}))}leave(){this.#e.abort()}async#n(l){try{await this.#l(l)}catch(t){if(t.name==="AbortError")return;this.#a(),this.#t(t.isMissing&&this.turnId?"lost":"failed",{error:t})}}async#l(l){let t=await l();for(;!await this.#h(t);)t=await this.#p()}async#h(l){try{for await(let t of kt(l))if(this.#c(t))return!0}catch(t){if(!(t instanceof $t))throw t}return!1}#c(l){let t=JSON.parse(l.data);if(this.#d(l.id,t),l.name==="error")throw new O(0,"turn",t.message??o("answer.failed"));return l.name==="reply"&&this.#a(),this.#t(l.name,t),l.name==="reply"}#d(l,t){let e=l.split(".")[0];if(this.turnId&&e!==this.turnId)throw new O(404,"not_found",o("answer.failed"));this.#r=l,this.#i=0,this.conversationId??=t.conversation_id??null,!this.#s&&(this.turnId=e,this.#s=!0,I.keep(this.conversationId,{message:this.message,turn:e}),this.#o&&this.stop())}async#p(){if(!this.turnId)throw new O(0,"network",o("error.network"));this.#t("reconnecting",{});let l=new O(0,"network",o("error.network"));for(;this.#i<Et.length;){await Vt(Et[this.#i],this.#e.signal),this.#i+=1;try{return await et(this.conversationId,this.#r,this.#e.signal)}catch(t){let e=t;if(e.status!==0&&e.status<500)throw t;l=e}}throw l}#a(){this.conversationId&&I.drop(this.conversationId)}};function Vt(R,l){return new Promise((t,e)=>{let s=setTimeout(t,R);l.addEventListener("abort",()=>{clearTimeout(s),e(new DOMException("left","AbortError"))})})}var Jt=90,jt=14,Gt=["chat.idea_similar","chat.idea_device","chat.idea_open","chat.idea_knowledge"],d,$,P,x,i,St,It,Tt,xt,st,_,Ft,Ot,Mt,_t,rt,Pt,Lt,Rt,Dt,qt,j,Kt,Ht,ot,nt,at,G,Nt,Q,y,L,z,X,Y,Z,T,p=class extends K{constructor(){super(...arguments);h(this,i);this.conversationId=null;this.glance=m;this.said=[];this.isLoading=!1;this.failure=null;this.version=0;this.isFollowing=!0;this.isOver=!1;h(this,d,null);h(this,$,new Map);h(this,P,0);h(this,x,!1);h(this,L,t=>{t.key==="Escape"&&!t.isComposing&&!document.querySelector("dialog[open]")&&n(this,d)&&r(this,i,at).call(this)});h(this,z,t=>{let e=t.target.closest(".chip");e&&wt(e.dataset.kind,e.dataset.number,this)});h(this,X,t=>{t.dataTransfer?.types.includes("Files")&&(t.preventDefault(),this.isOver=!0)});h(this,Y,t=>{t.dataTransfer?.files.length&&(t.preventDefault(),this.isOver=!1,this.composer.take(t.dataTransfer.files))});h(this,Z,()=>{let t=this.log.scrollHeight-this.log.scrollTop-this.log.clientHeight;this.isFollowing=t<Jt})}get isAnswering(){return n(this,d)!==null}connectedCallback(){super.connectedCallback(),document.addEventListener("keydown",n(this,L)),!this.hasUpdated&&this.conversationId&&r(this,i,_).call(this)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("keydown",n(this,L)),n(this,d)?.leave(),g(this,d,null)}open(t){n(this,d)?.leave(),g(this,d,null),r(this,i,st).call(this),this.conversationId=t,t&&r(this,i,_).call(this),this.composer?.focus()}say(t,e=[]){n(this,d)||(this.failure=null,r(this,i,rt).call(this,t,e,s=>s.begin()))}render(){let t=this.said.at(-1);return u`<section
      class="talk ${this.isOver?"talk-over":""}"
      aria-label=${o("chat.title")}
      @dragover=${n(this,X)}
      @dragleave=${()=>this.isOver=!1}
      @drop=${n(this,Y)}
    >
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${o("chat.log")}
        aria-busy=${this.isAnswering}
        tabindex="0"
        @scroll=${n(this,Z)}
        @click=${n(this,z)}
        @say=${e=>this.say(e.detail)}
        @card-changed=${e=>r(this,i,Kt).call(this,e.detail)}
      >
        <div class="messages">
          ${this.isLoading?gt(o("chat.loading")):m}
          ${this.failure?r(this,i,xt).call(this,this.failure):m}
          ${!this.said.length&&!this.isLoading&&!this.conversationId&&!this.failure?r(this,i,Tt).call(this):m}
          ${ut(this.said,({id:e})=>e,e=>r(this,i,St).call(this,e,e===t))}
        </div>
      </div>
      <button
        type="button"
        class="newest"
        ?hidden=${this.isFollowing}
        aria-label=${o("chat.to_newest")}
        title=${o("chat.to_newest")}
        @click=${()=>r(this,i,T).call(this,!0)}
      >
        ${b("down")}
      </button>
      <bokeh-composer
        .isAnswering=${this.isAnswering}
        .last=${t?.text??""}
        @write=${e=>this.say(e.detail.text,e.detail.attachments)}
        @stop=${()=>r(this,i,at).call(this)}
        @edit-last=${()=>r(this,i,nt).call(this)}
      ></bokeh-composer>
    </section>`}};d=new WeakMap,$=new WeakMap,P=new WeakMap,x=new WeakMap,i=new WeakSet,St=function(t,e){let{answer:s}=t;return u`${t.text?r(this,i,It).call(this,t,e):m}
    ${s?u`<bokeh-answer
            .answer=${s}
            .cards=${s.cards.map(a=>n(this,$).get(a))}
            .isNewest=${e}
            .canRetry=${e&&!!t.text}
            .version=${this.version}
            @retry=${()=>r(this,i,ot).call(this,t)}
            @regenerate=${()=>r(this,i,ot).call(this,t,s.reply!==null)}
          ></bokeh-answer>`:m}`},It=function({text:t,at:e,attachments:s},a){return u`<article class="message person" aria-label=${o("chat.you")}>
      <div class="bubble">
        <p class="said">${t}</p>
        ${s.length?mt(s):m}
      </div>
      <span class="foot"
        >${a&&!this.isAnswering?u`<button
                type="button"
                class="plain small edit-last"
                @click=${()=>r(this,i,nt).call(this)}
              >
                ${b("edit")}${o("chat.edit")}
              </button>`:m}<time datetime=${e} title=${lt(e)}>${ht(e)}</time></span
      >
    </article>`},Tt=function(){return u`<div class="welcome">
      <h1>${o("chat.welcome",{name:ft.user?.username??""})}</h1>
      <p>${o("chat.welcome_hint")}</p>
      ${this.glance}
      <h2 class="unseen">${o("chat.try")}</h2>
      <ul class="ideas">
        ${Gt.map(t=>u`<li>
              <button type="button" class="choice" @click=${()=>this.say(o(t))}
                >${o(t)}</button
              >
            </li>`)}
      </ul>
    </div>`},xt=function(t){return vt(t,{text:t.isMissing?o("chat.missing"):t.message,again:t.isMissing?null:()=>{r(this,i,_).call(this)}})},st=function(){this.said=[],this.failure=null,n(this,$).clear(),this.isFollowing=!0},_=async function(){r(this,i,st).call(this);let t=this.conversationId;this.isLoading=!0;try{let e=await ct(t);this.conversationId===t&&r(this,i,Ft).call(this,e)}catch(e){let s=e;s.isSignedOut||(this.failure=s),s.isMissing&&(this.conversationId=null)}this.isLoading=!1},Ft=function(t){this.tell("conversation-titled",t.title);let e=[];for(let s of t.messages)s.speaker==="user"?e.push(r(this,i,Ot).call(this,s)):s.reply&&r(this,i,Mt).call(this,e,s);this.said=e,r(this,i,_t).call(this,t.messages),this.updateComplete.then(()=>r(this,i,T).call(this,!0))},Ot=function({text:t,at:e,attachments:s=[]}){return{id:r(this,i,y).call(this),text:t,at:e,attachments:s,answer:null}},Mt=function(t,{reply:e,at:s}){let a=t.at(-1);(!a||a.answer)&&(a={id:r(this,i,y).call(this),text:"",at:s,attachments:[],answer:null},t.push(a));for(let f of t)f.answer&&(f.answer.isRetired=!0);a.answer=new H(r(this,i,y).call(this)),a.answer.finish(e,s),e.proposals.forEach(f=>r(this,i,j).call(this,a.answer,f))},_t=function(t){let e=I.of(this.conversationId);e&&(t.some(s=>s.reply?.reply_id===e.turn)?I.drop(this.conversationId):r(this,i,rt).call(this,e.message,[],s=>s.resume(e.turn)))},rt=function(t,e,s){for(let A of this.said)A.answer&&(A.answer.isRetired=!0);let a=new H(r(this,i,y).call(this)),f=q().toISOString();this.said=[...this.said,{id:r(this,i,y).call(this),text:t,at:f,attachments:e,answer:a}],g(this,d,new J({message:t,conversationId:this.conversationId,attachments:e.map(({id:A})=>A),tell:(A,Bt)=>r(this,i,Pt).call(this,a,t,A,Bt)})),a.step(o("answer.thinking")),tt(o("answer.started")),s(n(this,d)),this.updateComplete.then(()=>r(this,i,T).call(this,!0))},Pt=function(t,e,s,a){if(s==="lost")return void r(this,i,Nt).call(this,a.error);if(s==="failed")return r(this,i,qt).call(this,t,e,a.error);if(s==="stop_failed")return tt(a.error.message);r(this,i,Ht).call(this,n(this,d)?.conversationId??null),r(this,i,Lt).call(this,t,s,a),s==="reply"&&r(this,i,Dt).call(this,t),r(this,i,Q).call(this)},Lt=function(t,e,s){e==="token"?t.text+=s.text:e==="reference"?t.references.set(s.number,s):e==="table"?t.tables=[...t.tables,s]:e==="proposal"?r(this,i,j).call(this,t,s):e==="tool"?t.step(o("answer.thinking")):e==="reconnecting"?t.step(o("answer.reconnecting")):e==="status"?r(this,i,Rt).call(this,t,s):e==="reply"&&(t.finish(s,q().toISOString()),s.proposals.forEach(a=>r(this,i,j).call(this,t,a)))},Rt=function(t,e){e.step==="restarted"?(t.text="",t.references.clear(),t.step(o("answer.restarted"))):t.step(e.label?o("answer.step",{label:e.label}):o("answer.thinking"))},Dt=function(t){r(this,i,G).call(this),this.updateComplete.then(async()=>{let s=[...this.querySelectorAll("bokeh-answer")].find(a=>a.answer===t)??null;await s?.updateComplete,await s?.querySelector("bokeh-written")?.updateComplete,bt(t,s),r(this,i,T).call(this)})},qt=function(t,e,s){if(s.isSignedOut)return F.set("draft",e);t.error=s,r(this,i,G).call(this),r(this,i,Q).call(this)},j=function(t,e){let s=n(this,$).has(e.id);n(this,$).set(e.id,e),!t.cards.includes(e.id)&&(!s||e.state==="pending")&&(t.cards=[...t.cards,e.id])},Kt=function(t){n(this,$).set(t.id,t),this.version+=1},Ht=function(t){this.conversationId||!t||(this.conversationId=t,this.tell("conversation-begun",t))},ot=function(t,e=!1){n(this,d)||(e||(this.said=this.said.filter(s=>s!==t)),this.say(t.text,t.attachments))},nt=function(){let t=this.said.findLast(({text:e})=>e);t&&!n(this,d)&&this.composer.write(t.text)},at=function(){this.said.at(-1)?.answer?.step(o("answer.stopping")),r(this,i,Q).call(this),n(this,d)?.stop()},G=function(){g(this,d,null),this.version+=1,this.tell("turn-over")},Nt=async function(t){let{message:e}=n(this,d);r(this,i,G).call(this),await r(this,i,_).call(this);let s=this.said.at(-1);if(s&&s.text===e)return;let a=new H(r(this,i,y).call(this));a.error=t;let f=q().toISOString();this.said=[...this.said,{id:r(this,i,y).call(this),text:e,at:f,attachments:[],answer:a}]},Q=function(){n(this,x)||(g(this,x,!0),requestAnimationFrame(()=>{g(this,x,!1),this.version+=1,this.updateComplete.then(()=>requestAnimationFrame(()=>r(this,i,T).call(this)))}))},y=function(){return g(this,P,n(this,P)+1),`m${n(this,P)}`},L=new WeakMap,z=new WeakMap,X=new WeakMap,Y=new WeakMap,Z=new WeakMap,T=function(t=!1){if(!this.log||!t&&!this.isFollowing)return;this.isFollowing=!0;let e=[...this.querySelectorAll(".person")].at(-1);if(t||!e){this.log.scrollTop=this.log.scrollHeight;return}let s=e.getBoundingClientRect().top-this.log.getBoundingClientRect().top,a=this.log.scrollHeight-this.log.clientHeight,f=Math.min(a,this.log.scrollTop+s-jt);f>this.log.scrollTop&&(this.log.scrollTop=f)},c([E({attribute:!1})],p.prototype,"conversationId",2),c([E({attribute:!1})],p.prototype,"glance",2),c([v()],p.prototype,"said",2),c([v()],p.prototype,"isLoading",2),c([v()],p.prototype,"failure",2),c([v()],p.prototype,"version",2),c([v()],p.prototype,"isFollowing",2),c([v()],p.prototype,"isOver",2),c([S(".log")],p.prototype,"log",2),c([S("bokeh-composer")],p.prototype,"composer",2),p=c([D("bokeh-chat")],p);
