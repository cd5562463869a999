// Inline Markdown to DOM nodes: emphasis, code, links to our own pages, reference chips.

import { service } from "../lib/api";
import { h } from "../lib/dom";
import { iconNode, iconOfNumber } from "../lib/icons";
import type { Reference } from "../lib/shapes";

const DEPTH = 6;
const NUMBER = /\[([A-Za-z0-9][A-Za-z0-9-]{2,40})\]/y;
const LINK =
  /\[([^[\]\n]{1,500})\]\(\s{0,3}<?([^\s()<>]{1,2000})>?(?:\s{1,3}"[^"\n]{0,200}")?\s{0,3}\)/y;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}_]/u;
const MARKS = [
  { mark: "**", tag: "strong" },
  { mark: "__", tag: "strong" },
  { mark: "~~", tag: "del" },
  { mark: "*", tag: "em" },
  { mark: "_", tag: "em" },
];

export type Known = Map<string, Reference>;

/** Nodes for one run of text. `references` maps numbers to what may be opened. */
export function inline(text: string, references: Known, depth = 0): Node[] {
  return new Scanner(text, references, depth).run();
}

/** The button that opens a ticket or article over the conversation. */
export function chip(reference: Reference): HTMLElement {
  const kind = reference.kind === "article" ? "article" : "ticket";
  return h(
    "button",
    {
      type: "button",
      class: `chip chip-${kind}`,
      title: reference.title || null,
      "data-number": reference.number,
      "data-kind": kind,
    },
    iconNode(kind === "article" ? "article" : iconOfNumber(reference.number)),
    reference.number,
  );
}

/** An address of our own origin as the anchor needs it; null for any other. */
export function ownAddress(target: string): string | null {
  const home = service.origin || location.origin;
  let url: URL;
  try {
    url = new URL(target, home);
  } catch {
    return null;
  }
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  if (!isWeb || url.origin !== home) return null;
  return service.origin + url.pathname + url.search + url.hash;
}

class Scanner {
  private at = 0;
  private plain = "";
  private nodes: Node[] = [];
  private unclosed = new Set<string>(); // marks that nothing closes from here on

  constructor(
    private text: string,
    private references: Known,
    private depth: number,
  ) {}

  run(): Node[] {
    while (this.at < this.text.length) {
      if (!this.special()) this.keep(this.text[this.at], 1);
    }
    this.flush();
    return this.nodes;
  }

  private special(): boolean {
    switch (this.text[this.at]) {
      case "\\":
        return this.escaped();
      case "\n":
        return this.lineBreak();
      case "`":
        return this.code();
      case "[":
        return this.number() || this.link();
      case "*":
      case "_":
      case "~":
        return this.emphasis();
      default:
        return false;
    }
  }

  private keep(text: string, width: number): true {
    this.plain += text;
    this.at += width;
    return true;
  }

  private add(node: Node, width: number): true {
    this.flush();
    this.nodes.push(node);
    this.at += width;
    return true;
  }

  private flush(): void {
    if (this.plain) this.nodes.push(document.createTextNode(this.plain));
    this.plain = "";
  }

  private escaped(): boolean {
    const next = this.text[this.at + 1];
    return next && PUNCTUATION.test(next) ? this.keep(next, 2) : false;
  }

  private lineBreak(): boolean {
    this.plain = this.plain.trimEnd();
    return this.add(h("br"), 1);
  }

  private code(): boolean {
    const ticks = runLength(this.text, this.at, "`");
    const fence = "`".repeat(ticks);
    const start = this.at + ticks;
    const end = this.unclosed.has(fence) ? -1 : closingTicks(this.text, start, ticks);
    if (end < 0) {
      this.unclosed.add(fence);
      return this.keep(fence, ticks);
    }
    const inner = this.text.slice(start, end).replaceAll("\n", " ");
    const isPadded = inner.startsWith(" ") && inner.endsWith(" ") && inner.trim() !== "";
    return this.add(h("code", {}, isPadded ? inner.slice(1, -1) : inner), end + ticks - this.at);
  }

  private number(): boolean {
    const found = match(NUMBER, this.text, this.at);
    const reference = found && this.references.get(found[1].toUpperCase());
    return reference ? this.add(chip(reference), found![0].length) : false;
  }

  private link(): boolean {
    const found = match(LINK, this.text, this.at);
    const address = found && ownAddress(found[2]);
    if (!found || !address) return false;
    const inner = this.depth < DEPTH ? inline(found[1], new Map(), this.depth + 1) : [found[1]];
    return this.add(
      h("a", { href: address, target: service.origin ? "_blank" : null }, inner),
      found[0].length,
    );
  }

  private emphasis(): boolean {
    const kind = MARKS.find(({ mark }) => this.text.startsWith(mark, this.at));
    if (!kind || this.depth >= DEPTH || !this.opens(kind.mark)) return false;
    const end = this.unclosed.has(kind.mark) ? -1 : this.closing(kind.mark);
    if (end < 0) {
      this.unclosed.add(kind.mark);
      return false;
    }
    const start = this.at + kind.mark.length;
    const inner = inline(this.text.slice(start, end), this.references, this.depth + 1);
    return this.add(h(kind.tag, {}, inner), end + kind.mark.length - this.at);
  }

  private opens(mark: string): boolean {
    const next = this.text[this.at + mark.length];
    if (!next || /\s/.test(next)) return false;
    return mark[0] !== "_" || !WORD.test(this.text[this.at - 1] ?? " ");
  }

  /** Where the mark that closes this one stands; a mark inside a word closes no underscore. */
  private closing(mark: string): number {
    let end = this.text.indexOf(mark, this.at + mark.length + 1);
    while (end >= 0) {
      while (this.text[end + mark.length] === mark[0]) end += 1;
      const after = this.text[end + mark.length] ?? " ";
      const closes = !/\s/.test(this.text[end - 1]) && (mark[0] !== "_" || !WORD.test(after));
      if (closes && end > this.at + mark.length) return end;
      end = this.text.indexOf(mark, end + 1);
    }
    return -1;
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function runLength(text: string, at: number, sign: string): number {
  let length = 0;
  while (text[at + length] === sign) length += 1;
  return length;
}

function closingTicks(text: string, from: number, ticks: number): number {
  let at = text.indexOf("`", from);
  while (at >= 0) {
    const length = runLength(text, at, "`");
    if (length === ticks) return at;
    at = text.indexOf("`", at + length);
  }
  return -1;
}
