/**
 * Replica Log in a page of yours: what BK-Repo did when it replicated artifacts to other clusters.
 *
 * @packageDocumentation
 */

/** A language that Replica Log speaks. */
export type Locale = "zh-CN" | "en-US" | "ja";

/** How an execution or an artifact ended, as the service writes it. */
export type Status = "RUNNING" | "SUCCESS" | "FAILED";

/** What every place has. */
interface Paged {
  /** The task's name, which the service does not tell. */
  planName?: string;
  /** Only what is in this state. */
  status?: Status;
  /** Which page of the table, from 1. */
  pageNumber?: number;
  /** Rows on a page; 20 where nothing is said. */
  pageSize?: number;
}

/** The execution history of a task. */
export interface TaskPlace extends Paged {
  /** The task's key. */
  task: string;
  /** `all`: the trend over the whole history in place of the latest runs. */
  history?: "all";
  /** The trend from this time on: `2026-11-01T08:30`, in the zone of the service's answer. */
  from?: string;
  /** The trend up to this time. */
  to?: string;
  /** What the trend is summed up by. */
  per?: "day" | "week";
}

/** One execution. */
export interface RecordPlace extends Paged {
  /** The record's id. */
  record: string;
  /** Only artifacts whose name begins so, literally. */
  artifactName?: string;
  /** Only artifacts of this version. */
  version?: string;
  /** Only artifacts of this repository. */
  repoName?: string;
  /** Only artifacts for this cluster. */
  clusterName?: string;
  /** Only packages whose name begins so, literally. */
  packageName?: string;
  /** Only paths that begin so, literally. */
  path?: string;
  /** The details that stand open: their ids, each percent-encoded, joined by commas. */
  open?: string;
  /** What is asked about the failed details. */
  triage?: "error" | "cluster" | "repository" | "before";
  /** The group of failed details that stands open. */
  group?: string;
  /** With `triage: "before"`: the id of the record to compare with. */
  compare?: string;
}

/** The first page: a task or an execution is opened by its id. */
export type HomePlace = Record<string, never>;

/** Where a person is. Names are those of the service; what is left out is at its default. */
export type Place = TaskPlace | RecordPlace | HomePlace;

/** How a move is to be remembered. */
export interface Move {
  /** `true` where the new place takes the place of the one before, so that "back" leads past both. */
  replace: boolean;
}

/** How Replica Log is to be. Everything may be left out, and everything but `signal` may be changed by `update`. */
export interface Options {
  /** Where to begin; the first page where nothing is said. */
  place?: Place;
  /** What stands before `/replication/api/…`: `""` the same origin, `"/web"` in BK-Repo's console. */
  apiBase?: string;
  /** The language; else the cookie `blueking_language`, else the browser's. */
  locale?: Locale;
  /** The theme; `auto` (the system's) where nothing is said. */
  theme?: "light" | "dark" | "auto";
  /** The zone in which times are read, an IANA name; else the browser's. */
  timeZone?: string;
  /** Where "Sign in" leads; `{url}` stands for the page to return to. `onSignIn` comes before it. */
  signInUrl?: string;
  /** The cookie whose value is sent as `X-CSRFToken`; `bkrepo_ticket` where nothing is said. */
  csrfCookie?: string;
  /**
   * More request headers. A function is asked before every request, so that tokens may change; what it promises is
   * awaited for 30 seconds at most, the request's own time included. A request that is tried again asks again.
   */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /** Links on the first page. */
  shortcuts?: Array<{ name: string; task?: string; record?: string; planName?: string }>;
  /**
   * Where links lead when they are opened in another tab: the address below which your router, or a Replica Log of
   * its own, has `tasks/{key}` and `records/{id}`. `#/` where nothing is said.
   */
  linkBase?: string;
  /** Whether single keys (`/`, `j`, `k`, `?` …) work while the focus is within; `false` where nothing is said. */
  keyboard?: boolean;
  /** Told of every move that a person makes. Not told of your own `navigate`. */
  onNavigate?: (place: Place, move: Move) => void;
  /** Called when a person wants to sign in. When what it promises is kept, what failed is asked for again. */
  onSignIn?: () => void | Promise<unknown>;
  /** Takes Replica Log out when it is aborted. */
  signal?: AbortSignal;
}

/** A Replica Log on a page. After `unmount` none of this does anything. */
export interface Handle {
  /** Kept when the app is there; broken when it could not be loaded, which the page then says in words too. */
  readonly ready: Promise<void>;
  /** Changes what is given, at once and without starting over; what is `undefined` goes back to its default. */
  update(options: Options): void;
  /** Goes to a place. */
  navigate(place: Place): void;
  /** Takes everything out: nodes, timers, listeners, requests. May be called twice. */
  unmount(): void;
}

/**
 * Puts Replica Log into an element, behind what is in it. It lives in a shadow root: neither its styles nor yours
 * reach the other side, but for the properties `--rl-…`, which are yours to set.
 */
export function mount(element: Element, options?: Options): Handle;

/**
 * Loads the app before it is needed, or from elsewhere: `wasm` is the address of `replica-log.wasm`, for bundlers that
 * do not understand `new URL(…, import.meta.url)`. Only the first call counts.
 */
export function load(wasm?: string | URL): Promise<void>;

/** What `<replica-log>` sends, besides what every element does. */
export interface ReplicaLogEventMap extends HTMLElementEventMap {
  /** A person has moved. */
  navigate: CustomEvent<{ place: Place; replace: boolean }>;
  /** A person wants to sign in. */
  signin: CustomEvent<{ done: () => void }>;
}

/**
 * The element `<replica-log>`. Attributes are options and members of a place, in small letters with hyphens: `task`,
 * `record`, `plan-name`, `artifact-name`, `api-base`, `locale`, `theme`, `time-zone`, `keyboard` … Each may change.
 * What is no text is a property: `headers`, `shortcuts`.
 *
 * It sends `navigate` (`detail.place`, `detail.replace`) and, where somebody listens for it, `signin`: whoever handles
 * that calls `detail.done()` when the person has signed in, and what failed is asked for again. Without a listener,
 * "Sign in" leads to `sign-in-url`.
 */
export class ReplicaLogElement extends HTMLElement {
  addEventListener<Type extends keyof ReplicaLogEventMap>(
    type: Type,
    listener: (this: ReplicaLogElement, event: ReplicaLogEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** More request headers, as in {@link Options}. */
  headers: Options["headers"];
  /** Links on the first page, as in {@link Options}. */
  shortcuts: Options["shortcuts"];
  /** Kept when the app is there. */
  readonly ready: Promise<void>;
}

/** Defines `<replica-log>`, or the same under another name. Importing `replica-log/element` does it too. */
export function define(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "replica-log": ReplicaLogElement;
  }
}
