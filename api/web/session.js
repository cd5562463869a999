// Who is signed in, what is known of the installation, and its clock.

import * as api from "./api.js";
import { begunTurns, device, tab } from "./storage.js";

export const session = { user: null, model: null, demoClock: null };
let ahead = 0; // milliseconds the business clock is ahead of this device's

/** Find out who is signed in, where somebody was on this device; whether that session has ended. */
export async function restore() {
  if (!device.get("user")) return { hasEnded: false };
  try {
    await load();
    return { hasEnded: false };
  } catch (error) {
    if (!error.isSignedOut) throw error;
    forget();
    return { hasEnded: true };
  }
}

export async function enter(username, password) {
  const { user } = await api.signIn(username, password);
  if (tab.get("owner") !== user.username) dropTab();
  device.set("user", user.username);
  await load();
}

export async function leave() {
  await api.signOut();
  dropTab();
  forget();
}

/** The session has ended; what the person had begun in this tab is kept for their return. */
export function forget() {
  device.set("user", null);
  Object.assign(session, { user: null, model: null, demoClock: null });
}

export const businessNow = () => new Date(Date.now() + ahead);

async function load() {
  const me = await api.whoAmI();
  Object.assign(session, { user: me.user, model: me.model, demoClock: me.demo_clock });
  tab.set("owner", me.user.username);
  ahead = me.demo_clock ? new Date(me.demo_clock).getTime() - Date.now() : 0;
}

function dropTab() {
  begunTurns.dropAll();
  tab.set("draft", null);
}
