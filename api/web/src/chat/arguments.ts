// The arguments of a proposal as fields that can be edited, and read back in the same shape.

import { type TemplateResult, html, nothing } from "lit";
import { label, vocabulary } from "../lib/i18n";

export type Argument = string | number | boolean | null | Argument[] | Arguments;
export interface Arguments {
  [name: string]: Argument;
}

const LONG = 60; // characters from which a text gets several lines
const TEXTS = new Set(["description", "text", "body", "reason", "solution", "work", "problem"]);

/** A field for every value; nested values keep their place by a path like `devices.0.sn`. */
export function argumentFields(given: Arguments, path = ""): TemplateResult[] {
  return Object.entries(given).flatMap(([name, value]) => fieldsOf(name, value, path + name));
}

function fieldsOf(name: string, value: Argument, path: string): TemplateResult[] {
  if (Array.isArray(value)) {
    if (value.some((each) => typeof each !== "object" || each === null)) return [];
    return value.map(
      (each, at) =>
        html`<fieldset>
          <legend>${label("details", name)} ${at + 1}</legend>
          ${argumentFields(each as Arguments, `${path}.${at}.`)}
        </fieldset>`,
    );
  }
  if (typeof value === "object" && value !== null) return argumentFields(value, `${path}.`);
  return [one(name, value, path)];
}

function one(name: string, value: string | number | boolean | null, path: string): TemplateResult {
  const text = value === null ? "" : String(value);
  const options = vocabulary(name);
  const title = label("details", name);
  if (typeof value === "boolean")
    return html`<label class="check"
      ><input type="checkbox" name=${path} .checked=${value} />${title}</label
    >`;
  if (options.some(([code]) => code === text))
    return html`<label class="field"
      ><span>${title}</span>
      <select name=${path}>
        ${options.map(
          ([code, known]) =>
            html`<option value=${code} ?selected=${code === text}>${known}</option>`,
        )}
      </select></label
    >`;
  const isLong = text.length > LONG || text.includes("\n") || TEXTS.has(name);
  return html`<label class="field ${isLong ? "field-wide" : ""}"
    ><span>${title}</span> ${
      isLong
        ? html`<textarea name=${path} rows="3" .value=${text}></textarea>`
        : html`<input
            name=${path}
            .value=${text}
            inputmode=${typeof value === "number" ? "decimal" : nothing}
          />`
    }</label
  >`;
}

/** The arguments with what stands in the form; numbers stay numbers, emptied values become null. */
export function readArguments(form: HTMLFormElement, given: Arguments): Arguments {
  const edited = structuredClone(given);
  for (const element of form.elements) {
    if (!(
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
    ))
      continue;
    const names = element.name.split(".");
    const last = names.pop()!;
    const holder = names.reduce<Arguments>((at, name) => at[name] as Arguments, edited);
    holder[last] = valueOf(element, holder[last]);
  }
  return edited;
}

function valueOf(
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  old: Argument,
): Argument {
  if (element instanceof HTMLInputElement && element.type === "checkbox") return element.checked;
  const text = element.value.trim();
  if (typeof old === "number")
    return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
  return text === "" && old === null ? null : text;
}
