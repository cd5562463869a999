// What forms and lists choose from, read once per language.

import { get } from "./api";
import { language, vocabulary } from "./i18n";

export interface Choice {
  code: string;
  label: string;
}

export interface KindChoice extends Choice {
  can_open: boolean;
  states: (Choice & { is_end: boolean })[];
}

export interface Vocabulary {
  kinds: KindChoice[];
  families: Choice[];
  products: (Choice & { family: string | null })[];
  categories: (Choice & { parent: string | null })[];
  dealers: (Choice & { tier: number; currency: string })[];
  handlers: Choice[];
}

let read: { key: string; value: Promise<Vocabulary> } | null = null;

export function vocabularyOf(user: string): Promise<Vocabulary> {
  const key = `${user} ${language()}`;
  if (read?.key !== key) {
    const value = get<Vocabulary>("/api/vocabulary");
    read = { key, value };
    value.catch(() => (read = null));
  }
  return read.value;
}

/** The codes of a fixed vocabulary with their labels. */
export const coded = (name: string): Choice[] =>
  vocabulary(name).map(([code, label]) => ({ code, label }));

/** Categories with their parent before them, as one list. */
export function categories(words: Vocabulary | null): Choice[] {
  if (!words) return [];
  const names = new Map(words.categories.map((each) => [each.code, each.label]));
  return words.categories.map(({ code, label, parent }) => ({
    code,
    label: parent ? `${names.get(parent)} › ${label}` : label,
  }));
}
