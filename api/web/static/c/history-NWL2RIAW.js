import{a}from"./chunk-IPKFDQJ4.js";import"./chunk-QCDUJ6LB.js";import"./chunk-ZDB4S26R.js";import"./chunk-DWL5TJQ2.js";import"./chunk-6UXUQ4LK.js";export{a as History};
