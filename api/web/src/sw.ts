// The service worker: keeps the pages' files at hand, and shows what is pushed.

const files = `bokeh-${VERSION}`;
const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener("install", () => void worker.skipWaiting());

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      await Promise.all(names.filter((name) => name !== files).map((name) => caches.delete(name)));
      await worker.clients.claim();
    }),
  );
});

/** Files whose name says what is in them never change; nothing else is kept, no data ever. */
worker.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== location.origin || !pathname.startsWith("/static/c/")) return;
  event.respondWith(
    caches.open(files).then(async (kept) => {
      const known = await kept.match(event.request);
      if (known) return known;
      const answer = await fetch(event.request);
      if (answer.ok) await kept.put(event.request, answer.clone());
      return answer;
    }),
  );
});

interface Pushed {
  title: string;
  body?: string;
  url?: string;
  tag?: string;
  urgent?: boolean;
}

worker.addEventListener("push", (event) => {
  const pushed = event.data?.json() as Pushed | undefined;
  if (!pushed) return;
  event.waitUntil(
    worker.registration.showNotification(pushed.title, {
      body: pushed.body,
      tag: pushed.tag,
      requireInteraction: pushed.urgent,
      icon: "/static/icon-192.png",
      data: { url: pushed.url ?? "/inbox" },
    }),
  );
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data.url, location.origin).href;
  event.waitUntil(
    worker.clients.matchAll({ type: "window" }).then(async (open) => {
      const [window] = open;
      if (!window) return worker.clients.openWindow(address);
      await window.navigate(address);
      return window.focus();
    }),
  );
});
