import{a as et,b as v,c as A}from"./chunk-PBCYIQVM.js";import{a as X,b as Y,c as P}from"./chunk-E5WFLLPF.js";import{a as tt}from"./chunk-7L2DQ6W5.js";import{a as W}from"./chunk-QTEA6UWC.js";import{b as I}from"./chunk-7N6RKAHB.js";import{a as G,b as j,c as J}from"./chunk-BCSMJK7M.js";import{a as C}from"./chunk-YDQFGYT4.js";import{d as D,e as $}from"./chunk-DTO2MNYV.js";import"./chunk-TH7BYODY.js";import"./chunk-EJPUX2ZE.js";import{c as n,g as p,k as z,m as g,o as u,w as B,x as R}from"./chunk-2DPB7P3T.js";import{a as N,g as Z}from"./chunk-CK4OZ74M.js";import{A as L,c as M,d as H,i as e,j as F,z as K}from"./chunk-Q4INVTIJ.js";import{d as m,e as a,f as c,h as r}from"./chunk-6UXUQ4LK.js";var ct=25,k=["status","q","product","dealer","category","priority","from","to","sort"],f,b,s,st,it,rt,at,ot,nt,_,x,lt,E,y,V,O,T,S,q,Q,U,d=class extends C{constructor(){super(...arguments);c(this,s);this.chosen=new Set;this.outcomes=null;this.error="";this.isNaming=!1;this.isFolded=!0;c(this,f,new R(this,t=>L("/api/tickets",r(this,s,ot).call(this),t)));c(this,b,new R(this,()=>G(N.user.username)));this.asked=()=>{r(this,s,_).call(this),this.requestUpdate()};c(this,y,()=>D(Object.fromEntries([...k,"page"].map(t=>[t,null]))));c(this,V,t=>{let i=new Set(this.chosen);i.delete(t)||i.add(t),this.chosen=i});c(this,O,()=>{let t=a(this,f).value.items.map(({number:i})=>i);this.chosen=new Set(t.every(i=>this.chosen.has(i))?[]:t)});c(this,T,async()=>{this.error="";try{this.outcomes=await X([...this.chosen]),I(Y(this.outcomes))}catch(t){this.error=t.message}r(this,s,_).call(this)});c(this,S,()=>`views.${N.user.username}.${this.params.kind}`);c(this,q,()=>M(a(this,S).call(this))??[]);c(this,U,t=>{t.preventDefault();let i=String(new FormData(t.target).get("name")??"").trim(),l=new URLSearchParams(location.search);if(l.delete("page"),this.isNaming=!1,!i)return;let o=a(this,q).call(this).filter(h=>h.name!==i);r(this,s,Q).call(this,[...o,{name:i,query:l.toString()}])})}willUpdate(t){t.has("params")&&(this.titled(F("kind",this.params.kind)),a(this,b).load(),r(this,s,_).call(this))}render(){let{kind:t}=this.params,i=a(this,f).value?.total;return n`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${r(this,s,lt).call(this)}</h1>
          <p class="hint" role="status">
            ${i===void 0?p:e("list.total",{count:i})}
          </p>
        </div>
        <div class="page-acts">
          <a class="quiet button" href=${r(this,s,nt).call(this)} download
            >${u("download")}${e("list.export")}</a
          >
          ${r(this,s,x).call(this)?.can_open?n`<a class="button" href="/new/${t}">${u("plus")}${e("list.new")}</a>`:p}
        </div>
      </header>
      ${r(this,s,rt).call(this)} ${r(this,s,at).call(this)}
      ${P(this.outcomes,()=>this.outcomes=null)}
      ${this.error?n`<p class="error told" role="alert">${this.error}</p>`:p}
      ${a(this,f).draw(l=>r(this,s,st).call(this,l),e("list.loading"))}
    </div>`}};f=new WeakMap,b=new WeakMap,s=new WeakSet,st=function(t){if(!t.items.length)return B(e(r(this,s,E).call(this)?"list.none_match":"list.none"),{sign:"search",next:r(this,s,E).call(this)?n`<button type="button" class="quiet" @click=${a(this,y)}
              >${e("list.clear")}</button
            >`:p});let i=$("status")==="pending_approval"&&Z("rma:handle"),l=i?{chosen:this.chosen,toggle:a(this,V),toggleAll:a(this,O)}:null;return n`${i?r(this,s,it).call(this):p} ${W(t.items,l)}
    ${tt(t,o=>D({page:o===1?null:String(o)}))}`},it=function(){let t=this.chosen.size;return n`<div class="bulk">
      <span>${e("list.chosen",{count:t})}</span>
      <button type="button" class="main" ?disabled=${!t} @click=${a(this,T)}>
        ${u("check")}${e("list.approve")}
      </button>
    </div>`},rt=function(){let t=a(this,q).call(this),i=[{name:e("list.view_open"),query:"status=open"},{name:e("list.view_all"),query:""}];this.params.kind==="rma"&&i.unshift({name:F("status","pending_approval"),query:"status=pending_approval"});let l=new URLSearchParams(location.search);l.delete("page");let o=({name:h,query:w})=>n`<a
        class="view-chip"
        href="${location.pathname}${w?`?${w}`:""}"
        aria-current=${l.toString()===w?"true":p}
        >${h}</a
      >`;return n`<nav class="views" aria-label=${e("list.views")}>
      ${i.map(o)}
      ${t.map(h=>n`<span class="view-saved"
            >${o(h)}<button
              type="button"
              class="plain small"
              aria-label=${e("list.forget_view",{name:h.name})}
              @click=${()=>r(this,s,Q).call(this,t.filter(({name:w})=>w!==h.name))}
            >
              ${u("close")}
            </button></span
          >`)}
      ${this.isNaming?n`<form class="view-name" @submit=${a(this,U)}>
              <input
                class="inline-field"
                name="name"
                aria-label=${e("list.view_name")}
                maxlength="40"
                placeholder=${e("list.view_name")}
              />
              <button type="submit" class="main">${e("list.save")}</button>
            </form>`:n`<button type="button" class="plain" @click=${()=>this.isNaming=!0}>
              ${u("star")}${e("list.save_view")}
            </button>`}
    </nav>`},at=function(){let t=a(this,b).value,i=(r(this,s,x).call(this)?.states??[]).filter(({code:o})=>o!=="open"),l=[{code:"open",label:e("list.view_open")},{code:"ended",label:e("list.ended")},...i];return n`<form
      class="filters ${this.isFolded?"filters-folded":""}"
      role="search"
      aria-label=${e("list.filters")}
      @submit=${o=>o.preventDefault()}
    >
      ${et(e("list.search"))}
      <button
        type="button"
        class="quiet filters-fold"
        aria-expanded=${!this.isFolded}
        @click=${()=>this.isFolded=!this.isFolded}
      >
        ${e("list.filters")}
        ${k.filter(o=>o!=="q"&&$(o)).length||p}
      </button>
      ${v("status",e("fact.status"),l)}
      ${v("product",e("fact.product"),t?.products??[])}
      ${(t?.dealers.length??0)>1?v("dealer",e("fact.dealer"),t.dealers):p}
      ${v("category",e("fact.category"),J(t))}
      ${this.params.kind==="rma"?v("priority",e("fact.priority"),j("priority")):p}
      ${A("from",e("list.from"))} ${A("to",e("list.to"))}
      ${v("sort",e("list.sort"),j("sort"),e("list.newest"))}
      ${r(this,s,E).call(this)?n`<button type="button" class="plain" @click=${a(this,y)}>
              ${u("close")}${e("list.clear")}
            </button>`:p}
    </form>`},ot=function(){return{...Object.fromEntries(k.map(i=>[i,$(i)])),kind:this.params.kind,page:$("page"),size:ct}},nt=function(){let t=Object.fromEntries(k.map(i=>[i,$(i)]));return K("/api/export/tickets.xlsx",{...t,kind:this.params.kind})},_=function(){this.chosen=new Set,a(this,f).load()},x=function(){return a(this,b).value?.kinds.find(({code:t})=>t===this.params.kind)},lt=function(){return r(this,s,x).call(this)?.label??F("kind",this.params.kind)},E=function(){return k.some(t=>t!=="sort"&&$(t))},y=new WeakMap,V=new WeakMap,O=new WeakMap,T=new WeakMap,S=new WeakMap,q=new WeakMap,Q=function(t){H(a(this,S).call(this),t.length?t:null),this.requestUpdate()},U=new WeakMap,m([g()],d.prototype,"chosen",2),m([g()],d.prototype,"outcomes",2),m([g()],d.prototype,"error",2),m([g()],d.prototype,"isNaming",2),m([g()],d.prototype,"isFolded",2),d=m([z("bokeh-list")],d);export{d as ListPage};
