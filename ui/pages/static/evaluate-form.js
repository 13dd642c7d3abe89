// The form of one gold question.
import { make, say, words } from "./base.js";
import { button, numberAndDate, plain, titleOf } from "./library-parts.js";
import { hold, statusLine } from "./library-unsaved.js";

const LONGEST = 2000; // characters of one question
const OFFERED = 6; // documents offered while one is being looked for

/** {element, dirty(), save()}. `send` takes the question to the server; `leave` is called when
 * the reader gives up. */
export function questionForm(question, documents, send, leave) {
  const turns = question ? question.turns ?? [question.question] : [""];
  const controls = {
    question: area("question", turns.at(-1), 2),
    previous: area("previous", turns.slice(0, -1).join("\n"), 2),
    answers: area("answers", (question?.answers ?? []).join("\n"), 3),
    refuse: make("input", { type: "checkbox", id: "gold-refuse", onchange: () => showExpected() }),
    kind: kinds(question?.kind ?? ""),
  };
  controls.refuse.checked = Boolean(question?.refuse);
  const sources = sourcePicker([question?.source ?? []].flat(), documents);
  const status = statusLine();
  const save = button(words.save, () => holder.save(), "primary");
  const expected = make("div", {},
    make("div", { class: "row" }, label("source-find", words.gold_field_sources), sources.element,
      note(words.gold_sources_hint)),
    row("answers", controls.answers, words.gold_answers_hint));
  const element = make("form", { class: "edit-form gold-form", novalidate: true },
    make("h2", {}, question ? words.gold_form_edit : words.gold_form_add),
    row("question", controls.question, null, true),
    row("previous", controls.previous, words.gold_previous_hint),
    make("div", { class: "row" },
      make("label", { class: "check", for: "gold-refuse" }, controls.refuse, words.gold_field_refuse)),
    expected,
    row("kind", controls.kind),
    make("div", { class: "actions" }, save, button(words.cancel, leave)), status.line);
  element.addEventListener("submit", (event) => { event.preventDefault(); holder.save(); });

  const showExpected = () => { expected.hidden = controls.refuse.checked; };
  showExpected();
  const value = () => read(controls, sources.chosen());
  const before = JSON.stringify(value());
  const holder = hold({
    element,
    what: words.gold_unsaved,
    dirty: () => JSON.stringify(value()) !== before,
    async save() {
      if (!check(controls)) return false;
      save.disabled = true;
      status.say(words.saving);
      try {
        await send(value());
        return true;
      } catch (error) {
        status.fail(error.message);
        save.disabled = false;
        return false;
      }
    },
  });
  return holder;
}

/** What is sent: one line of the file of questions. */
function read(controls, sources) {
  const question = controls.question.value.trim();
  const previous = linesOf(controls.previous.value);
  const refuse = controls.refuse.checked;
  return {
    ...(previous.length ? { turns: [...previous, question] } : { question }),
    source: refuse ? [] : sources,
    answers: refuse ? [] : linesOf(controls.answers.value),
    refuse,
    kind: controls.kind.value,
  };
}

function check(controls) {
  const { question } = controls;
  const text = question.value.trim();
  const wrong = !text ? words.gold_wrong_question
    : text.length > LONGEST ? say("gold_wrong_long", { limit: LONGEST }) : "";
  document.getElementById("gold-question-wrong").textContent = wrong;
  question.setAttribute("aria-invalid", String(Boolean(wrong)));
  if (wrong) question.focus();
  return !wrong;
}

function linesOf(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

// Fields ----------------------------------------------------------------------------------

function area(name, value, rows) {
  const made = make("textarea", {
    id: `gold-${name}`, class: "field", rows, autocomplete: "off",
    "aria-describedby": `gold-${name}-hint`,
  });
  made.value = value;
  return made;
}

function label(name, text) {
  return make("div", { class: "name" }, make("label", { for: `gold-${name}` }, text));
}

function note(text, id = null) {
  return text && make("p", { class: "hint", id }, text);
}

function row(name, control, hint = null, checked = false) {
  return make("div", { class: "row" }, label(name, words[`gold_field_${name}`]), control,
    note(hint, `gold-${name}-hint`),
    checked ? make("p", { class: "wrong", id: `gold-${name}-wrong`, role: "alert" }) : null);
}

/** A kind of the keeper's own is kept. */
function kinds(value) {
  const known = Object.entries(words.gold_kinds);
  if (value && !(value in words.gold_kinds)) known.push([value, value]);
  const made = make("select", { id: "gold-kind", class: "field" },
    make("option", { value: "" }, words.gold_kind_auto),
    ...known.map(([kind, name]) => make("option", { value: kind }, name)));
  made.value = value;
  return made;
}

/** {element, chosen()}: documents are looked for by a few letters and chosen by their file. */
function sourcePicker(names, documents) {
  const chosen = [...names];
  const chips = make("ul", { class: "chips" });
  const offers = make("ul", { class: "offers", hidden: true });
  const field = make("input", {
    type: "search", id: "gold-source-find", class: "field", autocomplete: "off",
    placeholder: words.gold_source_find,
    oninput: () => offer(),
    onkeydown: (event) => {
      if (event.key !== "Enter") return; // would send the form
      event.preventDefault();
      offers.querySelector("button")?.click();
    },
  });
  const showChips = () => {
    chips.hidden = !chosen.length;
    chips.replaceChildren(...chosen.map((name) => make("li", { class: "chip" }, name,
      known(name, documents) ? null : make("span", { class: "soft" }, ` (${words.gold_source_gone})`),
      make("button", {
        type: "button", "aria-label": say("gold_source_remove", { name }),
        onclick: () => { chosen.splice(chosen.indexOf(name), 1); showChips(); field.focus(); },
      }, "×"))));
  };
  const offer = () => {
    const text = plain(field.value);
    offers.hidden = !text;
    if (!text) return;
    const fitting = documents.filter((record) => !chosen.includes(record.file)
      && plain([record.title, record.number, record.file].join(" ")).includes(text));
    offers.replaceChildren(...(fitting.length
      ? fitting.slice(0, OFFERED).map((record) => make("li", {}, make("button", {
        type: "button", class: "offer",
        onclick: () => { chosen.push(record.file); field.value = ""; offer(); showChips(); field.focus(); },
      }, make("strong", {}, titleOf(record)), " ",
      make("span", { class: "soft" }, [record.file, numberAndDate(record)].filter(Boolean).join(", ")))))
      : [make("li", { class: "soft" }, words.gold_source_none)]));
  };
  showChips();
  return { element: make("div", { class: "picker" }, chips, field, offers), chosen: () => [...chosen] };
}

/** By its file's name, with or without the suffix; a path by its last part. */
function known(name, documents) {
  const last = (path) => plain(path.split(/[/\\]/).at(-1));
  const stem = (file) => file.replace(/\.[^.]+$/, "");
  return documents.some(({ file }) => [last(file), stem(last(file))].includes(last(name)));
}
