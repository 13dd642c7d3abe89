// The path: its modules at the left, the open one's lesson beside them.
import { date, make, openTab, say, sourceLine, words } from "./base.js";
import {
  bar, blocks, failure, hint, openPassage, primary, quiet, read, send, source, tellDue, title,
} from "./onboarding-parts.js";
import { asking } from "./onboarding-ask.js";
import { pictures } from "./onboarding-pictures.js";
import { explain } from "./onboarding-terms.js";
import { begin } from "./onboarding-quiz.js";

let frame = null;
let list = null; // the modules
let lesson = null; // the open module
let path = null;
let current = null; // id of the open module
let turn = 0; // an answer for a module that was left must not replace the open one's

export function show(element) {
  list = make("nav", { class: "modules", "aria-label": words.ob_modules });
  lesson = make("article", { class: "lesson" });
  frame = make("div", { class: "path-frame" }, list, lesson);
  element.append(frame);
}

export async function open({ module, again } = {}) {
  if (!path) list.replaceChildren(hint(words.ob_working));
  try {
    path = await read("");
    showModules();
    if (module) await openModule(module);
    else if (!current) await openModule(firstOpen());
    else if (!again) await openModule(current);
  } catch (error) {
    list.replaceChildren(failure(error));
  }
}

export async function leave() {
  return true;
}

function firstOpen() {
  const { modules } = path;
  return (modules.find(({ done, passages }) => passages && !done) ?? modules[0]).id;
}

function showModules() {
  tellDue(frame, path);
  list.replaceChildren(make("ol", {}, ...path.modules.map((one) => make("li", {},
    make("button", {
      type: "button", class: one.done ? "module done" : "module",
      "aria-current": one.id === current ? "page" : null, onclick: () => openModule(one.id, true),
    },
    make("span", { class: "module-title" }, one.title),
    make("span", { class: "soft" }, state(one)),
    one.passages ? bar(one) : null)))));
}

function state(one) {
  if (!one.passages) return words.ob_module_empty;
  const minutes = say("ob_minutes", { count: one.minutes });
  const told = [one.done ? `${minutes}, ${words.ob_module_done}`
    : say("ob_module_percent", { count: one.minutes, percent: one.percent })];
  if (one.missing.length) told.push(say("ob_module_missing", { count: one.missing.length }));
  return told.join(", ");
}

async function openModule(id, chosen = false) {
  const mine = ++turn;
  current = id;
  showModules();
  lesson.replaceChildren(hint(words.ob_working));
  try {
    const found = await read(`/modules/${id}`);
    if (mine !== turn) return;
    showLesson(found);
    if (chosen) lesson.scrollIntoView({ block: "start" });
  } catch (error) {
    if (mine === turn) lesson.replaceChildren(failure(error));
  }
}

function showLesson(module) {
  const { passages, facts, terms, questions, goals, missing } = module;
  lesson.replaceChildren(...[
    title(module.title, passages.length
      ? say("ob_reading_time", { count: passages.length, minutes: module.minutes }) : null),
    asked(module) > 0 && make("p", {}, quiet(words.ob_to_quiz, () =>
      lesson.querySelector(".quiz-start").scrollIntoView({ block: "center" }))),
    missing.length > 0 && section("missing", words.ob_missing,
      make("ul", {}, ...missing.map((name) => make("li", {}, name))),
      passages.length > 0 ? null : make("p", { class: "soft" }, words.ob_missing_more)),
    goals.length > 0 && section("goals", words.ob_goals,
      make("ul", {}, ...goals.map((goal) => make("li", {}, lower(goal))))),
    facts.length > 0 && section("facts", words.ob_facts,
      make("ul", {}, ...facts.map((fact) => make("li", {}, 
        fact.quote, " ", source(fact, placed(fact)))))),
    terms.length > 0 && section("terms", words.ob_terms, make("dl", {}, ...terms.flatMap(defined))),
    passages.length > 0 ? section("reading", words.ob_reading, ...reading(module))
      : make("p", { class: "nothing" }, words.ob_nothing),
    questions.length > 0 && section("questions", words.ob_questions, ...asking(module, questions)),
    passages.length > 0 && quiz(module),
  ].filter(Boolean));
  explain(lesson.querySelectorAll(".passage-text, .facts li"));
}

/** A term that several documents explain stands once, above what each says. */
function defined({ term, meaning, passage }, at, terms) {
  return [at && terms[at - 1].term === term ? "" : make("dt", {}, term),
    make("dd", {}, meaning, " ", source(passage, shortSource(passage)))].filter(Boolean);
}

