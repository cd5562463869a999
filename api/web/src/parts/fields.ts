// Fields of forms: a label, its control, and what is wrong with what was given.

import { html, nothing } from "lit";
import type { Choice } from "../lib/vocabulary";

export interface Field {
  name: string;
  title: string;
  value?: string | null;
  wrong?: string;
  isNeeded?: boolean;
  isWide?: boolean;
}

function framed({ title, wrong, isNeeded, isWide }: Field, control: unknown) {
  return html`<label class="field ${isWide ? "field-wide" : ""}"
    ><span
      >${title}${isNeeded ? html`<span class="needed" aria-hidden="true"> *</span>` : nothing}</span
    >${control}${wrong ? html`<span class="wrong">${wrong}</span>` : nothing}</label
  >`;
}

const invalid = ({ wrong }: Field) => (wrong ? "true" : nothing);

/** A text of one line, or of several with `rows`. */
export const textField = (
  field: Field,
  { rows = 1, type = "text", longest = 0, after = nothing as unknown } = {},
) =>
  framed(
    field,
    rows > 1
      ? html`<textarea
          name=${field.name}
          rows=${rows}
          maxlength=${longest || (rows > 1 ? 20_000 : 300)}
          .value=${field.value ?? ""}
          aria-invalid=${invalid(field)}
        ></textarea>`
      : html`<span class=${after === nothing ? "" : "field-with"}
          ><input
            name=${field.name}
            type=${type}
            maxlength=${longest || (rows > 1 ? 20_000 : 300)}
            autocomplete=${type === "password" ? "new-password" : "off"}
            .value=${field.value ?? ""}
            ?required=${field.isNeeded}
            aria-invalid=${invalid(field)}
          />${after}</span
        >`,
  );

/** One of several choices; `none` is what stands for no choice, null where there must be one. */
export const choiceField = (field: Field, choices: Choice[], none: string | null = "–") => {
  const { value = "" } = field;
  return framed(
    field,
    html`<select name=${field.name} aria-invalid=${invalid(field)}>
      ${none === null ? nothing : html`<option value="" ?selected=${!value}>${none}</option>`}
      ${choices.map(
        ({ code, label }) =>
          html`<option value=${code} ?selected=${value === code || value === label}
            >${label}</option
          >`,
      )}
    </select>`,
  );
};

/** What was written into a form: the texts that are not empty, without the space around them. */
export function filled(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === "string" && value.trim() ? [[name, value.trim()]] : [],
    ),
  );
}

/** Lead the eye to the first field that was refused. */
export const toFirstWrong = (within: Element): void =>
  within.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
