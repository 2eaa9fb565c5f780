// The vanilla JavaScript baseline of the benchmarks: the execution page without framework and wasm. It shows the same
// rows from the same requests and is optimised: requests start before the document is parsed, rows are clones of a
// template, and events are delegated.
"use strict";

const API = "/replication/api/task/record/";
const TEXTS = ["artifactName", "version", "repoName", "clusterName", "packageName", "path"];
const STATUSES = { RUNNING: "Running", SUCCESS: "Success", FAILED: "Failed" };
const STRATEGIES = { SKIP: "Skipped", OVERWRITE: "Overwritten", FAST_FAIL: "Fail fast" };
const zone = new Intl.DateTimeFormat("en-US").resolvedOptions().timeZone;
const integer = new Intl.NumberFormat("en-US");
const units = new Map();

let place = read();
let asking;
// Sent before the document is parsed.
let first = [ask(place.id), ask(`overview/${place.id}`), ask(details(place))];
first.forEach((answer) => answer.catch(() => {}));

function read() {
  const id = location.pathname.split("/").pop();
  const query = new URLSearchParams(location.search);
  const number = (name, usual) => Math.max(1, parseInt(query.get(name), 10) || usual);
  const filter = {};
  for (const name of ["status", ...TEXTS]) if (query.get(name)) filter[name] = query.get(name);
  return { id, page: number("pageNumber", 1), size: number("pageSize", 20), filter };
}

function href({ id, page, size, filter }) {
  const query = new URLSearchParams(filter);
  if (page > 1) query.set("pageNumber", page);
  if (size !== 20) query.set("pageSize", size);
  return `records/${id}${query.size ? `?${query}` : ""}`;
}

function details({ id, page, size, filter }) {
  const query = new URLSearchParams({ pageNumber: page, pageSize: size, ...filter });
  for (const name of ["artifactName", "packageName", "path"]) {
    if (query.has(name)) query.set(name, query.get(name).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  }
  return `detail/page/${id}?${query}`;
}

async function ask(below, signal) {
  const headers = { Accept: "application/json", "Accept-Language": "en-US", "X-BKREPO-TIME-ZONE": zone };
  const response = await fetch(API + below, { headers, credentials: "include", signal });
  const answer = await response.json();
  if (answer.code !== 0) throw new Error(answer.message);
  return answer.data;
}

function unit(value, name, digits) {
  const key = name + digits;
  let format = units.get(key);
  if (!format) {
    const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    format = new Intl.NumberFormat("en-US", { style: "unit", unit: name, unitDisplay: "short", ...fixed });
    units.set(key, format);
  }
  return format.format(value);
}

function size(bytes) {
  if (bytes === null) return "--";
  const names = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let at = 0;
  let value = bytes;
  for (; value >= 1000 && at < names.length - 1; at += 1) value /= 1000;
  return unit(value, names[at], at === 0 || value >= 1000 ? 0 : value >= 100 ? 1 : 2);
}

function duration(row) {
  if (!row.startTime || !row.endTime) return "--";
  const took = Date.parse(`${row.endTime}Z`) - Date.parse(`${row.startTime}Z`);
  if (took < 0) return "--";
  if (took < 100) return unit(took / 1000, "second", 3);
  if (took < 60000) return unit(took / 1000, "second", 1);
  const seconds = Math.round(took / 1000);
  if (seconds < 3600) return `${unit(Math.floor(seconds / 60), "minute", 0)} ${unit(seconds % 60, "second", 0)}`;
  return `${unit(Math.floor(seconds / 3600), "hour", 0)} ${unit(Math.floor((seconds % 3600) / 60), "minute", 0)}`;
}

const when = (time) => (time ? time.slice(0, 19).replace("T", " ") : "--");
const element = (name) => document.getElementById(name);

function part(name, text, into) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  into.append(made);
  return made;
}

function fact(name, value, into) {
  const pair = part("div", undefined, into);
  part("dt", name, pair);
  part("dd", value, pair);
}

