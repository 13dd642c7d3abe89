// Partners by country, with the words that name them.
import { make, say, words } from "./base.js";
import { failure, hint, openPassage, quoted, read, title } from "./onboarding-parts.js";

let body = null;

export function show(element) {
  body = make("div", { class: "partners" });
  element.append(title(words.ob_part_partners, words.ob_partners_more), body);
}

export async function open() {
  if (!body.children.length) body.replaceChildren(hint(words.ob_working));
  try {
    const found = await read("/partners");
    if (found.length) body.replaceChildren(...found.map(country));
    else body.replaceChildren(hint(words.ob_partners_none));
  } catch (error) {
    body.replaceChildren(failure(error));
  }
}

export async function leave() {
  return true;
}

function country({ name, places, quotes }) {
  return make("details", { class: "country", open: places.length > 0 },
    make("summary", {}, make("strong", {}, name),
      places.length ? make("span", { class: "soft" }, say("ob_partners_places", { count: places.length })) : null),
    places.length ? make("ul", { class: "places" }, ...places.map(({ name: place, citation }) => make("li", {},
      make("button", { type: "button", class: "place", onclick: (event) => openPassage(citation, event.currentTarget) },
        place)))) : null,
    ...quotes.slice(0, 3).map(quoted));
}
