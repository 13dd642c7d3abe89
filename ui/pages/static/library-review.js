// «Cần xem lại»: scanned pages that were read with doubt, the picture beside the text.
import { make, request, say, words } from "./base.js";
import {
  button, documentPath, hint, notice, number, percent, readable, table, tell, titleOf,
} from "./library-parts.js";
import { picture } from "./library-picture.js";
import { hold, letGo, mayLeave, statusLine } from "./library-unsaved.js";

let body = null; // the list, or one page
let pages = []; // those that can be gone through
let at = null; // the place in `pages` of the page shown; null while the list is
let holder = null; // what is typed

export function show(element) {
  body = make("div", { class: "review" }, hint(words.list_loading));
  element.replaceChildren(make("h2", {}, words.part_review), body);
}

/** `pages` with `index` opens a page at once, and goes through those pages only. */
export async function open({ pages: given, index } = {}) {
  if (!given && at != null) return; // the page being read stays
  if (given) {
    pages = given.slice();
    await showPage(index);
  } else {
    await showList();
  }
}

export async function leave() {
  if (!(await mayLeave(holder))) return false;
  letGo(holder);
  holder = null;
  at = null;
  return true;
}

export function editing() {
  return at != null;
}

async function showList(said = "") {
  at = null;
  const message = said && make("p", { class: "saved", role: "status" }, said);
  try {
    pages = await (await request("/api/review")).json();
    const columns = ["document", "page", "confidence", "actions"]
      .map((name) => [name, words[`review_${name}`]]);
    body.replaceChildren(...[message,
      hint(pages.length ? words.review_about : words.review_empty),
      pages.length ? table(columns, pages.map((page, index) => ({ page, index })), row) : null,
    ].filter(Boolean));
  } catch (error) {
    body.replaceChildren(notice(error.message));
  }
}

function row({ page, index }) {
  return {
    document: [make("strong", {}, titleOf(page)), make("span", { class: "soft" }, page.file)],
    page: number(page.page),
    confidence: confidence(page),
    actions: button(words.review_open, () => showPage(index), "quiet",
      { "aria-label": say("review_open_n", { n: page.page, title: titleOf(page) }) }),
  };
}

function confidence(page) {
  const level = page.corrected || page.confidence >= words.doubtful ? "fair"
    : page.confidence >= 0.6 ? "doubtful" : "poor";
  const said = page.corrected ? words.page_seen
    : `${readable(page.confidence)}, ${percent(page.confidence)}`;
  return make("span", { class: `badge confidence ${level}` }, said);
}

// One page --------------------------------------------------------------------------------

async function showPage(index, said = "") {
  at = index;
  const page = pages[index];
  const place = `${documentPath(page.document_id)}/pages/${page.page}`;
  const step = (name, to) => button(words[name], () => goTo(to), "quiet",
    { disabled: to < 0 || to >= pages.length });
  const heading = make("h3", { tabindex: "-1" },
    `${titleOf(page)}, ${say("page", { page: page.page })}`);
  const editor = make("div", { class: "editor" }, hint(words.page_loading));
  body.replaceChildren(
    make("div", { class: "steps" }, button(words.review_back, back, "quiet"),
      make("span", { class: "soft" },
        say("review_n", { n: number(index + 1), all: number(pages.length) })),
      step("previous", index - 1), step("next", index + 1)),
    heading,
    make("p", {}, confidence(page), " ",
      button(words.review_details, () => tell("document", { id: page.document_id }), "link")),
    said && make("p", { class: "saved", role: "status" }, said),
    make("div", { class: "beside" },
      picture(`${place}/image`, say("page_picture", { n: page.page, title: titleOf(page) })),
      editor));
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "nearest" });
  try {
    const found = await (await request(place)).json();
    if (pages[at] === page) editor.replaceChildren(...textForm(found, place));
  } catch (error) {
    editor.replaceChildren(notice(error.message));
  }
}

function textForm(found, place) {
  const area = make("textarea", { id: "page-text", class: "field", spellcheck: "false", lang: "vi" });
  area.value = found.text.replace(/\n{2,}/g, "\n"); // a paragraph a line, as it is sent
  const before = area.value; // with the browser's line ends
  const status = statusLine();
  const save = button(words.page_save, () => put(area.value, true), "primary", { disabled: true });
  const right = button(words.page_right, () => put(before, true), "quiet");
  const show = () => {
    const changed = area.value !== before;
    save.disabled = !changed;
    right.disabled = changed;
    status.say(changed ? words.page_unsaved : "");
  };
  area.addEventListener("input", show);
  const put = async (text, goOn) => {
    for (const control of [area, save, right]) control.disabled = true;
    status.say(words.page_saving);
    try {
      await request(place, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text }),
      });
      if (goOn) await goFurther();
      return true;
    } catch (error) {
      area.disabled = false;
      show();
      status.fail(error.message);
      return false;
    }
  };
  letGo(holder);
  holder = hold({
    what: words.unsaved_page,
    dirty: () => area.isConnected && area.value !== before,
    save: () => put(area.value, false),
  });
  return [make("label", { for: "page-text" }, words.page_text), area, hint(words.page_hint),
    make("div", { class: "actions" }, save, right), status.line];
}

async function goTo(index) {
  if (await mayLeave(holder)) await showPage(index);
}

async function back() {
  if (!(await leave())) return;
  await showList();
  tell("counts");
  body.querySelector("button")?.focus();
}

/** After a page is settled: the next one, or the list when there is none. */
async function goFurther() {
  const [settled] = pages.splice(at, 1);
  const said = say("page_saved", { n: settled.page });
  letGo(holder);
  holder = null;
  if (pages.length) await showPage(Math.min(at, pages.length - 1), said);
  else await showList(said);
  tell("counts");
}
