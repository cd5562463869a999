// Web Push on this device: whether it can be had, is on, and switching it.

import { ask, get, post } from "./api";

export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext;

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export const isPushed = async (): Promise<boolean> => (await subscription()) !== null;

/** Switch pushing on or off; how it then stands. Raises what the browser or service refuses. */
export async function push(isWanted: boolean): Promise<boolean> {
  const present = await subscription();
  if (!isWanted) {
    if (present) {
      await ask("/api/push/subscriptions", {
        method: "DELETE",
        body: { endpoint: present.endpoint },
      });
      await present.unsubscribe();
    }
    return false;
  }
  const { key } = await get<{ key: string }>("/api/push/key");
  const registration = await navigator.serviceWorker.ready;
  const made =
    present ??
    (await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    }));
  await post("/api/push/subscriptions", made.toJSON());
  return true;
}
