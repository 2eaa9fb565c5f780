/**
 * Replica Log as a component of a host page: the execution history of BK-Repo's replication tasks.
 *
 * @packageDocumentation
 */

/** A supported language. */
export type Locale = "zh-CN" | "en-US" | "ja";

/** The status of an execution or an artifact, with the values of the service. */
export type Status = "RUNNING" | "SUCCESS" | "FAILED";

/** Members of all places with a table. */
interface Paged {
  /** The name of the plan, shown until the service returns it. */
  planName?: string;
  /** Filter by status. */
  status?: Status;
  /** Page number of the table, starting at 1. */
  pageNumber?: number;
  /** Page size of the table. Default: 20. */
  pageSize?: number;
}

/** The plans of a project. */
export interface PlansPlace {
  /** Project id. */
  project: string;
  /** Filter by a literal prefix of the plan name. */
  name?: string;
  /** Filter by the status of the last execution. */
  lastExecutionStatus?: Status;
  /** Filter by state. */
  enabled?: boolean;
  /** Order of the table. Default: `CREATED_TIME`. */
  sortType?: "CREATED_TIME" | "LAST_EXECUTION_TIME" | "NEXT_EXECUTION_TIME";
  /** Direction of the order. Default: `DESC`. */
  sortDirection?: "ASC" | "DESC";
  /** Page number of the table, starting at 1. */
  pageNumber?: number;
  /** Page size of the table. Default: 20. */
  pageSize?: number;
}

/** The latest execution of a task. The app replaces this place by that of the execution. */
export interface LatestPlace {
  /** Task key. */
  task: string;
  execution: "latest";
  /** The task's name. */
  planName?: string;
}

/** The execution history of a task. */
export interface TaskPlace extends Paged {
  /** Task key. */
  task: string;
  /** `all`: show the trend over the whole history instead of the latest executions. */
  history?: "all";
  /** Start of the trend: `2026-11-01T08:30+08:00`; without an offset, in the time zone that the app shows. */
  from?: string;
  /** End of the trend. */
  to?: string;
  /** Aggregation interval of the trend. */
  per?: "day" | "week";
  /** Ids of the executions that are selected for a comparison, each percent-encoded, joined by a comma; two at most. */
  compare?: string;
}

/** One execution. */
export interface RecordPlace extends Paged {
  /** Record id. */
  record: string;
  /** Filter by a literal prefix of the artifact name. */
  artifactName?: string;
  /** Filter by version. */
  version?: string;
  /** Filter by repository. */
  repoName?: string;
  /** Filter by target cluster. */
  clusterName?: string;
  /** Filter by a literal prefix of the package name. */
  packageName?: string;
  /** Filter by a literal prefix of the path. */
  path?: string;
  /** Ids of the expanded details, each percent-encoded, joined by commas. */
  open?: string;
  /** The open analysis. */
  triage?: "error" | "cluster" | "repository" | "before" | "changes" | "matrix" | "durations" | "report" | "files";
  /** The expanded group of the analysis. */
  group?: string;
  /** With `triage: "before"` or `"changes"`: id of the record to compare with. Default: the execution before. */
  compare?: string;
  /** With `triage: "files"`: the digests to look up, a list as `sha256sum` writes it. */
  digests?: string;
  /** With `triage: "matrix"`: the number in each cell. Default: `failed`. */
  measure?: "failed" | "succeeded" | "conflicts" | "bytes";
  /** With `triage: "matrix"`: the order of rows and columns. Default: `failed`. */
  order?: "failed" | "total" | "name";
  /** With `triage: "matrix"`: hides repositories and nodes without failures. */
  show?: "failed";
  /** With `triage: "changes"`: filter by a literal part of the artifact name. */
  changedName?: string;
  /** With `triage: "changes"`: filter by local repository. */
  changedRepo?: string;
  /** With `triage: "changes"`: filter by remote node. */
  changedCluster?: string;
  /** With `triage: "changes"`: filter by a field that differs. */
  changedField?: "version" | "sha256" | "size" | "status" | "conflictStrategy" | "duration";
}

/** The home page, where plans, executions and projects are opened by id or address. */
export type HomePlace = Record<string, never>;

/** A page with its state. Names are those of the API; omitted members have their default values. */
export type Place = PlansPlace | TaskPlace | LatestPlace | RecordPlace | HomePlace;

