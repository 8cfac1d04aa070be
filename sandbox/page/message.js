// One message.

import { api } from "./api.js";
import { all } from "./components.js";
import { attempt, h } from "./dom.js";
import { attachment, embed } from "./embed.js";
import { markdown } from "./markdown.js";
import { openMenu } from "./menu.js";
import { address, place, state, tell } from "./state.js";
import { head } from "./time.js";
import { parts, say } from "./words.js";

const STARTED_THREAD = 18;
const REPLY = 19;

/** A face made of the first letters of a name, in a colour of its own. */
export function avatar(id, name) {
  const letters = (name ?? "?").split(/\s+/).slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
  const face = h("span", { class: "avatar", "aria-hidden": "true" }, letters);
  face.style.backgroundColor = `hsl(${Number((BigInt(id ?? 0) * 137n) % 360n)} 45% 42%)`;
  return face;
}

/** How the page calls somebody: the name, not the handle. */
export function nameOf(user) {
  return state.world.users[user?.id] ?? user?.global_name ?? user?.username ?? say("somebody");
}

/** A line in short, for what answers it. */
function short(message) {
  const words = message.content || message.embeds[0]?.title || message.embeds[0]?.description || message.attachments[0]?.filename || "…";
  return words.split("\n")[0].slice(0, 120);
}

/** What stands above: the message answered, or the command that this answers. */
function above(message) {
  const command = message.interaction_metadata?.name;
  if (message.referenced_message) {
    const one = message.referenced_message;
    return h("div", { class: "above" }, h("b", {}, nameOf(one.author)), " ", h("span", { class: "one-line" }, markdown(short(one))));
  }
  if (message.type === REPLY && message.message_reference && message.referenced_message === null) {
    return h("div", { class: "above muted" }, say("originalDeleted"));
  }
  if (!command) return null;
  const isMenu = message.type === 23;
  const name = h("b", {}, nameOf(message.interaction_metadata.user));
  return h("div", { class: "above" }, parts("used", { name, command: h("span", { class: "mention" }, isMenu ? command : `/${command}`) }));
}

function reactions(message) {
  if (message.reactions.length === 0) return null;
  const one = (reaction) =>
    h(
      "button",
      { type: "button", class: reaction.mine ? "reaction mine" : "reaction", "aria-pressed": reaction.mine, onclick: () => attempt(() => api.react(message, reaction.emoji, !reaction.mine)) },
      `${reaction.emoji} ${reaction.count}`,
    );
  return h("div", { class: "reactions" }, message.reactions.map(one));
}

function thread(message) {
  const known = message.thread && place(message.thread);
  if (!known) return null;
  return h("a", { class: "thread-link", href: address(known.id), "data-channel": known.id, "data-test": "thread-link" }, `↳ ${known.name}`);
}

function editor(message) {
  const stop = () => {
    state.editing = null;
    tell("room");
  };
  const keys = async (event) => {
    if (event.key === "Escape") stop();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    const text = event.currentTarget.value;
    if (await attempt(() => api.edit(message, text))) stop();
  };
  const area = h("textarea", { class: "editor", rows: 2, "aria-label": say("editMessage"), "data-test": "editor", onkeydown: keys, value: message.content });
  queueMicrotask(() => area.focus());
  return h("div", {}, area, h("small", { class: "muted" }, say("howToEdit")));
}

function body(message) {
  if (message.thinking) return h("div", { class: "thinking", "data-test": "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, "●●●"), " ", say("thinking", { name: nameOf(message.author) }));
  if (state.editing === message.id) return editor(message);
  const edited = message.edited_timestamp && h("small", { class: "muted" }, " ", say("edited"));
  return h("div", { class: "content", "data-test": "content" }, message.content && markdown(message.content), edited);
}

/** A message; `joined` where it goes on from the one before, by the same author. */
export function messageElement(message, joined) {
  const name = nameOf(message.author);
  if (message.type === STARTED_THREAD) {
    const started = message.message_reference?.channel_id;
    const to = h("a", { href: address(started), "data-channel": started }, message.content);
    return h("div", { class: "system", tabindex: -1, "data-message": message.id }, "↳ ", parts("startedThread", { name: h("b", {}, name), thread: to }));
  }
  const top = above(message);
  const classes = ["message", joined && "joined", message.private && "private", message.names_me && "names-me", state.replyTo?.id === message.id && "answered"];
  const more = (event) => openMenu(event.currentTarget, message);
  const shared = { class: classes.filter(Boolean).join(" "), tabindex: -1, "aria-label": name, "data-message": message.id, "data-author": name, "data-private": message.private, "data-test": "message" };
  return h(
    "article",
    { ...shared, oncontextmenu: (event) => contextMenu(event, message) },
    top,
    h("div", { class: "side" }, joined ? head(message.timestamp) : avatar(message.author?.id, name)),
    h(
      "div",
      { class: "main" },
      !joined && h("div", { class: "by" }, h("b", { class: "author-name" }, name), message.by_bot && h("span", { class: "tag" }, say("app")), head(message.timestamp)),
      body(message),
      message.embeds.map((one) => embed(one, message.attachments)),
      message.attachments.filter((file) => !shownInEmbed(message, file)).map(attachment),
      message.components.length > 0 && h("div", { class: "components" }, all(message.components, message)),
      reactions(message),
      thread(message),
      state.failed.has(message.id) && h("div", { class: "failed", role: "alert", "data-test": "failed" }, `⚠ ${state.failed.get(message.id)}`),
      message.private && !message.thinking && h("small", { class: "only-you" }, say("onlyYou")),
    ),
    h("button", { type: "button", class: "more icon", "aria-label": say("messageMenu"), "aria-haspopup": "menu", onclick: more, "data-test": "message-menu" }, "⋯"),
  );
}

function shownInEmbed(message, file) {
  return message.embeds.some((one) => [one.image?.url, one.thumbnail?.url].includes(`attachment://${file.filename}`));
}

function contextMenu(event, message) {
  // Links, selected words and fields keep the browser's own menu.
  if (event.target.closest("a, input, textarea, select") || String(getSelection())) return;
  event.preventDefault();
  openMenu(event.currentTarget.querySelector(".more"), message);
}
