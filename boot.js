// Starts the app, and speaks where the app cannot. A classic script: it runs as soon as it is there, before any module
// could.
(() => {
  "use strict";

  // 1. What is known before the app is there.

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
  const below = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : "";
  // In a frame, the page around chooses.
  const framed = below.startsWith("embed/");
  const kept = (name) => attempt(() => (framed ? null : localStorage.getItem(`replica-log.${name}`)));
  const cookie = (name) => `; ${document.cookie}`.split(`; ${name}=`).slice(1, 2).join().split(";")[0];
  const tags = { zh: "zh-CN", en: "en-US", ja: "ja" };
  const language = [kept("locale"), config.locale, cookie("blueking_language"), navigator.language, "zh"]
    .map((wish) => String(wish).trim().split(/[-_]/)[0].toLowerCase())
    .find((wish) => tags[wish]);
  document.documentElement.lang = tags[language];
  const words = {
    zh: {
      broken: "页面无法继续运行",
      next: "请重新加载页面。如果问题仍然存在，请将以下信息交给管理员：",
      reload: "重新加载",
      copy: "复制",
      release: "页面已有新版本。",
      close: "关闭",
    },
    en: {
      broken: "This page cannot go on",
      next: "Reload it. If that does not help, give this message to whoever runs it:",
      reload: "Reload",
      copy: "Copy",
      release: "There is a new release of this page.",
      close: "Close",
    },
    ja: {
      broken: "ページの処理を続行できません",
      next: "再読み込みしてください。解決しない場合は、次のメッセージを管理者に伝えてください。",
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
  const shown = () => root().querySelector(".rl");
  const spoken = () => words[(attempt(() => shown().lang) || language).slice(0, 2)] || words.en;
  const part = (name, text, into) => {
    const element = into.appendChild(document.createElement(name));
    element.textContent = text;
    return element;
  };
  const button = (word, into, action) => {
    const made = part("button", word, into);
    made.type = "button";
    made.className = "rl-button";
    made.addEventListener("click", action);
    return made;
  };

  // 2. What is asked of the service before the app can ask. The app takes an answer if the question is, to the letter
  // and with every header, the one that it would ask; so what is not certain here is left to the app.

  const headers = new Headers();
  function questions() {
    const found = /^(?:embed\/)?(tasks|records)\/([\w-]{1,256})\/?$/.exec(below);
    const api = config.apiBase || "";
    if (!found || !/^(https?:\/)?(\/[\w.:/-]*)?$/.test(api)) return [];
    const [, kind, id] = found;
    const parameters = [];
    let certain = true;
    const add = (name, usual, good) => {
      const value = new URLSearchParams(location.search).get(name) || usual;
      if (!value) return;
      parameters.push(`${name}=${encodeURIComponent(value)}`);
      certain = certain && good.test(value);
    };
    const number = /^[1-9]\d{0,2}$/;
    add("pageNumber", "1", number);
    add("pageSize", "20", number);
    add("status", "", /^(RUNNING|SUCCESS|FAILED)$/);
    if (kind === "records") {
      // The service takes three of them for patterns: what has a meaning in one is the app's to escape.
      const exact = /^[\w/:@.-]+$/;
      const prefix = /^[\w/:@-]+$/;
      add("artifactName", "", prefix);
      add("version", "", exact);
      add("repoName", "", exact);
      add("clusterName", "", exact);
      add("packageName", "", prefix);
      add("path", "", prefix);
    }
    const table = certain ? [`${kind === "tasks" ? "page" : "detail/page"}/${id}?${parameters.join("&")}`] : [];
    const rest = kind === "tasks" ? [`page/${id}?pageNumber=1&pageSize=60`] : [id, `overview/${id}`];
    const start = `${api.replace(/\/+$/, "")}/replication/api/task/record`;
    return table.concat(rest).map((question) => `${start}/${question}`);
  }

  function zone() {
    if (kept("zone") === "UTC") return "UTC";
    // One that the browser does not know throws: the app then takes another, and says so.
    if (config.timeZone) return new Intl.DateTimeFormat("en-US", { timeZone: config.timeZone }) && config.timeZone;
    // Both say the same, but making the first `Intl` of a page takes longer than all the rest here.
    return self.Temporal ? Temporal.Now.timeZoneId() : new Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  function ask() {
    const token = cookie(config.csrfCookie === undefined ? "bkrepo_ticket" : config.csrfCookie);
    const set = Object.assign(
      { Accept: "application/json", "Accept-Language": tags[language], "X-BKREPO-TIME-ZONE": zone() },
      token && { "X-CSRFToken": token },
      config.headers,
    );
    // A header that cannot be throws.
    for (const name in set) headers.set(name, set[name]);
    return questions().map((url) => {
      const controller = new AbortController();
      const response = fetch(url, { cache: "no-store", credentials: "include", headers, signal: controller.signal });
      // The app says what went wrong, once it is there.
      response.catch(() => {});
      return { url, response, controller };
    });
  }

  let asked = [];
  function take(url, its, signal) {
    const at = asked.findIndex((question) => question.url === url);
    if (at < 0 || signal.aborted || JSON.stringify([...headers]) !== JSON.stringify([...its])) return undefined;
    const [{ response, controller }] = asked.splice(at, 1);
    signal.addEventListener("abort", () => controller.abort(signal.reason));
    return response;
  }

  // 3. The start.

  async function load() {
    const url = (path) => new URL(path, document.baseURI).href;
    const wasm = url(assets.wasm);
    // The wasm compiles while its glue is still on the way. Where a server gives it another type than
    // application/wasm, or the browser does not know how, the glue knows a slower way.
    const compiled = WebAssembly.compileStreaming && WebAssembly.compileStreaming(fetch(wasm)).catch(() => wasm);
    const app = await import(url(assets.js));
    await app.default({ module_or_path: (await compiled) || wasm });
    return app;
  }

  // A page out of a cache may name files that are gone; the page as it is now has others. Each release is given one
  // such chance, where it can be remembered that it had it.
  function again() {
    const key = "replica-log.reloaded";
    return attempt(() => {
      const before = sessionStorage.getItem(key) || "";
      if (navigator.onLine === false || before.includes(assets.js)) return false;
      sessionStorage.setItem(key, before + assets.js);
      location.reload();
      return true;
    });
  }

  async function start() {
    let app;
    try {
      app = await load();
    } catch (error) {
      if (!again()) broken(String(error));
      return;
    }
    attempt(() => sessionStorage.removeItem("replica-log.reloaded"));
    app.start(take);
    // What the app did not ask for at once, it does not want.
    setTimeout(() => asked.splice(0).forEach((question) => question.controller.abort()));
  }

  if (self.WebAssembly && self.AbortSignal && AbortSignal.any) {
    asked = attempt(ask) || [];
    start().catch((error) => broken(String(error)));
  } else {
    parsed.then(() => {
      root().querySelector("main").innerHTML = root().querySelector("noscript").textContent;
    });
  }

  // What holds the app's place looks as the app will, before anything is painted otherwise.
  parsed.then(() =>
    attempt(() => {
      shown().dataset.theme = kept("theme") || config.theme || "auto";
      if (framed) shown().dataset.guest = "true";
    }),
  );

  // 4. The app cannot go on. By then nothing else can say so.

  let told = false;
  async function broken(message) {
    if (told) return;
    told = true;
    await parsed;
    const say = spoken();
    // Nothing of a broken app is left to be clicked.
    const frame = document.createElement("div");
    frame.className = "rl rl-broken";
    frame.dataset.theme = attempt(() => shown().dataset.theme) || "auto";
    frame.setAttribute("role", "alert");
    const main = part("main", "", frame);
    main.className = "rl-main";
    part("h1", say.broken, main);
    part("p", say.next, main);
    const text = part("pre", message, main);
    text.className = "rl-whole";
    const buttons = part("p", "", main);
    button(say.reload, buttons, () => location.reload()).dataset.main = "true";
    button(say.copy, buttons, () => {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    });
    root().replaceChildren(frame);
  }
  addEventListener("replica-log-broken", (event) => broken(event.message));

  // 5. A new release under an open tab. All that one sees is in the address: reloading loses nothing.

  let looked = Date.now();
  const release = ({ js, wasm }) => js + wasm;
  let newest = release(assets);
  let bar;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < 300000) return;
    looked = Date.now();
    look().catch(() => {}); // A server that cannot be reached has nothing new.
  });

  async function look() {
    // Whoever reads by ear is told of what comes into a place that was there before.
    if (!bar) {
      bar = part("div", "", document.body);
      bar.className = "rl rl-release";
      part("p", "", bar).setAttribute("role", "status");
    }
    const response = await fetch(document.baseURI, { cache: "no-cache" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = release(page.querySelector('meta[name="replica-log-assets"]').dataset);
    if (!response.ok || found === newest) return;
    newest = found;
    const said = bar.firstChild;
    const clear = () => {
      said.textContent = "";
      bar.replaceChildren(said);
    };
    clear();
    // Should the old one come back, there is nothing to offer.
    if (found === release(assets)) return;
    bar.lang = attempt(() => shown().lang) || tags[language];
    const say = spoken();
    said.textContent = say.release;
    button(say.reload, bar, () => location.reload());
    button(say.close, bar, clear);
  }
})();