function showHead({ record, replicaObjectType, replicaType }) {
  const head = element("head");
  head.replaceChildren();
  const title = part("div", undefined, head);
  const status = part("span", STATUSES[record.status] ?? record.status, title);
  status.className = "status";
  status.dataset.status = record.status;
  part("h1", `Task ${record.taskKey}`, title);
  for (const kind of [replicaObjectType, replicaType]) if (kind) part("span", kind, title).className = "tag";
  const facts = part("dl", undefined, head);
  fact("Start time", when(record.startTime), facts);
  fact("End time", when(record.endTime), facts);
  fact("Duration", duration(record), facts);
  fact("Time zone", zone, facts);
  if (record.replicatedBytes) fact("Replicated", `${size(record.replicatedBytes)} of ${size(record.totalBytes)}`, facts);
  const ids = part("dl", undefined, head);
  fact("Record ID", record.id, ids);
  fact("Task key", record.taskKey, ids);
  if (record.errorReason) part("p", record.errorReason, head).className = "reason";
  element("trail").textContent = `Task ${record.taskKey} / ${when(record.startTime)}`;
  document.title = `${STATUSES[record.status] ?? record.status} · Replica Log`;
}

function showOverview(overview) {
  const section = element("overview");
  section.replaceChildren();
  for (const [name, word] of [["success", "succeeded"], ["failed", "failed"], ["conflict", "conflicts"]]) {
    const count = part("div", undefined, section);
    part("b", overview ? integer.format(overview[name]) : "--", count);
    part("span", ` ${word}`, count);
  }
}

function showStatuses() {
  const nav = element("statuses");
  nav.replaceChildren();
  for (const [status, word] of [[undefined, "All"], ...Object.entries(STATUSES)]) {
    const { status: _, ...others } = place.filter;
    const filter = status ? { ...others, status } : others;
    const link = part("a", word, nav);
    link.href = href({ ...place, page: 1, filter });
    if (place.filter.status === status) link.setAttribute("aria-current", "true");
  }
}

function makeRow(row) {
  const body = element("row").content.firstElementChild.cloneNode(true);
  const [toggle, name, repository, route, bytes, digest, conflict, status, start, took] = body.firstElementChild.cells;
  const title = row.artifactName ?? row.packageConstraint?.packageKey ?? row.pathConstraint?.path ?? "--";
  toggle.firstElementChild.title = `All fields of ${title}`;
  name.firstElementChild.textContent = title;
  if (row.version) name.lastElementChild.textContent = row.version;
  else name.lastElementChild.remove();
  repository.firstElementChild.textContent = row.repoType;
  repository.lastElementChild.textContent = row.localRepoName;
  route.firstElementChild.textContent = row.localCluster;
  route.lastElementChild.textContent = row.remoteCluster;
  bytes.firstElementChild.textContent = size(row.size);
  bytes.firstElementChild.title = `${integer.format(row.size)} bytes`;
  const code = digest.firstElementChild;
  if (row.sha256) {
    code.title = row.sha256;
    code.textContent = `${row.sha256.slice(0, 8)}…${row.sha256.slice(-8)}`;
    digest.lastElementChild.dataset.copy = row.sha256;
  } else {
    digest.textContent = "--";
  }
  conflict.firstElementChild.textContent = row.conflictStrategy ? STRATEGIES[row.conflictStrategy] ?? row.conflictStrategy : "--";
  status.firstElementChild.textContent = STATUSES[row.status] ?? row.status;
  status.firstElementChild.dataset.status = row.status;
  start.firstElementChild.textContent = when(row.startTime);
  start.firstElementChild.title = `${row.startTime} ${zone}`;
  took.textContent = duration(row);
  if (row.errorReason) {
    const error = element("error").content.firstElementChild.cloneNode(true);
    error.querySelector("bdi").textContent = row.errorReason.split("\n", 1)[0];
    error.querySelector("button").dataset.copy = row.errorReason;
    body.append(error);
  }
  return body;
}

