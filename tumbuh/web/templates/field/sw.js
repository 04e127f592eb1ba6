// Keeps the shell of the page on the phone. Notes and people never pass through here: they lie sealed in IndexedDB.
const CACHE = "lapangan-{{ version }}";
const HOME = "{{ home|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname !== HOME && !address.pathname.startsWith("/static/")) return;
  event.respondWith(
    caches.open(CACHE)
      .then((cache) => cache.match(address.pathname))
      .then((kept) => kept || fetch(request)),
  );
});
