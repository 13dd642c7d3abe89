// The page «Kho tài liệu»: its parts, one shown at a time, and a document's details beside
// them.
import { make, request, words } from "./base.js";
import * as alike from "./library-alike.js";
import * as details from "./library-details.js";
import * as files from "./library-files.js";
import * as list from "./library-list.js";
import { hear, number, readDocuments } from "./library-parts.js";
import * as review from "./library-review.js";
import * as runs from "./library-runs.js";
import { Parts } from "./parts.js";

const parts = new Parts("part", { documents: list, files, review, alike, runs });

let frame = null; // where all is shown

/** Fills Gradio's element. */
export function show(element) {
  const main = make("div", { class: "library-main" }, ...parts.show());
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
  await parts.refresh();
  await count();
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
  const shown = parts.count(name, value);
  shown.title = value ? spoken.replace("{count}", number(value)) : "";
}

hear("part", ({ name, ...detail }) => parts.open(name, detail));
hear("counts", () => count());
hear("changed", refresh);
hear("document", async ({ id }) => {
  if (parts.current === "review" && !(await leaveReview())) return;
  details.open(id);
});

/** The picture and its text need the page's whole width. */
async function leaveReview() {
  if (!review.editing()) return true;
  await parts.open("documents");
  return parts.current === "documents";
}
