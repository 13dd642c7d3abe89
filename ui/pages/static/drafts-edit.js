// One draft at work: its points can be put in another order, rewritten, locked, taken out, added.
// What is changed stays here until it is saved.
import { make, request, say, sourceLine, words } from "./base.js";
import { button, moment, named, notice } from "./drafts.js";
import { exportMenu } from "./drafts-export.js";
import { askToDelete } from "./drafts-delete.js";
import { speech, translated, writing } from "./drafts-said.js";
import * as side from "./drafts-side.js";

let frame = null;
let left = null; // called when the reader goes back to the list
let draft = null; // as the server gave it last
let sections = []; // as they are on the page
let dirty = false;
let editing = ""; // the point whose words are being changed
let bar = null;
let body = null;
let status = null;
let made = 0; // new points, for their names on this page

/** Fills the element; `leave` goes back to the list. */
export function show(element, leave) {
  frame = element;
  left = leave;
  bar = make("header", { class: "draft-bar" });
  body = make("div", { class: "draft-body" });
  status = make("div", { class: "status", role: "status" });
  const aside = make("aside", { class: "draft-side" });
  frame.replaceChildren(bar, status,
    make("div", { class: "draft-frame" }, body, aside));
  side.show(aside, { restore, visit: (number) => act(() => read(`?version=${number}`)) });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

/** Shows a draft: as the interface gave it, or by its name. */
export async function open(which) {
  body.replaceChildren(make("p", { class: "hint" }, words.draft_loading));
  bar.replaceChildren();
  status.replaceChildren();
  if (typeof which !== "string") {
    take(which);
    writeAsked();
  } else await act(async () => (await request(`/api/drafts/${encodeURIComponent(which)}`)).json());
}

/** What the brief of a new draft asks of a language model. */
async function writeAsked() {
  const { genre, language } = draft.brief;
  if (genre === "bai_phat_bieu" && !(await speak())) return;
  if (language) await translate(language);
}

function take(given) {
  draft = given;
  sections = structuredClone(given.sections);
  dirty = false;
  editing = "";
  render();
  side.fill(draft);
}

// The server ------------------------------------------------------------------------------

async function read(query = "") {
  return (await request(`/api/drafts/${encodeURIComponent(draft.id)}${query}`)).json();
}

async function send(method, path, content) {
  const response = await request(`/api/drafts/${encodeURIComponent(draft.id)}${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ base: draft.version.number, ...content }),
  });
  return response.json();
}

/** Does something that gives the draft anew, with words while it lasts. */
async function act(what, working = "", done = "") {
  frame.setAttribute("aria-busy", "true");
  status.replaceChildren(working ? make("p", { class: "hint working" }, working) : "");
  try {
    take(await what());
    status.replaceChildren(done ? make("p", { class: "done" }, done) : "");
    return true;
  } catch (error) {
    const stale = error.message === words.draft_stale;
    status.replaceChildren(notice(error.message),
      stale ? button(words.draft_reload, () => act(read)) : "");
    return false;
  } finally {
    frame.setAttribute("aria-busy", "false");
  }
}

/** The same for what may take minutes: with a button that ends it and leaves the draft as it is. */
async function stoppable(working, what) {
  const stop = new AbortController();
  const before = draft;
  const asked = act(() => what(stop.signal).catch((error) => {
    if (error.name === "AbortError") return before;
    throw error;
  }), working);
  status.append(button(words.draft_stop, () => stop.abort()));
  return asked;
}

const save = () => act(() => send("PUT", "", { sections: wanted() }), "", words.draft_saved);

function wanted() {
  return sections.map(({ part, points }) => ({
    part, points: points.map(({ id, text, locked }) => ({ id, text, locked })),
  }));
}

/** Saves first what is not saved yet. */
async function saved() {
  return !dirty || save();
}

const remake = async (part) => (await saved())
  && act(() => send("POST", "/remake", { part }), words.draft_remaking);
const speak = async () => {
  const written = await write("speech", words.draft_speaking);
  if (written) body.querySelector(".draft-speech")?.scrollIntoView();
  return written;
};
const translate = (language) => write("translation", words.draft_translating, { language });

/** What a language model writes, behind the points. */
async function write(path, working, content = {}) {
  if (!(await saved())) return false;
  return stoppable(working, async (signal) =>
    (await request(`/api/drafts/${encodeURIComponent(draft.id)}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ base: draft.version.number, ...content }),
      signal,
    })).json());
}

