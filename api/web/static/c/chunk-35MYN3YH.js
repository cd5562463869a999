import{a as q}from"./chunk-TVRBVOIW.js";import{b as V}from"./chunk-JB3ODMWP.js";import{a as I}from"./chunk-4EDMCU7G.js";import{c as s,g as i,k as F,l as m,o as b,r as j,t as T,u as M,x as R}from"./chunk-U2KKTGX4.js";import{A as f,i as l,n as K,y as D}from"./chunk-EUH3DAMM.js";import{d as c,e as k,f as y,h as p}from"./chunk-6UXUQ4LK.js";var E=e=>{if(e.isMissing)return null;throw e},x,$,O,z,d=class extends T{constructor(){super(...arguments);y(this,$);this.sn="";this.customer="";this.except="";y(this,x,new R(this,t=>p(this,$,z).call(this,t)))}willUpdate(t){(t.has("sn")||t.has("customer"))&&(this.sn||this.customer)&&k(this,x).load()}render(){if(!this.sn&&!this.customer)return i;let{value:t,error:n}=k(this,x);if(n?.isMissing)return p(this,$,O).call(this);if(n)return i;if(!t)return s`<section class="side-card">${M()}</section>`;let{device:r,customer:o,history:h}=t;if(!r&&!o)return p(this,$,O).call(this);let a=h.filter(({number:_})=>_!==this.except).slice(0,6);return s`<section class="side-card context">
      <h2>${b("people")}${l("context.title")}</h2>
      ${r?G(r):i} ${o?J(o):i}
      ${a.length?s`<h3>${l("context.history")}</h3> ${V(a)}`:i}
    </section>`}};x=new WeakMap,$=new WeakSet,O=function(){return s`<section class="side-card"><p class="hint">${l("context.unknown")}</p></section>`},z=async function(t){let n=this.sn.trim(),r=`/api/devices/${D(n)}`,[o,h]=n?await Promise.all([f(r,{},t).catch(E),f(`${r}/history`,{},t).catch(E)]):[null,null],a=o?.owners.find(({is_current:N})=>N)?.customer.code,_=this.customer||a,S=_?await f(`/api/customers/${D(_)}`,{},t).catch(E):null,A=h?.items??[];return!n&&S&&(A=(await f("/api/tickets",{customer:S.code,size:6},t)).items),{device:o,customer:S,history:A}},c([m({attribute:!1})],d.prototype,"sn",2),c([m({attribute:!1})],d.prototype,"customer",2),c([m({attribute:!1})],d.prototype,"except",2),d=c([F("bokeh-context")],d);function G(e){let u=e.owners.filter(({is_current:t})=>!t);return s`<p class="context-device">
      <a href="/devices/${encodeURIComponent(e.sn)}"
        ><strong>${e.product.name}</strong> ${e.sn}</a
      >
    </p>
    <p class="tags">
      <span class="tag ${e.in_warranty?"tag-done":"tag-alert"}"
        >${l(e.in_warranty?"fact.in_warranty":"fact.out_of_warranty")}${e.warranty_until?` ${l("fact.warranty_until",{date:K(e.warranty_until)})}`:i}</span
      >
      ${e.batch?s`<span class="tag">${e.batch}</span>`:i}
    </p>
    ${u.length?s`<p class="hint">
            ${l("context.former",{names:u.map(({customer:t})=>t.name).join(", ")})}
          </p>`:i}`}function J(e){let[u]=e.contacts;return s`<p>
      <a href="/customers/${encodeURIComponent(e.code)}"
        ><strong>${e.name}</strong></a
      >
      ${u?.email?s`<span class="hint">${u.email}</span>`:i}
    </p>
    ${e.tags.length?s`<p class="tags">
            ${e.tags.map(t=>s`<span class="tag tag-open">${t}</span>`)}
          </p>`:i}`}var P=4,B=4,v,w,U,H,g=class extends T{constructor(){super(...arguments);y(this,w);this.text="";this.product="";this.except="";y(this,v,new R(this,t=>p(this,w,H).call(this,t)))}willUpdate(t){(t.has("text")||t.has("product"))&&this.text.trim().length>=B&&k(this,v).load()}render(){let{value:t,error:n,isLoading:r}=k(this,v);return this.text.trim().length<B||n?i:t?s`${p(this,w,U).call(this,"article","likenesses.articles",t.articles)}
    ${p(this,w,U).call(this,"ticket","likenesses.tickets",t.tickets)}`:r?s`<section class="side-card">${M()}</section>`:i}};v=new WeakMap,w=new WeakSet,U=function(t,n,r){return r.length?s`<section class="side-card">
      <h2>${b(t==="article"?"book":"spark")}${l(n)}</h2>
      <ul class="lines">
        ${r.map(({number:o,title:h,snippet:a})=>s`<li>
              <button type="button" class="line" @click=${()=>I(t,o,this)}>
                <span class="line-sign"
                  >${b(t==="article"?"article":j(o))}</span
                >
                <span class="line-text"
                  ><strong>${h}</strong
                  ><span class="hint clamp">${o} · ${q(a)}</span></span
                >
              </button>
            </li>`)}
      </ul>
    </section>`:i},H=async function(t){let n=[this.product,this.text.trim()].filter(Boolean).join(" ").slice(0,500),r=a=>f("/api/search",{q:n,kind:a,limit:P+1},t),[o,h]=await Promise.all([r("ticket"),r("article")]);return{tickets:o.items.filter(({number:a})=>a!==this.except).slice(0,P),articles:h.items.slice(0,P)}},c([m({attribute:!1})],g.prototype,"text",2),c([m({attribute:!1})],g.prototype,"product",2),c([m({attribute:!1})],g.prototype,"except",2),g=c([F("bokeh-likenesses")],g);
