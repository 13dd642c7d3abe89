// The parts of a page, one shown at a time, and the navigation that opens them. Each part is a
// module that gives {show(element), open(detail), leave()}.
import { make, words } from "./base.js";
import { number } from "./library-parts.js";

export class Parts {
  /** `modules` by the names of their parts; the first is shown at the start. Keys of wordings
      begin with `key`: where it is `part`, `part_files` names a part, `parts` the navigation. */
  constructor(key, modules) {
    this.key = key;
    this.modules = modules;
    [this.current] = Object.keys(modules);
  }

  /** The elements: the navigation and, below it, the parts. */
  show() {
    const names = Object.keys(this.modules);
    const label = (name) => words[`${this.key}_${name}`];
    this.sections = names.map((name) => make("section", {
      class: `part ${name}-part`, "data-part": name, "aria-label": label(name),
    }));
    this.buttons = names.map((name) => make("button", {
      type: "button", "data-part": name, onclick: () => this.open(name),
    }, label(name), make("span", { class: "count", hidden: true })));
    this.#mark();
    for (const section of this.sections) this.modules[section.dataset.part].show(section);
    const labelled = { class: "parts", "aria-label": words[`${this.key}s`] };
    return [make("nav", labelled, ...this.buttons), ...this.sections];
  }

  async open(name, detail = {}) {
    if (!(await this.modules[this.current].leave())) return;
    this.current = name;
    this.#mark();
    await this.modules[name].open(detail);
  }

  /** Reads anew what is shown. */
  async refresh() {
    await this.modules[this.current].open({ again: true });
  }

  /** Puts a number beside a part's name, nothing for 0 or unknown; gives its element. */
  count(name, value) {
    const shown = this.buttons.find(({ dataset }) => dataset.part === name).querySelector(".count");
    shown.hidden = !value;
    shown.textContent = value ? number(value) : "";
    return shown;
  }

  #mark() {
    for (const section of this.sections) section.hidden = section.dataset.part !== this.current;
    for (const button of this.buttons) {
      if (button.dataset.part === this.current) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  }
}
