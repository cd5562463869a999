// The language of the page: by the browser at first, then as the person chose on this device.

import { CODES } from "./codes";
import { device } from "./storage";
import { TEXTS, type TextKey } from "./texts";

export type Language = "zh" | "en";
export type { TextKey } from "./texts";

const LANGUAGES: Language[] = ["zh", "en"];
const remembered = device.get("language") as Language | null;
let chosen: Language =
  remembered && LANGUAGES.includes(remembered)
    ? remembered
    : navigator.language.toLowerCase().startsWith("zh")
      ? "zh"
      : "en";

/** Told "changed" when the language has. */
export const languageEvents = new EventTarget();

export const language = (): Language => chosen;

export function chooseLanguage(code: Language, { remember = true } = {}): void {
  chosen = code;
  if (remember) device.set("language", code);
  languageEvents.dispatchEvent(new Event("changed"));
}

/** The tag that tells fonts and screen readers what a text is written in. */
export const languageTag = (code: string = chosen): string => (code === "zh" ? "zh-CN" : "en");

/** The text of a key, with `{names}` filled in; `{s}` is the plural's, by the `count` given. */
export function t(key: TextKey, values: Record<string, unknown> = {}): string {
  const text = TEXTS[key][LANGUAGES.indexOf(chosen)];
  const all: Record<string, unknown> = { s: Number(values.count) === 1 ? "" : "s", ...values };
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(all[name] ?? ""));
}

/** What people call a code of some vocabulary; an unknown code is shown with its words apart. */
export function label(vocabulary: string, code: unknown): string {
  if (code === null || code === undefined || code === "") return "";
  const known = CODES[vocabulary]?.[String(code)];
  return known ? known[LANGUAGES.indexOf(chosen)] : String(code).replaceAll("_", " ");
}

/** The codes of a vocabulary with their names, in its order. */
export const vocabulary = (name: string): [string, string][] =>
  Object.keys(CODES[name] ?? {}).map((code) => [code, label(name, code)]);

function formatted(iso: string | number | Date, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return String(iso ?? "");
  return new Intl.DateTimeFormat(languageTag(), options).format(moment);
}

export const when = (iso: string | Date) =>
  formatted(iso, { dateStyle: "medium", timeStyle: "short" });
export const timeOfDay = (iso: string | Date) => formatted(iso, { timeStyle: "short" });

/** A calendar day; a bare date is that day everywhere. */
export const day = (iso: string): string =>
  formatted(
    iso,
    /^\d{4}-\d\d-\d\d$/.test(iso)
      ? { dateStyle: "medium", timeZone: "UTC" }
      : { dateStyle: "medium" },
  );

export const count = (value: number): string =>
  new Intl.NumberFormat(languageTag(), { maximumFractionDigits: 2 }).format(value);

/** An amount with its currency; what is no number stays as it came. */
export function money(amount: string | number | null | undefined, currency = "USD"): string {
  if (amount === null || amount === undefined || amount === "") return "";
  const value = Number(amount);
  if (!Number.isFinite(value)) return String(amount);
  try {
    return new Intl.NumberFormat(languageTag(), {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    }).format(value);
  } catch {
    return `${value} ${currency}`;
  }
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** How far a moment is from another, in words. */
export function distance(from: Date, to: Date): string {
  const gap = to.getTime() - from.getTime();
  const [unit, size] = STEPS.find(([, each]) => Math.abs(gap) >= each) ?? STEPS[2];
  return new Intl.RelativeTimeFormat(languageTag(), { numeric: "auto" }).format(
    Math.round(gap / size),
    unit,
  );
}

/** A name as it stands within a sentence: "Consult ticket" begins small there, "RMA" does not. */
export const inSentence = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
