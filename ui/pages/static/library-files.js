// «Tệp đã thấy»: every file with what became of it.
import { make, request, say, words } from "./base.js";
import {
  ask, button, choice, documentLink, documentOf, fileSize, folder, hint, moment, notice, number,
  place, plain, readDocuments, table, tell, titleOf,
} from "./library-parts.js";

const COLUMNS = ["file", "status", "document", "seen", "actions"];

let rows = null; // where the list is shown
let bar = null; // the filters
let found = []; // the files as last read
let wanted = { text: "", status: "", document: "" }; // what the list is narrowed to

export function show(element) {
  rows = make("div", { class: "files" }, hint(words.list_loading));
  bar = make("div", { class: "filters" });
  const field = make("input", {
    type: "search", class: "field", placeholder: words.files_filter,
    "aria-label": words.files_filter,
    oninput: (event) => { wanted.text = plain(event.target.value); list(); },
  });
  element.replaceChildren(make("h2", {}, words.part_files), hint(words.files_about), field, bar,
    rows);
}

export async function open({ document: id, again } = {}) {
  if (!again) wanted.document = id ?? "";
  try {
    [found] = await Promise.all([
      request("/api/files").then((response) => response.json()), readDocuments(),
    ]);
    found.sort((one, other) => other.seen_at.localeCompare(one.seen_at)
      || one.source.localeCompare(other.source));
    showFilters();
    list();
  } catch (error) {
    rows.replaceChildren(notice(error.message));
  }
}

export async function leave() {
  return true;
}

function showFilters() {
  const counts = countBy(found.map(({ status }) => status));
  const options = [["", words.filter_all], ...Object.keys(words.statuses)
    .filter((status) => counts.has(status))
    .map((status) => [status, `${words.statuses[status]} (${number(counts.get(status))})`])];
  if (!counts.has(wanted.status)) wanted.status = "";
  const status = choice("status", words.filter_status, options, (value) => {
    wanted.status = value;
    list();
  });
  status.querySelector("select").value = wanted.status;
  const record = documentOf(wanted.document);
  const only = record && make("span", { class: "only" },
    say("files_of", { title: titleOf(record) }), " ",
    button(words.files_all, () => { wanted.document = ""; showFilters(); list(); }, "link"));
  bar.replaceChildren(...[status, only].filter(Boolean));
}

function countBy(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function list() {
  const fitting = found.filter((one) => plain(`${one.file} ${one.source}`).includes(wanted.text)
    && (!wanted.status || one.status === wanted.status)
    && (!wanted.document || one.document_id === wanted.document));
  if (!fitting.length) {
    rows.replaceChildren(hint(found.length ? words.files_none : words.files_empty));
    return;
  }
  const copies = countBy(found.map(({ document_id: id }) => id).filter(Boolean));
  const columns = COLUMNS.map((name) => [name, words[`files_${name}`]]);
  rows.replaceChildren(table(columns, fitting, (one) => row(one, copies)));
}

function row(one, copies) {
  const name = one.file.split("/").at(-1);
  const kept = one.reason && documentOf(one.document_id) ? words.files_kept : "";
  return {
    file: [make("strong", {}, name),
      make("span", { class: "path" }, folder(one.source)),
      one.size == null ? null : make("span", { class: "soft" }, fileSize(one.size))],
    status: [outcome(one.status), one.reason && make("span", { class: "reason" }, one.reason), kept],
    document: ofDocument(one, copies.get(one.document_id)),
    seen: moment(one.seen_at),
    actions: one.document_id ? null : button(words.forget_short, () => confirmForget(one), "quiet",
      { "aria-label": say("forget_file", { file: one.file }) }),
  };
}

export function outcome(status) {
  return make("span", { class: `outcome ${status}` }, words.statuses[status] ?? status);
}

function ofDocument(one, places) {
  const record = documentOf(one.document_id);
  if (!record) return null;
  const others = places > 1 && wanted.document !== one.document_id
    ? button(say("files_same", { count: number(places) }), () => {
      wanted.document = one.document_id;
      showFilters();
      list();
    }, "link soft") : null;
  return [documentLink(one.document_id, titleOf(record)), others];
}

async function confirmForget(one) {
  const answer = await ask(words.forget_confirm,
    [make("p", {}, place(one.source)), hint(words.forget_more)],
    [["", words.cancel, "quiet"], ["yes", words.forget, "primary"]]);
  if (answer !== "yes") return;
  try {
    await request(`/api/files?source=${encodeURIComponent(one.source)}`, { method: "DELETE" });
    tell("changed");
  } catch (error) {
    rows.prepend(notice(error.message));
  }
}
