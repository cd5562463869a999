import{c as m,g as c,k as g,l as h,m as v,t as y}from"./chunk-2DPB7P3T.js";import{A as w,i as $}from"./chunk-Q4INVTIJ.js";import{d as s,e as i,f as a,g as f,h as d}from"./chunk-6UXUQ4LK.js";var E=200,r,n,p,u,T,e=class extends y{constructor(){super(...arguments);a(this,u);this.value="";this.wrong="";this.found=[];a(this,r);a(this,n,`customers-${Math.random().toString(36).slice(2)}`);a(this,p,o=>{let t=o.target.value.trim();this.value=t,clearTimeout(i(this,r)),t.length>1?f(this,r,setTimeout(()=>{d(this,u,T).call(this,t)},E)):this.tell("customer-chosen","")})}render(){return m`<label class="field"
      ><span>${$("fact.customer")}</span
      ><input
        name="customer"
        maxlength="200"
        list=${i(this,n)}
        autocomplete="off"
        .value=${this.value}
        aria-invalid=${this.wrong?"true":c}
        @input=${i(this,p)}
      /><datalist id=${i(this,n)}>
        ${this.found.map(({name:o,dealer:t,country:l})=>m`<option value=${o}
              >${[t?.name,l].filter(Boolean).join(" · ")}</option
            >`)}
      </datalist>
      ${this.wrong?m`<span class="wrong">${this.wrong}</span>`:c}</label
    >`}};r=new WeakMap,n=new WeakMap,p=new WeakMap,u=new WeakSet,T=async function(o){try{let{items:t}=await w("/api/customers",{q:o,size:8});this.found=t;let l=t.filter(({name:b})=>b.toLowerCase()===o.toLowerCase());this.tell("customer-chosen",l.length===1?l[0].code:"")}catch{}},s([h({attribute:!1})],e.prototype,"value",2),s([h({attribute:!1})],e.prototype,"wrong",2),s([v()],e.prototype,"found",2),e=s([g("bokeh-customer-field")],e);
