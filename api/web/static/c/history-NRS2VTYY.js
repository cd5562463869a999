import{a}from"./chunk-V25XMB5I.js";import"./chunk-AVK3ZPEZ.js";import"./chunk-XQ5F45VL.js";import"./chunk-VKMF46UT.js";import"./chunk-6UXUQ4LK.js";export{a as History};
