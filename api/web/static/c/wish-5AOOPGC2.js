import{a as b,b as E,c as J,d as N}from"./chunk-ILL6YUX6.js";import{b as L}from"./chunk-7N6RKAHB.js";import{b as O,c as Q}from"./chunk-3BZARFKH.js";import{b as W}from"./chunk-MVQGVNBX.js";import{a as G}from"./chunk-XCTUIMDB.js";import"./chunk-RNY2ECGX.js";import{d as V,j as k,m as S,o as j,p as I}from"./chunk-WEVBETJG.js";import{a as R}from"./chunk-EJPUX2ZE.js";import{c as r,g as h,k as g,l as F,m as c,n as H,o as A,t as D,u as z,x as B}from"./chunk-UQQH67M2.js";import{g as C}from"./chunk-JYZYIGDL.js";import{A as U,C as _,i as t,l as q,n as K,x as M,y as v}from"./chunk-7DBWABGA.js";import{d as o,e as i,f as n,g as x,h as $}from"./chunk-6UXUQ4LK.js";var ie=["new","released"],u,l,w,d=class extends D{constructor(){super(...arguments);this.error=null;this.isSending=!1;n(this,u,_());n(this,l,(e,s)=>({name:e,title:s,value:this.wish[e]===null?"":String(this.wish[e]),wrong:this.error?.fields[e]}));n(this,w,async e=>{if(e.preventDefault(),!this.isSending){this.isSending=!0,this.error=null;try{let s=`/api/wishes/${v(this.wish.number)}/evaluation`,a=await M(s,{method:"PUT",body:J(this.form),headers:{"Idempotency-Key":i(this,u)}});L(t("wishes.evaluated",{state:a.status_label})),this.tell("wish-weighed",a)}catch(s){this.error=s,x(this,u,_()),await this.updateComplete,N(this)}this.isSending=!1}})}firstUpdated(){this.querySelector("select")?.focus()}render(){let e=W("wish_status").filter(({code:s})=>!ie.includes(s));return r`<form class="move form" novalidate @submit=${i(this,w)}>
      <h3 class="full">${t("wishes.evaluate")}</h3>
      ${E(i(this,l).call(this,"status",t("fact.status")),e,null)}
      ${E(i(this,l).call(this,"feasibility",t("wishes.feasibility")),W("feasibility"))}
      ${b(i(this,l).call(this,"effort_days",t("wishes.effort_in_days")),{longest:5})}
      ${b(i(this,l).call(this,"target_version",t("wishes.target")),{longest:60})}
      ${b({...i(this,l).call(this,"evaluation",t("wishes.evaluation")),isWide:!0},{rows:3,longest:5e3})}
      ${this.error?r`<p class="error" role="alert">${this.error.message}</p>`:h}
      <div class="decision">
        <button type="submit" class="main" ?disabled=${this.isSending}>
          ${t(this.isSending?"card.sending":"list.save")}
        </button>
        <button type="button" class="quiet" @click=${()=>this.tell("wish-left")}>
          ${t("app.cancel")}
        </button>
      </div>
    </form>`}};u=new WeakMap,l=new WeakMap,w=new WeakMap,o([F({attribute:!1})],d.prototype,"wish",2),o([c()],d.prototype,"error",2),o([c()],d.prototype,"isSending",2),o([H("form")],d.prototype,"form",2),d=o([g("bokeh-wish-evaluation")],d);var p,m,X,Y,y,f=class extends G{constructor(){super(...arguments);n(this,m);this.isWeighing=!1;n(this,p,new B(this,e=>U(`/api/wishes/${v(this.params.number)}`,{},e)));this.redraw=()=>{i(this,p).load()};n(this,y,e=>{i(this,p).value=e.detail,this.isWeighing=!1,this.begin()})}willUpdate(e){e.has("params")&&(this.titled(this.params.number),this.isWeighing=!1,i(this,p).load().then(()=>this.begin()))}render(){let{value:e,error:s,load:a}=i(this,p);return r`<div class="record page page-narrow">
      ${O()}
      <div class="record-content">
        ${s?Q(s,this.params.number,a):e?$(this,m,X).call(this,e):z(t("record.loading",{number:this.params.number}))}
      </div>
    </div>`}};p=new WeakMap,m=new WeakSet,X=function(e){return r`${V(1,{sign:"star",number:e.number,title:e.title,state:e.status_label,tone:R(e.status)})}
    ${I([["fact.product",e.product?.name],["wishes.asked_by",t("wishes.votes",{count:e.votes})],["fact.created",K(e.created_at)],["wishes.target",e.target_version],["wishes.feasibility",e.feasibility_label],["wishes.effort",e.effort_days&&t("wishes.days",{count:e.effort_days})]])}
    ${k("record.description",e.description&&S(e.description))}
    ${k("wishes.evaluation",$(this,m,Y).call(this,e))}`},Y=function(e){let s=C("wishes:evaluate")&&e.status!=="released",{evaluation:a,evaluated_by:ee,evaluated_at:T}=e;return r`${a?S(a):h}
    ${T?r`<p class="hint">${ee} · ${q(T)}</p>`:a?h:j("wishes.not_weighed")}
    ${s&&!this.isWeighing?r`<div>
            <button type="button" class="main" @click=${()=>this.isWeighing=!0}>
              ${A("edit")}${t("wishes.evaluate")}
            </button>
          </div>`:h}
    ${s&&this.isWeighing?r`<bokeh-wish-evaluation
            .wish=${e}
            @wish-left=${()=>this.isWeighing=!1}
            @wish-weighed=${i(this,y)}
          ></bokeh-wish-evaluation>`:h}`},y=new WeakMap,o([c()],f.prototype,"isWeighing",2),f=o([g("bokeh-wish")],f);export{f as WishPage};
