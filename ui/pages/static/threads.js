// The list of kept conversations, beside the chat or, where that is too narrow, in a drawer over
// it. Which one is open stands in the address, so that a reload goes on in it; the chat follows
// the address.
import { make, post, request, say, words } from "./base.js";
import { ask as confirm, button, notice } from "./library-parts.js";

const BESIDE = matchMedia("(min-width: 1200px)");
const FOLDED = "ngoaivu.threads.folded";
const AT_ONCE = 30;
const PATH = "/api/threads";

let list = null; // the element with the conversations
let field = null; // the search field
let more = null; // the button for the rest of a long list
let all = null; // the button that deletes every one
let opener = null; // the button that opened the drawer; focus goes back there
let loaded = 0; // which reading of the list is the latest
let openId = addressed();
let folded = wasFolded();

/** The conversation that the address names, or null. */
export function addressed() {
  return /^#hoi-thoai=(\w+)$/.exec(location.hash)?.[1] ?? null;
}

/** Puts the conversation that is open into the address and marks it in the list. */
export function mark(id) {
  openId = id;
  const address = id ? `#hoi-thoai=${id}` : location.pathname;
  if (id !== addressed()) history.pushState(null, "", address);
  for (const item of list?.children ?? []) current(item);
}

/** Fills Gradio's element. */
export function show(element) {
  list = make("ul", { class: "threads" });
  field = make("input", {
    type: "search", "aria-label": words.threads_search, placeholder: words.threads_search_hint,
    oninput: soon(refresh),
  });
  more = button(words.threads_more, () => load(list.children.length), "quiet more", { hidden: true });
  all = button(words.threads_delete, removeAll, "quiet danger", { hidden: true });
  const renew = button(words.new_conversation, startAnew, "primary");
  const hide = button(words.threads_hide, () => BESIDE.matches ? fold(true) : closeDrawer(),
    "plain", { "aria-label": words.threads_hide_this });
  element.replaceChildren(
    make("nav", { class: "threads-list", "aria-label": words.threads },
      make("header", {}, make("h2", {}, words.threads), hide), renew, field, list, more, all));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closeDrawer();
  });
  BESIDE.addEventListener("change", closeDrawer);
  refresh();
}

/** The button that shows the list where it is hidden. */
export function shower() {
  fold(folded);
  const shown = button(words.threads, () => BESIDE.matches ? fold(false) : openDrawer(shown),
    "quiet shower", { "aria-controls": "threads-column" });
  return shown;
}

/** Reads the list anew. */
export async function refresh() {
  await load(0);
}

function startAnew() {
  closeDrawer();
  document.dispatchEvent(new CustomEvent("thread-new"));
}

// The list --------------------------------------------------------------------------------

async function load(offset) {
  if (!list) return;
  const turn = ++loaded;
  const sought = field.value.trim();
  try {
    const limits = `limit=${AT_ONCE}&offset=${offset}`;
    const response = sought
      ? await post(`${PATH}/search?${limits}`, { words: sought })
      : await request(`${PATH}?${limits}`);
    const found = await response.json();
    if (turn !== loaded) return;
    const items = found.threads.map(entry);
    if (offset) list.append(...items);
    else list.replaceChildren(...items);
    more.hidden = !found.more;
    all.hidden = Boolean(sought) || !list.children.length;
    if (!list.children.length) list.replaceChildren(none(sought));
  } catch (error) {
    if (turn === loaded) list.replaceChildren(make("li", {}, notice(error.message)));
  }
}

function none(sought) {
  return make("li", { class: "hint" }, sought ? words.threads_none_found : words.threads_none);
}

