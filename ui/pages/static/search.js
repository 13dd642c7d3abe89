// The page «Tìm kiếm»: passages, what they can be narrowed to beside them, and the passage in
// its document. All state is in this module, one copy for each browser tab.
import { date, languageBadge, make, post, request, say, sourceLine, words } from "./base.js";
import { WIDE, showPassage } from "./passage.js";
import { best, marked } from "./search-marks.js";

const FIELDS = ["year", "kind", "issuer", "country", "language"];
const AT_ONCE = 10; // passages asked for, and more at each wish for more
const MOST = 100;
const SHOWN = 6; // values of a facet before the reader asks for all
const LONGEST = 360; // characters of a passage shown in the list

let field = null; // where the question is typed
let list = null; // the results
let facets = null; // what can be chosen
let panel = null; // the passage in its document
let frame = null; // all but the panel, for whom the panel lies over it
let asked = ""; // the question of the results shown
let wanted = AT_ONCE;
let chosen = Object.fromEntries(FIELDS.map((name) => [name, new Set()]));
let unfolded = new Set(); // facets of which all values are shown
let opener = null; // the result whose passage is shown
let turn = 0; // an answer to an older question must not replace a newer one's

/** Fills Gradio's element. */
export function show(element) {
  field = make("input", {
    type: "search", class: "field", "aria-label": words.search_label,
    placeholder: words.search_placeholder, maxlength: "2000", enterkeyhint: "search",
  });
  const form = make("form", { class: "search-form", role: "search", onsubmit: submit },
    field, make("button", { type: "submit", class: "primary" }, words.search_button));
  facets = make("details", { class: "facets", open: WIDE.matches },
    make("summary", {}, words.facets), make("div", { class: "facet-list" }));
  list = make("section", { class: "results", "aria-label": words.search_results });
  panel = make("aside", { class: "evidence", "aria-label": words.search_evidence });
  frame = make("div", { class: "search-main" }, form,
    make("div", { class: "search-body" }, facets, list));
  element.replaceChildren(make("div", { class: "search-frame" }, frame,
    make("div", { class: "search-evidence" }, panel)));
  element.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
  WIDE.addEventListener("change", () => { leave(); facets.open = WIDE.matches; });
  showHint();
  showStart();
  refresh();
}

