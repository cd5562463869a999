import{a as K,b as F}from"./chunk-PBCYIQVM.js";import{a as J}from"./chunk-7L2DQ6W5.js";import{a as A,b as Y,c as D,d as Z}from"./chunk-2ZATZ2YR.js";import{b as L}from"./chunk-7N6RKAHB.js";import{a as x,b as Q}from"./chunk-BCSMJK7M.js";import{a as G}from"./chunk-YDQFGYT4.js";import{c as U,d as X,e as v}from"./chunk-DTO2MNYV.js";import{a as z}from"./chunk-EJPUX2ZE.js";import{c as o,g as l,k,m as f,n as I,o as _,t as j,w as B,x as m}from"./chunk-2DPB7P3T.js";import{a as T,g as P}from"./chunk-CK4OZ74M.js";import{A as E,D as N,i,y as M}from"./chunk-Q4INVTIJ.js";import{d as n,e as t,f as r,g as R,h as H}from"./chunk-6UXUQ4LK.js";var st=400,S=W=>`/wishes/${M(W)}`,h,p,C,g,$,V,q,d=class extends j{constructor(){super(...arguments);this.error=null;this.isSending=!1;r(this,h);r(this,p,"");r(this,C,new N);r(this,g,new m(this,e=>E("/api/wishes/alike",{text:t(this,p)},e)));r(this,$,new m(this,()=>x(T.user.username)));r(this,V,()=>{clearTimeout(t(this,h)),R(this,h,setTimeout(()=>{let e=D(this.form).title??"";e!==t(this,p)&&(R(this,p,e),e&&t(this,g).load())},st))});r(this,q,async e=>{if(e.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let{title:a="",...s}=D(this.form),{number:y}=await t(this,C).post("/api/wishes",{title:a,...s});L(i("wishes.kept",{number:y})),U(S(y))}catch(a){this.error=a,await this.updateComplete,Z(this)}this.isSending=!1}})}connectedCallback(){super.connectedCallback(),t(this,$).load(),this.updateComplete.then(()=>this.querySelector("[name=title]")?.focus())}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(t(this,h))}render(){let e=this.error?.fields??{},a=t(this,p)?t(this,g).value?.items??[]:[];return o`<form
      class="wish-form move form"
      novalidate
      @submit=${t(this,q)}
      @input=${t(this,V)}
    >
      ${A({name:"title",title:i("wishes.title"),wrong:e.title,isNeeded:!0,isWide:!0})}
      ${Y({name:"product",title:i("fact.product"),wrong:e.product},t(this,$).value?.products??[])}
      ${A({name:"description",title:i("record.description"),wrong:e.description,isWide:!0},{rows:3})}
      ${a.length?o`<div class="full likely" role="status">
              <h3>${i("wishes.alike")}</h3>
              <ul>
                ${a.map(({number:s,title:y})=>o`<li><a href=${S(s)}>${s}</a> ${y}</li>`)}
              </ul>
            </div>`:l}
      ${this.error?o`<p class="error" role="alert">${this.error.message}</p>`:l}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?i("card.sending"):i("wishes.new")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("wish-left")}>
          ${i("app.cancel")}
        </button>
      </div>
    </form>`}};h=new WeakMap,p=new WeakMap,C=new WeakMap,g=new WeakMap,$=new WeakMap,V=new WeakMap,q=new WeakMap,n([f()],d.prototype,"error",2),n([f()],d.prototype,"isSending",2),n([I("form")],d.prototype,"form",2),d=n([k("bokeh-wish-form")],d);var rt=25,c,u,O,tt,b,w=class extends G{constructor(){super(...arguments);r(this,O);this.isWriting=!1;r(this,c,new m(this,e=>E("/api/wishes",{...t(this,b).call(this),page:v("page"),size:rt},e)));r(this,u,new m(this,()=>x(T.user.username)));this.asked=()=>{t(this,c).load()};this.redraw=()=>{t(this,c).load(),t(this,u).load()};r(this,b,()=>({q:v("q"),status:v("status"),product:v("product")}))}connectedCallback(){super.connectedCallback(),this.titled(i("nav.wishes")),t(this,c).load(),t(this,u).load(),this.begin()}render(){return o`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${i("nav.wishes")}</h1>
          <p class="hint">${i("wishes.hint")}</p>
        </div>
        ${P("wishes:add")?o`<button
                type="button"
                class="main"
                aria-expanded=${this.isWriting}
                @click=${()=>this.isWriting=!this.isWriting}
              >
                ${_("plus")}${i("wishes.new")}
              </button>`:l}
      </header>
      ${this.isWriting?o`<bokeh-wish-form @wish-left=${()=>this.isWriting=!1}></bokeh-wish-form>`:l}
      <form
        class="filters"
        role="search"
        aria-label=${i("list.filters")}
        @submit=${e=>e.preventDefault()}
      >
        ${K(i("wishes.search"))}
        ${F("status",i("fact.status"),Q("wish_status"))}
        ${F("product",i("fact.product"),t(this,u).value?.products??[])}
      </form>
      ${t(this,c).draw(e=>H(this,O,tt).call(this,e))}
    </div>`}};c=new WeakMap,u=new WeakMap,O=new WeakSet,tt=function(e){let a=Object.values(t(this,b).call(this)).some(Boolean);return e.items.length?o`<ul class="article-grid">
        ${e.items.map(s=>o`<li>
              <a class="article-card" href=${S(s.number)}>
                <span class="hint">${_("star")}${s.number}</span>
                <strong>${s.title}</strong>
                <span class="tags"
                  ><span class="tag ${z(s.status)}">${s.status_label}</span
                  ><span class="tag">${i("wishes.votes",{count:s.votes})}</span>${s.product?o`<span class="tag">${s.product.name}</span>`:l}</span
                >
              </a>
            </li>`)}
      </ul>
      ${J(e,s=>X({page:s===1?null:String(s)}))}`:B(i(a?"wishes.none_match":"wishes.none"),{sign:"star"})},b=new WeakMap,n([f()],w.prototype,"isWriting",2),w=n([k("bokeh-wishes")],w);export{w as WishesPage};
