import{a as ie}from"./chunk-7L2DQ6W5.js";import{a as P}from"./chunk-JEV7DZJT.js";import{b as Z}from"./chunk-7N6RKAHB.js";import{a as te}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as i,g as c,k as $,l as f,m as h,o as L,t as A,w as ee,x as T}from"./chunk-2DPB7P3T.js";import{A as F,D as Y,b as C,h as Q,i as t,l as W,x as X}from"./chunk-Q4INVTIJ.js";import{d as r,e as n,f as l,g as K,h as a}from"./chunk-6UXUQ4LK.js";var R=p=>i`<ul class="line-changes" tabindex="0">
    ${p.map(d=>i`<li class="line-${d.sign}">${be(d)}</li>`)}
  </ul>`;function be({sign:p,text:d}){return p==="gap"?i`<span aria-hidden="true">⋯</span>`:p==="same"?d:p==="removed"?i`<span class="unseen">${t("policy.removed")} </span><del>${d}</del>`:i`<span class="unseen">${t("policy.added")} </span><ins>${d}</ins>`}var ge={zh:"中文",en:"English"},se=({side:p,language:d})=>`${t(`policy.side_${p}`)} · ${ge[d]}`,E,ne,oe,y=class extends A{constructor(){super(...arguments);l(this,E);this.told=[];this.budget=0;this.chosen=0}render(){let e=this.told[this.chosen];return i`<fieldset class="told-choices">
        <legend>${t("policy.told")}</legend>
        ${this.told.map((s,g)=>a(this,E,ne).call(this,s,g))}
      </fieldset>
      ${e?a(this,E,oe).call(this,e):c}`}};E=new WeakSet,ne=function(e,s){return i`<label class="told-choice ${e.is_cut?"told-cut":""}"
      ><input
        type="radio"
        name="told"
        value="${e.side}-${e.language}"
        .checked=${s===this.chosen}
        @change=${()=>this.chosen=s} /><span>${se(e)}</span
      ><span class="hint">${t("policy.tokens",{count:e.tokens,most:this.budget})}</span
      ><meter
        min="0"
        max=${this.budget}
        high=${this.budget*.9}
        value=${Math.min(e.tokens,this.budget)}
        aria-hidden="true"
      ></meter
    ></label>`},oe=function(e){return i`<section class="policy-text" aria-label=${se(e)} tabindex="0">
      ${e.text?i`<p class="prose" lang=${Q(e.language)}>${e.text}</p>`:i`<p class="hint">${t("policy.told_nothing")}</p>`}
      ${e.is_cut?i`<p class="wrong-text">${t("policy.cut")}</p>`:c}
    </section>`},r([f({attribute:!1})],y.prototype,"told",2),r([f({attribute:!1})],y.prototype,"budget",2),r([h()],y.prototype,"chosen",2),y=r([$("bokeh-policy-told")],y);var $e=20,B,q,ae,x=class extends A{constructor(){super(...arguments);l(this,q);this.newest=0;this.isBusy=!1;this.page=1;l(this,B,new T(this,e=>F("/api/admin/policy/versions",{page:this.page,size:$e},e)))}willUpdate(e){e.has("newest")&&(this.page=1),(e.has("newest")||e.has("page"))&&n(this,B).load()}render(){return i`<h2>${t("policy.versions")}</h2> ${n(this,B).draw(e=>e.total?i`<ul class="people">
                ${P(e.items,({number:s})=>s,s=>a(this,q,ae).call(this,s))}
              </ul>
              ${ie(e,s=>this.page=s)}`:ee(t("policy.no_versions"),{sign:"clock"}))}`}};B=new WeakMap,q=new WeakSet,ae=function(e){let{number:s,by:g,at:G,restores:v,is_base:_}=e,ue=_?t("policy.was_base"):v?t("policy.was_back",{number:v}):"";return i`<li class="side-card">
      <div class="person-line">
        <span class="line-text"
          ><strong>${t("policy.version",{number:s})}</strong
          ><span class="hint">${[g,W(G),ue].filter(Boolean).join(" · ")}</span></span
        >
        ${s===this.newest?i`<span class="tag tag-done">${t("policy.holds")}</span>`:i`<button
                type="button"
                class="quiet"
                ?disabled=${this.isBusy}
                aria-label=${t("policy.back_to",{number:s})}
                @click=${()=>this.tell("policy-back",s)}
              >
                ${L("again")}${t("policy.back")}
              </button>`}
      </div>
      <bokeh-policy-changes .number=${s}></bokeh-policy-changes>
    </li>`},r([f({attribute:!1})],x.prototype,"newest",2),r([f({attribute:!1})],x.prototype,"isBusy",2),r([h()],x.prototype,"page",2),x=r([$("bokeh-policy-versions")],x);var O,M,S=class extends A{constructor(){super(...arguments);this.number=0;this.isOpen=!1;l(this,O,new T(this,e=>F(`/api/admin/policy/versions/${this.number}`,{},e)));l(this,M,e=>{this.isOpen=e.target.open,this.isOpen&&!n(this,O).value&&n(this,O).load()})}render(){return i`<details @toggle=${n(this,M)}>
      <summary>${t("policy.changes")}</summary>
      ${this.isOpen?n(this,O).draw(fe):c}
    </details>`}};O=new WeakMap,M=new WeakMap,r([f({attribute:!1})],S.prototype,"number",2),r([h()],S.prototype,"isOpen",2),S=r([$("bokeh-policy-changes")],S);var fe=({text:p,changes:d})=>i`${d.length?R(d):i`<p class="hint">${t("policy.same_as_before")}</p>`}
    <details>
      <summary>${t("policy.whole")}</summary>
      <p class="prose policy-text">${p}</p>
    </details>`;var ye=300,N="policy",k,z,m,u,o,re,le,pe,de,ce,w,he,U,J,H,V,D,j,me,I,b=class extends te{constructor(){super(...arguments);l(this,o);this.text="";this.begunFrom=0;this.failure="";this.message="";this.isSending=!1;l(this,k);l(this,z,new Y);l(this,m,new T(this,e=>F("/api/admin/policy",{},e)));l(this,u,new T(this,e=>X("/api/admin/policy/try",{method:"POST",body:{text:this.text},signal:e})));this.redraw=()=>{this.titled(t("nav.policy")),n(this,u).value&&n(this,u).load(),this.requestUpdate()};l(this,w,e=>this.text.trim()!==e.text.trim());l(this,J,e=>a(this,o,H).call(this,e.target.value));l(this,V,e=>{e.preventDefault(),a(this,o,j).call(this,"",{text:this.text},"policy.saved")});l(this,D,e=>{a(this,o,j).call(this,"/back",{version:e.detail},"policy.saved")})}connectedCallback(){super.connectedCallback(),this.titled(t("nav.policy")),a(this,o,he).call(this),this.begin()}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(n(this,k))}render(){return i`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.policy")}</h1>
          <p class="hint">${t("policy.hint")}</p>
        </div>
      </header>
      ${this.message?i`<p class="told" role="status">${this.message}</p>`:c}
      ${n(this,m).draw(e=>a(this,o,re).call(this,e))}
    </div>`}};k=new WeakMap,z=new WeakMap,m=new WeakMap,u=new WeakMap,o=new WeakSet,re=function(e){let s=n(this,u).value;return i`${e.model?c:i`<p class="warning">${L("warning")}<span>${t("policy.no_model")}</span></p>`}
      <div class="policy-columns">
        ${a(this,o,le).call(this,e,s)}
        <div class="side-card">
          <bokeh-policy-told
            .told=${s?.told??e.told}
            .budget=${e.budget}
          ></bokeh-policy-told>
        </div>
      </div>
      <section class="policy-versions" @policy-back=${n(this,D)}>
        <bokeh-policy-versions
          .newest=${e.version}
          .isBusy=${this.isSending}
        ></bokeh-policy-versions>
      </section>`},le=function(e,s){return i`<form class="side-card" novalidate @submit=${n(this,V)}>
      <div class="person-line">
        <span class="line-text hint">${a(this,o,ce).call(this,e)}</span>
        ${n(this,w).call(this,e)?i`<span class="tag">${t("policy.unsaved")}</span>`:c}
      </div>
      <label class="field field-wide"
        ><span>${t("policy.text")}</span
        ><textarea
          name="text"
          rows="22"
          spellcheck="false"
          .value=${this.text}
          ?readonly=${this.isSending}
          aria-invalid=${s?.problem?"true":c}
          aria-describedby="policy-problem policy-sections"
          @input=${n(this,J)}
        ></textarea>
        <span class="hint" id="policy-sections">${t("policy.sections")}</span></label
      >
      <div id="policy-problem" aria-live="polite">${a(this,o,de).call(this,s)}</div>
      ${n(this,w).call(this,e)&&s?xe(s):c}
      ${this.failure?i`<p class="error" role="alert">${this.failure}</p>`:c}
      ${a(this,o,pe).call(this,e,s)}
    </form>`},pe=function(e,s){let g=n(this,w).call(this,e);return i`<div class="decision">
      <button
        type="submit"
        class="main"
        ?disabled=${this.isSending||!g||!!s?.problem}
      >
        ${this.isSending?t("card.sending"):t("policy.save")}
      </button>
      ${g?i`<button type="button" class="quiet" @click=${()=>a(this,o,U).call(this,e)}>
              ${t("policy.discard")}
            </button>`:e.source==="saved"?i`<button
                type="button"
                class="quiet"
                ?disabled=${this.isSending}
                @click=${()=>a(this,o,j).call(this,"/back",{version:0},"policy.is_base")}
              >
                ${L("again")}${t(`policy.to_${e.base}`)}
              </button>`:c}
    </div>`},de=function(e){return e?.problem?i`<p class="error">${e.problem}</p> ${e.visible===null?c:i`<button type="button" class="quiet" @click=${()=>a(this,o,H).call(this,e.visible)}>
              ${t("policy.remove_hidden")}
            </button>`}`:c},ce=function({source:e,version:s}){return e==="saved"?t("policy.holds_version",{number:s}):t(`policy.holds_${e}`)},w=new WeakMap,he=async function(){await n(this,m).load();let e=n(this,m).value;if(!e)return;let s=JSON.parse(C.get(N)??"null");if(!s)return a(this,o,U).call(this,e);this.text=s.text,this.begunFrom=s.begunFrom,n(this,u).load()},U=function(e){this.text=e.text,this.begunFrom=e.version,this.failure="",clearTimeout(n(this,k)),n(this,u).drop(),C.set(N,null)},J=new WeakMap,H=function(e){this.text=e,this.message="",C.set(N,JSON.stringify({text:e,begunFrom:this.begunFrom})),clearTimeout(n(this,k)),K(this,k,setTimeout(()=>{n(this,u).load()},ye))},V=new WeakMap,D=new WeakMap,j=async function(e,s,g){if(this.isSending)return;this.isSending=!0,this.failure=this.message="";let G=e!==""&&n(this,w).call(this,n(this,m).value);try{let v=this.begunFrom,_=await n(this,z).post(`/api/admin/policy${e}`,{...s,after:v});n(this,m).value=_,this.message=t(g,{number:_.version}),Z(this.message),G?await a(this,o,I).call(this,_):a(this,o,U).call(this,_)}catch(v){this.failure=v.message,v.code==="conflict"&&await a(this,o,me).call(this)}this.isSending=!1},me=async function(){await n(this,m).load(),n(this,m).value&&await a(this,o,I).call(this,n(this,m).value)},I=async function({version:e}){this.begunFrom=e,C.set(N,JSON.stringify({text:this.text,begunFrom:e})),await n(this,u).load()},r([h()],b.prototype,"text",2),r([h()],b.prototype,"begunFrom",2),r([h()],b.prototype,"failure",2),r([h()],b.prototype,"message",2),r([h()],b.prototype,"isSending",2),b=r([$("bokeh-policy")],b);var xe=({changes:p})=>i`<section class="edit-changes" aria-label=${t("edit.changes")}>
    <h3>${t("edit.changes")}</h3>
    ${p.length?R(p):i`<p class="hint">${t("edit.nothing")}</p>`}
  </section>`;export{b as PolicyPage};