/** How many questions the module has. */
function asked(module) {
  return path.modules.find(({ id }) => id === module.id).items;
}

function lower(text) {
  return text[0].toLowerCase() + text.slice(1);
}

function section(name, heading, ...content) {
  return make("section", { class: name }, make("h3", {}, heading), ...content);
}

function shortSource({ number, title: name, file, date: iso }) {
  return number || (iso ? `${name || file}, ${date(iso)}` : name || file);
}

/** The document, with the section that tells what a short sentence is about. */
function placed(citation) {
  const { section: part } = citation;
  return part ? `${shortSource(citation)}, ${part}` : shortSource(citation);
}

// Reading ---------------------------------------------------------------------------------

/** The passages, each document's under its name, with its pictures behind them. */
function reading(module) {
  const found = [];
  let before = null;
  for (const passage of module.passages) {
    const { citation } = passage;
    if (citation.document_id !== before?.document_id) {
      if (before) found.push(pictures(before));
      found.push(make("h4", {}, sourceLine({ ...citation, page: null })));
    }
    before = citation;
    found.push(card(passage, module));
  }
  if (before) found.push(pictures(before));
  const rest = module.passages.filter(({ read: done }) => !done);
  if (rest.length > 1) {
    found.push(quiet(words.ob_all_read, () => mark(rest, true, module), { class: "quiet all-read" }));
  }
  return found;
}

function card(passage, module) {
  const { citation } = passage;
  const check = make("input", { type: "checkbox", checked: passage.read });
  check.checked = passage.read;
  check.addEventListener("change", () => mark([passage], check.checked, module));
  const [head, ...rest] = blocks(citation);
  const headed = citation.section && citation.quote.startsWith(citation.section);
  return make("div", { class: "passage-card", "data-passage": passage.id },
    make("div", { class: "passage-text", lang: citation.language || null },
      headed ? make("h5", {}, citation.section) : head, ...rest),
    make("footer", {},
      make("label", { class: "read" }, check, make("span", {}, words.ob_read)),
      make("span", { class: "passage-actions" },
        quiet(words.ob_ask_more, () => askMore(passage, module)),
        quiet(words.ob_source, (event) => openPassage(citation, event.currentTarget)))));
}

async function mark(passages, done, module) {
  for (const one of passages) one.read = done;
  for (const one of passages) {
    const box = lesson.querySelector(`[data-passage="${one.id}"] input`);
    if (box) box.checked = done;
  }
  if (module.passages.every(({ read: all }) => all)) lesson.querySelector(".all-read")?.remove();
  try {
    path = await send("/read", { passages: passages.map(({ id }) => id), read: done });
    showModules();
  } catch (error) {
    lesson.prepend(failure(error));
  }
}

/** Opens the chat with the passage's place before what the reader will ask, and with a way back. */
function askMore({ id, citation }, module) {
  const from = citation.number || `«${citation.title || citation.file}»`;
  const key = citation.section ? "ob_ask_more_about" : "ob_ask_more_source";
  const field = document.querySelector("#question textarea");
  document.querySelector("#back-to-lesson")?.remove();
  document.querySelector("#question-row").before(make("div", { id: "back-to-lesson" },
    quiet(say("ob_back_to_lesson", { title: module.title }), () => backTo(id))));
  openTab(words.ob_chat);
  field.value = say(key, { source: from, section: citation.section });
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // Behind Gradio's showing of the tab, which takes the focus.
  requestAnimationFrame(() => { field.focus(); field.setSelectionRange(field.value.length, field.value.length); });
}

/** Back where the reader was; what was begun in the chat stays there. */
function backTo(passage) {
  document.querySelector("#back-to-lesson").remove();
  openTab(words.onboarding);
  requestAnimationFrame(() => {
    const card = lesson.querySelector(`[data-passage="${passage}"]`);
    card?.scrollIntoView({ block: "center" });
    card?.querySelector(".passage-actions button").focus({ preventScroll: true });
  });
}

// Quiz ------------------------------------------------------------------------------------

function quiz(module) {
  const body = make("section", { class: "quiz-start" }, make("h3", {}, words.ob_quiz));
  if (!asked(module)) {
    body.append(make("p", { class: "soft" }, words.ob_quiz_none));
    return body;
  }
  body.append(primary(words.ob_quiz_begin, () =>
    begin(lesson, `/modules/${module.id}/quiz`, { back: () => openModule(module.id, true), told: reread })));
  return body;
}

async function reread() {
  path = await read("");
  showModules();
}
