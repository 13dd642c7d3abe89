// The page «Đánh giá»: the gold questions, and the runs over them. Each part is a module that
// gives {show(element), open(), leave()}.
import { make, request, words } from "./base.js";
import * as questions from "./evaluate-questions.js";
import * as results from "./evaluate-results.js";
import { number } from "./library-parts.js";

const PARTS = { questions, results };

let frame = null; // where all is shown
let current = "questions";

/** Fills Gradio's element. */
export function show(element) {
  const sections = Object.keys(PARTS).map((name) => {
    const section = make("section", {
      class: `part ${name}-part`, "data-part": name, hidden: name !== current,
      "aria-label": words[`gold_part_${name}`],
    });
    PARTS[name].show(section);
    return section;
  });
  frame = make("div", {}, navigation(), ...sections);
  element.replaceChildren(frame);
  document.addEventListener("gold-changed", count);
  refresh();
}

/** Reads anew what is shown. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (!frame || !frame.getClientRects().length) return; // the tab is not open yet
  await PARTS[current].open();
  await count();
}

function navigation() {
  const buttons = Object.keys(PARTS).map((name) => make("button", {
    type: "button", "data-part": name, "aria-current": name === current ? "page" : null,
    onclick: () => openPart(name),
  }, words[`gold_part_${name}`], make("span", { class: "count", hidden: true })));
  return make("nav", { class: "parts", "aria-label": words.gold_parts }, ...buttons);
}

async function openPart(name) {
  if (!(await PARTS[current].leave())) return;
  current = name;
  for (const section of frame.querySelectorAll(".part")) {
    section.hidden = section.dataset.part !== name;
  }
  for (const button of frame.querySelectorAll(".parts button")) {
    if (button.dataset.part === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  await PARTS[name].open();
}

/** The number of questions in the navigation; left out where it cannot be read. */
async function count() {
  const shown = frame.querySelector('.parts [data-part="questions"] .count');
  const read = async () => (await (await request("/api/gold")).json()).questions.length;
  const found = await read().catch(() => 0);
  shown.hidden = !found;
  shown.textContent = found ? number(found) : "";
}
