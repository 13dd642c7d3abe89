// Deleting a draft for good, after a question.
import { make, request, say, words } from "./base.js";
import { button, notice } from "./drafts.js";

export function askToDelete(draft, gone) {
  const dialog = make("dialog", { class: "sure" },
    make("p", {}, say("draft_delete_sure", { title: draft.title })));
  const close = () => { dialog.close(); dialog.remove(); };
  const destroy = async () => {
    try {
      await request(`/api/drafts/${encodeURIComponent(draft.id)}`, { method: "DELETE" });
      close();
      gone();
    } catch (error) {
      dialog.append(notice(error.message));
    }
  };
  dialog.append(make("div", { class: "actions" },
    button(words.draft_delete_yes, destroy, { class: "primary danger" }),
    button(words.draft_delete_no, close)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
