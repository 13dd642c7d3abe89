// A run over the gold questions, which the server makes: starting it, watching it, stopping it.
import { make, post, request, say, words } from "./base.js";
import { button, duration, notice, number } from "./library-parts.js";

const PAUSE = 700; // milliseconds between two looks

/** The box from which runs are started; `finished` is called with the number of one that came
 * to its end. */
export function runBox(finished) {
  const answers = make("input", { type: "checkbox", id: "run-answers", checked: true });
  const start = button(words.run_start, () => begin(), "primary start");
  const progress = make("div", { class: "progress" });
  let watching = null; // a promise while a run is looked for or followed

  const begin = async () => {
    start.disabled = true;
    try {
      await post("/api/evaluations", { answers: answers.checked });
      await watch(true);
    } catch (error) {
      progress.replaceChildren(notice(error.message));
    }
    start.disabled = false;
  };

  /** Shows the run that is under way, if one is, until it ends; one that has just `begun` also
   * if it has ended before the first look. */
  const watch = async (begun = false) => {
    if (watching && !begun) return;
    // A look that began before the run did may have seen none.
    if (await watching) return;
    watching = follow(begun);
    await watching;
    watching = null;
  };

  /** Whether there was a run to show. */
  const follow = async (begun) => {
    try {
      let state = await read();
      if (!state.running && !begun) return false;
      start.disabled = true;
      const tell = lines(progress);
      while (state.running) {
        tell(state);
        await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
        state = await read();
      }
      progress.replaceChildren(outcome(state));
      if (!state.failed && !state.cancelled) await finished(state.number);
    } catch (error) {
      progress.replaceChildren(notice(error.message));
    } finally {
      start.disabled = false;
    }
    return true;
  };

  const element = make("div", { class: "run-box" },
    make("div", { class: "actions" }, start,
      make("label", { class: "check", for: "run-answers" }, answers, words.run_answers)),
    progress);
  return { element, watch };
}

async function read() {
  return (await request("/api/evaluations/state")).json();
}

/** The lines of a run under way; built once, so that the button keeps its focus. */
function lines(progress) {
  const now = make("p", { class: "now" });
  const bar = make("progress", { "aria-label": words.run_progress });
  const stop = button(words.run_stop, async () => {
    stop.disabled = true;
    stop.textContent = words.run_stopping;
    try {
      await request("/api/evaluations/state", { method: "DELETE" });
    } catch (error) {
      progress.append(notice(error.message));
    }
  }, "quiet stop");
  progress.replaceChildren(now, bar, stop);
  let first = null; // when the first look was, and how far the run had come
  return ({ done, total }) => {
    first ??= { at: Date.now(), done };
    const pace = (done - first.done) / (Date.now() - first.at);
    const parts = [say("run_now", { done: number(done), total: number(total) })];
    if (pace > 0) parts.push(say("run_left", { time: duration((total - done) / pace / 1000) }));
    now.textContent = parts.join(", ");
    bar.max = total;
    bar.value = done;
  };
}

function outcome({ failed, cancelled, done }) {
  if (failed) return notice(words.run_broke);
  const said = cancelled ? words.run_stopped : say("run_finished", { count: number(done) });
  return make("p", { role: "status", class: "summary" }, said);
}
