// An answer's text without the drafts that stand beneath it in editors.

import type { DraftText } from "../lib/shapes";

/** Surfaces without editors show the whole text; here a draft's twin would only fill the page. */
export function unrepeated(text: string, drafts: DraftText[]): string {
  if (!drafts.length) return text;
  const twins = new Set(
    drafts.flatMap(({ subject, text: body }) => [plain(body), plain(subject ?? "")]),
  );
  const isRepeated = (block: string): boolean => twins.has(plain(block.replace(/^> ?/gm, "")));
  return text
    .split(/\n{2,}/)
    .filter((block) => !block.trim() || !isRepeated(block))
    .join("\n\n");
}

/** What is left of a text when it does not matter how it is set. */
const plain = (text: string): string => text.replace(/[\s*_[\]\\]+/g, "");
