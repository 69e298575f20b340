// Starts the page. An external file because the Content-Security-Policy forbids inline scripts;
// the names of the built files carry hashes, so they are read from the two preload links in <head>.

const SAYINGS = {
  "no-wasm": {
    en: "This browser cannot run WebAssembly, which this page needs. Try a current version of Firefox, Chrome, Edge or Safari.",
    ja: "このブラウザーでは、このページに必要な WebAssembly を実行できません。Firefox、Chrome、Edge、Safari のいずれかの新しい版でお試しください。",
  },
  "no-files": {
    en: "A file of this page could not be loaded. Check the network connection, then reload.",
    ja: "このページのファイルを読み込めませんでした。ネットワーク接続を確認してから、再読み込みしてください。",
  },
  "no-start": {
    en: "The page was loaded but could not start. Reload; if that does not help, the browser's console says why.",
    ja: "ページは読み込めましたが、開始できませんでした。再読み込みしても直らない場合は、ブラウザーのコンソールに原因が表示されています。",
  },
};

/** Puts the message where "Loading…" stood; makes the place again when the page had cleared it. */
function say(saying) {
  let status = document.getElementById("app-status");
  if (!status) {
    status = document.createElement("p");
    status.id = "app-status";
    (document.getElementById("app") ?? document.body).replaceChildren(status);
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

await stage("no-wasm", () => {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is missing");
});
const page = await stage("no-files", () => import(document.getElementById("page-js").href));
// Fetched here rather than by the glue, which would take a 404 page for a broken module.
const wasm = await stage("no-files", async () => {
  const response = await fetch(document.getElementById("page-wasm").href);
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return response;
});
await stage("no-start", () => page.default({ module_or_path: wasm }));
