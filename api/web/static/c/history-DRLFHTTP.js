import{a}from"./chunk-S37Z5NKR.js";import"./chunk-25D4Y2O5.js";import"./chunk-BGVEP54W.js";import"./chunk-PIJAXCT7.js";import"./chunk-6UXUQ4LK.js";export{a as History};
