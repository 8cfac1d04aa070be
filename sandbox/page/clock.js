// The clock on the bar: what it shows, and how it is turned.

import { api } from "./api.js";
import { at, attempt, fill, h, select } from "./dom.js";
import { on } from "./state.js";
import { face, fromField, isFrozen, now, refresh, setClock, setZone, toField, viewerZone, zones } from "./time.js";
import { say } from "./words.js";

const TURNS = [
  [say("plus5m"), 5, "plus-5m"],
  [say("plus1h"), 60, "plus-1h"],
  [say("plus1d"), 1440, "plus-1d"],
];

const date = h("span");
const hour = h("span");
// What changes each second is told to nobody who listens.
const shown = h("div", { class: "face", role: "timer", "aria-label": say("clock"), "data-test": "clock-face" }, date, " ", hour);
const toggle = h("button", { type: "button", class: "quiet", onclick: freeze, "data-test": "clock-freeze" });

function turn(wish) {
  return attempt(async () => setClock(await api.turn(wish)));
}

function freeze() {
  return turn({ frozen: !isFrozen() });
}

function set(event) {
  event.preventDefault();
  const text = new FormData(event.currentTarget).get("to");
  event.currentTarget.hidePopover();
  if (text) turn({ set: fromField(text) });
}

function tick() {
  [date.textContent, hour.textContent] = face();
  refresh();
}

function draw() {
  toggle.textContent = isFrozen() ? say("run") : say("freeze");
  toggle.title = isFrozen() ? say("standsStill") : say("runs");
  shown.classList.toggle("frozen", isFrozen());
  tick();
}

/** On a phone the rest of the bar is folded away. */
function more() {
  const unfold = (event) => {
    const open = document.body.classList.toggle("bar-open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  };
  return h("button", { type: "button", class: "icon phone", "aria-label": say("barRest"), "aria-expanded": "false", onclick: unfold, "data-test": "open-bar" }, "⋯");
}

export function startClock() {
  const buttons = TURNS.map(([label, advance_minutes, test]) =>
    h("button", { type: "button", class: "quiet", onclick: () => turn({ advance_minutes }), "data-test": `clock-${test}` }, label),
  );
  const field = h("input", { type: "datetime-local", name: "to", required: true, autofocus: true, "aria-label": say("dateAndHour"), "data-test": "clock-to" });
  const choose = h(
    "form",
    { id: "clock-form", class: "set", popover: true, onsubmit: set, "aria-label": say("setClock") },
    field,
    select({ "aria-label": say("yourZone"), "data-test": "zone", onchange: (event) => setZone(event.currentTarget.value) }, zones(), viewerZone()),
    h("button", { type: "submit", class: "button primary", "data-test": "clock-apply" }, say("setClock")),
  );
  choose.addEventListener("toggle", (event) => {
    if (event.newState === "open") field.value = toField(now());
  });
  const opens = h("button", { type: "button", class: "quiet", popovertarget: "clock-form", "data-test": "clock-set" }, say("set"));
  fill(at("clock"), shown, more(), toggle, buttons, opens, choose);
  on("clock", draw);
  on("zone", tick);
  on("world", tick);
  setInterval(tick, 1000);
}
