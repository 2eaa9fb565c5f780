// Runs in every page before anything of its own, and is the same for all: tells when something was painted.
(() => {
  "use strict";
  const probe = { memory: undefined, tasks: [] };
  Object.defineProperty(window, "probe", { value: probe });

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // The names of the rows, in whichever of the pages.
  const names = document.getElementsByClassName("rl-name");
  const first = () => document.querySelector("td.rl-name > bdi")?.textContent;
  probe.first = first;
  // One of them may be the column's head.
  probe.rows = () => document.querySelectorAll("td.rl-name").length;

  // Once a frame, before it is painted. What holds then is on the screen when the frame is done, which a message that
  // is sent in it comes after.
  probe.painted = (holds) =>
    new Promise((done, failed) => {
      const start = performance.now();
      const look = (now) => {
        if (!holds()) {
          if (now - start > 50000) failed(new Error(`waited in vain until ${holds}`));
          else requestAnimationFrame(look);
          return;
        }
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          done(performance.now());
          // Else the two hold each other until the browser has looked at both, and count as the page's own.
          channel.port1.close();
        };
        channel.port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    });

  // A page that the app is mounted in has no rows of its own, and is not looked at in each frame: that alone is half a
  // megabyte of what nobody holds.
  if (!location.pathname.startsWith("/host/")) {
    probe.firstRow = probe.painted(() => names.length > 0 && first());
    probe.firstRow.then((time) => (probe.firstRowAt = time));
  }
  // All of so many rows.
  probe.all = (count) => probe.painted(() => names.length >= count && probe.rows() >= count);

  // From a click to other rows.
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
      probe.memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
})();
