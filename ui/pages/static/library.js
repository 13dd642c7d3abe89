// The page «Kho tài liệu».
import { date, documents, make, request, say, words } from "./base.js";

let rows = null; // where the list is shown
let found = []; // the documents as last read
let wanted = ""; // what the list is narrowed to

/** Fills Gradio's element. */
export function show(element) {
  rows = make("div", { class: "documents" }, make("p", { class: "hint" }, words.list_loading));
  const filter = make("input", {
    type: "search", class: "filter", placeholder: words.filter, "aria-label": words.filter,
    oninput: (event) => { wanted = plain(event.target.value); list(); },
  });
  element.replaceChildren(upload(), filter, rows);
  refresh();
}

/** Reads the list anew. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (!rows) return;
  try {
    found = await documents();
    list();
  } catch (error) {
    rows.replaceChildren(notice(error.message));
  }
}

// Taking in -------------------------------------------------------------------------------

function upload() {
  const input = make("input", {
    type: "file", multiple: true, accept: words.suffixes.join(","), class: "only-read",
    id: "upload-files", onchange: () => { takeIn([...input.files]); input.value = ""; },
  });
  const area = make("div", { class: "drop" }, words.upload_drop + " ",
    make("label", { class: "choose", for: "upload-files" }, words.upload_choose), input);
  dropping(area);
  const label = make("select", { id: "upload-label" },
    make("option", { value: "" }, words.upload_label_keep),
    ...Object.entries(words.labels).map(([value, name]) => make("option", { value }, name)));
  return make("section", { class: "upload" },
    make("h2", {}, words.upload), area,
    make("p", { class: "hint" },
      say("upload_kinds", { kinds: words.kinds, limit: words.limit_mb }), " ",
      make("strong", {}, words.upload_warning)),
    make("p", {}, make("label", { for: "upload-label" }, words.upload_label + ": "), label),
    make("ul", { class: "reports", "aria-live": "polite", "aria-label": words.upload_report }));
}

function dropping(area) {
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
  }
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    takeIn([...event.dataTransfer.files]);
  });
}

/** One request a file, in turn: each has its report, and none waits for the whole. */
async function takeIn(files) {
  const reports = document.querySelector(".reports");
  const label = document.getElementById("upload-label").value;
  const waiting = files.map((file) => [file, make("li", {}, line(file.name, words.upload_waiting))]);
  reports.replaceChildren(...waiting.map(([, item]) => item));
  for (const [file, item] of waiting) {
    item.replaceChildren(line(file.name, words.upload_sending));
    await sendFile(file, label, item);
  }
  await refresh();
}

async function sendFile(file, label, item) {
  const form = new FormData();
  form.append("files", file, file.name);
  if (label) form.append("label", label);
  try {
    const sent = await request("/api/documents", { method: "POST", body: form });
    const [report] = await sent.json();
    const more = report.reason || say("chunks", report);
    item.className = report.reason ? "bad" : "good";
    item.replaceChildren(line(report.file, words.statuses[report.status]), more);
  } catch (error) {
    item.className = "bad";
    item.replaceChildren(line(file.name, words.statuses.failed), error.message);
  }
}

function line(name, status) {
  return make("span", {}, make("strong", {}, name), ` ${status}. `);
}

// The list --------------------------------------------------------------------------------

function list() {
  const shown = found.filter((record) => plain(searched(record)).includes(wanted));
  if (!shown.length) {
    const message = found.length ? words.filter_none : words.list_empty;
    rows.replaceChildren(make("p", { class: "hint" }, message));
    return;
  }
  const columns = ["title", "number", "date", "label", "file", "actions"];
  const head = columns.map((name) => make("th", { scope: "col" }, words[`column_${name}`]));
  rows.replaceChildren(make("table", {},
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...shown.map(row))));
}

function row(record) {
  const title = record.title || record.file;
  const path = `/api/documents/${encodeURIComponent(record.document_id)}`;
  const remove = make("button", {
    type: "button", class: "quiet danger", "aria-label": say("delete_document", { title }),
    onclick: () => confirmDelete(record, title),
  }, words.delete);
  const cell = (name, ...content) =>
    make("td", { "data-column": name, "data-name": words[`column_${name}`] }, ...content);
  return make("tr", {},
    cell("title", make("a", { href: `${path}/text`, target: "_blank", rel: "noopener" }, title)),
    cell("number", record.number), cell("date", date(record.date)),
    cell("label", words.labels[record.label]),
    cell("file", make("a", { href: `${path}/original`, download: record.file }, record.file)),
    cell("actions", remove));
}

/** A dialog of our own: the browser's has buttons in the browser's language. */
function confirmDelete(record, title) {
  const dialog = make("dialog", { class: "confirm" });
  const close = () => dialog.remove();
  const yes = make("button", { type: "button", class: "primary danger" }, words.delete_yes);
  const no = make("button", { type: "button", class: "quiet", onclick: close }, words.cancel);
  yes.addEventListener("click", async () => {
    yes.disabled = true;
    try {
      await request(`/api/documents/${encodeURIComponent(record.document_id)}`, { method: "DELETE" });
      close();
      await refresh();
      rows.prepend(make("p", { class: "hint", role: "status" }, say("deleted", { title })));
    } catch (error) {
      dialog.append(notice(error.message));
      yes.disabled = false;
    }
  });
  dialog.append(make("h2", {}, words.delete_confirm), make("p", {}, title),
    make("p", { class: "hint" }, words.delete_more),
    make("div", { class: "actions" }, no, yes));
  dialog.addEventListener("close", close);
  document.body.append(dialog);
  dialog.showModal();
}

function notice(message) {
  return make("p", { class: "failure", role: "alert" }, message);
}

function searched({ title, number, date: iso, file }) {
  return [title, number, date(iso), file].join(" ");
}

/** Without case and marks, as people type in haste. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
}
