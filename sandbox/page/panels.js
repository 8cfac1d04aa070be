// The panels at the side, and the buttons on the bar that open them.

import { at, fill, h } from "./dom.js";
import { drawFaults } from "./faults.js";
import { drawLog } from "./log.js";
import { drawOutside, unreadOutside } from "./outside.js";
import { drawPeople } from "./people.js";
import { on, state } from "./state.js";
import { amount, say } from "./words.js";

const PANELS = [
  { name: "members", title: say("members"), draw: drawPeople },
  { name: "outside", title: say("outside"), draw: drawOutside, unread: unreadOutside },
  { name: "log", title: say("log"), draw: drawLog },
  { name: "faults", title: say("faults"), draw: drawFaults },
];

let open = null;

/** Draws the panel that is open, if it is this one. */
function drawPanel(name) {
  if (open?.name === name && state.world) open.draw(at("panel-inside"));
}

function turn(panel) {
  const left = open;
  open = panel === left ? null : panel;
  at("panel").hidden = open === null;
  drawTabs();
  if (!open) return at("tabs").querySelector(`[data-test=tab-${left.name}]`)?.focus();
  at("panel").setAttribute("aria-label", open.title);
  fill(at("panel-inside"));
  drawPanel(open.name);
  at("panel").focus();
}

function drawTabs() {
  const count = (unread) => unread > 0 && [" ", h("span", { class: "tag", "data-test": "outside-unread" }, amount(unread)), h("span", { class: "sr" }, ` ${say("unread")}`)];
  const tab = (one) =>
    h("button", { type: "button", class: "quiet", "aria-expanded": String(open === one), "aria-controls": "panel", onclick: () => turn(one), "data-test": `tab-${one.name}` }, one.title, count(one.unread?.() ?? 0));
  const connected = state.pulse?.connections > 0;
  fill(
    at("tabs"),
    PANELS.map(tab),
    h("span", { class: connected ? "light on" : "light", title: connected ? say("connected") : say("notConnected"), "data-test": "bot-light" }, connected ? say("online") : say("offline")),
  );
}

export function startPanels() {
  const close = () => open && turn(open);
  at("close-panel").addEventListener("click", close);
  at("panel").addEventListener("keydown", (event) => event.key === "Escape" && close());
  on("world", drawTabs);
  on("world", () => drawPanel("members"));
  on("pulse", () => drawPanel("outside"));
  on("outside", drawTabs);
  on("pulse", drawTabs);
  on("pulse", () => drawPanel("log"));
}
