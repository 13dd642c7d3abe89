// «Gần giống nhau»: pairs of documents with nearly the same wording.
import { make, request, words } from "./base.js";
import { documentLink, hint, notice, numberAndDate, percent, table, titleOf }
  from "./library-parts.js";

let rows = null;

export function show(element) {
  rows = make("div", { class: "alike" }, hint(words.list_loading));
  element.replaceChildren(make("h2", {}, words.part_alike), hint(words.alike_about), rows);
}

export async function open() {
  try {
    const pairs = await (await request("/api/alike")).json();
    pairs.sort((one, other) => other.share - one.share);
    const columns = ["share", "first", "second"].map((name) => [name, words[`alike_${name}`]]);
    rows.replaceChildren(pairs.length ? table(columns, pairs, row) : hint(words.alike_empty));
  } catch (error) {
    rows.replaceChildren(notice(error.message));
  }
}

export async function leave() {
  return true;
}

function row({ first, second, share }) {
  return {
    share: make("strong", {}, percent(share)),
    first: one(first),
    second: one(second),
  };
}

function one(record) {
  return [
    documentLink(record.document_id, titleOf(record)),
    make("span", { class: "soft" },
      [numberAndDate(record), record.file].filter(Boolean).join(" · ")),
  ];
}
