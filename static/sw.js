// The worker that keeps the page for when there is no network. `cargo xtask finish` writes two
// constants before it: REVISION, made from the content of all files, and FILES, the name of each
// with the digest that it must have.
//
// Old and new never meet: a revision's files are taken all or not at all, each compared with its
// digest (a server may be in the middle of an update), and kept in a cache of their own. A new
// revision waits until a person asks for it, see static/loader.js.

const INDEX = "index.html";
const SITE = "site.json";

/** How long site.json may take before the last one is used: some networks never answer. */
const PATIENCE_MS = 3000;

// An origin may hold several sites below different paths, and they share its caches. No address has
// a blank in it, so no scope begins like another one.
const OURS = `runner-proxy ${registration.scope} `;
const CACHE = OURS + REVISION;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => {
  if (event.data === "switch") skipWaiting();
});
addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

async function install() {
  const names = Object.keys(FILES);
  const responses = await Promise.all(names.map(take));
  const cache = await caches.open(CACHE);
  await Promise.all(names.map((name, index) => cache.put(name, responses[index])));
  // A team may have taken it away; the page can do without.
  await freshSite().catch(() => {});
}

async function take(name) {
  const response = await fetch(name, { cache: "no-cache", integrity: FILES[name] });
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  // All headers, because a server may have added to the policy. A response that was redirected (from index.html to ./, on some servers) may not answer a
  // navigation, so it is made anew.
  return new Response(await response.blob(), { headers: response.headers });
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

/** The answer, or nothing for what is left to the network. */
function answerTo(request) {
  const { origin, pathname } = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== "GET" || origin !== scope.origin) return;
  if (!pathname.startsWith(scope.pathname)) return;
  const name = pathname.slice(scope.pathname.length) || INDEX;
  if (name === SITE) return site(request);
  if (Object.hasOwn(FILES, name)) return kept(name, request);
  // Any other name may be a document that somebody put beside the page. Below another folder the
  // page's relative links would lead nowhere.
  if (request.mode === "navigate" && !name.includes("/")) {
    return fetch(request).catch(() => kept(INDEX, request));
  }
}

async function kept(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(name)) ?? fetch(request);
}

/** What the network says now, also when it says that there is none any more; else the last one. */
async function site(request) {
  try {
    return await freshSite();
  } catch {
    const cache = await caches.open(CACHE);
    return (await cache.match(SITE)) ?? fetch(request);
  }
}

async function freshSite() {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(SITE, { cache: "no-cache", signal });
  if (response.status >= 500) throw new Error(`${SITE}: HTTP ${response.status}`);
  const cache = await caches.open(CACHE);
  if (response.ok) await cache.put(SITE, response.clone());
  else await cache.delete(SITE);
  return response;
}
