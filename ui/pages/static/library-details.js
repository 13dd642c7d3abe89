// A document's details: at the right on a laptop, over the page on a phone.
import { date, make, request, say, sourceLine, words } from "./base.js";
import { editForm } from "./library-edit.js";
import {
  ask, button, documentLink, documentPath, documentsNumbered, hear, hint, markOpened, moment,
  notice, number, percent, place, readable, readDocuments, tell, titleOf, validityBadge,
} from "./library-parts.js";
import { letGo, mayLeave } from "./library-unsaved.js";

const WIDE = matchMedia("(min-width: 960px)");
const LANGUAGES = new Intl.DisplayNames("vi", { type: "language", fallback: "code" });
const FIELDS = ["number", "date", "issuer", "kind", "subject", "signer", "signer_post",
  "recipients", "urgency", "secrecy", "language", "partners"];

let panel = null; // Gradio's element holds it for good
let main = null; // what lies beside it, or under it
let body = null; // what scrolls within it
let shown = null; // the id of the document shown
let opener = null; // what opened it; focus goes back there
let form = null; // the form, while the document is being edited

export function show(element, beside) {
  panel = element;
  main = beside;
  body = make("div", { class: "details-body" });
  panel.replaceChildren(
    make("header", {}, make("h2", {}, words.details), button(words.close, close, "quiet close")),
    body);
  document.addEventListener("keydown", (event) => {
    const open = shown && panel.getClientRects().length && !document.querySelector("dialog[open]");
    if (event.key !== "Escape" || !open) return;
    event.preventDefault(); // else the same key closes the question whether to leave
    close();
  });
  WIDE.addEventListener("change", cover);
  hear("gone", ({ id }) => { if (id === shown) hide(); });
}

/** Opens a document; what is being typed about another is not lost silently. */
export async function open(id) {
  if (!(await mayLeave(form))) return;
  leaveForm();
  if (!shown) opener = document.activeElement;
  shown = id;
  panel.hidden = false;
  cover();
  body.scrollTop = 0;
  body.replaceChildren(hint(words.details_loading));
  panel.focus({ preventScroll: true });
  await load();
}

async function close() {
  if (!(await mayLeave(form))) return;
  const id = shown;
  hide();
  const again = opener?.isConnected ? opener : main.querySelector(`[data-document="${id}"]`);
  again?.focus();
  opener = null;
}

function hide() {
  leaveForm();
  shown = null;
  panel.hidden = true;
  cover();
}

/** On a phone the panel covers the page, which must not be reached behind it. */
function cover() {
  const over = Boolean(shown) && !WIDE.matches;
  main.inert = over;
  main.parentElement.classList.toggle("with-details", Boolean(shown));
  document.body.classList.toggle("details-open", over);
  markOpened(shown);
}

function leaveForm() {
  letGo(form);
  form = null;
}

async function load() {
  const id = shown;
  try {
    const found = await (await request(`${documentPath(id)}/details`)).json();
    await readDocuments(); // links lead to what is in the store now
    if (id === shown) fill(found);
  } catch (error) {
    if (id === shown) body.replaceChildren(notice(error.message));
  }
}

function fill(record, said = "") {
  const path = documentPath(record.document_id);
  body.replaceChildren(...[
    said && make("p", { class: "saved", role: "status" }, said),
    make("h3", {}, titleOf(record)),
    givenBack(record, "title"),
    validity(record),
    make("p", { class: "links" },
      make("a", { href: `${path}/text`, target: "_blank", rel: "noopener" }, words.open_text),
      make("a", { href: `${path}/original`, download: record.file }, words.download)),
    information(record), references(record), scanned(record), conversion(record), places(record),
  ].filter(Boolean));
}

// What is known ---------------------------------------------------------------------------

function information(record) {
  const edit = button(words.edit, () => startEditing(record), "quiet edit");
  const facts = [
    ...FIELDS.map((name) => [words.fields[name], fieldValue(record, name),
      givenBack(record, name)]),
    [words.field_label, words.labels[record.label]],
    [words.groups, record.groups.join(", ")],
    [words.added_at, moment(record.added_at)],
  ].filter(([, value, edited]) => value || edited);
  return make("section", { class: "information" },
    make("div", { class: "head" }, make("h4", {}, words.information), edit),
    make("dl", {}, ...facts.flatMap(([name, value, edited]) =>
      [make("dt", {}, name), make("dd", {}, value || words.empty_value, edited)])));
}

function fieldValue(record, name) {
  const value = record[name];
  if (name === "date") return date(value);
  if (name === "language") return value ? LANGUAGES.of(value) : "";
  if (name === "recipients" && value.length) {
    return make("ul", {}, ...value.map((one) => make("li", {}, one)));
  }
  return Array.isArray(value) ? value.join(", ") : value;
}

