import{c as I}from"./chunk-TH7BYODY.js";import{c as i,g as y,k as x,l as b,m as O,o as w,q as A,t as C,x as M}from"./chunk-2DPB7P3T.js";import{i as l,l as R,n as S,o as q,u as U,v as B,x as P}from"./chunk-Q4INVTIJ.js";import{d as r,e as p,f as m,h as g}from"./chunk-6UXUQ4LK.js";var K=50,f,$,N,V,_,u=class extends C{constructor(){super(...arguments);m(this,$);this.row=0;this.pages=1;m(this,f,new M(this,e=>g(this,$,V).call(this,e)));m(this,_,()=>{this.pages+=1,p(this,f).load()})}firstUpdated(){this.querySelector("dialog").showModal(),p(this,f).load()}render(){let e=[this.table.title,this.table.rows[this.row][0]].join(" · ");return i`<dialog class="popup" aria-label=${e} @close=${()=>this.remove()}>
      <button
        type="button"
        class="plain popup-close"
        aria-label=${l("app.close")}
        title=${l("app.close")}
        @click=${()=>this.querySelector("dialog").close()}
      >
        ${w("close")}
      </button>
      <div class="popup-content">
        <h2>${e}</h2>
        ${p(this,f).draw(t=>g(this,$,N).call(this,t))}
      </div>
    </dialog>`}};f=new WeakMap,$=new WeakSet,N=function({items:e,total:t}){return i`<p class="hint">${l("table.behind_count",{count:t})}</p>
      <ul class="behind">
        ${e.map(s=>i`<li>
              <a
                href=${B(I("ticket",s.number))}
                target=${U.isEmbedded?"_blank":"_self"}
                ><span class="number">${w(A(s.kind))}${s.number}</span>
                ${s.summary}</a
              >
              <span class="hint">${s.status_label}</span>
            </li>`)}
      </ul>
      ${e.length<t?i`<button type="button" class="quiet" @click=${p(this,_)}>
              ${l("table.behind_more")}
            </button>`:y}`},V=async function(e){let{question:t,keys:s}=this.table,d=this.pages>1?p(this,f).value?.items??[]:[],k=`/api/statistics/tickets?size=${K}&page=${this.pages}`,a={question:t,cell:s[this.row]},c=await P(k,{method:"POST",body:a,signal:e});return{items:[...d,...c.items],total:c.total}},_=new WeakMap,r([b({attribute:!1})],u.prototype,"table",2),r([b({type:Number})],u.prototype,"row",2),r([O()],u.prototype,"pages",2),u=r([x("bokeh-behind")],u);function z(o,n,e){let t=document.createElement("bokeh-behind");Object.assign(t,{table:o,row:n}),e.append(t)}var Y=/^[=+\-@\t\r]/,T,H,j,h=class extends C{constructor(){super(...arguments);m(this,T);this.isBare=!1;this.isTold=!1;m(this,j,()=>{D(`${this.table.title}.csv`,`\uFEFF${Z(this.table)}`,"text/csv;charset=utf-8")})}render(){let{title:e,columns:t,rows:s}=this.table,d=t.map((a,c)=>s.every(v=>J(v[c]))),k=a=>d[a]?"to-right":"";return i`<figure class="figures">
      ${this.isBare||this.isTold?y:i`<figcaption>${e}</figcaption>`}
      <div class="wide" tabindex="0" role="region" aria-label=${e}>
        <table>
          <thead>
            <tr>
              ${t.map((a,c)=>i`<th scope="col" class=${k(c)}>${a}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${s.map((a,c)=>i`<tr>
                  ${a.map((v,L)=>i`<td class=${k(L)}
                        >${L===0?g(this,T,H).call(this,v,c):E(v)}</td
                      >`)}
                </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="hint figures-foot">
        <span>${this.isTold?y:G(this.table).filter(Boolean).join(" · ")}</span>
        <button type="button" class="plain small" @click=${p(this,j)}>
          ${w("download")}${l("table.download")}
        </button>
      </p>
    </figure>`}};T=new WeakSet,H=function(e,t){return!this.table.question||!this.table.keys?.[t]?E(e):i`<button
      type="button"
      class="plain behind-way"
      title=${l("table.behind")}
      @click=${()=>z(this.table,t,this)}
      >${E(e)}</button
    >`},j=new WeakMap,r([b({attribute:!1})],h.prototype,"table",2),r([b({type:Boolean,attribute:!1})],h.prototype,"isBare",2),r([b({type:Boolean,attribute:!1})],h.prototype,"isTold",2),h=r([x("bokeh-table")],h);function Z({columns:o,rows:n}){let e=t=>{let s=t==null?"":String(t),d=typeof t=="string"&&Y.test(s)?`'${s}`:s;return/[",\r\n]/.test(d)?`"${d.replaceAll('"','""')}"`:d};return[o,...n].map(t=>t.map(e).join(",")).join(`\r
`)}function D(o,n,e){let t=document.createElement("a");t.href=URL.createObjectURL(new Blob([n],{type:e})),t.download=o.replace(/[\\/:*?"<>|\u0000-\u001f]+/g," ").slice(0,120),t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),1e4)}function G(o){let{period:n,filters:e,as_of:t}=o;return[o.definition,n&&`${S(n.start)} – ${S(n.end)}`,...(e??[]).map(s=>s.label??s.value),l("table.rows",{count:o.row_count??o.rows.length}),t&&l("table.as_of",{time:R(t)})]}var J=o=>typeof o=="number"||o===null,E=o=>o==null?"–":typeof o=="number"?q(o):String(o);export{h as a,Z as b,D as c};
