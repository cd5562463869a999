import{a as U}from"./chunk-7L2DQ6W5.js";import{a as l}from"./chunk-Q6LM6CK5.js";import{b as _}from"./chunk-7N6RKAHB.js";import{a as R}from"./chunk-YDQFGYT4.js";import{c as V,d as $,e as u}from"./chunk-DTO2MNYV.js";import{c as s,g as b,k as y,o as v,w as P,x as L}from"./chunk-2DPB7P3T.js";import{f as E}from"./chunk-CK4OZ74M.js";import{A as q,B as g,i as a,l as N,q as C}from"./chunk-Q4INVTIJ.js";import{d as w,e as t,f as d,h as p}from"./chunk-6UXUQ4LK.js";var n,o,z,A,D,h,c,m=class extends R{constructor(){super(...arguments);d(this,o);d(this,n,new L(this,e=>q("/api/notifications",{unread:u("unread")||!1,page:u("page"),size:30},e)));this.asked=()=>{t(this,n).load()};d(this,h,async()=>{await g("/api/notifications/read-all").catch(()=>null),_(a("inbox.all_read")),t(this,n).load()});d(this,c,()=>{t(this,n).load()})}connectedCallback(){super.connectedCallback(),this.titled(a("nav.inbox")),l.addEventListener("changed",t(this,c)),t(this,n).load(),this.begin()}disconnectedCallback(){super.disconnectedCallback(),l.removeEventListener("changed",t(this,c))}render(){let e=u("unread")==="true";return s`<div class="page page-narrow">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${a("nav.inbox")}</h1>
          <p class="hint" role="status">${a("nav.inbox_unread",{count:l.unread})}</p>
        </div>
        <div class="page-acts">
          <button
            type="button"
            class="quiet"
            aria-pressed=${e}
            @click=${()=>$({unread:e?null:"true",page:null})}
          >
            ${a("inbox.unread_only")}
          </button>
          <button type="button" class="quiet" ?disabled=${!l.unread} @click=${t(this,h)}>
            ${v("check")}${a("inbox.read_all")}
          </button>
        </div>
      </header>
      ${t(this,n).draw(i=>p(this,o,z).call(this,i))}
    </div>`}};n=new WeakMap,o=new WeakSet,z=function(e){return e.items.length?s`<ul class="notices">
        ${e.items.map(i=>p(this,o,A).call(this,i))}
      </ul>
      ${U(e,i=>$({page:String(i)}))}`:P(a("inbox.none"),{sign:"bell"})},A=function(e){let{title:i,text:r,created_at:f,is_read:k,is_urgent:x}=e;return s`<li>
      <button type="button" class=${`notice ${x?"notice-urgent":""} ${k?"":"notice-new"}`} @click=${()=>p(this,o,D).call(this,e)}>
        <span class="notice-sign">${v(x?"warning":"bell")}</span>
        <span class="line-text"
          ><strong>${i}</strong>${r?s`<span>${r}</span>`:b}
          <span class="hint" title=${N(f)}
            >${e.label} · ${C(E(),new Date(f))}</span
          ></span
        >
        ${k?b:s`<span class="dot" role="img" aria-label=${a("inbox.unread")}></span>`}
      </button>
    </li>`},D=async function({id:e,is_read:i,url:r}){i||await g(`/api/notifications/${e}/read`).catch(()=>null),r?.startsWith("/")?V(r):t(this,n).load()},h=new WeakMap,c=new WeakMap,m=w([y("bokeh-inbox")],m);export{m as InboxPage};
