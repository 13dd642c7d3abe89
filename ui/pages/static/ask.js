// The page «Hỏi đáp». The conversation is kept by the server; which one is open stands in the
// address.
import {
  documents, languageBadge, make, openTab, post, request, say, sourceLine, words,
} from "./base.js";
import { explain } from "./onboarding-terms.js";
import { WIDE, showPassage } from "./passage.js";
import { addressed, mark as markThread, refresh as refreshThreads, shower } from "./threads.js";

const MODEL = "mo_hinh"; // the mode of an answer in a language model's words

let thread = null; // id of the conversation that is open, null for one not begun
let answered = 0; // its turns
let asking = null; // AbortController of the question in work
let log = null; // the element that holds the turns
let count = null; // documents in the store
let opener = null; // the mark that opened the evidence over the page; focus goes back there

// Conversation ----------------------------------------------------------------------------

/** Fills Gradio's element with the conversation that the address names. */
export async function showConversation(element) {
  log = make("div", { class: "turns", role: "log", "aria-label": words.conversation });
  element.replaceChildren(toolbar(), log);
  document.addEventListener("documents", (event) => {
    count = event.detail;
    if (log.querySelector(".welcome")) showWelcome();
  });
  document.addEventListener("thread-new", startAnew);
  window.addEventListener("hashchange", () => addressed() === thread || open(addressed()));
  if (addressed()) open(addressed());
  else showWelcome();
  if (WIDE.matches) field()?.focus();
  await documents().catch((error) => log.prepend(notice(error.message)));
}

/** Asks; returns what stays in the question field. Gradio calls it. */
export function send(question) {
  if (!question.trim()) return question;
  if (asking) {
    announce(words.busy);
    return question;
  }
  ask(question.trim());
  return "";
}

function toolbar() {
  const renew = make("button", { type: "button", class: "quiet renew", onclick: startAnew },
    words.new_conversation);
  return make("div", { class: "toolbar" }, shower(), renew);
}

function startAnew() {
  open(null);
  if (WIDE.matches) field()?.focus();
}

/** Shows a kept conversation, or for null the beginning of a new one. */
async function open(id) {
  asking?.abort();
  asking = null;
  thread = id;
  answered = 0;
  markThread(id);
  showHint();
  if (!id) {
    showWelcome();
    return;
  }
  log.replaceChildren(make("p", { class: "hint", role: "status" }, words.thread_opening));
  try {
    const { turns } = await (await request(`/api/threads/${id}`)).json();
    if (thread !== id) return;
    log.replaceChildren();
    turns.forEach(restore);
    log.querySelector(".turn:last-child")?.scrollIntoView({ block: "start" });
  } catch (error) {
    if (thread !== id) return;
    await open(null);
    log.prepend(notice(error.message));
  }
}

function showWelcome() {
  if (count === 0) {
    const open = make("button", {
      type: "button", class: "primary", onclick: () => openTab(words.library),
    }, words.open_library);
    log.replaceChildren(
      make("section", { class: "welcome" },
        make("h2", {}, words.no_documents), make("p", {}, words.no_documents_more), open),
    );
    return;
  }
  const examples = words.example_questions.map((question) =>
    make("li", {},
      make("button", { type: "button", class: "example", onclick: () => send(question) }, question)),
  );
  log.replaceChildren(
    make("section", { class: "welcome" },
      make("h2", {}, words.welcome), make("p", {}, words.welcome_more),
      make("h3", {}, words.examples), make("ul", { class: "examples" }, ...examples)),
  );
}

async function ask(question, alone = false) {
  const turn = addTurn(question);
  const control = new AbortController();
  asking = control;
  reveal(turn);
  try {
    const body = { question, thread: thread ?? "new", ...(alone && { alone }) };
    const answer = await streamed(await post("/api/ask/stream", body, control.signal), turn);
    thread = answer.thread;
    markThread(thread);
    refreshThreads();
    if (answer.turn !== answered + 1) { // asked in another tab meanwhile
      asking = null;
      await open(thread);
      return;
    }
    answered += 1;
    showAnswer(turn, { question, answer, alone });
    reveal(turn);
    if (!answer.citations.length) showHint();
    else if (WIDE.matches) openEvidence(answer.citations[0], turn.prose.querySelector(".mark"));
  } catch (error) {
    if (error.name !== "AbortError") showFailure(turn, question, alone, error.message);
  } finally {
    if (asking === control) asking = null;
  }
}

