// What both pages use: elements, wording, dates, the HTTP interface.
import words from "./wording.js";

export { words };

/** A wording with its {names} filled in. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** An element. Children are elements or text; text is never read as HTML. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}

/** 14/02/1998 for 1998-02-14; what is not a whole date stays as it is. */
export function date(iso) {
  const parts = (iso ?? "").split("-");
  return parts.length === 3 ? parts.reverse().join("/") : (iso ?? "");
}

/** «tiếng Anh» for en; empty for Vietnamese and for what is not known. */
export function languageName(code) {
  return code && code !== "vi" ? (words.languages[code] ?? "") : "";
}

/** «tiếng Anh» as a badge, or null. */
export function languageBadge(code) {
  const name = languageName(code);
  return name ? make("span", { class: "language" }, name) : null;
}

/** Title, number, date and page in one line, without what is unknown. */
export function sourceLine({ title, file, number, date: iso, page }) {
  const name = title || file;
  const parts = [name];
  if (number && !name.includes(number)) parts.push(say("number", { number }));
  if (iso) parts.push(say("date", { date: date(iso) }));
  if (page) parts.push(say("page", { page }));
  return parts.join(", ");
}

/** The response, or an Error whose message is for the reader. */
export async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(words.server_gone);
  }
  if (response.ok) return response;
  const failure = await response.json().catch(() => ({}));
  throw new Error(failure.error ?? words.failed);
}

export function post(path, body, signal) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

export async function documents() {
  const found = await (await request("/api/documents")).json();
  const count = found.length;
  const shown = document.getElementById("documents-count");
  if (shown) shown.textContent = count ? say("documents_count", { count }) : words.documents_none;
  document.dispatchEvent(new CustomEvent("documents", { detail: count }));
  return found;
}

/** Opens one of the tabs by its name. */
export function openTab(name) {
  for (const tab of document.querySelectorAll('#tabs [role="tab"]')) {
    if (tab.textContent.trim() === name) tab.click();
  }
}
