// The terms and abbreviations that documents explain.
import { make, say, words } from "./base.js";
import { failure, hint, source, title } from "./onboarding-parts.js";
import { entries } from "./onboarding-terms.js";

let body = null;
let field = null;
let found = [];

export function show(element) {
  body = make("div", { class: "glossary" });
  field = make("input", {
    type: "search", class: "field", "aria-label": words.ob_glossary_filter,
    placeholder: words.ob_glossary_filter, oninput: list,
  });
  element.append(title(words.ob_part_glossary), field, body);
}

export async function open() {
  if (!found.length) body.replaceChildren(hint(words.ob_working));
  try {
    found = await entries(true);
    list();
  } catch (error) {
    body.replaceChildren(failure(error));
  }
}

export async function leave() {
  return true;
}

function list() {
  const wanted = folded(field.value.trim());
  const fitting = found.filter((one) => folded(
    [one.term, ...one.definitions.map(({ meaning }) => meaning)].join(" ")).includes(wanted));
  if (!found.length) body.replaceChildren(hint(words.ob_glossary_empty));
  else if (!fitting.length) body.replaceChildren(hint(words.ob_glossary_none));
  else {
    body.replaceChildren(make("p", { class: "soft", role: "status" }, say("ob_glossary_count", { count: fitting.length })),
      make("dl", {}, ...fitting.flatMap((one) => [
        make("dt", {}, one.term),
        ...one.definitions.map(({ meaning, passage }) =>
          make("dd", {}, meaning, make("span", { class: "from" }, source(passage)))),
      ])));
  }
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
