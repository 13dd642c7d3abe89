// A passage in its document, as citations and search results open it; and the panel for it,
// which on a phone covers the page.
import { date, languageName, make, request, words } from "./base.js";

export const WIDE = matchMedia("(min-width: 960px)");

/** Fills the element with the words from start to end and what stands around them. */
export async function showPassage(body, { document_id: id, start, end, language }) {
  body.replaceChildren(make("p", { class: "hint", role: "status" }, words.evidence_loading));
  try {
    const path = `/api/documents/${encodeURIComponent(id)}`;
    const found = await (await request(`${path}/passage?start=${start}&end=${end}`)).json();
    body.replaceChildren(...parts(found, path, language));
    if (body.isConnected) reveal(body);
  } catch (error) {
    body.replaceChildren(make("p", { class: "failure", role: "alert" }, error.message));
  }
}

function parts({ document: record, page, headings, before, quote, after }, path, language) {
  const title = record.title || record.file;
  const inner = headings.filter((heading) => heading !== title);
  const facts = [
    [words.field_number, record.number], [words.field_date, date(record.date)],
    [words.field_page, page], [words.field_headings, inner.join(" › ")],
    [words.field_language, languageName(language)],
    [words.field_file, record.file], [words.field_label, words.labels[record.label]],
  ].filter(([, value]) => value);
  return [
    make("h3", {}, title),
    make("dl", {}, ...facts.flatMap(([name, value]) =>
      [make("dt", {}, name), make("dd", {}, String(value))])),
    make("div", { class: "passage", tabindex: "0", role: "region", "aria-label": words.passage },
      before, make("mark", { lang: language || null }, quote), after),
    make("p", { class: "links" },
      make("a", { href: `${path}/original`, download: record.file }, words.open_original),
      make("a", { href: `${path}/text`, target: "_blank", rel: "noopener" }, words.open_text)),
  ];
}

/** Scrolls the marked words to the middle of the passage, and nothing else. */
function reveal(body) {
  const frame = body.querySelector(".passage");
  const marked = frame.querySelector("mark");
  const room = Math.max(24, (frame.clientHeight - marked.offsetHeight) / 2);
  frame.scrollTop = marked.offsetTop - room;
}
