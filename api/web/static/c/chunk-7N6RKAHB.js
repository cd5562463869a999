var l=null,e="";function o(n){l=n}function t(n){e=n===e?`${n} `:n,l&&(l.textContent=e)}export{o as a,t as b};
