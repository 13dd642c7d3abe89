// Taking in: files and folders, one request a file, so that each has its report and none
// waits for the whole.
import { make, post, request, say, words } from "./base.js";
import { button, documentLink, duration, hint, number, outcomes, tell } from "./library-parts.js";

let area = null; // where files are dropped and reports shown
let work = null; // the uploading under way, or stopped with files left

export function upload() {
  const input = picker("upload-files", { accept: words.suffixes.join(",") });
  const folder = "webkitdirectory" in HTMLInputElement.prototype
    ? picker("upload-folder", { webkitdirectory: true }) : null;
  const drop = make("div", { class: "drop" },
    make("span", {}, folder ? words.upload_drop_folder : words.upload_drop), input,
    make("label", { class: "choose", for: "upload-files" }, words.upload_choose),
    folder, folder && make("label", { class: "choose", for: "upload-folder" }, words.upload_folder));
  dropping(drop);
  const label = make("select", { id: "upload-label" },
    make("option", { value: "" }, words.upload_label_keep),
    ...Object.entries(words.labels).map(([value, name]) => make("option", { value }, name)));
  area = make("section", { class: "upload" },
    make("h2", {}, words.upload), drop,
    make("p", { class: "hint" },
      say("upload_kinds", { kinds: words.kinds, limit: words.limit_mb }), " ",
      make("strong", {}, words.upload_warning)),
    make("p", {}, make("label", { for: "upload-label" }, words.upload_label + ": "), label),
    make("div", { class: "progress" }),
    make("ul", { class: "reports", "aria-label": words.upload_report }));
  return area;
}

function picker(id, more) {
  const input = make("input", {
    type: "file", multiple: true, class: "only-read", id, ...more,
    onchange: () => { takeIn([...input.files].map(withPath)); input.value = ""; },
  });
  return input;
}

function dropping(drop) {
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    takeIn(await dropped(event.dataTransfer));
  });
}

// Files and folders -----------------------------------------------------------------------

function withPath(file) {
  return { file, path: file.webkitRelativePath || file.name };
}

/** What was dropped, with the files within folders where the browser tells them. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files].map(withPath);
  return (await Promise.all(entries.map(within))).flat();
}

async function within(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve) => { entry.file(resolve, () => resolve(null)); });
    return file ? [{ file, path: entry.fullPath.replace(/^\//, "") }] : [];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a reader gives a hundred at a time
    const some = await new Promise((resolve) => { reader.readEntries(resolve, () => resolve([])); });
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(within))).flat();
}

/** Hidden files, locks of office programs and what systems leave lying are no documents. */
function isDocument({ path }) {
  return path.split("/").every((name) => !name.startsWith(".") && !name.startsWith("~$")
    && !["thumbs.db", "desktop.ini"].includes(name.toLowerCase()));
}

// One uploading ---------------------------------------------------------------------------

async function takeIn(given) {
  const label = document.getElementById("upload-label").value;
  const chosen = given.filter((one) => !one.path.includes("/") || isDocument(one));
  if (!chosen.length) return;
  const queue = chosen.map((one) => ({ ...one, label }));
  if (work?.running) {
    work.queue.push(...queue);
    work.total += queue.length;
    return;
  }
  area.querySelector(".reports").replaceChildren();
  work = { queue, total: queue.length, done: 0, counts: {}, seconds: 0, running: false };
  await goOn();
}

/** Takes in what is queued, from the start or after a stop; a run of its own each time. */
async function goOn() {
  Object.assign(work, { running: true, stopping: false, began: Date.now(), before: work.done });
  addEventListener("beforeunload", warn);
  startProgress();
  const top = new Set(work.queue.map(({ path }) => path.split("/").slice(0, -1)[0]));
  try {
    const folder = top.size === 1 ? [...top][0] ?? "" : "";
    const begun = await (await post("/api/runs", { kind: "upload", folder })).json();
    work.run = begun.id;
    while (work.queue.length && !work.stopping) {
      showProgress(work.queue[0].path);
      await takeOne(work.queue[0]);
    }
    await request(`/api/runs/${work.run}/end`, { method: "POST" });
  } catch (error) {
    work.failure = error.message;
  }
  removeEventListener("beforeunload", warn);
  work.seconds += (Date.now() - work.began) / 1000;
  work.running = false;
  showSummary();
  tell("changed");
}

