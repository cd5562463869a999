import{d as r,e as s}from"./chunk-DTO2MNYV.js";import{c as n,o as i}from"./chunk-2DPB7P3T.js";var $=400,p,v=e=>n`<label class="search"
    >${i("search")}<span class="unseen">${e}</span
    ><input type="search" placeholder=${e} .value=${s("q")} @input=${m}
  /></label>`;function m({target:e}){let t=e;clearTimeout(p),p=setTimeout(()=>{let l=t.value.trim()||null;t.isConnected&&r({q:l,page:null},{replace:!0})},$)}function y(e,t,l,u=t){let o=s(e);return n`<select
    class="filter ${o?"filter-on":""}"
    aria-label=${t}
    @change=${a=>r({[e]:a.target.value||null,page:null})}
  >
    <option value="" .selected=${!o}>${u}</option>
    ${l.map(({code:a,label:c})=>n`<option value=${a} .selected=${a===o}>${c}</option>`)}
  </select>`}var h=(e,t)=>n`<label class="filter-day"
    ><span>${t}</span
    ><input
      type="date"
      class="filter"
      .value=${s(e)}
      @change=${l=>r({[e]:l.target.value||null,page:null})}
  /></label>`;export{v as a,y as b,h as c};
