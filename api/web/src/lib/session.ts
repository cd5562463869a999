// Who is signed in, what is known of the installation, and its clock.

import * as api from "./api";
import type { Me, User } from "./shapes";
import { device, tab } from "./storage";

export const session: { user: User | null; model: string | null; demoClock: string | null } = {
  user: null,
  model: null,
  demoClock: null,
};
let ahead = 0; // milliseconds the business clock is ahead of this device's

/** Find out who is signed in, where somebody was on this device; whether that session has ended. */
export async function restore(): Promise<{ hasEnded: boolean }> {
  if (!device.get("user")) return { hasEnded: false };
  try {
    await load();
    return { hasEnded: false };
  } catch (error) {
    if (!(error instanceof api.ApiError) || !error.isSignedOut) throw error;
    forget();
    return { hasEnded: true };
  }
}

export async function enter(username: string, password: string): Promise<void> {
  const { user } = await api.signIn(username, password);
  if (tab.get("owner") !== user.username) dropTab();
  device.set("user", user.username);
  await load();
}

export async function leave(): Promise<void> {
  await api.signOut();
  dropTab();
  forget();
}

/** The session has ended; what the person had begun in this tab is kept for their return. */
export function forget(): void {
  device.set("user", null);
  Object.assign(session, { user: null, model: null, demoClock: null });
}

export const businessNow = (): Date => new Date(Date.now() + ahead);

/** Whether the person may do what a permission is needed for; pages hide what may not be done. */
export const may = (permission: string): boolean =>
  session.user?.permissions?.includes(permission) ?? false;

export async function load(): Promise<void> {
  take(await api.whoAmI());
}

export function take(me: Me): void {
  Object.assign(session, { user: me.user, model: me.model, demoClock: me.demo_clock });
  tab.set("owner", me.user.username);
  ahead = me.demo_clock ? new Date(me.demo_clock).getTime() - Date.now() : 0;
}

function dropTab(): void {
  tab.set("draft", null);
  tab.set("policy", null);
}
