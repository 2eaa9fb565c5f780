// Measuring script, injected into every page before its own scripts: resolves promises when something was painted.
(() => {
  "use strict";
  const probe = { memory: undefined, tasks: [] };
  Object.defineProperty(window, "probe", { value: probe });

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // The name cells, which all pages have.
  const names = document.getElementsByClassName("rl-name");
  const first = () => document.querySelector("td.rl-name > bdi")?.textContent;
  probe.first = first;
  // Without the column header, which has the same class in some pages.
  probe.rows = () => document.querySelectorAll("td.rl-name").length;

  // Resolves after the frame in which `holds` becomes true has been painted: the check runs in an animation frame, and
  // the message that it sends is delivered after the paint.
  probe.painted = (holds) =>
    new Promise((done, failed) => {
      const start = performance.now();
      const look = (now) => {
        if (!holds()) {
          if (now - start > 50000) failed(new Error(`timed out waiting for ${holds}`));
          else requestAnimationFrame(look);
          return;
        }
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          done(performance.now());
          // Otherwise the two ports would retain each other and count in the page's heap.
          channel.port1.close();
        };
        channel.port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    });

  // Not on the host page, which has no rows of its own: checking every frame creates half a megabyte of garbage.
  if (!location.pathname.startsWith("/host/")) {
    probe.firstRow = probe.painted(() => names.length > 0 && first());
    probe.firstRow.then((time) => (probe.firstRowAt = time));
  }
  // Resolves when `count` rows are painted.
  probe.all = (count) => probe.painted(() => names.length >= count && probe.rows() >= count);

  // The time from a click to other rows.
  probe.change = async (selector, count) => {
    const before = first();
    const link = document.querySelector(selector);
    const start = performance.now();
    link.click();
    const end = await probe.painted(() => first() && first() !== before && probe.rows() === count);
    return end - start;
  };

  probe.longest = (since) => probe.tasks.reduce((most, [start, took]) => (start >= since ? Math.max(most, took) : most), 0);

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const work = WebAssembly[name];
    WebAssembly[name] = async (...all) => {
      const made = await work(...all);
      // Parts of the wasm import the memory of the main module.
      const exported = Object.values((made.instance ?? made).exports);
      probe.memory ??= exported.find((value) => value instanceof WebAssembly.Memory);
      return made;
    };
  }
})();
