// What forms and lists choose from, read once per language.

import { get } from "./api";
import { language } from "./i18n";

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
