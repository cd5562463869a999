import{a as j,b as z}from"./chunk-AIK4HZJQ.js";import{a as R}from"./chunk-NOIPBCFS.js";import{b as y}from"./chunk-7N6RKAHB.js";import{a as V}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as n,g,k as w,m as $,o as S,t as W,x as N}from"./chunk-2DPB7P3T.js";import{a as U}from"./chunk-CK4OZ74M.js";import{A as _,B as P,f as C,g as H,i as e,j as k,s as M,w as A,x as L}from"./chunk-Q4INVTIJ.js";import{d as h,e as l,f as m,h as f}from"./chunk-6UXUQ4LK.js";var T=()=>"serviceWorker"in navigator&&"PushManager"in window&&window.isSecureContext;async function I(){return await(await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription()??null}var D=async()=>await I()!==null;async function G(c){let r=await I();if(!c)return r&&(await A("/api/push/subscriptions",{method:"DELETE",body:{endpoint:r.endpoint}}),await r.unsubscribe()),!1;let{key:t}=await _("/api/push/key"),s=await navigator.serviceWorker.ready,i=r??await s.pushManager.subscribe({userVisibleOnly:!0,applicationServerKey:t});return await P("/api/push/subscriptions",i.toJSON()),!0}var J="/api/me/preferences",K=["push","mail"],ee={quiet_from:22,quiet_until:8},te=Array.from({length:24},(c,r)=>r),p,u,Y,B,Q,q,v=class extends W{constructor(){super(...arguments);m(this,u);this.error="";this.isSending=!1;m(this,p,new N(this,t=>_(J,{},t)));this.redraw=()=>{l(this,p).load()}}connectedCallback(){super.connectedCallback(),l(this,p).load()}render(){return l(this,p).draw(t=>n`${f(this,u,Y).call(this,t)} ${f(this,u,B).call(this,t)}
        ${this.error?n`<p class="error" role="alert">${this.error}</p>`:g}`)}};p=new WeakMap,u=new WeakSet,Y=function(t){let s=t.quiet_from!==null,i=(o,a)=>n`<label class="field"
        ><span>${e(a)}</span
        ><select
          name=${o}
          @change=${d=>f(this,u,q).call(this,{...t,[o]:Number(d.target.value)})}
        >
          ${te.map(d=>n`<option value=${d} ?selected=${t[o]===d}
                >${String(d).padStart(2,"0")}:00</option
              >`)}
        </select></label
      >`;return n`<fieldset class="quiet-hours" aria-busy=${this.isSending}>
      <legend>${e("preferences.quiet")}</legend>
      <p class="hint">${e("preferences.quiet_hint")}</p>
      <label class="check"
        ><input
          type="checkbox"
          name="quiet"
          .checked=${s}
          @change=${()=>f(this,u,q).call(this,{...t,...s?{quiet_from:null,quiet_until:null}:ee})}
        />${e("preferences.quiet_on")}</label
      >
      ${s?n`<div class="quiet-span">${i("quiet_from","preferences.from")}${i("quiet_until","preferences.until")}</div>`:g}
    </fieldset>`},B=function(t){return n`<div
      class="wide"
      tabindex="0"
      role="region"
      aria-label=${e("preferences.title")}
      aria-busy=${this.isSending}
    >
      <table class="ways-table">
        <thead>
          <tr>
            <th scope="col">${e("preferences.event")}</th>
            ${K.map(s=>n`<th scope="col" class="by">${k("way",s)}</th>`)}
            <th scope="col"><span class="unseen">${e("preferences.usual")}</span></th>
          </tr>
        </thead>
        <tbody> ${t.events.map(s=>f(this,u,Q).call(this,t,s))} </tbody>
      </table>
    </div>`},Q=function(t,s){let i=a=>f(this,u,q).call(this,{...t,events:t.events.map(d=>d.event===s.event?{...d,ways:a}:d)}),o=a=>s.ways.includes(a)?s.ways.filter(d=>d!==a):[...s.ways,a];return n`<tr>
      <th scope="row">
        ${s.label}
        ${s.is_urgent?n`<span class="tag tag-alert">${e("preferences.urgent")}</span>`:g}
      </th>
      ${K.map(a=>n`<td class="by">
            <input
              type="checkbox"
              aria-label="${s.label}: ${k("way",a)}"
              .checked=${s.ways.includes(a)}
              @change=${()=>i(o(a))}
            />
          </td>`)}
      <td>
        ${X(s.ways,s.usual)?g:n`<button
                type="button"
                class="plain small"
                aria-label="${s.label}: ${e("preferences.usual")}"
                @click=${()=>i(s.usual)}
              >
                ${e("preferences.usual")}
              </button>`}
      </td>
    </tr>`},q=async function(t){if(l(this,p).value=t,this.requestUpdate(),!this.isSending){this.isSending=!0,this.error="";try{let s,i;do s=l(this,p).value,i=await L(J,{method:"PUT",body:se(s)});while(l(this,p).value!==s);l(this,p).value=i,y(e("preferences.saved"))}catch(s){this.error=s.message,l(this,p).load()}this.isSending=!1}},h([$()],v.prototype,"error",2),h([$()],v.prototype,"isSending",2),v=h([w("bokeh-preferences")],v);function se({quiet_from:c,quiet_until:r,events:t}){let s=t.filter(({ways:i,usual:o})=>!X(i,o));return{quiet_from:c,quiet_until:r,events:Object.fromEntries(s.map(({event:i,ways:o})=>[i,o]))}}var X=(c,r)=>c.length===r.length&&c.every(t=>r.includes(t));var E,O,x,b=class extends V{constructor(){super(...arguments);this.token="";this.isPushOn=null;this.told="";m(this,E,async()=>{this.told="";try{this.isPushOn=await G(!this.isPushOn),y(e(this.isPushOn?"settings.push_is_on":"settings.push_is_off"))}catch(t){this.told=t instanceof M?t.message:e("settings.push_refused")}});m(this,O,async()=>{try{this.token=(await P("/api/auth/token")).access_token}catch(t){this.told=t.message}});m(this,x,async()=>{await R(this.token,this),y(e("answer.copied"))})}connectedCallback(){super.connectedCallback(),this.titled(e("nav.settings")),T()&&D().then(t=>this.isPushOn=t),this.begin()}render(){let{user:t}=U;return n`<div class="page page-narrow">
      <header class="page-head"><h1 tabindex="-1">${e("nav.settings")}</h1></header>
      <section class="record-content settings">
        <h2>${e("settings.person")}</h2>
        <dl class="facts">
          <div><dt>${e("admin.name")}</dt><dd>${t.name}</dd></div>
          <div><dt>${e("sign_in.user")}</dt><dd>${t.username}</dd></div>
          <div><dt>${e("settings.role")}</dt><dd>${k("role",t.role)}</dd></div>
          ${t.dealer?n`<div><dt>${e("fact.dealer")}</dt><dd>${t.dealer}</dd></div>`:g}
        </dl>
      </section>
      <section class="record-content settings">
        <h2>${e("settings.look")}</h2>
        ${Z("language",e("settings.language"),[["zh","中文"],["en","English"]],C(),s=>H(s))}
        ${Z("theme",e("settings.theme"),[["",e("settings.theme_device")],["light",e("settings.theme_light")],["dark",e("settings.theme_dark")]],j(),s=>{z(s),this.requestUpdate()})}
      </section>
      <section class="record-content settings">
        <h2>${e("settings.push")}</h2>
        <p class="hint">${e(T()?"settings.push_hint":"settings.push_cannot")}</p>
        ${this.isPushOn===null?g:n`<button
                type="button"
                class=${this.isPushOn?"quiet":"main"}
                @click=${l(this,E)}
              >
                ${S("bell")}${e(this.isPushOn?"settings.push_off":"settings.push_on")}
              </button>`}
        ${this.told?n`<p class="error" role="alert">${this.told}</p>`:g}
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
                <button type="button" class="quiet" @click=${l(this,x)}
                  >${S("copy")}${e("draft.copy")}</button
                >`:n`<button type="button" class="quiet" @click=${l(this,O)}
                >${e("settings.token_make")}</button
              >`}
      </section>
    </div>`}};E=new WeakMap,O=new WeakMap,x=new WeakMap,h([$()],b.prototype,"token",2),h([$()],b.prototype,"isPushOn",2),h([$()],b.prototype,"told",2),b=h([w("bokeh-settings")],b);var Z=(c,r,t,s,i)=>n`<fieldset class="pills">
    <legend>${r}</legend>
    ${t.map(([o,a])=>n`<label class="pill"
          ><input
            type="radio"
            name=${c}
            value=${o}
            .checked=${o===s}
            @change=${()=>i(o)}
          />${a}</label
        >`)}
  </fieldset>`;export{b as SettingsPage};
