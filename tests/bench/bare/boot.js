"use strict";
(async () => {
  const compiled = WebAssembly.compileStreaming(fetch("/bare/bare_bg.wasm"));
  const glue = await import("/bare/bare.js");
  await glue.default({ module_or_path: await compiled });
})();
