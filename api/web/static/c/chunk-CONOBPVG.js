import{a as tt}from"./chunk-3NWRBKFC.js";import{a as et}from"./chunk-EYJM5FMF.js";import{a as st}from"./chunk-JUKMU5E3.js";import{b as D}from"./chunk-7N6RKAHB.js";import{a as U,g as J}from"./chunk-F7JOHHBS.js";import{a as X}from"./chunk-Z2ABAB66.js";import{d as f,e as m}from"./chunk-NUHZMQIG.js";import{c as W,d as j}from"./chunk-CN57YLLE.js";import{c as l,g as d,k as H,m as T,o as v}from"./chunk-G7AYT2BG.js";import{A as Z,B,c as P,d as Q,i as s,j as _,k as z,y as K,z as Y}from"./chunk-A4WACZFI.js";import{d as k,e as n,f as u,g as C,h as r}from"./chunk-6UXUQ4LK.js";var dt=25,V=["status","q","product","dealer","category","priority","from","to","sort"],ht=300,S,g,y,i,nt,rt,ot,lt,ct,pt,O,F,ut,G,x,M,R,I,L,E,q,A,N,$=class extends X{constructor(){super(...arguments);u(this,i);this.chosen=new Set;this.told=null;this.isNaming=!1;u(this,S);u(this,g,new j(this,t=>Y("/api/tickets",r(this,i,ct).call(this),t)));u(this,y,new j(this,()=>tt(U.user.username)));this.asked=()=>{r(this,i,O).call(this),this.requestUpdate()};u(this,x,()=>f(Object.fromEntries([...V,"page"].map(t=>[t,null]))));u(this,M,t=>{let{value:e}=t.target;clearTimeout(n(this,S)),C(this,S,setTimeout(()=>f({q:e.trim()||null,page:null},{replace:!0}),ht))});u(this,R,t=>{let e=new Set(this.chosen);e.delete(t)||e.add(t),this.chosen=e});u(this,I,()=>{let t=n(this,g).value.items.map(({number:e})=>e);this.chosen=new Set(t.every(e=>this.chosen.has(e))?[]:t)});u(this,L,async()=>{try{this.told=vt(await mt([...this.chosen]))}catch(t){this.told={isGood:!1,text:t.message}}D(this.told.text),r(this,i,O).call(this)});u(this,E,()=>`views.${U.user.username}.${this.params.kind}`);u(this,q,()=>P(n(this,E).call(this))??[]);u(this,N,t=>{t.preventDefault();let e=String(new FormData(t.target).get("name")??"").trim(),a=new URLSearchParams(location.search);if(a.delete("page"),this.isNaming=!1,!e)return;let c=n(this,q).call(this).filter(h=>h.name!==e);r(this,i,A).call(this,[...c,{name:e,query:a.toString()}])})}willUpdate(t){t.has("params")&&(this.titled(_("kind",this.params.kind)),n(this,y).load(),r(this,i,O).call(this))}render(){let{kind:t}=this.params,e=n(this,g).value?.total;return l`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${r(this,i,ut).call(this)}</h1>
          <p class="hint" role="status">
            ${e===void 0?d:s("list.total",{count:e})}
          </p>
        </div>
        <div class="page-acts">
          <a class="quiet button" href=${r(this,i,pt).call(this)} download
            >${v("download")}${s("list.export")}</a
          >
          ${r(this,i,F).call(this)?.can_open?l`<a class="button" href="/new/${t}">${v("plus")}${s("list.new")}</a>`:d}
        </div>
      </header>
      ${r(this,i,ot).call(this)} ${r(this,i,lt).call(this)}
      ${this.told?l`<p class=${this.told.isGood?"told":"error told"} role="status"
              >${this.told.text}</p
            >`:d}
      ${n(this,g).draw(a=>r(this,i,nt).call(this,a),s("list.loading"))}
    </div>`}};S=new WeakMap,g=new WeakMap,y=new WeakMap,i=new WeakSet,nt=function(t){if(!t.items.length)return W(s(r(this,i,G).call(this)?"list.none_match":"list.none"),{sign:"search",next:r(this,i,G).call(this)?l`<button type="button" class="quiet" @click=${n(this,x)}
              >${s("list.clear")}</button
            >`:d});let e=m("status")==="pending_approval"&&J("rma:handle"),a=e?{chosen:this.chosen,toggle:n(this,R),toggleAll:n(this,I)}:null;return l`${e?r(this,i,rt).call(this):d} ${et(t.items,a)}
    ${st(t,c=>f({page:c===1?null:String(c)}))}`},rt=function(){let t=this.chosen.size;return l`<div class="bulk">
      <span>${s("list.chosen",{count:t})}</span>
      <button type="button" class="main" ?disabled=${!t} @click=${n(this,L)}>
        ${v("check")}${s("list.approve")}
      </button>
    </div>`},ot=function(){let t=n(this,q).call(this),e=[{name:s("list.view_open"),query:"status=open"},{name:s("list.view_all"),query:""}];this.params.kind==="rma"&&e.unshift({name:_("status","pending_approval"),query:"status=pending_approval"});let a=new URLSearchParams(location.search);a.delete("page");let c=({name:h,query:w})=>l`<a
        class="view-chip"
        href="${location.pathname}${w?`?${w}`:""}"
        aria-current=${a.toString()===w?"true":d}
        >${h}</a
      >`;return l`<nav class="views" aria-label=${s("list.views")}>
      ${e.map(c)}
      ${t.map(h=>l`<span class="view-saved"
            >${c(h)}<button
              type="button"
              class="plain small"
              aria-label=${s("list.forget_view",{name:h.name})}
              @click=${()=>r(this,i,A).call(this,t.filter(({name:w})=>w!==h.name))}
            >
              ${v("close")}
            </button></span
          >`)}
      ${this.isNaming?l`<form class="view-name" @submit=${n(this,N)}>
              <input
                class="inline-field"
                name="name"
                aria-label=${s("list.view_name")}
                maxlength="40"
                placeholder=${s("list.view_name")}
              />
              <button type="submit" class="main">${s("list.save")}</button>
            </form>`:l`<button type="button" class="plain" @click=${()=>this.isNaming=!0}>
              ${v("star")}${s("list.save_view")}
            </button>`}
    </nav>`},lt=function(){let t=n(this,y).value,e=r(this,i,F).call(this)?.states??[],a=[{code:"open",label:s("list.view_open")},{code:"ended",label:s("list.ended")},...e];return l`<form
      class="filters"
      role="search"
      aria-label=${s("list.filters")}
      @submit=${c=>c.preventDefault()}
    >
      <label class="search"
        >${v("search")}<span class="unseen">${s("list.search")}</span
        ><input
          type="search"
          placeholder=${s("list.search")}
          .value=${m("q")}
          @input=${n(this,M)}
      /></label>
      ${b("status",s("fact.status"),a)}
      ${b("product",s("fact.product"),t?.products??[])}
      ${(t?.dealers.length??0)>1?b("dealer",s("fact.dealer"),t.dealers):d}
      ${b("category",s("fact.category"),$t(t))}
      ${this.params.kind==="rma"?b("priority",s("fact.priority"),it("priority")):d}
      ${at("from",s("list.from"))} ${at("to",s("list.to"))}
      ${b("sort",s("list.sort"),it("sort"),s("list.newest"))}
      ${r(this,i,G).call(this)?l`<button type="button" class="plain" @click=${n(this,x)}>
              ${v("close")}${s("list.clear")}
            </button>`:d}
    </form>`},ct=function(){return{...Object.fromEntries(V.map(e=>[e,m(e)])),kind:this.params.kind,page:m("page"),size:dt}},pt=function(){let t=Object.fromEntries(V.map(e=>[e,m(e)]));return K("/api/export/tickets.xlsx",{...t,kind:this.params.kind})},O=function(){this.chosen=new Set,n(this,g).load()},F=function(){return n(this,y).value?.kinds.find(({code:t})=>t===this.params.kind)},ut=function(){return r(this,i,F).call(this)?.label??_("kind",this.params.kind)},G=function(){return V.some(t=>t!=="sort"&&m(t))},x=new WeakMap,M=new WeakMap,R=new WeakMap,I=new WeakMap,L=new WeakMap,E=new WeakMap,q=new WeakMap,A=function(t){Q(n(this,E).call(this),t.length?t:null),this.requestUpdate()},N=new WeakMap,k([T()],$.prototype,"chosen",2),k([T()],$.prototype,"told",2),k([T()],$.prototype,"isNaming",2),$=k([H("bokeh-list")],$);var mt=async o=>(await Z("/api/tickets/approve",{numbers:o},B())).items;function vt(o){let p=o.filter(({ok:a})=>!a),t=s("list.approved",{count:o.length-p.length}),e=p.map(({asked:a,error:c})=>`${a}: ${c?.message??""}`);return{isGood:!p.length,text:[t,...e].join(" ")}}var it=o=>z(o).map(([p,t])=>({code:p,label:t}));function b(o,p,t,e=p){let a=m(o);return l`<select
    class="filter ${a?"filter-on":""}"
    aria-label=${p}
    @change=${c=>f({[o]:c.target.value||null,page:null})}
  >
    <option value="" ?selected=${!a}>${e}</option>
    ${t.map(({code:c,label:h})=>l`<option value=${c} ?selected=${c===a}>${h}</option>`)}
  </select>`}var at=(o,p)=>l`<label class="filter-day"
    ><span>${p}</span
    ><input
      type="date"
      class="filter"
      .value=${m(o)}
      @change=${t=>f({[o]:t.target.value||null,page:null})}
  /></label>`;function $t(o){if(!o)return[];let p=new Map(o.categories.map(t=>[t.code,t.label]));return o.categories.map(({code:t,label:e,parent:a})=>({code:t,label:a?`${p.get(a)} › ${e}`:e}))}export{$ as a,mt as b,vt as c,$t as d};
