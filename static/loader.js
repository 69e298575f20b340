// Starts the page, then brings what is not needed to start it: the second half of its code, the
// program of install.sh, and the worker that keeps the page for when there is no network.
//
// An external file because the Content-Security-Policy forbids inline scripts; the names of the
// built files carry hashes, so they are read from links in <head>.
//
// What the page can see of this are attributes of <html>, each change followed by an event on
// window whose detail is the new value:
//
// | attribute      | values                    | event                  |
// |----------------|---------------------------|------------------------|
// | data-rest      | here, missing             | runner-proxy:rest      |
// | data-program   | loading, here, missing    | runner-proxy:program   |
// | data-offline   | ready                     | runner-proxy:offline   |
// | data-update    | waiting, elsewhere        | runner-proxy:update    |
//
// `waiting`: a new version is here, whole, and waits. `elsewhere`: another tab has changed to it;
// this tab still runs the old one. What the page can ask for are events on window:
// `runner-proxy:fetch-program` tries again, and `runner-proxy:switch` changes to the new version and
// reloads this tab.
//
// site.json stands in <script type="application/json" id="site"> before the page starts, as it came;
// when it did not come, the element is empty and its data-failure says why.

const html = document.documentElement;

/** In the file that holds everything, static/single.js has taken the parts out of it. */
const single = globalThis.runnerProxySingle;

const parts = single ?? {
  page: () => import(address("page-js")),
  // Fetched here rather than by the glue, which would take a 404 page for a broken module.
  wasm: () => fetched(address("page-wasm")),
  rest: async () => (await fetched(address("page-rest"))).arrayBuffer(),
  site: fetchSite,
  // No other version's program can come, nor half of one: the browser compares the digest.
  program: async () => {
    const { integrity } = document.getElementById("page-program").dataset;
    return (await fetched(address("page-program"), { integrity })).text();
  },
};

const SAYINGS = {
  loading: {
    en: "Loading…",
    ja: "読み込み中です…",
  },
  "no-wasm": {
    en: "This browser cannot run WebAssembly, which this page needs. Try a current version of Firefox, Chrome, Edge or Safari.",
    ja: "このブラウザーでは、このページに必要な WebAssembly を実行できません。Firefox、Chrome、Edge、Safari のいずれかの新しい版でお試しください。",
  },
  "no-files": {
    en: "A file of this page could not be loaded. Check the network connection, then reload.",
    ja: "このページのファイルを読み込めませんでした。ネットワーク接続を確認してから、再読み込みしてください。",
  },
  "no-parts": {
    en: "This file is no longer as it was published, or was opened from a server. Download it again, save it unchanged, and open it from the disk with a current browser.",
    ja: "このファイルは公開時の内容から変わっているか、サーバーから直接開かれています。もう一度ダウンロードして変更せずに保存し、新しい版のブラウザーでディスクから開いてください。",
  },
  "no-start": {
    en: "The page was loaded but could not start. Reload; if that does not help, the browser's console says why.",
    ja: "ページは読み込めましたが、開始できませんでした。再読み込みしても直らない場合は、ブラウザーのコンソールに原因が表示されています。",
  },
};

/** How long a tab that is looked at again trusts the last look for a new version. */
const HOUR = 60 * 60 * 1000;

/** What a person chose at an earlier visit; src/web/taste.rs writes it. A browser may withhold it. */
function remembered(name) {
  try {
    return localStorage.getItem(`runner-proxy-${name}`);
  } catch {
    return null;
  }
}

/** The document speaks every language, for those without scripts; a reader needs one. */
function chooseLanguage() {
  const known = [...document.querySelectorAll("#app [lang]")].map((words) => words.lang);
  const tags = [remembered("lang"), ...navigator.languages].filter(Boolean);
  const wanted = tags.map((tag) => tag.split("-")[0].toLowerCase());
  html.lang = wanted.find((lang) => known.includes(lang)) ?? html.lang;
  // For browsers that do not know `@media (scripting)`; in others the style has done it before.
  for (const words of document.querySelectorAll("#app [lang]")) words.hidden = words.lang !== html.lang;
  // Without scripts nothing would ever end this.
  document.getElementById("app-status").textContent = SAYINGS.loading[html.lang];
}

/**
 * Puts the message where "Loading…" stood; makes the place again when the page had cleared it: above
 * a page that can be used, or instead of one that cannot.
 */
function say(saying) {
  let status = document.getElementById("app-status");
  if (!status) {
    status = document.createElement("p");
    status.id = "app-status";
    const app = document.getElementById("app") ?? document.body;
    if (html.dataset.ready) app.before(status);
    else app.replaceChildren(status);
  }
  const japanese = document.createElement("span");
  japanese.lang = "ja";
  japanese.textContent = saying.ja;
  status.setAttribute("role", "alert");
  status.replaceChildren(saying.en, document.createElement("br"), japanese);
}

/** Runs one stage of the start; on failure its message is shown and the error goes to the console. */
async function stage(name, run) {
  try {
    return await run();
  } catch (error) {
    say(SAYINGS[name]);
    throw error;
  }
}

