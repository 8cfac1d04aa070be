// The control API: each call is one act of a person, or one look.

import { state } from "./state.js";
import { say } from "./words.js";

async function call(method, path, { query = {}, json, form } = {}) {
  const asked = new URLSearchParams(query);
  const url = `control/${path}${asked.size > 0 ? `?${asked}` : ""}`;
  const headers = json === undefined ? {} : { "content-type": "application/json" };
  const body = json === undefined ? form : JSON.stringify(json);
  let response;
  try {
    response = await fetch(url, { method, headers, body });
  } catch {
    throw new Error(say("unreachable"));
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = JSON.parse(text);
  } catch {
    if (response.ok) throw new Error(say("unreadable"));
  }
  if (!response.ok) throw new Error(answer.error ?? text ?? say("answered", { status: response.status }));
  return answer;
}

const me = () => ({ as: state.me });

function written(text, files, replyTo) {
  const form = new FormData();
  form.append("text", text);
  if (replyTo) form.append("reply_to", replyTo);
  for (const file of files) form.append("file", file, file.name);
  return form;
}

const message = (one) => `channels/${one.channel_id}/messages/${one.id}`;

export const api = {
  world: (as) => call("GET", "world", { query: as ? { as } : {} }),
  room: (channel, before) => call("GET", `channels/${channel}`, { query: before ? { ...me(), before } : me() }),
  complete: (channel, line, files) =>
    call("GET", `channels/${channel}/complete`, { query: { ...me(), line, files: files.map((file) => file.name).join("\n") } }),
  say: (channel, text, files, replyTo) =>
    call("POST", `channels/${channel}/messages`, { query: me(), form: written(text, files, replyTo) }),
  command: (channel, line, files) =>
    call("POST", `channels/${channel}/commands`, { query: me(), form: written(line, files) }),
  edit: (one, text) => call("POST", message(one), { query: me(), json: { text } }),
  remove: (one) => call("DELETE", message(one), { query: me() }),
  react: (one, emoji, on) => call("POST", `${message(one)}/reactions`, { query: me(), json: { emoji, on } }),
  press: (one, custom_id) => call("POST", `${message(one)}/press`, { query: me(), json: { custom_id } }),
  choose: (one, custom_id, values) => call("POST", `${message(one)}/choose`, { query: me(), json: { custom_id, values } }),
  menu: (channel, name, target) => call("POST", `channels/${channel}/menu`, { query: me(), json: { name, ...target } }),
  fillForm: (interaction, texts) => call("POST", `forms/${interaction}`, { query: me(), json: { texts } }),
  openConversation: () => call("POST", "conversation", { query: me() }),
  changePerson: (account) => call("POST", "person", { query: me(), json: account }),
  turn: (turn) => call("POST", "clock", { json: turn }),
  faults: () => call("GET", "faults"),
  fault: (wish) => call("POST", "faults", { json: wish }),
  clearFaults: () => call("DELETE", "faults"),
  outside: () => call("GET", "outside"),
  acknowledge: (dedup_key) => call("POST", "outside/acknowledge", { query: me(), json: { dedup_key } }),
  tap: (id, label) => call("POST", "outside/tap", { json: { id, label } }),
  log: () => call("GET", "log", { query: { limit: 200 } }),
};
