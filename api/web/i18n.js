// The language of the page: by the browser at first, then as the person chose on this device.

import { device } from "./storage.js";
import { CODES, TEXTS } from "./texts.js";

const LANGUAGES = ["zh", "en"];
let chosen = device.get("language");
if (!LANGUAGES.includes(chosen))
  chosen = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";

export const language = () => chosen;

export function chooseLanguage(code) {
  chosen = code;
  device.set("language", code);
}

/** The tag that tells fonts and screen readers what a text is written in. */
export const languageTag = (code = chosen) => (code === "zh" ? "zh-CN" : "en");

/** The text of a key, with `{names}` filled in. */
export function t(key, values = {}) {
  const text = TEXTS[key][LANGUAGES.indexOf(chosen)];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** What people call a code of some vocabulary; an unknown code is shown with its words apart. */
export function label(vocabulary, code) {
  if (code === null || code === undefined || code === "") return "";
  const known = CODES[vocabulary]?.[code];
  return known ? known[LANGUAGES.indexOf(chosen)] : String(code).replaceAll("_", " ");
}

function formatted(iso, options) {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return String(iso ?? "");
  return new Intl.DateTimeFormat(languageTag(), options).format(moment);
}

export const when = (iso) => formatted(iso, { dateStyle: "medium", timeStyle: "short" });
export const timeOfDay = (iso) => formatted(iso, { timeStyle: "short" });

/** A calendar day; a bare date is that day everywhere. */
export const day = (iso) =>
  formatted(
    iso,
    /^\d{4}-\d\d-\d\d$/.test(iso)
      ? { dateStyle: "medium", timeZone: "UTC" }
      : { dateStyle: "medium" },
  );
