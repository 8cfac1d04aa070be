// A form (a modal) on the person's screen.

import { api } from "./api.js";
import { at, fill, h } from "./dom.js";
import { ask } from "./outcome.js";
import { say } from "./words.js";

function field(one, number) {
  const id = `field-${number}`;
  const shared = {
    id,
    name: one.custom_id,
    placeholder: one.placeholder || null,
    required: one.required,
    minlength: one.min_length > 0 ? one.min_length : null,
    maxlength: one.max_length,
    "data-test": "field",
    "data-field": one.custom_id,
    autofocus: number === 0,
    value: one.value,
  };
  const input = one.paragraph ? h("textarea", { ...shared, rows: 4 }) : h("input", { ...shared, type: "text" });
  return h("div", { class: "form-field" }, h("label", { for: id }, one.label, one.required && h("span", { class: "needed", "aria-hidden": "true" }, " *")), input);
}

/** Opens a form; `message` is the one whose button opened it. */
export function openForm(form, message) {
  const dialog = at("form");
  const close = () => dialog.close();
  const send = (event) => {
    event.preventDefault();
    const texts = Object.fromEntries(new FormData(event.currentTarget).entries());
    dialog.close();
    ask(() => api.fillForm(form.interaction, texts), message);
  };
  fill(
    dialog,
    h(
      "form",
      { onsubmit: send },
      h("h2", { id: "form-title" }, form.title),
      form.fields.map(field),
      h(
        "footer",
        {},
        h("button", { type: "button", class: "quiet", onclick: close, "data-test": "form-cancel" }, say("cancel")),
        h("button", { type: "submit", class: "button primary", "data-test": "form-submit" }, say("submit")),
      ),
    ),
  );
  dialog.showModal();
}
