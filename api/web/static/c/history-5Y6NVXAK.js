import{a}from"./chunk-JYX75OTD.js";import"./chunk-WB34JPK2.js";import"./chunk-MJJIJ7P2.js";import"./chunk-HFNORJ3X.js";import"./chunk-6UXUQ4LK.js";export{a as History};
