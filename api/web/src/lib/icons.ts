// The icons, as line drawings on a 24 by 24 grid; all are decoration beside a text or label.

import { type TemplateResult, html, svg } from "lit";

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M8 8h8v8H8z",
  copy: "M9 9h10v11H9zM15 9V5H5v11h4",
  check: "M5 13l4.5 4.5L19 7",
  close: "M6 6l12 12M18 6L6 18",
  back: "M19 12H5M11 6l-6 6 6 6",
  next: "M5 12h14M13 6l6 6-6 6",
  open: "M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9",
  leave: "M14 5H5v14h9M10 12h10M16 8l4 4-4 4",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17v.5",
  ticket: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7.5v1.5M14 11v2M14 15v1.5",
  article: "M6 4h9l4 4v12H6zM9.5 11h6M9.5 14.5h6",
  consult: "M4 6h16v10H10l-4 4v-4H4z",
  rma: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  dealer_repair: "M14 6a4 4 0 0 0 5 5l-8.5 8.5a2 2 0 0 1-3-3zM14 6l3-2 3 3-1 4",
  restock: "M4 9h16v11H4zM4 9l2-5h12l2 5M9 13h6",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  down: "M12 5v14M6 13l6 6 6-6",
  chevron: "M9 6l6 6-6 6",
  work: "M5 6h14v13H5zM9 6V4h6v2M9 13l2 2 4-4",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4",
  book: "M5 5h6a2 2 0 0 1 2 2v13a2 2 0 0 0-2-2H5zM21 5h-6a2 2 0 0 0-2 2v13a2 2 0 0 1 2-2h6z",
  chart: "M5 20V4M5 20h15M9 16v-4M13 16V8M17 16v-6",
  store: "M4 10h16v10H4zM4 10l2-5h12l2 5M10 20v-5h4v5",
  camera: "M4 8h4l2-3h4l2 3h4v11H4zM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z",
  people:
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3.5 20c0-4 2.5-6 5.5-6s5.5 2 5.5 6M16 5a3 3 0 0 1 0 6M17 14c2.5.5 4 2.5 4 6",
  settings:
    "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1",
  clip: "M8 12l6-6a3 3 0 0 1 4.5 4.5l-8.5 8.5a5 5 0 0 1-7-7L11 4",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8v8M12 8v8M16 8v8",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  again: "M19 12a7 7 0 1 1-2-5M19 4v4h-4",
  up: "M7 11v9H4v-9zM7 11l4-7a2 2 0 0 1 3 2l-1 4h5a2 2 0 0 1 2 2.5l-1.5 6A2 2 0 0 1 16.5 20H7",
  thumb_down:
    "M7 13V4H4v9zM7 13l4 7a2 2 0 0 0 3-2l-1-4h5a2 2 0 0 0 2-2.5l-1.5-6A2 2 0 0 0 16.5 4H7",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  star: "M12 4l2.5 5 5.5.8-4 3.9 1 5.5-5-2.6-5 2.6 1-5.5-4-3.9L9.5 9z",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  truck:
    "M3 6h11v10H3zM14 10h4l3 3v3h-7zM7 19a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 7 19zM17 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
  money: "M4 7h16v10H4zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  spark:
    "M12 3l1.8 5.2L19 10l-5.2 1.8L12 17l-1.8-5.2L5 10l5.2-1.8zM19 16l.8 2.2L22 19l-2.2.8L19 22l-.8-2.2L16 19l2.2-.8z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  filter: "M4 5h16l-6 8v6l-4-2v-4z",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon within a template. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg viewBox="0 0 24 24" class="icon" aria-hidden="true" focusable="false">
    ${svg`<path d=${PATHS[name]}></path>`}
  </svg>`;

/** The same as a node of its own. */
export function iconNode(name: IconName): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    class: "icon",
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [attribute, value] of Object.entries(attributes))
    drawing.setAttribute(attribute, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", PATHS[name]);
  drawing.append(line);
  return drawing;
}

/** The icon of a ticket kind, of a ticket where the kind has none. */
export const kindIcon = (kind: string): IconName => (kind in PATHS ? (kind as IconName) : "ticket");

/** The kind of ticket a number speaks of, by the way numbers are written. */
export function iconOfNumber(number: string): IconName {
  if (/^KB-/.test(number)) return "article";
  if (/^K\d/.test(number)) return "consult";
  if (number.startsWith("RMA-")) return "rma";
  if (number.startsWith("SVC-")) return "dealer_repair";
  return number.startsWith("RS-") ? "restock" : "ticket";
}

/** The mark of the product: three discs out of focus. */
export const mark = (): TemplateResult =>
  html`<svg viewBox="0 0 64 64" class="mark" aria-hidden="true">
    <circle cx="24" cy="26" r="20" class="disc-a"></circle>
    <circle cx="44" cy="28" r="15" class="disc-b"></circle>
    <circle cx="33" cy="46" r="13" class="disc-c"></circle>
  </svg>`;
