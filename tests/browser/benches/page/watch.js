// Put into a page before anything of its own: notes when it says that it is ready, when that has
// been painted, and every long task. Nothing here runs between the navigation and that moment but
// what it is called back for.
window.watch = { longTasks: [] };

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) watch.longTasks.push([task.startTime, task.duration]);
}).observe({ type: "longtask", buffered: true });

watch.started = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (document.documentElement.dataset.ready !== "true") return;
    observer.disconnect();
    const ready = performance.now();
    const painted = () => resolve({ ready, usable: performance.now() });
    // The second frame begins when the first one, which holds what was there, has been painted.
    document.fonts.ready.then(() =>
      requestAnimationFrame(() => requestAnimationFrame(painted)),
    );
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
});

/** When the page asked for what, in milliseconds since the navigation began. */
watch.asked = () =>
  performance
    .getEntries()
    .filter((entry) => ["navigation", "resource"].includes(entry.entryType))
    .map((entry) => [new URL(entry.name).pathname, entry.startTime]);
