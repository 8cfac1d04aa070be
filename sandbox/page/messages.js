// The channel looked at: its head, and its messages with what is new at the bottom.

import { api } from "./api.js";
import { at, attempt, fill, h } from "./dom.js";
import { messageElement } from "./message.js";
import { isAtNewest, keepPlace } from "./reading.js";
import { address, markRead, on, place, state, tell } from "./state.js";
import { dayOf } from "./time.js";
import { say } from "./words.js";

/** Messages of one author within this time stand under one head. */
const TOGETHER = 7 * 60 * 1000;

/** Elements that need not be made again while what they show is the same. */
let kept = new Map();
/** The messages that were told last. */
let told = [];
/** What stands above them, and whether there is more above that. */
let older = [];
let more = false;
/** Whose list of which channel is shown. */
let shown = null;
let loading = null;

/** Fetches the channel looked at, once at a time: what changes meanwhile is fetched after. */
export async function loadRoom() {
  if (!state.channel) return;
  if (loading) {
    loading.again = true;
    return;
  }
  loading = { again: false };
  const channel = state.channel;
  try {
    const room = await api.room(channel);
    if (channel === state.channel) {
      state.room = room;
      tell("room");
    }
  } catch {
    // It is gone, or this person may not see it any more.
    if (channel === state.channel) {
      state.room = null;
      tell("room");
    }
  }
  const { again } = loading;
  loading = null;
  if (again || channel !== state.channel) await loadRoom();
}

async function loadOlder() {
  const first = older[0] ?? told[0];
  await attempt(async () => {
    const found = await api.room(state.channel, first.id);
    older = [...found.messages, ...older];
    more = found.more;
    const top = () => kept.get(first.id).node.getBoundingClientRect().top;
    const before = top();
    draw();
    at("messages").scrollTop += top() - before;
  });
}

function isJoined(message, before) {
  const close = before && Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER;
  const plain = message.type === 0 && !message.private;
  return Boolean(close && plain && before.type !== 18 && before.author?.id === message.author?.id && !before.private);
}

function element(message, joined, next) {
  const key = JSON.stringify([message, joined, state.editing === message.id, state.failed.get(message.id), state.replyTo?.id === message.id, place(message.thread)?.name]);
  const known = kept.get(message.id);
  const made = known?.key === key ? known : { key, node: messageElement(message, joined) };
  next.set(message.id, made);
  return made.node;
}

/** Something of the list that is no message, and stays as it is. */
function between(key, next, make) {
  const made = kept.get(key) ?? { node: make() };
  next.set(key, made);
  return made.node;
}

function day(words) {
  return h("div", { class: "day", role: "separator" }, words);
}

function olderButton() {
  return h("button", { type: "button", class: "quiet older", onclick: loadOlder, "data-test": "older" }, say("showOlder"));
}

/** As new messages come, the first ones are told no more: whoever reads above keeps them. */
function keepOlder(now) {
  const left = older.length === 0 && isAtNewest() ? [] : told.filter((one) => BigInt(one.id) < BigInt(now[0].id));
  if (older.length + left.length === 0 || left.length === told.length) [older, more] = [[], true];
  else older.push(...left);
}

function draw() {
  const wanted = `${state.me} ${state.channel}`;
  const anew = wanted !== shown;
  if (anew) {
    kept = new Map();
    [told, older] = [[], []];
  }
  const now = state.room?.messages ?? [];
  if (state.room?.more) keepOlder(now);
  else [older, more] = [[], false];
  told = now;
  const next = new Map();
  const nodes = [];
  let before = null;
  const messages = [...older, ...told];
  for (const message of messages) {
    const date = dayOf(message.timestamp);
    if (!before || dayOf(before.timestamp) !== date) {
      nodes.push(between(`${date} ${message.id}`, next, () => day(date)));
      before = null;
    }
    nodes.push(element(message, isJoined(message, before), next));
    before = message;
  }
  if (more) nodes.unshift(between("older", next, olderButton));
  if (state.room && messages.length === 0) nodes.push(h("p", { class: "empty" }, say("nothingSaid")));
  kept = next;
  fill(at("messages"), nodes);
  keepPlace(told, anew);
  shown = wanted;
  markRead();
  tell("read");
}

function mark(one) {
  if (one.kind === 1) return "@";
  return "archived" in one ? "↳" : "#";
}

function drawHead() {
  const one = state.room?.channel;
  if (!one) return fill(at("head"), h("span", { class: "muted" }, state.world?.me ? say("chooseChannel") : ""));
  const name = one.kind === 1 ? state.world.bot.name : one.name;
  document.title = say("title", { name, person: state.world.me.name });
  const parent = "archived" in one && place(one.parent);
  const facts = [one.locked && say("locked"), one.archived && say("archived"), one.private && say("private")].filter(Boolean);
  fill(
    at("head"),
    parent && h("a", { class: "parent", href: address(parent.id), "data-channel": parent.id, "data-test": "parent" }, `#${parent.name}`),
    h("span", { class: "mark", "aria-hidden": "true" }, mark(one)),
    h("h1", { "data-test": "channel-name" }, name),
    facts.map((fact) => h("span", { class: "tag quiet-tag" }, fact)),
    one.topic && h("span", { class: "topic" }, one.topic),
  );
}

export function startMessages() {
  on("room", draw);
  on("room", drawHead);
  on("reply", draw);
  on("zone", () => {
    kept = new Map();
    draw();
  });
}

/** Names in what is shown may have changed. */
export function forgetShown() {
  kept = new Map();
}
