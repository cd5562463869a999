import{a as v,b as W,c as G,d as I}from"./chunk-2ZATZ2YR.js";import{b as F}from"./chunk-7N6RKAHB.js";import{b as J,c as K}from"./chunk-I26P6U5Q.js";import{b as S}from"./chunk-BCSMJK7M.js";import{a as B}from"./chunk-YDQFGYT4.js";import"./chunk-DTO2MNYV.js";import{d as R,j as _,m as k,o as V,p as O}from"./chunk-TH7BYODY.js";import{a as D}from"./chunk-EJPUX2ZE.js";import{c as r,g as h,k as f,l as T,m as c,n as x,o as U,t as C,u as j,x as z}from"./chunk-2DPB7P3T.js";import{g as A}from"./chunk-CK4OZ74M.js";import{A as q,D as M,i as t,l as H,n as L,y as g}from"./chunk-Q4INVTIJ.js";import{d as o,e as i,f as n,h as y}from"./chunk-6UXUQ4LK.js";var ee=["new","released"],b,l,w,d=class extends C{constructor(){super(...arguments);this.error=null;this.isSending=!1;n(this,b,new M);n(this,l,(e,s)=>({name:e,title:s,value:this.wish[e]===null?"":String(this.wish[e]),wrong:this.error?.fields[e]}));n(this,w,async e=>{if(e.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let s=`/api/wishes/${g(this.wish.number)}/evaluation`,a=await i(this,b).send(s,{method:"PUT",body:G(this.form)});F(t("wishes.evaluated",{state:a.status_label})),this.tell("wish-weighed",a)}catch(s){this.error=s,await this.updateComplete,I(this)}this.isSending=!1}})}firstUpdated(){this.querySelector("select")?.focus()}render(){let e=S("wish_status").filter(({code:s})=>!ee.includes(s));return r`<form class="move form" novalidate @submit=${i(this,w)}>
      <h3 class="full">${t("wishes.evaluate")}</h3>
      ${W(i(this,l).call(this,"status",t("fact.status")),e,null)}
      ${W(i(this,l).call(this,"feasibility",t("wishes.feasibility")),S("feasibility"))}
      ${v(i(this,l).call(this,"effort_days",t("wishes.effort_in_days")),{longest:5})}
      ${v(i(this,l).call(this,"target_version",t("wishes.target")),{longest:60})}
      ${v({...i(this,l).call(this,"evaluation",t("wishes.evaluation")),isWide:!0},{rows:3,longest:5e3})}
      ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:h}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${t(this.isSending?"card.sending":"list.save")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("wish-left")}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`}};b=new WeakMap,l=new WeakMap,w=new WeakMap,o([T({attribute:!1})],d.prototype,"wish",2),o([c()],d.prototype,"error",2),o([c()],d.prototype,"isSending",2),o([x("form")],d.prototype,"form",2),d=o([f("bokeh-wish-evaluation")],d);var p,m,N,Q,$,u=class extends B{constructor(){super(...arguments);n(this,m);this.isWeighing=!1;n(this,p,new z(this,e=>q(`/api/wishes/${g(this.params.number)}`,{},e)));this.redraw=()=>{i(this,p).load()};n(this,$,e=>{i(this,p).value=e.detail,this.isWeighing=!1,this.begin()})}willUpdate(e){e.has("params")&&(this.titled(this.params.number),this.isWeighing=!1,i(this,p).load().then(()=>this.begin()))}render(){let{value:e,error:s,load:a}=i(this,p);return r`<div class="record page page-narrow">
      ${J()}
      <div class="record-content">
        ${s?K(s,this.params.number,a):e?y(this,m,N).call(this,e):j(t("record.loading",{number:this.params.number}))}
      </div>
    </div>`}};p=new WeakMap,m=new WeakSet,N=function(e){return r`${R(1,{sign:"star",number:e.number,title:e.title,state:e.status_label,tone:D(e.status)})}
    ${O([["fact.product",e.product?.name],["wishes.asked_by",t("wishes.votes",{count:e.votes})],["fact.created",L(e.created_at)],["wishes.target",e.target_version],["wishes.feasibility",e.feasibility_label],["wishes.effort",e.effort_days&&t("wishes.days",{count:e.effort_days})]])}
    ${_("record.description",e.description&&k(e.description))}
    ${_("wishes.evaluation",y(this,m,Q).call(this,e))}`},Q=function(e){let s=A("wishes:evaluate")&&e.status!=="released",{evaluation:a,evaluated_by:Z,evaluated_at:E}=e;return r`${a?k(a):h}
    ${E?r`<p class="hint">${Z} · ${H(E)}</p>`:a?h:V("wishes.not_weighed")}
    ${s&&!this.isWeighing?r`<div>
            <button type="button" class="main" @click=${()=>this.isWeighing=!0}>
              ${U("edit")}${t("wishes.evaluate")}
            </button>
          </div>`:h}
    ${s&&this.isWeighing?r`<bokeh-wish-evaluation
            .wish=${e}
            @wish-left=${()=>this.isWeighing=!1}
            @wish-weighed=${i(this,$)}
          ></bokeh-wish-evaluation>`:h}`},$=new WeakMap,o([c()],u.prototype,"isWeighing",2),u=o([f("bokeh-wish")],u);export{u as WishPage};
