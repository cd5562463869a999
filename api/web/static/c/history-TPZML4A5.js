import{a}from"./chunk-SPQUVEXE.js";import"./chunk-JFIRMETL.js";import"./chunk-X2HETK47.js";import"./chunk-23ONT35C.js";import"./chunk-6UXUQ4LK.js";export{a as History};
