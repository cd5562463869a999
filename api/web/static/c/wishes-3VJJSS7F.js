import{a as U,b as H}from"./chunk-WJJEK7TL.js";import{a as J}from"./chunk-THODGXSW.js";import{a as D,b as Y,c as F,d as Z}from"./chunk-ILL6YUX6.js";import{b as L}from"./chunk-7N6RKAHB.js";import{a as C,b as Q}from"./chunk-MVQGVNBX.js";import{a as G}from"./chunk-XCTUIMDB.js";import{c as X,d as tt,e as v}from"./chunk-RNY2ECGX.js";import{a as z}from"./chunk-EJPUX2ZE.js";import{c as o,g as l,k as T,m as f,n as K,o as A,t as j,w as B,x as c}from"./chunk-UQQH67M2.js";import{a as S,g as P}from"./chunk-JYZYIGDL.js";import{A as x,B as N,C as _,i,y as M}from"./chunk-7DBWABGA.js";import{d as n,e as t,f as r,g as E,h as I}from"./chunk-6UXUQ4LK.js";var rt=400,V=R=>`/wishes/${M(R)}`,h,p,g,$,w,q,W,d=class extends j{constructor(){super(...arguments);this.error=null;this.isSending=!1;r(this,h);r(this,p,"");r(this,g,_());r(this,$,new c(this,e=>x("/api/wishes/alike",{text:t(this,p)},e)));r(this,w,new c(this,()=>C(S.user.username)));r(this,q,()=>{clearTimeout(t(this,h)),E(this,h,setTimeout(()=>{let e=F(this.form).title??"";e!==t(this,p)&&(E(this,p,e),e&&t(this,$).load())},rt))});r(this,W,async e=>{if(e.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let{title:a="",...s}=F(this.form),{number:k}=await N("/api/wishes",{title:a,...s},t(this,g));L(i("wishes.kept",{number:k})),X(V(k))}catch(a){this.error=a,E(this,g,_()),await this.updateComplete,Z(this)}this.isSending=!1}})}connectedCallback(){super.connectedCallback(),t(this,w).load(),this.updateComplete.then(()=>this.querySelector("[name=title]")?.focus())}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(t(this,h))}render(){let e=this.error?.fields??{},a=t(this,p)?t(this,$).value?.items??[]:[];return o`<form
      class="wish-form move form"
      novalidate
      @submit=${t(this,W)}
      @input=${t(this,q)}
    >
      ${D({name:"title",title:i("wishes.title"),wrong:e.title,isNeeded:!0,isWide:!0})}
      ${Y({name:"product",title:i("fact.product"),wrong:e.product},t(this,w).value?.products??[])}
      ${D({name:"description",title:i("record.description"),wrong:e.description,isWide:!0},{rows:3})}
      ${a.length?o`<div class="full likely" role="status">
              <h3>${i("wishes.alike")}</h3>
              <ul>
                ${a.map(({number:s,title:k})=>o`<li><a href=${V(s)}>${s}</a> ${k}</li>`)}
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
    </form>`}};h=new WeakMap,p=new WeakMap,g=new WeakMap,$=new WeakMap,w=new WeakMap,q=new WeakMap,W=new WeakMap,n([f()],d.prototype,"error",2),n([f()],d.prototype,"isSending",2),n([K("form")],d.prototype,"form",2),d=n([T("bokeh-wish-form")],d);var ot=25,m,u,O,et,y,b=class extends G{constructor(){super(...arguments);r(this,O);this.isWriting=!1;r(this,m,new c(this,e=>x("/api/wishes",{...t(this,y).call(this),page:v("page"),size:ot},e)));r(this,u,new c(this,()=>C(S.user.username)));this.asked=()=>{t(this,m).load()};this.redraw=()=>{t(this,m).load(),t(this,u).load()};r(this,y,()=>({q:v("q"),status:v("status"),product:v("product")}))}connectedCallback(){super.connectedCallback(),this.titled(i("nav.wishes")),t(this,m).load(),t(this,u).load(),this.begin()}render(){return o`<div class="page">
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
                ${A("plus")}${i("wishes.new")}
              </button>`:l}
      </header>
      ${this.isWriting?o`<bokeh-wish-form @wish-left=${()=>this.isWriting=!1}></bokeh-wish-form>`:l}
      <form
        class="filters"
        role="search"
        aria-label=${i("list.filters")}
        @submit=${e=>e.preventDefault()}
      >
        ${U(i("wishes.search"))}
        ${H("status",i("fact.status"),Q("wish_status"))}
        ${H("product",i("fact.product"),t(this,u).value?.products??[])}
      </form>
      ${t(this,m).draw(e=>I(this,O,et).call(this,e))}
    </div>`}};m=new WeakMap,u=new WeakMap,O=new WeakSet,et=function(e){let a=Object.values(t(this,y).call(this)).some(Boolean);return e.items.length?o`<ul class="article-grid">
        ${e.items.map(s=>o`<li>
              <a class="article-card" href=${V(s.number)}>
                <span class="hint">${A("star")}${s.number}</span>
                <strong>${s.title}</strong>
                <span class="tags"
                  ><span class="tag ${z(s.status)}">${s.status_label}</span
                  ><span class="tag">${i("wishes.votes",{count:s.votes})}</span>${s.product?o`<span class="tag">${s.product.name}</span>`:l}</span
                >
              </a>
            </li>`)}
      </ul>
      ${J(e,s=>tt({page:s===1?null:String(s)}))}`:B(i(a?"wishes.none_match":"wishes.none"),{sign:"star"})},y=new WeakMap,n([f()],b.prototype,"isWriting",2),b=n([T("bokeh-wishes")],b);export{b as WishesPage};
