declare module "bokeh:sheet" {
  const sheet: string;
  export default sheet;
}
declare module "echarts/i18n/langZH-obj.js";
declare const VERSION: string;
