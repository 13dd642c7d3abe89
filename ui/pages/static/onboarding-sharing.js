// What a newcomer lets a mentor see, and what the mentor sees.
import { date, make, request, say, words } from "./base.js";
import { API, bar, failure, hint, primary, quiet, read, standing } from "./onboarding-parts.js";

/** Fills the section where a person agrees, or withdraws. `changed` is called after either. */
export async function showSharing(section, changed) {
  const { agreed, name } = await read("/sharing");
  section.replaceChildren(make("h3", {}, words.sh_title), agreed ? sharedAs(name) : asked());

  function sharedAs(known) {
    return make("div", {}, make("p", {}, say("sh_on", { name: known })),
      quiet(words.sh_withdraw, () => change({ method: "DELETE" })));
  }

  function asked() {
    const field = make("input", { class: "field", type: "text", maxlength: "80", required: true, autocomplete: "name" });
    const body = () => JSON.stringify({ name: field.value });
    const headers = { "Content-Type": "application/json" };
    return make("form", {
      onsubmit: (event) => {
        event.preventDefault();
        change({ method: "PUT", headers, body: body() });
      },
    }, make("p", { class: "soft" }, words.sh_what),
    make("label", {}, words.sh_name, field),
    primary(words.sh_agree, null, { type: "submit" }));
  }

  async function change(options) {
    try {
      await request(`${API}/sharing`, options);
      await showSharing(section, changed);
      section.querySelector("button, input")?.focus();
      await changed();
    } catch (error) {
      section.querySelector(".failure")?.remove();
      section.append(failure(error));
    }
  }
}

/** Fills the section with everyone who agreed; leaves it empty for who is no mentor. */
export async function showOverview(section) {
  const response = await fetch(`${API}/overview`);
  if (!response.ok) return section.replaceChildren();
  const learners = await response.json();
  section.replaceChildren(make("h4", {}, words.sh_overview), make("p", { class: "soft" }, words.sh_overview_more),
    learners.length ? make("div", {}, ...learners.map(person)) : hint(words.sh_nobody));
}

function person({ name, last_active: day, done, due, modules }) {
  const active = day ? say("sh_active", { date: date(day) }) : words.sh_not_begun;
  const told = `${say("sh_person", { done, count: modules.length, due })}; ${active}`;
  return make("details", { class: "learner" },
    make("summary", {}, make("strong", {}, name), make("span", { class: "soft" }, told)),
    make("ul", { class: "standings" }, ...modules.map((one) => make("li", {}, make("span", {}, one.title), bar(one),
      make("span", { class: "soft" }, standing(one))))));
}