function addTurn(question) {
  log.querySelector(".welcome")?.remove();
  const stage = make("p", { class: "stage", role: "status" }, words.stages.retrieve + "…");
  const prose = make("div", { class: "prose-text" });
  const reply = make("div", { class: "reply", "aria-busy": "true" }, stage, prose);
  const asked = make("h3", { class: "asked" },
    make("span", { class: "only-read" }, words.you + ": "), question);
  const turn = make("article", { class: "turn" }, asked, reply);
  log.append(turn);
  return { turn, reply, stage, prose };
}

function reveal({ turn }) {
  turn.scrollIntoView({ block: "start", behavior: calm() });
}

/** Shows stages and sentences as they arrive; returns the whole answer. */
async function streamed(response, { stage, prose }) {
  let shown = "";
  const cited = []; // a language model's sentences bring theirs along
  for await (const [name, data] of events(response.body)) {
    if (name === "stage") stage.textContent = data.label + "…";
    if (name === "error") throw new Error(data.message);
    if (name === "answer") return data;
    if (name === "delta") {
      shown += data.text;
      cited.push(...(data.citations ?? []));
      prose.replaceChildren(...paragraphs(shown, cited, { mode: cited.length ? MODEL : null }));
    }
  }
  throw new Error(words.interrupted);
}

async function* events(stream) {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error) => {
      throw error.name === "AbortError" ? error : new Error(words.interrupted);
    });
    if (done) return;
    const blocks = (waiting + decoder.decode(value, { stream: true })).split("\n\n");
    waiting = blocks.pop();
    for (const block of blocks) {
      const event = /^event: (.*)\ndata: (.*)$/.exec(block);
      if (event) yield [event[1], JSON.parse(event[2])]; // the others are comments
    }
  }
}

function restore(kept) {
  answered = kept.number;
  showAnswer(addTurn(kept.question), kept);
}

function showAnswer({ turn, reply, prose }, { question, answer, alone }) {
  turn.classList.toggle("refused", answer.refused);
  prose.replaceChildren(...paragraphs(answer.answer, answer.citations, answer));
  if (answer.lead) prose.firstElementChild.classList.add("lead");
  if (!answer.refused) explain([prose]);
  reply.setAttribute("aria-busy", "false");
  reply.replaceChildren(...[
    understood(question, answer, answered > 1 && !alone),
    prose,
    ...answer.warnings.map((warning) => make("p", { class: "warning" }, warning)),
    asOf(answer),
    answer.mode === MODEL && make("p", { class: "as-of" }, words.by_model),
    sources(answer),
    answer.refused && nearest(answer),
    answer.citations.length > 0 && make("div", { class: "actions" }, copyButton(answer)),
  ].filter(Boolean));
}

/** What the question was understood as, where that is not what was typed; one that leans on those
 * before it can be asked without them. */
function understood(question, answer, leaning) {
  const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  if (!answer.question || plain(answer.question) === plain(question)) return null;
  const again = leaning && make("button", {
    type: "button", class: "ask-alone", title: words.ask_alone_more,
    onclick: () => asking || ask(question, true),
  }, words.ask_alone);
  return make("p", { class: "understood" }, say("understood", { question: answer.question }),
    " ", again || null);
}

/** The time that the answer holds for, where its text does not say it already. */
function asOf(answer) {
  const time = written(answer.as_of);
  if (!time || answer.answer.includes(time)) return null;
  return make("p", { class: "as-of" }, say("as_of", { time }));
}

function written(value) {
  const parts = (value ?? "").split("-").reverse();
  return value ? `${["năm", "tháng", "ngày"][parts.length - 1]} ${parts.join("/")}` : "";
}

/** The answer's paragraphs; each [n] that has a citation becomes a button. Behind a quote or a
    bare answer only the last is ours: what looks like one in a document's own words or title is
    not. */
function paragraphs(text, citations, { mode, lead } = {}) {
  return text.split(/\n+/).filter((line) => line.trim()).map((line, place) => {
    const quoted = mode !== MODEL && line.startsWith("“") && !(lead && place === 0);
    const marks = quoted || (lead && place === 0) ? /(\[\d+\])$/ : mode === "trich_dan" ? null : /(\[\d+\])/;
    return make("p", { class: quoted ? "quoted" : line === words.gone ? "gone" : null },
      ...(marks ? line.split(marks) : [line]).map((part) => {
        const cited = citations.find((citation) => `[${citation.n}]` === part);
        return cited ? mark(cited) : part;
      }));
  });
}

function mark(citation) {
  const label = say("open_citation", { n: citation.n, source: sourceLine(citation) });
  return make("button", {
    type: "button", class: "mark", "aria-label": label, title: sourceLine(citation),
    onclick: (event) => visitEvidence(citation, event.currentTarget),
  }, `[${citation.n}]`);
}

