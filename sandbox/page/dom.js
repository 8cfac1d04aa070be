// Making elements. Children that are text become text nodes: nothing that a person wrote is ever read as HTML.

import { keepFocus } from "./focus.js";

/** Children as they were given: nested, and with gaps where a part is left out. */
function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** An element with properties (`class`, `onclick`, `data-test`, any attribute) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("aria-")) {
      // There, no is an answer too.
      element.setAttribute(name, String(value));
      continue;
    }
    if (value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...flat(children));
  return element;
}

/** The element of an id. */
export function at(id) {
  return document.getElementById(id);
}

/** Makes these what is in an element. What stands there already is not touched: nobody is told of it as if it were new. */
export function fill(element, ...children) {
  const wanted = flat(children).map((child) => (child instanceof Node ? child : document.createTextNode(child)));
  keepFocus(element, () => {
    const stays = new Set(wanted);
    for (const child of [...element.childNodes]) if (!stays.has(child)) child.remove();
    wanted.forEach((child, place) => {
      const there = element.childNodes[place] ?? null;
      if (there !== child) element.insertBefore(child, there);
    });
  });
}

/** What was folded out. */
const unfolded = new Set();

/** What can be folded out, and stays so when it is drawn anew: `key` is what it is known by. */
export function fold(key, properties, summary, ...inside) {
  const kept = (event) => (event.currentTarget.open ? unfolded.add(key) : unfolded.delete(key));
  return h("details", { open: unfolded.has(key), ...properties, ontoggle: kept }, h("summary", {}, summary), inside);
}

/** A menu of choices, one of them chosen. Choices are values, or pairs of value and label. */
export function select(properties, choices, chosen) {
  const options = choices.map((one) => {
    const [value, label] = Array.isArray(one) ? one : [one, one];
    return h("option", { value, selected: value === chosen }, label);
  });
  return h("select", properties, options);
}

/** Tells those who listen, by an element that is a status: once, however often it is drawn. */
export function announce(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** Says something that passes, at the edge of the page. */
export function toast(words, kind = "note") {
  const note = h("div", { class: `toast ${kind}`, "data-test": "toast" }, words);
  at("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

/** Runs what may fail, and says so where it does. Whether it went well. */
export async function attempt(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message, "bad");
    return false;
  }
}
