// The way out, should static/sw.js ever do harm: copied over sw.js on the server, it takes the
// place of the worker in every browser that comes by, deletes what that kept, and removes itself.
// The page then comes from the server with every visit.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(remove()));

async function remove() {
  // The same beginning as in sw.js.
  const OURS = `runner-proxy ${registration.scope} `;
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS)) await caches.delete(name);
  }
  await registration.unregister();
}
