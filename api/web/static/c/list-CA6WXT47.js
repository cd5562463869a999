import{a as d,b as L}from"./chunk-OTYPNZBB.js";import{a as tt,b as et,c as st}from"./chunk-74YMDUM6.js";import{a as it}from"./chunk-PCM6CLVR.js";import{a as X}from"./chunk-3E7LLJQC.js";import{a as J,b as D,c as W}from"./chunk-XWY6F467.js";import{b as H}from"./chunk-7N6RKAHB.js";import{a as I,g as Z}from"./chunk-Z2B4MMQ4.js";import{a as C}from"./chunk-NHVD6FWO.js";import{d as T,e as v}from"./chunk-NIDVUHUG.js";import"./chunk-KZY2Q7G5.js";import{c as o,g as c,k as z,m as y,o as h,w as B,x as j}from"./chunk-VYHL6BJR.js";import{c as G,d as K,i as e,j as E,y as P,z as Y}from"./chunk-CA4LMX5P.js";import{d as f,e as a,f as n,g as Q,h as r}from"./chunk-6UXUQ4LK.js";var ht=25,_=["status","q","product","dealer","category","priority","from","to","sort"],ut=300,w,$,g,s,at,rt,ot,nt,lt,ct,x,V,pt,F,k,O,R,N,U,S,q,M,A,u=class extends C{constructor(){super(...arguments);n(this,s);this.chosen=new Set;this.outcomes=null;this.error="";this.isNaming=!1;n(this,w);n(this,$,new j(this,t=>Y("/api/tickets",r(this,s,lt).call(this),t)));n(this,g,new j(this,()=>J(I.user.username)));this.asked=()=>{r(this,s,x).call(this),this.requestUpdate()};n(this,k,()=>T(Object.fromEntries([..._,"page"].map(t=>[t,null]))));n(this,O,t=>{let{value:i}=t.target;clearTimeout(a(this,w)),Q(this,w,setTimeout(()=>T({q:i.trim()||null,page:null},{replace:!0}),ut))});n(this,R,t=>{let i=new Set(this.chosen);i.delete(t)||i.add(t),this.chosen=i});n(this,N,()=>{let t=a(this,$).value.items.map(({number:i})=>i);this.chosen=new Set(t.every(i=>this.chosen.has(i))?[]:t)});n(this,U,async()=>{this.error="";try{this.outcomes=await tt([...this.chosen]),H(et(this.outcomes))}catch(t){this.error=t.message}r(this,s,x).call(this)});n(this,S,()=>`views.${I.user.username}.${this.params.kind}`);n(this,q,()=>G(a(this,S).call(this))??[]);n(this,A,t=>{t.preventDefault();let i=String(new FormData(t.target).get("name")??"").trim(),l=new URLSearchParams(location.search);if(l.delete("page"),this.isNaming=!1,!i)return;let p=a(this,q).call(this).filter(m=>m.name!==i);r(this,s,M).call(this,[...p,{name:i,query:l.toString()}])})}willUpdate(t){t.has("params")&&(this.titled(E("kind",this.params.kind)),a(this,g).load(),r(this,s,x).call(this))}render(){let{kind:t}=this.params,i=a(this,$).value?.total;return o`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${r(this,s,pt).call(this)}</h1>
          <p class="hint" role="status">
            ${i===void 0?c:e("list.total",{count:i})}
          </p>
        </div>
        <div class="page-acts">
          <a class="quiet button" href=${r(this,s,ct).call(this)} download
            >${h("download")}${e("list.export")}</a
          >
          ${r(this,s,V).call(this)?.can_open?o`<a class="button" href="/new/${t}">${h("plus")}${e("list.new")}</a>`:c}
        </div>
      </header>
      ${r(this,s,ot).call(this)} ${r(this,s,nt).call(this)}
      ${st(this.outcomes,()=>this.outcomes=null)}
      ${this.error?o`<p class="error told" role="alert">${this.error}</p>`:c}
      ${a(this,$).draw(l=>r(this,s,at).call(this,l),e("list.loading"))}
    </div>`}};w=new WeakMap,$=new WeakMap,g=new WeakMap,s=new WeakSet,at=function(t){if(!t.items.length)return B(e(r(this,s,F).call(this)?"list.none_match":"list.none"),{sign:"search",next:r(this,s,F).call(this)?o`<button type="button" class="quiet" @click=${a(this,k)}
              >${e("list.clear")}</button
            >`:c});let i=v("status")==="pending_approval"&&Z("rma:handle"),l=i?{chosen:this.chosen,toggle:a(this,R),toggleAll:a(this,N)}:null;return o`${i?r(this,s,rt).call(this):c} ${X(t.items,l)}
    ${it(t,p=>T({page:p===1?null:String(p)}))}`},rt=function(){let t=this.chosen.size;return o`<div class="bulk">
      <span>${e("list.chosen",{count:t})}</span>
      <button type="button" class="main" ?disabled=${!t} @click=${a(this,U)}>
        ${h("check")}${e("list.approve")}
      </button>
    </div>`},ot=function(){let t=a(this,q).call(this),i=[{name:e("list.view_open"),query:"status=open"},{name:e("list.view_all"),query:""}];this.params.kind==="rma"&&i.unshift({name:E("status","pending_approval"),query:"status=pending_approval"});let l=new URLSearchParams(location.search);l.delete("page");let p=({name:m,query:b})=>o`<a
        class="view-chip"
        href="${location.pathname}${b?`?${b}`:""}"
        aria-current=${l.toString()===b?"true":c}
        >${m}</a
      >`;return o`<nav class="views" aria-label=${e("list.views")}>
      ${i.map(p)}
      ${t.map(m=>o`<span class="view-saved"
            >${p(m)}<button
              type="button"
              class="plain small"
              aria-label=${e("list.forget_view",{name:m.name})}
              @click=${()=>r(this,s,M).call(this,t.filter(({name:b})=>b!==m.name))}
            >
              ${h("close")}
            </button></span
          >`)}
      ${this.isNaming?o`<form class="view-name" @submit=${a(this,A)}>
              <input
                class="inline-field"
                name="name"
                aria-label=${e("list.view_name")}
                maxlength="40"
                placeholder=${e("list.view_name")}
              />
              <button type="submit" class="main">${e("list.save")}</button>
            </form>`:o`<button type="button" class="plain" @click=${()=>this.isNaming=!0}>
              ${h("star")}${e("list.save_view")}
            </button>`}
    </nav>`},nt=function(){let t=a(this,g).value,i=r(this,s,V).call(this)?.states??[],l=[{code:"open",label:e("list.view_open")},{code:"ended",label:e("list.ended")},...i];return o`<form
      class="filters"
      role="search"
      aria-label=${e("list.filters")}
      @submit=${p=>p.preventDefault()}
    >
      <label class="search"
        >${h("search")}<span class="unseen">${e("list.search")}</span
        ><input
          type="search"
          placeholder=${e("list.search")}
          .value=${v("q")}
          @input=${a(this,O)}
      /></label>
      ${d("status",e("fact.status"),l)}
      ${d("product",e("fact.product"),t?.products??[])}
      ${(t?.dealers.length??0)>1?d("dealer",e("fact.dealer"),t.dealers):c}
      ${d("category",e("fact.category"),W(t))}
      ${this.params.kind==="rma"?d("priority",e("fact.priority"),D("priority")):c}
      ${L("from",e("list.from"))} ${L("to",e("list.to"))}
      ${d("sort",e("list.sort"),D("sort"),e("list.newest"))}
      ${r(this,s,F).call(this)?o`<button type="button" class="plain" @click=${a(this,k)}>
              ${h("close")}${e("list.clear")}
            </button>`:c}
    </form>`},lt=function(){return{...Object.fromEntries(_.map(i=>[i,v(i)])),kind:this.params.kind,page:v("page"),size:ht}},ct=function(){let t=Object.fromEntries(_.map(i=>[i,v(i)]));return P("/api/export/tickets.xlsx",{...t,kind:this.params.kind})},x=function(){this.chosen=new Set,a(this,$).load()},V=function(){return a(this,g).value?.kinds.find(({code:t})=>t===this.params.kind)},pt=function(){return r(this,s,V).call(this)?.label??E("kind",this.params.kind)},F=function(){return _.some(t=>t!=="sort"&&v(t))},k=new WeakMap,O=new WeakMap,R=new WeakMap,N=new WeakMap,U=new WeakMap,S=new WeakMap,q=new WeakMap,M=function(t){K(a(this,S).call(this),t.length?t:null),this.requestUpdate()},A=new WeakMap,f([y()],u.prototype,"chosen",2),f([y()],u.prototype,"outcomes",2),f([y()],u.prototype,"error",2),f([y()],u.prototype,"isNaming",2),u=f([z("bokeh-list")],u);export{u as ListPage};
