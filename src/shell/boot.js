// Boot script of the standalone page: starts the app, and shows errors that the app cannot show. A classic script,
// because it can run before any module is loaded.
(() => {
  "use strict";

  // 1. State that is known before the app is loaded.

  const attempt = (work) => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  const config = attempt(() => JSON.parse(document.getElementById("replica-log-config").textContent)) || {};
  const assets = document.querySelector('meta[name="replica-log-assets"]').dataset;
  const base = new URL(".", document.baseURI).pathname;
  const relativePath = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : "";
  // In a frame, the embedding page chooses the settings, so storage is not read.
  const isEmbedded = relativePath.startsWith("embed/");
  const stored = (name) => attempt(() => (isEmbedded ? null : localStorage.getItem(`replica-log.${name}`)));
  const cookie = (name) => `; ${document.cookie}`.split(`; ${name}=`).slice(1, 2).join().split(";")[0];
  const tags = { zh: "zh-CN", en: "en-US", ja: "ja" };
  const language = [stored("locale"), config.locale, cookie("blueking_language"), navigator.language, "zh"]
    .map((candidate) => String(candidate).trim().split(/[-_]/)[0].toLowerCase())
    .find((candidate) => tags[candidate]);
  document.documentElement.lang = tags[language];
  const words = {
    zh: {
      broken: "页面已停止运行",
      next: "请重新加载页面。如果问题仍然存在，请将以下信息提供给运维人员：",
      changed: "服务器与浏览器之间的 CDN 或代理改动了页面的以下文件，浏览器拒绝使用它。运维人员可以通过响应头 Cache-Control: no-transform 避免改动：",
      reload: "重新加载",
      copy: "复制",
      release: "页面已发布新版本。",
      close: "关闭",
    },
    en: {
      broken: "This page stopped working",
      next: "Reload it. If that does not help, send this message to your operator:",
      changed: "A CDN or proxy between the server and this browser changes this file of the page, so the browser rejects it. The operator can prevent this with the header Cache-Control: no-transform:",
      reload: "Reload",
      copy: "Copy",
      release: "A new version of this page is available.",
      close: "Close",
    },
    ja: {
      broken: "ページの処理を続行できません",
      next: "再読み込みしてください。解決しない場合は、次のメッセージを運用担当者に伝えてください。",
      changed: "サーバーとブラウザーの間のCDNまたはプロキシがページの次のファイルを書き換えたため、ブラウザーが拒否しました。運用担当者はヘッダーCache-Control: no-transformで防げます：",
      reload: "再読み込み",
      copy: "コピー",
      release: "このページの新しいバージョンがあります。",
      close: "閉じる",
    },
  };

  const parsed = new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", done);
    else done();
  });
  const root = () => document.getElementById("replica-log") || document.body;
  const appElement = () => root().querySelector(".rl");
  const currentWords = () => words[(attempt(() => appElement().lang) || language).slice(0, 2)] || words.en;
  const appendElement = (name, text, into) => {
    const element = into.appendChild(document.createElement(name));
    element.textContent = text;
    return element;
  };
  const button = (word, into, action) => {
    const element = appendElement("button", word, into);
    element.type = "button";
    element.className = "rl-button";
    element.addEventListener("click", action);
    return element;
  };

  // 2. Prefetch: API requests that are sent while the wasm is loading. The app takes a response only if URL and headers
  // equal those of its own request, so a request that cannot be predicted exactly is left to the app.

  const headers = new Headers();
  function prefetchUrls() {
    const found = /^(?:embed\/)?(tasks|records)\/([\w-]{1,256})\/?$/.exec(relativePath);
    const api = config.apiBase || "";
    // The latest execution is another request.
    const isLatest = new URLSearchParams(location.search).has("execution");
    if (!found || isLatest || !/^(https?:\/)?(\/[\w.:/-]*)?$/.test(api)) return [];
    const [, kind, id] = found;
    const parameters = [];
    let isPredictable = true;
    const add = (name, fallback, pattern) => {
      const value = new URLSearchParams(location.search).get(name) || fallback;
      if (!value) return;
      parameters.push(`${name}=${encodeURIComponent(value)}`);
      isPredictable = isPredictable && pattern.test(value);
    };
    const number = /^[1-9]\d{0,2}$/;
    add("pageNumber", "1", number);
    add("pageSize", "20", number);
    add("status", "", /^(RUNNING|SUCCESS|FAILED)$/);
    if (kind === "records") {
      // The service treats three filters as patterns, which the app escapes; only values without special characters
      // are prefetched.
      const exact = /^[\w/:@.-]+$/;
      const prefix = /^[\w/:@-]+$/;
      add("artifactName", "", prefix);
      add("version", "", exact);
      add("repoName", "", exact);
      add("clusterName", "", exact);
      add("packageName", "", prefix);
      add("path", "", prefix);
    }
    const table = isPredictable ? [`${kind === "tasks" ? "page" : "detail/page"}/${id}?${parameters.join("&")}`] : [];
    const rest = kind === "tasks" ? [`page/${id}?pageNumber=1&pageSize=60`] : [id, `overview/${id}`];
    const start = `${api.replace(/\/+$/, "")}/replication/api/task/record`;
    return table.concat(rest).map((path) => `${start}/${path}`);
  }

  function zone() {
    if (stored("zone") === "UTC") return "UTC";
    // Throws if the browser does not know the zone; the app then uses another zone and reports it.
    if (config.timeZone) return new Intl.DateTimeFormat("en-US", { timeZone: config.timeZone }) && config.timeZone;
    // `Temporal` first, because the first `Intl` object of a page is slow to create.
    return self.Temporal ? Temporal.Now.timeZoneId() : new Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  function prefetch() {
    const token = cookie(config.csrfCookie === undefined ? "bkrepo_ticket" : config.csrfCookie);
    const set = Object.assign(
      { Accept: "application/json", "Accept-Language": tags[language] },
      config.sendTimeZone !== false && { "X-BKREPO-TIME-ZONE": zone() },
      config.projectId && { "X-BKREPO-PROJECT-ID": config.projectId },
      token && { "X-CSRFToken": token },
      config.headers,
    );
    // Throws for an invalid name or value, which cancels the prefetch.
    for (const name in set) headers.set(name, set[name]);
    return prefetchUrls().map((url) => {
      const controller = new AbortController();
      const { signal } = controller;
      const response = fetch(url, { cache: "no-store", credentials: "include", headers, redirect: "manual", signal });
      // Marks the rejection as handled; the app reports the error.
      response.catch(() => {});
      return { url, response, controller };
    });
  }

  let prefetched = [];
  function take(url, requestHeaders, signal) {
    const at = prefetched.findIndex((request) => request.url === url);
    const sameHeaders = JSON.stringify([...headers]) === JSON.stringify([...requestHeaders]);
    if (at < 0 || signal.aborted || !sameHeaders) return undefined;
    const [{ response, controller }] = prefetched.splice(at, 1);
    signal.addEventListener("abort", () => controller.abort(signal.reason));
    return response;
  }

  // 3. Start of the app.

  async function load() {
    const url = (path) => new URL(path, document.baseURI).href;
    const wasm = url(assets.wasm);
    // The wasm compiles while the glue is loading. If that fails, for example because of the MIME type, the glue loads
    // the wasm again without streaming.
    const compiled = WebAssembly.compileStreaming && WebAssembly.compileStreaming(fetch(wasm)).catch(() => wasm);
    const loading = import(url(assets.js));
    // The words of the language are a part of their own, and so are the pages other than that of an execution. They are
    // fetched beside the wasm.
    const parts = [`words-${language}`];
    if (!relativePath.replace(/^embed\//, "").startsWith("records/")) parts.push("pages");
    loading.then((app) => parts.forEach((part) => app.prefetchPart?.(part))).catch(() => {});
    warmUpIntl();
    const app = await loading;
    await app.default({ module_or_path: (await compiled) || wasm });
    return app;
  }

  // The first formatters of a page take tens of milliseconds, because the browser loads its locale data. They are
  // created after the first paint, while the wasm is still loading, so that the first row does not wait for them.
  function warmUpIntl() {
    const create = () => [new Intl.NumberFormat(tags[language]), new Intl.DateTimeFormat(tags[language])];
    requestAnimationFrame(() => setTimeout(() => attempt(create)));
  }

  // A cached page may reference assets of an old release. Reloading fetches the current page. To avoid a loop, it
  // happens once per release, and only if that can be stored.
  function reloadOnce() {
    const key = "replica-log.reloaded";
    return attempt(() => {
      const before = sessionStorage.getItem(key) || "";
      if (navigator.onLine === false || before.includes(assets.js)) return false;
      sessionStorage.setItem(key, before + assets.js);
      location.reload();
      return true;
    });
  }

  // The URL of a script or style sheet that arrives with another content than it was built with.
  async function findChangedAsset() {
    for (const { href, integrity } of document.querySelectorAll("link[rel=stylesheet], link[rel=modulepreload]")) {
      const isFetched = (options) => fetch(href, options).then(({ ok }) => ok, () => false);
      if ((await isFetched()) && !(await isFetched({ integrity }))) return href;
    }
    return undefined;
  }

  // A style sheet that was refused leaves a page that works, but cannot be read.
  addEventListener("load", async () => {
    const { sheet } = document.querySelector("link[rel=stylesheet]");
    const url = attempt(() => sheet.cssRules.length) ? undefined : await findChangedAsset();
    if (url) showFatalError(url, url);
  });

  async function start() {
    let app;
    try {
      app = await load();
    } catch (error) {
      if (!reloadOnce()) showFatalError(String(error), await findChangedAsset());
      return;
    }
    attempt(() => sessionStorage.removeItem("replica-log.reloaded"));
    await app.start(take);
    // The app has replaced an earlier message.
    if (fatalError) root().replaceChildren(fatalError);
    // Unused prefetches are aborted: by then the app has sent its first requests, also those of a page that is a part of
    // its own.
    setTimeout(() => prefetched.splice(0).forEach((request) => request.controller.abort()), 5000);
  }

  if (self.WebAssembly && self.AbortSignal && AbortSignal.any) {
    prefetched = attempt(prefetch) || [];
    start().catch((error) => showFatalError(String(error)));
  } else {
    parsed.then(() => {
      root().querySelector("main").innerHTML = root().querySelector("noscript").textContent;
    });
  }

  // The placeholder gets the app's theme before the first paint.
  parsed.then(() =>
    attempt(() => {
      appElement().dataset.theme = stored("theme") || config.theme || "auto";
      if (isEmbedded) appElement().dataset.guest = "true";
    }),
  );

  // 4. Fatal errors, which the app itself can no longer show.

  let isBroken = false;
  let fatalError;
  async function showFatalError(message, changedAsset) {
    if (isBroken) return;
    isBroken = true;
    await parsed;
    const strings = currentWords();
    // Replaces the whole app, because its controls no longer work.
    const frame = document.createElement("div");
    frame.className = "rl rl-broken";
    frame.dataset.theme = attempt(() => appElement().dataset.theme) || "auto";
    frame.setAttribute("role", "alert");
    const main = appendElement("main", "", frame);
    main.className = "rl-main";
    appendElement("h1", strings.broken, main);
    appendElement("p", changedAsset ? strings.changed : strings.next, main);
    const text = appendElement("pre", changedAsset || message, main);
    text.className = "rl-whole";
    const buttons = appendElement("p", "", main);
    button(strings.reload, buttons, () => location.reload()).dataset.main = "true";
    button(strings.copy, buttons, () => {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    });
    fatalError = frame;
    root().replaceChildren(frame);
  }
  addEventListener("replica-log-broken", (event) => showFatalError(event.message));

  // 5. Notice of a new release in an open tab. Reloading loses nothing, because the address contains the state.

  let lastCheck = Date.now();
  const release = ({ js, wasm }) => js + wasm;
  let newest = release(assets);
  let bar;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - lastCheck < 300000) return;
    lastCheck = Date.now();
    checkForRelease().catch(() => {}); // Network errors are ignored.
  });

  async function checkForRelease() {
    // Screen readers announce changes only in a live region that already exists.
    if (!bar) {
      bar = appendElement("div", "", document.body);
      bar.className = "rl rl-release";
      appendElement("p", "", bar).setAttribute("role", "status");
    }
    const response = await fetch(document.baseURI, { cache: "no-cache" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = release(page.querySelector('meta[name="replica-log-assets"]').dataset);
    if (!response.ok || found === newest) return;
    newest = found;
    const status = bar.firstChild;
    const clear = () => {
      status.textContent = "";
      bar.replaceChildren(status);
    };
    clear();
    // The old release is deployed again, so there is nothing to offer.
    if (found === release(assets)) return;
    bar.lang = attempt(() => appElement().lang) || tags[language];
    const strings = currentWords();
    status.textContent = strings.release;
    button(strings.reload, bar, () => location.reload());
    button(strings.close, bar, clear);
  }
})();
