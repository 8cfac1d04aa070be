// Servers, their channels and threads, and the conversation with the bot.

import { api } from "./api.js";
import { at, attempt, fill, fold, h } from "./dom.js";
import { address, isUnread, on, state } from "./state.js";
import { say } from "./words.js";

const CATEGORY = 4;
const VOICE = 2;

let go = () => {};

function link(one, mark, name, extra = "") {
  const here = one.id === state.channel;
  const classes = ["place", extra, here && "here", isUnread(one) && "unread"].filter(Boolean).join(" ");
  return h(
    "a",
    { class: classes, href: address(one.id), "data-channel": one.id, "data-name": name, "data-test": "channel", "aria-current": here ? "page" : null },
    h("span", { class: "mark", "aria-hidden": "true" }, mark),
    h("span", { class: "one-line" }, name),
    isUnread(one) && h("span", { class: "sr" }, " ", say("unread")),
  );
}

function threads(channel) {
  const open = channel.threads.filter((one) => !one.archived);
  const archived = channel.threads.filter((one) => one.archived);
  const keep = archived.some((one) => one.id === state.channel);
  return [
    open.map((one) => link(one, one.private ? "🔒" : "↳", one.name, "thread")),
    archived.length > 0 &&
      fold(`archived ${channel.id}`, { class: "archived", ...(keep && { open: true }), "data-name": channel.id }, say("archivedThreads", { count: archived.length }), archived.map((one) => link(one, "↳", one.name, "thread"))),
  ];
}

function channel(one) {
  if (one.kind === CATEGORY) return null;
  return [link(one, one.kind === VOICE ? "🔊" : "#", one.name), threads(one)];
}

function server(one) {
  const categories = one.channels.filter((channel) => channel.kind === CATEGORY);
  const inside = (id) => one.channels.filter((channel) => (channel.parent ?? null) === id);
  const known = new Set(categories.map((category) => category.id));
  const loose = one.channels.filter((channel) => !known.has(channel.parent));
  return h(
    "section",
    { class: "server", "data-test": "server", "data-name": one.name },
    h("h2", {}, one.name),
    loose.map(channel),
    categories.map((category) => [h("h3", {}, category.name), inside(category.id).map(channel)]),
  );
}

async function openConversation() {
  await attempt(async () => go((await api.openConversation()).channel));
}

function conversation() {
  const { bot, conversation: known } = state.world;
  const entry = known
    ? link(known, "@", bot.name)
    : h("button", { type: "button", class: "place", onclick: openConversation, "data-test": "open-conversation" }, h("span", { class: "mark", "aria-hidden": "true" }, "@"), bot.name);
  return h("section", { class: "server" }, h("h2", {}, say("directMessages")), entry);
}

function draw() {
  if (!state.world?.me) return fill(at("tree"));
  const empty = state.world.servers.length === 0 && h("p", { class: "empty" }, say("onNoServer", { name: state.world.me.name }));
  fill(at("tree"), state.world.servers.map(server), empty, conversation());
}

/** `open` takes the page to a channel. */
export function startTree(open) {
  go = open;
  on("world", draw);
  on("read", draw);
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-channel]");
    // With one of these keys the browser opens another window, for another person perhaps.
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    at("tree").hidePopover();
    open(place.dataset.channel);
  });
  at("tree").addEventListener("toggle", (event) => {
    if (event.newState === "open") at("tree").querySelector("[aria-current]")?.focus();
  });
}