/** One line for each place cited, with the marks that lead there, and for each that fell. */
function sources({ citations, refused, withheld = [] }) {
  const fallen = refused ? [] : withheld;
  if (!citations.length && !fallen.length) return null;
  const places = new Map();
  for (const one of citations) {
    const place = sourceLine(one);
    places.set(place, [...(places.get(place) ?? []), one]);
  }
  const items = [...places].map(([place, cited]) =>
    make("li", {}, ...cited.map(mark), " ", place, ...badges(cited)));
  return make("section", { class: "sources" },
    make("h4", {}, words.sources),
    make("ul", {}, ...items, ...fallen.map(({ n, reason }) => gone(`[${n}] ${reason}`))));
}

function gone(reason) {
  return make("li", { class: "gone" }, reason);
}

/** The languages of the quotes from one place, other than Vietnamese. */
function badges(cited) {
  const languages = [...new Set(cited.map((one) => one.language))];
  return languages.map(languageBadge).filter(Boolean).flatMap((badge) => [" ", badge]);
}

function nearest({ nearest: citations, withheld = [] }) {
  if (!citations.length && !withheld.length) return null;
  const items = citations.map((citation) => {
    const source = sourceLine(citation);
    const open = make("button", {
      type: "button", class: "source", "aria-label": say("open_nearest", { source }),
      onclick: (event) => visitEvidence(citation, event.currentTarget, true),
    }, source);
    return make("li", {}, open, " ", languageBadge(citation.language),
      make("q", { lang: citation.language || null }, citation.quote));
  });
  return make("section", { class: "nearest" },
    make("h4", {}, words.nearest),
    make("ul", {}, ...items, ...withheld.map(({ reason }) => gone(reason))));
}

function copyButton(answer) {
  const button = make("button", { type: "button", class: "quiet" }, words.copy);
  button.addEventListener("click", async () => {
    const copied = await copy(withSources(answer));
    button.textContent = copied ? words.copied : words.copy_failed;
    setTimeout(() => { button.textContent = words.copy; }, 2500);
  });
  return button;
}

function withSources({ answer, citations }) {
  const lines = citations.map((one) => `[${one.n}] ${sourceLine(one)} (${one.file})`);
  return lines.length ? `${answer}\n\n${words.sources}:\n${lines.join("\n")}` : answer;
}

/** The clipboard is closed to pages without https that are not on this machine. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { class: "only-read" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function showFailure({ reply }, question, alone, message) {
  const again = make("button", { type: "button", class: "quiet" }, words.retry);
  again.addEventListener("click", () => {
    if (asking) return;
    reply.closest(".turn").remove();
    ask(question, alone);
  });
  reply.setAttribute("aria-busy", "false");
  reply.replaceChildren(notice(message), make("div", { class: "actions" }, again));
}

function notice(message) {
  return make("p", { class: "failure", role: "alert" }, message);
}

function announce(message) {
  const said = log.querySelector(".turn:last-child .stage");
  if (said) said.textContent = message;
}

function field() {
  return document.querySelector("#question textarea");
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

// Evidence --------------------------------------------------------------------------------

let panel = null;

export function showEvidence(element) {
  panel = make("aside", { class: "evidence", "aria-label": words.evidence });
  element.replaceChildren(panel);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leaveEvidence();
  });
  WIDE.addEventListener("change", leaveEvidence);
  showHint();
}

function showHint() {
  point(null);
  panel?.replaceChildren(
    make("h2", {}, words.evidence), make("p", { class: "hint" }, words.evidence_empty));
}

/** Opens the evidence because the reader asked for it; on a phone it covers the page. */
function visitEvidence(citation, from, near = false) {
  openEvidence(citation, from, near);
  if (WIDE.matches) return;
  opener = from;
  document.body.classList.add("evidence-open");
  document.getElementById("ask-column").inert = true;
  panel.querySelector(".close").focus();
}

function leaveEvidence() {
  document.body.classList.remove("evidence-open");
  document.getElementById("ask-column").inert = false;
  opener?.focus();
  opener = null;
}

/** Shows the cited words in their surroundings, and which mark they belong to. */
async function openEvidence(citation, from, near = false) {
  point(from);
  const title = near ? words.evidence_near : say("evidence_n", { n: citation.n });
  const close = make("button", { type: "button", class: "close", onclick: leaveEvidence },
    words.close);
  const body = make("div", { class: "evidence-body" });
  panel.replaceChildren(make("header", {}, make("h2", {}, title), close), body);
  await showPassage(body, citation);
}

function point(mark) {
  log?.querySelector("[aria-current]")?.removeAttribute("aria-current");
  mark?.setAttribute("aria-current", "true");
}
