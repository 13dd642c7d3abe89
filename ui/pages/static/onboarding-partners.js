// Partners by country, with the words that name them.
import { make, say, words } from "./base.js";
import { failure, hint, openPassage, quoted, read, title } from "./onboarding-parts.js";

let body = null;

export function show(element) {
  body = make("div", {});
  element.append(title(words.ob_part_partners, words.ob_partners_more), body);
}

export async function open() {
  if (!body.children.length) body.replaceChildren(hint(words.ob_working));
  try {
    const { countries, general } = await read("/partners");
    if (countries.length) {
      body.replaceChildren(...[
        make("div", { class: "partners" }, ...countries.map(country)),
        general.length > 0 && make("section", { class: "general" },
          make("h3", {}, words.ob_partners_general), ...general.map(quoted)),
      ].filter(Boolean));
    } else body.replaceChildren(hint(words.ob_partners_none));
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
