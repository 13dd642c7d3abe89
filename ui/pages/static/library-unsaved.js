// What people have typed and not saved: it is not lost without their saying so.
import { make, words } from "./base.js";
import { ask, notice } from "./library-parts.js";

const holders = new Set(); // each {dirty(), save()}; save resolves to whether it succeeded

addEventListener("beforeunload", (event) => {
  if ([...holders].some((holder) => holder.dirty())) event.preventDefault();
});

export function hold(holder) {
  holders.add(holder);
  return holder;
}

export function letGo(holder) {
  holders.delete(holder);
}

/** Whether `holder` may be left. Asks if it holds something unsaved. */
export async function mayLeave(holder) {
  if (!holder || !holders.has(holder) || !holder.dirty()) return true;
  const answer = await ask(words.unsaved, [make("p", {}, holder.what ?? words.unsaved_more)], [
    ["", words.unsaved_stay, "quiet"],
    ["drop", words.unsaved_drop, "quiet danger"],
    ["save", words.unsaved_save, "primary"],
  ]);
  if (answer === "drop") return true;
  return answer === "save" && holder.save();
}

/** A status line beside a form: says what is being done, then what came of it. */
export function statusLine() {
  const line = make("p", { class: "status", role: "status" });
  return {
    line,
    say: (message) => line.replaceChildren(message),
    fail: (message) => line.replaceChildren(notice(message)),
  };
}
