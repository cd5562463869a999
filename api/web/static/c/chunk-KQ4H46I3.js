import{a as I}from"./chunk-NOIPBCFS.js";import{a as vt}from"./chunk-FEQSKMJ7.js";import{b as _}from"./chunk-7N6RKAHB.js";import{a as bt,f as D}from"./chunk-JFIRMETL.js";import{a as gt}from"./chunk-DG6CXN7A.js";import{c as o,f as at,g as u,h as ot,k as M,l as A,m as k,o as g,t as C}from"./chunk-X2HETK47.js";import{A as dt,K as ht,L as mt,M as ft,N as $t,f as lt,h as ct,i as l,j as z,k as pt,l as N,m as ut,x as J}from"./chunk-23ONT35C.js";import{d,e as T,f as w,g as nt,h}from"./chunk-6UXUQ4LK.js";var It=60,Vt=new Set(["description","text","body","reason","solution","work","problem"]);function V(i,e=""){return Object.entries(i).flatMap(([t,s])=>Bt(t,s,e+t))}function Bt(i,e,t){return Array.isArray(e)?e.some(s=>typeof s!="object"||s===null)?[]:e.map((s,r)=>o`<fieldset>
          <legend>${z("details",i)} ${r+1}</legend>
          ${V(s,`${t}.${r}.`)}
        </fieldset>`):typeof e=="object"&&e!==null?V(e,`${t}.`):[qt(i,e,t)]}function qt(i,e,t){let s=e===null?"":String(e),r=pt(i),a=z("details",i);if(typeof e=="boolean")return o`<label class="check"
      ><input type="checkbox" name=${t} .checked=${e} />${a}</label
    >`;if(r.some(([c])=>c===s))return o`<label class="field"
      ><span>${a}</span>
      <select name=${t}>
        ${r.map(([c,p])=>o`<option value=${c} ?selected=${c===s}>${p}</option>`)}
      </select></label
    >`;let n=s.length>It||s.includes(`
`)||Vt.has(i);return o`<label class="field ${n?"field-wide":""}"
    ><span>${a}</span> ${n?o`<textarea name=${t} rows="3" .value=${s}></textarea>`:o`<input
            name=${t}
            .value=${s}
            inputmode=${typeof e=="number"?"decimal":u}
          />`}</label
  >`}function yt(i,e){let t=structuredClone(e);for(let s of i.elements){if(!(s instanceof HTMLInputElement||s instanceof HTMLTextAreaElement||s instanceof HTMLSelectElement))continue;let r=s.name.split("."),a=r.pop(),n=r.reduce((c,p)=>c[p],t);n[a]=Wt(s,n[a])}return t}function Wt(i,e){if(i instanceof HTMLInputElement&&i.type==="checkbox")return i.checked;let t=i.value.trim();return typeof e=="number"?t===""||Number.isNaN(Number(t))?t:Number(t):t===""&&e===null?null:t}var Ft=2e9,O,$,wt,xt,W,U,B,Tt,q,R=class extends C{constructor(){super(...arguments);w(this,$);this.error="";this.isSending=!1;this.isEditing=!1;w(this,O);w(this,W,()=>{let{id:t,revision:s}=this.proposal;h(this,$,B).call(this,()=>ht(t,s))});w(this,U,async t=>{t.preventDefault();let{id:s,arguments:r}=this.proposal,a=yt(t.target,r);await h(this,$,B).call(this,()=>ft(s,a))&&(this.isEditing=!1)})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(T(this,O))}willUpdate(t){t.has("proposal")&&(this.isSending=!1,this.proposal.state!=="pending"&&(this.isEditing=!1))}render(){let{title:t,state:s,preview:r,warnings:a}=this.proposal;return o`<section
      class="card card-${s}"
      tabindex="-1"
      aria-label=${l("card.region",{title:t})}
    >
      <h3>${t}</h3>
      ${this.isEditing?h(this,$,wt).call(this):vt(r)} ${a.map(Gt)}
      ${this.error?o`<p class="error" role="alert">${this.error}</p>`:u}
      ${s!=="pending"?Kt(this.proposal):this.isEditing?u:h(this,$,xt).call(this)}
    </section>`}updated(){if(clearTimeout(T(this,O)),this.proposal.state!=="pending")return;let t=new Date(this.proposal.expires_at).getTime()-D().getTime();t>Ft||nt(this,O,setTimeout(()=>h(this,$,q).call(this,{...this.proposal,state:"expired"}),Math.max(0,t)))}};O=new WeakMap,$=new WeakSet,wt=function(){return o`<form class="card-form" novalidate @submit=${T(this,U)}>
      ${V(this.proposal.arguments)}
      <div class="decision full">
        <button type="submit" class="main" ?disabled=${this.isSending}>${l("card.change")}</button>
        <button type="button" class="quiet" @click=${()=>this.isEditing=!1}>
          ${l("app.cancel")}
        </button>
      </div>
    </form>`},xt=function(){return o`<div class="decision">
      <button type="button" class="main" ?disabled=${this.isSending} @click=${T(this,W)}>
        ${this.isSending?l("card.sending"):l("card.approve")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>this.isEditing=!0}
      >
        ${g("edit")}${l("card.edit")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>h(this,$,B).call(this,()=>$t(this.proposal.id))}
      >
        ${l("card.cancel")}
      </button>
      <span class="hint"
        >${g("clock")}${l("card.expires",{time:N(this.proposal.expires_at)})}</span
      >
    </div>`},W=new WeakMap,U=new WeakMap,B=async function(t){if(this.isSending)return!1;this.isSending=!0,this.error="";try{let s=await t();h(this,$,q).call(this,s);let r=At(s).map(({number:a})=>a);return _(`${l(`card.${s.state}`)} ${r.join(" ")}`),document.activeElement===document.body&&this.querySelector("section")?.focus(),!0}catch(s){this.isSending=!1;let{fields:r={},message:a,status:n}=s;return this.error=[a,...Object.values(r)].join(" "),n===409&&await h(this,$,Tt).call(this),!1}},Tt=async function(){let t=await mt(this.proposal.id).catch(()=>null);t&&h(this,$,q).call(this,t)},q=function(t){this.proposal=t,this.tell("card-changed",t)},d([A({attribute:!1})],R.prototype,"proposal",2),d([k()],R.prototype,"error",2),d([k()],R.prototype,"isSending",2),d([k()],R.prototype,"isEditing",2),R=d([M("bokeh-card")],R);var Gt=i=>o`<p class="warning">${g("warning")}<span>${i}</span></p>`;function Kt(i){let e=i.state==="done",t=i.result?.error?.message[lt()];return o`<p class="outcome">
    ${g(e?"check":"close")}<span>${l(`card.${i.state}`)}${t?` · ${t}`:u}</span>${e?At(i).map(gt):u}
  </p>`}function At(i){let{references:e,number:t}=i.result??{};return e?.length?e:t?[{number:t,kind:"ticket",title:""}]:[]}var kt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Et=i=>(...e)=>({_$litDirective$:i,values:e}),F=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Qt}=ot,_t=i=>i;var Rt=()=>document.createComment(""),L=(i,e,t)=>{let s=i._$AA.parentNode,r=e===void 0?i._$AB:e._$AA;if(t===void 0){let a=s.insertBefore(Rt(),r),n=s.insertBefore(Rt(),r);t=new Qt(a,n,i,i.options)}else{let a=t._$AB.nextSibling,n=t._$AM,c=n!==i;if(c){let p;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(p=i._$AU)!==n._$AU&&t._$AP(p)}if(a!==r||c){let p=t._$AA;for(;p!==a;){let S=_t(p).nextSibling;_t(s).insertBefore(p,r),p=S}}}return t},P=(i,e,t=i)=>(i._$AI(e,t),i),Xt={},Pt=(i,e=Xt)=>i._$AH=e,St=i=>i._$AH,G=i=>{i._$AR(),i._$AA.remove()};var Mt=(i,e,t)=>{let s=new Map;for(let r=e;r<=t;r++)s.set(i[r],r);return s},Ct=Et(class extends F{constructor(i){if(super(i),i.type!==kt.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let r=[],a=[],n=0;for(let c of i)r[n]=s?s(c,n):n,a[n]=t(c,n),n++;return{values:a,keys:r}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,s]){let r=St(i),{values:a,keys:n}=this.dt(e,t,s);if(!Array.isArray(r))return this.ut=n,a;let c=this.ut??=[],p=[],S,it,m=0,b=r.length-1,f=0,v=a.length-1;for(;m<=b&&f<=v;)if(r[m]===null)m++;else if(r[b]===null)b--;else if(c[m]===n[f])p[f]=P(r[m],a[f]),m++,f++;else if(c[b]===n[v])p[v]=P(r[b],a[v]),b--,v--;else if(c[m]===n[v])p[v]=P(r[m],a[v]),L(i,p[v+1],r[m]),m++,v--;else if(c[b]===n[f])p[f]=P(r[b],a[f]),L(i,r[m],r[b]),b--,f++;else if(S===void 0&&(S=Mt(n,f,v),it=Mt(c,m,b)),S.has(c[m]))if(S.has(c[b])){let E=it.get(n[f]),Y=E!==void 0?r[E]:null;if(Y===null){let rt=L(i,r[m]);P(rt,a[f]),p[f]=rt}else p[f]=P(Y,a[f]),L(i,r[m],Y),r[E]=null;f++}else G(r[b]),b--;else G(r[m]),m++;for(;f<=v;){let E=L(i,p[v+1]);P(E,a[f]),p[f++]=E}for(;m<=b;){let E=r[m++];E!==null&&G(E)}return this.ut=n,Pt(i,p),at}});var K,Q,H,Z,j=class extends C{constructor(){super(...arguments);w(this,H);this.isCopied=!1;w(this,K,()=>{let{subject:t,text:s}=h(this,H,Z).call(this),r=this.draft.kind==="email"?"draft.say_email":"draft.say_article";this.tell("say",l(r,{to:this.draft.to??"",subject:t,text:s}))});w(this,Q,async()=>{let{subject:t,text:s}=h(this,H,Z).call(this);await I(t?`${t}

${s}`:s,this),this.isCopied=!0,_(l("answer.copied"))})}render(){let{kind:t,to:s,subject:r,text:a}=this.draft,n=Math.min(18,Math.max(6,a.split(`
`).length+1));return o`<section class="draft" aria-label=${l(`draft.${t}`)}>
      <h3>${g(t==="email"?"mail":"article")}${l(`draft.${t}`)}</h3>
      ${s?o`<p class="hint">${l("draft.to")} ${s}</p>`:u}
      ${r===void 0?u:o`<label class="field"
              ><span>${l("draft.subject")}</span><input name="subject" .value=${r}
            /></label>`}
      <label class="field"
        ><span>${l("draft.text")}</span
        ><textarea name="text" rows=${n} .value=${a}></textarea>
      </label>
      <div class="decision">
        <button type="button" class="main" @click=${T(this,K)}>
          ${l(t==="email"?"draft.use_email":"draft.use_article")}
        </button>
        <button type="button" class="quiet" @click=${T(this,Q)}>
          ${g(this.isCopied?"check":"copy")}${l(this.isCopied?"answer.copied":"draft.copy")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("regenerate")}>
          ${g("again")}${l("answer.again")}
        </button>
      </div>
    </section>`}};K=new WeakMap,Q=new WeakMap,H=new WeakSet,Z=function(){let t=s=>this.querySelector(`[name=${s}]`)?.value??"";return{subject:t("subject"),text:t("text")}},d([A({attribute:!1})],j.prototype,"draft",2),d([k()],j.prototype,"isCopied",2),j=d([M("bokeh-draft")],j);var Yt=1500,zt=2e3,Ot=class{constructor(e){this.id=e;this.text="";this.references=new Map;this.tables=[];this.charts=[];this.drafts=[];this.cards=[];this.steps=[];this.reply=null;this.error=null;this.at=null;this.isRetired=!1}get isOver(){return this.reply!==null||this.error!==null}step(e){if(this.steps.at(-1)?.text!==e){for(let t of this.steps)t.isDone=!0;this.steps=[...this.steps.filter(({text:t})=>t!==l("answer.thinking")),{text:e,isDone:!1}],_(e)}}finish(e,t){this.reply=e,this.text=e.text,this.references=new Map(e.references.map(s=>[s.number,s])),this.tables=e.tables,this.charts=e.charts??[],this.drafts=e.drafts??[],this.at=t}},y,Lt,jt,Dt,tt,Ht,X,x=class extends C{constructor(){super(...arguments);w(this,y);this.cards=[];this.isNewest=!1;this.canRetry=!1;this.version=0;this.isCopied=!1;this.opinion="";this.areStepsOpen=!1;w(this,X,async()=>{await I(this.answer.text,this),this.isCopied=!0,_(l("answer.copied")),setTimeout(()=>this.isCopied=!1,zt)})}render(){let{reply:t,error:s,isRetired:r}=this.answer,a=t&&!r?t.choices:[];return o`<article
      class="message answer ${t?`outcome-${t.outcome}`:""}"
      aria-label="Bokeh"
      lang=${t?ct(t.language):u}
      aria-busy=${this.answer.isOver?u:"true"}
    >
      <div class="bubble">
        ${this.answer.isOver?u:h(this,y,Lt).call(this)}
        <bokeh-written
          .text=${this.answer.text}
          .references=${[...this.answer.references.values()]}
          .tables=${this.answer.tables}
        ></bokeh-written>
        <div class="extras">
          ${this.answer.charts.map(n=>o`<bokeh-chart
                .chart=${n}
                .isTold=${this.answer.tables.some(({title:c})=>c===n.title)}
              ></bokeh-chart>`)}
          ${this.answer.tables.map(n=>o`<bokeh-table
                .table=${n}
                .isTold=${this.answer.text.includes(n.title)}
              ></bokeh-table>`)}
          ${this.answer.drafts.map(n=>o`<bokeh-draft .draft=${n}></bokeh-draft>`)}
          ${Ct(this.cards,({id:n})=>n,n=>o`<bokeh-card .proposal=${n}></bokeh-card>`)}
          ${s?h(this,y,jt).call(this,s):u}
        </div>
      </div>
      ${a.length?o`<div class="choices" role="group" aria-label=${l("chat.choices")}>
              ${a.map(({label:n,message:c})=>o`<button
                    type="button"
                    class="choice"
                    @click=${()=>this.tell("say",c)}
                  >
                    ${n}
                  </button>`)}
            </div>`:u}
      ${t?h(this,y,Dt).call(this,t):u}
    </article>`}};y=new WeakSet,Lt=function(){let{steps:t}=this.answer,s=t.slice(0,-1);return o`<div class="steps">
      ${s.length&&this.areStepsOpen?o`<ol class="past-steps">
              ${s.map(({text:r})=>o`<li>${g("check")}${r}</li>`)}
            </ol>`:u}
      <p class="step-now">
        <span class="spinner"></span
        ><span class="step">${t.at(-1)?.text??l("answer.thinking")}</span>
        ${s.length?o`<button
                type="button"
                class="plain small"
                aria-expanded=${this.areStepsOpen}
                aria-label=${l("answer.steps")}
                @click=${()=>this.areStepsOpen=!this.areStepsOpen}
              >
                +${s.length}
              </button>`:u}
      </p>
    </div>`},jt=function(t){return o`<div class="error" role="alert">
      <p>${t.message||l("answer.failed")}</p>
      ${this.canRetry?o`<button type="button" class="quiet" @click=${()=>this.tell("retry")}>
              ${l("app.retry")}
            </button>`:u}
    </div>`},Dt=function(t){return o`<footer class="foot">
      <button type="button" class="plain small" @click=${T(this,X)}>
        ${g(this.isCopied?"check":"copy")}<span class="word"
          >${this.isCopied?l("answer.copied"):l("answer.copy")}</span
        >
      </button>
      ${this.isNewest&&this.canRetry?o`<button type="button" class="plain small" @click=${()=>this.tell("regenerate")}>
              ${g("again")}<span class="word">${l("answer.again")}</span>
            </button>`:u}
      ${h(this,y,tt).call(this,"up","answer.good")}${h(this,y,tt).call(this,"down","answer.bad")}
      ${t.model==="offline"&&bt.model!=="offline"?o`<span class="hint">${l("answer.by_offline")}</span>`:u}
      <time datetime=${this.answer.at??""} title=${N(this.answer.at??D())}
        >${ut(this.answer.at??D())}</time
      >
    </footer>`},tt=function(t,s){return o`<button
      type="button"
      class="plain small thumb"
      aria-label=${l(s)}
      title=${l(s)}
      aria-pressed=${this.opinion===t}
      @click=${()=>h(this,y,Ht).call(this,t)}
    >
      ${g(t==="up"?"up":"thumb_down")}
    </button>`},Ht=async function(t){let s=this.opinion;this.opinion=t;try{let{conversation_id:r,reply_id:a}=this.answer.reply,n=`/api/chat/${J(r)}/replies/${J(a)}/feedback`;await dt(n,{thumb:t}),_(l("answer.thanks"))}catch{this.opinion=s}},X=new WeakMap,d([A({attribute:!1})],x.prototype,"answer",2),d([A({attribute:!1})],x.prototype,"cards",2),d([A({attribute:!1})],x.prototype,"isNewest",2),d([A({attribute:!1})],x.prototype,"canRetry",2),d([A({attribute:!1})],x.prototype,"version",2),d([k()],x.prototype,"isCopied",2),d([k()],x.prototype,"opinion",2),d([k()],x.prototype,"areStepsOpen",2),x=d([M("bokeh-answer")],x);function Ge(i,e){_((e?.querySelector(".written")?.textContent??i.text).slice(0,Yt))}var et=class{#t="";#s="";#e=[];#i="";feed(e){this.#t+=e;let t=[];for(let s=this.#r();s!==null;s=this.#r()){let r=this.#n(s);r&&t.push(r)}return t}#r(){let e=this.#t.search(/\r|\n/);if(e<0||this.#t[e]==="\r"&&e===this.#t.length-1)return null;let t=this.#t.startsWith(`\r
`,e)?2:1,s=this.#t.slice(0,e);return this.#t=this.#t.slice(e+t),s}#n(e){if(e==="")return this.#a();if(e.startsWith(":"))return null;let t=e.indexOf(":"),s=t<0?e:e.slice(0,t),r=t<0?"":e.slice(t+1).replace(/^ /,"");return s==="event"?this.#s=r:s==="data"?this.#e.push(r):s==="id"&&!r.includes("\0")&&(this.#i=r),null}#a(){let e={name:this.#s||"message",data:this.#e.join(`
`),id:this.#i},t=this.#e.length===0;return this.#s="",this.#e=[],t?null:e}},st=class extends Error{};async function*Xe(i){let e=new et,t=i.body.pipeThrough(new TextDecoderStream).getReader();try{for(let s=await Nt(t);!s.done;s=await Nt(t))yield*e.feed(s.value)}finally{t.cancel().catch(()=>{})}}async function Nt(i){try{return await i.read()}catch(e){let{name:t,message:s}=e;throw t==="AbortError"?e:new st(s)}}export{Ct as a,R as b,Ot as c,Ge as d,et as e,st as f,Xe as g};