/** Details of a navigation. */
export interface Move {
  /** `true` if the new place replaces the current history entry instead of adding one. */
  replace: boolean;
}

/** Options of `mount`. All are optional, and all except `signal` can be changed with `update`. */
export interface Options {
  /** Initial place. Default: the home page. */
  place?: Place;
  /** URL prefix before `/replication/api/…`: `""` for the same origin, `"/web"` in BK-Repo's console. */
  apiBase?: string;
  /** Language. Default: the cookie `blueking_language`, then the browser's language. */
  locale?: Locale;
  /** Theme. Default: `auto`, the system's setting. */
  theme?: "light" | "dark" | "auto";
  /** Look. `bk-magic` is that of BK-Repo's console: small text, its greys, no ground of its own. Default: `default`. */
  look?: "default" | "bk-magic";
  /** Density of table rows until the user chooses another for a table. Default: `comfortable`. */
  density?: "compact" | "comfortable";
  /** Time zone of displayed times, an IANA name. Default: the browser's zone. */
  timeZone?: string;
  /** Sign-in URL; `{url}` is replaced by the URL to return to. `onSignIn` has precedence. */
  signInUrl?: string;
  /** Cookie whose value is sent as `X-CSRFToken`. Default: `bkrepo_ticket`. */
  csrfCookie?: string;
  /**
   * Project whose cluster answers, sent as `X-BKREPO-PROJECT-ID`, for installations that route requests by project.
   * Its plans are listed on the home page. Default: not sent.
   */
  projectId?: string;
  /**
   * Send the time zone as `X-BKREPO-TIME-ZONE`. `false` for a gateway on another origin whose CORS rules do not allow
   * that header. Default: `true`.
   */
  sendTimeZone?: boolean;
  /**
   * Additional request headers. A function is called before every request and every retry, so that tokens can change. A
   * returned promise is awaited for at most 75 seconds, which includes the time until the service begins to respond.
   */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /** Links on the home page. */
  shortcuts?: Array<{ name: string; project?: string; task?: string; record?: string; planName?: string }>;
  /**
   * Prefix of link addresses, for opening links in another tab: the URL below which your router or a standalone Replica
   * Log serves `projects/{id}/plans`, `tasks/{key}` and `records/{id}`. Default: `#/`.
   */
  linkBase?: string;
  /**
   * Returns the address of a place, such as that of a route of yours, for links. Without a result, `linkBase` is used. A
   * click on the link navigates within the app. A change applies to links that are rendered afterwards. Where the address
   * is the same for all states of a page (its pages, filters and analyses), the app appends the state as a fragment.
   */
  href?: (place: Place) => string | undefined;
  /** Enable single-key shortcuts (`/`, `j`, `k`, `?` …) while the focus is within. Default: `false`. */
  keyboard?: boolean;
  /** Called after every navigation by the user. Not called for `navigate`. */
  onNavigate?: (place: Place, move: Move) => void;
  /** Called when the user wants to sign in. When the returned promise resolves, failed requests are repeated. */
  onSignIn?: () => void | Promise<unknown>;
  /** Called when the service answers that the user is not signed in (401): once, until requests succeed again. */
  onUnauthorized?: () => void;
  /**
   * Called to show a notification that the user has turned on for a running execution: once when more artifacts fail,
   * and when it ends or cannot be observed because the session has ended. Without it, notifications are not offered.
   */
  onNotify?: (notification: LogNotification) => void;
  /** Unmounts Replica Log when aborted. */
  signal?: AbortSignal;
}

/**
 * The custom properties of CSS that a host page may set on the element or above it. The README says for each what it
 * is used for, and its default.
 */
export type CustomProperty =
  | "--rl-font"
  | "--rl-font-mono"
  | "--rl-size"
  | "--rl-size-tiny"
  | "--rl-size-small"
  | "--rl-size-label"
  | "--rl-size-head"
  | "--rl-size-title"
  | "--rl-size-count"
  | "--rl-radius"
  | "--rl-space-xs"
  | "--rl-space-s"
  | "--rl-space-m"
  | "--rl-space-l"
  | "--rl-space-xl"
  | "--rl-gutter"
  | "--rl-ground"
  | "--rl-card"
  | "--rl-raised"
  | "--rl-hover"
  | "--rl-line"
  | "--rl-line-strong"
  | "--rl-text"
  | "--rl-strong"
  | "--rl-muted"
  | "--rl-primary"
  | "--rl-primary-text"
  | "--rl-primary-fill"
  | "--rl-on-primary"
  | "--rl-primary-tint"
  | "--rl-success"
  | "--rl-success-text"
  | "--rl-danger"
  | "--rl-danger-text"
  | "--rl-danger-tint"
  | "--rl-warning"
  | "--rl-warning-text"
  | "--rl-warning-tint"
  | "--rl-tag"
  | "--rl-tag-text"
  | "--rl-shade";

