// The page «Gợi ý phát biểu»: the brief beside the drafts that are kept, or one draft at work.
import { make, words } from "./base.js";
import * as brief from "./drafts-brief.js";
import * as editor from "./drafts-edit.js";

let start = null; // brief and list
let work = null; // one draft

/** Fills Gradio's element. */
export function show(element) {
  start = make("div", { class: "drafts-start" });
  work = make("div", { class: "drafts-work", hidden: true });
  element.replaceChildren(start, work);
  brief.show(start, open);
  editor.show(work, leave);
}

/** Reads the list anew. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (start && !start.hidden) await brief.refresh();
}

/** Shows a draft: as the interface gave it, or by its name. */
async function open(draft) {
  start.hidden = true;
  work.hidden = false;
  await editor.open(draft);
  work.scrollIntoView();
  work.querySelector("h2")?.focus({ preventScroll: true });
}

async function leave() {
  work.hidden = true;
  start.hidden = false;
  await brief.refresh();
  start.querySelector("h2").focus();
}

/** A line in the place of what cannot be shown. */
export function notice(message) {
  return make("p", { class: "failure", role: "alert" }, message);
}

/** A button of the page; `more` are further attributes. */
export function button(label, onclick, more = {}) {
  return make("button", { type: "button", class: "quiet", onclick, ...more }, label);
}

/** «26/11/2026 15:30», in the reader's own time. */
export function moment(iso) {
  const format = { dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat("vi-VN", format).format(new Date(iso));
}

export function named(key, name) {
  return words[`drafts_${key}`][name];
}
