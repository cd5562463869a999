// What this browser remembers; a browser that forbids it simply forgets.

function reading(store: () => Storage, key: string): string | null {
  try {
    return store().getItem(key);
  } catch {
    return null;
  }
}

function writing(store: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) store().removeItem(key);
    else store().setItem(key, value);
  } catch {
    // Private windows and full stores: the page works without.
  }
}

const lasting = () => window.localStorage;
const passing = () => window.sessionStorage;

/** Kept on this device. */
export const device = {
  get: (key: string) => reading(lasting, `bokeh.${key}`),
  set: (key: string, value: string | null) => writing(lasting, `bokeh.${key}`, value),
};

/** Kept while this tab lives. */
export const tab = {
  get: (key: string) => reading(passing, `bokeh.${key}`),
  set: (key: string, value: string | null) => writing(passing, `bokeh.${key}`, value),
};

/** A value kept as JSON on this device; what cannot be read counts as absent. */
export function kept<T>(key: string): T | null {
  try {
    return JSON.parse(device.get(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export const keep = (key: string, value: unknown): void =>
  device.set(key, value === null ? null : JSON.stringify(value));
