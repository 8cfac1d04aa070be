// The menu of a message or of a person: what Discord offers itself, and the application's own commands.

import { api } from "./api.js";
import { attempt, h } from "./dom.js";
import { path } from "./focus.js";
import { ask } from "./outcome.js";
import { state, tell } from "./state.js";
import { say } from "./words.js";

const EMOJI = ["👍", "✅", "👀", "🎉"];
let open = null;

function close() {
  if (!open) return;
  const { list, anchor, marks } = open;
  open = null;
  list.remove();
  // What the menu belongs to may have been drawn anew.
  (anchor.isConnected ? anchor : document.querySelector(marks.join(" ")))?.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.list.contains(event.target)) close();
});

function keys(event) {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const now = items.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key in steps) items[(now + steps[event.key] + items.length) % items.length].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function item(label, act, test) {
  const run = () => {
    close();
    act();
  };
  return h("button", { type: "button", role: "menuitem", onclick: run, "data-test": test ?? "menu-item" }, label);
}

function show(anchor, items) {
  close();
  const list = h("div", { class: "popup", role: "menu", "aria-label": anchor.getAttribute("aria-label") ?? anchor.dataset.name, onkeydown: keys, "data-test": "popup" }, items);
  anchor.closest("main, aside").append(list);
  const spot = anchor.getBoundingClientRect();
  const left = Math.max(8, Math.min(spot.right - list.offsetWidth, innerWidth - list.offsetWidth - 8));
  const below = spot.bottom + 4;
  const top = below + list.offsetHeight > innerHeight ? Math.max(8, spot.top - list.offsetHeight - 4) : below;
  list.style.left = `${left}px`;
  list.style.top = `${top}px`;
  open = { list, anchor, marks: path(anchor, document.body) };
  list.querySelector("button")?.focus();
}

function apps(names, target, message) {
  if (names.length === 0) return [];
  const channel = state.channel;
  return [
    h(
      "div",
      { role: "group", "aria-label": say("apps") },
      h("div", { class: "popup-head", "aria-hidden": "true" }, say("apps")),
      names.map((name) => item(name, () => ask(() => api.menu(channel, name, target), message), "app-command")),
    ),
  ];
}

/** The menu of a message. */
export function openMenu(anchor, message) {
  const reply = () => {
    state.replyTo = message;
    tell("reply");
  };
  const edit = () => {
    state.editing = message.id;
    tell("room");
  };
  const react = (emoji) => item(emoji, () => attempt(() => api.react(message, emoji, true)), "react");
  show(anchor, [
    !message.private && h("div", { class: "popup-row", role: "group", "aria-label": say("react") }, EMOJI.map(react)),
    !message.private && item(say("reply"), reply, "reply"),
    message.mine && item(say("edit"), edit, "edit"),
    message.deletable && item(say("delete"), () => attempt(() => api.remove(message)), "delete"),
    item(say("copyId"), () => attempt(() => navigator.clipboard.writeText(message.id)), "copy-id"),
    apps(state.room.menus.message, { message: message.id }, message),
  ]);
}

/** The menu of a person. */
export function openPersonMenu(anchor, id) {
  show(anchor, [
    item(say("copyId"), () => attempt(() => navigator.clipboard.writeText(id)), "copy-id"),
    apps(state.room?.menus.person ?? [], { person: id }),
  ]);
}
