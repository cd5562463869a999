import{b as ot}from"./chunk-UHLEZ5IG.js";import{a as O}from"./chunk-NOIPBCFS.js";import{a as lt}from"./chunk-3RV5T53C.js";import{a as rt}from"./chunk-JEV7DZJT.js";import{b as v}from"./chunk-7N6RKAHB.js";import{a as at}from"./chunk-TH7BYODY.js";import{c as a,g as c,k,l as y,m as w,o as m,t as T}from"./chunk-2DPB7P3T.js";import{a as nt,f as A}from"./chunk-CK4OZ74M.js";import{B as Z,M as tt,N as et,O as st,P as it,f as z,h as J,i as n,j as N,k as Q,l as M,m as Y,y as F}from"./chunk-Q4INVTIJ.js";import{d as u,e as g,f,g as X,h as l}from"./chunk-6UXUQ4LK.js";var xt=60,kt=new Set(["description","text","body","reason","solution","work","problem"]);function P(r,s=""){return Object.entries(r).flatMap(([t,e])=>Tt(t,e,s+t))}function Tt(r,s,t){return Array.isArray(s)?s.some(e=>typeof e!="object"||e===null)?[]:s.map((e,i)=>a`<fieldset>
          <legend>${N("details",r)} ${i+1}</legend>
          ${P(e,`${t}.${i}.`)}
        </fieldset>`):typeof s=="object"&&s!==null?P(s,`${t}.`):[Et(r,s,t)]}function Et(r,s,t){let e=s===null?"":String(s),i=Q(r),o=N("details",r);if(typeof s=="boolean")return a`<label class="check"
      ><input type="checkbox" name=${t} .checked=${s} />${o}</label
    >`;if(i.some(([$])=>$===e))return a`<label class="field"
      ><span>${o}</span>
      <select name=${t}>
        ${i.map(([$,C])=>a`<option value=${$} ?selected=${$===e}>${C}</option>`)}
      </select></label
    >`;let p=e.length>xt||e.includes(`
`)||kt.has(r);return a`<label class="field ${p?"field-wide":""}"
    ><span>${o}</span> ${p?a`<textarea name=${t} rows="3" .value=${e}></textarea>`:a`<input
            name=${t}
            .value=${e}
            inputmode=${typeof s=="number"?"decimal":c}
          />`}</label
  >`}function ct(r,s){let t=structuredClone(s);for(let e of r.elements){if(!(e instanceof HTMLInputElement||e instanceof HTMLTextAreaElement||e instanceof HTMLSelectElement))continue;let i=e.name.split("."),o=i.pop(),p=i.reduce(($,C)=>$[C],t);p[o]=St(e,p[o])}return t}function St(r,s){if(r instanceof HTMLInputElement&&r.type==="checkbox")return r.checked;let t=r.value.trim();return typeof s=="number"?t===""||Number.isNaN(Number(t))?t:Number(t):t===""&&s===null?null:t}var Rt=2e9,E,d,pt,ut,L,dt,j,ht,_,x=class extends T{constructor(){super(...arguments);f(this,d);this.error="";this.isSending=!1;this.edited=null;f(this,E);f(this,L,()=>{let{id:t,revision:e}=this.proposal;l(this,d,j).call(this,()=>tt(t,e))})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(g(this,E))}willUpdate(){this.proposal.state!=="pending"&&(this.edited=null)}render(){let{title:t,state:e,preview:i,warnings:o}=this.proposal;return a`<section
      class="card card-${e}"
      tabindex="-1"
      aria-label=${n("card.region",{title:t})}
    >
      <h3>${t}</h3>
      ${this.edited?l(this,d,pt).call(this,this.edited):lt(i)} ${o.map(Mt)}
      ${this.error?a`<p class="error" role="alert">${this.error}</p>`:c}
      ${e!=="pending"?Ot(this.proposal):this.edited?c:l(this,d,ut).call(this)}
    </section>`}updated(){if(clearTimeout(g(this,E)),this.proposal.state!=="pending")return;let t=new Date(this.proposal.expires_at).getTime()-A().getTime();t>Rt||X(this,E,setTimeout(()=>l(this,d,_).call(this,{...this.proposal,state:"expired"}),Math.max(0,t)))}};E=new WeakMap,d=new WeakSet,pt=function(t){return a`<form
      class="card-form"
      novalidate
      @submit=${e=>l(this,d,dt).call(this,e,t)}
    >
      ${P(t)}
      <div class="decision full">
        <button type="submit" class="main" ?disabled=${this.isSending}>${n("card.change")}</button>
        <button type="button" class="quiet" @click=${()=>this.edited=null}>
          ${n("app.cancel")}
        </button>
      </div>
    </form>`},ut=function(){return a`<div class="decision">
      <button type="button" class="main" ?disabled=${this.isSending} @click=${g(this,L)}>
        ${this.isSending?n("card.sending"):n("card.approve")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>this.edited=this.proposal.arguments}
      >
        ${m("edit")}${n("card.edit")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>l(this,d,j).call(this,()=>it(this.proposal.id))}
      >
        ${n("card.cancel")}
      </button>
      <span class="hint"
        >${m("clock")}${n("card.expires",{time:M(this.proposal.expires_at)})}</span
      >
    </div>`},L=new WeakMap,dt=async function(t,e){t.preventDefault();let{id:i}=this.proposal,o=ct(t.target,e);await l(this,d,j).call(this,()=>st(i,o))&&(this.edited=null)},j=async function(t){if(this.isSending)return!1;this.isSending=!0,this.error="";try{let e=await t();l(this,d,_).call(this,e);let i=mt(e).map(({number:o})=>o);return v(`${n(`card.${e.state}`)} ${i.join(" ")}`),document.activeElement===document.body&&this.querySelector("section")?.focus(),!0}catch(e){let{fields:i={},message:o,status:p}=e;return this.error=[o,...Object.values(i)].join(" "),p===409&&await l(this,d,ht).call(this),!1}finally{this.isSending=!1}},ht=async function(){let t=await et(this.proposal.id).catch(()=>null);t&&l(this,d,_).call(this,t)},_=function(t){this.proposal=t,this.tell("card-changed",t)},u([y({attribute:!1})],x.prototype,"proposal",2),u([w()],x.prototype,"error",2),u([w()],x.prototype,"isSending",2),u([w()],x.prototype,"edited",2),x=u([k("bokeh-card")],x);var Mt=r=>a`<p class="warning">${m("warning")}<span>${r}</span></p>`;function Ot(r){let s=r.state==="done",t=r.result?.error?.message[z()];return a`<p class="outcome">
    ${m(s?"check":"close")}<span>${n(`card.${r.state}`)}${t?` · ${t}`:c}</span>${s?mt(r).map(at):c}
  </p>`}function mt(r){let{references:s,number:t}=r.result??{};return s?.length?s:t?[{number:t,kind:"ticket",title:""}]:[]}var W,q,R,I,S=class extends T{constructor(){super(...arguments);f(this,R);this.isCopied=!1;f(this,W,()=>{let{subject:t,text:e}=l(this,R,I).call(this),i=this.draft.kind==="email"?"draft.say_email":"draft.say_article";this.tell("say",n(i,{to:this.draft.to??"",subject:t,text:e}))});f(this,q,async()=>{let{subject:t,text:e}=l(this,R,I).call(this);await O(t?`${t}

${e}`:e,this),this.isCopied=!0,v(n("answer.copied"))})}render(){let{kind:t,to:e,subject:i,text:o}=this.draft,p=Math.min(18,Math.max(6,o.split(`
`).length+1));return a`<section class="draft" aria-label=${n(`draft.${t}`)}>
      <h3>${m(t==="email"?"mail":"article")}${n(`draft.${t}`)}</h3>
      ${e?a`<p class="hint">${n("draft.to")} ${e}</p>`:c}
      ${i===void 0?c:a`<label class="field"
              ><span>${n("draft.subject")}</span><input name="subject" .value=${i}
            /></label>`}
      <label class="field"
        ><span>${n("draft.text")}</span
        ><textarea name="text" rows=${p} .value=${o}></textarea>
      </label>
      <div class="decision">
        <button type="button" class="main" @click=${g(this,W)}>
          ${n(t==="email"?"draft.use_email":"draft.use_article")}
        </button>
        <button type="button" class="quiet" @click=${g(this,q)}>
          ${m(this.isCopied?"check":"copy")}${n(this.isCopied?"answer.copied":"draft.copy")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("regenerate")}>
          ${m("again")}${n("answer.again")}
        </button>
      </div>
    </section>`}};W=new WeakMap,q=new WeakMap,R=new WeakSet,I=function(){let t=e=>this.querySelector(`[name=${e}]`)?.value??"";return{subject:t("subject"),text:t("text")}},u([y({attribute:!1})],S.prototype,"draft",2),u([w()],S.prototype,"isCopied",2),S=u([k("bokeh-draft")],S);function ft(r,s){if(!s.length)return r;let t=new Set(s.flatMap(({subject:i,text:o})=>[U(o),U(i??"")])),e=i=>t.has(U(i.replace(/^> ?/gm,"")));return r.split(/\n{2,}/).filter(i=>!i.trim()||!e(i)).join(`

`)}var U=r=>r.replace(/[\s*_[\]\\]+/g,"");var Pt=1500,jt=2e3,bt=class{constructor(){this.text="";this.references=new Map;this.tables=[];this.charts=[];this.drafts=[];this.cards=[];this.steps=[];this.reply=null;this.error=null;this.at=null;this.isRetired=!1;this.thumb=null}get isOver(){return this.reply!==null||this.error!==null}step(s){if(this.steps.at(-1)?.text!==s){for(let t of this.steps)t.isDone=!0;this.steps=[...this.steps.filter(({text:t})=>t!==n("answer.thinking")),{text:s,isDone:!1}],v(s)}}finish(s,t){this.reply=s,this.text=s.text,this.references=new Map(s.references.map(e=>[e.number,e])),this.tables=s.tables,this.charts=s.charts??[],this.drafts=s.drafts??[],this.at=t}},h,$t,gt,yt,G,V,wt,D,H,b=class extends T{constructor(){super(...arguments);f(this,h);this.cards=[];this.isNewest=!1;this.canRetry=!1;this.version=0;this.isCopied=!1;this.isAskedWhy=!1;this.areStepsOpen=!1;f(this,D,t=>{t.preventDefault();let e=String(new FormData(t.target).get("reason")).trim();e?l(this,h,V).call(this,"down",e):this.isAskedWhy=!1});f(this,H,async()=>{await O(this.answer.text,this),this.isCopied=!0,v(n("answer.copied")),setTimeout(()=>this.isCopied=!1,jt)})}render(){let{reply:t,error:e,isRetired:i}=this.answer,o=t&&!i?t.choices:[];return a`<article
      class="message answer ${t?`outcome-${t.outcome}`:""}"
      aria-label="Bokeh"
      lang=${t?J(t.language):c}
      aria-busy=${this.answer.isOver?c:"true"}
    >
      <div class="bubble">
        ${this.answer.isOver?c:l(this,h,$t).call(this)}
        <bokeh-written
          .text=${ft(this.answer.text,this.answer.drafts)}
          .references=${[...this.answer.references.values()]}
          .tables=${this.answer.tables}
        ></bokeh-written>
        <div class="extras">
          ${ot(this.answer.charts,this.answer.tables,this.answer.text)}
          ${this.answer.drafts.map(p=>a`<bokeh-draft .draft=${p}></bokeh-draft>`)}
          ${rt(this.cards,({id:p})=>p,p=>a`<bokeh-card .proposal=${p}></bokeh-card>`)}
          ${e?l(this,h,gt).call(this,e):c}
        </div>
      </div>
      ${o.length?a`<div class="choices" role="group" aria-label=${n("chat.choices")}>
              ${o.map(({label:p,message:$})=>a`<button
                    type="button"
                    class="choice"
                    @click=${()=>this.tell("say",$)}
                  >
                    ${p}
                  </button>`)}
            </div>`:c}
      ${t?l(this,h,yt).call(this,t):c} ${this.isAskedWhy?l(this,h,wt).call(this):c}
    </article>`}updated(t){t.has("isAskedWhy")&&this.querySelector(".why input")?.focus()}};h=new WeakSet,$t=function(){let{steps:t}=this.answer,e=t.slice(0,-1);return a`<div class="steps">
      ${e.length&&this.areStepsOpen?a`<ol class="past-steps">
              ${e.map(({text:i})=>a`<li>${m("check")}${i}</li>`)}
            </ol>`:c}
      <p class="step-now">
        <span class="spinner"></span
        ><span class="step">${t.at(-1)?.text??n("answer.thinking")}</span>
        ${e.length?a`<button
                type="button"
                class="plain small"
                aria-expanded=${this.areStepsOpen}
                aria-label=${n("answer.steps")}
                @click=${()=>this.areStepsOpen=!this.areStepsOpen}
              >
                +${e.length}
              </button>`:c}
      </p>
    </div>`},gt=function(t){return a`<div class="error" role="alert">
      <p>${t.message||n("answer.failed")}</p>
      ${this.canRetry?a`<button type="button" class="quiet" @click=${()=>this.tell("retry")}>
              ${n("app.retry")}
            </button>`:c}
    </div>`},yt=function(t){return a`<footer class="foot">
      <button type="button" class="plain small" @click=${g(this,H)}>
        ${m(this.isCopied?"check":"copy")}<span class="word"
          >${this.isCopied?n("answer.copied"):n("answer.copy")}</span
        >
      </button>
      ${this.isNewest&&this.canRetry?a`<button type="button" class="plain small" @click=${()=>this.tell("regenerate")}>
              ${m("again")}<span class="word">${n("answer.again")}</span>
            </button>`:c}
      ${l(this,h,G).call(this,"up","answer.good")}${l(this,h,G).call(this,"down","answer.bad")}
      ${t.model==="offline"&&nt.model!=="offline"?a`<span class="hint">${n("answer.by_offline")}</span>`:c}
      <time datetime=${this.answer.at??""} title=${M(this.answer.at??A())}
        >${Y(this.answer.at??A())}</time
      >
    </footer>`},G=function(t,e){return a`<button
      type="button"
      class="plain small thumb"
      aria-label=${n(e)}
      title=${n(e)}
      aria-pressed=${this.answer.thumb===t}
      @click=${()=>l(this,h,V).call(this,t)}
    >
      ${m(t==="up"?"up":"thumb_down")}
    </button>`},V=async function(t,e=""){let i=this.answer.thumb;if(this.answer.thumb=t,this.isAskedWhy=t==="down"&&!e,this.requestUpdate(),!(i===t&&!e))try{let{conversation_id:o,reply_id:p}=this.answer.reply,$=`/api/chat/${F(o)}/replies/${F(p)}/feedback`;await Z($,{thumb:t,reason:e}),v(n("answer.thanks"))}catch(o){this.answer.thumb=i,this.isAskedWhy=!1,this.requestUpdate(),v(o.message)}},wt=function(){return a`<form class="why" @submit=${g(this,D)}>
      <input
        name="reason"
        maxlength="1000"
        aria-label=${n("answer.why")}
        placeholder=${n("answer.why")}
      />
      <button type="submit" class="quiet">${n("answer.why_send")}</button>
    </form>`},D=new WeakMap,H=new WeakMap,u([y({attribute:!1})],b.prototype,"answer",2),u([y({attribute:!1})],b.prototype,"cards",2),u([y({attribute:!1})],b.prototype,"isNewest",2),u([y({attribute:!1})],b.prototype,"canRetry",2),u([y({attribute:!1})],b.prototype,"version",2),u([w()],b.prototype,"isCopied",2),u([w()],b.prototype,"isAskedWhy",2),u([w()],b.prototype,"areStepsOpen",2),b=u([k("bokeh-answer")],b);function ge(r,s){v((s?.querySelector(".written")?.textContent??r.text).slice(0,Pt))}var B=class{#t="";#s="";#e=[];#i="";feed(s){this.#t+=s;let t=[];for(let e=this.#r();e!==null;e=this.#r()){let i=this.#n(e);i&&t.push(i)}return t}#r(){let s=this.#t.search(/\r|\n/);if(s<0||this.#t[s]==="\r"&&s===this.#t.length-1)return null;let t=this.#t.startsWith(`\r
`,s)?2:1,e=this.#t.slice(0,s);return this.#t=this.#t.slice(s+t),e}#n(s){if(s==="")return this.#a();if(s.startsWith(":"))return null;let t=s.indexOf(":"),e=t<0?s:s.slice(0,t),i=t<0?"":s.slice(t+1).replace(/^ /,"");return e==="event"?this.#s=i:e==="data"?this.#e.push(i):e==="id"&&!i.includes("\0")&&(this.#i=i),null}#a(){let s={name:this.#s||"message",data:this.#e.join(`
`),id:this.#i},t=this.#e.length===0;return this.#s="",this.#e=[],t?null:s}},K=class extends Error{};async function*ve(r){let s=new B,t=r.body.pipeThrough(new TextDecoderStream).getReader();try{for(let e=await vt(t);!e.done;e=await vt(t))yield*s.feed(e.value)}finally{t.cancel().catch(()=>{})}}async function vt(r){try{return await r.read()}catch(s){let{name:t,message:e}=s;throw t==="AbortError"?s:new K(e)}}export{x as a,bt as b,ge as c,B as d,K as e,ve as f};
