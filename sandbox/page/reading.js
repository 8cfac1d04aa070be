// Where somebody reads: at the newest message, or above it, where the page stays put and tells what comes below.

import { announce, at } from "./dom.js";
import { state } from "./state.js";
import { say } from "./words.js";

/** How near to the bottom counts as being there, in pixels. */
const NEAR = 120;
/** How much of a message has to be in sight to count as read, in pixels. */
const READ = 24;

/** Whether the newest message is followed: until somebody scrolls away from it. */
let following = true;
/** Where the list stood last. */
let lastTop = 0;
/** The newest message that the list held, and those that came below what is looked at. */
let newest = 0n;
let unread = [];

const shown = (id) => at("messages").querySelector(`[data-message="${id}"]`);

function toBottom() {
  const list = at("messages");
  list.scrollTop = list.scrollHeight;
  lastTop = list.scrollTop;
}

/** Goes to the newest message, and stays with it: what one does oneself is answered there. */
export function toNewest() {
  following = true;
  toBottom();
  tellNewer();
}

export function isAtNewest() {
  return following;
}

function toFirstUnread() {
  const list = at("messages");
  const first = shown(unread[0]);
  list.scrollTop += first.getBoundingClientRect().top - list.getBoundingClientRect().top;
  first.focus({ preventScroll: true });
}

/** What came below, as far as it was not read since. */
function tellNewer() {
  const end = at("messages").getBoundingClientRect().bottom - READ;
  unread = following ? [] : unread.filter((id) => shown(id)?.getBoundingClientRect().top > end);
  const count = unread.length;
  at("newer").hidden = count === 0;
  at("newer").textContent = `${say("newMessages", { count })} ↓`;
  announce(at("newer-told"), count === 0 ? "" : say("newBelow", { count }));
}

/** Only scrolling up leaves the newest message: a picture that is loaded above it moves it, and nobody scrolled. */
function scrolled() {
  const list = at("messages");
  const near = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  if (near || list.scrollTop < lastTop) following = near;
  lastTop = list.scrollTop;
  tellNewer();
}

/** Whether a message is what the person who looks wrote, or what answers an act of theirs. */
function isOwn(message) {
  return message.mine || message.private || message.interaction_metadata?.user.id === state.me;
}

/** After the list was drawn: `messages` stand in it, and `anew` says that it is another list. */
export function keepPlace(messages, anew) {
  const came = anew ? [] : messages.filter((one) => BigInt(one.id) > newest);
  newest = messages.reduce((most, one) => (BigInt(one.id) > most ? BigInt(one.id) : most), 0n);
  if (anew || came.some(isOwn)) following = true;
  if (following) toBottom();
  unread = [...unread, ...came.map((one) => one.id)];
  tellNewer();
}

export function startReading() {
  at("messages").addEventListener("scroll", scrolled);
  // A picture has no height before it is there. Such events do not rise: they are caught on their way down.
  at("messages").addEventListener("load", () => following && toBottom(), true);
  at("newer").addEventListener("click", toFirstUnread);
}
