import"./c/chunk-C36OU3CF.js";import{a as F,b as _e,c as xe}from"./c/chunk-AIK4HZJQ.js";import"./c/chunk-2EU2S3ZL.js";import"./c/chunk-D6VPO2YF.js";import{a as h}from"./c/chunk-Q6LM6CK5.js";import{b as A}from"./c/chunk-TCNZVIJ7.js";import"./c/chunk-WAPTGA74.js";import"./c/chunk-FKIWGZPF.js";import"./c/chunk-HBZY2KTX.js";import"./c/chunk-UHLEZ5IG.js";import"./c/chunk-NOIPBCFS.js";import"./c/chunk-3RV5T53C.js";import"./c/chunk-JEV7DZJT.js";import{a as de}from"./c/chunk-7N6RKAHB.js";import"./c/chunk-YJNXCIVA.js";import"./c/chunk-UDHZ4BRN.js";import{a as Te,b as M,c as Le,f as Se}from"./c/chunk-DTO2MNYV.js";import"./c/chunk-TH7BYODY.js";import"./c/chunk-EJPUX2ZE.js";import{c as s,d as re,e as oe,g as o,i as le,k as L,l as q,m as k,n as Z,o as w,s as B,t as S,u as we,v as Ee}from"./c/chunk-2DPB7P3T.js";import{a as g,b as ge,c as $e,d as be,e as ke,f as ye,g as p}from"./c/chunk-CK4OZ74M.js";import{e as pe,f as ce,g as ue,h as he,i as t,l as me,m as fe,t as ve}from"./c/chunk-Q4INVTIJ.js";import{d as l,e as n,f as r,g as O,h as c}from"./c/chunk-6UXUQ4LK.js";var We=Symbol.for(""),Ue=i=>{if(i?.r===We)return i?._$litStatic$},Oe=i=>({_$litStatic$:i,r:We});var Ce=new Map,ee=i=>(m,...e)=>{let a=e.length,v,f,$=[],b=[],W,_=0,ie=!1;for(;_<a;){for(W=m[_];_<a&&(f=e[_],(v=Ue(f))!==void 0);)W+=v+m[++_],ie=!0;_!==a&&b.push(f),$.push(W),_++}if(_===a&&$.push(m[a]),ie){let ne=$.join("$$lit$$");(m=Ce.get(ne))===void 0&&($.raw=$,Ce.set(ne,m=$)),e=b}return i(m,...e)},qe=ee(s),Ae=ee(re),Fe=ee(oe);var R,E=class extends S{constructor(){super(...arguments);this.hasEnded=!1;this.told=null;this.isSending=!1;r(this,R,async e=>{e.preventDefault();let[a,v]=[this.name.value.trim(),this.password.value];if(!a||!v){this.told=t("sign_in.missing"),(a?this.password:this.name).focus();return}this.isSending=!0;try{await $e(a,v),this.tell("entered")}catch(f){this.told=f.message,this.isSending=!1,await this.updateComplete,this.password.focus(),this.password.select()}})}firstUpdated(){this.name.focus()}render(){let e=this.told??(this.hasEnded?t("sign_in.ended"):"");return s`<div class="sign-in">
      <form method="post" novalidate aria-labelledby="sign-in-title" @submit=${n(this,R)}>
        ${B()}
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
    </div>`}};R=new WeakMap,l([q({attribute:!1})],E.prototype,"hasEnded",2),l([k()],E.prototype,"told",2),l([k()],E.prototype,"isSending",2),l([Z("#username")],E.prototype,"name",2),l([Z("#password")],E.prototype,"password",2),E=l([L("bokeh-sign-in")],E);var Be=(i,m,e)=>s`<input
    id=${i}
    name=${i}
    type=${m}
    autocomplete=${e}
    autocapitalize="none"
    spellcheck="false"
    maxlength="80"
    required
    aria-describedby="sign-in-problem"
  />`;var u=(i,...m)=>i?m:[];function te(){let i=p("tickets:read"),m=!!g.user?.dealer,e=p("dealers:see_all");return[{items:[{address:"/",sign:"spark",title:"nav.chat"},...u(i,{address:"/work",sign:"work",title:"nav.work",isTab:!0}),...u(p("rma:handle"),{address:"/approvals",sign:"check",title:"nav.approvals"}),{address:"/inbox",sign:"bell",title:"nav.inbox",isTab:!0,isInbox:!0}]},{title:"nav.tickets",items:u(i,...u(!p("rma:workshop"),{address:"/lists/consult?status=open",sign:"consult",title:"nav.consult"}),{address:"/lists/rma?status=open",sign:"rma",title:"nav.rma",isTab:!0},...u(!p("rma:workshop"),{address:"/lists/dealer_repair?status=open",sign:"dealer_repair",title:"nav.dealer_repair"}),...u(e&&p("rma:handle"),{address:"/lists/restock?status=open",sign:"restock",title:"nav.restock"}),...u(p("rma:workshop")||p("rma:handle"),{address:"/receive",sign:"truck",title:"nav.receive"}))},{title:"nav.look_up",items:[...u(i,{address:"/customers",sign:"people",title:"nav.customers"}),{address:"/knowledge",sign:"book",title:"nav.knowledge",isTab:!0},...u(p("internal:read")&&i,{address:"/wishes",sign:"star",title:"nav.wishes"}),...u(p("prices:read"),{address:"/prices",sign:"money",title:"nav.prices"}),...u(e&&p("accounts:read"),{address:"/dealers",sign:"store",title:"nav.dealers"}),...u(m&&p("dealer_repair:open"),{address:"/stock",sign:"restock",title:"nav.stock"}),...u(p("statistics:read"),{address:"/statistics",sign:"chart",title:"nav.statistics"})]},{title:"nav.house",items:[...u(p("mail:send"),{address:"/outbox",sign:"mail",title:"nav.outbox"}),{address:"/settings",sign:"settings",title:"nav.settings"},...u(p("answers:review"),{address:"/reviews",sign:"up",title:"nav.reviews"}),...u(p("policy:edit"),{address:"/policy",sign:"edit",title:"nav.policy"}),...u(p("house:set_rules"),{address:"/admin",sign:"lock",title:"nav.admin"})]}].filter(({items:a})=>a.length)}var je=3e4,Ge=12e3,D,H,d,Me,I,De,He,se,Ie,Ne,Pe,Ke,U,V,j,G,C,N,x=class extends S{constructor(){super(...arguments);r(this,d);this.page=null;this.path="/";this.isOpen=!1;this.toast=null;r(this,D);r(this,H,!1);r(this,I,e=>{let{detail:a}=e;this.toast=a,setTimeout(()=>this.toast===a&&(this.toast=null),Ge)});r(this,U,e=>{e.preventDefault();let a=String(new FormData(e.target).get("q")??"").trim();a&&Le(`/search?q=${encodeURIComponent(a)}`)});r(this,V,()=>{let e=F()==="dark"||!F()&&matchMedia("(prefers-color-scheme: dark)").matches;_e(e?"light":"dark")});r(this,j,e=>{e.preventDefault(),document.getElementById("main").focus()});r(this,G,async()=>{this.isOpen=!this.isOpen,await this.updateComplete,this.isOpen&&this.querySelector("#ways a")?.focus()});r(this,C,()=>{this.isOpen=!1});r(this,N,e=>{e.key==="Escape"&&this.isOpen&&(this.isOpen=!1,this.querySelector(".drawer")?.focus()),e.key==="k"&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),this.querySelector(".find input")?.focus())})}connectedCallback(){super.connectedCallback(),O(this,D,setInterval(this.redraw,je)),document.addEventListener("keydown",n(this,N)),M.addEventListener("moved",n(this,C)),h.addEventListener("changed",this.redraw),h.addEventListener("notice",n(this,I))}disconnectedCallback(){super.disconnectedCallback(),clearInterval(n(this,D)),document.removeEventListener("keydown",n(this,N)),M.removeEventListener("moved",n(this,C)),h.removeEventListener("changed",this.redraw),h.removeEventListener("notice",n(this,I)),h.stop()}updated(){let e=g.user!==null;e!==n(this,H)&&(O(this,H,e),e?h.start():h.stop())}render(){let e=g.user!==null;return s`<div class="frame ${e?"frame-in":""} ${this.isOpen?"nav-open":""}">
      <a class="skip" href="#main" @click=${n(this,j)}>${t("app.skip")}</a>
      <header class="bar">
        ${e?c(this,d,De).call(this):o}
        <a class="brand" href="/" aria-label=${t("app.name")}
          >${B()}<span>${t("app.name")}</span></a
        >
        ${e?Je():o} <span class="space"></span>
        ${e?c(this,d,Ne).call(this):o} ${e?Xe():o} ${Ye()}
        ${c(this,d,Pe).call(this)} ${e?c(this,d,Ke).call(this):o}
      </header>
      ${e?c(this,d,He).call(this):o}
      <div class="scrim" @click=${n(this,C)}></div>
      <main id="main" tabindex="-1">${this.page}</main>
      ${e?c(this,d,Ie).call(this):o} ${e&&this.toast?c(this,d,Me).call(this,this.toast):o}
      ${e&&this.path!=="/"?s`<bokeh-panel></bokeh-panel>`:o}
    </div>`}};D=new WeakMap,H=new WeakMap,d=new WeakSet,Me=function({title:e,text:a,url:v,is_urgent:f}){return s`<div class="toast ${f?"notice-urgent":""}" role="status">
      <span class="notice-sign">${w(f?"warning":"bell")}</span>
      <a class="line-text" href=${v??"/inbox"} @click=${()=>this.toast=null}
        ><strong>${e}</strong><span class="hint">${a}</span></a
      >
      <button
        type="button"
        class="plain small"
        aria-label=${t("app.close")}
        @click=${()=>this.toast=null}
      >
        ${w("close")}
      </button>
    </div>`},I=new WeakMap,De=function(){return s`<button
      type="button"
      class="plain drawer"
      aria-expanded=${this.isOpen}
      aria-controls="ways"
      aria-label=${t("nav.all")}
      @click=${n(this,G)}
    >
      ${w("menu")}
    </button>`},He=function(){let e=te();return s`<nav class="ways" id="ways" aria-label=${t("nav.all")}>
      ${e.map(({title:a,items:v})=>s`<div class="ways-group">
            ${a?s`<h2>${t(a)}</h2>`:o}
            <ul>
              ${v.map(f=>s`<li>${c(this,d,se).call(this,f)}</li>`)}
            </ul>
          </div>`)}
    </nav>`},se=function({address:e,sign:a,title:v,isInbox:f},$=!1){let b=e.split("?")[0],W=b==="/"?this.path==="/":this.path.startsWith(b);return s`<a
      href=${e}
      class=${$?"tab":"way-link"}
      aria-current=${W?"page":o}
      >${w(a)}<span>${t(v)}</span>${f&&h.unread?s`<span class="unread">${h.unread>99?"99+":h.unread}</span>`:o}</a
    >`},Ie=function(){let e=te().flatMap(({items:b})=>b),[a,v,...f]=e.filter(({isTab:b})=>b),$=b=>b?c(this,d,se).call(this,b,!0):o;return s`<nav class="tabs" aria-label=${t("nav.main")}>
      ${$(a)}${$(v)}
      ${this.path==="/"?s`<a class="tab tab-bokeh" href="/" aria-current="page" aria-label=${t("nav.chat")}
              >${B()}</a
            >`:s`<span></span>`}
      ${f.slice(0,2).map($)}
    </nav>`},Ne=function(){return s`<form
      class="find"
      role="search"
      aria-label=${t("nav.search")}
      @submit=${n(this,U)}
    >
      <label class="search"
        >${w("search")}<span class="unseen">${t("nav.search")}</span
        ><input type="search" name="q" placeholder=${t("nav.search")} autocomplete="off"
      /></label>
    </form>`},Pe=function(){return s`<button
      type="button"
      class="plain theme"
      aria-label=${t("app.theme")}
      title=${t("app.theme")}
      @click=${n(this,V)}
    >
      ${w("sun")}
    </button>`},Ke=function(){let{name:e}=g.user;return s`<span class="person-menu">
      <a class="who" href="/settings" title=${t("app.signed_in_as",{name:e})}>${e}</a>
      <button
        type="button"
        class="plain"
        aria-label=${t("app.sign_out")}
        title=${t("app.sign_out")}
        @click=${()=>this.tell("sign-out")}
      >
        ${w("leave")}
      </button>
    </span>`},U=new WeakMap,V=new WeakMap,j=new WeakMap,G=new WeakMap,C=new WeakMap,N=new WeakMap,l([q({attribute:!1})],x.prototype,"page",2),l([q({attribute:!1})],x.prototype,"path",2),l([k()],x.prototype,"isOpen",2),l([k()],x.prototype,"toast",2),x=l([L("bokeh-frame")],x);function Je(){return s`<span class="badges">
    ${g.model==="offline"?s`<span class="badge" title=${t("app.offline_model_hint")}
            ><span class="wide-only">${t("app.offline_model")}</span
            ><span class="narrow-only">${t("app.offline_short")}</span></span
          >`:o}
    ${g.demoClock?Qe():o}
  </span>`}function Qe(){let i=ye();return s`<span class="badge badge-clock" title=${t("app.demo_clock_hint")}
    >${w("clock")}<span class="wide-only">${t("app.demo_clock",{time:me(i)})}</span
    ><span class="narrow-only">${fe(i)}</span></span
  >`}function Xe(){let i=h.unread?t("nav.inbox_unread",{count:h.unread}):t("nav.inbox");return s`<a class="plain bell" href="/inbox" aria-label=${i} title=${i}
    >${w("bell")}${h.unread?s`<span class="unread" aria-hidden="true"
            >${h.unread>99?"99+":h.unread}</span
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
  </button>`}var P,y,Re,K,J,z,Q,X,Y,ae,T=class extends S{constructor(){super(...arguments);r(this,y);this.found=null;this.isReady=!1;this.hasEnded=!1;this.failure=null;r(this,P,0);r(this,K,async()=>{this.failure=null;try{let{hasEnded:e}=await ge();this.hasEnded=e,this.isReady=!0,g.user?await c(this,y,J).call(this):document.title=`${t("sign_in.title")} · Bokeh`}catch(e){this.failure=e}});r(this,z,()=>{g.user&&c(this,y,J).call(this)});r(this,Q,async()=>{this.hasEnded=!1,await c(this,y,J).call(this),this.requestUpdate()});r(this,X,async()=>{try{await be()}catch(e){this.failure=e;return}c(this,y,ae).call(this,"/")});r(this,Y,()=>{g.user&&(ke(),this.hasEnded=!0,c(this,y,ae).call(this,null))})}connectedCallback(){super.connectedCallback(),document.addEventListener("click",Se),window.addEventListener("popstate",n(this,z)),M.addEventListener("moved",n(this,z)),ve.addEventListener("ended",n(this,Y)),pe.addEventListener("changed",ze),window.addEventListener("storage",e=>{e.key==="bokeh.user"&&location.reload()}),ze(),n(this,K).call(this)}render(){return this.failure?Ee(this.failure,{title:t("error.title"),again:n(this,K)}):this.isReady?g.user?s`<bokeh-frame
      .page=${c(this,y,Re).call(this)}
      .path=${location.pathname}
      @sign-out=${n(this,X)}
    ></bokeh-frame>`:s`<bokeh-frame
        .page=${s`<bokeh-sign-in
          .hasEnded=${this.hasEnded}
          @entered=${n(this,Q)}
        ></bokeh-sign-in>`}
      ></bokeh-frame>`:we()}};P=new WeakMap,y=new WeakSet,Re=function(){if(!this.found)return o;let e=Oe(this.found.route.tag);return qe`<${e} .params=${this.found.params} data-serial=${n(this,P)}></${e}>`},K=new WeakMap,J=async function(){A();let e=Te(location.pathname);if(e){try{await e.route.load()}catch{return location.reload()}O(this,P,n(this,P)+1),this.found=e,document.title=`${t(e.route.title)} · Bokeh`}},z=new WeakMap,Q=new WeakMap,X=new WeakMap,Y=new WeakMap,ae=function(e){import("./c/history-ILUW6WVI.js").then(({History:a})=>a.forget()),A(),e&&window.history.replaceState(null,"",e),this.found=null,document.title=`${t("sign_in.title")} · Bokeh`,this.requestUpdate()},l([k()],T.prototype,"found",2),l([k()],T.prototype,"isReady",2),l([k()],T.prototype,"hasEnded",2),l([k()],T.prototype,"failure",2),T=l([L("bokeh-app")],T);function ze(){document.documentElement.lang=he()}xe();de(document.getElementById("announcer"));le(s`<bokeh-app></bokeh-app>`,document.getElementById("page"));"serviceWorker"in navigator&&window.isSecureContext&&navigator.serviceWorker.register("/sw.js").catch(()=>{});export{T as App};
