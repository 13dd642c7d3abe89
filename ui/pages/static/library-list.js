// «Tài liệu»: taking in, the list of documents, filters, deleting.
import { date, make, request, say, words } from "./base.js";
import {
  ask, button, choice, documentLink, documentPath, hint, notice, number, plain, readDocuments,
  table, tell, titleOf, validityBadge, validityState,
} from "./library-parts.js";
import { upload } from "./library-upload.js";

const COLUMNS = ["title", "number", "date", "label", "file", "actions"];
const ORDERS = {
  title: null, // as they come
  date: (one, other) => (other.date ?? "").localeCompare(one.date ?? ""),
  added: (one, other) => other.added_at.localeCompare(one.added_at),
};
const FILTERS = {
  kind: (record) => record.kind || "none",
  year: (record) => record.date?.slice(0, 4) ?? "none",
  label: (record) => record.label,
  validity: (record) => validityState(record.validity) || "holds",
};

let rows = null; // where the list is shown
let bar = null; // the filters
let shown = null; // how many are shown
let found = []; // the documents as last read
let wanted = { text: "", order: "title" }; // what the list is narrowed to, and its order

export function show(element) {
  rows = make("div", { class: "documents" }, hint(words.list_loading));
  bar = make("div", { class: "filters" });
  shown = make("p", { class: "hint shown", role: "status" });
  const field = make("input", {
    type: "search", class: "filter field", placeholder: words.filter, "aria-label": words.filter,
    oninput: (event) => { wanted.text = plain(event.target.value); list(); },
  });
  element.replaceChildren(upload(), make("h2", { class: "only-read" }, words.part_documents),
    field, bar, shown, rows);
}

export async function open() {
  try {
    found = await readDocuments();
    showFilters();
    list();
  } catch (error) {
    rows.replaceChildren(notice(error.message));
  }
}

export async function leave() {
  return true;
}

// Filters ---------------------------------------------------------------------------------

/** Only what the documents have can be chosen. */
function showFilters() {
  const filters = Object.keys(FILTERS).map((name) => {
    const values = [...new Set(found.map(FILTERS[name]))].sort(inOrder(name));
    if (!values.includes(wanted[name])) wanted[name] = "";
    const options = [["", words.filter_all], ...values.map((value) => [value, named(name, value)])];
    return chosen(name, words[`filter_${name}`], options);
  });
  const orders = Object.keys(ORDERS).map((name) => [name, words[`order_${name}`]]);
  bar.replaceChildren(...filters, chosen("order", words.order, orders),
    button(words.filter_clear, clear, "link clear"));
}

function chosen(name, label, options) {
  const made = choice(name, label, options, (value) => { wanted[name] = value; list(); });
  made.querySelector("select").value = wanted[name];
  return made;
}

function inOrder(name) {
  if (name === "year") return (one, other) => other.localeCompare(one);
  return (one, other) => named(name, one).localeCompare(named(name, other), "vi");
}

function named(name, value) {
  if (value === "none") return words[`no_${name}`];
  if (name === "label") return words.labels[value];
  return name === "validity" ? words[`validity_${value}`] : value;
}

function clear() {
  wanted = { text: "", order: wanted.order };
  rows.parentElement.querySelector(".filter").value = "";
  showFilters();
  list();
  rows.parentElement.querySelector(".filter").focus();
}

function fits(record) {
  return plain(searched(record)).includes(wanted.text)
    && Object.keys(FILTERS).every((name) => !wanted[name] || FILTERS[name](record) === wanted[name]);
}

function searched({ title, number: own, date: iso, file, issuer }) {
  return [title, own, date(iso), file, issuer].join(" ");
}

// The list --------------------------------------------------------------------------------

function list() {
  const reset = bar.querySelector(".clear");
  if (!reset) return; // somebody types before the first documents have come
  const fitting = found.filter(fits);
  if (ORDERS[wanted.order]) fitting.sort(ORDERS[wanted.order]);
  const narrowed = Boolean(wanted.text || Object.keys(FILTERS).some((name) => wanted[name]));
  reset.hidden = !narrowed;
  bar.hidden = !found.length;
  shown.textContent = narrowed
    ? say("filter_shown", { count: number(fitting.length), all: number(found.length) }) : "";
  if (!fitting.length) {
    rows.replaceChildren(hint(found.length ? words.filter_none : words.list_empty));
    return;
  }
  rows.replaceChildren(
    table(COLUMNS.map((name) => [name, words[`column_${name}`]]), fitting, row));
}

function row(record) {
  const title = titleOf(record);
  const remove = button(words.delete, () => confirmDelete(record, title), "quiet danger",
    { "aria-label": say("delete_document", { title }) });
  const original = make("a", {
    href: `${documentPath(record.document_id)}/original`, download: record.file,
    title: words.download,
  }, record.file);
  return {
    title: [documentLink(record.document_id, title), marks(record)],
    number: record.number,
    date: date(record.date),
    label: words.labels[record.label],
    file: original,
    actions: remove,
  };
}

function marks(record) {
  const shown = [
    validityBadge(record),
    ...(record.marks ?? []).map((name) =>
      make("span", { class: "badge mark", title: words[`mark_${name}_more`] }, words[`mark_${name}`])),
  ].filter(Boolean);
  return shown.length ? make("span", { class: "badges" }, ...shown) : null;
}

async function confirmDelete(record, title) {
  const answer = await ask(words.delete_confirm,
    [make("p", {}, title), hint(words.delete_more)],
    [["", words.cancel, "quiet"], ["yes", words.delete_yes, "primary danger"]]);
  if (answer !== "yes") return;
  try {
    await request(documentPath(record.document_id), { method: "DELETE" });
    tell("gone", { id: record.document_id });
    await open();
    rows.prepend(make("p", { class: "hint", role: "status" }, say("deleted", { title })));
    tell("counts");
  } catch (error) {
    rows.prepend(notice(error.message));
  }
}
