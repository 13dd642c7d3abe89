// What is due to be asked again, of all modules.
import { make, words } from "./base.js";
import { hint, read, tellDue, title } from "./onboarding-parts.js";
import { begin } from "./onboarding-quiz.js";

let body = null;

export function show(element) {
  body = make("div", { class: "review-body" });
  element.append(title(words.ob_review_begin), body);
}

export async function open({ again } = {}) {
  if (again && body.querySelector(".quiz-card")) return; // a round is under way
  await begin(body, "/review", { told, none: hint(words.ob_review_none) });
}

export async function leave() {
  return true;
}

async function told() {
  tellDue(body, await read(""));
}
