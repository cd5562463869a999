import{c as s}from"./chunk-3QEHDSZK.js";var p=o=>o.split("**").map((t,i)=>i%2?s`<strong class="hit">${t}</strong>`:t);export{p as a};
