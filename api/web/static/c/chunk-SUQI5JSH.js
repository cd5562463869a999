import{b as xt}from"./chunk-YXAXSJ2E.js";import{a as W}from"./chunk-NOIPBCFS.js";import{a as Tt}from"./chunk-5PKSET35.js";import{b as _}from"./chunk-7N6RKAHB.js";import{a as yt,f as j}from"./chunk-Z2B4MMQ4.js";import{a as wt}from"./chunk-KZY2Q7G5.js";import{c as l,f as ct,g as p,h as pt,k as P,l as k,m as A,o as v,t as C}from"./chunk-VYHL6BJR.js";import{A as ft,K as $t,L as bt,M as gt,N as vt,f as ut,h as dt,i as o,j as J,k as ht,l as N,m as mt,x as Z}from"./chunk-CA4LMX5P.js";import{d as h,e as T,f as w,g as lt,h as d}from"./chunk-6UXUQ4LK.js";var Ft=60,Ut=new Set(["description","text","body","reason","solution","work","problem"]);function I(i,s=""){return Object.entries(i).flatMap(([t,e])=>Gt(t,e,s+t))}function Gt(i,s,t){return Array.isArray(s)?s.some(e=>typeof e!="object"||e===null)?[]:s.map((e,r)=>l`<fieldset>
          <legend>${J("details",i)} ${r+1}</legend>
          ${I(e,`${t}.${r}.`)}
        </fieldset>`):typeof s=="object"&&s!==null?I(s,`${t}.`):[Kt(i,s,t)]}function Kt(i,s,t){let e=s===null?"":String(s),r=ht(i),n=J("details",i);if(typeof s=="boolean")return l`<label class="check"
      ><input type="checkbox" name=${t} .checked=${s} />${n}</label
    >`;if(r.some(([c])=>c===e))return l`<label class="field"
      ><span>${n}</span>
      <select name=${t}>
        ${r.map(([c,u])=>l`<option value=${c} ?selected=${c===e}>${u}</option>`)}
      </select></label
    >`;let a=e.length>Ft||e.includes(`
`)||Ut.has(i);return l`<label class="field ${a?"field-wide":""}"
    ><span>${n}</span> ${a?l`<textarea name=${t} rows="3" .value=${e}></textarea>`:l`<input
            name=${t}
            .value=${e}
            inputmode=${typeof s=="number"?"decimal":p}
          />`}</label
  >`}function At(i,s){let t=structuredClone(s);for(let e of i.elements){if(!(e instanceof HTMLInputElement||e instanceof HTMLTextAreaElement||e instanceof HTMLSelectElement))continue;let r=e.name.split("."),n=r.pop(),a=r.reduce((c,u)=>c[u],t);a[n]=Qt(e,a[n])}return t}function Qt(i,s){if(i instanceof HTMLInputElement&&i.type==="checkbox")return i.checked;let t=i.value.trim();return typeof s=="number"?t===""||Number.isNaN(Number(t))?t:Number(t):t===""&&s===null?null:t}var Yt=2e9,O,$,kt,Et,B,F,q,_t,V,R=class extends C{constructor(){super(...arguments);w(this,$);this.error="";this.isSending=!1;this.isEditing=!1;w(this,O);w(this,B,()=>{let{id:t,revision:e}=this.proposal;d(this,$,q).call(this,()=>$t(t,e))});w(this,F,async t=>{t.preventDefault();let{id:e,arguments:r}=this.proposal,n=At(t.target,r);await d(this,$,q).call(this,()=>gt(e,n))&&(this.isEditing=!1)})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(T(this,O))}willUpdate(t){t.has("proposal")&&(this.isSending=!1,this.proposal.state!=="pending"&&(this.isEditing=!1))}render(){let{title:t,state:e,preview:r,warnings:n}=this.proposal;return l`<section
      class="card card-${e}"
      tabindex="-1"
      aria-label=${o("card.region",{title:t})}
    >
      <h3>${t}</h3>
      ${this.isEditing?d(this,$,kt).call(this):Tt(r)} ${n.map(zt)}
      ${this.error?l`<p class="error" role="alert">${this.error}</p>`:p}
      ${e!=="pending"?Jt(this.proposal):this.isEditing?p:d(this,$,Et).call(this)}
    </section>`}updated(){if(clearTimeout(T(this,O)),this.proposal.state!=="pending")return;let t=new Date(this.proposal.expires_at).getTime()-j().getTime();t>Yt||lt(this,O,setTimeout(()=>d(this,$,V).call(this,{...this.proposal,state:"expired"}),Math.max(0,t)))}};O=new WeakMap,$=new WeakSet,kt=function(){return l`<form class="card-form" novalidate @submit=${T(this,F)}>
      ${I(this.proposal.arguments)}
      <div class="decision full">
        <button type="submit" class="main" ?disabled=${this.isSending}>${o("card.change")}</button>
        <button type="button" class="quiet" @click=${()=>this.isEditing=!1}>
          ${o("app.cancel")}
        </button>
      </div>
    </form>`},Et=function(){return l`<div class="decision">
      <button type="button" class="main" ?disabled=${this.isSending} @click=${T(this,B)}>
        ${this.isSending?o("card.sending"):o("card.approve")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>this.isEditing=!0}
      >
        ${v("edit")}${o("card.edit")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>d(this,$,q).call(this,()=>vt(this.proposal.id))}
      >
        ${o("card.cancel")}
      </button>
      <span class="hint"
        >${v("clock")}${o("card.expires",{time:N(this.proposal.expires_at)})}</span
      >
    </div>`},B=new WeakMap,F=new WeakMap,q=async function(t){if(this.isSending)return!1;this.isSending=!0,this.error="";try{let e=await t();d(this,$,V).call(this,e);let r=Rt(e).map(({number:n})=>n);return _(`${o(`card.${e.state}`)} ${r.join(" ")}`),document.activeElement===document.body&&this.querySelector("section")?.focus(),!0}catch(e){this.isSending=!1;let{fields:r={},message:n,status:a}=e;return this.error=[n,...Object.values(r)].join(" "),a===409&&await d(this,$,_t).call(this),!1}},_t=async function(){let t=await bt(this.proposal.id).catch(()=>null);t&&d(this,$,V).call(this,t)},V=function(t){this.proposal=t,this.tell("card-changed",t)},h([k({attribute:!1})],R.prototype,"proposal",2),h([A()],R.prototype,"error",2),h([A()],R.prototype,"isSending",2),h([A()],R.prototype,"isEditing",2),R=h([P("bokeh-card")],R);var zt=i=>l`<p class="warning">${v("warning")}<span>${i}</span></p>`;function Jt(i){let s=i.state==="done",t=i.result?.error?.message[ut()];return l`<p class="outcome">
    ${v(s?"check":"close")}<span>${o(`card.${i.state}`)}${t?` · ${t}`:p}</span>${s?Rt(i).map(wt):p}
  </p>`}function Rt(i){let{references:s,number:t}=i.result??{};return s?.length?s:t?[{number:t,kind:"ticket",title:""}]:[]}var St={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Mt=i=>(...s)=>({_$litDirective$:i,values:s}),U=class{constructor(s){}get _$AU(){return this._$AM._$AU}_$AT(s,t,e){this._$Ct=s,this._$AM=t,this._$Ci=e}_$AS(s,t){return this.update(s,t)}update(s,t){return this.render(...t)}};var{I:Zt}=pt,Pt=i=>i;var Ct=()=>document.createComment(""),L=(i,s,t)=>{let e=i._$AA.parentNode,r=s===void 0?i._$AB:s._$AA;if(t===void 0){let n=e.insertBefore(Ct(),r),a=e.insertBefore(Ct(),r);t=new Zt(n,a,i,i.options)}else{let n=t._$AB.nextSibling,a=t._$AM,c=a!==i;if(c){let u;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(u=i._$AU)!==a._$AU&&t._$AP(u)}if(n!==r||c){let u=t._$AA;for(;u!==n;){let M=Pt(u).nextSibling;Pt(e).insertBefore(u,r),u=M}}}return t},S=(i,s,t=i)=>(i._$AI(s,t),i),te={},Ot=(i,s=te)=>i._$AH=s,Lt=i=>i._$AH,G=i=>{i._$AR(),i._$AA.remove()};var Dt=(i,s,t)=>{let e=new Map;for(let r=s;r<=t;r++)e.set(i[r],r);return e},jt=Mt(class extends U{constructor(i){if(super(i),i.type!==St.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,s,t){let e;t===void 0?t=s:s!==void 0&&(e=s);let r=[],n=[],a=0;for(let c of i)r[a]=e?e(c,a):a,n[a]=t(c,a),a++;return{values:n,keys:r}}render(i,s,t){return this.dt(i,s,t).values}update(i,[s,t,e]){let r=Lt(i),{values:n,keys:a}=this.dt(s,t,e);if(!Array.isArray(r))return this.ut=a,n;let c=this.ut??=[],u=[],M,at,m=0,g=r.length-1,f=0,y=n.length-1;for(;m<=g&&f<=y;)if(r[m]===null)m++;else if(r[g]===null)g--;else if(c[m]===a[f])u[f]=S(r[m],n[f]),m++,f++;else if(c[g]===a[y])u[y]=S(r[g],n[y]),g--,y--;else if(c[m]===a[y])u[y]=S(r[m],n[y]),L(i,u[y+1],r[m]),m++,y--;else if(c[g]===a[f])u[f]=S(r[g],n[f]),L(i,r[m],r[g]),g--,f++;else if(M===void 0&&(M=Dt(a,f,y),at=Dt(c,m,g)),M.has(c[m]))if(M.has(c[g])){let E=at.get(a[f]),z=E!==void 0?r[E]:null;if(z===null){let ot=L(i,r[m]);S(ot,n[f]),u[f]=ot}else u[f]=S(z,n[f]),L(i,r[m],z),r[E]=null;f++}else G(r[g]),g--;else G(r[m]),m++;for(;f<=y;){let E=L(i,u[y+1]);S(E,n[f]),u[f++]=E}for(;m<=g;){let E=r[m++];E!==null&&G(E)}return this.ut=a,Ot(i,u),ct}});var K,Q,H,tt,D=class extends C{constructor(){super(...arguments);w(this,H);this.isCopied=!1;w(this,K,()=>{let{subject:t,text:e}=d(this,H,tt).call(this),r=this.draft.kind==="email"?"draft.say_email":"draft.say_article";this.tell("say",o(r,{to:this.draft.to??"",subject:t,text:e}))});w(this,Q,async()=>{let{subject:t,text:e}=d(this,H,tt).call(this);await W(t?`${t}

${e}`:e,this),this.isCopied=!0,_(o("answer.copied"))})}render(){let{kind:t,to:e,subject:r,text:n}=this.draft,a=Math.min(18,Math.max(6,n.split(`
`).length+1));return l`<section class="draft" aria-label=${o(`draft.${t}`)}>
      <h3>${v(t==="email"?"mail":"article")}${o(`draft.${t}`)}</h3>
      ${e?l`<p class="hint">${o("draft.to")} ${e}</p>`:p}
      ${r===void 0?p:l`<label class="field"
              ><span>${o("draft.subject")}</span><input name="subject" .value=${r}
            /></label>`}
      <label class="field"
        ><span>${o("draft.text")}</span
        ><textarea name="text" rows=${a} .value=${n}></textarea>
      </label>
      <div class="decision">
        <button type="button" class="main" @click=${T(this,K)}>
          ${o(t==="email"?"draft.use_email":"draft.use_article")}
        </button>
        <button type="button" class="quiet" @click=${T(this,Q)}>
          ${v(this.isCopied?"check":"copy")}${o(this.isCopied?"answer.copied":"draft.copy")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("regenerate")}>
          ${v("again")}${o("answer.again")}
        </button>
      </div>
    </section>`}};K=new WeakMap,Q=new WeakMap,H=new WeakSet,tt=function(){let t=e=>this.querySelector(`[name=${e}]`)?.value??"";return{subject:t("subject"),text:t("text")}},h([k({attribute:!1})],D.prototype,"draft",2),h([A()],D.prototype,"isCopied",2),D=h([P("bokeh-draft")],D);function Ht(i,s){if(!s.length)return i;let t=new Set(s.flatMap(({subject:r,text:n})=>[et(n),et(r??"")])),e=r=>t.has(et(r.replace(/^> ?/gm,"")));return i.split(/\n{2,}/).filter(r=>!r.trim()||!e(r)).join(`

`)}var et=i=>i.replace(/[\s*_[\]\\]+/g,"");var ee=1500,se=2e3,Nt=class{constructor(s){this.id=s;this.text="";this.references=new Map;this.tables=[];this.charts=[];this.drafts=[];this.cards=[];this.steps=[];this.reply=null;this.error=null;this.at=null;this.isRetired=!1}get isOver(){return this.reply!==null||this.error!==null}step(s){if(this.steps.at(-1)?.text!==s){for(let t of this.steps)t.isDone=!0;this.steps=[...this.steps.filter(({text:t})=>t!==o("answer.thinking")),{text:s,isDone:!1}],_(s)}}finish(s,t){this.reply=s,this.text=s.text,this.references=new Map(s.references.map(e=>[e.number,e])),this.tables=s.tables,this.charts=s.charts??[],this.drafts=s.drafts??[],this.at=t}},b,Wt,It,qt,st,it,Vt,X,Y,x=class extends C{constructor(){super(...arguments);w(this,b);this.cards=[];this.isNewest=!1;this.canRetry=!1;this.version=0;this.isCopied=!1;this.opinion="";this.isAskedWhy=!1;this.areStepsOpen=!1;w(this,X,t=>{t.preventDefault();let e=String(new FormData(t.target).get("reason")).trim();e?d(this,b,it).call(this,"down",e):this.isAskedWhy=!1});w(this,Y,async()=>{await W(this.answer.text,this),this.isCopied=!0,_(o("answer.copied")),setTimeout(()=>this.isCopied=!1,se)})}render(){let{reply:t,error:e,isRetired:r}=this.answer,n=t&&!r?t.choices:[];return l`<article
      class="message answer ${t?`outcome-${t.outcome}`:""}"
      aria-label="Bokeh"
      lang=${t?dt(t.language):p}
      aria-busy=${this.answer.isOver?p:"true"}
    >
      <div class="bubble">
        ${this.answer.isOver?p:d(this,b,Wt).call(this)}
        <bokeh-written
          .text=${Ht(this.answer.text,this.answer.drafts)}
          .references=${[...this.answer.references.values()]}
          .tables=${this.answer.tables}
        ></bokeh-written>
        <div class="extras">
          ${xt(this.answer.charts,this.answer.tables,this.answer.text)}
          ${this.answer.drafts.map(a=>l`<bokeh-draft .draft=${a}></bokeh-draft>`)}
          ${jt(this.cards,({id:a})=>a,a=>l`<bokeh-card .proposal=${a}></bokeh-card>`)}
          ${e?d(this,b,It).call(this,e):p}
        </div>
      </div>
      ${n.length?l`<div class="choices" role="group" aria-label=${o("chat.choices")}>
              ${n.map(({label:a,message:c})=>l`<button
                    type="button"
                    class="choice"
                    @click=${()=>this.tell("say",c)}
                  >
                    ${a}
                  </button>`)}
            </div>`:p}
      ${t?d(this,b,qt).call(this,t):p} ${this.isAskedWhy?d(this,b,Vt).call(this):p}
    </article>`}updated(t){t.has("isAskedWhy")&&this.querySelector(".why input")?.focus()}};b=new WeakSet,Wt=function(){let{steps:t}=this.answer,e=t.slice(0,-1);return l`<div class="steps">
      ${e.length&&this.areStepsOpen?l`<ol class="past-steps">
              ${e.map(({text:r})=>l`<li>${v("check")}${r}</li>`)}
            </ol>`:p}
      <p class="step-now">
        <span class="spinner"></span
        ><span class="step">${t.at(-1)?.text??o("answer.thinking")}</span>
        ${e.length?l`<button
                type="button"
                class="plain small"
                aria-expanded=${this.areStepsOpen}
                aria-label=${o("answer.steps")}
                @click=${()=>this.areStepsOpen=!this.areStepsOpen}
              >
                +${e.length}
              </button>`:p}
      </p>
    </div>`},It=function(t){return l`<div class="error" role="alert">
      <p>${t.message||o("answer.failed")}</p>
      ${this.canRetry?l`<button type="button" class="quiet" @click=${()=>this.tell("retry")}>
              ${o("app.retry")}
            </button>`:p}
    </div>`},qt=function(t){return l`<footer class="foot">
      <button type="button" class="plain small" @click=${T(this,Y)}>
        ${v(this.isCopied?"check":"copy")}<span class="word"
          >${this.isCopied?o("answer.copied"):o("answer.copy")}</span
        >
      </button>
      ${this.isNewest&&this.canRetry?l`<button type="button" class="plain small" @click=${()=>this.tell("regenerate")}>
              ${v("again")}<span class="word">${o("answer.again")}</span>
            </button>`:p}
      ${d(this,b,st).call(this,"up","answer.good")}${d(this,b,st).call(this,"down","answer.bad")}
      ${t.model==="offline"&&yt.model!=="offline"?l`<span class="hint">${o("answer.by_offline")}</span>`:p}
      <time datetime=${this.answer.at??""} title=${N(this.answer.at??j())}
        >${mt(this.answer.at??j())}</time
      >
    </footer>`},st=function(t,e){return l`<button
      type="button"
      class="plain small thumb"
      aria-label=${o(e)}
      title=${o(e)}
      aria-pressed=${this.opinion===t}
      @click=${()=>d(this,b,it).call(this,t)}
    >
      ${v(t==="up"?"up":"thumb_down")}
    </button>`},it=async function(t,e=""){let r=this.opinion;this.opinion=t,this.isAskedWhy=t==="down"&&!e;try{let{conversation_id:n,reply_id:a}=this.answer.reply,c=`/api/chat/${Z(n)}/replies/${Z(a)}/feedback`;await ft(c,{thumb:t,reason:e}),_(o("answer.thanks"))}catch{this.opinion=r,this.isAskedWhy=!1}},Vt=function(){return l`<form class="why" @submit=${T(this,X)}>
      <input
        name="reason"
        maxlength="1000"
        aria-label=${o("answer.why")}
        placeholder=${o("answer.why")}
      />
      <button type="submit" class="quiet">${o("answer.why_send")}</button>
    </form>`},X=new WeakMap,Y=new WeakMap,h([k({attribute:!1})],x.prototype,"answer",2),h([k({attribute:!1})],x.prototype,"cards",2),h([k({attribute:!1})],x.prototype,"isNewest",2),h([k({attribute:!1})],x.prototype,"canRetry",2),h([k({attribute:!1})],x.prototype,"version",2),h([A()],x.prototype,"isCopied",2),h([A()],x.prototype,"opinion",2),h([A()],x.prototype,"isAskedWhy",2),h([A()],x.prototype,"areStepsOpen",2),x=h([P("bokeh-answer")],x);function Je(i,s){_((s?.querySelector(".written")?.textContent??i.text).slice(0,ee))}var rt=class{#t="";#s="";#e=[];#i="";feed(s){this.#t+=s;let t=[];for(let e=this.#r();e!==null;e=this.#r()){let r=this.#n(e);r&&t.push(r)}return t}#r(){let s=this.#t.search(/\r|\n/);if(s<0||this.#t[s]==="\r"&&s===this.#t.length-1)return null;let t=this.#t.startsWith(`\r
`,s)?2:1,e=this.#t.slice(0,s);return this.#t=this.#t.slice(s+t),e}#n(s){if(s==="")return this.#a();if(s.startsWith(":"))return null;let t=s.indexOf(":"),e=t<0?s:s.slice(0,t),r=t<0?"":s.slice(t+1).replace(/^ /,"");return e==="event"?this.#s=r:e==="data"?this.#e.push(r):e==="id"&&!r.includes("\0")&&(this.#i=r),null}#a(){let s={name:this.#s||"message",data:this.#e.join(`
`),id:this.#i},t=this.#e.length===0;return this.#s="",this.#e=[],t?null:s}},nt=class extends Error{};async function*es(i){let s=new rt,t=i.body.pipeThrough(new TextDecoderStream).getReader();try{for(let e=await Bt(t);!e.done;e=await Bt(t))yield*s.feed(e.value)}finally{t.cancel().catch(()=>{})}}async function Bt(i){try{return await i.read()}catch(s){let{name:t,message:e}=s;throw t==="AbortError"?s:new nt(e)}}export{jt as a,R as b,Nt as c,Je as d,rt as e,nt as f,es as g};
