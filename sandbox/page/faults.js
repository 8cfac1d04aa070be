// What is to go wrong: planned here, used up by the requests and events that meet it.

import { api } from "./api.js";
import { attempt, fill, h, select } from "./dom.js";
import { parts, say } from "./words.js";

const REQUESTS = [
  ["status:503", say("answerWithout", { status: 503 })],
  ["status:500", say("answerWithout", { status: 500 })],
  ["status-after:502", say("answerAfter", { status: 502 })],
  ["cut", say("cutWithout")],
  ["cut-after", say("cutAfter")],
  ["slow:5000", say("slow")],
  ["slow-after:5000", say("slowAfter")],
  ["too-many:3000", say("tooMany")],
];

const EVENTS = [
  [say("loseEvent"), { kind: "lose_events", times: 1 }],
  [say("doubleEvent"), { kind: "double_events", times: 1 }],
  [say("refuseResume"), { kind: "refuse_resume", times: 1 }],
  [say("drop"), { kind: "drop" }],
  [say("reconnect"), { kind: "reconnect" }],
  [say("invalidate"), { kind: "invalidate", resumable: false }],
  [say("close"), { kind: "close", code: 4000 }],
];

let panel = null;

function wish(data) {
  const [name, number] = data.get("what").split(":");
  const after = name.endsWith("-after");
  const aim = { times: Number(data.get("times")), method: data.get("method"), path: data.get("path") };
  const kinds = {
    status: { kind: "status", status: Number(number), after },
    cut: { kind: "cut", after },
    slow: { kind: "slow", millis: Number(number), after },
    "too-many": { kind: "too_many", millis: Number(number) },
  };
  return { ...kinds[name.replace(/-after$/, "")], ...aim };
}

async function plan(one) {
  await attempt(async () => draw(await api.fault(one)));
}

function form() {
  const send = (event) => {
    event.preventDefault();
    plan(wish(new FormData(event.currentTarget)));
  };
  const times = h("input", { name: "times", type: "number", min: 1, max: 1000, value: "1", "aria-label": say("howMany") });
  const method = select({ name: "method", "aria-label": say("ofMethod") }, [["*", say("anyMethod")], "GET", "POST", "PATCH", "PUT", "DELETE"], "*");
  return h(
    "form",
    { class: "fault", onsubmit: send },
    h("label", {}, parts("nextRequests", { times })),
    h("label", {}, parts("methodTo", { method })),
    h("input", { name: "path", value: "/**", "aria-label": say("path"), title: say("pathHelp"), "data-test": "fault-path" }),
    select({ name: "what", "aria-label": say("whatHappens"), "data-test": "fault-what" }, REQUESTS, "status:503"),
    h("button", { type: "submit", class: "button danger", "data-test": "fault-plan" }, say("planIt")),
  );
}

function draw({ planned, refusing, away }) {
  const clear = () => attempt(async () => draw(await api.clearFaults()));
  const refuse = (event) => plan({ kind: "refuse_connections", refuse: event.target.checked });
  const leave = (event) => plan({ kind: "away", away: event.target.checked });
  fill(
    panel,
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: away, onchange: leave, "data-test": "fault-away" }), " ", say("away")),
    h("h2", {}, say("requests")),
    form(),
    h("h2", {}, say("gateway")),
    h("div", { class: "events" }, EVENTS.map(([label, one]) => h("button", { type: "button", class: "button secondary", onclick: () => plan(one), "data-test": `fault-${one.kind}` }, label))),
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: refusing, disabled: away, onchange: refuse, "data-test": "fault-refuse" }), " ", say("refuseConnections")),
    h("h2", {}, say("stillToCome")),
    planned.length === 0 ? h("p", { class: "muted" }, say("nothing")) : h("ul", { "data-test": "planned" }, planned.map((one) => h("li", {}, one))),
    planned.length > 0 && h("button", { type: "button", class: "button secondary", onclick: clear, "data-test": "fault-clear" }, say("forgetThem")),
  );
}

/** The panel of faults. What is being filled in stays: it is drawn anew only when something was planned or is looked at afresh. */
export async function drawFaults(where) {
  panel = where;
  await attempt(async () => draw(await api.faults()));
}