async function takeOne(one) {
  let reports;
  try {
    reports = await send(one);
  } catch (error) {
    if (error.message === words.server_gone) throw error;
    reports = [{ file: one.path, status: "failed", reason: error.message }];
  }
  work.queue.shift();
  work.done += 1;
  for (const report of reports) {
    work.counts[report.status] = (work.counts[report.status] ?? 0) + 1;
    const within = reports.length > 1 || one.path === one.file.name ? report.file : one.path;
    area.querySelector(".reports").prepend(reportItem(report, within));
  }
}

async function send({ file, path, label }) {
  const megabytes = file.size / 2 ** 20;
  if (megabytes > words.limit_mb) { // said and noted without sending it
    const facts = { size_mb: Math.round(megabytes * 10) / 10, limit_mb: words.limit_mb };
    const body = { source: `upload:${path}`, reason: "too_large", facts, run: work.run };
    return [await (await post("/api/files", body)).json()];
  }
  const form = new FormData();
  form.append("files", file, file.name);
  form.append("run", work.run);
  if (path !== file.name) form.append("path", path);
  if (label) form.append("label", label);
  const sent = await request("/api/documents", { method: "POST", body: form });
  const reports = await sent.json();
  return reports.length ? reports : [{ file: path, status: "unchanged", chunks: 0 }];
}

function warn(event) {
  event.preventDefault();
}

// What is said ----------------------------------------------------------------------------

function reportItem(report, name) {
  const status = words.statuses[report.status];
  const more = report.reason
    || [report.copy && words.upload_copy, say("chunks", report)].filter(Boolean).join(", ");
  const shown = report.document_id && !report.reason
    ? documentLink(report.document_id, name) : make("strong", {}, name);
  return make("li", { class: report.reason ? "bad" : "good" },
    make("span", {}, shown, ` ${status}. `), more);
}

/** The lines that `showProgress` fills in; built once, so that the button keeps its focus. */
function startProgress() {
  const stop = button(words.upload_stop, () => {
    work.stopping = true;
    stop.disabled = true;
    stop.textContent = words.upload_stopping;
  });
  area.querySelector(".progress").replaceChildren(
    make("p", { class: "now" }), make("progress", { "aria-label": words.upload_progress }), stop);
}

function showProgress(path) {
  const { done, total, before, began } = work;
  const minutes = (Date.now() - began) / 60_000;
  const pace = done > before && minutes > 1 / 60 ? (done - before) / minutes : 0;
  const parts = [say("upload_done", { done: number(done), total: number(total) })];
  if (pace) {
    parts.push(say("upload_pace", { pace: number(Math.max(1, Math.round(pace))) }),
      say("upload_left", { time: duration((60 * (total - done)) / pace) }));
  }
  area.querySelector(".now").replaceChildren(
    make("strong", {}, say("upload_now", { file: path })), " ", parts.join(", "));
  const bar = area.querySelector("progress");
  bar.max = total;
  bar.value = done;
}

function showSummary() {
  const { counts, seconds, queue, failure, run } = work;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const summary = say("upload_summary", {
    count: number(all), time: duration(seconds), outcomes: outcomes(counts),
  });
  const again = queue.length ? button(say("upload_go_on", { count: number(queue.length) }), () => {
    delete work.failure;
    goOn();
  }) : null;
  const account = run == null ? null
    : button(words.upload_account, () => tell("part", { name: "runs", run }), "link");
  area.querySelector(".progress").replaceChildren(...[
    failure && make("p", { class: "failure", role: "alert" }, failure),
    make("p", { role: "status", class: "summary" }, summary, " ",
      queue.length ? say("upload_rest", { count: number(queue.length) }) : ""),
    queue.length ? hint(words.upload_rest_more) : null,
    make("div", { class: "actions" }, ...[again, account].filter(Boolean)),
  ].filter(Boolean));
}
