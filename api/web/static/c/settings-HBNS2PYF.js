import{a as D,b as R}from"./chunk-J3U5ZZPM.js";import{a as z}from"./chunk-NOIPBCFS.js";import{b as P}from"./chunk-7N6RKAHB.js";import{a as W}from"./chunk-F7JOHHBS.js";import{a as E}from"./chunk-Z2ABAB66.js";import"./chunk-NUHZMQIG.js";import{d as O}from"./chunk-CN57YLLE.js";import{c as i,g as m,k as x,m as $,o as h}from"./chunk-G7AYT2BG.js";import{A as b,f as L,g as T,i as t,j as r,l as q,r as M,v as U,z as p}from"./chunk-A4WACZFI.js";import{d,e as o,f as c}from"./chunk-6UXUQ4LK.js";var C=()=>"serviceWorker"in navigator&&"PushManager"in window&&window.isSecureContext;async function S(){return await(await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription()??null}var V=async()=>await S()!==null;async function H(e){let n=await S();if(!e)return n&&(await U("/api/push/subscriptions",{method:"DELETE",body:{endpoint:n.endpoint}}),await n.unsubscribe()),!1;let{key:s}=await p("/api/push/key"),a=await navigator.serviceWorker.ready,y=n??await a.pushManager.subscribe({userVisibleOnly:!0,applicationServerKey:s});return await b("/api/push/subscriptions",y.toJSON()),!0}var f,k,w,l=class extends E{constructor(){super(...arguments);this.token="";this.isPushOn=null;this.told="";c(this,f,async()=>{this.told="";try{this.isPushOn=await H(!this.isPushOn),P(t(this.isPushOn?"settings.push_is_on":"settings.push_is_off"))}catch(s){this.told=s instanceof M?s.message:t("settings.push_refused")}});c(this,k,async()=>{try{this.token=(await b("/api/auth/token")).access_token}catch(s){this.told=s.message}});c(this,w,async()=>{await z(this.token,this),P(t("answer.copied"))})}connectedCallback(){super.connectedCallback(),this.titled(t("nav.settings")),C()&&V().then(s=>this.isPushOn=s),this.begin()}render(){let{user:s}=W;return i`<div class="page page-narrow">
      <header class="page-head"><h1 tabindex="-1">${t("nav.settings")}</h1></header>
      <section class="record-content settings">
        <h2>${t("settings.person")}</h2>
        <dl class="facts">
          <div><dt>${t("sign_in.user")}</dt><dd>${s.username}</dd></div>
          <div><dt>${t("settings.role")}</dt><dd>${r("role",s.role)}</dd></div>
          ${s.dealer?i`<div><dt>${t("fact.dealer")}</dt><dd>${s.dealer}</dd></div>`:m}
        </dl>
      </section>
      <section class="record-content settings">
        <h2>${t("settings.look")}</h2>
        ${I("language",t("settings.language"),[["zh","中文"],["en","English"]],L(),a=>T(a))}
        ${I("theme",t("settings.theme"),[["",t("settings.theme_device")],["light",t("settings.theme_light")],["dark",t("settings.theme_dark")]],D(),a=>{R(a),this.requestUpdate()})}
      </section>
      <section class="record-content settings">
        <h2>${t("settings.push")}</h2>
        <p class="hint">${t(C()?"settings.push_hint":"settings.push_cannot")}</p>
        ${this.isPushOn===null?m:i`<button
                type="button"
                class=${this.isPushOn?"quiet":"main"}
                @click=${o(this,f)}
              >
                ${h("bell")}${t(this.isPushOn?"settings.push_off":"settings.push_on")}
              </button>`}
        ${this.told?i`<p class="error" role="alert">${this.told}</p>`:m}
      </section>
      <section class="record-content settings">
        <h2>${t("settings.token")}</h2>
        <p class="hint">${t("settings.token_hint")}</p>
        ${this.token?i`<label class="field"
                  ><span>${t("settings.token_now")}</span
                  ><input
                    readonly
                    .value=${this.token}
                    @focus=${a=>a.target.select()}
                /></label>
                <button type="button" class="quiet" @click=${o(this,w)}
                  >${h("copy")}${t("draft.copy")}</button
                >`:i`<button type="button" class="quiet" @click=${o(this,k)}
                >${t("settings.token_make")}</button
              >`}
      </section>
    </div>`}};f=new WeakMap,k=new WeakMap,w=new WeakMap,d([$()],l.prototype,"token",2),d([$()],l.prototype,"isPushOn",2),d([$()],l.prototype,"told",2),l=d([x("bokeh-settings")],l);var I=(e,n,s,a,y)=>i`<fieldset class="pills">
    <legend>${n}</legend>
    ${s.map(([_,J])=>i`<label class="pill"
          ><input
            type="radio"
            name=${e}
            value=${_}
            .checked=${_===a}
            @change=${()=>y(_)}
          />${J}</label
        >`)}
  </fieldset>`,g,u,v=class extends E{constructor(){super(...arguments);c(this,g,new O(this,s=>p("/api/admin/status",{},s)));c(this,u,new O(this,s=>p("/api/admin/users",{},s)))}connectedCallback(){super.connectedCallback(),this.titled(t("nav.admin")),o(this,g).load(),o(this,u).load(),this.begin()}render(){return i`<div class="page">
      <header class="page-head"><h1 tabindex="-1">${t("nav.admin")}</h1></header>
      ${o(this,g).draw(K)}
      <h2>${t("admin.users")}</h2>
      ${o(this,u).draw(({items:s})=>N(s))}
    </div>`}};g=new WeakMap,u=new WeakMap,v=d([x("bokeh-admin")],v);var K=e=>i`<div class="queues">
    <section class="side-card">
      <h2>${h("spark")}${t("admin.model")}</h2>
      <ul class="clocks">
        <li><span>${t("admin.name")}</span><strong>${e.model.name}</strong></li>
        <li
          ><span>${t("admin.endpoint")}</span
          ><strong>${e.model.endpoint??t("app.offline_model")}</strong></li
        >
        <li
          ><span>${t("fact.status")}</span
          ><strong>${r("health",e.model.state)}</strong></li
        >
        <li><span>${t("admin.embedding")}</span><strong>${e.embedding.name}</strong></li>
        <li
          ><span>${t("admin.waiting")}</span
          ><strong>${e.index_waiting} / ${e.embedding.waiting}</strong></li
        >
      </ul>
    </section>
    <section class="side-card">
      <h2>${h("bell")}${t("admin.channels")}</h2>
      <ul class="clocks">
        ${e.channels.map(({name:n,way:s})=>i`<li>
              <span>${r("way",n)}</span
              ><span class="tag tag-done">${r("way",s)}</span>
            </li>`)}
      </ul>
      <p class="hint">${t("admin.stage",{stage:e.stage,version:e.version})}</p>
      <p class="hint">${q(new Date)}</p>
    </section>
  </div>`,N=e=>i`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${t("sign_in.user")}</th>
          <th scope="col">${t("settings.role")}</th>
          <th scope="col">${t("fact.dealer")}</th>
          <th scope="col">${t("fact.language")}</th>
          <th scope="col">${t("fact.status")}</th>
        </tr>
      </thead>
      <tbody>
        ${e.map(n=>i`<tr>
              <td class="list-main"
                ><span class="list-title">${n.username}</span
                ><span class="hint">${n.name}</span></td
              >
              <td>${r("role",n.role)}</td>
              <td>${n.dealer??"–"}</td>
              <td>${r("language",n.language)}</td>
              <td
                ><span class="tag ${n.is_active?"tag-done":""}"
                  >${t(n.is_active?"admin.active":"admin.inactive")}</span
                ></td
              >
            </tr>`)}
      </tbody>
    </table>
  </div>`;export{v as AdminPage,l as SettingsPage};
