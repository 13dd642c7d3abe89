// What the parts of «Kho tài liệu» share: numbers, times, names of things, links, dialogs.
import { date, documents, make, say, words } from "./base.js";

const NUMBER = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
const AT_ONCE = 100; // rows shown before the reader asks for more

let records = new Map(); // the documents as last read, by id
let opened = null; // the id of the document whose details are shown

// Values ----------------------------------------------------------------------------------

/** 12.345 or 1,5. */
export function number(value) {
  return NUMBER.format(value);
}

/** 97% for 0.967; only a whole 1 is 100%. */
export function percent(share) {
  return `${share < 1 ? Math.min(99, Math.round(100 * share)) : 100}%`;
}

/** 1,5 MB. */
export function fileSize(bytes) {
  if (bytes == null) return "";
  if (bytes < 1024) return `${number(bytes)} B`;
  return bytes < 2 ** 20 ? `${number(bytes / 1024)} KB` : `${number(bytes / 2 ** 20)} MB`;
}

/** 22/11/2026 15:04, in the reader's own time. */
export function moment(iso) {
  const at = new Date(iso ?? "");
  if (Number.isNaN(at.getTime())) return "";
  const two = (value) => String(value).padStart(2, "0");
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** «45 giây», «12 phút», «1 giờ 5 phút». */
export function duration(seconds) {
  if (seconds < 60) return say("seconds", { count: Math.max(1, Math.round(seconds)) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return say("minutes", { count: minutes });
  return say("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Without case and marks, as people type in haste. */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
}

/** Where a file stands: a path, a file within an archive, or an upload. */
export function place(source) {
  const path = source.replace(/^upload:/, "").replaceAll("!/", " › ");
  return source.startsWith("upload:") ? say("uploaded", { path }) : path;
}

/** The folder or archive that a file stands in. */
export function folder(source) {
  const path = source.replace(/^upload:/, "").replace(/(^|!?\/)[^/]*$/, "").replaceAll("!/", " › ");
  if (!source.startsWith("upload:")) return path;
  return path ? say("uploaded", { path }) : words.uploaded_alone;
}

/** «480 đã thêm, 20 không nhận». */
export function outcomes(counts) {
  const parts = Object.entries(counts).filter(([, count]) => count)
    .map(([status, count]) => `${number(count)} ${words.statuses[status]}`);
  return parts.join(", ") || words.no_files;
}

/** How well a page was read, in words. */
export function readable(confidence) {
  const steps = [[0.95, "sure"], [words.doubtful, "fair"], [0.6, "doubtful"], [0, "poor"]];
  return words[`confidence_${steps.find(([least]) => confidence >= least)[1]}`];
}

// Documents -------------------------------------------------------------------------------

export async function readDocuments() {
  const found = await documents();
  records = new Map(found.map((record) => [record.document_id, record]));
  return found;
}

export function documentOf(id) {
  return records.get(id);
}

/** The documents in the store that a reference can mean: of its number and, where both are
 * known, its date. */
export function documentsNumbered(reference) {
  const key = (text) => plain(text).replace(/\s/g, "").replace(/^0+/, "");
  return [...records.values()].filter((record) => record.number
    && key(record.number) === key(reference.number)
    && (!record.date || !reference.date || record.date === reference.date));
}

export function documentPath(id) {
  return `/api/documents/${encodeURIComponent(id)}`;
}

export function titleOf(record) {
  return record.title || record.file;
}

/** What opens a document's details. */
export function documentLink(id, name) {
  return make("button", {
    type: "button", class: "link", "data-document": id,
    "aria-current": id === opened ? "true" : null, onclick: () => tell("document", { id }),
  }, name);
}

/** Shows at every link which document's details are shown; null for none. */
export function markOpened(id) {
  opened = id;
  for (const link of document.querySelectorAll("#library [data-document]")) {
    if (link.dataset.document === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** What other documents have done to this one, in a word or two; null if nothing. */
export function validityBadge({ validity }) {
  const state = validityState(validity);
  return state && make("span", { class: `badge ${state}` }, words[`validity_${state}`]);
}

export function validityState(validity) {
  if (!validity) return "";
  if (validity.ended) return "ended";
  if (validity.relation === "amends") return "amended";
  return validity.whole ? "ending" : "partly";
}

// Talk between the parts ------------------------------------------------------------------

/** Asks the page for something: document {id}, part {name, …}, changed {}. */
export function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`library-${name}`, { detail }));
}

export function hear(name, handle) {
  document.addEventListener(`library-${name}`, (event) => handle(event.detail));
}

// Elements --------------------------------------------------------------------------------

export function notice(message) {
  return make("p", { class: "failure", role: "alert" }, message);
}

export function hint(message) {
  return make("p", { class: "hint" }, message);
}

export function button(name, onclick, kind = "quiet", more = {}) {
  return make("button", { type: "button", class: kind, onclick, ...more }, name);
}

/** A select with its label; `options` are [value, name]. */
export function choice(name, label, options, onchange) {
  const change = (event) => onchange(event.target.value);
  const select = make("select", { "aria-label": label, onchange: change },
    ...options.map(([value, shown]) => make("option", { value }, shown)));
  return make("label", { class: "choice", "data-choice": name },
    make("span", {}, label), select);
}

/** A table that becomes cards where it is narrow. `columns` are [name, heading]; `row` gives
 * the cells' contents by name. Long lists come in pieces. */
export function table(columns, things, row) {
  const body = make("tbody");
  const more = button("", () => add(), "quiet more");
  let shown = 0;
  const cells = (thing) => columns.map(([name, heading], i) => {
    const content = [row(thing)[name]].flat().filter((part) => part != null && part !== "");
    const label = i === 0 || name === "actions" ? null : heading; // shown on cards
    return make("td", { "data-column": name, "data-name": label }, ...content);
  });
  const add = () => {
    body.append(...things.slice(shown, shown + AT_ONCE).map((thing) =>
      make("tr", {}, ...cells(thing))));
    shown = Math.min(things.length, shown + AT_ONCE);
    more.hidden = shown === things.length;
    more.textContent = say("more", { count: number(things.length - shown) });
  };
  add();
  const head = columns.map(([name, heading]) =>
    make("th", { scope: "col", "data-column": name }, heading));
  return make("div", { class: "table" },
    make("table", {}, make("thead", {}, make("tr", {}, ...head)), body), more);
}

/** A dialog of our own: the browser's has buttons in the browser's language. Resolves to the
 * value of the button pressed, "" when it is left. `choices` are [value, name, kind]. */
export function ask(title, content, choices) {
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "confirm", "aria-label": title });
    const buttons = choices.map(([value, name, kind]) =>
      button(name, () => dialog.close(value), kind));
    dialog.append(make("h2", {}, title), ...content, make("div", { class: "actions" }, ...buttons));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** «số 30/2024/QĐ-UBND, ngày 20/06/2024», without what is unknown. */
export function numberAndDate(record) {
  return [record.number && say("number", record),
    record.date && say("date", { date: date(record.date) })].filter(Boolean).join(", ");
}