/** A mounted Replica Log. After `unmount` its methods have no effect. */
export interface Handle {
  /**
   * Resolves when the app is running; rejects if it could not be loaded. The error is also shown on the page, with "Try
   * again", after which this is another promise.
   */
  readonly ready: Promise<void>;
  /** Changes options without a restart; `undefined` resets an option to its default. */
  update(options: Options): void;
  /** Navigates to a place. */
  navigate(place: Place): void;
  /** Repeats all failed requests, or the failed start. */
  retry(): void;
  /** Removes all nodes, timers, listeners and requests. Can be called repeatedly. */
  unmount(): void;
}

/**
 * Mounts Replica Log at the end of an element. It uses a shadow root, so its styles and those of the host page do not
 * affect each other, except for the custom properties `--rl-…`, which the host can set.
 */
export function mount(element: Element, options?: Options): Handle;

/** Options of `load`. */
export interface LoadOptions {
  /** The language that `mount` will have: its words are loaded as well. Default as in {@link Options}. */
  locale?: Locale;
  /** The place that `mount` will have: what its page needs besides is loaded as well. */
  place?: Place;
  /**
   * For bundlers that do not support `new URL(…, import.meta.url)`: the URL of `replica-log.wasm`, with the other wasm
   * files of the package beside it, or the URLs of all, which `replica-log/wasm` exports.
   */
  wasm?: string | URL | Record<string, string>;
}

/**
 * Loads the app in advance, for example on the page before. `mount` does so by itself. The wasm is loaded once; after a
 * failure the next `load` or `mount` tries again.
 */
export function load(options?: LoadOptions): Promise<void>;

/** A notification about an execution. */
export interface LogNotification {
  /** The plan and the status of the execution. */
  title: string;
  /** The reason. */
  body: string;
  /** The address of the execution, as in links. */
  url: string;
}

/** Events of `<replica-log>`. */
export interface ReplicaLogEventMap extends HTMLElementEventMap {
  /** The user has navigated. */
  navigate: CustomEvent<{ place: Place; replace: boolean }>;
  /** The user wants to sign in. */
  signin: CustomEvent<{ done: () => void }>;
  /** The service has answered that the user is not signed in (401): once, until requests succeed again. */
  unauthorized: CustomEvent<null>;
  /** A notification is to be shown, see {@link Options.onNotify}. */
  notify: CustomEvent<LogNotification>;
}

/**
 * The element `<replica-log>`. Its attributes are options and members of a place, in kebab case: `project`, `task`,
 * `record`, `plan-name`, `artifact-name`, `api-base`, `locale`, `theme`, `look`, `density`, `time-zone`, `project-id`,
 * `keyboard` … All can be changed. `send-time-zone="false"` is the option `sendTimeZone: false`. Options that are objects
 * or functions are properties: `headers`, `shortcuts`, `hrefOf`.
 *
 * It dispatches `navigate` (`detail.place`, `detail.replace`). If there is a listener for it, it also dispatches
 * `signin`: the listener calls `detail.done()` after sign-in, and failed requests are repeated. Without a listener,
 * "Sign in" links to `sign-in-url`. At a 401 it dispatches `unauthorized`. Notifications are offered if there is a listener
 * for `notify`.
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
  /** Additional request headers, see {@link Options}. */
  headers: Options["headers"];
  /** Links on the home page, see {@link Options}. */
  shortcuts: Options["shortcuts"];
  /**
   * The option `href`, see {@link Options}. Under another name, because scripts take an element with `href` for a link.
   */
  hrefOf: Options["href"];
  /** Repeats all failed requests, or the failed start. */
  retry(): void;
  /** Resolves when the app is running. */
  readonly ready: Promise<void>;
}

/** Defines `<replica-log>`, or the same element under another name. Importing `replica-log/element` has the same effect. */
export function define(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "replica-log": ReplicaLogElement;
  }
}
