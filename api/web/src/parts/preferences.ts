// <bokeh-preferences>: quiet hours, and by which ways besides the inbox a person is told of what.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { label, t } from "../lib/i18n";
import { View } from "../lib/view";
import { Reading } from "./state";

const PATH = "/api/me/preferences";
const WAYS = ["push", "mail"] as const;
const NIGHT = { quiet_from: 22, quiet_until: 8 }; // where somebody begins to keep quiet hours
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface EventPreference {
  event: string;
  label: string;
  ways: string[];
  usual: string[];
  is_urgent: boolean;
}

interface Preferences {
  quiet_from: number | null;
  quiet_until: number | null;
  events: EventPreference[];
}

@customElement("bokeh-preferences")
export class PreferencesForm extends View {
  @state() private error = "";
  @state() private isSending = false;
  #kept = new Reading<Preferences>(this, (signal) => api.get(PATH, {}, signal));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#kept.load();
  }

  protected override redraw = (): void => void this.#kept.load();

  protected override render() {
    return this.#kept.draw(
      (kept) =>
        html`${this.#quiet(kept)} ${this.#events(kept)}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}`,
    );
  }

  #quiet(kept: Preferences) {
    const isOn = kept.quiet_from !== null;
    const hour = (
      name: "quiet_from" | "quiet_until",
      key: "preferences.from" | "preferences.until",
    ) =>
      html`<label class="field"
        ><span>${t(key)}</span
        ><select
          name=${name}
          @change=${(event: Event) =>
            this.#keep({ ...kept, [name]: Number((event.target as HTMLSelectElement).value) })}
        >
          ${HOURS.map(
            (each) =>
              html`<option value=${each} ?selected=${kept[name] === each}
                >${String(each).padStart(2, "0")}:00</option
              >`,
          )}
        </select></label
      >`;
    return html`<fieldset class="quiet-hours" aria-busy=${this.isSending}>
      <legend>${t("preferences.quiet")}</legend>
      <p class="hint">${t("preferences.quiet_hint")}</p>
      <label class="check"
        ><input
          type="checkbox"
          name="quiet"
          .checked=${isOn}
          @change=${() =>
            this.#keep({ ...kept, ...(isOn ? { quiet_from: null, quiet_until: null } : NIGHT) })}
        />${t("preferences.quiet_on")}</label
      >
      ${isOn ? html`<div class="quiet-span">${hour("quiet_from", "preferences.from")}${hour("quiet_until", "preferences.until")}</div>` : nothing}
    </fieldset>`;
  }

  #events(kept: Preferences) {
    return html`<div
      class="wide"
      tabindex="0"
      role="region"
      aria-label=${t("preferences.title")}
      aria-busy=${this.isSending}
    >
      <table class="ways-table">
        <thead>
          <tr>
            <th scope="col">${t("preferences.event")}</th>
            ${WAYS.map((way) => html`<th scope="col" class="by">${label("way", way)}</th>`)}
            <th scope="col"><span class="unseen">${t("preferences.usual")}</span></th>
          </tr>
        </thead>
        <tbody> ${kept.events.map((each) => this.#event(kept, each))} </tbody>
      </table>
    </div>`;
  }

  #event(kept: Preferences, each: EventPreference) {
    const change = (ways: string[]) =>
      this.#keep({
        ...kept,
        events: kept.events.map((other) =>
          other.event === each.event ? { ...other, ways } : other,
        ),
      });
    const other = (way: string) =>
      each.ways.includes(way) ? each.ways.filter((held) => held !== way) : [...each.ways, way];
    return html`<tr>
      <th scope="row">
        ${each.label}
        ${each.is_urgent ? html`<span class="tag tag-alert">${t("preferences.urgent")}</span>` : nothing}
      </th>
      ${WAYS.map(
        (way) =>
          html`<td class="by">
            <input
              type="checkbox"
              aria-label="${each.label}: ${label("way", way)}"
              .checked=${each.ways.includes(way)}
              @change=${() => change(other(way))}
            />
          </td>`,
      )}
      <td>
        ${
          same(each.ways, each.usual)
            ? nothing
            : html`<button
                type="button"
                class="plain small"
                aria-label="${each.label}: ${t("preferences.usual")}"
                @click=${() => change(each.usual)}
              >
                ${t("preferences.usual")}
              </button>`
        }
      </td>
    </tr>`;
  }

  /** Keep it as it now stands. What changes while it is sent goes after it, so the newest stays. */
  async #keep(wanted: Preferences): Promise<void> {
    this.#kept.value = wanted;
    this.requestUpdate();
    if (this.isSending) return;
    this.isSending = true;
    this.error = "";
    try {
      let sent: Preferences;
      let kept: Preferences;
      do {
        sent = this.#kept.value!;
        kept = await api.json<Preferences>(PATH, { method: "PUT", body: bodyOf(sent) });
      } while (this.#kept.value !== sent);
      this.#kept.value = kept;
      announce(t("preferences.saved"));
    } catch (error) {
      this.error = (error as Error).message;
      void this.#kept.load();
    }
    this.isSending = false;
  }
}

/** What the service keeps: of the events only those that are not as usual. */
function bodyOf({ quiet_from, quiet_until, events }: Preferences) {
  const changed = events.filter(({ ways, usual }) => !same(ways, usual));
  return {
    quiet_from,
    quiet_until,
    events: Object.fromEntries(changed.map(({ event, ways }) => [event, ways])),
  };
}

const same = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));