const check = async () => (await saved())
  && act(() => send("POST", "/check", {}), words.draft_checking);
const restore = async (version) => act(async () => {
  const base = draft.latest;
  return (await request(`/api/drafts/${encodeURIComponent(draft.id)}/restore`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ base, version }),
  })).json();
});

// Showing ---------------------------------------------------------------------------------

function render() {
  renderBar();
  body.replaceChildren(...draft.notices.map(notice), ...parallelLegend(),
    ...sections.map(section), dirty ? "" : speech(sections, draft));
}

function parallelLegend() {
  const spoken = sections.some((one) => one.speech.length);
  return draft.parallel && !spoken
    ? [make("p", { class: "hint" }, words.draft_parallel_legend)] : [];
}

function renderBar() {
  const count = { syllables: spoken(), allowed: draft.allowed, minutes: draft.brief.minutes,
    pace: draft.pace };
  const over = count.syllables > count.allowed;
  const part = Math.min(100, Math.round((100 * count.syllables) / count.allowed));
  const { number, change, saved_at: at } = draft.version;
  const own = sections.some(({ points }) => points.some((one) => one.kind === "own"));
  const latest = number === draft.latest;
  bar.replaceChildren(
    make("div", { class: "headline" },
      button(`← ${words.draft_back}`, back, { class: "quiet back" }),
      make("h2", { tabindex: "-1" }, draft.title)),
    make("div", { class: "meter" },
      make("span", { class: over ? "length over" : "length" },
        say(over ? "draft_length_over" : "draft_length", count)),
      make("span", { class: "track", "aria-hidden": "true" },
        make("span", { class: over ? "fill over" : "fill", style: `width: ${part}%` })),
      make("span", { class: "version" }, dirty ? words.draft_unsaved
        : say("draft_version", { number, change: named("changes", change), time: moment(at) }))),
    make("div", { class: "actions" },
      button(words.draft_save, save, { class: "primary", disabled: !dirty }),
      dirty ? button(words.draft_discard, () => take(draft)) : "",
      ...(latest ? writing(draft, { speak, translate }) : []),
      own && latest ? button(words.draft_check, check) : "",
      latest ? "" : button(words.draft_restore, () => restore(number)),
      exportMenu(draft, saved, (element) => status.replaceChildren(element)),
      button(words.draft_delete, () => askToDelete(draft, leave), { class: "quiet danger" })));
}

/** Back to the list, with what was changed kept. */
async function back() {
  if (dirty && !(await save())) return;
  leave();
}

function leave() {
  dirty = false;
  left();
}

/** How many syllables are on the page. */
function spoken() {
  const texts = sections.flatMap(({ points }) => points.map(({ text }) => text));
  return texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}][\p{L}\p{N}./-]*/gu) ?? []).length, 0);
}

function section(one, place) {
  const heading = `draft-${one.part}`;
  return make("section", { class: "draft-section", "aria-labelledby": heading },
    make("header", {}, make("h3", { id: heading }, one.heading),
      button(words.draft_remake, () => remake(one.part), { class: "link" })),
    make("ul", { class: "points" }, ...one.points.map((point, at) => item(point, place, at))),
    button(`+ ${words.draft_add}`, () => add(place), { class: "link add" }),
    spare(one, place));
}

function item(point, place, at) {
  const classes = `point ${point.kind}${point.locked ? " locked" : ""}`;
  const held = { class: classes, "data-id": point.id };
  if (editing === point.id) return make("li", held, rewriting(point));
  const said = point.kind === "gap" || sections[place].speech.length ? "" : translated(point.text, draft);
  return make("li", held, make("p", { class: "words" }, point.text), said, under(point,
    tool("↑", words.draft_up, () => move(place, at, -1)),
    tool("↓", words.draft_down, () => move(place, at, 1)),
    tool(words.draft_edit, "", () => { editing = point.id; render(); focus("textarea"); }),
    tool(point.locked ? words.draft_unlock : words.draft_lock, "", () => lock(point)),
    tool(words.draft_remove, "", () => remove(place, at))));
}

