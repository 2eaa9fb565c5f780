import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { load } from "replica-log";
// Only for esbuild (`--loader:.wasm=file`), which knows files from imports alone.
import wasm from "replica-log/wasm";
import { App } from "./App";

load({ wasm });
createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
