// The npm package: `mount` and `<replica-log>`. The API is documented in replica-log.d.ts.
//
// The code does not depend on globals that a host page may have modified: no `JSON.stringify` of objects (old
// libraries define `toJSON` on them), no `for … in`, no listeners outside of its own element.

import { loadWords, mount as mountApp } from "./glue.js";
import { load } from "./loading.js";
import css from "./style.js";

export { load };

const LOAD_ERROR = {
  zh: ["无法加载 Replica Log", "请检查网络连接后重试。如果问题仍然存在，请将以下信息提供给运维人员：", "重试"],
  en: ["Replica Log could not be loaded", "Check your connection and try again. If that does not help, send this message to your operator:", "Try again"],
  ja: ["Replica Logを読み込めませんでした", "接続を確認し、もう一度お試しください。解決しない場合は、次のメッセージを運用担当者に伝えてください。", "再試行"],
};
const UNSUPPORTED = {
  zh: ["浏览器版本过低", "请使用较新的浏览器。缺少的功能："],
  en: ["This browser is too old", "Use a current browser. This one lacks:"],
  ja: ["ブラウザーのバージョンが古すぎます", "新しいブラウザーを使用してください。不足している機能："],
};
const FATAL_ERROR = {
  zh: ["Replica Log 已停止运行", "请重新加载页面。如果问题仍然存在，请将以下信息提供给运维人员："],
  en: ["Replica Log stopped working", "Reload the page. If that does not help, send this message to your operator:"],
  ja: ["Replica Logの処理を続行できません", "ページを再読み込みしてください。解決しない場合は、次のメッセージを運用担当者に伝えてください。"],
};
/** Options that are not part of the app's configuration. */
const HOST_OPTIONS = [
  "place", "headers", "linkBase", "href", "onNavigate", "onSignIn", "onUnauthorized", "onNotify", "signal",
];
/** How many addresses of the host are kept. A click on a link whose address is not kept is left to the browser. */
const MAX_LINKS = 10_000;

/** The members of a place that name a page; the others are its state. */
const PAGE_MEMBERS = ["project", "task", "record", "planName"];

let sheet;

/** See replica-log.d.ts. */
export function mount(element, options = {}) {
  const host = document.createElement("div");
  // Overrides the host's rules for `div`: the element only fills its container.
  const reset = { all: "initial", display: "block", flex: "1 1 0", width: "100%", "min-width": "0" };
  for (const [name, value] of Object.entries(reset)) host.style.setProperty(name, value, "important");
  element.append(host);
  return new App(host.attachShadow({ mode: "open" }), options, () => host.remove());
}

/** An app in a shadow root, including the time before the wasm is loaded. */
class App {
  #options = {};
  #root;
  #box;
  #onUnmount;
  #mounted;
  #configured;
  #hasFailed = false;
  #place = "";
  /** The members of the place of each address that the host has chosen, in the order of their last use. */
  #links = new Map();

