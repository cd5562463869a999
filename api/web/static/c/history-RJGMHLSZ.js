import{a}from"./chunk-XKMNJFX7.js";import"./chunk-F7JOHHBS.js";import"./chunk-G7AYT2BG.js";import"./chunk-A4WACZFI.js";import"./chunk-6UXUQ4LK.js";export{a as History};
