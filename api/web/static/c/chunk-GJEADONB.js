import{d as M}from"./chunk-2ZATZ2YR.js";import{b as A}from"./chunk-7N6RKAHB.js";import{c as r,g as p,k as y,l as b,m as g,o as f,t as w}from"./chunk-2DPB7P3T.js";import{f as C}from"./chunk-CK4OZ74M.js";import{A as T,D as U,i as c,p as R,y as _}from"./chunk-Q4INVTIJ.js";import{d as a,e as h,f as d,h as o}from"./chunk-6UXUQ4LK.js";var k,u,O,q,D,L,v=class extends w{constructor(){super(...arguments);d(this,u);this.label="";this.entries=[{sku:"",quantity:"1"}];this.known=[];d(this,k,`parts-${Math.random().toString(36).slice(2)}`);d(this,q,()=>{this.entries=[...this.entries,{sku:"",quantity:"1"}]})}get rows(){return this.entries.filter(({sku:t})=>t.trim()).map(({sku:t,quantity:e})=>({sku:t.trim().split(" ")[0],quantity:/^\d+$/.test(e.trim())?Number(e):e}))}set rows(t){this.entries=t.map(({sku:e,quantity:i})=>({sku:e,quantity:String(i)}))}connectedCallback(){super.connectedCallback(),o(this,u,L).call(this,"")}render(){return r`<fieldset>
      <legend>${this.label}</legend>
      <datalist id=${h(this,k)}>
        ${this.known.map(({sku:t,name:e,prices:i})=>r`<option value=${t}>
              ${e} ${i?.USD?R(i.USD,"USD"):p}
            </option>`)}
      </datalist>
      ${this.entries.map((t,e)=>o(this,u,O).call(this,t,e))}
      <button type="button" class="plain" @click=${h(this,q)}
        >${f("plus")}${c("parts.add")}</button
      >
    </fieldset>`}};k=new WeakMap,u=new WeakSet,O=function(t,e){let i=this.known.find(({sku:n})=>n===t.sku.trim());return r`<div class="part-row">
      <label class="field"
        ><span>${c("parts.sku")}</span
        ><input
          list=${h(this,k)}
          .value=${t.sku}
          autocomplete="off"
          @input=${n=>o(this,u,D).call(this,e,"sku",n)}
      /></label>
      <label class="field part-count"
        ><span>${c("parts.quantity")}</span
        ><input
          inputmode="numeric"
          .value=${t.quantity}
          @input=${n=>o(this,u,D).call(this,e,"quantity",n)}
      /></label>
      <span class="hint part-name">${i?.name??p}</span>
      <button
        type="button"
        class="plain small"
        aria-label=${c("parts.remove",{number:e+1})}
        @click=${()=>this.entries=this.entries.filter((n,s)=>s!==e)}
      >
        ${f("trash")}
      </button>
    </div>`},q=new WeakMap,D=function(t,e,i){let{value:n}=i.target;this.entries=this.entries.map((s,E)=>E===t?{...s,[e]:n}:s),e==="sku"&&n.length>1&&o(this,u,L).call(this,n)},L=async function(t){try{let{items:e}=await T("/api/parts",{q:t,size:50}),i=e.filter(({sku:n})=>!this.known.some(s=>s.sku===n));this.known=[...this.known,...i]}catch{}},a([b({attribute:!1})],v.prototype,"label",2),a([g()],v.prototype,"entries",2),a([g()],v.prototype,"known",2),v=a([y("bokeh-part-rows")],v);var H=new Set(["reason","solution","solution_internal","work","analysis","test_result","finding","note","question","text","plan","description","answer","address"]),S,l,V,j,z,B,x,G,m=class extends w{constructor(){super(...arguments);d(this,l);this.handlers=[];this.error=null;this.isSending=!1;d(this,S,new U);d(this,x,async t=>{if(t.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let e=`/api/tickets/${_(this.ticket.number)}/moves/${_(this.move.name)}`,i=await h(this,S).post(e,o(this,l,G).call(this));A(c("ticket.moved",{move:this.move.label,status:i.status_label})),this.tell("ticket-moved",i)}catch(e){this.error=e,await this.updateComplete,M(this)}this.isSending=!1}})}willUpdate(t){t.has("move")&&(this.error=null)}updated(t){t.has("move")&&this.querySelector("input, select, textarea, .main")?.focus()}render(){let{label:t,fields:e}=this.move;return r`<form class="move form" novalidate @submit=${h(this,x)}>
      <h3 class="full">${t}</h3>
      ${e.map(i=>o(this,l,V).call(this,i))}
      ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:p}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?c("card.sending"):t}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("move-cancelled")}>
          ${c("app.cancel")}
        </button>
      </div>
    </form>`}};S=new WeakMap,l=new WeakSet,V=function(t){let e=this.error?.fields[t.name];return t.type==="array"?r`<div class="full">
        <bokeh-part-rows name=${t.name} .label=${t.label}></bokeh-part-rows>
        ${e?r`<span class="wrong">${e}</span>`:p}
      </div>`:t.type==="boolean"?r`<label class="check"
        ><input type="checkbox" name=${t.name} />${t.label}</label
      >`:r`<label class="field ${H.has(t.name)?"field-wide":""}"
      ><span
        >${t.label}${t.required?r`<span class="needed" aria-hidden="true"> *</span>`:p}</span
      >
      ${o(this,l,j).call(this,t,!!e)}
      ${e?r`<span class="wrong">${e}</span>`:p}</label
    >`},j=function(t,e){let i=e?"true":p,n=o(this,l,B).call(this,t),s=o(this,l,z).call(this,t.name);if(n)return r`<select name=${t.name} ?required=${t.required} aria-invalid=${i}>
        ${t.required&&n.length===1?p:r`<option value="">–</option>`}
        ${n.map(([N,W])=>r`<option value=${N} ?selected=${N===s}>${W}</option>`)}
      </select>`;if(H.has(t.name))return r`<textarea
        name=${t.name}
        rows="3"
        ?required=${t.required}
        aria-invalid=${i}
      ></textarea>`;let E=["number","integer","decimal"].includes(t.type),I=t.type==="date";return r`<input
      name=${t.name}
      type=${I?"date":"text"}
      .value=${I&&t.required?C().toISOString().slice(0,10):s}
      inputmode=${E?"decimal":p}
      autocomplete="off"
      ?required=${t.required}
      aria-invalid=${i}
    />`},z=function(t){if(this.move.name!=="record_payment")return"";let e=this.ticket.invoices?.find(({paid_at:i,withdrawn_at:n})=>!i&&!n);return{amount:e?.open,currency:e?.currency}[t]??""},B=function({name:t,options:e,option_labels:i}){return t==="handler"&&this.handlers.length?this.handlers.map(({code:n,label:s})=>[n,s]):e?e.map((n,s)=>[String(n),(Array.isArray(i)?i[s]:i?.[String(n)])??String(n)]):null},x=new WeakMap,G=function(){let t=new FormData(this.querySelector("form")),e={};for(let i of this.move.fields)if(i.type==="array"){let n=this.querySelector(`bokeh-part-rows[name=${i.name}]`).rows;n.length&&(e[i.name]=n)}else if(i.type==="boolean")e[i.name]=t.has(i.name);else{let n=String(t.get(i.name)??"").trim();n&&(e[i.name]=i.type==="integer"?Number(n):n)}return e},a([b({attribute:!1})],m.prototype,"ticket",2),a([b({attribute:!1})],m.prototype,"move",2),a([b({attribute:!1})],m.prototype,"handlers",2),a([g()],m.prototype,"error",2),a([g()],m.prototype,"isSending",2),m=a([y("bokeh-move")],m);var ut=$=>f(/^(approve|accept|confirm|resolve|close)/.test($)?"check":/^(reject|decline|cancel|return)/.test($)?"close":/ship|receive|receipt/.test($)?"truck":/invoice|payment|quote/.test($)?"money":"next");export{ut as a};
