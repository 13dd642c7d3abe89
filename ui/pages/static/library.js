// The page «Kho tài liệu»: its parts, one shown at a time, and a document's details beside
// them. Each part is a module that gives {show(element), open(detail), leave()}.
import { make, request, words } from "./base.js";
import * as alike from "./library-alike.js";
import * as details from "./library-details.js";
import * as files from "./library-files.js";
import * as list from "./library-list.js";
import { hear, number, readDocuments } from "./library-parts.js";
import * as review from "./library-review.js";
import * as runs from "./library-runs.js";

const PARTS = { documents: list, files, review, alike, runs };

let frame = null; // where all is shown
let current = "documents";

/** Fills Gradio's element. */
export function show(element) {
  const sections = Object.keys(PARTS).map((name) => {
    const section = make("section", {
      class: `part ${name}-part`, "data-part": name, hidden: name !== current,
      "aria-label": words[`part_${name}`],
    });
    PARTS[name].show(section);
    return section;
  });
  const main = make("div", { class: "library-main" }, navigation(), ...sections);
  const panel = make("aside", {
    class: "details", hidden: true, tabindex: "-1", "aria-label": words.details,
  });
  frame = make("div", { class: "library-frame" }, main, panel);
  details.show(panel, main);
  element.replaceChildren(frame);
  refresh();
}

/** Reads anew what is shown. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (!frame) return;
  await PARTS[current].open({ again: true });
  await count();
}

function navigation() {
  const buttons = Object.keys(PARTS).map((name) => make("button", {
    type: "button", "data-part": name, "aria-current": name === current ? "page" : null,
    onclick: () => openPart(name),
  }, words[`part_${name}`], make("span", { class: "count", hidden: true })));
  return make("nav", { class: "parts", "aria-label": words.parts }, ...buttons);
}

async function openPart(name, detail = {}) {
  if (!(await PARTS[current].leave())) return;
  current = name;
  for (const section of frame.querySelectorAll(".part")) {
    section.hidden = section.dataset.part !== name;
  }
  for (const button of frame.querySelectorAll(".parts button")) {
    if (button.dataset.part === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  await PARTS[name].open(detail);
}

/** The numbers in the navigation; where they cannot be read they are left out. */
async function count() {
  const read = async (path) => (await request(path)).json();
  const [documents, places, pages] = await Promise.all([
    readDocuments(), read("/api/files"), read("/api/review"),
  ].map((promise) => promise.catch(() => null)));
  const out = places?.filter(({ status }) => ["refused", "failed"].includes(status));
  setCount("documents", documents?.length);
  setCount("files", out?.length, words.count_files);
  setCount("review", pages?.length);
}

function setCount(name, value, spoken = "{count}") {
  const shown = frame.querySelector(`.parts [data-part="${name}"] .count`);
  shown.hidden = !value;
  shown.textContent = value ? number(value) : "";
  shown.title = value ? spoken.replace("{count}", number(value)) : "";
}

hear("part", ({ name, ...detail }) => openPart(name, detail));
hear("counts", () => count());
hear("changed", async () => {
  await PARTS[current].open({ again: true });
  await count();
});
hear("document", async ({ id }) => {
  if (current === "review" && !(await leaveReview())) return;
  details.open(id);
});

/** The picture and its text need the page's whole width. */
async function leaveReview() {
  if (!review.editing()) return true;
  await openPart("documents");
  return current === "documents";
}
