// The page «Hội nhập»: its parts, one shown at a time.
import * as glossary from "./onboarding-glossary.js";
import * as partners from "./onboarding-partners.js";
import * as path from "./onboarding-path.js";
import * as progress from "./onboarding-progress.js";
import * as review from "./onboarding-review.js";
import * as timeline from "./onboarding-timeline.js";
import { failure } from "./onboarding-parts.js";
import { Parts } from "./parts.js";

const parts = new Parts("ob_part", { path, review, glossary, timeline, partners, progress });
let shown = false;

/** Fills Gradio's element. */
export function show(element) {
  element.replaceChildren(...parts.show());
  element.addEventListener("due", ({ detail }) => parts.count("review", detail));
  element.addEventListener("module", ({ detail }) => parts.open("path", { module: detail }));
  shown = true;
  if (element.getClientRects().length) refresh();
}

/** Reads anew what is shown. Gradio calls it when the tab is opened. */
export async function refresh() {
  if (!shown) return;
  try {
    await parts.refresh();
  } catch (error) {
    document.querySelector("#onboarding .part:not([hidden])")?.replaceChildren(failure(error));
  }
}
