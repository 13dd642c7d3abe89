// The pictures that stand in a Word document that is read.
import { make, say, words } from "./base.js";

/** An element that fills itself, and stays empty where there are none. */
export function pictures({ document_id: id, file, title }) {
  const element = make("div", { class: "pictures" });
  if (/\.docx$/i.test(file)) fill(element, id, title || file);
  return element;
}

async function fill(element, id, title) {
  const address = `/api/documents/${encodeURIComponent(id)}/pictures`;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return; // the lesson reads without them
  const { count } = await response.json();
  if (!count) return;
  element.append(make("h5", {}, words.pic_title), ...Array.from({ length: count }, (_, at) => {
    const name = say("pic_name", { number: at + 1, title });
    return make("a", { href: `${address}/${at + 1}`, target: "_blank", rel: "noopener" },
      make("img", { src: `${address}/${at + 1}`, alt: name, loading: "lazy" }));
  }));
}
