// Figures beside the words that tell them: the chart first, then the table, nothing said twice.

import { html } from "lit";
import type { Chart, Table } from "../lib/shapes";
import "./chart";
import "./table";

export const figures = (charts: Chart[], tables: Table[], words = "") => [
  charts.map(
    (each) =>
      html`<bokeh-chart
        .chart=${each}
        .isTold=${tables.some(({ title }) => title === each.title)}
      ></bokeh-chart>`,
  ),
  tables.map(
    (each) =>
      html`<bokeh-table .table=${each} .isTold=${words.includes(each.title)}></bokeh-table>`,
  ),
];
