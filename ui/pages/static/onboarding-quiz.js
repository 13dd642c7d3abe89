// A round of questions: one card at a time, marked at once with the passage that it rests on.
import { date, make, say, words } from "./base.js";
import { failure, hint, primary, quiet, quoted, read, send } from "./onboarding-parts.js";

/** Shows a round in the element. `back` leaves it, `told` hears of every answer; `none` is shown
    where there is no question. */
export async function begin(element, address, { back, told, none }) {
  element.replaceChildren(hint(words.ob_working));
  try {
    const items = await read(address);
    if (!items.length) {
      element.replaceChildren(none ?? hint(words.ob_quiz_none));
      return;
    }
    const round = { element, address, items, at: 0, right: 0, back, told, none };
    ask(round);
    element.scrollIntoView({ block: "start" });
  } catch (error) {
    element.replaceChildren(failure(error));
  }
}

function ask(round) {
  const item = round.items[round.at];
  const answer = { choose: choices, fill: blank, match: pairs }[item.form](item);
  const verdict = make("div", { class: "verdict", "aria-live": "polite" });
  const check = make("button", { type: "submit", class: "primary" }, words.ob_quiz_check);
  const form = make("form", { class: "quiz-card" },
    make("p", { class: "soft" }, say("ob_quiz_of", { at: round.at + 1, count: round.items.length })),
    item.title ? make("p", { class: "soft quiz-source" }, from(item)) : null,
    make("h3", {}, item.prompt),
    item.subject ? make("blockquote", {}, item.subject) : null,
    answer.element, make("div", { class: "actions" }, check, round.back ? quiet(words.ob_quiz_back, round.back) : null),
    verdict);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = answer.value();
    if (given === null) return;
    check.disabled = true;
    try {
      const marked = await send("/answers", { item: item.id, answer: given });
      answer.close(marked);
      round.right += marked.right;
      check.remove();
      verdict.replaceChildren(...marking(item, marked), next(round));
      verdict.querySelector("button.primary")?.focus();
      round.told?.();
    } catch (error) {
      check.disabled = false;
      verdict.replaceChildren(failure(error));
    }
  });
  round.element.replaceChildren(form);
  form.querySelector("input, select")?.focus({ preventScroll: true });
}

function from({ title, section, date: iso }) {
  const named = iso ? say("ob_quiz_source_dated", { title, date: date(iso) }) : say("ob_quiz_source", { title });
  return section ? `${named}, ${section}` : named;
}

/** With the heading that a passage stands under, where the question did not show it. */
function marking({ section }, { right, answer, pairs: joined, citation, due_at: due }) {
  const heading = section || citation.quote.startsWith(citation.section) ? "" : citation.section;
  return [
    make("p", { class: right ? "right" : "wrong" }, right ? words.ob_quiz_right : words.ob_quiz_wrong),
    !right && answer ? make("p", {}, say("ob_quiz_is", { answer })) : null,
    !right && joined.length ? make("ul", {}, ...joined.map(([a, b]) => make("li", {}, `${a}: ${b}`))) : null,
    heading ? make("p", { class: "under" }, heading) : null,
    quoted(citation),
    make("p", { class: "soft" }, say("ob_quiz_again", { when: when(due) })),
  ].filter(Boolean);
}

function when(due) {
  const hours = (new Date(due) - Date.now()) / 3_600_000;
  if (hours < 1) return words.ob_soon;
  if (hours < 24) return say("ob_in_hours", { count: Math.round(hours) });
  return say("ob_in_days", { count: Math.round(hours / 24) });
}

function next(round) {
  if (round.at + 1 < round.items.length) {
    return primary(words.ob_quiz_next, () => { round.at += 1; ask(round); });
  }
  return primary(words.ob_quiz_end, () => result(round));
}

function result({ element, address, items, right, back, told, none }) {
  element.replaceChildren(make("section", { class: "quiz-result" },
    make("h3", {}, say("ob_quiz_result", { right, count: items.length })),
    make("div", { class: "actions" },
      primary(words.ob_quiz_more, () => begin(element, address, { back, told, none })),
      back ? quiet(words.ob_quiz_back, back) : null)));
  element.querySelector("button").focus();
}

// Ways to answer: the element, the value or null, and what shows the right one ---------------

function choices({ id, options, prompt }) {
  const inputs = options.map((value) => make("input", { type: "radio", name: `quiz-${id}`, value }));
  const element = make("fieldset", { class: "choices" }, make("legend", { class: "only-read" }, prompt),
    ...inputs.map((input) => make("label", {}, input, make("span", {}, input.value))));
  return {
    element,
    value: () => inputs.find(({ checked }) => checked)?.value ?? null,
    close({ answer }) {
      for (const input of inputs) {
        input.disabled = true;
        if (input.value === answer) input.parentElement.classList.add("is-right");
        else if (input.checked) input.parentElement.classList.add("is-wrong");
      }
    },
  };
}

function blank() {
  const field = make("input", {
    type: "text", class: "field", "aria-label": words.ob_quiz_answer, autocomplete: "off", maxlength: "100",
  });
  return {
    element: make("div", { class: "blank" }, field),
    value: () => field.value.trim() || null,
    close({ right }) {
      field.disabled = true;
      field.classList.add(right ? "is-right" : "is-wrong");
    },
  };
}

function pairs({ lefts, options }) {
  const selects = lefts.map((left) => make("select", { "aria-label": left },
    make("option", { value: "" }, words.ob_quiz_choose_pair),
    ...options.map((value) => make("option", { value }, value))));
  return {
    element: make("dl", { class: "pairs" }, ...lefts.flatMap((left, at) =>
      [make("dt", {}, left), make("dd", {}, selects[at])])),
    value: () => (selects.every(({ value }) => value) ? selects.map(({ value }) => value) : null),
    close({ pairs: joined }) {
      selects.forEach((select, at) => {
        select.disabled = true;
        select.classList.add(select.value === joined[at][1] ? "is-right" : "is-wrong");
      });
    },
  };
}
