import{c as s}from"./chunk-2DPB7P3T.js";var p=o=>o.split("**").map((t,i)=>i%2?s`<strong class="hit">${t}</strong>`:t);export{p as a};
