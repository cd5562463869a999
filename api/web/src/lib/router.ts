// Addresses: which page each one is, following links within, filters that live in the address.

import type { TextKey } from "./i18n";

export interface Route {
  pattern: RegExp;
  /** The element that shows it, and the module that defines the element. */
  tag: string;
  load: () => Promise<unknown>;
  title: TextKey;
  names?: string[];
}

const page = (path: string, tag: string, title: TextKey, load: () => Promise<unknown>): Route => {
  const names: string[] = [];
  const pattern = path.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  return { pattern: new RegExp(`^${pattern}$`), tag, title, load, names };
};

/** Every page; the service answers each of these paths with the shell (api/routes/pages.py). */
export const ROUTES: Route[] = [
  page("/", "bokeh-home", "chat.title", () => import("../pages/home")),
  page("/tickets/:number", "bokeh-ticket", "nav.tickets", () => import("../pages/ticket")),
  page("/articles/:number", "bokeh-article", "nav.knowledge", () => import("../pages/article")),
  page("/work", "bokeh-work", "nav.work", () => import("../pages/work")),
  page("/approvals", "bokeh-approvals", "nav.approvals", () => import("../pages/approvals")),
  page("/inbox", "bokeh-inbox", "nav.inbox", () => import("../pages/inbox")),
  page("/lists/:kind", "bokeh-list", "nav.tickets", () => import("../pages/list")),
  page("/new/:kind", "bokeh-new", "list.new", () => import("../pages/new")),
  page("/cart", "bokeh-cart", "cart.title", () => import("../pages/cart")),
  page("/receive", "bokeh-receive", "nav.receive", () => import("../pages/receive")),
  page("/customers", "bokeh-customers", "nav.customers", () => import("../pages/customers")),
  page("/customers/:code", "bokeh-customer", "nav.customers", () => import("../pages/customers")),
  page("/devices/:sn", "bokeh-device", "fact.sn", () => import("../pages/customers")),
  page("/dealers", "bokeh-dealers", "nav.dealers", () => import("../pages/dealers")),
  page("/dealers/:code", "bokeh-stock", "nav.stock", () => import("../pages/stock")),
  page("/stock", "bokeh-stock", "nav.stock", () => import("../pages/stock")),
  page("/prices", "bokeh-prices", "nav.prices", () => import("../pages/prices")),
  page("/knowledge", "bokeh-knowledge", "nav.knowledge", () => import("../pages/knowledge")),
  page("/search", "bokeh-search", "search.title", () => import("../pages/knowledge")),
  page("/statistics", "bokeh-statistics", "nav.statistics", () => import("../pages/statistics")),
  page("/settings", "bokeh-settings", "nav.settings", () => import("../pages/settings")),
  page("/outbox", "bokeh-outbox", "nav.outbox", () => import("../pages/outbox")),
  page("/wishes", "bokeh-wishes", "nav.wishes", () => import("../pages/wishes")),
  page("/wishes/:number", "bokeh-wish", "nav.wishes", () => import("../pages/wish")),
  page("/reviews", "bokeh-reviews", "nav.reviews", () => import("../pages/reviews")),
  page("/policy", "bokeh-policy", "nav.policy", () => import("../pages/policy")),
  page("/admin", "bokeh-admin", "nav.admin", () => import("../pages/admin")),
];

export interface Found {
  route: Route;
  params: Record<string, string>;
}

export function find(path: string): Found | null {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (!match) continue;
    const values = match.slice(1).map(decoded);
    return {
      route,
      params: Object.fromEntries(route.names!.map((name, at) => [name, values[at]])),
    };
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Told "moved" when the address has changed to another page, "asked" when only its query has. */
export const addressEvents = new EventTarget();

/** Go to an address of ours. */
export function go(address: string, { replace = false } = {}): void {
  const before = location.pathname;
  if (replace) history.replaceState(history.state, "", address);
  else history.pushState({ isWithin: true }, "", address);
  addressEvents.dispatchEvent(new Event(before === location.pathname ? "asked" : "moved"));
}

/** Change values of the address's query; an empty one is taken out. */
export function setQuery(values: Record<string, string | null>, { replace = false } = {}): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const search = query.size ? `?${query}` : "";
  go(location.pathname + search, { replace });
}

export const queryValue = (name: string): string =>
  new URLSearchParams(location.search).get(name) ?? "";

/** Follow a plain click on a link to a page of ours without loading the page anew. */
export function followLink(event: MouseEvent): void {
  const link = event
    .composedPath()
    .find((each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement);
  const isPlain =
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link?.href || !isPlain || event.defaultPrevented || link.hasAttribute("download")) return;
  if ((link.target && link.target !== "_self") || link.origin !== location.origin) return;
  if (link.hash || !find(link.pathname)) return;
  event.preventDefault();
  if (link.href === location.href) addressEvents.dispatchEvent(new Event("moved"));
  else {
    history.pushState({ isWithin: true }, "", link.href);
    addressEvents.dispatchEvent(new Event("moved"));
  }
}
