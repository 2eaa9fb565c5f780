// Valid and invalid uses of the typings: each line below an `@ts-expect-error` must be a type error.

import { define, type Handle, load, mount, type Move, type Options, type Place, ReplicaLogElement } from "replica-log";
import type { CustomProperty } from "replica-log";
import "replica-log/element";
import { ReplicaLog, type ReplicaLogRef } from "replica-log/react";
import wasm from "replica-log/wasm";
import { createElement, createRef } from "react";

const box: Element = document.body;

// Valid.
const log: Handle = mount(box);
mount(box, { place: { task: "k", history: "all", per: "week" }, apiBase: "/web", locale: "zh-CN", theme: "auto" });
mount(box, { place: { project: "p", lastExecutionStatus: "FAILED", enabled: true, sortType: "LAST_EXECUTION_TIME" } });
mount(box, { place: { task: "k", execution: "latest" } });
mount(box, { place: { record: "r", status: "FAILED", pageNumber: 2, triage: "error" }, headers: { "X-A": "b" } });
mount(box, { place: {}, headers: async () => ({ "X-A": "b" }), signal: new AbortController().signal });
mount(box, { onNavigate: (place: Place, move: Move) => console.log(place, move.replace), onSignIn: () => Promise.resolve(1) });
mount(box, { shortcuts: [{ name: "n", task: "k" }], keyboard: true, linkBase: "/ui/log/", timeZone: "Asia/Tokyo" });
mount(box, { apiBase: "https://repo.example.com/web", projectId: "blueking", sendTimeZone: false });
mount(box, { look: "bk-magic", density: "compact" });
const property: CustomProperty = "--rl-ground";
const later: Promise<void> = log.ready.then(() => log.update({ locale: "ja", theme: undefined }));
log.navigate({ record: "r" });
log.unmount();
define("my-log");
load({ wasm }).then(() => load({ wasm: new URL("a.wasm", document.baseURI) }), () => later);
load({ locale: "ja", place: { task: "k" }, wasm: "/static/replica-log.wasm" });
mount(box, { href: (place) => ("record" in place ? `/ui/p/${place.record}` : undefined), onUnauthorized: () => log.retry() });
const element = document.createElement("replica-log");
const same: ReplicaLogElement = element;
same.headers = { "X-A": "b" };
same.hrefOf = (place) => JSON.stringify(place);
same.retry();
element.addEventListener("unauthorized", () => element.retry());
const ref = createRef<ReplicaLogRef>();
createElement(ReplicaLog, { ref, place: { record: "r" }, options: { locale: "ja" }, onNavigate: (place) => place });
ref.current?.retry();
element.addEventListener("navigate", (event) => log.navigate(event.detail.place));
element.addEventListener("signin", ({ detail }) => detail.done());
element.addEventListener("click", (event) => event.clientX);
const kept: Options = {};

// Invalid.
// @ts-expect-error an unsupported locale
mount(box, { locale: "fr" });
// @ts-expect-error an unknown option
mount(box, { them: "dark" });
// @ts-expect-error an unknown theme
mount(box, { theme: "blue" });
// @ts-expect-error an unknown look
mount(box, { look: "blue" });
// @ts-expect-error a custom property that does not exist
const missing: CustomProperty = "--rl-unknown";
// @ts-expect-error an unknown status
log.navigate({ record: "r", status: "OK" });
// @ts-expect-error a page is a number
log.navigate({ task: "k", pageNumber: "2" });
// @ts-expect-error an order that the service does not have
log.navigate({ project: "p", sortType: "NAME" });
// @ts-expect-error an unknown route
log.navigate({ tasks: "k" });
// @ts-expect-error the container is required
mount(null);
// @ts-expect-error a switch is a boolean
mount(box, { sendTimeZone: "false" });
// @ts-expect-error a selector is not an element
mount("#app");
// @ts-expect-error header values are strings
kept.headers = { "X-A": 1 };
// @ts-expect-error `ready` is read-only
log.ready = later;
// @ts-expect-error a navigation is a prop of its own
createElement(ReplicaLog, { options: { onNavigate: () => {} } });
// @ts-expect-error an address is a string
mount(box, { href: () => 1 });
// @ts-expect-error an unknown member of the event
element.addEventListener("navigate", (event) => event.detail.elsewhere);
