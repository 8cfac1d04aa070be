// What the bot asked of the sandbox, what was refused, what it left without an answer.

import { api } from "./api.js";
import { attempt, fill, fold, h } from "./dom.js";
import { state } from "./state.js";
import { amount, say } from "./words.js";

function kind(status) {
  if (status === null) return "cut";
  return status >= 400 ? "bad" : "good";
}

function columns() {
  return h("thead", {}, h("tr", {}, [say("code"), say("method"), say("route"), say("took")].map((name) => h("th", { scope: "col" }, name))));
}

function request(one) {
  const time = new Date(one.at).toISOString().slice(11, 19);
  return h(
    "tr",
    { class: kind(one.status), "data-test": "request" },
    h("td", {}, one.status ?? say("cut")),
    h("td", {}, one.method),
    h("td", { class: "path", title: one.path }, one.route),
    h("td", { title: say("byClock", { time }) }, amount(one.took_ms, "millisecond")),
  );
}

function refused(one) {
  return fold(
    JSON.stringify(one),
    { class: "refused", "data-test": "refused" },
    [h("b", {}, `${one.status} / ${one.code}`), ` ${one.method} ${one.path}`],
    h("p", {}, one.message),
    one.body && h("pre", {}, one.body),
  );
}

function numbers(pulse) {
  const facts = [
    [say("connections"), pulse.connections],
    [say("logins"), pulse.logins],
    [say("requestCount"), pulse.requests],
    ["429", pulse.limited],
    [say("refusedCount"), pulse.refused],
    [say("withoutAnswer"), pulse.failures],
  ];
  return h("dl", { class: "numbers", "data-test": "pulse" }, facts.map(([name, count]) => h("div", {}, h("dt", {}, name), h("dd", {}, amount(count)))));
}

/** The panel of the log. */
export async function drawLog(panel) {
  await attempt(async () => {
    const log = await api.log();
    state.pulse = log.pulse;
    fill(
      panel,
      h("h2", {}, say("bot")),
      numbers(log.pulse),
      log.failures.length > 0 && [h("h2", {}, say("leftWithoutAnswer")), log.failures.map((one) => h("p", { class: "bad" }, one))],
      log.refused.length > 0 && [h("h2", {}, say("refused")), log.refused.map(refused)],
      h("h2", {}, say("newestFirst")),
      h("table", { class: "requests" }, columns(), h("tbody", {}, log.requests.map(request))),
    );
  });
}
