// «Nhật ký nạp»: what each taking in did with each file.
import { make, request, say, words } from "./base.js";
import {
  button, choice, documentLink, documentOf, duration, hint, moment, notice, number, outcomes,
  readDocuments, table,
} from "./library-parts.js";
import { outcome } from "./library-files.js";

let body = null; // the list of runs, or one run
let opened = null; // the number of the run shown, if one is

export function show(element) {
  body = make("div", { class: "runs" }, hint(words.list_loading));
  element.replaceChildren(make("h2", {}, words.part_runs), body);
}

export async function open({ run, again } = {}) {
  if (!again) opened = run ?? null;
  try {
    const runs = await (await request("/api/runs")).json();
    const one = runs.find(({ id }) => id === opened);
    if (one) await showRun(one);
    else showRuns(runs);
  } catch (error) {
    body.replaceChildren(notice(error.message));
  }
}

export async function leave() {
  return true;
}

function showRuns(runs) {
  opened = null;
  const columns = ["started", "kind", "counts", "finished", "actions"]
    .map((name) => [name, words[`runs_${name}`]]);
  body.replaceChildren(hint(words.runs_about),
    runs.length ? table(columns, runs, row) : hint(words.runs_empty));
}

function row(run) {
  return {
    started: moment(run.started_at),
    kind: [make("strong", {}, words.run_kinds[run.kind] ?? run.kind),
      run.folder && make("span", { class: "path" }, run.folder)],
    counts: outcomes(run.counts),
    finished: ended(run),
    actions: button(words.runs_open, async () => {
      await open({ run: run.id });
      body.querySelector(".back")?.focus();
    }, "quiet", { "aria-label": say("runs_open_n", { time: moment(run.started_at) }),
      "data-run": run.id }),
  };
}

function ended(run) {
  if (!run.finished_at) return make("span", { class: "badge ending" }, words.runs_unfinished);
  const seconds = (new Date(run.finished_at) - new Date(run.started_at)) / 1000;
  return `${moment(run.finished_at)} (${duration(seconds)})`;
}

async function showRun(run) {
  const [files] = await Promise.all([
    request(`/api/runs/${run.id}`).then((response) => response.json()), readDocuments(),
  ]);
  const list = make("div");
  const statuses = Object.keys(run.counts);
  const back = button(words.runs_back, async () => {
    await open({});
    body.querySelector(`[data-run="${run.id}"]`)?.focus();
  }, "quiet back");
  const fill = (status) => {
    const fitting = files.filter((file) => !status || file.status === status);
    const columns = ["file", "status", "document", "time"]
      .map((name) => [name, words[`runs_${name}`]]);
    list.replaceChildren(files.length ? table(columns, fitting, fileRow) : hint(words.runs_no_files));
  };
  fill("");
  body.replaceChildren(back,
    make("h3", {}, [words.run_kinds[run.kind] ?? run.kind, run.folder].filter(Boolean).join(": ")),
    make("p", {}, say(run.finished_at ? "runs_from_to" : "runs_from", {
      time: moment(run.started_at), end: moment(run.finished_at), outcomes: outcomes(run.counts),
    })),
    statuses.length > 1 ? make("div", { class: "filters" },
      choice("run-status", words.filter_status, [["", words.filter_all], ...statuses.map((status) =>
        [status, `${words.statuses[status]} (${number(run.counts[status])})`])], fill)) : "",
    list);
}

function fileRow(file) {
  const record = documentOf(file.document_id);
  return {
    file: make("strong", {}, file.file),
    status: [outcome(file.status), file.reason
      ? make("span", { class: "reason" }, file.reason)
      : file.chunks ? make("span", { class: "soft" }, say("chunks", file)) : null],
    document: record ? documentLink(file.document_id, record.title || record.file) : null,
    time: file.seconds ? say("runs_seconds", { count: number(file.seconds) }) : null,
  };
}
