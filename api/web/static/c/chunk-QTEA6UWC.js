import{c as p}from"./chunk-TH7BYODY.js";import{b as n}from"./chunk-EJPUX2ZE.js";import{c as a,g as e,o as r,q as l}from"./chunk-2DPB7P3T.js";import{i as c,n as i}from"./chunk-Q4INVTIJ.js";function f(t,s=null){let d=s!==null&&t.every(({number:o})=>s.chosen.has(o));return a`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          ${s?a`<th scope="col" class="pick">
                  <input
                    type="checkbox"
                    aria-label=${c("list.pick_all")}
                    .checked=${d}
                    @change=${s.toggleAll}
                  />
                </th>`:e}
          <th scope="col">${c("list.ticket")}</th>
          <th scope="col">${c("fact.status")}</th>
          <th scope="col">${c("fact.customer")}</th>
          <th scope="col">${c("fact.product")}</th>
          <th scope="col">${c("fact.created")}</th>
        </tr>
      </thead>
      <tbody> ${t.map(o=>$(o,s))} </tbody>
    </table>
  </div>`}var $=(t,s)=>a`<tr>
    ${s?a`<td class="pick">
            <input
              type="checkbox"
              aria-label=${c("list.pick",{number:t.number})}
              .checked=${s.chosen.has(t.number)}
              @change=${()=>s.toggle(t.number)}
            />
          </td>`:e}
    <td class="list-main">
      <a class="list-link" href=${p("ticket",t.number)}
        ><span class="number">${r(l(t.kind))}${t.number}</span
        ><span class="list-title">${t.summary}</span></a
      >
      ${t.category||t.priority?a`<span class="hint"
              >${[t.category,t.priority].filter(Boolean).join(" · ")}</span
            >`:e}
    </td>
    <td><span class="tag ${n(t.status)}">${t.status_label}</span></td>
    <td
      >${t.customer??"–"}${t.dealer?a`<br /><span class="hint">${t.dealer}</span>`:e}</td
    >
    <td class="product"
      >${t.product??"–"}${t.sn?a`<br /><span class="hint">${t.sn}</span>`:e}</td
    >
    <td class="when">${i(t.created_at)}</td>
  </tr>`,g=t=>a`<ul class="lines">
    ${t.map(s=>a`<li>
          <a class="line" href=${p("ticket",s.number)}>
            <span class="line-sign">${r(l(s.kind))}</span>
            <span class="line-text"
              ><strong>${s.summary}</strong
              ><span class="hint"
                >${[s.number,s.customer,s.dealer].filter(Boolean).join(" · ")}</span
              ></span
            >
            <span class="tag ${n(s.status)}">${s.status_label}</span>
          </a>
        </li>`)}
  </ul>`;export{f as a,g as b};
