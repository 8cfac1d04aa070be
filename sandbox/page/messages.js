// The channel looked at: its head, and its messages with what is new at the bottom.

import { api } from "./api.js";
import { at, attempt, fill, h } from "./dom.js";
import { messageElement } from "./message.js";
import { markRead, on, place, state, tell } from "./state.js";
import { dayOf } from "./time.js";

/** Messages of one author within this time stand under one head. */
const TOGETHER = 7 * 60 * 1000;
/** How near to the bottom counts as being there, in pixels. */
const NEAR = 120;

/** Elements that need not be made again while what they show is the same. */
let kept = new Map();
let older = [];
let shownChannel = null;
let loading = null;
/** Whether the newest message is followed: until somebody scrolls away from it. */
let following = true;
/** Where the list stood last, and the newest message that was seen. */
let lastTop = 0;
let seen = 0n;

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
  const first = older[0] ?? state.room.messages[0];
  await attempt(async () => {
    const before = await api.room(state.channel, first.id);
    older = [...before.messages, ...older];
    state.room.more = before.more;
    const list = at("messages");
    const height = list.scrollHeight;
    draw();
    list.scrollTop += list.scrollHeight - height;
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

function toBottom() {
  const list = at("messages");
  list.scrollTop = list.scrollHeight;
  lastTop = list.scrollTop;
}

/** Goes to the newest message, and stays with it: what one did oneself is answered there. */
export function toNewest() {
  following = true;
  toBottom();
  drawNewer();
}

/** What came while an older place is shown. */
function drawNewer() {
  const messages = state.room?.messages ?? [];
  const newest = messages.reduce((most, one) => (BigInt(one.id) > most ? BigInt(one.id) : most), 0n);
  if (following) seen = newest;
  const count = messages.filter((one) => BigInt(one.id) > seen).length;
  at("newer").hidden = count === 0;
  at("newer").textContent = count === 1 ? "1 new message ↓" : `${count} new messages ↓`;
}

/** Only scrolling up leaves the newest message: a picture that is loaded above it moves it, and nobody scrolled. */
function scrolled() {
  const list = at("messages");
  const near = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  if (near || list.scrollTop < lastTop) following = near;
  lastTop = list.scrollTop;
  drawNewer();
}

function draw() {
  const list = at("messages");
  if (state.channel !== shownChannel) {
    kept = new Map();
    older = [];
    following = true;
  }
  const next = new Map();
  const nodes = [];
  let before = null;
  const messages = [...older, ...(state.room?.messages ?? [])];
  for (const message of messages) {
    if (!before || dayOf(before.timestamp) !== dayOf(message.timestamp)) {
      nodes.push(h("div", { class: "day", role: "separator" }, dayOf(message.timestamp)));
      before = null;
    }
    nodes.push(element(message, isJoined(message, before), next));
    before = message;
  }
  if (state.room?.more) nodes.unshift(h("button", { type: "button", class: "quiet older", onclick: loadOlder }, "Show older messages"));
  if (state.room && messages.length === 0) nodes.push(h("p", { class: "empty" }, "Nothing has been said here yet."));
  kept = next;
  fill(list, nodes);
  if (following) toBottom();
  shownChannel = state.channel;
  drawNewer();
  markRead();
  tell("read");
}

function mark(one) {
  if (one.kind === 1) return "@";
  return "archived" in one ? "↳" : "#";
}

function drawHead() {
  const one = state.room?.channel;
  if (!one) return fill(at("head"), h("span", { class: "muted" }, state.world?.me ? "Choose a channel." : ""));
  const name = one.kind === 1 ? state.world.bot.name : one.name;
  const facts = [one.locked && "locked", one.archived && "archived", one.private && "private"].filter(Boolean);
  fill(
    at("head"),
    h("span", { class: "mark", "aria-hidden": "true" }, mark(one)),
    h("h1", { "data-test": "channel-name" }, name),
    facts.map((fact) => h("span", { class: "tag quiet-tag" }, fact)),
    one.topic && h("span", { class: "topic" }, one.topic),
  );
}

export function startMessages() {
  at("messages").addEventListener("scroll", scrolled);
  // A picture has no height before it is there. Such events do not rise: they are caught on their way down.
  at("messages").addEventListener("load", () => following && toBottom(), true);
  at("newer").addEventListener("click", toNewest);
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