/** What stands below a point's words: where it comes from, and what can be done with it. */
function under(point, ...tools) {
  return make("div", { class: "under" }, about(point), make("div", { class: "tools" }, ...tools));
}

function tool(label, name, onclick) {
  return make("button", { type: "button", class: "tool", "aria-label": name || null, title: name || null,
    onclick }, label);
}

/** Where a point comes from, or that it comes from nowhere yet. */
function about(point) {
  const marks = [];
  if (point.locked) marks.push(make("span", { class: "mark lock" }, words.draft_locked));
  if (point.kind === "gap") marks.push(make("span", { class: "mark missing" }, words.draft_gap));
  if (point.kind === "own") {
    const state = point.citation ? "_sourced" : point.checked ? "_unsourced" : "";
    marks.push(make("span", { class: state === "_sourced" ? "mark" : "mark missing" },
      words[`draft_own${state}`]));
  }
  if (point.citation) {
    marks.push(make("button", { type: "button", class: "source",
      onclick: () => side.evidence(point.citation) }, sourceLine(point.citation)));
  }
  return marks.length ? make("p", { class: "about" }, ...marks) : null;
}

function rewriting(point) {
  const area = make("textarea", { rows: "3", "aria-label": words.draft_edit, maxlength: "2000" });
  area.value = point.text;
  const stop = () => { editing = ""; dropEmpty(); render(); };
  area.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
  return make("div", { class: "rewriting" }, area,
    make("p", { class: "hint" }, words.draft_add_hint),
    button(words.draft_edit_done, () => { rewrite(point, area.value); stop(); }, { class: "primary" }),
    button(words.draft_edit_cancel, stop));
}

function spare({ spare: points }, place) {
  if (!points.length) return "";
  return make("details", { class: "spare" },
    make("summary", {}, say("draft_spare", { count: points.length })),
    make("ul", {}, ...points.map((point, at) => make("li", { class: "point quote" },
      make("p", { class: "words" }, point.text),
      under(point, tool(words.draft_use, "", () => use(place, at)))))));
}

// Changing --------------------------------------------------------------------------------

function changed() {
  dirty = true;
  render();
}

function rewrite(point, text) {
  const said = text.trim().replace(/\s+/g, " ");
  if (said === point.text) return;
  Object.assign(point, { text: said, kind: "own", citation: null, checked: false });
  dirty = true;
}

/** A new point that was never given words. */
function dropEmpty() {
  for (const one of sections) one.points = one.points.filter(({ text }) => text);
}

function add(place) {
  made += 1;
  const point = { id: `new${made}`, kind: "own", text: "", locked: false, checked: false, citation: null };
  sections[place].points.push(point);
  editing = point.id;
  render();
  focus("textarea");
}

/** Up or down by one, into the next section at an end. */
function move(place, at, by) {
  const to = place + by;
  const { points } = sections[place];
  const [point] = points.splice(at, 1);
  if (points[at + by] !== undefined || (at + by >= 0 && at + by <= points.length)) {
    points.splice(at + by, 0, point);
  } else if (sections[to]) {
    const other = sections[to].points;
    other.splice(by > 0 ? 0 : other.length, 0, point);
  } else {
    points.splice(at, 0, point);
  }
  changed();
  focus(`[data-id="${CSS.escape(point.id)}"] .tool:nth-child(${by < 0 ? 1 : 2})`);
}

function lock(point) {
  point.locked = !point.locked;
  changed();
  focus(`[data-id="${CSS.escape(point.id)}"] .tool:nth-child(4)`);
}

function remove(place, at) {
  const [point] = sections[place].points.splice(at, 1);
  if (point.kind === "quote") sections[place].spare.unshift({ ...point, locked: false });
  changed();
}

function use(place, at) {
  const [point] = sections[place].spare.splice(at, 1);
  sections[place].points.push(point);
  changed();
}

function focus(selector) {
  body.querySelector(selector)?.focus();
}