function toggle(button) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  const body = button.closest("tbody");
  if (open) {
    body.querySelector(".whole-row").remove();
    return;
  }
  const cell = part("td", undefined, part("tr", undefined, body));
  cell.parentElement.className = "whole-row";
  cell.colSpan = 10;
  const facts = part("dl", undefined, cell);
  for (const [name, value] of Object.entries(rows[Array.prototype.indexOf.call(element("details").tBodies, body)])) {
    if (value !== null && typeof value !== "object") fact(name, value, facts);
  }
}

let rows = [];

function showDetails({ records, totalRecords }) {
  rows = records;
  const made = document.createDocumentFragment();
  for (const row of records) made.append(makeRow(row));
  const table = element("details");
  for (const body of [...table.tBodies]) body.remove();
  table.append(made);
  element("total").textContent = `${integer.format(totalRecords)} artifacts`;
  showPager(totalRecords);
}

function showPager(total) {
  const nav = element("pager");
  nav.replaceChildren();
  const last = Math.max(1, Math.ceil(total / place.size));
  const from = (place.page - 1) * place.size + 1;
  part("span", `${from} to ${Math.min(total, from + place.size - 1)} of ${integer.format(total)}`, nav);
  const near = [1, place.page - 1, place.page, place.page + 1, last].filter((page) => page >= 1 && page <= last);
  const to = (page, sign, rel) => {
    if (page < 1 || page > last) return;
    const link = part("a", sign, nav);
    link.href = href({ ...place, page });
    if (rel) link.rel = rel;
    if (page === place.page) link.setAttribute("aria-current", "page");
  };
  to(place.page - 1, "‹", "prev");
  for (const page of new Set(near)) to(page, integer.format(page));
  to(place.page + 1, "›", "next");
}

function trouble(error) {
  if (error.name === "AbortError") return;
  element("trouble").textContent = error.message;
  element("trouble").hidden = false;
}

async function show(answer) {
  try {
    showDetails(await answer);
    element("trouble").hidden = true;
  } catch (error) {
    trouble(error);
  }
}

function go(next) {
  history.pushState(null, "", href(next));
  arrive(next);
}

function arrive(next) {
  place = next;
  showStatuses();
  asking?.abort();
  asking = new AbortController();
  show(ask(details(place), asking.signal));
}

/** Every row as CSV, from the one long answer. */
async function exportAll() {
  const all = await ask(`detail/list/${place.id}`);
  const names = Object.keys(all[0] ?? {});
  const cell = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;
  const lines = all.map((row) => names.map((name) => cell(row[name])).join(","));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([[names.join(","), ...lines].join("\r\n")], { type: "text/csv" }));
  link.download = `${place.id}.csv`;
  link.click();
  element("total").textContent = `${integer.format(lines.length)} rows written`;
}

function start() {
  for (const name of TEXTS) {
    const input = document.querySelector(`input[name=${name}]`);
    if (input) input.value = place.filter[name] ?? "";
  }
  showStatuses();
  const [info, overview, table] = first;
  first = undefined;
  info.then(showHead).catch(trouble);
  overview.then(showOverview).catch(trouble);
  show(table);
  let timer;
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const filter = { ...place.filter };
      for (const { name, value } of element("filters").querySelectorAll("input")) {
        if (value) filter[name] = value;
        else delete filter[name];
      }
      go({ ...place, page: 1, filter });
    }, 400);
  };
  element("filters").addEventListener("input", typed);
  element("filters").addEventListener("submit", (event) => event.preventDefault());
  element("refresh").addEventListener("click", () => arrive(place));
  element("export").addEventListener("click", () => exportAll().catch(trouble));
  addEventListener("popstate", () => arrive(read()));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && link.origin === location.origin && !link.download) {
      event.preventDefault();
      history.pushState(null, "", link.href);
      arrive(read());
      return;
    }
    const button = event.target.closest("button");
    if (button?.dataset.copy) navigator.clipboard?.writeText(button.dataset.copy);
    else if (button?.parentElement.className === "toggle") toggle(button);
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
