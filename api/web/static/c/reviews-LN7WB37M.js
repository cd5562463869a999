import{a as C,b as F}from"./chunk-PBCYIQVM.js";import{a as Q}from"./chunk-7L2DQ6W5.js";import{a as S}from"./chunk-JEV7DZJT.js";import{b as x}from"./chunk-7N6RKAHB.js";import{a as D}from"./chunk-YDQFGYT4.js";import{d as b,e as t}from"./chunk-DTO2MNYV.js";import{n as T}from"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as n,g as h,k,m as _,o as u,w as L,x as P}from"./chunk-2DPB7P3T.js";import{A as O,i,j as p,l as E,w as q,z as $}from"./chunk-Q4INVTIJ.js";import{d as m,e as a,f as w,h as l}from"./chunk-6UXUQ4LK.js";var J=20,g="all",o,s,z,A,G,f,d=class extends D{constructor(){super(...arguments);w(this,s);this.failure="";w(this,o,new P(this,e=>O("/api/feedback",{...V(),page:t("page"),size:J},e)));this.asked=()=>{a(this,o).load()}}connectedCallback(){super.connectedCallback(),this.titled(i("nav.reviews")),a(this,o).load(),this.begin()}render(){return n`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${i("nav.reviews")}</h1>
          <p class="hint">${i("reviews.hint")}</p>
        </div>
        <a
          class="quiet button"
          href=${$("/api/export/feedback.xlsx",V())}
          download
          >${u("download")}${i("reviews.export")}</a
        >
      </header>
      <nav class="views" aria-label=${i("list.views")}>
        ${j(null,i("reviews.open"))}${j(g,i("reviews.all"))}
      </nav>
      <form
        class="filters"
        role="search"
        aria-label=${i("list.filters")}
        @submit=${e=>e.preventDefault()}
      >
        ${C(i("reviews.search"))}
        ${F("thumb",i("reviews.thumb"),[{code:"down",label:i("reviews.down")},{code:"up",label:i("reviews.up")}])}
      </form>
      ${this.failure?n`<p class="error told" role="alert">${this.failure}</p>`:h}
      ${a(this,o).draw(e=>l(this,s,z).call(this,e))}
    </div>`}};o=new WeakMap,s=new WeakSet,z=function(e){return e.items.length?n`<p class="hint">${i("reviews.total",{count:e.total})}</p>
      <ul class="people">
        ${S(e.items,({id:r})=>r,r=>l(this,s,A).call(this,r))}
      </ul>
      ${Q(e,r=>b({page:r===1?null:String(r)}))}`:L(i(M()),{sign:"up"})},A=function(e){let{is_good:r,user_name:v,role:H,at:I,outcome:K,model:Z}=e,B=[v,p("role",H),E(I),p("outcome",K),p("model",Z)];return n`<li class="side-card review ${r?"review-good":"review-bad"}">
      <div class="person-line">
        <span class="notice-sign">${u(r?"up":"thumb_down")}</span>
        <span class="line-text"
          ><strong
            ><span class="unseen">${i(r?"reviews.up":"reviews.down")}: </span
            >${e.reason||i(r?"reviews.up":"reviews.unexplained")}</strong
          ><span class="hint">${B.join(" · ")}</span></span
        >
        ${l(this,s,G).call(this,e)}
      </div>
      <dl>
        <div>
          <dt>${i("reviews.question")}</dt>
          <dd class="prose">${e.question}</dd>
        </div>
        <div>
          <dt>${i("reviews.answer")}</dt>
          <dd class="review-answer" tabindex="0">${T(e.answer)}</dd>
        </div>
      </dl>
    </li>`},G=function(e){return e.is_reviewed?n`<span class="tag tag-done">${i("reviews.done_by",{name:e.reviewed_by})}</span
      ><button type="button" class="plain small" @click=${()=>l(this,s,f).call(this,e,"DELETE")}>
        ${i("reviews.again")}
      </button>`:n`<button type="button" class="quiet" @click=${()=>l(this,s,f).call(this,e,"POST")}>
        ${u("check")}${i("reviews.done")}
      </button>`},f=async function({id:e},r){this.failure="";try{await q(`/api/feedback/${e}/review`,{method:r}),x(i(r==="POST"?"reviews.done":"reviews.again")),await a(this,o).load(),!a(this,o).value?.items.length&&t("page")&&b({page:null})}catch(v){this.failure=v.message}},m([_()],d.prototype,"failure",2),d=m([k("bokeh-reviews")],d);var V=()=>({state:t("state")===g?null:"open",thumb:t("thumb"),q:t("q")});function M(){return t("thumb")||t("q")?"reviews.none_match":t("state")===g?"reviews.none":"reviews.none_open"}function j(c,y){let e=(t("state")||null)===c;return n`<a
    class="view-chip"
    href=${$("/reviews",{state:c})}
    aria-current=${e?"true":h}
    >${y}</a
  >`}export{d as ReviewsPage};
