// Taking a draft out as a file.
import { make, request, words } from "./base.js";
import { notice } from "./drafts.js";

const FORMS = ["docx", "pdf", "card", "md"];

/** The menu; `saved` saves what is not saved yet, `tell` shows a line. */
export function exportMenu(draft, saved, tell) {
  const letterhead = tick("letterhead");
  const annex = tick("annex");
  const menu = make("details", { class: "export" },
    make("summary", { class: "choose" }, words.draft_export),
    make("div", { class: "export-menu" }, letterhead, annex,
      ...FORMS.map((form) => make("button", {
        type: "button", class: "quiet",
        onclick: async () => {
          menu.open = false;
          if (!(await saved())) return;
          const chosen = {
            form,
            letterhead: letterhead.querySelector("input").checked,
            notes: annex.querySelector("input").checked ? "annex" : "footnotes",
          };
          await fetchFile(draft.id, chosen, tell);
        },
      }, words[`draft_export_${form}`]))));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menu.open = false;
  });
  return menu;
}

function tick(name) {
  return make("label", { class: "tick" }, make("input", { type: "checkbox" }),
    make("span", {}, words[`draft_export_${name}`]));
}

async function fetchFile(id, chosen, tell) {
  tell(make("p", { class: "hint working" }, words.draft_exporting));
  try {
    const query = new URLSearchParams(chosen);
    const response = await request(`/api/drafts/${encodeURIComponent(id)}/export?${query}`);
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") ?? "");
    const address = URL.createObjectURL(await response.blob());
    make("a", { href: address, download: decodeURIComponent(name?.[1] ?? "") }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    tell("");
  } catch (error) {
    tell(notice(error.message));
  }
}
