// Where the keys go while the page draws anew under them.

/** What an element is known by from one drawing to the next. */
const NAMES = ["id", "name", "data-message", "data-channel", "data-custom-id", "data-field", "data-name", "data-test"];

function mark(element) {
  const known = NAMES.filter((name) => element.hasAttribute(name));
  return known.map((name) => `[${name}="${CSS.escape(element.getAttribute(name))}"]`).join("");
}

/** The marks on the way to an element from what it stands in. */
export function path(element, within) {
  const marks = [];
  for (let one = element; one && one !== within; one = one.parentElement) {
    if (mark(one)) marks.unshift(mark(one));
  }
  return marks;
}

/** Changes what is in an element: what had the focus has it afterwards in its new shape, or else what it stood in. */
export function keepFocus(element, change) {
  if (!element.contains(document.activeElement)) return change();
  const marks = path(document.activeElement, element);
  change();
  for (let depth = marks.length; depth > 0 && !element.contains(document.activeElement); depth -= 1) {
    element.querySelector(marks.slice(0, depth).join(" "))?.focus({ preventScroll: true });
  }
  if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
}
