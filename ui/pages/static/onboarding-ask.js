// What a module's reader can ask: the questions of the path and one's own.
import { make, say, words } from "./base.js";
import { failure, hint, quiet, read, send, source } from "./onboarding-parts.js";

/** Elements with a module's questions and a field for more; answers are shown below them. */
export function asking(module, questions) {
  const answer = make("div", { class: "given", "aria-live": "polite" });
  const field = make("input", {
    type: "text", class: "field", "aria-label": words.ob_ask, placeholder: words.ob_ask_hint, maxlength: "2000",
  });
  const form = make("form", { class: "ask-form", onsubmit: (event) => {
    event.preventDefault();
    if (field.value.trim()) ask(field.value.trim(), module, answer);
  } }, field, make("button", { type: "submit", class: "primary" }, words.ob_ask_button));
  const rows = questions.map((question) => make("li", { "data-question": question },
    make("button", { type: "button", class: "example", onclick: () => ask(question, module, answer) }, question)));
  markMissing(rows, module);
  return [
    make("p", { class: "soft" }, words.ob_questions_more),
    make("ul", { class: "to-answer" }, ...rows),
    form, make("p", { class: "soft" }, words.ob_ask_note), answer,
  ];
}

/** Marks the questions that no document answers, so that nobody looks for them in the lesson. */
async function markMissing(rows, module) {
  let found;
  try {
    found = await read(`/modules/${module.id}/questions`);
  } catch {
    return; // asking one tells what is wrong
  }
  for (const { question, answered } of found) {
    const row = rows.find(({ dataset }) => dataset.question === question);
    if (answered || !row) continue;
    row.classList.add("unanswerable");
    row.append(make("span", { class: "soft" }, words.ob_question_missing), tell(question, module));
  }
}

function tell(question, module) {
  const button = quiet(words.ob_question_tell, async () => {
    button.disabled = true;
    try {
      await send(`/modules/${module.id}/questions`, { question });
      button.replaceWith(make("span", { class: "told", role: "status" }, words.ob_question_told));
    } catch (error) {
      button.after(failure(error));
      button.disabled = false;
    }
  }, { "aria-label": say("ob_question_tell_this", { question }) });
  return button;
}

async function ask(question, module, answer) {
  answer.replaceChildren(hint(words.ob_asking));
  try {
    const found = await send("/ask", { question, module: module.id });
    const prose = found.answer.split("\n").filter(Boolean).map((line) => make("p", {}, ...cited(line, found.citations)));
    answer.replaceChildren(make("h4", {}, question),
      ...(found.refused ? [make("p", { class: "nothing" }, words.ob_answers_refused)] : prose),
      ...found.warnings.map((warning) => make("p", { class: "soft" }, warning)));
    answer.scrollIntoView({ block: "nearest" });
  } catch (error) {
    answer.replaceChildren(failure(error));
  }
}

/** An answer's line with its [n] as links. */
function cited(line, citations) {
  return line.split(/(\[\d+\])/).map((piece) => {
    const number = /^\[(\d+)\]$/.exec(piece)?.[1];
    const citation = citations.find(({ n }) => String(n) === number);
    return citation ? source(citation, piece) : piece;
  });
}
