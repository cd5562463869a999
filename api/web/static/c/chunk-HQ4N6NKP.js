import{c as s}from"./chunk-XWWMZIP2.js";var p=o=>o.split("**").map((t,i)=>i%2?s`<strong class="hit">${t}</strong>`:t);export{p as a};
