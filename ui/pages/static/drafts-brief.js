// The brief that a draft is made of, beside the drafts that are kept.
import { make, post, request, say, words } from "./base.js";
import { button, moment, notice } from "./drafts.js";

const AT_ONCE = 20; // drafts in the list
const ADDRESS = /^(ông|bà|ngài|đồng chí)\s+/i;

let form = null;
let list = null;
let status = null; // what the making has come to
let opened = null; // called with a draft to show

/** Fills the element; `open` shows a draft. */
export function show(element, open) {
  opened = open;
  form = make("form", { class: "brief", onsubmit: submit, "aria-label": words.brief },
    make("h2", { tabindex: "-1" }, words.drafts_new), ...fields());
  list = make("section", { class: "kept", "aria-label": words.drafts_list });
  element.replaceChildren(form, list);
  refresh();
}

export async function refresh(limit = AT_ONCE) {
  try {
    const found = await (await request(`/api/drafts?limit=${limit}`)).json();
    showList(found, limit);
  } catch (error) {
    list.replaceChildren(make("h2", {}, words.drafts_list), notice(error.message));
  }
}

function showList({ drafts, more }, limit) {
  const items = drafts.map((one) => make("li", {},
    make("button", { type: "button", class: "kept-draft", onclick: () => opened(one.id) },
      make("span", { class: "title" }, one.title),
      make("span", { class: "when" }, moment(one.updated_at)))));
  list.replaceChildren(make("h2", {}, words.drafts_list),
    items.length ? make("ul", {}, ...items) : make("p", { class: "hint" }, words.drafts_none),
    more ? button(words.drafts_more, () => refresh(limit + AT_ONCE)) : "");
}

// The form --------------------------------------------------------------------------------

function fields() {
  status = make("div", { class: "status", role: "status" });
  return [
    make("div", { class: "row" }, choice("occasion", words.drafts_occasions),
      line("partner"), line("country")),
    make("div", { class: "row" }, line("event"), line("field")),
    lines("guests", words.brief_people_hint),
    make("div", { class: "row" },
      labelled("when", make("input", { type: "date", name: "when" })),
      labelled("minutes", make("input", {
        type: "number", name: "minutes", min: "1", max: "60", value: "5", required: true,
      })),
      tick("interpreted"), choice("tone", words.drafts_tones)),
    writing(),
    make("details", { class: "more" }, make("summary", {}, words.brief_more),
      line("speaker"), lines("hosts", words.brief_people_hint), lines("must", words.brief_lines_hint),
      lines("avoid", words.brief_lines_hint), documentChoice()),
    make("div", { class: "actions" },
      make("button", { type: "submit", class: "primary" }, words.brief_make), status),
  ];
}

function labelled(name, input) {
  return make("label", { class: `field ${name}-field` },
    make("span", {}, words[`brief_${name}`]), input);
}

function line(name) {
  return labelled(name, make("input", {
    type: "text", name, maxlength: "300", placeholder: words[`brief_${name}_hint`], autocomplete: "off",
  }));
}

function lines(name, hint) {
  return labelled(name, make("textarea", { name, rows: "2", placeholder: hint }));
}

function choice(name, options) {
  return labelled(name, make("select", { name }, ...Object.entries(options).map(
    ([value, label]) => make("option", { value }, label))));
}

function tick(name) {
  return make("label", { class: "tick" },
    make("input", { type: "checkbox", name }), make("span", {}, words[`brief_${name}`]));
}

/** What a language model is to write beside the points, or why it cannot. */
function writing() {
  if (!words.has_model) return make("p", { class: "hint no-model" }, words.brief_no_model);
  const languages = { "": words.brief_language_none, ...words.drafts_languages };
  return make("div", { class: "row" }, choice("genre", words.drafts_genres),
    choice("language", languages));
}

/** All documents, or some of them in or out; the list is read when it is wanted. */
function documentChoice() {
  const box = make("div", { class: "documents", hidden: true });
  const use = make("select", {
    name: "use",
    onchange: async () => {
      box.hidden = use.value === "all";
      if (!box.hidden && !box.children.length) await fillDocuments(box);
    },
  }, ...["all", "only", "without"].map(
    (value) => make("option", { value }, words[`brief_documents_${value}`])));
  return make("div", {}, labelled("documents", use), box);
}

async function fillDocuments(box) {
  try {
    const found = await (await request("/api/documents")).json();
    box.replaceChildren(...found.map((one) => make("label", { class: "tick" },
      make("input", { type: "checkbox", name: "document", value: one.document_id }),
      make("span", {}, one.title || one.file))));
  } catch (error) {
    box.replaceChildren(notice(error.message));
  }
}

async function submit(event) {
  event.preventDefault();
  const send = form.querySelector("button.primary");
  send.disabled = true;
  status.replaceChildren(make("p", { class: "hint working" }, words.brief_making));
  try {
    const made = await (await post("/api/drafts", asked())).json();
    status.replaceChildren();
    await opened(made);
  } catch (error) {
    status.replaceChildren(notice(error.message));
  } finally {
    send.disabled = false;
  }
}

function asked() {
  const given = new FormData(form);
  const text = (name) => given.get(name).trim();
  const many = (name) => text(name).split("\n").map((one) => one.trim()).filter(Boolean);
  const chosen = given.getAll("document");
  return {
    occasion: given.get("occasion"),
    partner: text("partner"),
    country: text("country"),
    field: text("field"),
    event: text("event"),
    guests: many("guests").map(person),
    hosts: many("hosts").map(person),
    speaker: person(text("speaker")),
    when: given.get("when") || null,
    minutes: Number(given.get("minutes")),
    interpreted: given.has("interpreted"),
    tone: given.get("tone"),
    genre: given.get("genre") ?? "goi_y",
    language: given.get("language") || null,
    must: many("must"),
    avoid: many("avoid"),
    documents: given.get("use") === "only" ? chosen : [],
    without: given.get("use") === "without" ? chosen : [],
  };
}

/** «ông Nguyễn Văn A, Giám đốc Sở …» as its parts. */
function person(written) {
  const address = written.match(ADDRESS)?.[1].toLowerCase() ?? "";
  const [name, ...post] = written.replace(ADDRESS, "").split(",");
  return { name: name.trim(), post: post.join(",").trim(), address };
}
