// The icons, as line drawings on a 24 by 24 grid; all are decoration beside a text or label.

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  plus: ["M12 5v14", "M5 12h14"],
  send: ["M12 19V5", "M6 11l6-6 6 6"],
  stop: ["M8 8h8v8H8z"],
  copy: ["M9 9h10v11H9z", "M15 9V5H5v11h4"],
  check: ["M5 13l4.5 4.5L19 7"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  back: ["M19 12H5", "M11 6l-6 6 6 6"],
  open: ["M9 5H5v14h14v-4", "M13 5h6v6", "M19 5l-9 9"],
  leave: ["M14 5H5v14h9", "M10 12h10", "M16 8l4 4-4 4"],
  clock: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M12 8v4.5l3 2"],
  warning: ["M12 4l9 16H3z", "M12 10v4.5", "M12 17v.5"],
  ticket: [
    "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3z",
    "M14 7.5v1.5",
    "M14 11v2",
    "M14 15v1.5",
  ],
  article: ["M6 4h9l4 4v12H6z", "M9.5 11h6", "M9.5 14.5h6"],
  lock: ["M6 11h12v9H6z", "M9 11V8a3 3 0 0 1 6 0v3"],
  down: ["M12 5v14", "M6 13l6 6 6-6"],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    class: "icon",
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [attribute, value] of Object.entries(attributes)) svg.setAttribute(attribute, value);
  for (const path of PATHS[name]) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
  }
  return svg;
}

/** The mark of the product: three discs out of focus. */
export function mark() {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [
    ["viewBox", "0 0 64 64"],
    ["class", "mark"],
    ["aria-hidden", "true"],
  ]) {
    svg.setAttribute(name, value);
  }
  for (const [x, y, radius, tone] of [
    [24, 26, 20, "a"],
    [44, 28, 15, "b"],
    [33, 46, 13, "c"],
  ]) {
    const disc = document.createElementNS(SVG, "circle");
    const attributes = { cx: x, cy: y, r: radius, class: `disc-${tone}` };
    for (const [name, value] of Object.entries(attributes)) disc.setAttribute(name, value);
    svg.append(disc);
  }
  return svg;
}
