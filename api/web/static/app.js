import"./c/chunk-HGCZOW5F.js";import{a as X}from"./c/chunk-NPRDFNN7.js";import{a as le}from"./c/chunk-RCOSBA2H.js";import"./c/chunk-JYX75OTD.js";import{a as m,b as ve,c as $e,d as ge,e as be,f as ye}from"./c/chunk-WB34JPK2.js";import{a as Ee,b as O,c as xe,e as _e}from"./c/chunk-2MEXWIUJ.js";import{q as we,r as ke}from"./c/chunk-LOMAI4E7.js";import"./c/chunk-FGJ6M6TF.js";import{c as a,d as ne,e as re,g as o,i as oe,k as x,l as C,m as v,n as J,o as w,s as W,t as _}from"./c/chunk-MJJIJ7P2.js";import{a as Q,d as de,e as pe,f as ce,g as ue,h as t,k as he,l as me,p as fe}from"./c/chunk-HFNORJ3X.js";import{d as l,e as i,f as r,g as I,h as p}from"./c/chunk-6UXUQ4LK.js";var Le=Symbol.for(""),Ke=s=>{if(s?.r===Le)return s?._$litStatic$},Se=s=>({_$litStatic$:s,r:Le});var Te=new Map,Z=s=>(h,...e)=>{let n=e.length,c,$,b=[],L=[],S,y=0,ae=!1;for(;y<n;){for(S=h[y];y<n&&($=e[y],(c=Ke($))!==void 0);)S+=c+h[++y],ae=!0;y!==n&&L.push($),b.push(S),y++}if(y===n&&b.push(h[n]),ae){let ie=b.join("$$lit$$");(h=Te.get(ie))===void 0&&(b.raw=b,Te.set(ie,h=b)),e=L}return s(h,...e)},Ce=Z(a),Je=Z(ne),Qe=Z(re);var R=()=>{let s=Q.get("theme");return s==="light"||s==="dark"?s:""};function Oe(s){Q.set("theme",s||null),F()}function F(){let s=R();s?document.documentElement.dataset.theme=s:delete document.documentElement.dataset.theme}var D,g=class extends _{constructor(){super(...arguments);this.hasEnded=!1;this.told=null;this.isSending=!1;r(this,D,async e=>{e.preventDefault();let[n,c]=[this.name.value.trim(),this.password.value];if(!n||!c){this.told=t("sign_in.missing"),(n?this.password:this.name).focus();return}this.isSending=!0;try{await $e(n,c),this.tell("entered")}catch($){this.told=$.message,this.isSending=!1,await this.updateComplete,this.password.focus(),this.password.select()}})}firstUpdated(){this.name.focus()}render(){let e=this.told??(this.hasEnded?t("sign_in.ended"):"");return a`<div class="sign-in">
      <form method="post" novalidate aria-labelledby="sign-in-title" @submit=${i(this,D)}>
        ${W()}
        <h1 id="sign-in-title">${t("app.name")}</h1>
        <p class="tagline">${t("app.tagline")}</p>
        <p class="error" role="alert" id="sign-in-problem">${e||o}</p>
        <label for="username">${t("sign_in.user")}</label>
        ${qe("username","text","username")}
        <label for="password">${t("sign_in.password")}</label>
        ${qe("password","password","current-password")}
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${t(this.isSending?"sign_in.sending":"sign_in.submit")}
        </button>
      </form>
    </div>`}};D=new WeakMap,l([C({attribute:!1})],g.prototype,"hasEnded",2),l([v()],g.prototype,"told",2),l([v()],g.prototype,"isSending",2),l([J("#username")],g.prototype,"name",2),l([J("#password")],g.prototype,"password",2),g=l([x("bokeh-sign-in")],g);var qe=(s,h,e)=>a`<input
    id=${s}
    name=${s}
    type=${h}
    autocomplete=${e}
    autocapitalize="none"
    spellcheck="false"
    maxlength="80"
    required
    aria-describedby="sign-in-problem"
  />`;var A=class extends EventTarget{constructor(){super(...arguments);this.unread=0;this.#t=null}#e;#t;countBy(e){this.#t=e}start(){this.#e||!this.#t||(this.#e=setInterval(()=>document.hidden||void this.look(),2e4),this.look())}stop(){clearInterval(this.#e),this.#e=void 0,this.#s(0)}async look(){try{this.#s(await this.#t?.()??0)}catch{}}#s(e){e!==this.unread&&(this.unread=e,this.dispatchEvent(new Event("changed")))}},u=new A;function ee(){return[{items:[{address:"/",sign:"spark",title:"nav.chat",isTab:!0}]}]}var Ve=3e4,q,d,Be,Me,te,Pe,He,Ie,We,K,U,V,z,T,B,E=class extends _{constructor(){super(...arguments);r(this,d);this.page=null;this.path="/";this.isOpen=!1;r(this,q);r(this,K,e=>{e.preventDefault();let n=String(new FormData(e.target).get("q")??"").trim();n&&xe(`/search?q=${encodeURIComponent(n)}`)});r(this,U,()=>{let e=R()==="dark"||!R()&&matchMedia("(prefers-color-scheme: dark)").matches;Oe(e?"light":"dark")});r(this,V,e=>{e.preventDefault(),document.getElementById("main").focus()});r(this,z,async()=>{this.isOpen=!this.isOpen,await this.updateComplete,this.isOpen&&this.querySelector("#ways a")?.focus()});r(this,T,()=>{this.isOpen=!1});r(this,B,e=>{e.key==="Escape"&&this.isOpen&&(this.isOpen=!1,this.querySelector(".drawer")?.focus()),e.key==="k"&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),this.querySelector(".find input")?.focus())})}connectedCallback(){super.connectedCallback(),I(this,q,setInterval(this.redraw,Ve)),document.addEventListener("keydown",i(this,B)),O.addEventListener("moved",i(this,T)),u.addEventListener("changed",this.redraw)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(i(this,q)),document.removeEventListener("keydown",i(this,B)),O.removeEventListener("moved",i(this,T)),u.removeEventListener("changed",this.redraw),u.stop()}updated(){m.user?u.start():u.stop()}render(){let e=m.user!==null;return a`<div class="frame ${e?"frame-in":""} ${this.isOpen?"nav-open":""}">
      <a class="skip" href="#main" @click=${i(this,V)}>${t("app.skip")}</a>
      <header class="bar">
        ${e?p(this,d,Be).call(this):o}
        <a class="brand" href="/" aria-label=${t("app.name")}
          >${W()}<span>${t("app.name")}</span></a
        >
        ${e?ze():o} <span class="space"></span>
        ${e?p(this,d,He).call(this):o} ${e?je():o} ${Ye()}
        ${p(this,d,Ie).call(this)} ${e?p(this,d,We).call(this):o}
      </header>
      ${e?p(this,d,Me).call(this):o}
      <div class="scrim" @click=${i(this,T)}></div>
      <main id="main" tabindex="-1">${this.page}</main>
      ${e?p(this,d,Pe).call(this):o}
      ${e&&this.path!=="/"?a`<bokeh-panel></bokeh-panel>`:o}
    </div>`}};q=new WeakMap,d=new WeakSet,Be=function(){return a`<button
      type="button"
      class="plain drawer"
      aria-expanded=${this.isOpen}
      aria-controls="ways"
      aria-label=${t("nav.all")}
      @click=${i(this,z)}
    >
      ${w("menu")}
    </button>`},Me=function(){let e=ee();return a`<nav class="ways" id="ways" aria-label=${t("nav.all")}>
      ${e.map(({title:n,items:c})=>a`<div class="ways-group">
            ${n?a`<h2>${t(n)}</h2>`:o}
            <ul>
              ${c.map($=>a`<li>${p(this,d,te).call(this,$)}</li>`)}
            </ul>
          </div>`)}
    </nav>`},te=function({address:e,sign:n,title:c,isInbox:$},b=!1){let L=e.split("?")[0],S=L==="/"?this.path==="/":this.path.startsWith(L);return a`<a
      href=${e}
      class=${b?"tab":"way-link"}
      aria-current=${S?"page":o}
      >${w(n)}<span>${t(c)}</span>${$&&u.unread?a`<span class="unread">${u.unread>99?"99+":u.unread}</span>`:o}</a
    >`},Pe=function(){let n=ee().flatMap(({items:c})=>c).filter(({isTab:c})=>c).slice(0,4);return a`<nav class="tabs" aria-label=${t("nav.main")}>
      ${n.map(c=>p(this,d,te).call(this,c,!0))}
    </nav>`},He=function(){return a`<form class="find" role="search" @submit=${i(this,K)}>
      <label class="search"
        >${w("search")}<span class="unseen">${t("nav.search")}</span
        ><input type="search" name="q" placeholder=${t("nav.search")} autocomplete="off"
      /></label>
    </form>`},Ie=function(){return a`<button
      type="button"
      class="plain theme"
      aria-label=${t("app.theme")}
      title=${t("app.theme")}
      @click=${i(this,U)}
    >
      ${w("sun")}
    </button>`},We=function(){let e=m.user.username;return a`<span class="person-menu">
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
    </span>`},K=new WeakMap,U=new WeakMap,V=new WeakMap,z=new WeakMap,T=new WeakMap,B=new WeakMap,l([C({attribute:!1})],E.prototype,"page",2),l([C({attribute:!1})],E.prototype,"path",2),l([v()],E.prototype,"isOpen",2),E=l([x("bokeh-frame")],E);function ze(){return a`<span class="badges">
    ${m.model==="offline"?a`<span class="badge" title=${t("app.offline_model_hint")}
            ><span class="wide-only">${t("app.offline_model")}</span
            ><span class="narrow-only">${t("app.offline_short")}</span></span
          >`:o}
    ${m.demoClock?Ne():o}
  </span>`}function Ne(){let s=ye();return a`<span class="badge badge-clock" title=${t("app.demo_clock_hint")}
    >${w("clock")}<span class="wide-only">${t("app.demo_clock",{time:he(s)})}</span
    ><span class="narrow-only">${me(s)}</span></span
  >`}function je(){let s=u.unread?t("nav.inbox_unread",{count:u.unread}):t("nav.inbox");return a`<a class="plain bell" href="/inbox" aria-label=${s} title=${s}
    >${w("bell")}${u.unread?a`<span class="unread" aria-hidden="true"
            >${u.unread>99?"99+":u.unread}</span
          >`:o}</a
  >`}function Ye(){let s=pe()==="zh"?"en":"zh";return a`<button
    type="button"
    class="plain language"
    lang=${s==="zh"?"zh-CN":"en"}
    aria-label=${t("app.language")}
    title=${t("app.language")}
    @click=${()=>ce(s)}
  >
    ${t("app.language_short")}
  </button>`}var M,f,De,P,N,H,j,Y,G,se,k=class extends _{constructor(){super(...arguments);r(this,f);this.found=null;this.isReady=!1;this.hasEnded=!1;this.failure=null;r(this,M,0);r(this,P,async()=>{this.failure=null;try{let{hasEnded:e}=await ve();this.hasEnded=e,this.isReady=!0,m.user?await p(this,f,N).call(this):document.title=`${t("sign_in.title")} · Bokeh`}catch(e){this.failure=e}});r(this,H,()=>{m.user&&p(this,f,N).call(this)});r(this,j,async()=>{this.hasEnded=!1,await p(this,f,N).call(this),this.requestUpdate()});r(this,Y,async()=>{try{await ge()}catch(e){this.failure=e;return}p(this,f,se).call(this,"/")});r(this,G,()=>{m.user&&(be(),this.hasEnded=!0,p(this,f,se).call(this,null))})}connectedCallback(){super.connectedCallback(),document.addEventListener("click",_e),window.addEventListener("popstate",i(this,H)),O.addEventListener("moved",i(this,H)),fe.addEventListener("ended",i(this,G)),de.addEventListener("changed",Re),window.addEventListener("storage",e=>{e.key==="bokeh.user"&&location.reload()}),Re(),i(this,P).call(this)}render(){return this.failure?ke(this.failure,{title:t("error.title"),again:i(this,P)}):this.isReady?m.user?a`<bokeh-frame
      .page=${p(this,f,De).call(this)}
      .path=${location.pathname}
      @sign-out=${i(this,Y)}
    ></bokeh-frame>`:a`<bokeh-frame
        .page=${a`<bokeh-sign-in
          .hasEnded=${this.hasEnded}
          @entered=${i(this,j)}
        ></bokeh-sign-in>`}
      ></bokeh-frame>`:we()}};M=new WeakMap,f=new WeakSet,De=function(){if(!this.found)return o;let e=Se(this.found.route.tag);return Ce`<${e} .params=${this.found.params} data-serial=${i(this,M)}></${e}>`},P=new WeakMap,N=async function(){X();let e=Ee(location.pathname);if(e){try{await e.route.load()}catch{return location.reload()}I(this,M,i(this,M)+1),this.found=e,document.title=`${t(e.route.title)} · Bokeh`}},H=new WeakMap,j=new WeakMap,Y=new WeakMap,G=new WeakMap,se=function(e){import("./c/history-5Y6NVXAK.js").then(({History:n})=>n.forget()),X(),e&&window.history.replaceState(null,"",e),this.found=null,document.title=`${t("sign_in.title")} · Bokeh`,this.requestUpdate()},l([v()],k.prototype,"found",2),l([v()],k.prototype,"isReady",2),l([v()],k.prototype,"hasEnded",2),l([v()],k.prototype,"failure",2),k=l([x("bokeh-app")],k);function Re(){document.documentElement.lang=ue()}F();le(document.getElementById("announcer"));oe(a`<bokeh-app></bokeh-app>`,document.getElementById("page"));"serviceWorker"in navigator&&window.isSecureContext&&navigator.serviceWorker.register("/sw.js").catch(()=>{});export{k as App};
