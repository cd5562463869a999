import{a as Pt,f as U}from"./chunk-WB34JPK2.js";import{a as Lt}from"./chunk-FGJ6M6TF.js";import{c as n,f as yt,g as m,h as wt,k as _,l as y,m as x,o as g,t as R}from"./chunk-MJJIJ7P2.js";import{D as St,E as Ct,e as xt,g as Tt,h as l,i as at,j as kt,k as H,l as Et,m as ot,n as At,t as _t,u as Rt}from"./chunk-HFNORJ3X.js";import{d as p,e as u,f,g as V,h}from"./chunk-6UXUQ4LK.js";var ct=null,lt="";function ve(e){ct=e}function P(e){lt=e===lt?`${e} `:e,ct&&(ct.textContent=lt)}var Jt=/^[=+\-@\t\r]/,Q,D=class extends R{constructor(){super(...arguments);this.isBare=!1;f(this,Q,()=>{pt(`${this.table.title}.csv`,`\uFEFF${Zt(this.table)}`,"text/csv;charset=utf-8")})}render(){let{title:t,columns:s,rows:r}=this.table,o=s.map((c,d)=>r.every(A=>te(A[d]))),a=c=>o[c]?"to-right":"";return n`<figure class="figures">
      ${this.isBare?m:n`<figcaption>${t}</figcaption>`}
      <div class="wide" tabindex="0" role="region" aria-label=${t}>
        <table>
          <thead>
            <tr>
              ${s.map((c,d)=>n`<th scope="col" class=${a(d)}>${c}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${r.map(c=>n`<tr>
                  ${c.map((d,A)=>n`<td class=${a(A)}>${ee(d)}</td>`)}
                </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="hint figures-foot">
        <span>${Ft(this.table).filter(Boolean).join(" · ")}</span>
        <button type="button" class="plain small" @click=${u(this,Q)}>
          ${g("download")}${l("table.download")}
        </button>
      </p>
    </figure>`}};Q=new WeakMap,p([y({attribute:!1})],D.prototype,"table",2),p([y({type:Boolean,attribute:!1})],D.prototype,"isBare",2),D=p([_("bokeh-table")],D);function Zt({columns:e,rows:i}){let t=s=>{let r=s==null?"":String(s),o=typeof s=="string"&&Jt.test(r)?`'${r}`:r;return/[",\r\n]/.test(o)?`"${o.replaceAll('"','""')}"`:o};return[e,...i].map(s=>s.map(t).join(",")).join(`\r
`)}function pt(e,i,t){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([i],{type:t})),s.download=e.replace(/[\\/:*?"<>|\u0000-\u001f]+/g," ").slice(0,120),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}function Ft(e){let{period:i,filters:t,as_of:s}=e;return[e.definition,i&&`${ot(i.start)} – ${ot(i.end)}`,...(t??[]).map(r=>r.label??r.value),l("table.rows",{count:e.row_count??e.rows.length}),s&&l("table.as_of",{time:H(s)})]}var te=e=>typeof e=="number"||e===null,ee=e=>e==null?"–":typeof e=="number"?At(e):String(e);var L,W,G,z,S,dt,q,X,J,j=class extends R{constructor(){super(...arguments);f(this,S);this.isTable=!1;this.hasFailed=!1;f(this,L,null);f(this,W,new ResizeObserver(()=>u(this,L)?.resize()));f(this,G,matchMedia("(prefers-color-scheme: dark)"));f(this,z,()=>{h(this,S,q).call(this),h(this,S,dt).call(this)});f(this,X,()=>{h(this,S,q).call(this),this.isTable=!this.isTable});f(this,J,()=>{let t=u(this,L)?.picture();t&&pt(`${this.chart.title}.svg`,t,"image/svg+xml")})}connectedCallback(){super.connectedCallback(),u(this,G).addEventListener("change",u(this,z))}disconnectedCallback(){super.disconnectedCallback(),u(this,G).removeEventListener("change",u(this,z)),h(this,S,q).call(this)}render(){let t=this.isTable?l("chart.show_chart"):l("chart.show_table");return n`<figure class="figures chart">
      <figcaption>${this.chart.title}</figcaption>
      ${this.isTable||this.hasFailed?n`<bokeh-table .table=${se(this.chart)} .isBare=${!0}></bokeh-table>`:n`<div class="canvas" role="img" aria-label=${ie(this.chart)}></div>`}
      <p class="hint figures-foot">
        <button type="button" class="plain small" @click=${u(this,X)}>
          ${g(this.isTable?"chart":"work")}${t}
        </button>
        ${this.isTable?m:n`<button type="button" class="plain small" @click=${u(this,J)}>
                ${g("download")}${l("chart.download")}
              </button>`}
      </p>
    </figure>`}updated(){h(this,S,dt).call(this)}};L=new WeakMap,W=new WeakMap,G=new WeakMap,z=new WeakMap,S=new WeakSet,dt=async function(){let t=this.querySelector(".canvas");if(t)try{let{draw:s}=await import("./echarts-B3WN2ACG.js");if(!t.isConnected)return;h(this,S,q).call(this),V(this,L,s(t,this.chart,xt())),u(this,W).observe(t)}catch{this.hasFailed=!0}},q=function(){u(this,W).disconnect(),u(this,L)?.dispose(),V(this,L,null)},X=new WeakMap,J=new WeakMap,p([y({attribute:!1})],j.prototype,"chart",2),p([x()],j.prototype,"isTable",2),p([x()],j.prototype,"hasFailed",2),j=p([_("bokeh-chart")],j);var se=({title:e,categories:i,series:t})=>({title:e,columns:["",...t.map(({name:s})=>s)],rows:i.map((s,r)=>[s,...t.map(({data:o})=>o[r]??null)])});function ie({title:e,categories:i,series:t}){let s=({name:r,data:o})=>`${r}: ${i.slice(0,30).map((a,c)=>`${a} ${o[c]??"–"}`).join(", ")}`;return`${e}. ${t.map(s).join("; ")}`}var re=60,ne=new Set(["description","text","body","reason","solution","work","problem"]);function Z(e,i=""){return Object.entries(e).flatMap(([t,s])=>ae(t,s,i+t))}function ae(e,i,t){return Array.isArray(i)?i.some(s=>typeof s!="object"||s===null)?[]:i.map((s,r)=>n`<fieldset>
          <legend>${at("details",e)} ${r+1}</legend>
          ${Z(s,`${t}.${r}.`)}
        </fieldset>`):typeof i=="object"&&i!==null?Z(i,`${t}.`):[oe(e,i,t)]}function oe(e,i,t){let s=i===null?"":String(i),r=kt(e),o=at("details",e);if(typeof i=="boolean")return n`<label class="check"
      ><input type="checkbox" name=${t} .checked=${i} />${o}</label
    >`;if(r.some(([c])=>c===s))return n`<label class="field"
      ><span>${o}</span>
      <select name=${t}>
        ${r.map(([c,d])=>n`<option value=${c} ?selected=${c===s}>${d}</option>`)}
      </select></label
    >`;let a=s.length>re||s.includes(`
`)||ne.has(e);return n`<label class="field ${a?"field-wide":""}"
    ><span>${o}</span> ${a?n`<textarea name=${t} rows="3" .value=${s}></textarea>`:n`<input
            name=${t}
            .value=${s}
            inputmode=${typeof i=="number"?"decimal":m}
          />`}</label
  >`}function Mt(e,i){let t=structuredClone(i);for(let s of e.elements){if(!(s instanceof HTMLInputElement||s instanceof HTMLTextAreaElement||s instanceof HTMLSelectElement))continue;let r=s.name.split("."),o=r.pop(),a=r.reduce((c,d)=>c[d],t);a[o]=le(s,a[o])}return t}function le(e,i){if(e instanceof HTMLInputElement&&e.type==="checkbox")return e.checked;let t=e.value.trim();return typeof i=="number"?t===""||Number.isNaN(Number(t))?t:Number(t):t===""&&i===null?null:t}var pe=2e9,N,k,Ot,jt,K,ut,ht,M=class extends R{constructor(){super(...arguments);f(this,k);this.error="";this.isSending=!1;this.isEditing=!1;f(this,N);f(this,K,t=>{t.preventDefault();let s=this.querySelector("form"),r=s?Mt(s,this.proposal.arguments):void 0;h(this,k,ut).call(this,()=>St(this.proposal.id,r))})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(u(this,N))}willUpdate(t){t.has("proposal")&&(this.isSending=!1,this.proposal.state!=="pending"&&(this.isEditing=!1))}render(){let{title:t,state:s,preview:r,warnings:o}=this.proposal;return n`<section
      class="card card-${s}"
      tabindex="-1"
      aria-label=${l("card.region",{title:t})}
    >
      <h3>${t}</h3>
      ${this.isEditing?h(this,k,Ot).call(this):ue(r)} ${o.map(de)}
      ${this.error?n`<p class="error" role="alert">${this.error}</p>`:m}
      ${s==="pending"?h(this,k,jt).call(this):me(this.proposal)}
    </section>`}updated(){if(clearTimeout(u(this,N)),this.proposal.state!=="pending")return;let t=new Date(this.proposal.expires_at).getTime()-U().getTime();t>pe||V(this,N,setTimeout(()=>h(this,k,ht).call(this,{...this.proposal,state:"expired"}),Math.max(0,t)))}};N=new WeakMap,k=new WeakSet,Ot=function(){return n`<form class="card-form" novalidate @submit=${u(this,K)}>
      ${Z(this.proposal.arguments)}
    </form>`},jt=function(){return n`<div class="decision">
      <button type="button" class="main" ?disabled=${this.isSending} @click=${u(this,K)}>
        ${this.isSending?l("card.sending"):l("card.approve")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        aria-pressed=${this.isEditing}
        @click=${()=>this.isEditing=!this.isEditing}
      >
        ${g("edit")}${l("card.edit")}
      </button>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.isSending}
        @click=${()=>h(this,k,ut).call(this,()=>Ct(this.proposal.id))}
      >
        ${l("card.cancel")}
      </button>
      <span class="hint"
        >${g("clock")}${l("card.expires",{time:H(this.proposal.expires_at)})}</span
      >
    </div>`},K=new WeakMap,ut=async function(t){if(!this.isSending){this.isSending=!0,this.error="";try{let s=await t();h(this,k,ht).call(this,s);let r=Ht(s).map(({number:o})=>o);P(`${l(`card.${s.state}`)} ${r.join(" ")}`),document.activeElement===document.body&&this.querySelector("section")?.focus()}catch(s){this.isSending=!1;let{fields:r={},message:o,status:a}=s;this.error=[o,...Object.values(r)].join(" "),a===409&&this.tell("card-outdated")}}},ht=function(t){this.proposal=t,this.tell("card-changed",t)},p([y({attribute:!1})],M.prototype,"proposal",2),p([x()],M.prototype,"error",2),p([x()],M.prototype,"isSending",2),p([x()],M.prototype,"isEditing",2),M=p([_("bokeh-card")],M);var de=e=>n`<p class="warning">${g("warning")}<span>${e}</span></p>`,ue=e=>n`<dl class="facts">
    ${e.map(i=>n`<div><dt>${i.label}</dt><dd>${he(i)}</dd></div>`)}
  </dl>`;function he({old:e,new:i}){let t=i||l("card.nothing");return e==null?t:n`<del>${e||l("card.nothing")}</del
    ><span class="becomes" aria-hidden="true"> → </span
    ><span class="unseen"> ${l("card.becomes")} </span><ins>${t}</ins>`}function me(e){let i=e.state==="done";return n`<p class="outcome">
    ${g(i?"check":"close")}<span>${l(`card.${e.state}`)}</span>${i?Ht(e).map(Lt):m}
  </p>`}function Ht(e){let{references:i,number:t}=e.result??{};return i?.length?i:t?[{number:t,kind:"ticket",title:""}]:[]}var Dt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Nt=e=>(...i)=>({_$litDirective$:e,values:i}),F=class{constructor(i){}get _$AU(){return this._$AM._$AU}_$AT(i,t,s){this._$Ct=i,this._$AM=t,this._$Ci=s}_$AS(i,t){return this.update(i,t)}update(i,t){return this.render(...t)}};var{I:fe}=wt,Bt=e=>e;var It=()=>document.createComment(""),B=(e,i,t)=>{let s=e._$AA.parentNode,r=i===void 0?e._$AB:i._$AA;if(t===void 0){let o=s.insertBefore(It(),r),a=s.insertBefore(It(),r);t=new fe(o,a,e,e.options)}else{let o=t._$AB.nextSibling,a=t._$AM,c=a!==e;if(c){let d;t._$AQ?.(e),t._$AM=e,t._$AP!==void 0&&(d=e._$AU)!==a._$AU&&t._$AP(d)}if(o!==r||c){let d=t._$AA;for(;d!==o;){let A=Bt(d).nextSibling;Bt(s).insertBefore(d,r),d=A}}}return t},O=(e,i,t=e)=>(e._$AI(i,t),e),$e={},Vt=(e,i=$e)=>e._$AH=i,Ut=e=>e._$AH,tt=e=>{e._$AR(),e._$AA.remove()};var qt=(e,i,t)=>{let s=new Map;for(let r=i;r<=t;r++)s.set(e[r],r);return s},Wt=Nt(class extends F{constructor(e){if(super(e),e.type!==Dt.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,i,t){let s;t===void 0?t=i:i!==void 0&&(s=i);let r=[],o=[],a=0;for(let c of e)r[a]=s?s(c,a):a,o[a]=t(c,a),a++;return{values:o,keys:r}}render(e,i,t){return this.dt(e,i,t).values}update(e,[i,t,s]){let r=Ut(e),{values:o,keys:a}=this.dt(i,t,s);if(!Array.isArray(r))return this.ut=a,o;let c=this.ut??=[],d=[],A,gt,$=0,v=r.length-1,b=0,w=o.length-1;for(;$<=v&&b<=w;)if(r[$]===null)$++;else if(r[v]===null)v--;else if(c[$]===a[b])d[b]=O(r[$],o[b]),$++,b++;else if(c[v]===a[w])d[w]=O(r[v],o[w]),v--,w--;else if(c[$]===a[w])d[w]=O(r[$],o[w]),B(e,d[w+1],r[$]),$++,w--;else if(c[v]===a[b])d[b]=O(r[v],o[b]),B(e,r[$],r[v]),v--,b++;else if(A===void 0&&(A=qt(a,b,w),gt=qt(c,$,v)),A.has(c[$]))if(A.has(c[v])){let C=gt.get(a[b]),nt=C!==void 0?r[C]:null;if(nt===null){let vt=B(e,r[$]);O(vt,o[b]),d[b]=vt}else d[b]=O(nt,o[b]),B(e,r[$],nt),r[C]=null;b++}else tt(r[v]),v--;else tt(r[$]),$++;for(;b<=w;){let C=B(e,d[w+1]);O(C,o[b]),d[b++]=C}for(;$<=v;){let C=r[$++];C!==null&&tt(C)}return this.ut=a,Vt(e,d),yt}});async function et(e,i){if(navigator.clipboard&&window.isSecureContext){await navigator.clipboard.writeText(e);return}let t=document.createElement("textarea");t.className="unseen",t.value=e,i.append(t),t.select(),document.execCommand("copy"),t.remove()}var st,it,Y,mt,I=class extends R{constructor(){super(...arguments);f(this,Y);this.isCopied=!1;f(this,st,()=>{let{subject:t,text:s}=h(this,Y,mt).call(this),r=this.draft.kind==="email"?"draft.say_email":"draft.say_article";this.tell("say",l(r,{to:this.draft.to??"",subject:t,text:s}))});f(this,it,async()=>{let{subject:t,text:s}=h(this,Y,mt).call(this);await et(t?`${t}

${s}`:s,this),this.isCopied=!0,P(l("answer.copied"))})}render(){let{kind:t,to:s,subject:r,text:o}=this.draft,a=Math.min(18,Math.max(6,o.split(`
`).length+1));return n`<section class="draft" aria-label=${l(`draft.${t}`)}>
      <h3>${g(t==="email"?"mail":"article")}${l(`draft.${t}`)}</h3>
      ${s?n`<p class="hint">${l("draft.to")} ${s}</p>`:m}
      ${r===void 0?m:n`<label class="field"
              ><span>${l("draft.subject")}</span><input name="subject" .value=${r}
            /></label>`}
      <label class="field"
        ><span>${l("draft.text")}</span
        ><textarea name="text" rows=${a} .value=${o}></textarea>
      </label>
      <div class="decision">
        <button type="button" class="main" @click=${u(this,st)}>
          ${l(t==="email"?"draft.use_email":"draft.use_article")}
        </button>
        <button type="button" class="quiet" @click=${u(this,it)}>
          ${g(this.isCopied?"check":"copy")}${l(this.isCopied?"answer.copied":"draft.copy")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("regenerate")}>
          ${g("again")}${l("answer.again")}
        </button>
      </div>
    </section>`}};st=new WeakMap,it=new WeakMap,Y=new WeakSet,mt=function(){let t=s=>this.querySelector(`[name=${s}]`)?.value??"";return{subject:t("subject"),text:t("text")}},p([y({attribute:!1})],I.prototype,"draft",2),p([x()],I.prototype,"isCopied",2),I=p([_("bokeh-draft")],I);var be=1500,ge=2e3,Gt=class{constructor(i,t=!1){this.id=i;this.isResumed=t;this.text="";this.references=new Map;this.tables=[];this.charts=[];this.drafts=[];this.cards=[];this.steps=[];this.reply=null;this.error=null;this.at=null;this.isRetired=!1}get isOver(){return this.reply!==null||this.error!==null}step(i){if(this.steps.at(-1)?.text!==i){for(let t of this.steps)t.isDone=!0;this.steps=[...this.steps.filter(({text:t})=>t!==l("answer.thinking")),{text:i,isDone:!1}],P(i)}}finish(i,t){this.reply=i,this.text=i.text,this.references=new Map(i.references.map(s=>[s.number,s])),this.tables=i.tables,this.charts=i.charts??[],this.drafts=i.drafts??[],this.at=t}},T,zt,Kt,Yt,ft,Qt,rt,E=class extends R{constructor(){super(...arguments);f(this,T);this.cards=[];this.isNewest=!1;this.canRetry=!1;this.version=0;this.isCopied=!1;this.opinion="";this.areStepsOpen=!1;f(this,rt,async()=>{await et(this.answer.text,this),this.isCopied=!0,P(l("answer.copied")),setTimeout(()=>this.isCopied=!1,ge)})}render(){let{reply:t,error:s,isRetired:r}=this.answer,o=t&&!r?t.choices:[];return n`<article
      class="message answer ${t?`outcome-${t.outcome}`:""}"
      aria-label="Bokeh"
      lang=${t?Tt(t.language):m}
      aria-busy=${this.answer.isOver?m:"true"}
    >
      <div class="bubble">
        ${this.answer.isOver?m:h(this,T,zt).call(this)}
        <bokeh-written
          .text=${this.answer.text}
          .references=${[...this.answer.references.values()]}
        ></bokeh-written>
        <div class="extras">
          ${this.answer.tables.map(a=>n`<bokeh-table .table=${a}></bokeh-table>`)}
          ${this.answer.charts.map(a=>n`<bokeh-chart .chart=${a}></bokeh-chart>`)}
          ${this.answer.drafts.map(a=>n`<bokeh-draft .draft=${a}></bokeh-draft>`)}
          ${Wt(this.cards,({id:a})=>a,a=>n`<bokeh-card .proposal=${a}></bokeh-card>`)}
          ${s?h(this,T,Kt).call(this,s):m}
        </div>
      </div>
      ${o.length?n`<div class="choices" role="group" aria-label=${l("chat.choices")}>
              ${o.map(({label:a,message:c})=>n`<button
                    type="button"
                    class="choice"
                    @click=${()=>this.tell("say",c)}
                  >
                    ${a}
                  </button>`)}
            </div>`:m}
      ${t?h(this,T,Yt).call(this,t):m}
    </article>`}};T=new WeakSet,zt=function(){let{steps:t}=this.answer,s=t.slice(0,-1);return n`<div class="steps">
      ${s.length&&this.areStepsOpen?n`<ol class="past-steps">
              ${s.map(({text:r})=>n`<li>${g("check")}${r}</li>`)}
            </ol>`:m}
      <p class="step-now">
        <span class="spinner"></span
        ><span class="step">${t.at(-1)?.text??l("answer.thinking")}</span>
        ${s.length?n`<button
                type="button"
                class="plain small"
                aria-expanded=${this.areStepsOpen}
                aria-label=${l("answer.steps")}
                @click=${()=>this.areStepsOpen=!this.areStepsOpen}
              >
                +${s.length}
              </button>`:m}
      </p>
    </div>`},Kt=function(t){return n`<div class="error" role="alert">
      <p>${t.message||l("answer.failed")}</p>
      ${this.canRetry?n`<button type="button" class="quiet" @click=${()=>this.tell("retry")}>
              ${l("app.retry")}
            </button>`:m}
    </div>`},Yt=function(t){return n`<footer class="foot">
      <button type="button" class="plain small" @click=${u(this,rt)}>
        ${g(this.isCopied?"check":"copy")}<span class="word"
          >${this.isCopied?l("answer.copied"):l("answer.copy")}</span
        >
      </button>
      ${this.isNewest&&this.canRetry?n`<button type="button" class="plain small" @click=${()=>this.tell("regenerate")}>
              ${g("again")}<span class="word">${l("answer.again")}</span>
            </button>`:m}
      ${h(this,T,ft).call(this,"up","answer.good")}${h(this,T,ft).call(this,"down","answer.bad")}
      ${t.model==="offline"&&Pt.model!=="offline"?n`<span class="hint">${l("answer.by_offline")}</span>`:m}
      <time datetime=${this.answer.at??""} title=${H(this.answer.at??U())}
        >${Et(this.answer.at??U())}</time
      >
    </footer>`},ft=function(t,s){return n`<button
      type="button"
      class="plain small thumb"
      aria-label=${l(s)}
      title=${l(s)}
      aria-pressed=${this.opinion===t}
      @click=${()=>h(this,T,Qt).call(this,t)}
    >
      ${g(t==="up"?"up":"thumb_down")}
    </button>`},Qt=async function(t){let s=this.opinion;this.opinion=s===t?"":t;try{await Rt(`/api/replies/${_t(this.answer.reply.reply_id)}/opinion`,{opinion:this.opinion||null}),P(l("answer.thanks"))}catch{this.opinion=s}},rt=new WeakMap,p([y({attribute:!1})],E.prototype,"answer",2),p([y({attribute:!1})],E.prototype,"cards",2),p([y({attribute:!1})],E.prototype,"isNewest",2),p([y({attribute:!1})],E.prototype,"canRetry",2),p([y({attribute:!1})],E.prototype,"version",2),p([x()],E.prototype,"isCopied",2),p([x()],E.prototype,"opinion",2),p([x()],E.prototype,"areStepsOpen",2),E=p([_("bokeh-answer")],E);function Ps(e,i){P((i?.querySelector(".written")?.textContent??e.text).slice(0,be))}var $t=class{#t="";#s="";#e=[];#i="";feed(i){this.#t+=i;let t=[];for(let s=this.#r();s!==null;s=this.#r()){let r=this.#n(s);r&&t.push(r)}return t}#r(){let i=this.#t.search(/\r|\n/);if(i<0||this.#t[i]==="\r"&&i===this.#t.length-1)return null;let t=this.#t.startsWith(`\r
`,i)?2:1,s=this.#t.slice(0,i);return this.#t=this.#t.slice(i+t),s}#n(i){if(i==="")return this.#a();if(i.startsWith(":"))return null;let t=i.indexOf(":"),s=t<0?i:i.slice(0,t),r=t<0?"":i.slice(t+1).replace(/^ /,"");return s==="event"?this.#s=r:s==="data"?this.#e.push(r):s==="id"&&!r.includes("\0")&&(this.#i=r),null}#a(){let i={name:this.#s||"message",data:this.#e.join(`
`),id:this.#i},t=this.#e.length===0;return this.#s="",this.#e=[],t?null:i}},bt=class extends Error{};async function*Os(e){let i=new $t,t=e.body.pipeThrough(new TextDecoderStream).getReader();try{for(let s=await Xt(t);!s.done;s=await Xt(t))yield*i.feed(s.value)}finally{t.cancel().catch(()=>{})}}async function Xt(e){try{return await e.read()}catch(i){let{name:t,message:s}=i;throw t==="AbortError"?i:new bt(s)}}export{ve as a,P as b,Wt as c,D as d,Zt as e,j as f,M as g,Gt as h,Ps as i,$t as j,bt as k,Os as l};
