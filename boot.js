// Starts the app. A classic script: it runs as soon as it is there, before any module could.
// Should the app not start, or break, this says so, since by then nothing else can.
(() => {
  "use strict";
  const words = {
    zh: ["页面无法继续运行", "请重新加载页面。如果问题仍然存在，请将以下信息交给管理员：", "重新加载", "复制"],
    en: ["This page cannot go on", "Reload it. If that does not help, give this message to whoever runs it:", "Reload", "Copy"],
    ja: ["ページの処理を続行できません", "再読み込みしてください。解決しない場合は、次のメッセージを管理者に伝えてください。", "再読み込み", "コピー"],
  };

  let told = false;
  function broken(message) {
    if (told) return;
    told = true;
    const root = document.getElementById("replica-log") || document.body;
    const shown = root.querySelector(".rl");
    const language = (shown?.lang || navigator.language || "zh").slice(0, 2);
    const [what, next, reload, copy] = words[language] || words.en;
    const part = (name, text, into) => {
      const element = into.appendChild(document.createElement(name));
      element.textContent = text;
      return element;
    };
    // Nothing of a broken app is left to be clicked.
    const frame = document.createElement("div");
    frame.className = "rl rl-broken";
    frame.dataset.theme = shown?.dataset.theme || "auto";
    frame.setAttribute("role", "alert");
    const main = part("main", "", frame);
    main.className = "rl-main";
    part("h1", what, main);
    part("p", next, main);
    const text = part("pre", message, main);
    text.className = "rl-whole";
    const buttons = part("p", "", main);
    const button = (word, action) => {
      const made = part("button", word, buttons);
      made.type = "button";
      made.className = "rl-button";
      made.addEventListener("click", action);
      return made;
    };
    button(reload, () => location.reload()).dataset.main = "true";
    button(copy, () => {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    });
    root.replaceChildren(frame);
  }

  // The theme that was chosen here before, before anything is painted in another.
  try {
    const theme = localStorage.getItem("replica-log.theme");
    if (theme) document.querySelector("#replica-log .rl").dataset.theme = theme;
  } catch {
    // No storage, or not parsed as far yet: the system's theme will do.
  }

  addEventListener("replica-log-broken", (event) => broken(event.message));

  // The wasm compiles while its glue is still on the way. Where a server gives it another type than
  // application/wasm, the glue knows a slower way.
  async function start() {
    const assets = document.querySelector('meta[name="replica-log-assets"]').dataset;
    const url = (path) => new URL(path, document.baseURI).href;
    const wasm = url(assets.wasm);
    const compiled = WebAssembly.compileStreaming(fetch(wasm)).catch(() => wasm);
    const app = await import(url(assets.js));
    await app.default({ module_or_path: await compiled });
    app.start();
  }
  start().catch((error) => broken(String(error)));
})();
