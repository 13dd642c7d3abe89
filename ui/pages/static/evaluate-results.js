// «Kết quả»: the runs kept, the figures of one beside those of another, and each question.
import { make, request, say, sourceLine, words } from "./base.js";
import { button, choice, hint, moment, notice, number, table } from "./library-parts.js";
import { kindName } from "./evaluate-questions.js";
import { runBox } from "./evaluate-run.js";

const AT_ONCE = 50; // questions shown before the reader asks for more
const FAILED_FIRST = "failed";

let box = null; // where runs are started
let body = null; // the runs
let runs = []; // as kept, the newest first
let wanted = { run: 0, against: 0, filter: "all" };

export function show(element) {
  body = make("div", {}, hint(words.results_loading));
  box = runBox(async (finished) => {
    wanted = { ...wanted, run: finished };
    await open();
  });
  element.replaceChildren(make("h2", { class: "only-read" }, words.gold_part_results),
    box.element, body);
}

export async function open() {
  try {
    ({ runs } = await (await request("/api/evaluations")).json());
    if (!runs.some(({ number: one }) => one === wanted.run)) wanted.run = runs[0]?.number ?? 0;
    if (runs.length) await showRun();
    else body.replaceChildren(hint(words.results_none));
  } catch (error) {
    body.replaceChildren(notice(error.message));
  }
  box.watch();
}

export async function leave() {
  return true;
}

// One run ---------------------------------------------------------------------------------

async function showRun() {
  const others = runs.filter(({ number: one }) => one !== wanted.run);
  if (!others.some(({ number: one }) => one === wanted.against)) wanted.against = 0;
  const run = await (await request(`/api/evaluations/${wanted.run}`)).json();
  const compared = wanted.against
    ? await (await request(`/api/evaluations/${wanted.run}/against/${wanted.against}`)).json() : null;
  body.replaceChildren(choices(others),
    make("div", { class: "overview" },
      make("section", {}, ...figures(run, compared)), make("section", {}, ...kinds(run))),
    make("section", { class: "items" }, ...items(run, compared)));
}

function choices(others) {
  const chosen = choice("run", words.results_run,
    runs.map((run) => [run.number, runName(run)]), (value) => choose({ run: Number(value) }));
  chosen.querySelector("select").value = wanted.run;
  const against = choice("against", words.results_against,
    [[0, words.results_against_none], ...others.map((run) => [run.number, runName(run)])],
    (value) => choose({ against: Number(value) }));
  against.querySelector("select").value = wanted.against;
  return make("div", { class: "filters runs-chosen" }, chosen, others.length ? against : "");
}

async function choose(change) {
  wanted = { ...wanted, ...change };
  const focused = document.activeElement?.closest("[data-choice]")?.dataset.choice;
  try {
    await showRun();
    body.querySelector(`[data-choice="${focused}"] select`)?.focus();
  } catch (error) {
    body.prepend(notice(error.message));
  }
}

function runName(run) {
  return say("results_run_name", {
    number: run.number, time: moment(run.started_at), questions: number(run.questions),
    retrieval: run.measured === "retrieval" ? words.results_retrieval_only : "",
  });
}

// Figures ---------------------------------------------------------------------------------

/** The measures of a run or of a kind by their names. */
function measures({ retrieval, answers, latency_ms: latency }) {
  return { ...retrieval, ...answers, p50_ms: latency.p50, p95_ms: latency.p95 };
}

function value(name, found) {
  if (found == null) return "–";
  if (name.endsWith("_ms")) return `${number(found)} ms`;
  if (words.measures_as_number.includes(name)) {
    return new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 3 }).format(found);
  }
  return `${number(100 * found)}%`;
}

function change(name, found) {
  if (found == null) return "";
  if (!found) return words.results_same;
  const good = name.endsWith("_ms") ? found < 0 : found > 0;
  const sign = found > 0 ? "+" : "−";
  return make("span", { class: good ? "change good" : "change bad" },
    sign + value(name, Math.abs(found)).replace("%", ` ${words.results_points}`));
}

function figures(run, compared) {
  const found = measures(run);
  const names = Object.keys(words.measures).filter((name) => found[name] !== undefined);
  const columns = [["name", words.results_column_name], ["value", words.results_column_value]];
  if (compared) {
    columns.push(["before", words.results_column_before], ["change", words.results_column_change]);
  }
  const of = (name) => compared?.figures[name];
  const rows = table(columns, names, (name) => ({
    name: [make("strong", {}, words.measures[name][0]),
      make("span", { class: "soft" }, words.measures[name][1])],
    value: value(name, of(name) ? of(name).after : found[name]),
    before: of(name) ? value(name, of(name).before) : "",
    change: of(name) ? change(name, of(name).change) : "",
  }));
  rows.classList.add("figures", ...(compared ? ["compared"] : []));
  const earlier = compared && runs.find(({ number: one }) => one === wanted.against);
  const missing = run.missing_sources;
  return [
    make("h3", {}, words.results_figures),
    make("p", {}, say("results_measured", {
      questions: number(run.questions), documents: number(run.documents),
      passed: number(run.items.filter(({ passed }) => passed).length),
    })),
    missing.length ? notice(say("results_missing", {
      count: number(missing.length),
      names: missing.slice(0, 10).join(", ") + (missing.length > 10 ? ", …" : ""),
    })) : "",
    compared ? hint(say("results_common", { count: number(compared.questions) })) : "",
    earlier && earlier.model !== run.model ? hint(words.results_other_model) : "",
    rows,
  ];
}

