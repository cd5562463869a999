import{c as e,g as o,o as u,q as w}from"./chunk-X2HETK47.js";import{i as a,j as i,l as b,n as d,x as y}from"./chunk-23ONT35C.js";var I=(t,n)=>`/${t==="article"?"articles":"tickets"}/${y(n)}`;function h(t,n){let{sign:r,number:s,title:m,kind:$,state:g,isOpen:_}=n;return e`<header class="record-head">
    <p class="eyebrow">
      ${u(r)}<span class="number">${s}</span>
      ${$?e`<span>${$}</span>`:o}
      ${g?e`<span class="tag ${_?"tag-open":""}">${g}</span>`:o}
    </p>
    ${t===1?e`<h1 tabindex="-1">${m}</h1>`:e`<h2>${m}</h2>`}
  </header>`}var G=(t,n)=>h(t,{sign:w(n.kind),number:n.number,title:n.summary,kind:n.kind_label,state:n.status_label,isOpen:n.is_open}),N=(t,n)=>h(t,{sign:"article",number:n.number,title:n.title,kind:i("article_kind",n.kind),state:i("visibility",n.visibility)});function S(t,n){return[F([["fact.customer",t.customer?.name],["fact.dealer",t.dealer?.name],["fact.product",t.product?.name],["fact.sn",t.device?.sn],["fact.category",H(t.category)],["fact.created",d(t.created_at)]]),l("record.description",t.description&&c(t.description)),l("record.solution",t.solution?c(t.solution):A("record.no_solution")),x(t.solution_internal&&c(t.solution_internal)),l("record.history",n.length>0&&k(n))]}function v(t){return[l("record.problem",t.problem&&c(t.problem)),l("record.solution",t.solution_external&&p(t.solution_external)),x(t.solution_internal&&p(t.solution_internal)),t.sections.slice(0,3).map(j)]}function k(t){return e`<ol class="events">
    ${t.map(n=>e`<li>
          <span class="what"
            >${n.action_label??i("action",n.action)}${T(n)}</span
          >
          <span class="hint">${n.actor} · ${b(n.at)}</span>
          ${n.changed?.length?e`<ul class="changed">
                  ${n.changed.map(r=>e`<li>
                        ${r.label}:
                        ${r.old?e`<del>${r.old}</del> → `:o}${r.new??a("card.nothing")}
                      </li>`)}
                </ul>`:o}
        </li>`)}
  </ol>`}function T(t){let n=t.from_label??i("status",t.from_status),r=t.to_label??i("status",t.to_status),s=n===r?"":[n,r].filter(Boolean).join(" → ");return s&&` · ${s}`}function l(t,n,r=o){return n?e`<section class="part"><h2>${a(t)}${r}</h2>${n}</section>`:o}function x(t){return t?e`<section class="part part-internal">
    <h2>${u("lock")}${a("record.internal")}</h2>
    ${t}
  </section>`:o}var j=({label:t,text:n})=>e`<section class="part">${t?e`<h2>${t}</h2>`:o}${p(n)}</section>`,c=t=>e`<p class="prose">${t}</p>`,p=t=>e`<bokeh-written .text=${t}></bokeh-written>`,A=t=>e`<p class="hint">${a(t)}</p>`;function F(t){let n=t.filter(([,r])=>r);return n.length?e`<dl class="facts">
    ${n.map(([r,s])=>e`<div><dt>${a(r)}</dt><dd>${s}</dd></div>`)}
  </dl>`:o}var H=t=>t&&[t.parent,t.name].filter(Boolean).join(" › ");function q(t){let n=t.device?.warranty_until;return[t.in_warranty===null?null:a(t.in_warranty?"fact.in_warranty":"fact.out_of_warranty"),n&&a("fact.warranty_until",{date:d(n)})].filter(Boolean).join(", ")}function z(t){return t.length?e`<dl class="facts">
    ${t.map(({label:n,value:r,value_label:s})=>e`<div><dt>${n}</dt><dd>${s??f(r)}</dd></div>`)}
  </dl>`:o}function f(t){if(Array.isArray(t))return e`<ul class="nested">
      ${t.map(r=>e`<li>${f(r)}</li>`)}
    </ul>`;if(t===null||typeof t!="object")return String(i("value",t));let n=Object.entries(t).filter(([,r])=>r!==null&&r!=="");return e`<dl class="facts">
    ${n.map(([r,s])=>e`<div>
          <dt>${i("details",r)}</dt>
          <dd>${f(s)}</dd>
        </div>`)}
  </dl>`}export{I as a,h as b,G as c,N as d,S as e,v as f,k as g,l as h,x as i,j,c as k,p as l,A as m,F as n,H as o,q as p,z as q};
