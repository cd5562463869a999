// Markdown to DOM nodes, block by block. What it does not know stays the text it was.

import { h } from "../lib/dom";
import type { Reference } from "../lib/shapes";
import { type Known, inline } from "./inline";

type Block = [Node, number];

const DEPTH = 8;
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]{0,30})/;
const HEADING = /^ {0,3}(#{1,6})\s+(\S.*)$/;
const RULE = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+•]|\d{1,9}[.)、])( +)(?=\S)/;
const DELIMITER = /^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$/;

/**
 * A fragment that shows `text`; numbers in brackets that stand in `references` become chips, and
 * tables whose columns are those of one shown `elsewhere` are left out.
 */
export function render(
  text: string,
  references: Reference[] = [],
  elsewhere: string[][] = [],
): DocumentFragment {
  const known: Known = new Map(references.map((each) => [each.number.toUpperCase(), each]));
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n");
  const fragment = document.createDocumentFragment();
  fragment.append(...blocks(withoutTables(lines, elsewhere), known, 0));
  return fragment;
}

function withoutTables(lines: string[], elsewhere: string[][]): string[] {
  const heads = elsewhere.map((columns) => columns.join("|"));
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (isTable(lines, at) && heads.includes(cells(lines[at]).join("|"))) at = tableEnd(lines, at);
    if (at < lines.length) kept.push(lines[at]);
  }
  return kept;
}

function blocks(lines: string[], references: Known, depth: number): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const [node, next] = block(lines, at, references, depth);
    nodes.push(node);
    at = next;
  }
  return nodes;
}

/** The block that begins at a line, and the line after it. */
function block(lines: string[], at: number, references: Known, depth: number): Block {
  const line = lines[at];
  if (FENCE.test(line)) return fenced(lines, at);
  if (HEADING.test(line)) return [heading(line, references), at + 1];
  if (RULE.test(line)) return [h("hr"), at + 1];
  if (depth < DEPTH && QUOTE.test(line)) return quote(lines, at, references, depth);
  if (depth < DEPTH && ITEM.test(line)) return list(lines, at, references, depth);
  if (isTable(lines, at)) return table(lines, at, references);
  return paragraph(lines, at, references, depth);
}

function begins(lines: string[], at: number, depth: number): boolean {
  const line = lines[at];
  const nests = depth < DEPTH && (QUOTE.test(line) || ITEM.test(line));
  return nests || FENCE.test(line) || HEADING.test(line) || RULE.test(line) || isTable(lines, at);
}

function paragraph(lines: string[], at: number, references: Known, depth: number): Block {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !begins(lines, end, depth)) end += 1;
  const text = lines
    .slice(at, end)
    .map((line) => line.trim())
    .join("\n");
  return [h("p", {}, inline(text, references)), end];
}

function heading(line: string, references: Known): Node {
  const [, marks, text] = HEADING.exec(line)!;
  const level = Math.min(6, marks.length + 2);
  return h(`h${level}`, {}, inline(withoutClosingMarks(text.trim()), references));
}

function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "#") end -= 1;
  return end < text.length && (end === 0 || text[end - 1] === " ")
    ? text.slice(0, end).trim()
    : text;
}

function fenced(lines: string[], at: number): Block {
  const [, fence] = FENCE.exec(lines[at])!;
  let end = at + 1;
  while (end < lines.length && !closes(lines[end], fence)) end += 1;
  const code = h("code", {}, lines.slice(at + 1, end).join("\n"));
  return [h("pre", { tabindex: "0" }, code), end + 1];
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && [...text].every((sign) => sign === fence[0]);
}

function quote(lines: string[], at: number, references: Known, depth: number): Block {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  return [h("blockquote", {}, blocks(inner, references, depth + 1)), end];
}

function list(lines: string[], at: number, references: Known, depth: number): Block {
  const first = ITEM.exec(lines[at])!;
  const indent = first[1].length;
  const isOrdered = /\d/.test(first[2]);
  const items: HTMLElement[] = [];
  let next = at;
  while (next < lines.length && continues(lines[next], indent, isOrdered)) {
    const end = itemEnd(lines, next, indent);
    items.push(item(lines.slice(next, end), indent, references, depth));
    next = end;
    const after = nextFilled(lines, end);
    if (after < lines.length && continues(lines[after], indent, isOrdered)) next = after;
  }
  const start = isOrdered ? Number.parseInt(first[2], 10) : 1;
  const attributes = isOrdered && start !== 1 ? { start } : {};
  return [h(isOrdered ? "ol" : "ul", attributes, items), next];
}

/** Whether a line is a further item of the list that stands at this indent. */
function continues(line: string, indent: number, isOrdered: boolean): boolean {
  const found = ITEM.exec(line);
  return (
    found !== null && Math.abs(found[1].length - indent) < 2 && /\d/.test(found[2]) === isOrdered
  );
}

/** The line after an item: what is indented below it belongs to it, over blank lines too. */
function itemEnd(lines: string[], at: number, indent: number): number {
  let end = at + 1;
  while (end < lines.length) {
    const filled = nextFilled(lines, end);
    if (filled >= lines.length || indentOf(lines[filled]) < indent + 2) break;
    end = filled + 1;
  }
  return end;
}

function item(lines: string[], indent: number, references: Known, depth: number): HTMLElement {
  const width = ITEM.exec(lines[0])![0].length;
  const inner = [lines[0].slice(width)];
  for (const line of lines.slice(1))
    inner.push(line.slice(Math.min(indentOf(line), width, indent + 4)));
  const nodes = blocks(inner, references, depth + 1);
  const isTight = nodes[0]?.nodeName === "P";
  return h("li", {}, isTight ? [...nodes[0].childNodes, ...nodes.slice(1)] : nodes);
}

function nextFilled(lines: string[], at: number): number {
  let next = at;
  while (next < lines.length && !lines[next].trim()) next += 1;
  return next;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function isTable(lines: string[], at: number): boolean {
  const below = lines[at + 1];
  return (
    lines[at].includes("|") &&
    below !== undefined &&
    below.includes("-") &&
    below.includes("|") &&
    DELIMITER.test(below) &&
    cells(lines[at]).length === cells(below).length
  );
}

function table(lines: string[], at: number, references: Known): Block {
  const head = cells(lines[at]);
  const sides = cells(lines[at + 1]).map(side);
  const end = tableEnd(lines, at);
  const row = (tag: string) => (line: string) => {
    const given = cells(line);
    return h(
      "tr",
      {},
      head.map((_, column) =>
        h(
          tag,
          { class: sides[column], scope: tag === "th" ? "col" : null },
          inline(given[column] ?? "", references),
        ),
      ),
    );
  };
  const body = lines.slice(at + 2, end).map(row("td"));
  const whole = h("table", {}, h("thead", {}, row("th")(lines[at])), h("tbody", {}, body));
  return [h("div", { class: "wide", tabindex: "0" }, whole), end];
}

/** The line after the table that begins at a line. */
function tableEnd(lines: string[], at: number): number {
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|") && lines[end].trim()) end += 1;
  return end;
}

function side(delimiter: string): string | null {
  const isRight = delimiter.endsWith(":");
  if (isRight && delimiter.startsWith(":")) return "to-centre";
  return isRight ? "to-right" : null;
}

/** The cells of a table line; a bar after a backslash is text. */
function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/([^\\])\|$/, "$1");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}
