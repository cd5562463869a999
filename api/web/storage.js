// What this browser remembers; a browser that forbids it simply forgets.

function reading(store, key) {
  try {
    return store().getItem(key);
  } catch {
    return null;
  }
}

function writing(store, key, value) {
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
  get: (key) => reading(lasting, `bokeh.${key}`),
  set: (key, value) => writing(lasting, `bokeh.${key}`, value),
};

/** Kept while this tab lives. */
export const tab = {
  get: (key) => reading(passing, `bokeh.${key}`),
  set: (key, value) => writing(passing, `bokeh.${key}`, value),
};

/** The turns this tab has begun and not seen the end of: conversation → message and turn. */
export const begunTurns = {
  all: () => JSON.parse(tab.get("turns") ?? "{}"),
  of: (conversation) => begunTurns.all()[conversation] ?? null,
  keep: (conversation, begun) =>
    tab.set("turns", JSON.stringify({ ...begunTurns.all(), [conversation]: begun })),
  drop: (conversation) => {
    const { [conversation]: ended, ...others } = begunTurns.all();
    if (ended) tab.set("turns", JSON.stringify(others));
  },
  dropAll: () => tab.set("turns", null),
};
