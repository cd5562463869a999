import{c as r,g as o,o as s}from"./chunk-2DPB7P3T.js";import{i as t}from"./chunk-Q4INVTIJ.js";function g({total:l,page:a,size:b},p){let n=Math.max(1,Math.ceil(l/b));if(n===1)return o;let i=(e,m,c)=>r`<button
      type="button"
      class="quiet"
      ?disabled=${e<1||e>n}
      aria-label=${m}
      @click=${()=>p(e)}
    >
      ${s(c)}
    </button>`;return r`<nav class="pager" aria-label=${t("list.pages")}>
    ${i(a-1,t("list.before"),"back")}
    <span>${t("list.page",{page:a,last:n})}</span>
    ${i(a+1,t("list.after"),"next")}
  </nav>`}export{g as a};
