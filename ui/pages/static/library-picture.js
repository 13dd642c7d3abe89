// The picture of a page, to be looked at closely: wheel, tap, buttons or keys enlarge it.
import { make, words } from "./base.js";
import { button, notice } from "./library-parts.js";

const MOST = 4;

export function picture(address, name) {
  const image = make("img", { alt: name, draggable: "false" });
  const waiting = make("p", { class: "hint" }, words.picture_loading);
  const view = make("div", {
    class: "view", tabindex: "0", role: "group", "aria-label": words.picture_keys,
  }, waiting);
  let scale = 1;

  /** Keeps what lies under the point where it is. */
  const zoom = (wanted, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
    const next = Math.min(MOST, Math.max(1, wanted));
    const left = (view.scrollLeft + x) / scale;
    const top = (view.scrollTop + y) / scale;
    scale = next;
    image.style.width = `${100 * scale}%`;
    view.classList.toggle("near", scale > 1);
    view.scrollLeft = left * scale - x;
    view.scrollTop = top * scale - y;
  };
  const within = (event) => {
    const frame = view.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };

  view.addEventListener("wheel", (event) => {
    if (scale === 1 && event.deltaY > 0) return; // the page scrolls on
    event.preventDefault();
    zoom(scale * (event.deltaY < 0 ? 1.2 : 1 / 1.2), ...within(event));
  }, { passive: false });
  view.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") zoom(scale * 1.25);
    else if (event.key === "-") zoom(scale / 1.25);
    else if (event.key === "0") zoom(1);
  });
  tapping(view, (event) => zoom(scale > 1 ? 1 : 2.2, ...within(event)));

  image.addEventListener("load", () => waiting.replaceWith(image));
  image.addEventListener("error", () => waiting.replaceWith(notice(words.picture_failed)));
  image.src = address;
  return make("figure", { class: "picture" },
    make("div", { class: "zooms" },
      button("−", () => zoom(scale / 1.25), "quiet", { "aria-label": words.picture_smaller }),
      button("+", () => zoom(scale * 1.25), "quiet", { "aria-label": words.picture_larger }),
      button(words.picture_whole, () => zoom(1), "quiet")),
    view);
}

/** A press without a move is a tap; with the mouse a move drags the picture along. */
function tapping(view, tapped) {
  let from = null;
  view.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop, far: 0 };
  });
  view.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    from.far = Math.max(from.far, Math.hypot(event.clientX - from.x, event.clientY - from.y));
    if (event.pointerType !== "mouse") return;
    view.scrollLeft = from.left - (event.clientX - from.x);
    view.scrollTop = from.top - (event.clientY - from.y);
  });
  view.addEventListener("pointercancel", () => { from = null; });
  view.addEventListener("pointerup", (event) => {
    if (from && from.far < 6 && event.target.tagName === "IMG") tapped(event);
    from = null;
  });
}
