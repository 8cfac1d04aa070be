// Making elements. Children that are text become text nodes: nothing that a person wrote is ever read as HTML.

/** An element with properties (`class`, `onclick`, `data-test`, any attribute) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element of an id. */
export function at(id) {
  return document.getElementById(id);
}

/** Replaces what is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

/** A menu of choices, one of them chosen. Choices are values, or pairs of value and label. */
export function select(properties, choices, chosen) {
  const options = choices.map((one) => {
    const [value, label] = Array.isArray(one) ? one : [one, one];
    return h("option", { value, selected: value === chosen }, label);
  });
  return h("select", properties, options);
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
