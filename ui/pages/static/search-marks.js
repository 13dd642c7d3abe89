// Which words of a passage a question asks for: pure.
import { words } from "./base.js";

const WORD = /[\p{L}\p{N}]+(?:[./-][\p{L}\p{N}]+)*/gu;
const CLUSTERS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Lao}\p{Script=Thai}\p{Script=Khmer}]/u;

/** The text as strings and <mark> elements. */
export function marked(text, question) {
  const parts = [];
  let reached = 0;
  for (const [start, end] of spans(text, question)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    parts.push(text.slice(reached, start), mark);
    reached = end;
  }
  return [...parts, text.slice(reached)];
}

/** The part of at most so many characters that holds the most of what is asked for, cut at
    white space. */
export function best(text, question, longest) {
  if (text.length <= longest) return [0, text.length];
  const found = spans(text, question);
  let from = 0;
  let most = 0;
  for (const [start] of found) {
    const least = Math.max(0, start - longest / 6);
    const count = found.filter(([a, b]) => a >= least && b <= least + longest).length;
    if (count > most) [from, most] = [least, count];
  }
  from = from > 0 ? text.indexOf(" ", from) + 1 || Math.round(from) : 0;
  const to = Math.min(text.length, from + longest);
  const cut = to < text.length ? text.lastIndexOf(" ", to) : to;
  return [from, cut > from + longest / 2 ? cut : to];
}

/** Where words of the question stand, neighbours joined. A syllable that has a neighbour in the
    question counts only beside that neighbour: «tác» of «hợp tác» is not that of «đối tác». */
function spans(text, question) {
  const accented = question.normalize("NFC").toLowerCase() !== folded(question);
  const key = accented ? (word) => word.normalize("NFC").toLowerCase() : folded;
  const runs = runsOf(question, key);
  const pairs = new Set(runs.flatMap((run) => run.slice(1).map((word, i) => `${run[i]} ${word}`)));
  const alone = new Set(runs.flatMap((run) => run.filter((word) =>
    run.length === 1 || /\d/.test(word) || CLUSTERS.test(word))));
  const found = placed(text, key, pairs, alone);
  return found.length ? found : placed(text, key, pairs, new Set(runs.flat()));
}

/** The question's words in runs of neighbours that carry meaning. */
function runsOf(question, key) {
  const plain = new Set(words.plain_words.map(key));
  const runs = [];
  let reached = null;
  for (const match of question.matchAll(WORD)) {
    const word = key(match[0]);
    const beside = reached !== null && question.slice(reached, match.index) === " ";
    reached = plain.has(word) ? null : match.index + match[0].length;
    if (plain.has(word)) continue;
    if (beside) runs.at(-1).push(word);
    else runs.push([word]);
  }
  return runs;
}

function placed(text, key, pairs, alone) {
  const tokens = [...text.matchAll(WORD)].map((match) =>
    ({ start: match.index, end: match.index + match[0].length, key: key(match[0]), own: match[0] }));
  const found = [];
  tokens.forEach((token, i) => {
    const paired = (one, other) => one && other && pairs.has(`${one.key} ${other.key}`);
    if (CLUSTERS.test(token.own)) found.push(...within(token.own, token.start, alone));
    else if (alone.has(token.key) || paired(tokens[i - 1], token) || paired(token, tokens[i + 1])) {
      join(found, text, token.start, token.end);
    }
  });
  return found;
}

function join(found, text, start, end) {
  const last = found.at(-1);
  if (last && text.slice(last[1], start) === " ") last[1] = end;
  else found.push([start, end]);
}

/** In a script without spaces a word may stand within a longer run. */
function within(run, offset, wanted) {
  const found = [];
  for (const word of wanted) {
    if (!CLUSTERS.test(word)) continue;
    const at = run.indexOf(word);
    if (at >= 0) found.push([offset + at, offset + at + word.length]);
  }
  return found.sort(([one], [other]) => one - other)
    .filter(([start], i, all) => !i || start >= all[i - 1][1]);
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}