/** Reads the facets anew. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (!facets) return;
  try {
    showFacets(await (await request(`/api/facets${query()}`)).json());
  } catch (error) {
    facets.querySelector(".facet-list").replaceChildren(notice(error.message));
  }
}

// Searching -------------------------------------------------------------------------------

function submit(event) {
  event.preventDefault();
  asked = field.value.trim();
  wanted = AT_ONCE;
  showHint();
  search();
}

async function search() {
  if (!asked) {
    showStart();
    return;
  }
  const mine = ++turn;
  list.setAttribute("aria-busy", "true");
  if (!list.querySelector(".result")) list.replaceChildren(hint(words.search_working));
  try {
    const body = { question: asked, k: wanted };
    const hits = await (await post(`/api/search${query()}`, body)).json();
    if (mine === turn) showHits(hits);
  } catch (error) {
    if (mine === turn) list.replaceChildren(notice(error.message));
  } finally {
    if (mine === turn) list.setAttribute("aria-busy", "false");
  }
}

/** The chosen facets as the interface takes them. */
function query() {
  const pairs = FIELDS.flatMap((name) => [...chosen[name]].map((value) => [name, value]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

function showStart() {
  list.replaceChildren(hint(words.search_hint), hint(words.search_hint_more));
}

function showHits(hits) {
  if (!hits.length) {
    list.replaceChildren(
      make("p", { class: "none", role: "status" }, words.search_none), hint(words.search_none_more));
    return;
  }
  const documents = new Set(hits.map((hit) => hit.document_id)).size;
  const summary = say("search_found", { passages: hits.length, documents });
  const items = make("ol", { class: "hits" }, ...hits.map(result));
  const more = hits.length === wanted && wanted < MOST
    && make("button", { type: "button", class: "quiet more", onclick: showMore }, words.search_more);
  list.replaceChildren(make("p", { class: "hint", role: "status" }, summary), items, more || "");
}

async function showMore() {
  const seen = list.querySelectorAll(".result").length;
  wanted = Math.min(MOST, wanted + AT_ONCE);
  await search();
  list.querySelectorAll(".result .title")[seen]?.focus();
}

function result(hit) {
  const [from, to] = best(hit.text, asked, LONGEST);
  const facts = [
    hit.number && say("number", { number: hit.number }),
    hit.date && say("date", { date: date(hit.date) }),
    hit.page && say("page", { page: hit.page }),
  ].filter(Boolean);
  const open = make("button", {
    type: "button", class: "title",
    "aria-label": say("search_open", { source: sourceLine(hit) }),
    onclick: (event) => visit(hit, event.currentTarget),
  }, hit.title || hit.file);
  const inner = hit.headings.filter((heading) => heading !== hit.title);
  return make("li", { class: "result" },
    make("h3", {}, open),
    make("p", { class: "facts" }, facts.join(", "), facts.length ? " " : "",
      languageBadge(hit.language)),
    inner.length ? make("p", { class: "path" }, inner.join(" › ")) : null,
    make("p", { class: "words", lang: hit.language || null },
      from ? "… " : "", ...marked(hit.text.slice(from, to), asked),
      to < hit.text.length ? " …" : ""));
}

// Facets ----------------------------------------------------------------------------------

function showFacets(found) {
  const held = document.activeElement?.dataset?.facet;
  const groups = FIELDS.map((name) => group(name, withChosen(name, found[name]))).filter(Boolean);
  const count = FIELDS.reduce((sum, name) => sum + chosen[name].size, 0);
  facets.querySelector("summary").textContent =
    count ? say("facets_chosen", { count }) : words.facets;
  const clear = count > 0
    && make("button", { type: "button", class: "quiet clear", onclick: clearAll }, words.facets_clear);
  facets.querySelector(".facet-list").replaceChildren(
    clear || "", ...(groups.length ? groups : [hint(words.facets_none)]));
  if (held) facets.querySelector(`[data-facet="${CSS.escape(held)}"]`)?.focus();
}

/** What is chosen stays in sight, also where nothing fits it any more. */
function withChosen(name, values) {
  const missing = [...chosen[name]].filter((value) => !values.some((one) => one.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}

function group(name, values) {
  if (!values.length) return null;
  const all = unfolded.has(name);
  const shown = values.filter((one, i) => all || i < SHOWN || chosen[name].has(one.value));
  const rest = values.length - shown.length;
  const more = (rest > 0 || (all && values.length > SHOWN)) && make("button", {
    type: "button", class: "link", "data-facet": `${name}-more`, "aria-expanded": String(all),
    onclick: () => {
      if (!unfolded.delete(name)) unfolded.add(name);
      refresh();
    },
  }, all ? words.facet_less : say("facet_more", { count: rest }));
  return make("fieldset", { class: "facet" },
    make("legend", {}, words[`facet_${name}`]),
    ...shown.map((one) => choice(name, one)), more || "");
}

function choice(name, { value, count }) {
  const box = make("input", {
    type: "checkbox", checked: chosen[name].has(value), "data-facet": `${name}-${value}`,
    onchange: (event) => choose(name, value, event.target.checked),
  });
  const label = name === "language" ? capital(words.languages[value] ?? value) : value;
  return make("label", {}, box, make("span", { class: "value" }, label),
    make("span", { class: "count", "aria-label": say("facet_count", { count }) }, String(count)));
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function choose(name, value, on) {
  if (on) chosen[name].add(value);
  else chosen[name].delete(value);
  again();
}

function clearAll() {
  chosen = Object.fromEntries(FIELDS.map((name) => [name, new Set()]));
  again();
  facets.querySelector("summary").focus();
}

function again() {
  wanted = AT_ONCE;
  refresh();
  search();
}

// The passage -----------------------------------------------------------------------------

function showHint() {
  panel.replaceChildren(make("h2", {}, words.search_evidence),
    make("p", { class: "hint" }, words.search_evidence_empty));
}

async function visit(hit, from) {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  from.closest(".result").setAttribute("aria-current", "true");
  const close = make("button", { type: "button", class: "close", onclick: leave }, words.close);
  const body = make("div", { class: "evidence-body" });
  panel.replaceChildren(
    make("header", {}, make("h2", {}, words.search_evidence), close), body);
  opener = from;
  if (!WIDE.matches) {
    document.body.classList.add("search-evidence-open");
    frame.inert = true;
    close.focus();
  }
  await showPassage(body, hit);
}

function leave() {
  if (!document.body.classList.contains("search-evidence-open")) return;
  document.body.classList.remove("search-evidence-open");
  frame.inert = false;
  opener?.focus();
}

function hint(text) {
  return make("p", { class: "hint" }, text);
}

function notice(message) {
  return make("p", { class: "failure", role: "alert" }, message);
}
