import{c as M}from"./chunk-UDHZ4BRN.js";import{c as a,g as u,k as P,l as w,m as p,o as f,t as K}from"./chunk-2DPB7P3T.js";import{f as A}from"./chunk-CK4OZ74M.js";import{H as _,i as n,m as F,n as S,w as E,x as q,y as I}from"./chunk-Q4INVTIJ.js";import{d as h,e as v,f as d,g as D,h as s}from"./chunk-6UXUQ4LK.js";var V=200,k=null,c,e,N,L,O,R,y,j,G,U,$,b,T,g,l=class extends K{constructor(){super(...arguments);d(this,e);this.current=null;this.isPanel=!1;this.found=k;this.hasFailed=!1;this.words="";this.doing=null;this.problem="";d(this,c);d(this,b,t=>{t.key==="Escape"&&(t.stopPropagation(),this.doing=null)});d(this,g,t=>{this.words=t.target.value,clearTimeout(v(this,c)),D(this,c,setTimeout(()=>{this.load()},V))})}static forget(){k=null}connectedCallback(){super.connectedCallback(),this.load()}async load(){let t=this.words.trim();try{let{items:i}=await _({q:t});if(t!==this.words.trim())return;let o=i.filter(({title:r})=>Y(r,t));this.found=[...o,...i.filter(r=>!o.includes(r))],t||(k=i),this.hasFailed=!1}catch(i){!this.found&&!i.isSignedOut&&(this.hasFailed=!0)}}render(){return a`<nav class="history" id="history" aria-label=${n("app.history")}>
      <a class="new" href="/" @click=${t=>s(this,e,T).call(this,t,null)}
        >${f("plus")}${n("history.new")}</a
      >
      <label class="search"
        >${f("search")}<span class="unseen">${n("history.search")}</span
        ><input
          type="search"
          placeholder=${n("history.search")}
          .value=${this.words}
          @input=${v(this,g)}
      /></label>
      <div class="history-list">${s(this,e,N).call(this)}</div>
    </nav>`}updated(t){t.has("current")&&(this.doing=null),this.doing==="rename"&&t.has("doing")&&this.querySelector(".history-own input")?.select()}};c=new WeakMap,e=new WeakSet,N=function(){if(this.hasFailed)return a`<p class="error">${n("history.failed")}</p>
        <button type="button" class="quiet" @click=${()=>this.load()}>${n("app.retry")}</button>`;if(!this.found)return a`<p class="hint" role="status">${n("history.loading")}</p>`;if(!this.found.length)return a`<p class="hint">${n(this.words?"history.none_found":"history.empty")}</p>`;let t=A().toDateString(),i=r=>new Date(r.updated_at).toDateString()===t,o=this.found.filter(r=>!i(r));return[s(this,e,L).call(this,"history.today",this.found.filter(i),F),s(this,e,L).call(this,"history.earlier",o,S)]},L=function(t,i,o){return i.length?a`<h2>${n(t)}</h2>
      <ul>
        ${i.map(r=>a`<li
              >${s(this,e,O).call(this,r,o(r.updated_at))}
              ${r.id===this.current?s(this,e,R).call(this,r):u}</li
            >`)}
      </ul>`:u},O=function({id:t,title:i},o){return a`<a
      href="/?c=${encodeURIComponent(t)}"
      title=${i}
      aria-current=${t===this.current?"page":u}
      @click=${r=>s(this,e,T).call(this,r,t)}
      ><span class="name">${i}</span><span class="at">${o}</span></a
    >`},R=function(t){return this.doing==="rename"?a`<form
        class="history-own"
        @submit=${i=>s(this,e,j).call(this,i,t)}
      >
        <input
          name="title"
          maxlength="60"
          required
          aria-label=${n("history.title")}
          .value=${t.title}
          @keydown=${v(this,b)}
        />
        <button type="submit" class="quiet">${n("history.keep")}</button>
      </form>`:this.doing==="delete"?a`<p class="history-own">
        <span>${n("history.delete_hint")}</span>
        <button type="button" class="quiet" @click=${()=>s(this,e,U).call(this,t)}>
          ${n("history.delete_now")}
        </button>
        <button type="button" class="plain" @click=${()=>this.doing=null}>
          ${n("app.cancel")}
        </button>
      </p>`:a`<p class="history-own">
        ${s(this,e,y).call(this,"edit","history.rename",()=>this.doing="rename")}
        ${s(this,e,y).call(this,"download","history.export",()=>s(this,e,G).call(this,t))}
        ${s(this,e,y).call(this,"trash","history.delete",()=>this.doing="delete")}
      </p>
      ${this.problem?a`<p class="error" role="alert">${this.problem}</p>`:u}`},y=function(t,i,o){return a`<button
      type="button"
      class="plain small"
      aria-label=${n(i)}
      title=${n(i)}
      @click=${o}
    >
      ${f(t)}
    </button>`},j=function(t,{id:i}){t.preventDefault();let o=String(new FormData(t.target).get("title")).trim();s(this,e,$).call(this,async()=>{await q(C(i),{method:"PATCH",body:{title:o}}),await this.load()})},G=function({id:t,title:i}){s(this,e,$).call(this,async()=>{let o=await E(`${C(t)}/export?format=md`);M(`${i}.md`,await o.text(),"text/markdown;charset=utf-8")})},U=function({id:t}){s(this,e,$).call(this,async()=>{await E(C(t),{method:"DELETE"}),await this.load(),this.tell("open-conversation",null)})},$=async function(t){this.problem="";try{await t()}catch(i){this.problem=i.message}this.doing=null},b=new WeakMap,T=function(t,i){this.isPanel&&(t.preventDefault(),this.tell("open-conversation",i))},g=new WeakMap,h([w({attribute:!1})],l.prototype,"current",2),h([w({attribute:!1})],l.prototype,"isPanel",2),h([p()],l.prototype,"found",2),h([p()],l.prototype,"hasFailed",2),h([p()],l.prototype,"words",2),h([p()],l.prototype,"doing",2),h([p()],l.prototype,"problem",2),l=h([P("bokeh-history")],l);var C=m=>`/api/conversations/${I(m)}`,Y=(m,x)=>m.toLowerCase().includes(x.toLowerCase());export{l as a};
