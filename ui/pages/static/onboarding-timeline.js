// Events in the order of their dates, each as the document tells it.
import { make, words } from "./base.js";
import { failure, hint, read, source, title } from "./onboarding-parts.js";

let body = null;
let chosen = ""; // kind of event shown, empty for all
let found = [];

export function show(element) {
  body = make("div", { class: "timeline" });
  element.append(title(words.ob_part_timeline, words.ob_timeline_more), body);
}

export async function open() {
  if (!found.length) body.replaceChildren(hint(words.ob_working));
  try {
    found = await read("/timeline");
    list();
  } catch (error) {
    body.replaceChildren(failure(error));
  }
}

export async function leave() {
  return true;
}

function list() {
  if (!found.length) {
    body.replaceChildren(hint(words.ob_timeline_none));
    return;
  }
  const kinds = [...new Set(found.map(({ event }) => event))];
  if (!kinds.includes(chosen)) chosen = "";
  const buttons = ["", ...kinds].map((kind) => make("button", {
    type: "button", class: "kind", "aria-pressed": String(kind === chosen),
    onclick: () => { chosen = kind; list(); },
  }, kind ? words.onboarding_events[kind] : words.ob_timeline_all));
  const shown = found.filter(({ event }) => !chosen || event === chosen);
  body.replaceChildren(make("div", { class: "kinds" }, ...buttons),
    make("ol", { class: "events" }, ...byDate(shown).map(([when, events]) => make("li", {},
      make("h3", {}, when),
      ...events.map(({ event, citation, also }) => make("div", { class: "event" },
        make("span", { class: "event-kind" }, words.onboarding_events[event]),
        make("blockquote", {}, citation.quote.replace(/^[-•] /, "")), source(citation),
        also.length ? make("p", { class: "soft also" }, words.ob_also,
          ...also.flatMap((one) => [" ", source(one)])) : null))))));
}

/** Events under their date, as the first of them writes it. */
function byDate(events) {
  const dates = new Map();
  for (const one of events) {
    const key = `${one.start} ${one.end}`;
    if (!dates.has(key)) dates.set(key, [one.when[0].toUpperCase() + one.when.slice(1), []]);
    dates.get(key)[1].push(one);
  }
  return [...dates.values()];
}
