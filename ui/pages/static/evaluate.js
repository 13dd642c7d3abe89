// The page «Đánh giá»: the gold questions, and the runs over them.
import { make, request } from "./base.js";
import * as questions from "./evaluate-questions.js";
import * as results from "./evaluate-results.js";
import { Parts } from "./parts.js";

const parts = new Parts("gold_part", { questions, results });

let frame = null; // where all is shown

/** Fills Gradio's element. */
export function show(element) {
  frame = make("div", {}, ...parts.show());
  element.replaceChildren(frame);
  document.addEventListener("gold-changed", count);
  refresh();
}

/** Reads anew what is shown. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (!frame || !frame.getClientRects().length) return; // the tab is not open yet
  await parts.refresh();
  await count();
}

/** The number of questions in the navigation; left out where it cannot be read. */
async function count() {
  const read = async () => (await (await request("/api/gold")).json()).questions.length;
  parts.count("questions", await read().catch(() => 0));
}
