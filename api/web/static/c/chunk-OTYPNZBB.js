import{d as s,e as i}from"./chunk-NIDVUHUG.js";import{c as a}from"./chunk-VYHL6BJR.js";function $(e,t,r,o=t){let n=i(e);return a`<select
    class="filter ${n?"filter-on":""}"
    aria-label=${t}
    @change=${l=>s({[e]:l.target.value||null,page:null})}
  >
    <option value="" ?selected=${!n}>${o}</option>
    ${r.map(({code:l,label:p})=>a`<option value=${l} ?selected=${l===n}>${p}</option>`)}
  </select>`}var g=(e,t)=>a`<label class="filter-day"
    ><span>${t}</span
    ><input
      type="date"
      class="filter"
      .value=${i(e)}
      @change=${r=>s({[e]:r.target.value||null,page:null})}
  /></label>`;export{$ as a,g as b};
