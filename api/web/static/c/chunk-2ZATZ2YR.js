import{c as a,g as o}from"./chunk-2DPB7P3T.js";function $({title:e,wrong:n,isNeeded:t,isWide:i},r){return a`<label class="field ${i?"field-wide":""}"
    ><span
      >${e}${t?a`<span class="needed" aria-hidden="true"> *</span>`:o}</span
    >${r}${n?a`<span class="wrong">${n}</span>`:o}</label
  >`}var l=({wrong:e})=>e?"true":o,c=(e,{rows:n=1,type:t="text",longest:i=0,after:r=o}={})=>$(e,n>1?a`<textarea
          name=${e.name}
          rows=${n}
          maxlength=${i||(n>1?2e4:300)}
          .value=${e.value??""}
          aria-invalid=${l(e)}
        ></textarea>`:a`<span class=${r===o?"":"field-with"}
          ><input
            name=${e.name}
            type=${t}
            maxlength=${i||(n>1?2e4:300)}
            autocomplete=${t==="password"?"new-password":"off"}
            .value=${e.value??""}
            ?required=${e.isNeeded}
            aria-invalid=${l(e)}
          />${r}</span
        >`),m=(e,n,t="–")=>{let{value:i=""}=e;return $(e,a`<select name=${e.name} aria-invalid=${l(e)}>
      ${t===null?o:a`<option value="" ?selected=${!i}>${t}</option>`}
      ${n.map(({code:r,label:s})=>a`<option value=${r} ?selected=${i===r||i===s}
            >${s}</option
          >`)}
    </select>`)};function u(e){return Object.fromEntries([...new FormData(e)].flatMap(([n,t])=>typeof t=="string"&&t.trim()?[[n,t.trim()]]:[]))}var d=e=>e.querySelector("[aria-invalid=true]")?.focus();export{c as a,m as b,u as c,d};