function kinds(run) {
  const found = Object.entries(run.kinds).map(([kind, one]) => ({
    kind, count: one.questions, found: measures(one),
  }));
  if (found.length < 2) return [];
  const shown = Object.keys(words.measures_of_kinds)
    .filter((name) => found.some((one) => one.found[name] != null));
  const columns = [["kind", words.results_column_kind], ["count", words.results_column_count],
    ...shown.map((name) => [name, words.measures_of_kinds[name]])];
  const rows = table(columns, found, (one) => ({
    kind: kindName(one.kind), count: number(one.count),
    ...Object.fromEntries(shown.map((name) => [name, value(name, one.found[name])])),
  }));
  rows.classList.add("figures", "of-kinds");
  return [make("h3", {}, words.results_kinds), rows];
}

// Each question ---------------------------------------------------------------------------

function items(run, compared) {
  const moved = new Map(["better", "worse", "mixed"].flatMap((name) =>
    (compared?.[name] ?? []).map((one) => [one.id, { name, said: one.said }])));
  const tests = {
    all: () => true,
    failed: (item) => item.passed === false,
    passed: (item) => item.passed === true,
    better: (item) => moved.get(item.id)?.name === "better",
    worse: (item) => moved.get(item.id)?.name === "worse",
    mixed: (item) => moved.get(item.id)?.name === "mixed",
  };
  const offered = Object.keys(tests)
    .filter((name) => name === "all" || run.items.some(tests[name]));
  if (!offered.includes(wanted.filter)) wanted.filter = "all";
  const list = make("div", { class: "item-list" });
  const fill = () => {
    const fitting = run.items.filter(tests[wanted.filter]);
    if (wanted.filter === "all") { // what needs a look comes first
      fitting.sort((one, other) => tests[FAILED_FIRST](other) - tests[FAILED_FIRST](one));
    }
    list.replaceChildren();
    more(list, run.number, fitting, moved, 0);
  };
  const filter = choice("items", words.results_filter, offered.map((name) =>
    [name, `${words.results_filters[name]} (${number(run.items.filter(tests[name]).length)})`]),
  (name) => { wanted.filter = name; fill(); });
  filter.querySelector("select").value = wanted.filter;
  fill();
  return [make("h3", {}, words.results_items), make("div", { class: "filters" }, filter), list];
}

function more(list, run, fitting, moved, from) {
  list.append(...fitting.slice(from, from + AT_ONCE).map((item) => shownItem(run, item, moved)));
  const left = fitting.length - from - AT_ONCE;
  if (left > 0) {
    const next = button(say("more", { count: number(left) }), () => {
      next.remove();
      more(list, run, fitting, moved, from + AT_ONCE);
    }, "quiet more");
    list.append(next);
  }
}

function shownItem(run, item, moved) {
  const change_ = moved.get(item.id);
  const inside = make("div", { class: "item-body" });
  const element = make("details", { class: "item", "data-item": item.id },
    make("summary", {},
      badge(item),
      make("span", { class: "item-question" }, item.previous.length
        ? make("span", { class: "soft turn" }, item.previous.at(-1)) : "", " ", item.question),
      make("span", { class: "item-more" },
        change_ ? make("span", { class: `badge moved-${change_.name}` },
          words[`results_${change_.name}`]) : "",
        make("span", { class: "soft" }, item.verdict === words.results_verdict_passed ? ""
          : item.verdict))),
    inside);
  element.addEventListener("toggle", () => {
    if (element.open && !inside.childElementCount) fillItem(inside, run, item, change_);
  });
  return element;
}

function badge({ passed }) {
  const name = passed == null ? "unmeasured" : passed ? "passed" : "failed";
  return make("span", { class: `badge ${name}` }, words[`results_${name}`]);
}

async function fillItem(inside, run, item, moved) {
  inside.replaceChildren(hint(words.results_loading));
  try {
    const id = item.id.split("/").map(encodeURIComponent).join("/");
    const read = await (await request(`/api/evaluations/${run}/items/${id}`)).json();
    inside.replaceChildren(...details(read, moved));
  } catch (error) {
    inside.replaceChildren(notice(error.message));
  }
}

function details(item, moved) {
  const facts = [
    [words.results_previous, item.previous.join(" · ")],
    [words.results_understood, item.understood === item.question ? "" : item.understood],
    [words.gold_column_kind, kindName(item.kind)],
    [words.results_expected, item.refuse ? words.gold_must_refuse : item.answers.join(" / ")],
    [words.results_sources, item.sources.join(", ")],
    [words.results_outcome, item.verdict],
    [words.results_change, moved?.said],
  ].filter(([, said]) => said);
  return [
    make("dl", {}, ...facts.flatMap(([name, said]) =>
      [make("dt", {}, name), make("dd", {}, said)])),
    item.refused === null ? "" : make("h4", {}, words.results_answer),
    item.refused === null ? ""
      : item.refused ? hint(words.results_refused) : passages(item.citations, item),
    make("h4", {}, words.results_hits),
    item.hits.length ? passages(item.hits, item) : hint(words.results_no_hits),
  ];
}

function passages(found, item) {
  return make("ol", { class: "passages" }, ...found.map((passage) => make("li", {},
    passage.file ? make("span", { class: "passage-source" }, sourceLine(passage),
      ` (${passage.file})`) : "",
    passage.right && item.sources.length
      ? make("span", { class: "badge passed" }, words.results_right) : "",
    make("q", { class: passage.text ? "quoted" : "soft" }, passage.text ?? words.results_gone))));
}
