// Put into the page once it is ready: answers questions as the page's own controls would, and times
// what follows from it. Everything happens inside the page, so no driver is in the figures.
window.typing = {};

const paper = "article.paper";
const text = "pre.text code";

/** How long a change is waited for that comes after the next frame, in milliseconds. */
const LATER = 100;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** A new task: what was done before it, microtasks and all, is over. */
const task = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve(performance.now()));
    port2.postMessage(0);
  });

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A control, when it is there: some questions stand only where an earlier answer asks for them. */
async function control(name, value) {
  for (let waited = 0; waited < 600; waited += 1) {
    const found =
      document.getElementById(`field-${name}-${value}`) ??
      document.getElementById(`field-${name}`);
    if (found) return found;
    await frame();
  }
  throw new Error(`no control for ${name}`);
}

/** Writes as a person does, and gives when the page got to know of it. */
function write(input, value) {
  input.value = value;
  // The browser writes before it fires `input`. Of a key it writes one letter and here all of the
  // text, which in a list of 500 lines takes longer than many a page.
  const start = performance.now();
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  return start;
}

/** The papers that show this. */
const showing = (marker) =>
  [...document.querySelectorAll(paper)]
    .filter((paper) => paper.querySelector(text)?.textContent.includes(marker))
    .map((paper) => paper.dataset.path);

/** Fills in a form, in the order of its answers. */
typing.fill = async (form) => {
  for (const [name, value] of form) {
    const found = await control(name, value);
    if (found.type === "radio") found.click();
    else write(found, value);
    await frame();
    await task();
  }
};

/** Whether a change of the document is one of a paper's text, or brings or takes a paper. */
function isOfPaper({ target, addedNodes, removedNodes }) {
  const within = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
  // Only a text that was itself taken out has no parent: then another record says so.
  if (within?.closest(`${paper} ${text}`)) return true;
  const isPaper = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(paper);
  return [...addedNodes, ...removedNodes].some(isPaper);
}

/**
 * One change of one control. Gives how long it took until the last change of any paper's text, and
 * until the frame after the event was painted; whether all changes were in that frame; and the
 * papers that show the marker then.
 */
typing.key = async (name, value, marker) => {
  const input = await control(name);
  let last = 0;
  const observer = new MutationObserver((records) => {
    if (records.some(isOfPaper)) last = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  // A key comes at any moment of a frame.
  await pause(Math.random() * 16);
  const start = write(input, value);
  // Asked for before the page asks for anything; the task after a frame runs when style, layout
  // and paint of that frame are done.
  const painted = await new Promise((resolve) =>
    requestAnimationFrame(() => task().then(resolve)),
  );
  // What comes later than that frame is waited for, and counts.
  await pause(LATER);
  observer.disconnect();
  if (last < start) throw new Error("a key changed no paper");
  return {
    updated: last - start,
    painted: painted - start,
    nextFrame: last <= painted,
    papers: showing(marker),
  };
};

/**
 * Edits from one number to another as fast as the page takes them: a line of a list, and every
 * tenth time the choice of docker-in-docker, which brings and takes questions and papers. After
 * any multiple of 100 the page shows the same again.
 */
typing.edit = async (from, to, lines) => {
  for (let edit = from; edit < to; edit += 1) {
    if (edit % 10 === 9) {
      (await control("dind", edit % 20 === 9 ? "none" : "tls")).click();
    } else {
      write(await control("no-proxy"), `${lines}\nedit-${edit % 100}.corp.example`);
    }
    await task();
  }
  await frame();
  await task();
  return showing("edit-98.corp.example");
};
