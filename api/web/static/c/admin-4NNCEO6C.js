import{a as D,b as T,c as F,d as ee}from"./chunk-2ZATZ2YR.js";import{b as I}from"./chunk-7N6RKAHB.js";import{a as Z,b as A}from"./chunk-BCSMJK7M.js";import{a as Y}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{c as r,g as p,k as x,l as S,m as f,n as B,o as g,t as Q,w as X,x as L}from"./chunk-2DPB7P3T.js";import{a as K}from"./chunk-CK4OZ74M.js";import{A as V,D as J,i as n,j as b,l as z,w as G,y as M}from"./chunk-Q4INVTIJ.js";import{d,e as a,f as m,h as l}from"./chunk-6UXUQ4LK.js";var R,o,ne,ie,y,v,q,N,te,O,U,P,u=class extends Q{constructor(){super(...arguments);m(this,o);this.user=null;this.roles=[];this.dealers=[];this.chosen="";this.error=null;this.isSending=!1;this.isEnding=!1;m(this,R,new J);m(this,v,e=>this.error?.fields[e]);m(this,q,e=>{this.chosen=e.target.value});m(this,N,async e=>{if(e.preventDefault(),this.isSending)return;let{user:i}=this,t=F(this.form);i&&(t.active="active"in t,t.email??=null);let s=i?`/api/admin/users/${M(i.username)}`:"/api/admin/users",E=await l(this,o,U).call(this,()=>a(this,R).send(s,{method:i?"PATCH":"POST",body:i?l(this,o,te).call(this,i,t):t}));E&&l(this,o,P).call(this,n(i?"admin.changed":"admin.added",{name:E.name}))});m(this,O,async()=>{let{username:e,name:i}=this.user,t=`/api/admin/users/${M(e)}/end-sign-ins`;await l(this,o,U).call(this,()=>G(t,{method:"POST"}))&&l(this,o,P).call(this,n("admin.ended",{name:i}))})}connectedCallback(){super.connectedCallback(),this.chosen=this.user?.role??"market",this.updateComplete.then(()=>this.querySelector("input")?.focus())}render(){let{user:e}=this,i=e?n("admin.change",{name:e.username}):n("admin.add");return r`<form class="move form" novalidate aria-label=${i} @submit=${a(this,N)}>
      ${e?p:l(this,o,y).call(this,"username",n("sign_in.user"),{isNeeded:!0})}
      ${l(this,o,y).call(this,"name",n("admin.name"),{isNeeded:!0,value:e?.name})}
      <div class="role-field" @change=${a(this,q)}>
        ${T({name:"role",title:n("settings.role"),value:this.chosen,wrong:a(this,v).call(this,"role")},this.roles.map(({code:t})=>({code:t,label:b("role",t)})),null)}
      </div>
      ${l(this,o,ne).call(this)} ${l(this,o,y).call(this,"email",n("preferences.mail"),{value:e?.email})}
      ${T({name:"language",title:n("settings.language"),value:e?.language??"en"},A("language"),null)}
      ${D({name:"password",title:n(e?"admin.new_password":"sign_in.password"),wrong:a(this,v).call(this,"password"),isNeeded:!e},{type:"password",longest:200})}
      ${e?r`<label class="check full"
              ><input
                type="checkbox"
                name="active"
                ?checked=${e.is_active}
              />${n("admin.is_active")}</label
            >`:p}
      ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:p}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?n("card.sending"):n(e?"list.save":"admin.add")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("user-form-closed")}>
          ${n("app.cancel")}
        </button>
        ${e?l(this,o,ie).call(this,e):p}
      </div>
    </form>`}};R=new WeakMap,o=new WeakSet,ne=function(){let e=this.roles.find(({code:i})=>i===this.chosen)?.belongs_to;return e==="dealer"?T({name:"dealer",title:n("fact.dealer"),value:this.user?.dealer,wrong:a(this,v).call(this,"dealer"),isNeeded:!0},this.dealers):e==="customer"?l(this,o,y).call(this,"customer",n("admin.belongs_customer"),{value:this.user?.customer,isNeeded:!0}):p},ie=function({name:e}){return this.isEnding?r`<p class="warning full">
        ${g("warning")}<span>${n("admin.sure",{name:e})}</span>
      </p>
      <button type="button" class="quiet" @click=${a(this,O)}>${n("admin.end_sign_ins")}</button>`:r`<button type="button" class="plain" @click=${()=>this.isEnding=!0}>
        ${g("leave")}${n("admin.end_sign_ins")}
      </button>`},y=function(e,i,t={}){return D({name:e,title:i,wrong:a(this,v).call(this,e),...t})},v=new WeakMap,q=new WeakMap,N=new WeakMap,te=function(e,i){let t={...e,active:e.is_active};return Object.fromEntries(Object.entries(i).filter(([s,E])=>t[s]!==E))},O=new WeakMap,U=async function(e){this.isSending=!0,this.error=null;try{return await e()}catch(i){return this.error=i,await this.updateComplete,ee(this),null}finally{this.isSending=!1}},P=function(e){I(e),this.tell("user-kept",e)},d([S({attribute:!1})],u.prototype,"user",2),d([S({attribute:!1})],u.prototype,"roles",2),d([S({attribute:!1})],u.prototype,"dealers",2),d([f()],u.prototype,"chosen",2),d([f()],u.prototype,"error",2),d([f()],u.prototype,"isSending",2),d([f()],u.prototype,"isEnding",2),d([B("form")],u.prototype,"form",2),u=d([x("bokeh-user")],u);var j="",_,k,C,h,se,ae,re,W,H,w=class extends Y{constructor(){super(...arguments);m(this,h);this.words="";this.open=null;this.told="";m(this,_,new L(this,e=>V("/api/admin/status",{},e)));m(this,k,new L(this,e=>V("/api/admin/users",{},e)));m(this,C,new L(this,()=>Z(K.user.username)));m(this,H,e=>{this.told=e.detail,this.open=null,a(this,k).load()})}connectedCallback(){super.connectedCallback(),this.titled(n("nav.admin")),a(this,_).load(),a(this,k).load(),a(this,C).load(),this.begin()}render(){let e=a(this,_).error?.isForbidden;return r`<div class="page">
      <header class="page-head"><h1 tabindex="-1">${n("nav.admin")}</h1></header>
      ${a(this,_).draw(le)} ${e?p:l(this,h,se).call(this)}
    </div>`}};_=new WeakMap,k=new WeakMap,C=new WeakMap,h=new WeakSet,se=function(){return r`<section
      aria-label=${n("admin.users")}
      @user-kept=${a(this,H)}
      @user-form-closed=${()=>this.open=null}
    >
      <header class="page-head part-title">
        <h2>${n("admin.users")}</h2>
        <button
          type="button"
          class="main"
          aria-expanded=${this.open===j}
          @click=${()=>this.open=this.open===j?null:j}
        >
          ${g("plus")}${n("admin.add")}
        </button>
      </header>
      ${this.told?r`<p class="told" role="status">${this.told}</p>`:p}
      ${a(this,k).draw(e=>r`${this.open===j?l(this,h,W).call(this,e,null):p}${l(this,h,ae).call(this,e)}`)}
    </section>`},ae=function(e){let i=this.words.trim().toLowerCase(),t=e.items.filter(s=>[s.username,s.name,b("role",s.role),s.dealer_name??"",s.email??""].join(" ").toLowerCase().includes(i));return r`<div class="filters">
        <label class="search"
          >${g("search")}<span class="unseen">${n("admin.search")}</span
          ><input
            type="search"
            placeholder=${n("admin.search")}
            @input=${s=>this.words=s.target.value}
        /></label>
      </div>
      ${t.length?r`<ul class="people">
              ${t.map(s=>l(this,h,re).call(this,e,s))}
            </ul>`:X(n("admin.none_match"),{sign:"people"})}`},re=function(e,i){let t=this.open===i.username,s=[b("role",i.role),i.dealer_name,i.customer,i.email];return r`<li class="side-card">
      <div class="person-line">
        <span class="line-text"
          ><strong>${i.name}</strong
          ><span class="hint">${i.username} · ${s.filter(Boolean).join(" · ")}</span></span
        >
        <span class="tag ${i.is_active?"tag-done":""}"
          >${n(i.is_active?"admin.active":"admin.inactive")}</span
        >
        ${i.may_change?r`<button
                type="button"
                class="quiet"
                aria-expanded=${t}
                aria-label=${n("admin.change",{name:i.username})}
                @click=${()=>this.open=t?null:i.username}
              >
                ${g("edit")}${n("card.edit")}
              </button>`:r`<span class="hint">${g("lock")}${n("admin.no_right")}</span>`}
      </div>
      ${t?l(this,h,W).call(this,e,i):p}
    </li>`},W=function(e,i){return r`<bokeh-user
      .user=${i}
      .roles=${e.roles}
      .dealers=${a(this,C).value?.dealers??[]}
    ></bokeh-user>`},H=new WeakMap,d([f()],w.prototype,"words",2),d([f()],w.prototype,"open",2),d([f()],w.prototype,"told",2),w=d([x("bokeh-admin")],w);var le=c=>r`<div class="queues">
    <section class="side-card">
      <h2>${g("spark")}${n("admin.model")}</h2>
      <ul class="clocks">
        <li><span>${n("admin.name")}</span><strong>${c.model.name}</strong></li>
        <li
          ><span>${n("admin.endpoint")}</span
          ><strong>${c.model.endpoint??n("app.offline_model")}</strong></li
        >
        <li
          ><span>${n("fact.status")}</span
          ><strong>${b("health",c.model.state)}</strong></li
        >
        <li><span>${n("admin.embedding")}</span><strong>${c.embedding.name}</strong></li>
        <li
          ><span>${n("admin.waiting")}</span
          ><strong>${c.index_waiting} / ${c.embedding.waiting}</strong></li
        >
      </ul>
      <p class="hint">${n("admin.stage",{stage:c.stage,version:c.version})}</p>
    </section>
    <section class="side-card">
      <h2>${g("bell")}${n("admin.channels")}</h2>
      <ul class="clocks">
        ${c.channels.map($=>r`<li>
              <span
                >${b("way",$.name)} <span class="hint">${de($)}</span></span
              >
              <span class="tag ${$.failed?"tag-alert":$.is_on?"tag-done":""}"
                >${n($.is_on?"admin.channel_on":"admin.channel_off")}</span
              >
            </li>`)}
      </ul>
      <a class="quiet button" href="/outbox?of=notifications">${n("nav.outbox")}</a>
    </section>
  </div>`;function de({is_on:c,settings:$,pending:e,failed:i,sent_at:t}){if(!c)return n("admin.channel_needs",{settings:($??[]).join(", ")});if(e===void 0)return"";let s=t?n("admin.channel_last",{time:z(t)}):n("admin.channel_none");return e||i?`${s} · ${n("admin.channel_waiting",{pending:e,failed:i})}`:s}export{w as AdminPage};