  constructor(root, options, onUnmount) {
    sheet ??= createSheet();
    root.adoptedStyleSheets = [sheet];
    this.#root = root;
    this.#onUnmount = onUnmount;
    this.#box = root.appendChild(document.createElement("div"));
    this.#box.className = "rl-guest";
    this.#setOptions(options);
    this.#place = toQuery(options.place);
    this.#options.signal?.addEventListener("abort", this.unmount);
    this.#start();
    if (this.#options.signal?.aborted) this.unmount();
  }

  update(options) {
    if (!this.#box) return;
    const { signal } = this.#options;
    this.#setOptions({ ...options, signal });
    this.#configure();
    if (options.place !== undefined) this.navigate(options.place);
  }

  navigate(place) {
    if (!this.#box) return;
    this.#place = toQuery(place);
    this.#mounted?.navigate(this.#place);
  }

  retry() {
    if (this.#mounted) this.#mounted.retry();
    else if (this.#hasFailed) this.#start();
  }

  unmount = () => {
    if (!this.#box) return;
    this.#options.signal?.removeEventListener("abort", this.unmount);
    try {
      this.#mounted?.free();
    } catch {
      // The app has panicked before.
    }
    this.#mounted = undefined;
    this.#box.remove();
    this.#box = undefined;
    this.#options = {};
    this.#links.clear();
    this.#onUnmount();
  };

  #start = () => {
    this.#hasFailed = false;
    this.#showPlaceholder();
    this.ready = this.#loadAndMount();
    // Marks the rejection as handled for hosts that ignore `ready`; the error is shown on the page.
    this.ready.catch(() => {});
  };

  async #loadAndMount() {
    if (!AbortSignal.any) {
      this.#showError(UNSUPPORTED, "AbortSignal.any");
      throw new Error("This browser is too old: AbortSignal.any is missing");
    }
    try {
      await this.#load();
    } catch (error) {
      this.#hasFailed = true;
      this.#showError(LOAD_ERROR, error, this.#start);
      throw error;
    }
    if (!this.#box) return;
    const hadFocus = this.#root.activeElement !== null;
    this.#mount();
    if (hadFocus) this.#focusMain();
  }

  /** Loads the app and the words of its language, which the host may change in the meantime. */
  async #load() {
    const { locale, place = {} } = this.#options;
    await load({ locale, place });
    for (let config; this.#box && config !== this.#config(); ) {
      config = this.#config();
      await loadWords(config);
    }
  }

  /** A modal dialog makes the page around it inert, and so the sign-in that the host opens. */
  #closeDialogs() {
    for (const dialog of this.#root.querySelectorAll("dialog[open]")) dialog.close();
  }

  #mount() {
    const host = {
      linkBase: () => this.#options.linkBase ?? "#/",
      href: (place) => this.#href(place),
      membersOf: (href) => this.#links.get(href),
      navigate: (place, replace) => {
        this.#options.onNavigate?.(place, { replace });
      },
      focusNewPage: () => this.#focusMain(),
      canSignIn: () => typeof this.#options.onSignIn === "function",
      signIn: () => {
        this.#closeDialogs();
        return this.#options.onSignIn?.();
      },
      unauthorized: () => {
        this.#closeDialogs();
        this.#options.onUnauthorized?.();
      },
      canNotify: () => typeof this.#options.onNotify === "function",
      notify: (title, body, url) => {
        this.#options.onNotify?.({ title, body, url });
      },
    };
    const headers = () => {
      const { headers } = this.#options;
      return typeof headers === "function" ? headers() : headers;
    };
    this.#configured = this.#config();
    this.#mounted = mountApp(this.#box, this.#configured, this.#place, host, headers, (message) =>
      // Deferred, because the failed call is still on the stack.
      queueMicrotask(() => this.#showError(FATAL_ERROR, message)),
    );
  }

  /** Applies the options, unless they are the same as before: frameworks set them again with each rendering. */
  #configure() {
    const config = this.#config();
    if (!this.#mounted || config === this.#configured) return;
    this.#configured = config;
    this.#mounted.configure(config);
  }

  /** The host's address of a place; `undefined` if the host leaves it to `linkBase`. */
  #href(place) {
    let href = this.#options.href?.(place);
    if (typeof href !== "string") return undefined;
    const page = Object.fromEntries(Object.entries(place).filter(([name]) => PAGE_MEMBERS.includes(name)));
    const state = toQuery(place);
    // Without them, all links to states of a page would lead to one and the same state.
    if (state !== toQuery(page) && this.#options.href(page) === href) href = withState(href, state);
    // As the link returns it when it is clicked.
    const link = new URL(href, document.baseURI).href;
    this.#links.delete(link);
    this.#links.set(link, state);
    if (this.#links.size > MAX_LINKS) this.#links.delete(this.#links.keys().next().value);
    return href;
  }

  #setOptions(options) {
    for (const [name, value] of Object.entries(options)) this.#options[name] = value;
  }

  #config() {
    const config = { keyboard: false };
    for (const [name, value] of Object.entries(this.#options)) {
      if (!HOST_OPTIONS.includes(name) && value !== undefined && value !== null) config[name] = value;
    }
    return toJson(config);
  }

  /** Shows a placeholder until the app is loaded. It keeps the focus of the button that it replaces. */
  #showPlaceholder() {
    const hadFocus = this.#root.activeElement !== null;
    const frame = document.createElement("div");
    this.#box.replaceChildren(frame);
    frame.className = "rl";
    frame.dataset.guest = "true";
    frame.dataset.theme = this.#options.theme ?? "auto";
    frame.dataset.look = this.#options.look ?? "default";
    frame.setAttribute("aria-busy", "true");
    const rows = frame.appendChild(document.createElement("div"));
    rows.className = "rl-skeleton";
    for (let row = 0; row < 6; row += 1) rows.append(document.createElement("i"));
    if (!hadFocus) return;
    frame.tabIndex = -1;
    frame.focus({ preventScroll: true });
  }

  /** Moves the focus to the start of a new page without scrolling the host page. */
  #focusMain() {
    this.#root.querySelector(".rl-main")?.focus({ preventScroll: true });
  }

  /** Shows an error that the app cannot show, with a button if it can be tried again. */
  #showError(words, reason, retry) {
    if (!this.#box) return;
    const shown = this.#box.querySelector(".rl");
    const language = (shown?.lang || this.#options.locale || navigator.language).slice(0, 2);
    const [title, next, again] = words[language] ?? words.en;
    const frame = document.createElement("div");
    frame.className = "rl rl-broken";
    frame.dataset.guest = "true";
    frame.dataset.theme = shown?.dataset.theme ?? "auto";
    frame.dataset.look = shown?.dataset.look ?? "default";
    frame.setAttribute("role", "alert");
    for (const [name, text] of [["h2", title], ["p", next], ["pre", String(reason)]]) {
      frame.appendChild(document.createElement(name)).textContent = text;
    }
    if (retry) {
      const button = frame.appendChild(document.createElement("p")).appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "rl-button";
      button.dataset.main = "true";
      button.textContent = again;
      button.addEventListener("click", retry);
    }
    this.#box.replaceChildren(frame);
  }
}

function createSheet() {
  const created = new CSSStyleSheet();
  created.replaceSync(css);
  return created;
}

/** Serialises a place to a query string. */
function toQuery(place) {
  const members = new URLSearchParams();
  for (const [name, value] of Object.entries(place ?? {})) {
    if (value !== undefined && value !== null) members.append(name, String(value));
  }
  return members.toString();
}

/** Appends the state of a page to an address of the host that lacks it: as a fragment, or in the query of a hash route. */
function withState(href, state) {
  const hash = href.indexOf("#");
  if (hash < 0) return `${href}#${state}`;
  return `${href}${href.includes("?", hash) ? "&" : "?"}${state}`;
}

/** Serialises to JSON without calling `toJSON` methods, which a host's libraries may have added. */
function toJson(value) {
  if (Array.isArray(value)) return `[${value.map((member) => toJson(member)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`).join(",")}}`;
}

/** Attributes that are members of a place; all other attributes are options. */
const PLACE_ATTRIBUTES = [
  "project", "task", "record", "planName", "status", "pageNumber", "pageSize", "history", "from", "to", "per",
  "execution", "artifactName", "version", "repoName", "clusterName", "packageName", "path", "open", "triage", "group",
  "compare", "digests", "measure", "order", "show", "changedName", "changedRepo", "changedCluster", "changedField", "name",
  "lastExecutionStatus", "enabled", "sortType", "sortDirection",
];
const OPTION_ATTRIBUTES = [
  "apiBase", "locale", "theme", "look", "density", "timeZone", "signInUrl", "csrfCookie", "projectId", "sendTimeZone", "linkBase", "keyboard",
];
const attributeName = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Fallbacks for server-side rendering, where the module is imported without a DOM. */
const { HTMLElement: Base = class {}, customElements: elements } = globalThis;

/** See replica-log.d.ts. */
export class ReplicaLogElement extends Base {
  static observedAttributes = [...PLACE_ATTRIBUTES, ...OPTION_ATTRIBUTES].map(attributeName);

  #root = this.attachShadow({ mode: "open" });
  #app;
  #headers;
  #shortcuts;
  #hrefOf;
  #hasSignInListener = false;
  #hasNotifyListener = false;
  #updateScheduled = false;
  #placeChanged = false;

  constructor() {
    super();
    // Properties that were set before the upgrade shadow the accessors, so they are set again.
    for (const name of ["headers", "shortcuts", "hrefOf"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  get ready() {
    return this.#app ? this.#app.ready : Promise.reject(new Error("not in a document"));
  }

  get headers() {
    return this.#headers;
  }

  set headers(headers) {
    this.#headers = headers;
    this.#scheduleUpdate();
  }

  get shortcuts() {
    return this.#shortcuts;
  }

  set shortcuts(shortcuts) {
    this.#shortcuts = shortcuts;
    this.#scheduleUpdate();
  }

  get hrefOf() {
    return this.#hrefOf;
  }

  set hrefOf(hrefOf) {
    this.#hrefOf = hrefOf;
    this.#scheduleUpdate();
  }

  retry() {
    this.#app?.retry();
  }

  addEventListener(type, ...rest) {
    super.addEventListener(type, ...rest);
    if (type === "signin" && !this.#hasSignInListener) {
      this.#hasSignInListener = true;
      this.#scheduleUpdate();
    }
    if (type === "notify" && !this.#hasNotifyListener) {
      this.#hasNotifyListener = true;
      this.#scheduleUpdate();
    }
  }

  connectedCallback() {
    this.#app ??= new App(this.#root, { ...this.#optionAttributes(), place: this.#placeAttributes() }, () => {});
    this.#placeChanged = false;
  }

  disconnectedCallback() {
    // A move within the document disconnects and reconnects the element; the app keeps running.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#app?.unmount();
      this.#app = undefined;
    });
  }

  /** Prevents the disconnect and connect callbacks for `moveBefore`. */
  connectedMoveCallback() {}

  attributeChangedCallback(name) {
    // Even an unchanged value navigates, because the user may have navigated elsewhere in the meantime.
    this.#placeChanged ||= PLACE_ATTRIBUTES.map(attributeName).includes(name);
    this.#scheduleUpdate();
  }

  /** Batches attribute changes into one update. */
  #scheduleUpdate() {
    if (this.#updateScheduled || !this.#app) return;
    this.#updateScheduled = true;
    queueMicrotask(() => {
      this.#updateScheduled = false;
      if (!this.#app) return;
      this.#app.update(this.#optionAttributes());
      if (this.#placeChanged) this.#app.navigate(this.#placeAttributes());
      this.#placeChanged = false;
    });
  }

  #attributes(names) {
    const read = {};
    for (const name of names) {
      const value = this.getAttribute(attributeName(name));
      read[name] = value === null ? undefined : value;
    }
    return read;
  }

  #placeAttributes() {
    return this.#attributes(PLACE_ATTRIBUTES);
  }

  #optionAttributes() {
    const read = this.#attributes(OPTION_ATTRIBUTES);
    return {
      ...read,
      keyboard: read.keyboard !== undefined && read.keyboard !== "false",
      sendTimeZone: read.sendTimeZone !== "false",
      headers: this.#headers,
      shortcuts: this.#shortcuts,
      href: this.#hrefOf,
      onNavigate: (place, { replace }) => this.#dispatch("navigate", { place, replace }),
      onUnauthorized: () => this.#dispatch("unauthorized"),
      onSignIn: this.#hasSignInListener ? () => new Promise((done) => this.#dispatch("signin", { done })) : undefined,
      onNotify: this.#hasNotifyListener ? (notification) => this.#dispatch("notify", notification) : undefined,
    };
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** See replica-log.d.ts. */
export function define(name = "replica-log") {
  // A class can be registered only once, so each name gets a subclass.
  if (elements && !elements.get(name)) elements.define(name, class extends ReplicaLogElement {});
}
