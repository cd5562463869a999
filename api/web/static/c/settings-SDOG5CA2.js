import{a as z,b as I}from"./chunk-AIK4HZJQ.js";import{a as V}from"./chunk-NOIPBCFS.js";import{b as y}from"./chunk-7N6RKAHB.js";import{a as j}from"./chunk-HM66VXJH.js";import"./chunk-C7AO5QRC.js";import{c as n,g as h,k as _,m as $,o as T,t as R,x as U}from"./chunk-2DPB7P3T.js";import{a as N}from"./chunk-CK4OZ74M.js";import{A as w,B as q,f as H,g as M,i as e,j as k,s as A,w as L,x as W}from"./chunk-Q4INVTIJ.js";import{d as p,e as u,f as g,h as f}from"./chunk-6UXUQ4LK.js";var C=()=>"serviceWorker"in navigator&&"PushManager"in window&&window.isSecureContext;async function D(){return await(await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription()??null}var G=async()=>await D()!==null;async function J(d){let o=await D();if(!d)return o&&(await L("/api/push/subscriptions",{method:"DELETE",body:{endpoint:o.endpoint}}),await o.unsubscribe()),!1;let{key:t}=await w("/api/push/key"),s=await navigator.serviceWorker.ready,l=o??await s.pushManager.subscribe({userVisibleOnly:!0,applicationServerKey:t});return await q("/api/push/subscriptions",l.toJSON()),!0}var K="/api/me/preferences",Y=["push","mail"],te={quiet_from:22,quiet_until:8},se=Array.from({length:24},(d,o)=>o),m,a,Q,X,Z,P,v=class extends R{constructor(){super(...arguments);g(this,a);this.error="";this.isSending=!1;g(this,m,new U(this,t=>w(K,{},t)));this.redraw=()=>{u(this,m).load()}}connectedCallback(){super.connectedCallback(),u(this,m).load()}render(){return u(this,m).draw(t=>n`${f(this,a,Q).call(this,t)} ${f(this,a,X).call(this,t)}
        ${this.error?n`<p class="error" role="alert">${this.error}</p>`:h}`)}};m=new WeakMap,a=new WeakSet,Q=function(t){let s=t.quiet_from!==null,l=(c,r)=>n`<label class="field"
        ><span>${e(r)}</span
        ><select
          name=${c}
          @change=${i=>f(this,a,P).call(this,{...t,[c]:Number(i.target.value)})}
        >
          ${se.map(i=>n`<option value=${i} ?selected=${t[c]===i}
                >${String(i).padStart(2,"0")}:00</option
              >`)}
        </select></label
      >`;return n`<fieldset class="quiet-hours" ?disabled=${this.isSending}>
      <legend>${e("preferences.quiet")}</legend>
      <p class="hint">${e("preferences.quiet_hint")}</p>
      <label class="check"
        ><input
          type="checkbox"
          name="quiet"
          .checked=${s}
          @change=${()=>f(this,a,P).call(this,{...t,...s?{quiet_from:null,quiet_until:null}:te})}
        />${e("preferences.quiet_on")}</label
      >
      ${s?n`<div class="quiet-span">${l("quiet_from","preferences.from")}${l("quiet_until","preferences.until")}</div>`:h}
    </fieldset>`},X=function(t){return n`<div class="wide" tabindex="0" role="region" aria-label=${e("preferences.title")}>
      <table class="ways-table">
        <thead>
          <tr>
            <th scope="col">${e("preferences.event")}</th>
            ${Y.map(s=>n`<th scope="col" class="by">${k("way",s)}</th>`)}
            <th scope="col"><span class="unseen">${e("preferences.usual")}</span></th>
          </tr>
        </thead>
        <tbody> ${t.events.map(s=>f(this,a,Z).call(this,t,s))} </tbody>
      </table>
    </div>`},Z=function(t,s){let l=r=>f(this,a,P).call(this,{...t,events:t.events.map(i=>i.event===s.event?{...i,ways:r}:i)}),c=r=>s.ways.includes(r)?s.ways.filter(i=>i!==r):[...s.ways,r];return n`<tr>
      <th scope="row">
        ${s.label}
        ${s.is_urgent?n`<span class="tag tag-alert">${e("preferences.urgent")}</span>`:h}
      </th>
      ${Y.map(r=>n`<td class="by">
            <input
              type="checkbox"
              aria-label="${s.label}: ${k("way",r)}"
              .checked=${s.ways.includes(r)}
              ?disabled=${this.isSending}
              @change=${()=>l(c(r))}
            />
          </td>`)}
      <td>
        ${B(s.ways,s.usual)?h:n`<button
                type="button"
                class="plain small"
                aria-label="${s.label}: ${e("preferences.usual")}"
                @click=${()=>l(s.usual)}
              >
                ${e("preferences.usual")}
              </button>`}
      </td>
    </tr>`},P=async function(t){this.isSending=!0,this.error="",u(this,m).value=t;let s=t.events.filter(({ways:i,usual:S})=>!B(i,S)),{quiet_from:l,quiet_until:c}=t,r=Object.fromEntries(s.map(({event:i,ways:S})=>[i,S]));try{let i={quiet_from:l,quiet_until:c,events:r};u(this,m).value=await W(K,{method:"PUT",body:i}),y(e("preferences.saved"))}catch(i){this.error=i.message,u(this,m).load()}this.isSending=!1},p([$()],v.prototype,"error",2),p([$()],v.prototype,"isSending",2),v=p([_("bokeh-preferences")],v);var B=(d,o)=>d.length===o.length&&d.every(t=>o.includes(t));var E,O,x,b=class extends j{constructor(){super(...arguments);this.token="";this.isPushOn=null;this.told="";g(this,E,async()=>{this.told="";try{this.isPushOn=await J(!this.isPushOn),y(e(this.isPushOn?"settings.push_is_on":"settings.push_is_off"))}catch(t){this.told=t instanceof A?t.message:e("settings.push_refused")}});g(this,O,async()=>{try{this.token=(await q("/api/auth/token")).access_token}catch(t){this.told=t.message}});g(this,x,async()=>{await V(this.token,this),y(e("answer.copied"))})}connectedCallback(){super.connectedCallback(),this.titled(e("nav.settings")),C()&&G().then(t=>this.isPushOn=t),this.begin()}render(){let{user:t}=N;return n`<div class="page page-narrow">
      <header class="page-head"><h1 tabindex="-1">${e("nav.settings")}</h1></header>
      <section class="record-content settings">
        <h2>${e("settings.person")}</h2>
        <dl class="facts">
          <div><dt>${e("admin.name")}</dt><dd>${t.name}</dd></div>
          <div><dt>${e("sign_in.user")}</dt><dd>${t.username}</dd></div>
          <div><dt>${e("settings.role")}</dt><dd>${k("role",t.role)}</dd></div>
          ${t.dealer?n`<div><dt>${e("fact.dealer")}</dt><dd>${t.dealer}</dd></div>`:h}
        </dl>
      </section>
      <section class="record-content settings">
        <h2>${e("settings.look")}</h2>
        ${F("language",e("settings.language"),[["zh","中文"],["en","English"]],H(),s=>M(s))}
        ${F("theme",e("settings.theme"),[["",e("settings.theme_device")],["light",e("settings.theme_light")],["dark",e("settings.theme_dark")]],z(),s=>{I(s),this.requestUpdate()})}
      </section>
      <section class="record-content settings">
        <h2>${e("settings.push")}</h2>
        <p class="hint">${e(C()?"settings.push_hint":"settings.push_cannot")}</p>
        ${this.isPushOn===null?h:n`<button
                type="button"
                class=${this.isPushOn?"quiet":"main"}
                @click=${u(this,E)}
              >
                ${T("bell")}${e(this.isPushOn?"settings.push_off":"settings.push_on")}
              </button>`}
        ${this.told?n`<p class="error" role="alert">${this.told}</p>`:h}
      </section>
      <section class="record-content settings">
        <h2>${e("preferences.title")}</h2>
        <p class="hint">${e("preferences.hint")}</p>
        <bokeh-preferences></bokeh-preferences>
      </section>
      <section class="record-content settings">
        <h2>${e("settings.token")}</h2>
        <p class="hint">${e("settings.token_hint")}</p>
        ${this.token?n`<label class="field"
                  ><span>${e("settings.token_now")}</span
                  ><input
                    readonly
                    .value=${this.token}
                    @focus=${s=>s.target.select()}
                /></label>
                <button type="button" class="quiet" @click=${u(this,x)}
                  >${T("copy")}${e("draft.copy")}</button
                >`:n`<button type="button" class="quiet" @click=${u(this,O)}
                >${e("settings.token_make")}</button
              >`}
      </section>
    </div>`}};E=new WeakMap,O=new WeakMap,x=new WeakMap,p([$()],b.prototype,"token",2),p([$()],b.prototype,"isPushOn",2),p([$()],b.prototype,"told",2),b=p([_("bokeh-settings")],b);var F=(d,o,t,s,l)=>n`<fieldset class="pills">
    <legend>${o}</legend>
    ${t.map(([c,r])=>n`<label class="pill"
          ><input
            type="radio"
            name=${d}
            value=${c}
            .checked=${c===s}
            @change=${()=>l(c)}
          />${r}</label
        >`)}
  </fieldset>`;export{b as SettingsPage};
