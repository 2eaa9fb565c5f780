// Loads the app: the wasm, and the parts that a place shows at once.

import init, { locateParts, prefetchPart } from "./glue.js";

const WASM = "./replica-log.wasm";

let loading;
let hasFailed = false;

/** See replica-log.d.ts. */
export function load({ wasm, locale, place } = {}) {
  loading ??= initialise(wasm).catch((error) => {
    // The next call tries again.
    loading = undefined;
    hasFailed = true;
    throw error;
  });
  // Marks the rejection as handled for hosts that load in advance: `mount` tries again.
  loading.catch(() => {});
  for (const part of [`words-${language(locale)}`, partOf(place)]) prefetchPart(part);
  return loading;
}

/** Loads the wasm: from its URL, from one of an object with the URLs of all wasm files, or from beside this module. */
async function initialise(wasm) {
  const urls = typeof wasm === "object" && !(wasm instanceof URL) ? wasm : undefined;
  const base = wasm !== undefined && !urls ? new URL(wasm, document.baseURI) : undefined;
  locateParts(urls ? (file) => urls[file] : base && ((file) => new URL(file, base)));
  const url = urls ? urls[WASM] : (base ?? new URL("./replica-log.wasm", import.meta.url));
  // After a failure past the HTTP cache, which may contain an error page.
  await init({ module_or_path: fetch(url, { cache: hasFailed ? "reload" : "default" }) });
}

/** The language that the app will probably choose. */
function language(locale) {
  const tags = [locale, languageCookie(), navigator.language].map((tag) => String(tag).slice(0, 2).toLowerCase());
  return tags.find((tag) => ["zh", "en", "ja"].includes(tag)) ?? "zh";
}

function languageCookie() {
  try {
    return `; ${document.cookie}`.split("; blueking_language=")[1];
  } catch {
    // A sandboxed frame has no cookies.
    return undefined;
  }
}

/** The name of the part that a place shows at once: all pages but that of an execution are one. */
function partOf(place) {
  return place && place.record === undefined ? "pages" : undefined;
}