function entry(thread) {
  const { id, title } = thread;
  const item = make("li", { class: "thread", "data-thread": id });
  const open = make("a", { href: `#hoi-thoai=${id}`, title, onclick: closeDrawer }, title);
  const label = (name) => ({ "aria-label": say(name, { title }) });
  item.append(
    open,
    make("div", { class: "about" },
      make("time", { datetime: thread.updated_at }, ago(thread.updated_at)),
      button(words.thread_rename, () => rename(item, thread), "plain", label("thread_rename_this")),
      button(words.thread_delete, () => remove(thread), "plain danger",
        label("thread_delete_this"))),
  );
  current(item);
  return item;
}

function current(item) {
  const open = item.querySelector("a");
  if (item.dataset.thread === openId) open?.setAttribute("aria-current", "page");
  else open?.removeAttribute("aria-current");
}

function rename(item, thread) {
  const name = make("input", {
    type: "text", value: thread.title, maxlength: 200, "aria-label": words.thread_name,
  });
  const leave = () => item.replaceWith(entry(thread));
  const form = make("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      if (!name.value.trim()) return;
      try {
        await send("PATCH", `${PATH}/${thread.id}`, { title: name.value });
        await refresh();
      } catch (error) {
        form.append(notice(error.message));
      }
    },
    onkeydown: (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // the drawer stays
      leave();
    },
  }, name, make("div", { class: "about" },
    make("button", { class: "plain" }, words.thread_save), button(words.cancel, leave, "plain")));
  item.replaceChildren(form);
  name.select();
}

async function remove({ id, title }) {
  const text = make("p", {}, say("thread_delete_more", { title }));
  if (!(await sure(words.thread_delete_ask, text, words.thread_delete))) return;
  await drop(`${PATH}/${id}`, id === openId);
}

async function removeAll() {
  const text = make("p", {}, words.threads_delete_more);
  if (!(await sure(words.threads_delete_ask, text, words.threads_delete))) return;
  await drop(PATH, true);
}

async function sure(title, text, yes) {
  const choices = [["", words.cancel, "quiet"], ["yes", yes, "primary danger"]];
  return await confirm(title, [text], choices) === "yes";
}

async function drop(path, open) {
  try {
    await send("DELETE", path);
    if (open) startAnew();
    await refresh();
  } catch (error) {
    list.prepend(make("li", {}, notice(error.message)));
  }
}

function send(method, path, body) {
  const headers = body ? { "Content-Type": "application/json" } : {};
  return request(path, { method, headers, body: body && JSON.stringify(body) });
}

/** «vừa xong», «5 phút trước», «hôm qua», «3 ngày trước», then the date. */
function ago(iso) {
  const then = new Date(iso);
  const minutes = Math.floor((Date.now() - then) / 60000);
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.ceil((midnight - then) / 86400000);
  if (minutes < 1) return words.just_now;
  if (minutes < 60) return say("minutes_ago", { count: minutes });
  if (days < 1) return say("hours_ago", { count: Math.floor(minutes / 60) });
  if (days === 1) return words.yesterday;
  if (days < 7) return say("days_ago", { count: days });
  const two = (value) => String(value).padStart(2, "0");
  return `${two(then.getDate())}/${two(then.getMonth() + 1)}/${then.getFullYear()}`;
}

function soon(act) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, 250);
  };
}

// Beside the chat, or over it -------------------------------------------------------------

function wasFolded() {
  try {
    return localStorage.getItem(FOLDED) === "1";
  } catch {
    return false; // the browser keeps nothing
  }
}

function fold(wish) {
  folded = wish;
  try {
    localStorage.setItem(FOLDED, folded ? "1" : "0");
  } catch {
    // remembered until the page is left
  }
  document.body.classList.toggle("threads-folded", folded);
}

function openDrawer(from) {
  opener = from;
  document.body.classList.add("threads-open");
  for (const id of ["ask-column", "evidence-column"]) document.getElementById(id).inert = true;
  field.focus();
}

function closeDrawer() {
  if (!document.body.classList.contains("threads-open")) return;
  document.body.classList.remove("threads-open");
  for (const id of ["ask-column", "evidence-column"]) document.getElementById(id).inert = false;
  opener?.focus();
}
