// The component library's parts for pages of one's own, as named exports of one module.

export { AnswerSoFar } from "./chat/answer";
export { Card } from "./chat/card";
export { businessNow } from "./lib/session";
export { EventParser } from "./lib/sse";
export { FigureChart } from "./parts/chart";
export { FigureTable, csv } from "./parts/table";
export { render } from "./written/markdown";
