// Records every event listener that is added to global targets.
window.listeners = [];
for (const target of [window, document, document.documentElement, document.body]) {
  const add = target.addEventListener;
  target.addEventListener = function (type, ...more) {
    window.listeners.push(`${target.nodeName ?? "window"} ${type}`);
    return add.call(this, type, ...more);
  };
}
window.moves = [];
window.replicaLog = await import("./replica-log/replica-log.js");