/** The mark of a field that a person has put right, with the way back. */
function givenBack(record, name) {
  if (!record.edited.includes(name)) return null;
  const back = button(words.give_back, async () => {
    back.disabled = true;
    try {
      fill(await patch(record, { [name]: null }), words.given_back);
      panel.focus({ preventScroll: true });
      tell("changed");
    } catch (error) {
      back.after(notice(error.message));
      back.disabled = false;
    }
  }, "link");
  back.setAttribute("aria-label", `${words.give_back}: ${words.fields[name]}`);
  return make("span", { class: "by-hand", "data-field": name },
    make("span", { class: "badge hand" }, words.by_hand), back);
}

function validity(record) {
  const acted = record.validity;
  if (!acted) return null;
  const day = acted.effective ? say("validity_from", { date: date(acted.effective) }) : "";
  const part = acted.whole ? "" : words.validity_part;
  const key = acted.ended ? "ended" : acted.whole && acted.relation !== "amends" ? "ending" : "done";
  const sentence = say(`validity_${key}_by`,
    { day, part, relation: words.relations[acted.relation] });
  return make("p", { class: "validity" }, validityBadge(record), " ", sentence, " ",
    documentLink(acted.document_id, sourceLine(acted)));
}

function references(record) {
  if (!record.references.length) return null;
  const groups = Object.keys(words.relations).map((relation) => {
    const given = record.references.filter((one) => one.relation === relation);
    const once = new Map(given.map((one) => [`${one.number} ${one.date} ${one.whole}`, one]));
    return [relation, [...once.values()]];
  }).filter(([, given]) => given.length);
  return section(words.references, make("dl", {}, ...groups.flatMap(([relation, given]) => [
    make("dt", {}, words.relation_heads[relation]),
    make("dd", {}, make("ul", {}, ...given.map((one) => make("li", {}, ...reference(one, record))))),
  ])));
}

function reference(one, record) {
  const name = [one.number, one.date && say("date", { date: date(one.date) })]
    .filter(Boolean).join(" ");
  const part = one.whole ? "" : ` ${words.reference_part}`;
  const held = documentsNumbered(one).filter((other) => other.document_id !== record.document_id);
  if (!held.length) return [name + part, make("span", { class: "soft" }, ` ${words.not_held}`)];
  if (held.length === 1) return [documentLink(held[0].document_id, name), part];
  return [`${name}${part}: `, ...held.flatMap((other, i) =>
    [i ? "; " : "", documentLink(other.document_id, titleOf(other))])];
}

function scanned(record) {
  if (!record.scanned.length) return null;
  const pages = record.scanned.map((page, index) => {
    const state = page.corrected ? words.page_seen
      : `${readable(page.confidence)}, ${percent(page.confidence)}`;
    const open = button(say("page_n", { n: page.page }), async () => {
      if (!(await mayLeave(form))) return;
      hide();
      tell("part", { name: "review", pages: record.scanned, index });
    }, "link");
    return make("li", {}, open, `: ${state}`);
  });
  return section(words.scanned, hint(words.scanned_more), make("ul", {}, ...pages));
}

function conversion(record) {
  if (!record.conversion) return null;
  const { encoding, words: count, confidence } = record.conversion;
  const name = words.encodings[encoding] ?? encoding;
  const sentence = say("converted",
    { name, count: number(count), sure: percent(confidence) });
  const open = button(words.raw_open, () => showRaw(record, name), "link");
  return section(words.conversion, make("p", {}, sentence, " ", open));
}

async function showRaw(record, name) {
  const text = make("pre", { class: "raw", tabindex: "0", "aria-label": words.raw },
    words.raw_loading);
  const closed = ask(words.raw, [hint(say("raw_more", { name })), text],
    [["", words.close, "quiet"]]);
  try {
    text.textContent = await (await request(`${documentPath(record.document_id)}/raw`)).text();
  } catch (error) {
    text.replaceWith(notice(error.message));
  }
  await closed;
}

function places(record) {
  return section(words.places,
    make("ul", { class: "paths" }, ...record.sources.map((one) => make("li", {}, place(one)))));
}

function section(heading, ...content) {
  return make("section", {}, make("h4", {}, heading), ...content);
}

// Editing ---------------------------------------------------------------------------------

function startEditing(record) {
  form = editForm(record, async (changes) => {
    const found = await patch(record, changes);
    leaveForm();
    if (found.document_id === shown) fill(found, words.saved);
    body.scrollTop = 0;
    panel.focus({ preventScroll: true });
    tell("changed");
  }, async () => {
    if (!(await mayLeave(form))) return;
    leaveForm();
    fill(record);
    body.querySelector(".edit").focus();
  });
  body.replaceChildren(form.element);
  body.scrollTop = 0;
  form.element.querySelector("textarea, input").focus({ preventScroll: true });
}

async function patch(record, changes) {
  const response = await request(documentPath(record.document_id), {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(changes),
  });
  return response.json();
}
