// What the parts of «Hội nhập» share: passages with their sources, the passage in its document,
// failures, the progress that the server gives.
import { languageBadge, make, post, request, say, sourceLine, words } from "./base.js";
import { showPassage } from "./passage.js";

export const API = "/api/onboarding";

export async function read(path) {
  return (await request(`${API}${path}`)).json();
}

export async function send(path, body) {
  return (await post(`${API}${path}`, body)).json();
}

export function hint(text) {
  return make("p", { class: "hint", role: "status" }, text);
}

export function failure(error) {
  return make("p", { class: "failure", role: "alert" }, error.message);
}

export function quiet(text, onclick, more = {}) {
  return make("button", { type: "button", class: "quiet", onclick, ...more }, text);
}

export function primary(text, onclick, more = {}) {
  return make("button", { type: "button", class: "primary", onclick, ...more }, text);
}

/** Where a quote stands, as a link that opens it in its document. */
export function source(citation, label = sourceLine(citation)) {
  return make("button", {
    type: "button", class: "source", title: words.ob_source,
    onclick: (event) => openPassage(citation, event.currentTarget),
  }, label);
}

/** A quote with its source below. */
export function quoted(citation) {
  return make("figure", { class: "quoted" },
    make("blockquote", { lang: citation.language || null }, ...blocks(citation)),
    make("figcaption", {}, source(citation), languageBadge(citation.language)));
}

/** Opens the words in their document, over the page; focus goes back to the opener. */
export function openPassage(citation, opener) {
  const body = make("div", { class: "evidence-body" });
  const dialog = make("dialog", { class: "onboarding-evidence", "aria-label": words.ob_evidence },
    make("header", {}, make("h2", {}, words.ob_evidence), quiet(words.ob_close, () => dialog.close())),
    body);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { dialog.remove(); opener?.focus(); });
  document.body.append(dialog);
  dialog.showModal();
  showPassage(body, citation).then(() => body.append(...pageImage(citation)));
}

/** A button that shows the page as it looks, where the file has pages that can be drawn. */
function pageImage({ document_id: id, file, page }) {
  if (!page || !/\.(pdf|png|jpe?g|tiff?)$/i.test(file)) return [];
  const name = say("ob_page", { page });
  const shown = make("div", { class: "page-image" });
  const open = quiet(name, () => {
    const image = make("img", {
      src: `/api/documents/${encodeURIComponent(id)}/pages/${page}/image`, alt: name,
      onerror: () => shown.replaceChildren(failure(new Error(words.failed))),
    });
    shown.replaceChildren(image);
  });
  shown.append(open);
  return [shown];
}

/** Elements for words of a document: paragraphs as they are, the rows of a table as a table. */
export function blocks({ quote, rows: cellsOf }) {
  const found = [];
  let rows = [];
  const flush = () => {
    if (rows.length) found.push(table(rows));
    rows = [];
  };
  quote.split("\n").filter(Boolean).forEach((line, at) => {
    if (!cellsOf[at]) {
      flush();
      found.push(make("p", {}, line));
      return;
    }
    const cells = new Map(cellsOf[at]);
    const [column] = cells.keys();
    if (rows.length && !rows[0].has(column)) flush(); // another table's
    rows.push(cells);
  });
  flush();
  return found;
}

function table(rows) {
  const columns = [...new Set(rows.flatMap((cells) => [...cells.keys()]))];
  return make("div", { class: "table" }, make("table", {},
    make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...rows.map((cells) => make("tr", {},
      ...columns.map((name) => make("td", { "data-column": name }, cells.get(name) ?? "")))))));
}

export function title(text, more) {
  return make("header", { class: "part-title" },
    make("h2", {}, text), more ? make("p", { class: "soft" }, more) : null);
}

/** How much of a module is done, as a bar; with words for who can't see it. */
export function bar(one) {
  return make("progress", { value: String(one.percent), max: "100", "aria-label": standing(one) });
}

export function standing({ read: done, passages, known, wanted }) {
  const key = wanted ? "ob_module_progress" : "ob_module_read";
  return say(key, { read: done, passages, known: Math.min(known, wanted), wanted });
}

/** Tells the page how many questions are due. */
export function tellDue(element, { modules }) {
  const detail = modules.reduce((sum, { due }) => sum + due, 0);
  element.dispatchEvent(new CustomEvent("due", { bubbles: true, detail }));
}
