// «Câu hỏi»: the gold questions, adding, editing, importing.
import { make, post, request, say, words } from "./base.js";
import { ask, button, choice, hint, notice, number, plain, readDocuments, table }
  from "./library-parts.js";
import { questionForm } from "./evaluate-form.js";
import { letGo, mayLeave } from "./library-unsaved.js";

const COLUMNS = ["question", "kind", "sources", "answers", "actions"];
const LARGEST = 1_000_000; // bytes; the interface takes no more at once

let part = null; // where all is shown
let body = null; // the list, or the form
let found = []; // the questions as last read
let samples = 0; // how many sample questions there are to take in
let wanted = { text: "", kind: "" }; // what the list is narrowed to
let form = null; // the form, while a question is being edited

export function show(element) {
  part = element;
  body = make("div", {}, hint(words.list_loading));
  part.replaceChildren(make("h2", { class: "only-read" }, words.gold_part_questions), body);
}

export async function open() {
  if (!form) await list();
}

export async function leave() {
  if (!(await mayLeave(form))) return false;
  close();
  return true;
}

export function kindName(kind) {
  return words.gold_kinds[kind] ?? kind;
}

// The list --------------------------------------------------------------------------------

async function list(said = null) {
  try {
    ({ questions: found, samples } = await (await request("/api/gold")).json());
  } catch (error) {
    if (!form) body.replaceChildren(notice(error.message), actions());
    return;
  }
  if (form) return; // opened while the list was on its way
  const rows = make("div", { class: "gold-list" });
  const shown = make("p", { class: "hint shown", role: "status" });
  const fill = () => fillRows(rows, shown);
  body.replaceChildren(...[
    hint(words.gold_about),
    actions(),
    said && make("p", { class: "saved", role: "status" }, said),
    found.length ? filters(fill) : null,
    shown, rows,
  ].filter(Boolean));
  fill();
}

function actions() {
  const file = make("input", {
    type: "file", class: "only-read", id: "gold-file", accept: ".jsonl,.json,.txt",
    onchange: (event) => importFile(event.target),
  });
  return make("div", { class: "actions" },
    button(words.gold_add, () => edit(null), "primary add"),
    make("span", { class: "chooser" }, file,
      make("label", { class: "choose", for: "gold-file" }, words.gold_import)),
    found.length ? make("a", {
      class: "choose", href: "/api/gold/export", download: "cau-hoi-danh-gia.jsonl",
    }, words.gold_export) : "");
}

function filters(fill) {
  const kinds = [...new Set(found.map(({ category }) => category))];
  if (!kinds.includes(wanted.kind)) wanted.kind = "";
  const field = make("input", {
    type: "search", class: "filter field", placeholder: words.gold_filter,
    "aria-label": words.gold_filter, value: wanted.text,
    oninput: (event) => { wanted.text = event.target.value; fill(); },
  });
  const kind = choice("gold-kind", words.gold_kind,
    [["", words.filter_all], ...kinds.map((one) => [one, kindName(one)])],
    (value) => { wanted.kind = value; fill(); });
  kind.querySelector("select").value = wanted.kind;
  return make("div", { class: "filters narrow" }, field, kind);
}

function fillRows(rows, shown) {
  if (!found.length) {
    rows.replaceChildren(hint(words.gold_empty), samples ? make("div", { class: "samples" },
      hint(say("gold_samples_more", { count: number(samples) })),
      button(words.gold_samples, takeSamples, "quiet take-samples")) : "");
    return;
  }
  const text = plain(wanted.text);
  const fitting = found.filter((question) => (!wanted.kind || question.category === wanted.kind)
    && plain(searched(question)).includes(text));
  shown.textContent = fitting.length === found.length ? ""
    : say("gold_shown", { count: number(fitting.length), all: number(found.length) });
  rows.replaceChildren(fitting.length
    ? table(COLUMNS.map((name) => [name, words[`gold_column_${name}`]]), fitting, row)
    : hint(words.gold_none));
}

function searched(question) {
  return [...turnsOf(question), ...sourcesOf(question), ...(question.answers ?? [])].join(" ");
}

export function turnsOf({ question, turns }) {
  return turns ?? [question];
}

export function sourcesOf({ source }) {
  return [source ?? []].flat();
}

function row(question) {
  const turns = turnsOf(question);
  const last = turns.at(-1);
  const remove = button(words.delete, () => confirmDelete(question, last), "quiet danger",
    { "aria-label": say("gold_delete_question", { question: last }) });
  const change = button(words.gold_edit, () => edit(question), "quiet edit",
    { "aria-label": say("gold_edit_question", { question: last }), "data-question": question.id });
  return {
    question: [...turns.slice(0, -1).map((turn) => make("span", { class: "soft turn" }, turn)),
      make("strong", {}, last)],
    kind: make("span", { class: "badge" }, kindName(question.category)),
    sources: sourcesOf(question).map((name) => make("span", { class: "path" }, name)),
    answers: question.refuse ? make("span", { class: "badge amended" }, words.gold_must_refuse)
      : (question.answers ?? []).map((answer) => make("span", { class: "path answer" }, answer)),
    actions: make("div", { class: "both" }, change, remove),
  };
}

async function confirmDelete(question, last) {
  const answer = await ask(words.gold_delete_confirm,
    [make("p", {}, last), hint(words.gold_delete_more)],
    [["", words.cancel, "quiet"], ["yes", words.delete_yes, "primary danger"]]);
  if (answer !== "yes") return;
  await act(async () => {
    await request(goldPath(question.id), { method: "DELETE" });
    return words.gold_deleted;
  });
}

/** Does something to the questions and shows them anew with what is said of it. */
async function act(work) {
  try {
    await list(await work());
    changed();
  } catch (error) {
    body.querySelectorAll(".failure").forEach((old) => old.remove());
    body.querySelector(".actions").after(notice(error.message));
  }
}

function changed() {
  document.dispatchEvent(new CustomEvent("gold-changed"));
}

function goldPath(id) {
  return `/api/gold/${id.split("/").map(encodeURIComponent).join("/")}`;
}

async function importFile(input) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  await act(async () => {
    if (file.size > LARGEST) throw new Error(words.gold_too_large);
    const text = new TextDecoder("utf-8").decode(await file.arrayBuffer());
    return imported(await (await post("/api/gold/import", { text })).json());
  });
}

async function takeSamples() {
  await act(async () => imported(await (await post("/api/gold/samples", {})).json()));
}

function imported(counts) {
  const unknown = counts.unknown.length
    ? ` ${say("gold_unknown", { keys: counts.unknown.map((key) => `«${key}»`).join(", ") })}` : "";
  return say("gold_imported", counts) + unknown;
}

// The form --------------------------------------------------------------------------------

async function edit(question) {
  let documents;
  try {
    documents = await readDocuments();
  } catch (error) {
    body.prepend(notice(error.message));
    return;
  }
  form = questionForm(question, documents, async (sent) => {
    await (question ? request(goldPath(question.id), {
      method: "PUT", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...sent, id: question.id }),
    }) : post("/api/gold", sent));
    close();
    await list(words.gold_saved);
    changed();
    focusRow(question?.id);
  }, async () => {
    if (!(await mayLeave(form))) return;
    close();
    await list();
    focusRow(question?.id);
  });
  body.replaceChildren(form.element);
  form.element.querySelector("textarea").focus();
}

function close() {
  if (form) letGo(form);
  form = null;
}

function focusRow(id) {
  const buttons = [...body.querySelectorAll("[data-question]")];
  (buttons.find((one) => one.dataset.question === id) ?? body.querySelector(".add")).focus();
}
