import{a as O}from"./chunk-OTYPNZBB.js";import{a as ot}from"./chunk-PCM6CLVR.js";import{a as I,b as it,c as L,d as st}from"./chunk-2V2P5SJ4.js";import{a as tt,b as et}from"./chunk-XWY6F467.js";import{b as j}from"./chunk-7N6RKAHB.js";import{a as G,g as Q}from"./chunk-Z2B4MMQ4.js";import{b as rt,c as at}from"./chunk-ZOF5JMXF.js";import{a as A}from"./chunk-NHVD6FWO.js";import{c as nt,d as R,e as m}from"./chunk-NIDVUHUG.js";import{d as U,j as Y,m as Z,p as J}from"./chunk-KZY2Q7G5.js";import{c as o,g as h,k as H,m as _,n as K,o as q,u as X,w as P,x as b}from"./chunk-VYHL6BJR.js";import{A as B,B as V,i,n as z,x as N,z as S}from"./chunk-CA4LMX5P.js";import{d,e,f as r,g as $,h as E}from"./chunk-6UXUQ4LK.js";var ht=25,lt=400,D=f=>`/wishes/${N(f)}`,mt=f=>({released:"tag-done",planned:"tag-open",evaluating:"tag-wait"})[f]??"",l,c,w,p,y,u,g,dt,ct,k,F,W,C,n=class extends A{constructor(){super(...arguments);r(this,g);this.isWriting=!1;this.error=null;this.isSending=!1;r(this,l);r(this,c,"");r(this,w,V());r(this,p,new b(this,t=>S("/api/wishes",{...e(this,k).call(this),page:m("page"),size:ht},t)));r(this,y,new b(this,t=>S("/api/wishes/alike",{text:e(this,c)},t)));r(this,u,new b(this,()=>tt(G.user.username)));this.asked=()=>{e(this,p).load()};this.redraw=()=>{e(this,p).load(),e(this,u).load()};r(this,k,()=>({q:m("q"),status:m("status"),product:m("product")}));r(this,F,t=>{let{value:a}=t.target;clearTimeout(e(this,l)),$(this,l,setTimeout(()=>R({q:a.trim()||null,page:null},{replace:!0}),lt))});r(this,W,()=>{clearTimeout(e(this,l)),$(this,l,setTimeout(()=>{let t=L(this.form).title??"";t!==e(this,c)&&($(this,c,t),t&&e(this,y).load())},lt))});r(this,C,async t=>{if(t.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let{title:a="",...s}=L(this.form),{number:T}=await B("/api/wishes",{title:a,...s},e(this,w));j(i("wishes.kept",{number:T})),nt(D(T))}catch(a){this.error=a,$(this,w,V()),await this.updateComplete,st(this)}this.isSending=!1}})}connectedCallback(){super.connectedCallback(),this.titled(i("nav.wishes")),e(this,p).load(),e(this,u).load(),this.begin()}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(e(this,l))}render(){return o`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${i("nav.wishes")}</h1>
          <p class="hint">${i("wishes.hint")}</p>
        </div>
        ${Q("wishes:add")?o`<button
                type="button"
                class="main"
                aria-expanded=${this.isWriting}
                @click=${()=>this.isWriting=!this.isWriting}
              >
                ${q("plus")}${i("wishes.new")}
              </button>`:h}
      </header>
      ${this.isWriting?E(this,g,ct).call(this):h}
      <form
        class="filters"
        role="search"
        aria-label=${i("list.filters")}
        @submit=${t=>t.preventDefault()}
      >
        <label class="search"
          >${q("search")}<span class="unseen">${i("wishes.search")}</span
          ><input
            type="search"
            placeholder=${i("wishes.search")}
            .value=${m("q")}
            @input=${e(this,F)}
        /></label>
        ${O("status",i("fact.status"),et("wish_status"))}
        ${O("product",i("fact.product"),e(this,u).value?.products??[])}
      </form>
      ${e(this,p).draw(t=>E(this,g,dt).call(this,t))}
    </div>`}updated(t){t.has("isWriting")&&this.isWriting&&this.querySelector("[name=title]")?.focus()}};l=new WeakMap,c=new WeakMap,w=new WeakMap,p=new WeakMap,y=new WeakMap,u=new WeakMap,g=new WeakSet,dt=function(t){let a=Object.values(e(this,k).call(this)).some(Boolean);return t.items.length?o`<ul class="article-grid">
        ${t.items.map(s=>o`<li>
              <a class="article-card" href=${D(s.number)}>
                <span class="hint">${q("star")}${s.number}</span>
                <strong>${s.title}</strong>
                <span class="tags"
                  ><span class="tag ${mt(s.status)}">${s.status_label}</span
                  ><span class="tag">${i("wishes.votes",{count:s.votes})}</span>${s.product?o`<span class="tag">${s.product.name}</span>`:h}</span
                >
              </a>
            </li>`)}
      </ul>
      ${ot(t,s=>R({page:s===1?null:String(s)}))}`:P(i(a?"wishes.none_match":"wishes.none"),{sign:"star"})},ct=function(){let t=this.error?.fields??{},a=e(this,c)?e(this,y).value?.items??[]:[];return o`<form
      class="wish-form move form"
      novalidate
      @submit=${e(this,C)}
      @input=${e(this,W)}
    >
      ${I({name:"title",title:i("wishes.title"),wrong:t.title,isNeeded:!0,isWide:!0})}
      ${it({name:"product",title:i("fact.product"),wrong:t.product},e(this,u).value?.products??[])}
      ${I({name:"description",title:i("record.description"),wrong:t.description,isWide:!0},{rows:3})}
      ${a.length?o`<div class="full likely" role="status">
              <h3>${i("wishes.alike")}</h3>
              <ul>
                ${a.map(({number:s,title:T})=>o`<li><a href=${D(s)}>${s}</a> ${T}</li>`)}
              </ul>
            </div>`:h}
      ${this.error?o`<p class="error" role="alert">${this.error.message}</p>`:h}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?i("card.sending"):i("wishes.new")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.isWriting=!1}>
          ${i("app.cancel")}
        </button>
      </div>
    </form>`},k=new WeakMap,F=new WeakMap,W=new WeakMap,C=new WeakMap,d([_()],n.prototype,"isWriting",2),d([_()],n.prototype,"error",2),d([_()],n.prototype,"isSending",2),d([K("form.wish-form")],n.prototype,"form",2),n=d([H("bokeh-wishes")],n);var v,M,pt,x=class extends A{constructor(){super(...arguments);r(this,M);r(this,v,new b(this,t=>S(`/api/wishes/${N(this.params.number)}`,{},t)));this.redraw=()=>{e(this,v).load()}}willUpdate(t){t.has("params")&&(this.titled(this.params.number),e(this,v).load().then(()=>this.begin()))}render(){let{value:t,error:a,load:s}=e(this,v);return o`<div class="record page page-narrow">
      ${rt()}
      <div class="record-content">
        ${a?at(a,this.params.number,s):t?E(this,M,pt).call(this,t):X(i("record.loading",{number:this.params.number}))}
      </div>
    </div>`}};v=new WeakMap,M=new WeakSet,pt=function(t){return o`${U(1,{sign:"star",number:t.number,title:t.title,state:t.status_label,isOpen:t.status==="planned"})}
    ${J([["fact.product",t.product?.name],["wishes.target",t.target_version],["fact.created",z(t.created_at)],["wishes.asked_by",i("wishes.votes",{count:t.votes})]])}
    ${Y("record.description",t.description&&Z(t.description))}`},x=d([H("bokeh-wish")],x);export{x as WishPage,n as WishesPage};
