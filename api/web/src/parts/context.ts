// <bokeh-context>: what is known of a device and its customer, beside a ticket or a form.

import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, label, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Customer, Device, TicketLine } from "../lib/shapes";
import { View } from "../lib/view";
import { Reading, loading } from "./state";
import { ticketLines } from "./ticket-list";

interface Known {
  device: Device | null;
  customer: Customer | null;
  history: TicketLine[];
}

@customElement("bokeh-context")
export class Context extends View {
  @property({ attribute: false }) sn = "";
  /** The code of a customer; empty to take the device's present owner. */
  @property({ attribute: false }) customer = "";
  @property({ attribute: false }) except = "";
  #known = new Reading<Known>(this, (signal) =>
    api.get("/api/context", { sn: this.sn.trim(), customer: this.customer }, signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if ((changed.has("sn") || changed.has("customer")) && (this.sn || this.customer))
      void this.#known.load();
  }

  protected override render() {
    if (!this.sn && !this.customer) return nothing;
    const { value, error } = this.#known;
    if (error) return nothing;
    if (!value) return html`<section class="side-card">${loading()}</section>`;
    const { device, customer, history } = value;
    if (!device && !customer) return this.#none();
    const others = history.filter(({ number }) => number !== this.except).slice(0, 6);
    return html`<section class="side-card context">
      <h2>${icon("people")}${t("context.title")}</h2>
      ${device ? deviceFacts(device) : nothing} ${customer ? customerFacts(customer) : nothing}
      ${others.length ? html`<h3>${t("context.history")}</h3> ${ticketLines(others)}` : nothing}
    </section>`;
  }

  #none() {
    return html`<section class="side-card"><p class="hint">${t("context.unknown")}</p></section>`;
  }
}

function deviceFacts(device: Device) {
  const former = device.owners.filter(({ is_current: isCurrent }) => !isCurrent);
  return html`<p class="context-device">
      <a href="/devices/${encodeURIComponent(device.sn)}"
        ><strong>${device.product.name}</strong> ${device.sn}</a
      >
    </p>
    <p class="tags">
      ${
        device.warranty_until
          ? html`<span class="tag ${device.in_warranty ? "tag-done" : "tag-alert"}"
              >${t(device.in_warranty ? "fact.in_warranty" : "fact.out_of_warranty")}
              ${t("fact.warranty_until", { date: day(device.warranty_until) })}</span
            >`
          : nothing
      }
      ${device.batch ? html`<span class="tag">${device.batch}</span>` : nothing}
    </p>
    ${
      former.length
        ? html`<p class="hint">
            ${t("context.former", { names: former.map(({ customer }) => customer.name).join(", ") })}
          </p>`
        : nothing
    }`;
}

function customerFacts(customer: Customer) {
  const [contact] = customer.contacts;
  return html`<p>
      <a href="/customers/${encodeURIComponent(customer.code)}"
        ><strong>${customer.name}</strong></a
      >
      ${contact?.email ? html`<span class="hint">${contact.email}</span>` : nothing}
    </p>
    ${
      customer.tags.length
        ? html`<p class="tags">
            ${customer.tags.map((tag) => html`<span class="tag tag-open">${tag}</span>`)}
          </p>`
        : nothing
    }
    ${customer.profile ? html`<p class="hint">${told(customer)}</p>` : nothing}
    ${customer.profile?.repeated_problems.map(
      ({ name, count }) =>
        html`<p class="warning">
          ${icon("warning")}<span>${t("customers.repeated", { problem: name, count })}</span>
        </p>`,
    )}`;
}

/** What a customer is like, in a line. */
const told = ({ profile, entitlement }: Customer): string =>
  [
    label("entitlement", entitlement),
    `${t("customers.activity")}: ${label("activity", profile!.activity)}`,
    profile!.technical_level &&
      `${t("customers.level")}: ${label("technical_level", profile!.technical_level)}`,
    profile!.preferred_channel &&
      t("customers.prefers", { way: label("source", profile!.preferred_channel) }),
  ]
    .filter(Boolean)
    .join(" · ");
