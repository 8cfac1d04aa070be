// Buttons, menus and the newer building blocks of a message.

import { api } from "./api.js";
import { h } from "./dom.js";
import { inline, markdown } from "./markdown.js";
import { ask } from "./outcome.js";
import { place, places, server, userName } from "./state.js";
import { say } from "./words.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary" };
const STRING = 3;
const USER = 5;
const ROLE = 6;
const CHANNEL = 8;

const KINDS = {
  1: (one, message) => h("div", { class: "row" }, all(one.components, message)),
  2: button,
  3: menu,
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  9: (one, message) => h("div", { class: "section" }, h("div", {}, all(one.components, message)), all([one.accessory], message)),
  10: (one) => h("div", { class: "words" }, markdown(one.content)),
  12: (one) => h("div", { class: "gallery" }, one.items.map((item) => h("span", { class: "elsewhere" }, item.description ?? item.media.url))),
  14: () => h("hr"),
  17: (one, message) => container(one, message),
};

/** The elements of a message's components; kinds that the page does not know are named. */
export function all(components, message) {
  return components.map((one) => (KINDS[one.type] ?? unknown)(one, message));
}

function unknown(one) {
  return h("span", { class: "muted" }, say("component", { type: one.type }));
}

function container(one, message) {
  const box = h("div", { class: "container" }, all(one.components, message));
  if (one.accent_color) box.style.borderLeftColor = `#${one.accent_color.toString(16).padStart(6, "0")}`;
  return box;
}

function emoji(one) {
  return one?.name ? (one.id ? `:${one.name}:` : one.name) : null;
}

async function busily(element, act) {
  element.setAttribute("aria-busy", "true");
  await act();
  element.removeAttribute("aria-busy");
}

function button(one, message) {
  const words = [emoji(one.emoji), one.label].filter(Boolean).join(" ");
  if (one.style === 5) {
    return h("a", { class: "button secondary", href: one.url, target: "_blank", rel: "noopener noreferrer", "data-test": "button" }, words, " ↗");
  }
  const press = (event) => busily(event.currentTarget, () => ask(() => api.press(message, one.custom_id), message));
  return h(
    "button",
    { type: "button", class: `button ${STYLES[one.style] ?? "secondary"}`, disabled: one.disabled, onclick: press, "data-test": "button", "data-custom-id": one.custom_id },
    words,
  );
}

/** What can be chosen: pairs of value and label, and a word about each. */
function choices(one) {
  if (one.type === STRING) return one.options.map((option) => [option.value, [emoji(option.emoji), option.label].filter(Boolean).join(" "), option.description]);
  const here = server();
  const people = (here?.members ?? []).map((member) => [member.id, userName(member.id)]);
  const roles = (here?.roles ?? []).map((role) => [role.id, `@${role.name}`]);
  if (one.type === USER) return people;
  if (one.type === ROLE) return roles;
  if (one.type === CHANNEL) return places().filter((one) => one.server?.id === here?.id && fits(one)).map((place) => [place.id, `#${place.name}`]);
  return [...people, ...roles];

  function fits(channel) {
    return !one.channel_types?.length || one.channel_types.includes(place(channel.id)?.kind);
  }
}

function menu(one, message) {
  const most = one.max_values ?? 1;
  const several = most > 1 || one.min_values === 0;
  const defaults = one.options?.filter((option) => option.default).map((option) => option.value) ?? [];
  const options = choices(one).map(([value, label, about]) =>
    h("option", { value, selected: defaults.includes(value), title: about }, about && !several ? `${label} — ${about}` : label),
  );
  const placeholder = one.placeholder || say("makeSelection");
  const send = (element, values) => busily(element, () => ask(() => api.choose(message, one.custom_id, values), message));
  const shared = { class: "menu", disabled: one.disabled, "aria-label": placeholder, "data-test": "menu", "data-custom-id": one.custom_id };
  if (!several) {
    const first = h("option", { value: "", disabled: true, selected: defaults.length === 0, hidden: true }, placeholder);
    return h("select", { ...shared, onchange: (event) => send(event.currentTarget, [event.currentTarget.value]) }, first, options);
  }
  const list = h("select", { ...shared, multiple: true, size: Math.min(Math.max(options.length, 2), 6) }, options);
  const choose = () => send(list, [...list.selectedOptions].map((option) => option.value));
  return h(
    "div",
    { class: "several" },
    h("span", { class: "muted" }, inline(placeholder)),
    list,
    h("button", { type: "button", class: "button secondary", disabled: one.disabled, onclick: choose, "data-test": "menu-choose" }, say("choose")),
  );
}
