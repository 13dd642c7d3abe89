// A person's own progress, and what the keeper of the documents can do for newcomers.
import { make, request, say, words } from "./base.js";
import { ask } from "./library-parts.js";
import {
  API, bar, failure, hint, primary, quiet, read, standing, tellDue, title,
} from "./onboarding-parts.js";
import { showOverview, showSharing } from "./onboarding-sharing.js";

let body = null;

export function show(element) {
  body = make("div", { class: "progress-body" });
  element.append(title(words.ob_part_progress, words.ob_progress_private), body);
}

export async function open({ again } = {}) {
  // The path is being edited, or a name typed.
  if (again && (body.querySelector("textarea") || body.querySelector(".sharing input")?.value)) return;
  if (!body.children.length) body.replaceChildren(hint(words.ob_working));
  try {
    await showAll(await read(""));
  } catch (error) {
    body.replaceChildren(failure(error));
  }
}

export async function leave() {
  return true;
}

async function showAll(path) {
  showProgress(path);
  await showSharing(body.querySelector(".sharing"), showKeeper);
  await showKeeper();
}

function showProgress(path) {
  tellDue(body, path);
  const there = path.modules.filter(({ passages }) => passages);
  body.replaceChildren(
    make("p", { class: "total" },
      say("ob_progress_total", { done: there.filter(({ done }) => done).length, count: there.length })),
    make("ul", { class: "standings" }, ...there.map((one) => make("li", {},
      make("button", { type: "button", class: "source", onclick: () => goTo(one.id) }, one.title),
      bar(one),
      make("span", { class: "soft" },
        `${say("ob_module_percent", { count: one.minutes, percent: one.percent })}. ${standing(one)}`)))),
    make("div", { class: "actions" },
      make("a", { class: "download", href: `${API}/summary.docx`, download: "" }, words.ob_progress_summary),
      quiet(words.ob_progress_forget, forget, { class: "quiet danger" })),
    make("section", { class: "sharing" }),
    make("section", { class: "keeper" }));
}

function goTo(module) {
  body.dispatchEvent(new CustomEvent("module", { bubbles: true, detail: module }));
}

async function forget() {
  const choices = [["yes", words.ob_yes_delete, "primary danger"], ["", words.ob_cancel]];
  const more = [make("p", {}, words.ob_progress_forget_more)];
  if (!(await ask(words.ob_progress_forget_ask, more, choices))) return;
  try {
    await showAll(await (await request(`${API}/progress`, { method: "DELETE" })).json());
  } catch (error) {
    body.prepend(failure(error));
  }
}

// The keeper's ----------------------------------------------------------------------------

async function showKeeper() {
  const keeper = body.querySelector(".keeper");
  const response = await fetch(`${API}/questions`);
  if (!response.ok) return; // not this person's
  const questions = await response.json();
  const overview = make("section", { class: "overview" });
  keeper.replaceChildren(make("h3", {}, words.ob_keeper), overview, make("h4", {}, words.ob_keeper_questions),
    questions.length ? make("ul", { class: "unanswered" }, ...questions.map(asked)) : hint(words.ob_keeper_none),
    quiet(words.ob_keeper_path, () => edit(keeper)));
  await showOverview(overview);
}

function asked({ id, question, times }) {
  return make("li", {}, make("span", {}, question),
    make("span", { class: "soft" }, say("ob_keeper_times", { count: times })),
    quiet(words.ob_keeper_dismiss, async () => {
      await request(`${API}/questions/${id}`, { method: "DELETE" });
      await showKeeper();
    }, { "aria-label": say("ob_keeper_dismiss_this", { question }) }));
}

async function edit(keeper) {
  const { text } = await read("/path-file");
  const field = make("textarea", { class: "field path-file", spellcheck: "false", "aria-label": words.ob_keeper_path });
  field.value = text;
  const told = make("div", { "aria-live": "polite" });
  const change = (options, words_) => async () => {
    try {
      await request(`${API}/path-file`, options());
      await open();
      body.querySelector(".keeper").append(make("p", { class: "saved", role: "status" }, words_));
    } catch (error) {
      told.replaceChildren(failure(error));
    }
  };
  const put = () => ({
    method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: field.value }),
  });
  keeper.replaceChildren(make("h3", {}, words.ob_keeper_path),
    make("p", { class: "soft" }, words.ob_keeper_path_more), field, told,
    make("div", { class: "actions" },
      primary(words.ob_keeper_save, change(put, words.ob_keeper_saved)),
      quiet(words.ob_keeper_restore, change(() => ({ method: "DELETE" }), words.ob_keeper_restored)),
      quiet(words.ob_cancel, showKeeper)));
  field.focus();
}
