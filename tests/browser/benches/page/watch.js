// Put into a page before anything of its own: notes when it says that it is ready, when that has
// been painted, and every long task. Nothing here runs between the navigation and that moment but
// what it is called back for.
window.watch = { longTasks: [] };

// The second frame begins when the first one, which holds what was there, has been painted.
const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  });

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) watch.longTasks.push([task.startTime, task.duration]);
}).observe({ type: "longtask", buffered: true });

const marked = (mark, value) =>
  new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (document.documentElement.dataset[mark] !== value) return;
      observer.disconnect();
      resolve(performance.now());
    }).observe(document, { subtree: true, attributes: true, attributeFilter: [`data-${mark}`] });
  });

watch.started = marked("ready", "true").then(async (ready) => {
  await document.fonts.ready;
  return { ready, usable: await painted() };
});

// Our own page then draws the rest, a part at a time.
watch.whole = marked("rest", "here").then(async () => {
  await new Promise(requestAnimationFrame);
  while (document.querySelector("[aria-busy]")) await new Promise(requestAnimationFrame);
  return painted();
});

/** When the page asked for what, in milliseconds since the navigation began. */
watch.asked = () =>
  performance
    .getEntries()
    .filter((entry) => ["navigation", "resource"].includes(entry.entryType))
    .map((entry) => [new URL(entry.name).pathname, entry.startTime]);
