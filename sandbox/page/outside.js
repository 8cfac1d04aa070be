// What is said outside Discord: mails, pushes, PagerDuty and webhooks, as whoever gets them would see it.

import { api } from "./api.js";
import { attempt, fill, fold, h, toast } from "./dom.js";
import { state, tell } from "./state.js";
import { head } from "./time.js";
import { say } from "./words.js";

/** What was drawn last, and where: what has not changed is not drawn anew under whoever reads it. */
let drawn = {};

/** How much came since the panel was last looked at. */
export function unreadOutside() {
  const there = state.pulse?.outside ?? 0;
  // A sandbox that was started anew counts anew.
  if (there < state.seenOutside) state.seenOutside = 0;
  return there - state.seenOutside;
}

function came(one) {
  const kinds = { mail: () => say("mail", one), push: () => say("push", one), event: () => say("event", one), hook: () => say("hook", one) };
  return kinds[one.kind]();
}

/** How an incident stands. */
function standing({ status, acknowledged_by: name }) {
  if (status === "triggered") return say("triggered");
  if (status === "resolved") return say("resolved");
  return name ? say("acknowledgedBy", { name }) : say("acknowledged");
}

function facts(one) {
  const told = [
    one.action,
    one.incident && `#${one.incident.number} ${standing(one.incident)}`,
    one.priority && say("priority", { number: one.priority }),
    one.times > 1 && say("sentTimes", { count: one.times }),
  ].filter(Boolean);
  return told.length > 0 && h("p", { class: "muted", "data-test": "outside-facts" }, told.join(" · "));
}

/** Does something there, and says what came back. */
function press(act) {
  return attempt(async () => {
    const { status } = await act();
    if (status) toast(say("pressed", { status }));
  });
}

function buttons(one) {
  const calling = one.effect === "opened" && one.incident?.status === "triggered";
  const button = (label, act, name) => h("button", { type: "button", class: "button primary", onclick: () => press(act), "data-test": name, "data-name": label }, label);
  return h(
    "div",
    { class: "events" },
    (one.buttons ?? []).map((label) => button(label, () => api.tap(one.id, label), "outside-tap")),
    calling && button(say("acknowledge"), () => api.acknowledge(one.of), "outside-acknowledge"),
  );
}

function link(one) {
  return h("li", {}, h("a", { href: one.url, target: "_blank", rel: "noopener noreferrer", "data-test": "outside-link" }, one.label));
}

function item(one) {
  return h(
    "li",
    { class: "outside", "data-test": "outside-item", "data-message": one.id },
    h("div", { class: "from" }, h("span", {}, came(one)), head(one.at)),
    h("h3", {}, one.title || say("noTitle")),
    facts(one),
    one.text && h("p", { class: "said" }, one.text),
    one.links.length > 0 && h("ul", { class: "links" }, one.links.map(link)),
    buttons(one),
  );
}

function places(where) {
  const all = Object.entries(where).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)));
  return fold("outside-where", { class: "where", "data-test": "outside-where" }, say("whereToSend"), h("dl", { class: "places" }, all));
}

/** The panel of what is said outside. */
export async function drawOutside(panel) {
  await attempt(async () => {
    const { items, where } = await api.outside();
    if (state.seenOutside !== (items[0]?.id ?? 0)) {
      state.seenOutside = items[0]?.id ?? 0;
      tell("outside");
    }
    const text = JSON.stringify([items, where]);
    if (drawn.text === text && drawn.first?.isConnected) return;
    const first = h("h2", {}, say("outsideTitle"));
    drawn = { text, first };
    fill(
      panel,
      first,
      items.length === 0 ? h("p", { class: "muted" }, say("nothingOutside")) : h("ul", { class: "inbox", "data-test": "outside-inbox" }, items.map(item)),
      places(where),
    );
  });
}
