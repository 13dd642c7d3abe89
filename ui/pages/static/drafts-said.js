// What a draft says aloud: its speech in running words, and the same in another language beside it.
import { make, say, sourceLine, words } from "./base.js";
import { button } from "./drafts.js";
import { evidence } from "./drafts-side.js";

/** The points in running words; a number behind a sentence opens what bears it out. Words without
    a number are said to be whose they are. */
export function speech(sections, draft) {
  const spoken = sections.filter((one) => one.speech.length);
  if (!spoken.length) return "";
  let count = 0;
  const mark = (citation) => make("button", { type: "button", class: "cite",
    "aria-label": sourceLine(citation), title: sourceLine(citation),
    onclick: () => evidence(citation) }, `[${count += 1}]`);
  const missing = sections.filter(({ part }) => draft.unspoken.includes(part));
  return make("section", { class: "draft-section draft-speech", "aria-labelledby": "draft-speech" },
    make("header", {}, make("h3", { id: "draft-speech" }, words.draft_speech)),
    make("p", { class: "hint" }, words.draft_speech_legend),
    draft.parallel ? make("p", { class: "hint" }, words.draft_parallel_legend) : "",
    ...spoken.flatMap((one) => paragraphs(one, draft, mark)),
    missing.length ? make("p", { class: "hint missing-parts" }, say("draft_speech_missing",
      { parts: missing.map(({ heading }) => heading).join("; ") })) : "");
}

/** One for a section, and one for each greeting; beside another language one for each sentence. */
function paragraphs(section, draft, mark) {
  const sentences = section.speech.map((one) => make("span", { class: kindOf(one, section) },
    one.text, ...one.citations.map(mark), whose(one, section), " "));
  if (!draft.parallel) return set(section.speech, sentences).map((some) => make("p", {}, ...some));
  return [make("div", { class: "pairs" }, ...section.speech.map(({ text }, at) =>
    make("div", { class: "pair" }, make("p", {}, sentences[at]), translated(text, draft))))];
}

function set(spoken, sentences) {
  const laid = [];
  const greets = (at) => spoken[at]?.text.startsWith(words.draft_greeting);
  sentences.forEach((sentence, at) => {
    if (!laid.length || greets(at) || greets(at - 1)) laid.push([]);
    laid.at(-1).push(sentence);
  });
  return laid;
}

function kindOf({ text }, { points }) {
  return points.find((point) => point.text === text && point.kind !== "quote")?.kind ?? "borne-out";
}

function whose(sentence, section) {
  return kindOf(sentence, section) === "own" && !sentence.citations.length
    ? make("span", { class: "mark missing" }, words.draft_own) : "";
}

/** A sentence in the draft's other language, marked where it does not go with the Vietnamese. */
export function translated(text, { parallel }) {
  if (!parallel) return "";
  const found = parallel.lines.find((one) => one.text === text);
  const faults = found?.faults.join("; ");
  const mark = (label) => make("span", { class: "mark missing" }, label);
  if (!found?.translated) return make("p", { class: "translated" }, mark(words.draft_untranslated));
  return make("p", { class: faults ? "translated unchecked" : "translated" },
    make("span", { lang: parallel.language }, found.translated), " ",
    faults ? mark(say("draft_unchecked", { faults })) : "");
}

/** What a model may still write; `speak` and `translate` do it. Nothing without a model. */
export function writing(draft, { speak, translate }) {
  if (!words.has_model) return [];
  const { parallel, unspoken, untranslated } = draft;
  const some = draft.sections.some((one) => one.speech.length);
  const label = !some ? "draft_speak" : unspoken.length ? "draft_speak_on" : "draft_speak_again";
  const going = parallel && untranslated.length ? parallel.language : "";
  const named = (key, code) => say(key, { language: words.drafts_languages[code] });
  return [
    button(words[label], speak),
    going ? button(named("draft_translate_on", going), () => translate(going)) : "",
    make("details", { class: "export translate" },
      make("summary", { class: "choose" }, words.draft_translate_menu),
      make("div", { class: "export-menu" }, ...Object.keys(words.drafts_languages).map((code) =>
        button(named("draft_translate", code), () => translate(code))))),
  ];
}
