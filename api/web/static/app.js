import{a as F,b as _e,c as xe}from"./c/chunk-AN5FY4AC.js";import"./c/chunk-XEUCIHQA.js";import{a as u}from"./c/chunk-ZS4BJIFV.js";import"./c/chunk-Y34QX64Y.js";import"./c/chunk-VS2KZD7A.js";import{b as A}from"./c/chunk-532L3EGB.js";import"./c/chunk-E42S33AY.js";import"./c/chunk-AJ3OFRAP.js";import"./c/chunk-M2BKYURV.js";import"./c/chunk-RLQ4Q6KN.js";import"./c/chunk-NOIPBCFS.js";import{a as de}from"./c/chunk-7N6RKAHB.js";import"./c/chunk-S37Z5NKR.js";import{a as m,b as ge,c as $e,d as be,e as ke,f as ye,g as f}from"./c/chunk-25D4Y2O5.js";import"./c/chunk-DPA3XDMF.js";import{a as Te,b as B,c as Le,f as Se}from"./c/chunk-Z5SPRWBW.js";import{a as we,b as Ee}from"./c/chunk-RAPU36VB.js";import"./c/chunk-V5ZYP75Q.js";import{c as s,d as re,e as oe,g as o,i as le,k as T,l as q,m as $,n as Z,o as k,s as z,t as L}from"./c/chunk-BGVEP54W.js";import{f as pe,g as ce,h as ue,i as he,j as t,m as me,n as fe,t as ve}from"./c/chunk-PIJAXCT7.js";import{d as l,e as n,f as r,g as W,h as c}from"./c/chunk-6UXUQ4LK.js";var Oe=Symbol.for(""),Ue=i=>{if(i?.r===Oe)return i?._$litStatic$},We=i=>({_$litStatic$:i,r:Oe});var Ce=new Map,ee=i=>(h,...e)=>{let a=e.length,p,g,w=[],C=[],O,E=0,ie=!1;for(;E<a;){for(O=h[E];E<a&&(g=e[E],(p=Ue(g))!==void 0);)O+=p+h[++E],ie=!0;E!==a&&C.push(g),w.push(O),E++}if(E===a&&w.push(h[a]),ie){let ne=w.join("$$lit$$");(h=Ce.get(ne))===void 0&&(w.raw=w,Ce.set(ne,h=w)),e=C}return i(h,...e)},qe=ee(s),Ae=ee(re),Fe=ee(oe);var R,y=class extends L{constructor(){super(...arguments);this.hasEnded=!1;this.told=null;this.isSending=!1;r(this,R,async e=>{e.preventDefault();let[a,p]=[this.name.value.trim(),this.password.value];if(!a||!p){this.told=t("sign_in.missing"),(a?this.password:this.name).focus();return}this.isSending=!0;try{await $e(a,p),this.tell("entered")}catch(g){this.told=g.message,this.isSending=!1,await this.updateComplete,this.password.focus(),this.password.select()}})}firstUpdated(){this.name.focus()}render(){let e=this.told??(this.hasEnded?t("sign_in.ended"):"");return s`<div class="sign-in">
      <form method="post" novalidate aria-labelledby="sign-in-title" @submit=${n(this,R)}>
        ${z()}
        <h1 id="sign-in-title">${t("app.name")}</h1>
        <p class="tagline">${t("app.tagline")}</p>
        <p class="error" role="alert" id="sign-in-problem">${e||o}</p>
        <label for="username">${t("sign_in.user")}</label>
        ${Be("username","text","username")}
        <label for="password">${t("sign_in.password")}</label>
        ${Be("password","password","current-password")}
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${t(this.isSending?"sign_in.sending":"sign_in.submit")}
        </button>
      </form>
    </div>`}};R=new WeakMap,l([q({attribute:!1})],y.prototype,"hasEnded",2),l([$()],y.prototype,"told",2),l([$()],y.prototype,"isSending",2),l([Z("#username")],y.prototype,"name",2),l([Z("#password")],y.prototype,"password",2),y=l([T("bokeh-sign-in")],y);var Be=(i,h,e)=>s`<input
    id=${i}
    name=${i}
    type=${h}
    autocomplete=${e}
    autocapitalize="none"
    spellcheck="false"
    maxlength="80"
    required
    aria-describedby="sign-in-problem"
  />`;var v=(i,...h)=>i?h:[];function te(){let i=f("tickets:read"),h=!!m.user?.dealer,e=f("dealers:see_all");return[{items:[{address:"/",sign:"spark",title:"nav.chat",isTab:!0},...v(i,{address:"/work",sign:"work",title:"nav.work",isTab:!0}),...v(f("rma:handle"),{address:"/approvals",sign:"check",title:"nav.approvals"}),{address:"/inbox",sign:"bell",title:"nav.inbox",isTab:!0,isInbox:!0}]},{title:"nav.tickets",items:v(i,...v(!f("rma:workshop"),{address:"/lists/consult?status=open",sign:"consult",title:"nav.consult"}),{address:"/lists/rma?status=open",sign:"rma",title:"nav.rma",isTab:!0},...v(!f("rma:workshop"),{address:"/lists/dealer_repair?status=open",sign:"dealer_repair",title:"nav.dealer_repair"}),...v(e&&f("rma:handle"),{address:"/lists/restock?status=open",sign:"restock",title:"nav.restock"}),...v(f("rma:workshop")||f("rma:handle"),{address:"/receive",sign:"truck",title:"nav.receive"}))},{title:"nav.look_up",items:[...v(i,{address:"/customers",sign:"people",title:"nav.customers"}),{address:"/knowledge",sign:"book",title:"nav.knowledge",isTab:!i},...v(f("prices:read"),{address:"/prices",sign:"money",title:"nav.prices"}),...v(e,{address:"/dealers",sign:"store",title:"nav.dealers"}),...v(h&&f("dealer_repair:open"),{address:"/stock",sign:"restock",title:"nav.stock"}),...v(f("statistics:read"),{address:"/statistics",sign:"chart",title:"nav.statistics"})]},{title:"nav.house",items:[{address:"/settings",sign:"settings",title:"nav.settings"},...v(f("house:set_rules"),{address:"/admin",sign:"lock",title:"nav.admin"})]}].filter(({items:a})=>a.length)}var je=3e4,Ge=12e3,M,D,d,Me,H,De,He,se,Ie,Ne,Pe,Ke,U,V,j,G,S,I,_=class extends L{constructor(){super(...arguments);r(this,d);this.page=null;this.path="/";this.isOpen=!1;this.toast=null;r(this,M);r(this,D,!1);r(this,H,e=>{let{detail:a}=e;this.toast=a,setTimeout(()=>this.toast===a&&(this.toast=null),Ge)});r(this,U,e=>{e.preventDefault();let a=String(new FormData(e.target).get("q")??"").trim();a&&Le(`/search?q=${encodeURIComponent(a)}`)});r(this,V,()=>{let e=F()==="dark"||!F()&&matchMedia("(prefers-color-scheme: dark)").matches;_e(e?"light":"dark")});r(this,j,e=>{e.preventDefault(),document.getElementById("main").focus()});r(this,G,async()=>{this.isOpen=!this.isOpen,await this.updateComplete,this.isOpen&&this.querySelector("#ways a")?.focus()});r(this,S,()=>{this.isOpen=!1});r(this,I,e=>{e.key==="Escape"&&this.isOpen&&(this.isOpen=!1,this.querySelector(".drawer")?.focus()),e.key==="k"&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),this.querySelector(".find input")?.focus())})}connectedCallback(){super.connectedCallback(),W(this,M,setInterval(this.redraw,je)),document.addEventListener("keydown",n(this,I)),B.addEventListener("moved",n(this,S)),u.addEventListener("changed",this.redraw),u.addEventListener("notice",n(this,H))}disconnectedCallback(){super.disconnectedCallback(),clearInterval(n(this,M)),document.removeEventListener("keydown",n(this,I)),B.removeEventListener("moved",n(this,S)),u.removeEventListener("changed",this.redraw),u.removeEventListener("notice",n(this,H)),u.stop()}updated(){let e=m.user!==null;e!==n(this,D)&&(W(this,D,e),e?u.start():u.stop())}render(){let e=m.user!==null;return s`<div class="frame ${e?"frame-in":""} ${this.isOpen?"nav-open":""}">
      <a class="skip" href="#main" @click=${n(this,j)}>${t("app.skip")}</a>
      <header class="bar">
        ${e?c(this,d,De).call(this):o}
        <a class="brand" href="/" aria-label=${t("app.name")}
          >${z()}<span>${t("app.name")}</span></a
        >
        ${e?Je():o} <span class="space"></span>
        ${e?c(this,d,Ne).call(this):o} ${e?Xe():o} ${Ye()}
        ${c(this,d,Pe).call(this)} ${e?c(this,d,Ke).call(this):o}
      </header>
      ${e?c(this,d,He).call(this):o}
      <div class="scrim" @click=${n(this,S)}></div>
      <main id="main" tabindex="-1">${this.page}</main>
      ${e?c(this,d,Ie).call(this):o} ${e&&this.toast?c(this,d,Me).call(this,this.toast):o}
      ${e&&this.path!=="/"?s`<bokeh-panel></bokeh-panel>`:o}
    </div>`}};M=new WeakMap,D=new WeakMap,d=new WeakSet,Me=function({title:e,text:a,url:p,is_urgent:g}){return s`<div class="toast ${g?"notice-urgent":""}" role="status">
      <span class="notice-sign">${k(g?"warning":"bell")}</span>
      <a class="line-text" href=${p??"/inbox"} @click=${()=>this.toast=null}
        ><strong>${e}</strong><span class="hint">${a}</span></a
      >
      <button
        type="button"
        class="plain small"
        aria-label=${t("app.close")}
        @click=${()=>this.toast=null}
      >
        ${k("close")}
      </button>
    </div>`},H=new WeakMap,De=function(){return s`<button
      type="button"
      class="plain drawer"
      aria-expanded=${this.isOpen}
      aria-controls="ways"
      aria-label=${t("nav.all")}
      @click=${n(this,G)}
    >
      ${k("menu")}
    </button>`},He=function(){let e=te();return s`<nav class="ways" id="ways" aria-label=${t("nav.all")}>
      ${e.map(({title:a,items:p})=>s`<div class="ways-group">
            ${a?s`<h2>${t(a)}</h2>`:o}
            <ul>
              ${p.map(g=>s`<li>${c(this,d,se).call(this,g)}</li>`)}
            </ul>
          </div>`)}
    </nav>`},se=function({address:e,sign:a,title:p,isInbox:g},w=!1){let C=e.split("?")[0],O=C==="/"?this.path==="/":this.path.startsWith(C);return s`<a
      href=${e}
      class=${w?"tab":"way-link"}
      aria-current=${O?"page":o}
      >${k(a)}<span>${t(p)}</span>${g&&u.unread?s`<span class="unread">${u.unread>99?"99+":u.unread}</span>`:o}</a
    >`},Ie=function(){let a=te().flatMap(({items:p})=>p).filter(({isTab:p})=>p).slice(0,4);return s`<nav class="tabs" aria-label=${t("nav.main")}>
      ${a.map(p=>c(this,d,se).call(this,p,!0))}
    </nav>`},Ne=function(){return s`<form
      class="find"
      role="search"
      aria-label=${t("nav.search")}
      @submit=${n(this,U)}
    >
      <label class="search"
        >${k("search")}<span class="unseen">${t("nav.search")}</span
        ><input type="search" name="q" placeholder=${t("nav.search")} autocomplete="off"
      /></label>
    </form>`},Pe=function(){return s`<button
      type="button"
      class="plain theme"
      aria-label=${t("app.theme")}
      title=${t("app.theme")}
      @click=${n(this,V)}
    >
      ${k("sun")}
    </button>`},Ke=function(){let e=m.user.username;return s`<span class="person-menu">
      <a class="who" href="/settings" title=${t("app.signed_in_as",{name:e})}>${e}</a>
      <button
        type="button"
        class="plain"
        aria-label=${t("app.sign_out")}
        title=${t("app.sign_out")}
        @click=${()=>this.tell("sign-out")}
      >
        ${k("leave")}
      </button>
    </span>`},U=new WeakMap,V=new WeakMap,j=new WeakMap,G=new WeakMap,S=new WeakMap,I=new WeakMap,l([q({attribute:!1})],_.prototype,"page",2),l([q({attribute:!1})],_.prototype,"path",2),l([$()],_.prototype,"isOpen",2),l([$()],_.prototype,"toast",2),_=l([T("bokeh-frame")],_);function Je(){return s`<span class="badges">
    ${m.model==="offline"?s`<span class="badge" title=${t("app.offline_model_hint")}
            ><span class="wide-only">${t("app.offline_model")}</span
            ><span class="narrow-only">${t("app.offline_short")}</span></span
          >`:o}
    ${m.demoClock?Qe():o}
  </span>`}function Qe(){let i=ye();return s`<span class="badge badge-clock" title=${t("app.demo_clock_hint")}
    >${k("clock")}<span class="wide-only">${t("app.demo_clock",{time:me(i)})}</span
    ><span class="narrow-only">${fe(i)}</span></span
  >`}function Xe(){let i=u.unread?t("nav.inbox_unread",{count:u.unread}):t("nav.inbox");return s`<a class="plain bell" href="/inbox" aria-label=${i} title=${i}
    >${k("bell")}${u.unread?s`<span class="unread" aria-hidden="true"
            >${u.unread>99?"99+":u.unread}</span
          >`:o}</a
  >`}function Ye(){let i=ce()==="zh"?"en":"zh";return s`<button
    type="button"
    class="plain language"
    lang=${i==="zh"?"zh-CN":"en"}
    aria-label=${t("app.language")}
    title=${t("app.language")}
    @click=${()=>ue(i)}
  >
    ${t("app.language_short")}
  </button>`}var N,b,Re,P,J,K,Q,X,Y,ae,x=class extends L{constructor(){super(...arguments);r(this,b);this.found=null;this.isReady=!1;this.hasEnded=!1;this.failure=null;r(this,N,0);r(this,P,async()=>{this.failure=null;try{let{hasEnded:e}=await ge();this.hasEnded=e,this.isReady=!0,m.user?await c(this,b,J).call(this):document.title=`${t("sign_in.title")} · Bokeh`}catch(e){this.failure=e}});r(this,K,()=>{m.user&&c(this,b,J).call(this)});r(this,Q,async()=>{this.hasEnded=!1,await c(this,b,J).call(this),this.requestUpdate()});r(this,X,async()=>{try{await be()}catch(e){this.failure=e;return}c(this,b,ae).call(this,"/")});r(this,Y,()=>{m.user&&(ke(),this.hasEnded=!0,c(this,b,ae).call(this,null))})}connectedCallback(){super.connectedCallback(),document.addEventListener("click",Se),window.addEventListener("popstate",n(this,K)),B.addEventListener("moved",n(this,K)),ve.addEventListener("ended",n(this,Y)),pe.addEventListener("changed",ze),window.addEventListener("storage",e=>{e.key==="bokeh.user"&&location.reload()}),ze(),n(this,P).call(this)}render(){return this.failure?Ee(this.failure,{title:t("error.title"),again:n(this,P)}):this.isReady?m.user?s`<bokeh-frame
      .page=${c(this,b,Re).call(this)}
      .path=${location.pathname}
      @sign-out=${n(this,X)}
    ></bokeh-frame>`:s`<bokeh-frame
        .page=${s`<bokeh-sign-in
          .hasEnded=${this.hasEnded}
          @entered=${n(this,Q)}
        ></bokeh-sign-in>`}
      ></bokeh-frame>`:we()}};N=new WeakMap,b=new WeakSet,Re=function(){if(!this.found)return o;let e=We(this.found.route.tag);return qe`<${e} .params=${this.found.params} data-serial=${n(this,N)}></${e}>`},P=new WeakMap,J=async function(){A();let e=Te(location.pathname);if(e){try{await e.route.load()}catch{return location.reload()}W(this,N,n(this,N)+1),this.found=e,document.title=`${t(e.route.title)} · Bokeh`}},K=new WeakMap,Q=new WeakMap,X=new WeakMap,Y=new WeakMap,ae=function(e){import("./c/history-DRLFHTTP.js").then(({History:a})=>a.forget()),A(),e&&window.history.replaceState(null,"",e),this.found=null,document.title=`${t("sign_in.title")} · Bokeh`,this.requestUpdate()},l([$()],x.prototype,"found",2),l([$()],x.prototype,"isReady",2),l([$()],x.prototype,"hasEnded",2),l([$()],x.prototype,"failure",2),x=l([T("bokeh-app")],x);function ze(){document.documentElement.lang=he()}xe();de(document.getElementById("announcer"));le(s`<bokeh-app></bokeh-app>`,document.getElementById("page"));"serviceWorker"in navigator&&window.isSecureContext&&navigator.serviceWorker.register("/sw.js").catch(()=>{});export{x as App};
