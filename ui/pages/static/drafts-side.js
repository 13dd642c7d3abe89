// Beside a draft: what needs checking, what is known of the partner, the versions, and a source's
// passage in its document.
import { make, request, say, sourceLine, words } from "./base.js";
import { button, moment, named, notice } from "./drafts.js";
import { WIDE, showPassage } from "./passage.js";

const PARTS = ["checks", "facts", "versions"];

let frame = null;
let does = {}; // what the versions' buttons do
let current = "checks";
let draft = null;
let opener = null; // what the passage was opened from

/** Fills the element; `actions` are {restore(number), visit(number)}. */
export function show(element, actions) {
  frame = element;
  does = actions;
  frame.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
}

export function fill(given) {
  draft = given;
  render();
}

/** Shows a citation's passage. */
export async function evidence(citation) {
  opener = document.activeElement;
  const body = make("div", { class: "evidence-body" });
  const close = button(words.close, leave, { class: "close" });
  frame.replaceChildren(
    make("header", {}, make("h3", {}, words.draft_evidence), close), body);
  document.body.classList.add("draft-evidence-open");
  close.focus({ preventScroll: WIDE.matches });
  await showPassage(body, citation);
}

function leave() {
  if (!document.body.classList.contains("draft-evidence-open")) return;
  document.body.classList.remove("draft-evidence-open");
  render();
  opener?.focus();
}

function render() {
  document.body.classList.remove("draft-evidence-open");
  const content = make("div", { class: "side-content" });
  const counts = { checks: draft.checks.length, facts: draft.facts.length };
  const buttons = PARTS.map((name) => make("button", {
    type: "button", "aria-current": name === current ? "page" : null,
    onclick: () => { current = name; render(); },
  }, words[`draft_${name}`], counts[name] ? make("span", { class: "count" }, String(counts[name])) : ""));
  frame.replaceChildren(make("nav", { class: "parts", "aria-label": words.draft_side }, ...buttons),
    content);
  ({ checks, facts, versions })[current](content);
}

function checks(content) {
  if (!draft.checks.length) {
    content.replaceChildren(make("p", { class: "hint" }, words.draft_checks_none));
    return;
  }
  content.replaceChildren(make("ul", { class: "checks" }, ...draft.checks.map((check) =>
    make("li", {}, make("strong", {}, named("doubts", check.doubt)),
      make("p", {}, check.text), ...check.citations.slice(0, 4).map(source)))));
}

function facts(content) {
  if (!draft.facts.length) {
    content.replaceChildren(make("p", { class: "hint" }, words.draft_facts_none));
    return;
  }
  const topics = [...new Set(draft.facts.map(({ topic }) => topic))];
  content.replaceChildren(...topics.map((topic) => make("section", { class: "topic" },
    make("h4", {}, named("topics", topic)),
    make("ul", {}, ...draft.facts.filter((fact) => fact.topic === topic).map((fact) =>
      make("li", {}, fact.label ? make("strong", {}, `${fact.label}: `) : "",
        make("q", {}, fact.citation.quote), source(fact.citation)))))));
}

function source(citation) {
  return make("button", { type: "button", class: "source", onclick: () => evidence(citation) },
    sourceLine(citation));
}

async function versions(content) {
  content.replaceChildren(make("p", { class: "hint" }, words.draft_loading));
  try {
    const found = await (await request(`/api/drafts/${encodeURIComponent(draft.id)}/versions`)).json();
    content.replaceChildren(make("ol", { class: "versions" }, ...found.map(version)));
  } catch (error) {
    content.replaceChildren(notice(error.message));
  }
}

function version({ number, change, saved_at: at }) {
  const here = number === draft.version.number;
  const label = say("draft_version", { number, change: named("changes", change), time: moment(at) });
  const details = make("div", {});
  return make("li", { "aria-current": here ? "true" : null },
    make("button", { type: "button", class: "link", onclick: () => does.visit(number) }, label),
    number > 1
      ? button(words.draft_difference_of, () => differences(number, details), { class: "link" }) : "",
    number < draft.latest
      ? button(words.draft_restore, () => does.restore(number), { class: "link" }) : "",
    details);
}

async function differences(number, element) {
  try {
    const path = `/api/drafts/${encodeURIComponent(draft.id)}/differences`;
    const found = await (await request(`${path}?before=${number - 1}&after=${number}`)).json();
    element.replaceChildren(found.length
      ? make("ul", { class: "differences" }, ...found.map(({ difference, point }) =>
        make("li", { class: difference },
          make("strong", {}, `${words[`draft_difference_${difference}`]}: `), point.text)))
      : make("p", { class: "hint" }, words.draft_difference_none));
  } catch (error) {
    element.replaceChildren(notice(error.message));
  }
}
