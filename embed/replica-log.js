// Replica Log in a page of somebody else's: `mount` and `<replica-log>`. What it promises is in replica-log.d.ts.
//
// It relies on nothing that a host page may have changed: no `JSON.stringify` of objects (old libraries give them a
// `toJSON`), no `for … in`, no listener outside of its own element.

import init, { mount as begin } from "./glue.js";
import css from "./style.js";

const FAILED = {
  zh: ["无法加载页面", "请检查网络后重新加载页面。如果问题仍然存在，请将以下信息交给管理员："],
  en: ["This could not be loaded", "Check the connection and reload the page. If that does not help, give this to whoever runs it:"],
  ja: ["読み込めませんでした", "接続を確認し、ページを再読み込みしてください。解決しない場合は、次の情報を管理者に伝えてください。"],
};
const BROKEN = {
  zh: ["页面无法继续运行", "请重新加载页面。如果问题仍然存在，请将以下信息交给管理员："],
  en: ["This cannot go on", "Reload the page. If that does not help, give this to whoever runs it:"],
  ja: ["処理を続行できません", "ページを再読み込みしてください。解決しない場合は、次の情報を管理者に伝えてください。"],
};
/** What is no member of the configuration. */
const OURS = ["place", "headers", "linkBase", "onNavigate", "onSignIn", "signal"];

let loading;
let sheet;

