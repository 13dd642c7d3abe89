// What documents say that terms mean: read once, shown where a term stands in words on the page.
import { make, sourceLine } from "./base.js";
import { read } from "./onboarding-parts.js";

let known = null; // promise of {pattern, entries}
let tip = null;

/** The entries as the server gives them; read anew where they are asked for `again`. */
export async function entries(again = false) {
  if (again || !known) known = read("/glossary");
  return known;
}

/** Marks the terms in the elements, each once in an element; nothing where they can't be read. */
export async function explain(elements) {
  let listed;
  try {
    listed = await entries();
  } catch {
    known = null;
    return;
  }
  if (!listed.length) return;
  const terms = new Map(listed.map((one) => [one.term.replace(/\.$/, ""), one]));
  const pattern = matcher([...terms.keys()]);
  for (const element of elements) mark(element, pattern, terms);
}

function matcher(terms) {
  const longest = [...terms].sort((a, b) => b.length - a.length);
  const escaped = longest.map((term) => term.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}/.-])(?:${escaped.join("|")})(?![\\p{L}\\p{N}/-])`, "gu");
}

function mark(element, pattern, terms) {
  const seen = new Set();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    if (node.parentElement.closest("button, .term, h3, h4, h5, a, th")) continue;
    const pieces = [];
    let from = 0;
    for (const match of node.data.matchAll(pattern)) {
      if (seen.has(match[0])) continue;
      seen.add(match[0]);
      pieces.push(node.data.slice(from, match.index), term(match[0], terms.get(match[0])));
      from = match.index + match[0].length;
    }
    if (pieces.length) node.replaceWith(...pieces, node.data.slice(from));
  }
}

function term(text, entry) {
  const element = make("span", {
    class: "term", tabindex: "0", role: "button", "aria-expanded": "false",
    onmouseenter: () => showTip(element, entry), onmouseleave: hideTip,
    onfocus: () => showTip(element, entry), onblur: hideTip,
    onclick: () => showTip(element, entry),
    onkeydown: (event) => { if (event.key === "Escape") hideTip(); },
  }, text);
  return element;
}

function showTip(element, entry) {
  hideTip();
  const [first] = entry.definitions;
  tip = make("div", { class: "term-tip", role: "tooltip", id: "term-tip" },
    make("strong", {}, entry.term), ": ", first.meaning,
    make("small", {}, sourceLine(first.citation)));
  document.body.append(tip);
  element.setAttribute("aria-describedby", "term-tip");
  element.setAttribute("aria-expanded", "true");
  const place = element.getBoundingClientRect();
  const left = Math.min(place.left, innerWidth - tip.offsetWidth - 8);
  const below = place.bottom + tip.offsetHeight + 12 < innerHeight;
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${(below ? place.bottom + 6 : place.top - tip.offsetHeight - 6) + scrollY}px`;
}

function hideTip() {
  tip?.remove();
  tip = null;
  for (const open of document.querySelectorAll('.term[aria-expanded="true"]')) {
    open.setAttribute("aria-expanded", "false");
    open.removeAttribute("aria-describedby");
  }
}
