import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { load } from "replica-log";
// Only for esbuild (`--loader:.wasm=file`), which does not see that the package has a wasm.
import wasm from "replica-log/replica-log.wasm";
import { App } from "./App";

load(wasm);
createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
