// Serves the hall page while the hall has no network. The page itself fills the store (hall.js); everything else under
// /temu-bisnis/ goes to the network as if this worker were not here.
const STORE = "tumbuh-hall";
const HALL = /^\/temu-bisnis\/[0-9a-f-]{36}\/aula\/$/;
const PATIENCE = 4000; // a network that does not answer so long is taken for none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (HALL.test(url.pathname) || url.pathname.startsWith("/static/")) event.respondWith(answer(request, url));
});

async function answer(request, url) {
  const kept = await (await caches.open(STORE)).match(url.pathname, { ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return kept;
  }
}
