import{a as T}from"./chunk-7L2DQ6W5.js";import{a as Q}from"./chunk-45LTEEJH.js";import{a as M}from"./chunk-BCSMJK7M.js";import{a as H}from"./chunk-YDQFGYT4.js";import{d as f,e as n}from"./chunk-DTO2MNYV.js";import{c as A}from"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as a,g as F,k as L,o as b,w as I,x as h}from"./chunk-2DPB7P3T.js";import{a as D,g as _}from"./chunk-CK4OZ74M.js";import{A as $,i as t,j as V,k as S,n as z}from"./chunk-Q4INVTIJ.js";import{d as E,e as s,f as r,h as u}from"./chunk-6UXUQ4LK.js";var G=30,m,p,v,l,O,U,Z,q,x,k,w=class extends H{constructor(){super(...arguments);r(this,l);r(this,m,new h(this,e=>$("/api/articles",{kind:n("kind"),family:n("family"),product:n("product"),page:n("page"),size:G},e)));r(this,p,new h(this,e=>$("/api/search",{q:n("q"),kind:"article",limit:20},e)));r(this,v,new h(this,()=>M(D.user.username)));this.asked=()=>u(this,l,O).call(this);r(this,q,e=>{e.preventDefault(),f({q:s(this,k).call(this)||null,page:null})});r(this,x,()=>{document.querySelector("bokeh-panel")?.ask(s(this,k).call(this))});r(this,k,()=>this.querySelector("input[name=q]").value.trim())}connectedCallback(){super.connectedCallback(),this.titled(t("nav.knowledge")),s(this,v).load(),u(this,l,O).call(this),this.begin()}render(){let e=n("q");return a`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.knowledge")}</h1>
          <p class="hint">${t("knowledge.hint")}</p>
        </div>
      </header>
      <form class="filters knowledge-search" role="search" @submit=${s(this,q)}>
        <label class="search"
          >${b("search")}<span class="unseen">${t("knowledge.search")}</span
          ><input type="search" name="q" placeholder=${t("knowledge.search")} .value=${e}
        /></label>
        <button type="submit" class="main">${t("receive.find")}</button>
        <button type="button" class="quiet" @click=${s(this,x)}
          >${b("spark")}${t("knowledge.ask")}</button
        >
      </form>
      <div class="wiki">
        ${u(this,l,U).call(this)}
        <div class="wiki-list">
          ${e?s(this,p).draw(({items:i})=>j(i)):s(this,m).draw(i=>u(this,l,Z).call(this,i))}
          ${e&&(_("consult:open")||_("consult:report"))?a`<p class="hint">
                  ${t("knowledge.unsolved")}
                  <a href="/new/consult?summary=${encodeURIComponent(e)}"
                    >${t("knowledge.open")}</a
                  >
                </p>`:F}
        </div>
      </div>
    </div>`}};m=new WeakMap,p=new WeakMap,v=new WeakMap,l=new WeakSet,O=function(){s(this,p).value=null,n("q")?s(this,p).load():s(this,m).load()},U=function(){let e=s(this,v).value,i=(o,d,B)=>{let R=n(o)===d;return a`<li>
        <button
          type="button"
          class="way-link"
          aria-pressed=${R}
          @click=${()=>f({[o]:R?null:d,q:null,page:null})}
        >
          ${B}
        </button>
      </li>`};return a`<nav class="wiki-tree" aria-label=${t("knowledge.browse")}>
      <h2>${t("knowledge.types")}</h2>
      <ul>
        ${S("article_kind").map(([o,d])=>i("kind",o,d))}
      </ul>
      <h2>${t("knowledge.families")}</h2>
      <ul>
        ${(e?.families??[]).map(({code:o,label:d})=>i("family",o,d))}
      </ul>
    </nav>`},Z=function(e){return e.items.length?a`<ul class="article-grid">
        ${e.items.map(i=>a`<li>
              <a class="article-card" href=${A("article",i.number)}>
                <span class="hint">${b("article")}${V("article_kind",i.kind)}</span>
                <strong>${i.title}</strong>
                <span class="hint"
                  >${i.number} · ${z(i.updated_at)}
                  ${i.visibility==="Public"?F:a`<span class="tag">${V("visibility",i.visibility)}</span>`}</span
                >
              </a>
            </li>`)}
      </ul>
      ${T(e,i=>f({page:String(i)}))}`:I(t("knowledge.none"),{sign:"book"})},q=new WeakMap,x=new WeakMap,k=new WeakMap,w=E([L("bokeh-knowledge")],w);var j=g=>g.length?a`<ol class="hits">
        ${g.map(({kind:C,number:e,title:i,snippet:o})=>a`<li>
              <a href=${A(C,e)}><strong>${i}</strong></a>
              <span class="hint">${e}</span>
              <p>${Q(o)}</p>
            </li>`)}
      </ol>`:I(t("knowledge.nothing_found"),{sign:"search"}),c,y=class extends H{constructor(){super(...arguments);r(this,c,new h(this,e=>$("/api/search",{q:n("q"),limit:30},e)));this.asked=()=>{s(this,c).load()}}connectedCallback(){super.connectedCallback(),this.titled(t("search.title")),s(this,c).load(),this.begin()}render(){return a`<div class="page page-narrow">
      <header class="page-head">
        <h1 tabindex="-1">${t("search.for",{words:n("q")})}</h1>
      </header>
      ${s(this,c).draw(({items:e})=>j(e))}
    </div>`}};c=new WeakMap,y=E([L("bokeh-search")],y);export{w as KnowledgePage,y as SearchPage};