/** See replica-log.d.ts. */
export function load(wasm) {
  loading ??= init(wasm === undefined ? undefined : { module_or_path: wasm }).then(
    () => {},
    (error) => {
      // The next one may have more luck.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** See replica-log.d.ts. */
export function mount(element, options = {}) {
  const host = document.createElement("div");
  // Whatever the host's sheets say of a `div`: it fills the box, and is nothing else.
  const nothing = { all: "initial", display: "block", width: "100%", "min-width": "0" };
  for (const [name, value] of Object.entries(nothing)) host.style.setProperty(name, value, "important");
  element.append(host);
  return new App(host.attachShadow({ mode: "open" }), options, () => host.remove());
}

/** An app in a shadow root, from the moment that somebody wants it. */
class App {
  #options = {};
  #root;
  #box;
  #gone;
  #mounted;
  #place = "";

  constructor(root, options, gone) {
    sheet ??= makeSheet();
    root.adoptedStyleSheets = [sheet];
    this.#root = root;
    this.#gone = gone;
    this.#box = root.appendChild(document.createElement("div"));
    this.#box.className = "rl-guest";
    this.#take(options);
    this.#place = query(options.place);
    this.#hold();
    this.#options.signal?.addEventListener("abort", this.unmount);
    this.ready = this.#start();
    // Who does not ask need not hear; the page says it in any case.
    this.ready.catch(() => {});
    if (this.#options.signal?.aborted) this.unmount();
  }

  update(options) {
    if (!this.#box) return;
    const { signal } = this.#options;
    this.#take({ ...options, signal });
    this.#mounted?.configure(this.#config());
    if (options.place !== undefined) this.navigate(options.place);
  }

  navigate(place) {
    if (!this.#box) return;
    this.#place = query(place);
    this.#mounted?.navigate(this.#place);
  }

  unmount = () => {
    if (!this.#box) return;
    this.#options.signal?.removeEventListener("abort", this.unmount);
    try {
      this.#mounted?.free();
    } catch {
      // It had broken before.
    }
    this.#mounted = undefined;
    this.#box.remove();
    this.#box = undefined;
    this.#options = {};
    this.#gone();
  };

  async #start() {
    try {
      if (!AbortSignal.any) throw new Error("This browser is too old: AbortSignal.any is missing");
      await load();
    } catch (error) {
      this.#say(FAILED, error);
      throw error;
    }
    if (!this.#box) return;
    const host = {
      linkBase: () => this.#options.linkBase ?? "#/",
      navigate: (place, replace) => {
        this.#options.onNavigate?.(place, { replace });
      },
      arrive: () => this.#arrive(),
      canSignIn: () => typeof this.#options.onSignIn === "function",
      signIn: () => this.#options.onSignIn?.(),
    };
    const headers = () => {
      const { headers } = this.#options;
      return typeof headers === "function" ? headers() : headers;
    };
    this.#mounted = begin(this.#box, this.#config(), this.#place, host, headers, (message) =>
      // Not now: what has just broken is still on the stack.
      queueMicrotask(() => this.#say(BROKEN, message)),
    );
  }

  #take(options) {
    for (const [name, value] of Object.entries(options)) this.#options[name] = value;
  }

  #config() {
    const config = { keyboard: false };
    for (const [name, value] of Object.entries(this.#options)) {
      if (!OURS.includes(name) && value !== undefined && value !== null) config[name] = value;
    }
    return json(config);
  }

  /** What holds the place until the app is there. */
  #hold() {
    const frame = this.#box.appendChild(document.createElement("div"));
    frame.className = "rl";
    frame.dataset.guest = "true";
    frame.dataset.theme = this.#options.theme ?? "auto";
    frame.setAttribute("aria-busy", "true");
    const rows = frame.appendChild(document.createElement("div"));
    rows.className = "rl-skeleton";
    for (let row = 0; row < 6; row += 1) rows.append(document.createElement("i"));
  }

  /** Another page of ours begins at its top, where the host's scrolling is not touched: the focus goes there. */
  #arrive() {
    this.#root.querySelector(".rl-main")?.focus({ preventScroll: true });
  }

  /** Says by itself what the app cannot. */
  #say(words, reason) {
    if (!this.#box) return;
    const shown = this.#box.querySelector(".rl");
    const language = (shown?.lang || this.#options.locale || navigator.language).slice(0, 2);
    const [what, next] = words[language] ?? words.en;
    const frame = document.createElement("div");
    frame.className = "rl rl-broken";
    frame.dataset.guest = "true";
    frame.dataset.theme = shown?.dataset.theme ?? "auto";
    frame.setAttribute("role", "alert");
    for (const [name, text] of [["h2", what], ["p", next], ["pre", String(reason)]]) {
      frame.appendChild(document.createElement(name)).textContent = text;
    }
    this.#box.replaceChildren(frame);
  }
}

function makeSheet() {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** A place as the query of an address. */
function query(place) {
  const members = new URLSearchParams();
  for (const [name, value] of Object.entries(place ?? {})) {
    if (value !== undefined && value !== null) members.append(name, String(value));
  }
  return members.toString();
}

/** JSON that no `toJSON` of the page's has a say in. */
function json(value) {
  if (Array.isArray(value)) return `[${value.map((member) => json(member)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${json(member)}`).join(",")}}`;
}

/** Attributes of the element that are members of a place; all others are options. */
const PLACE = [
  "task", "record", "planName", "status", "pageNumber", "pageSize", "history", "from", "to", "per", "artifactName",
  "version", "repoName", "clusterName", "packageName", "path", "open", "triage", "group", "compare",
];
const OPTIONS = ["apiBase", "locale", "theme", "timeZone", "signInUrl", "csrfCookie", "linkBase", "keyboard"];
const attribute = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A server that renders pages may load this module, though it has no elements. */
const { HTMLElement: Base = class {}, customElements: elements } = globalThis;

/** See replica-log.d.ts. */
export class ReplicaLogElement extends Base {
  static observedAttributes = [...PLACE, ...OPTIONS].map(attribute);

  #root = this.attachShadow({ mode: "open" });
  #app;
  #headers;
  #shortcuts;
  #signsIn = false;
  #changed = false;
  #sent = false;

  constructor() {
    super();
    // What was set before the element was one of ours stands in the way of what sets it.
    for (const name of ["headers", "shortcuts"]) {
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
    this.#follow();
  }

  get shortcuts() {
    return this.#shortcuts;
  }

  set shortcuts(shortcuts) {
    this.#shortcuts = shortcuts;
    this.#follow();
  }

  addEventListener(type, ...more) {
    super.addEventListener(type, ...more);
    if (type === "signin" && !this.#signsIn) {
      this.#signsIn = true;
      this.#follow();
    }
  }

  connectedCallback() {
    this.#app ??= new App(this.#root, { ...this.#options(), place: this.#places() }, () => {});
    this.#sent = false;
  }

  disconnectedCallback() {
    // Moved within the document it goes on as it is.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#app?.unmount();
      this.#app = undefined;
    });
  }

  /** Moved by `moveBefore`, it never left. */
  connectedMoveCallback() {}

  attributeChangedCallback(name) {
    // Said again, it is meant: the person may have gone elsewhere since.
    this.#sent ||= PLACE.map(attribute).includes(name);
    this.#follow();
  }

  /** Several attributes that change together are one change. */
  #follow() {
    if (this.#changed || !this.#app) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (!this.#app) return;
      this.#app.update(this.#options());
      if (this.#sent) this.#app.navigate(this.#places());
      this.#sent = false;
    });
  }

  #read(names) {
    const read = {};
    for (const name of names) {
      const value = this.getAttribute(attribute(name));
      read[name] = value === null ? undefined : value;
    }
    return read;
  }

  #places() {
    return this.#read(PLACE);
  }

  #options() {
    const read = this.#read(OPTIONS);
    return {
      ...read,
      keyboard: read.keyboard !== undefined && read.keyboard !== "false",
      headers: this.#headers,
      shortcuts: this.#shortcuts,
      onNavigate: (place, { replace }) => this.#tell("navigate", { place, replace }),
      onSignIn: this.#signsIn ? () => new Promise((done) => this.#tell("signin", { done })) : undefined,
    };
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** See replica-log.d.ts. */
export function define(name = "replica-log") {
  // The class of one name cannot have another.
  if (elements && !elements.get(name)) elements.define(name, class extends ReplicaLogElement {});
}
