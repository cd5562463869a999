import{a as B}from"./chunk-45LTEEJH.js";import{b as M}from"./chunk-QTEA6UWC.js";import{a as E}from"./chunk-TCNZVIJ7.js";import{c as s,g as r,k as x,l as m,o as w,r as D,t as F,u as R,x as T}from"./chunk-2DPB7P3T.js";import{A as _,i,j as k,n as j}from"./chunk-Q4INVTIJ.js";import{d as o,e as d,f as $,h as g}from"./chunk-6UXUQ4LK.js";var b,O,I,u=class extends F{constructor(){super(...arguments);$(this,O);this.sn="";this.customer="";this.except="";$(this,b,new T(this,t=>_("/api/context",{sn:this.sn.trim(),customer:this.customer},t)))}willUpdate(t){(t.has("sn")||t.has("customer"))&&(this.sn||this.customer)&&d(this,b).load()}render(){if(!this.sn&&!this.customer)return r;let{value:t,error:c}=d(this,b);if(c)return r;if(!t)return s`<section class="side-card">${R()}</section>`;let{device:n,customer:l,history:y}=t;if(!n&&!l)return g(this,O,I).call(this);let p=y.filter(({number:V})=>V!==this.except).slice(0,6);return s`<section class="side-card context">
      <h2>${w("people")}${i("context.title")}</h2>
      ${n?A(n):r} ${l?H(l):r}
      ${p.length?s`<h3>${i("context.history")}</h3> ${M(p)}`:r}
    </section>`}};b=new WeakMap,O=new WeakSet,I=function(){return s`<section class="side-card"><p class="hint">${i("context.unknown")}</p></section>`},o([m({attribute:!1})],u.prototype,"sn",2),o([m({attribute:!1})],u.prototype,"customer",2),o([m({attribute:!1})],u.prototype,"except",2),u=o([x("bokeh-context")],u);function A(e){let a=e.owners.filter(({is_current:t})=>!t);return s`<p class="context-device">
      <a href="/devices/${encodeURIComponent(e.sn)}"
        ><strong>${e.product.name}</strong> ${e.sn}</a
      >
    </p>
    <p class="tags">
      ${e.warranty_until?s`<span class="tag ${e.in_warranty?"tag-done":"tag-alert"}"
              >${i(e.in_warranty?"fact.in_warranty":"fact.out_of_warranty")}
              ${i("fact.warranty_until",{date:j(e.warranty_until)})}</span
            >`:r}
      ${e.batch?s`<span class="tag">${e.batch}</span>`:r}
    </p>
    ${a.length?s`<p class="hint">
            ${i("context.former",{names:a.map(({customer:t})=>t.name).join(", ")})}
          </p>`:r}`}function H(e){let[a]=e.contacts;return s`<p>
      <a href="/customers/${encodeURIComponent(e.code)}"
        ><strong>${e.name}</strong></a
      >
      ${a?.email?s`<span class="hint">${a.email}</span>`:r}
    </p>
    ${e.tags.length?s`<p class="tags">
            ${e.tags.map(t=>s`<span class="tag tag-open">${t}</span>`)}
          </p>`:r}
    ${e.profile?s`<p class="hint">${N(e)}</p>`:r}
    ${e.profile?.repeated_problems.map(({name:t,count:c})=>s`<p class="warning">
          ${w("warning")}<span>${i("customers.repeated",{problem:t,count:c})}</span>
        </p>`)}`}var N=({profile:e,entitlement:a})=>[k("entitlement",a),`${i("customers.activity")}: ${k("activity",e.activity)}`,e.technical_level&&`${i("customers.level")}: ${k("technical_level",e.technical_level)}`,e.preferred_channel&&i("customers.prefers",{way:k("source",e.preferred_channel)})].filter(Boolean).join(" · ");var S=4,K=4,v,f,U,P,h=class extends F{constructor(){super(...arguments);$(this,f);this.text="";this.product="";this.except="";$(this,v,new T(this,t=>g(this,f,P).call(this,t)))}willUpdate(t){(t.has("text")||t.has("product"))&&this.text.trim().length>=K&&d(this,v).load()}render(){let{value:t,error:c,isLoading:n}=d(this,v);return this.text.trim().length<K||c?r:t?s`${g(this,f,U).call(this,"article","likenesses.articles",t.articles)}
    ${g(this,f,U).call(this,"ticket","likenesses.tickets",t.tickets)}`:n?s`<section class="side-card">${R()}</section>`:r}};v=new WeakMap,f=new WeakSet,U=function(t,c,n){return n.length?s`<section class="side-card">
      <h2>${w(t==="article"?"book":"spark")}${i(c)}</h2>
      <ul class="lines">
        ${n.map(({number:l,title:y,snippet:p})=>s`<li>
              <button type="button" class="line" @click=${()=>E(t,l,this)}>
                <span class="line-sign"
                  >${w(t==="article"?"article":D(l))}</span
                >
                <span class="line-text"
                  ><strong>${y}</strong
                  ><span class="hint clamp">${l} · ${B(p)}</span></span
                >
              </button>
            </li>`)}
      </ul>
    </section>`:r},P=async function(t){let c=[this.product,this.text.trim()].filter(Boolean).join(" ").slice(0,500),n=p=>_("/api/search",{q:c,kind:p,limit:S+1},t),[l,y]=await Promise.all([n("ticket"),n("article")]);return{tickets:l.items.filter(({number:p})=>p!==this.except).slice(0,S),articles:y.items.slice(0,S)}},o([m({attribute:!1})],h.prototype,"text",2),o([m({attribute:!1})],h.prototype,"product",2),o([m({attribute:!1})],h.prototype,"except",2),h=o([x("bokeh-likenesses")],h);
