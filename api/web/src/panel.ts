// The panel as one script for any page: <script type="module" src=".../static/bokeh-panel.js">.
//
// The host page's server signs a short-lived token for its user; `token-url` names the address of
// the host where the page fetches one, or the page sets `panel.token = async () => "..."`.

import { ApiError, json, service } from "./lib/api";
import { type Language, chooseLanguage } from "./lib/i18n";
import type { Me } from "./lib/shapes";
import { take } from "./lib/session";
import type { Panel } from "./panel-element";

interface Entry {
  access_token: string;
  me: Me;
}

interface Embedded extends Panel {
  token?: () => Promise<string>;
}

const ownOrigin = new URL(import.meta.url).origin;
service.origin = ownOrigin === location.origin ? "" : ownOrigin;

/** The host's own word for who its user is; a signed token. */
async function hostToken(panel: Embedded): Promise<string> {
  if (panel.token) return panel.token();
  const response = await fetch(panel.getAttribute("token-url") ?? "", {
    credentials: "same-origin",
    headers: { Accept: "text/plain" },
  });
  if (!response.ok) throw new Error(`the host gave no token (${response.status})`);
  return (await response.text()).trim();
}

/** Exchange the host's token for one of the service's own, and learn who that is. */
async function enter(panel: Embedded): Promise<string | null> {
  try {
    const token = await hostToken(panel);
    service.token = null;
    const renew = service.renew;
    service.renew = null;
    const entry = await json<Entry>("/api/panel/session", { method: "POST", body: { token } });
    service.renew = renew;
    service.token = entry.access_token;
    take(entry.me);
    return entry.access_token;
  } catch (error) {
    const told = error instanceof ApiError ? error.message : String(error);
    console.error(`bokeh-panel: ${told}`);
    panel.dispatchEvent(new CustomEvent("bokeh-refused", { detail: told, bubbles: true }));
    return null;
  }
}

async function start(panel: Embedded): Promise<void> {
  const lang = panel.getAttribute("lang") ?? document.documentElement.lang;
  if (lang) chooseLanguage((lang.startsWith("zh") ? "zh" : "en") as Language, { remember: false });
  service.renew = () => enter(panel);
  const { origin } = service;
  service.origin = origin || location.origin;
  if (!(await enter(panel))) return;
  await import("./panel-element");
  panel.dispatchEvent(new CustomEvent("bokeh-ready", { bubbles: true }));
}

function find(): Embedded {
  const written = document.querySelector<Embedded>("bokeh-panel");
  if (written) return written;
  const made = document.createElement("bokeh-panel") as Embedded;
  const script = document.querySelector<HTMLScriptElement>('script[src*="bokeh-panel.js"]');
  for (const { name, value } of script?.attributes ?? [])
    if (name === "token-url" || name === "lang") made.setAttribute(name, value);
  document.body.append(made);
  return made;
}

if (document.body) void start(find());
else document.addEventListener("DOMContentLoaded", () => void start(find()));
