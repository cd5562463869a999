// <bokeh-customers>, <bokeh-customer>, <bokeh-device>: people and cameras by name or serial number.

import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { day, label, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { PageView } from "../lib/page";
import { go, queryValue, setQuery } from "../lib/router";
import { may } from "../lib/session";
import type { Customer, Device, Page, TicketLine } from "../lib/shapes";
import { pager } from "../parts/pager";
import * as records from "../parts/record";
import { scan } from "../parts/scan";
import { Reading, empty, loading } from "../parts/state";
import { ticketLines } from "../parts/ticket-list";
import { back, refused } from "./article";

@customElement("bokeh-customers")
export class CustomersPage extends PageView {
  #customers = new Reading<Page<Customer>>(this, (signal) =>
    api.get("/api/customers", { q: queryValue("q"), page: queryValue("page"), size: 25 }, signal),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.titled(t("nav.customers"));
    void this.#customers.load();
    this.begin();
  }

  protected override asked = (): void => void this.#customers.load();

  protected override render() {
    return html`<div class="page">
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${t("nav.customers")}</h1>
          <p class="hint">${t("customers.hint")}</p>
        </div>
      </header>
      <form class="filters" @submit=${this.#look}>
        <label class="search"
          >${icon("search")}<span class="unseen">${t("customers.search")}</span
          ><input
            type="search"
            name="q"
            placeholder=${t("customers.search")}
            .value=${queryValue("q")}
        /></label>
        <button type="submit" class="main">${t("receive.find")}</button>
        <button type="button" class="quiet" @click=${this.#scan}
          >${icon("scan")}${t("receive.scan")}</button
        >
      </form>
      ${this.#customers.draw((page) => this.#list(page))}
    </div>`;
  }

  #list(page: Page<Customer>) {
    if (!page.items.length) return empty(t("customers.none"), { sign: "search" });
    return html`<div class="table-card">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">${t("fact.customer")}</th>
              <th scope="col">${t("customers.type")}</th>
              <th scope="col">${t("fact.dealer")}</th>
              <th scope="col">${t("customers.devices")}</th>
              <th scope="col">${t("customers.tags")}</th>
            </tr>
          </thead>
          <tbody>
            ${page.items.map(
              (each) =>
                html`<tr>
                  <td class="list-main">
                    <a class="list-link" href="/customers/${encodeURIComponent(each.code)}"
                      ><span class="list-title">${each.name}</span></a
                    ><span class="hint">${each.contacts[0]?.email ?? each.country ?? ""}</span>
                  </td>
                  <td>${label("account_type", each.account_type)}</td>
                  <td data-label=${t("fact.dealer")}>${each.dealer?.name ?? "–"}</td>
                  <td data-label=${t("customers.devices")}>${each.devices.length}</td>
                  <td
                    >${each.tags.map((tag) => html`<span class="tag tag-open">${tag}</span> `)}</td
                  >
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${pager(page, (to) => setQuery({ page: String(to) }))}`;
  }

  #look = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = String(new FormData(event.target as HTMLFormElement).get("q") ?? "").trim();
    if (/^[A-Z]{1,4}_?\d{4,}$/i.test(words)) go(`/devices/${encodeURIComponent(words)}`);
    else setQuery({ q: words || null, page: null });
  };

  #scan = async (): Promise<void> => {
    const found = await scan(this);
    if (found) go(`/devices/${encodeURIComponent(found)}`);
  };
}

@customElement("bokeh-customer")
export class CustomerPage extends PageView {
  #customer = new Reading<Customer>(this, (signal) =>
    api.get(`/api/customers/${api.part(this.params.code)}`, {}, signal),
  );
  #tickets = new Reading<Page<TicketLine>>(this, (signal) =>
    api.get("/api/tickets", { customer: this.params.code, size: 50 }, signal),
  );

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    void this.#customer.load().then(() => {
      if (!this.#customer.value) return;
      this.titled(this.#customer.value.name);
      void this.#tickets.load();
      this.begin();
    });
  }

  protected override render() {
    const { value, error, load } = this.#customer;
    if (error)
      return html`<div class="page">${back()}${refused(error, this.params.code, load)}</div>`;
    if (!value) return html`<div class="page">${loading()}</div>`;
    return html`<div class="record page">
      ${back()}
      <div class="two-columns">
        <div class="record-content">
          ${records.recordHead(1, {
            sign: "people",
            number: value.code,
            title: value.name,
            kind: label("account_type", value.account_type),
          })}
          <p class="tags"
            >${value.tags.map((tag) => html`<span class="tag tag-open">${tag}</span>`)}</p
          >
          ${records.facts([
            ["fact.dealer", value.dealer?.name],
            ["customers.country", value.country],
          ])}
          ${records.section("fact.contact", contacts(value))}
          ${records.section("customers.profile", profile(value))}
          ${records.section(
            "context.history",
            this.#tickets.draw((page) =>
              page.items.length ? ticketLines(page.items) : records.none("list.none"),
            ),
          )}
        </div>
        <aside class="beside" aria-label=${t("customers.devices")}>
          <section class="side-card">
            <h2>${icon("camera")}${t("customers.devices")}</h2>
            ${value.devices.length ? deviceLinks(value) : records.none("customers.no_devices")}
          </section>
          ${
            may("consult:open")
              ? html`<a
                  class="button"
                  href="/new/consult?customer=${encodeURIComponent(value.name)}"
                  >${icon("plus")}${t("customers.consult")}</a
                >`
              : nothing
          }
        </aside>
      </div>
    </div>`;
  }
}

function profile({ profile: known, entitlement }: Customer) {
  if (!known) return nothing;
  return html`${records.facts([
    ["customers.contracts", label("entitlement", entitlement)],
    ["customers.activity", label("activity", known.activity)],
    ["customers.level", label("technical_level", known.technical_level)],
    [
      "customers.usual",
      known.by_category
        .slice(0, USUAL)
        .map(({ name, count }) => `${name} ${count}`)
        .join(" · "),
    ],
  ])}
  ${known.repeated_problems.map(
    ({ name, count }) =>
      html`<p class="warning">
        ${icon("warning")}<span>${t("customers.repeated", { problem: name, count })}</span>
      </p>`,
  )}`;
}

const USUAL = 3; // problems named in a profile

const deviceLinks = ({ devices }: Customer) =>
  html`<ul class="lines">
    ${devices.map(
      (sn) =>
        html`<li>
          <a class="line" href="/devices/${encodeURIComponent(sn)}"
            ><span class="line-sign">${icon("camera")}</span
            ><span class="line-text"><strong>${sn}</strong></span></a
          >
        </li>`,
    )}
  </ul>`;

function contacts({ contacts: list }: Customer): unknown {
  if (!list.length) return nothing;
  return html`<ul class="parts">
    ${list.map(
      ({ name, email, phone, wechat, preferred }) =>
        html`<li>
          <strong>${name}</strong> ${[email, phone, wechat].filter(Boolean).join(" · ")}
          ${preferred ? html`<span class="tag">${t("customers.prefers", { way: label("source", preferred) })}</span>` : nothing}
        </li>`,
    )}
  </ul>`;
}

@customElement("bokeh-device")
export class DevicePage extends PageView {
  @state() private history: TicketLine[] = [];
  #device = new Reading<Device | null>(this, (signal) => this.#read(signal));

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("params")) return;
    this.titled(this.params.sn);
    void this.#device.load().then(() => this.begin());
  }

  protected override render() {
    const { value, error, load, isLoading } = this.#device;
    if (error)
      return html`<div class="page">${back()}${refused(error, this.params.sn, load)}</div>`;
    if (!value && isLoading) return html`<div class="page">${loading()}</div>`;
    const sn = encodeURIComponent(this.params.sn);
    return html`<div class="record page">
      ${back()}
      <div class="two-columns">
        <div class="record-content">
          ${records.recordHead(1, {
            sign: "camera",
            number: value?.sn ?? this.params.sn,
            title: value?.product.name ?? t("context.unknown"),
            state: value
              ? t(value.in_warranty ? "fact.in_warranty" : "fact.out_of_warranty")
              : undefined,
            tone: value?.in_warranty ? "tag-open" : "",
          })}
          ${
            value
              ? records.facts([
                  ["fact.batch", value.batch],
                  [
                    "fact.warranty",
                    value.warranty_until &&
                      t("fact.warranty_until", { date: day(value.warranty_until) }),
                  ],
                ])
              : nothing
          }
          ${records.section(
            "context.history",
            this.history.length ? ticketLines(this.history) : records.none("list.none"),
          )}
        </div>
        <aside class="beside" aria-label=${t("device.owners")}>
          ${value ? owners(value) : nothing}
          ${
            may("rma:open") || may("rma:request")
              ? html`<a class="button" href="/new/rma?sn=${sn}"
                  >${icon("rma")}${t("device.rma")}</a
                >`
              : nothing
          }
          ${
            may("consult:open")
              ? html`<a class="quiet button" href="/new/consult?sn=${sn}"
                  >${icon("consult")}${t("customers.consult")}</a
                >`
              : nothing
          }
        </aside>
      </div>
    </div>`;
  }

  async #read(signal: AbortSignal): Promise<Device | null> {
    const path = `/api/devices/${api.part(this.params.sn)}`;
    const device = await api.get<Device>(path, {}, signal);
    this.history = (await api.get<{ items: TicketLine[] }>(`${path}/history`, {}, signal)).items;
    return device;
  }
}

const owners = ({ owners: list }: Device) =>
  html`<section class="side-card">
    <h2>${icon("people")}${t("device.owners")}</h2>
    <ol class="clocks">
      ${list.map(
        ({ customer, since, is_current: isCurrent }) =>
          html`<li>
            <a href="/customers/${encodeURIComponent(customer.code)}">${customer.name}</a>
            <span class="hint">${t("device.since", { date: day(since) })}</span>
            ${isCurrent ? html`<span class="tag tag-open">${t("device.now")}</span>` : nothing}
          </li>`,
      )}
    </ol>
  </section>`;
