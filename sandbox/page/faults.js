// What is to go wrong: planned here, used up by the requests and events that meet it.

import { api } from "./api.js";
import { attempt, fill, h, select } from "./dom.js";

const REQUESTS = [
  ["status:503", "answer 503, without effect"],
  ["status:500", "answer 500, without effect"],
  ["status-after:502", "take effect, then answer 502"],
  ["cut", "cut the connection, without effect"],
  ["cut-after", "take effect, then cut the connection"],
  ["slow:5000", "wait 5 s, then serve"],
  ["slow-after:5000", "take effect, answer after 5 s"],
  ["too-many:3000", "answer 429, retry after 3 s"],
];

const EVENTS = [
  ["Lose the next event", { kind: "lose_events", times: 1 }],
  ["Tell the next event twice", { kind: "double_events", times: 1 }],
  ["Refuse the next resume", { kind: "refuse_resume", times: 1 }],
  ["Break the connection", { kind: "drop" }],
  ["Ask to reconnect (op 7)", { kind: "reconnect" }],
  ["Invalidate the session (op 9)", { kind: "invalidate", resumable: false }],
  ["Close with 4000", { kind: "close", code: 4000 }],
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
  return h(
    "form",
    { class: "fault", onsubmit: send },
    h("label", {}, "The next ", h("input", { name: "times", type: "number", min: 1, max: 1000, value: "1", "aria-label": "How many" }), " requests"),
    h("label", {}, select({ name: "method", "aria-label": "Method" }, [["*", "any method"], "GET", "POST", "PATCH", "PUT", "DELETE"], "*"), " to "),
    h("input", { name: "path", value: "/**", "aria-label": "Path", title: "* stands for one part, a final ** for the rest", "data-test": "fault-path" }),
    select({ name: "what", "aria-label": "What happens", "data-test": "fault-what" }, REQUESTS, "status:503"),
    h("button", { type: "submit", class: "button danger", "data-test": "fault-plan" }, "Plan it"),
  );
}

function draw({ planned, refusing }) {
  const clear = () => attempt(async () => draw(await api.clearFaults()));
  const refuse = (event) => plan({ kind: "refuse_connections", refuse: event.target.checked });
  fill(
    panel,
    h("h2", {}, "Requests"),
    form(),
    h("h2", {}, "Gateway"),
    h("div", { class: "events" }, EVENTS.map(([label, one]) => h("button", { type: "button", class: "button secondary", onclick: () => plan(one), "data-test": `fault-${one.kind}` }, label))),
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: refusing, onchange: refuse, "data-test": "fault-refuse" }), " Turn every new connection away"),
    h("h2", {}, "Still to come"),
    planned.length === 0 ? h("p", { class: "muted" }, "Nothing.") : h("ul", { "data-test": "planned" }, planned.map((one) => h("li", {}, one))),
    planned.length > 0 && h("button", { type: "button", class: "button secondary", onclick: clear, "data-test": "fault-clear" }, "Forget them"),
  );
}

/** The panel of faults. What is being filled in stays: it is drawn anew only when something was planned or is looked at afresh. */
export async function drawFaults(where) {
  panel = where;
  await attempt(async () => draw(await api.faults()));
}
