// The clock on the bar: what it shows, and how it is turned.

import { api } from "./api.js";
import { at, attempt, fill, h, select } from "./dom.js";
import { on } from "./state.js";
import { face, fromField, isFrozen, now, refresh, setClock, setZone, toField, viewerZone, zones } from "./time.js";

const TURNS = [
  ["+5 min", 5, "plus-5m"],
  ["+1 h", 60, "plus-1h"],
  ["+1 day", 1440, "plus-1d"],
];

const shown = h("output", { class: "face", "data-test": "clock-face", title: "The sandbox's clock" });
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
  event.currentTarget.closest("details").open = false;
  if (text) turn({ set: fromField(text) });
}

function tick() {
  shown.textContent = face();
  refresh();
}

function draw() {
  toggle.textContent = isFrozen() ? "▶ run" : "❚❚ freeze";
  toggle.title = isFrozen() ? "The clock stands still; let it run" : "The clock runs; make it stand still";
  shown.classList.toggle("frozen", isFrozen());
  tick();
}

export function startClock() {
  const buttons = TURNS.map(([label, advance_minutes, test]) =>
    h("button", { type: "button", class: "quiet", onclick: () => turn({ advance_minutes }), "data-test": `clock-${test}` }, label),
  );
  const field = h("input", { type: "datetime-local", name: "to", required: true, "aria-label": "Date and hour", "data-test": "clock-to" });
  const choose = h(
    "details",
    { class: "set" },
    h("summary", { class: "quiet", "data-test": "clock-set" }, "set…"),
    h(
      "form",
      { onsubmit: set },
      field,
      select({ "aria-label": "Your time zone", "data-test": "zone", onchange: (event) => setZone(event.currentTarget.value) }, zones(), viewerZone()),
      h("button", { type: "submit", class: "button primary", "data-test": "clock-apply" }, "Set the clock"),
    ),
  );
  choose.addEventListener("toggle", () => {
    if (choose.open) field.value = toField(now());
  });
  fill(at("clock"), shown, toggle, buttons, choose);
  on("clock", draw);
  on("zone", tick);
  on("world", tick);
  setInterval(tick, 1000);
}
