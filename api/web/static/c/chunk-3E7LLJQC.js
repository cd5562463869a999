import{c as l}from"./chunk-KZY2Q7G5.js";import{c as e,g as r,o as n,q as o}from"./chunk-VYHL6BJR.js";import{i as a,n as i}from"./chunk-CA4LMX5P.js";var h=new Set(["pending_approval","exception","self_reported","needs_desk_approval","needs_management_approval","submitted"]),u=new Set(["waiting_customer","quote_sent","awaiting_receipt","in_transit","awaiting_payment","parts_requested","parts_invoiced","shipped"]),m=new Set(["resolved","closed"]),$=new Set(["cancelled","rejected","auto_closed","upgraded"]);function p(t){return h.has(t)?"tag-alert":u.has(t)?"tag-wait":m.has(t)?"tag-done":$.has(t)?"":"tag-open"}function w(t,s=null){let d=s!==null&&t.every(({number:c})=>s.chosen.has(c));return e`<div class="table-card">
    <table class="list">
      <thead>
        <tr>
          ${s?e`<th scope="col" class="pick">
                  <input
                    type="checkbox"
                    aria-label=${a("list.pick_all")}
                    .checked=${d}
                    @change=${s.toggleAll}
                  />
                </th>`:r}
          <th scope="col">${a("list.ticket")}</th>
          <th scope="col">${a("fact.status")}</th>
          <th scope="col">${a("fact.customer")}</th>
          <th scope="col">${a("fact.product")}</th>
          <th scope="col">${a("fact.created")}</th>
        </tr>
      </thead>
      <tbody> ${t.map(c=>g(c,s))} </tbody>
    </table>
  </div>`}var g=(t,s)=>e`<tr>
    ${s?e`<td class="pick">
            <input
              type="checkbox"
              aria-label=${a("list.pick",{number:t.number})}
              .checked=${s.chosen.has(t.number)}
              @change=${()=>s.toggle(t.number)}
            />
          </td>`:r}
    <td class="list-main">
      <a class="list-link" href=${l("ticket",t.number)}
        ><span class="number">${n(o(t.kind))}${t.number}</span
        ><span class="list-title">${t.summary}</span></a
      >
      ${t.category||t.priority?e`<span class="hint"
              >${[t.category,t.priority].filter(Boolean).join(" · ")}</span
            >`:r}
    </td>
    <td><span class="tag ${p(t.status)}">${t.status_label}</span></td>
    <td
      >${t.customer??"–"}${t.dealer?e`<br /><span class="hint">${t.dealer}</span>`:r}</td
    >
    <td
      >${t.product??"–"}${t.sn?e`<br /><span class="hint">${t.sn}</span>`:r}</td
    >
    <td class="when">${i(t.created_at)}</td>
  </tr>`,T=t=>e`<ul class="lines">
    ${t.map(s=>e`<li>
          <a class="line" href=${l("ticket",s.number)}>
            <span class="line-sign">${n(o(s.kind))}</span>
            <span class="line-text"
              ><strong>${s.summary}</strong
              ><span class="hint"
                >${[s.number,s.customer,s.dealer].filter(Boolean).join(" · ")}</span
              ></span
            >
            <span class="tag ${p(s.status)}">${s.status_label}</span>
          </a>
        </li>`)}
  </ul>`;export{w as a,T as b};
