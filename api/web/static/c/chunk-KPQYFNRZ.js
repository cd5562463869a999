import{d as M}from"./chunk-TGASWQL5.js";import{b as T}from"./chunk-7N6RKAHB.js";import{f as K}from"./chunk-QCDUJ6LB.js";import{c as n,g as l,k as q,l as b,m as g,o as k,t as x}from"./chunk-ZDB4S26R.js";import{A as I,B as S,i as m,p as U,x as N,z as C}from"./chunk-DWL5TJQ2.js";import{d as a,e as h,f as d,g as L,h as o}from"./chunk-6UXUQ4LK.js";var y,p,R,E,_,A,v=class extends x{constructor(){super(...arguments);d(this,p);this.label="";this.entries=[{sku:"",quantity:"1"}];this.known=[];d(this,y,`parts-${Math.random().toString(36).slice(2)}`);d(this,E,()=>{this.entries=[...this.entries,{sku:"",quantity:"1"}]})}get rows(){return this.entries.filter(({sku:t})=>t.trim()).map(({sku:t,quantity:e})=>({sku:t.trim().split(" ")[0],quantity:/^\d+$/.test(e.trim())?Number(e):e}))}set rows(t){this.entries=t.map(({sku:e,quantity:i})=>({sku:e,quantity:String(i)}))}connectedCallback(){super.connectedCallback(),o(this,p,A).call(this,"")}render(){return n`<fieldset>
      <legend>${this.label}</legend>
      <datalist id=${h(this,y)}>
        ${this.known.map(({sku:t,name:e,prices:i})=>n`<option value=${t}>
              ${e} ${i?.USD?U(i.USD,"USD"):l}
            </option>`)}
      </datalist>
      ${this.entries.map((t,e)=>o(this,p,R).call(this,t,e))}
      <button type="button" class="plain" @click=${h(this,E)}
        >${k("plus")}${m("parts.add")}</button
      >
    </fieldset>`}};y=new WeakMap,p=new WeakSet,R=function(t,e){let i=this.known.find(({sku:r})=>r===t.sku.trim());return n`<div class="part-row">
      <label class="field"
        ><span>${m("parts.sku")}</span
        ><input
          list=${h(this,y)}
          .value=${t.sku}
          autocomplete="off"
          @input=${r=>o(this,p,_).call(this,e,"sku",r)}
      /></label>
      <label class="field part-count"
        ><span>${m("parts.quantity")}</span
        ><input
          inputmode="numeric"
          .value=${t.quantity}
          @input=${r=>o(this,p,_).call(this,e,"quantity",r)}
      /></label>
      <span class="hint part-name">${i?.name??l}</span>
      <button
        type="button"
        class="plain small"
        aria-label=${m("parts.remove",{number:e+1})}
        @click=${()=>this.entries=this.entries.filter((r,s)=>s!==e)}
      >
        ${k("trash")}
      </button>
    </div>`},E=new WeakMap,_=function(t,e,i){let{value:r}=i.target;this.entries=this.entries.map((s,w)=>w===t?{...s,[e]:r}:s),e==="sku"&&r.length>1&&o(this,p,A).call(this,r)},A=async function(t){try{let{items:e}=await C("/api/parts",{q:t,size:50}),i=e.filter(({sku:r})=>!this.known.some(s=>s.sku===r));this.known=[...this.known,...i]}catch{}},a([b({attribute:!1})],v.prototype,"label",2),a([g()],v.prototype,"entries",2),a([g()],v.prototype,"known",2),v=a([q("bokeh-part-rows")],v);var H=new Set(["reason","solution","solution_internal","work","analysis","test_result","finding","note","question","text","plan","description","answer","address"]),f,u,O,V,j,D,z,c=class extends x{constructor(){super(...arguments);d(this,u);this.handlers=[];this.error=null;this.isSending=!1;d(this,f,S());d(this,D,async t=>{if(t.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let e=`/api/tickets/${N(this.ticket.number)}/moves/${N(this.move.name)}`,i=await I(e,o(this,u,z).call(this),h(this,f));T(m("ticket.moved",{move:this.move.label,status:i.status_label})),this.tell("ticket-moved",i)}catch(e){this.error=e,L(this,f,S()),await this.updateComplete,M(this)}this.isSending=!1}})}willUpdate(t){t.has("move")&&(this.error=null,L(this,f,S()))}updated(t){t.has("move")&&this.querySelector("input, select, textarea, .main")?.focus()}render(){let{label:t,fields:e}=this.move;return n`<form class="move form" novalidate @submit=${h(this,D)}>
      <h3 class="full">${t}</h3>
      ${e.map(i=>o(this,u,O).call(this,i))}
      ${this.error?n`<p class="error" role="alert">${this.error.message}</p>`:l}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${this.isSending?m("card.sending"):t}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("move-cancelled")}>
          ${m("app.cancel")}
        </button>
      </div>
    </form>`}};f=new WeakMap,u=new WeakSet,O=function(t){let e=this.error?.fields[t.name];return t.type==="array"?n`<div class="full">
        <bokeh-part-rows name=${t.name} .label=${t.label}></bokeh-part-rows>
        ${e?n`<span class="wrong">${e}</span>`:l}
      </div>`:t.type==="boolean"?n`<label class="check"
        ><input type="checkbox" name=${t.name} />${t.label}</label
      >`:n`<label class="field ${H.has(t.name)?"field-wide":""}"
      ><span
        >${t.label}${t.required?n`<span class="needed" aria-hidden="true"> *</span>`:l}</span
      >
      ${o(this,u,V).call(this,t,!!e)}
      ${e?n`<span class="wrong">${e}</span>`:l}</label
    >`},V=function(t,e){let i=e?"true":l,r=o(this,u,j).call(this,t);if(r)return n`<select name=${t.name} ?required=${t.required} aria-invalid=${i}>
        ${t.required&&r.length===1?l:n`<option value="">–</option>`}
        ${r.map(([G,P])=>n`<option value=${G}>${P}</option>`)}
      </select>`;if(H.has(t.name))return n`<textarea
        name=${t.name}
        rows="3"
        ?required=${t.required}
        aria-invalid=${i}
      ></textarea>`;let s=["number","integer","decimal"].includes(t.type),w=t.type==="date";return n`<input
      name=${t.name}
      type=${w?"date":"text"}
      .value=${w&&t.required?K().toISOString().slice(0,10):""}
      inputmode=${s?"decimal":l}
      autocomplete="off"
      ?required=${t.required}
      aria-invalid=${i}
    />`},j=function({name:t,options:e,option_labels:i}){return t==="handler"&&this.handlers.length?this.handlers.map(({code:r,label:s})=>[r,s]):e?e.map((r,s)=>[String(r),(Array.isArray(i)?i[s]:i?.[String(r)])??String(r)]):null},D=new WeakMap,z=function(){let t=new FormData(this.querySelector("form")),e={};for(let i of this.move.fields)if(i.type==="array"){let r=this.querySelector(`bokeh-part-rows[name=${i.name}]`).rows;r.length&&(e[i.name]=r)}else if(i.type==="boolean")e[i.name]=t.has(i.name);else{let r=String(t.get(i.name)??"").trim();r&&(e[i.name]=i.type==="integer"?Number(r):r)}return e},a([b({attribute:!1})],c.prototype,"ticket",2),a([b({attribute:!1})],c.prototype,"move",2),a([b({attribute:!1})],c.prototype,"handlers",2),a([g()],c.prototype,"error",2),a([g()],c.prototype,"isSending",2),c=a([q("bokeh-move")],c);var ut=$=>k(/^(approve|accept|confirm|resolve|close)/.test($)?"check":/^(reject|decline|cancel|return)/.test($)?"close":/ship|receive|receipt/.test($)?"truck":/invoice|payment|quote/.test($)?"money":"next");export{ut as a};