function address(id) {
  return document.getElementById(id).href;
}

async function fetched(from, options) {
  const response = await fetch(from, options);
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return response;
}

/** Never fails: a page without its presets is still a page, and says what was wrong with them. */
async function fetchSite() {
  const site = document.createElement("script");
  site.type = "application/json";
  site.id = "site";
  try {
    const from = new URL("./site.json", import.meta.url);
    site.textContent = await (await fetched(from)).text();
  } catch (error) {
    site.dataset.failure = error.message;
  }
  document.head.append(site);
}

function tell(name, value) {
  html.dataset[name] = value;
  dispatchEvent(new CustomEvent(`runner-proxy:${name}`, { detail: value }));
}

/** The second half of the code, once it was fetched. */
let rest;

/** Brings the second half of the code. */
async function bringRest() {
  try {
    rest ??= await parts.rest();
    if (rest) await WebAssembly.instantiate(rest, page.imports());
    tell("rest", "here");
  } catch (error) {
    console.error(error);
    say(SAYINGS["no-files"]);
    tell("rest", "missing");
  }
}

/** Whether the page will begin with answers: then it reads them, which an empty form does not. */
function answered() {
  const presets = document.getElementById("site")?.textContent.trim();
  return location.hash.length > 1 || ![undefined, "", "{}"].includes(presets);
}

/**
 * The page has called something of the second half, and cannot go on without: it waits, and so does
 * everything. To ask a server in this way is frowned upon, and there is no other; this encoding is
 * the one way in which such an answer can carry bytes.
 */
function bringRestNow() {
  rest ??= restNow();
  new WebAssembly.Instance(new WebAssembly.Module(rest), page.imports());
}

function restNow() {
  const request = new XMLHttpRequest();
  request.open("GET", address("page-rest"), false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  try {
    request.send();
    if (request.status !== 200) throw new Error(`${request.responseURL}: HTTP ${request.status}`);
    return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
  } catch (error) {
    say(SAYINGS["no-files"]);
    throw error;
  }
}

/** Brings the program of install.sh, once. */
async function bringProgram() {
  if (["loading", "here"].includes(html.dataset.program)) return;
  tell("program", "loading");
  let whole = false;
  try {
    whole = page.provide_program(await parts.program());
  } catch (error) {
    console.error(error);
  }
  tell("program", whole ? "here" : "missing");
}

/** Waits until the page says that it is usable. */
function usable() {
  return new Promise((resolve) => {
    const look = () => html.dataset.ready === "true" && (observer.disconnect(), resolve());
    const observer = new MutationObserver(look);
    observer.observe(html, { attributeFilter: ["data-ready"] });
    look();
  });
}

/** Waits until the frame with the page in it has been painted, or nobody looks. */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
    // In a tab in the background there are no frames.
    setTimeout(resolve, 200);
  });
}

/** Keeps the page for later, and tells of new versions. */
async function keep() {
  const workers = navigator.serviceWorker;
  if (single || !workers || !location.protocol.startsWith("http")) return;
  let registration;
  try {
    const worker = new URL("./sw.js", import.meta.url);
    registration = await workers.register(worker, { updateViaCache: "none" });
  } catch {
    // Private windows and company policies refuse it. The page works all the same.
    return;
  }
  workers.ready.then(() => tell("offline", "ready"));

  const look = () => {
    // The very first version does not wait for anybody.
    if (registration.active && registration.waiting) tell("update", "waiting");
  };
  const watch = () => registration.installing?.addEventListener("statechange", look);
  look();
  watch();
  registration.addEventListener("updatefound", watch);

  let controlled = workers.controller !== null;
  let asked = false;
  workers.addEventListener("controllerchange", () => {
    if (asked) {
      asked = false;
      location.reload();
    } else if (controlled) {
      tell("update", "elsewhere");
    }
    controlled = true;
  });
  addEventListener("runner-proxy:switch", () => {
    if (registration.waiting) {
      asked = true;
      registration.waiting.postMessage("switch");
    } else {
      location.reload();
    }
  });

  // With every page that is opened the browser looks by itself.
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < HOUR) return;
    looked = Date.now();
    registration.update().catch(() => {
      // Without a network there is nothing new.
    });
  });
}

html.dataset.theme = remembered("theme") ?? "system";
// This script does not wait for the style, so it may be here before the document is.
if (document.readyState === "loading") {
  await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed));
}
chooseLanguage();
await stage("no-wasm", () => {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is missing");
});
const [page, wasm] = await stage(single ? "no-parts" : "no-files", () =>
  Promise.all([parts.page(), parts.wasm(), parts.site()]),
);
if (answered()) rest = await stage("no-files", () => parts.rest());
page.on_need?.(bringRestNow);
await stage("no-start", async () => {
  await page.default({ module_or_path: wasm });
  if (rest) await WebAssembly.instantiate(rest, page.imports());
  page.start?.();
});
addEventListener("runner-proxy:fetch-program", bringProgram);
await usable();
await painted();
await bringRest();
await bringProgram();
await keep();
