// The form that puts a document's metadata right by hand. Only what was changed is sent.
import { date, make, words } from "./base.js";
import { button } from "./library-parts.js";
import { hold, statusLine } from "./library-unsaved.js";

// How each field is typed; `most` is the longest value that the interface takes.
const FIELDS = [
  { name: "title", lines: 2, most: 1000 },
  { name: "number", most: 100 },
  { name: "date", most: 10, hint: "date_hint" },
  { name: "issuer", most: 300 },
  { name: "kind", most: 100, suggest: () => words.document_kinds },
  { name: "subject", lines: 3, most: 1000 },
  { name: "signer", most: 200 },
  { name: "signer_post", most: 200 },
  { name: "recipients", lines: 4, most: 5000, hint: "recipients_hint" },
  { name: "urgency", most: 50, suggest: () => words.urgencies },
  { name: "language", options: () => Object.entries(words.languages) },
  { name: "label", options: () => Object.entries(words.labels) },
  { name: "groups", most: 1000, hint: "groups_hint" },
];
const MOST_LINES = 100;

/** {element, dirty(), save()}. `send` takes the changes to the server; `leave` is called when
 * the reader gives up. */
export function editForm(record, send, leave) {
  const before = Object.fromEntries(FIELDS.map(({ name }) => [name, typed(record, name)]));
  const controls = new Map();
  const status = statusLine();
  const save = button(words.save, () => holder.save(), "primary");
  const element = make("form", { class: "edit-form", novalidate: true },
    make("h3", {}, words.edit_heading),
    ...FIELDS.map((field) => {
      const [control, row] = fieldRow(field, before[field.name], record);
      controls.set(field.name, control);
      return row;
    }),
    make("div", { class: "actions" }, save, button(words.cancel, leave)), status.line);
  element.addEventListener("submit", (event) => { event.preventDefault(); holder.save(); });

  const changed = () => FIELDS.filter(({ name }) =>
    tidy(controls.get(name).value) !== tidy(before[name]));
  const holder = hold({
    element,
    what: words.unsaved_edit,
    dirty: () => changed().length > 0,
    async save() {
      const wrong = changed().filter((field) => !check(field, controls.get(field.name)));
      if (wrong.length) {
        controls.get(wrong[0].name).focus();
        return false;
      }
      save.disabled = true;
      status.say(words.saving);
      try {
        const values = changed().map(({ name }) => [name, sent(name, controls.get(name).value)]);
        await send(Object.fromEntries(values));
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

function fieldRow(field, value, record) {
  const id = `edit-${field.name}`;
  const about = [field.hint && `${id}-hint`, `${id}-wrong`].filter(Boolean).join(" ");
  const control = make(field.options ? "select" : field.lines ? "textarea" : "input", {
    id, name: field.name, class: "field", rows: field.lines, maxlength: field.most,
    autocomplete: "off", "aria-describedby": about,
    inputmode: field.name === "date" ? "numeric" : null,
    list: field.suggest ? `${id}-list` : null,
  });
  if (field.options) control.append(...choices(field, value));
  control.value = value;
  const suggested = field.suggest && make("datalist", { id: `${id}-list` },
    ...field.suggest().map((one) => make("option", { value: one })));
  const byHand = record.edited.includes(field.name)
    ? make("span", { class: "badge hand" }, words.by_hand) : null;
  return [control, make("div", { class: "row" },
    make("div", { class: "name" }, make("label", { for: id }, words.fields[field.name]), byHand),
    control, suggested,
    field.hint && make("p", { class: "hint", id: `${id}-hint` }, words[field.hint]),
    make("p", { class: "wrong", id: `${id}-wrong`, role: "alert" }))];
}

/** The value that is there can be kept even if it is not among the usual ones. */
function choices(field, value) {
  const options = field.options();
  if (!options.some(([known]) => known === value)) options.unshift([value, value || words.not_known]);
  return options.map(([known, name]) => make("option", { value: known }, name));
}

// Values as typed and as sent -------------------------------------------------------------

function typed(record, name) {
  const value = record[name];
  if (name === "date") return date(value);
  if (name === "groups") return value.join(", ");
  return Array.isArray(value) ? value.join("\n") : value ?? "";
}

function sent(name, value) {
  if (name === "date") return isoDate(value.trim()) ?? "";
  if (name === "recipients") return linesOf(value);
  if (name === "groups") return value.split(",").map((one) => one.trim()).filter(Boolean);
  return value.trim();
}

function linesOf(value) {
  return value.split("\n").map((line) => line.trim()).filter(Boolean);
}

function tidy(value) {
  return value.replaceAll("\r", "").trim();
}

/** Whether what was typed can be sent; says beside the field why not. */
function check(field, control) {
  const wrong = problem(field.name, control.value.trim());
  document.getElementById(`${control.id}-wrong`).textContent = wrong;
  control.setAttribute("aria-invalid", String(Boolean(wrong)));
  return !wrong;
}

function problem(name, value) {
  if (name === "title" && !value) return words.wrong_title;
  if (name === "date" && value && !isoDate(value)) return words.wrong_date;
  if (name === "recipients" && linesOf(value).length > MOST_LINES) return words.wrong_recipients;
  return "";
}

/** 2026-03-15 for 15/3/2026; null for what is no day. */
function isoDate(value) {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
  if (!parts) return null;
  const [day, month, year] = parts.slice(1).map(Number);
  const made = new Date(Date.UTC(year, month - 1, day));
  const real = made.getUTCMonth() === month - 1 && made.getUTCDate() === day && year > 1000;
  return real ? made.toISOString().slice(0, 10) : null;
}
