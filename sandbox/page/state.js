// What the page knows, and who wants to hear when it changes.

export const state = {
  /** The ids of the person who looks, and of the channel looked at. */
  me: null,
  channel: null,
  /** What `/control/world` told last. */
  world: null,
  /** What `/control/channels/…` told last of the channel looked at. */
  room: null,
  /** How much of what is said outside Discord was seen, or there before the page was opened. */
  seenOutside: 0,
  /** The message being answered, the one being edited. */
  replyTo: null,
  editing: null,
  /** Messages whose last press came to nothing, and why. */
  failed: new Map(),
  /** The newest message read, for each person and channel. */
  read: new Map(),
  /** Messages up to this one were there before the page was opened. */
  baseline: 0n,
};

const listeners = new Map();

/** Calls `listener` whenever `name` changes: `world`, `room`, `reply`, `clock`, `pulse`, `outside`, `zone`. */
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function tell(name) {
  for (const listener of listeners.get(name) ?? []) listener();
}

/** Every channel, thread and conversation that the person sees, with its server. */
export function places() {
  const all = [];
  for (const server of state.world?.servers ?? []) {
    for (const channel of server.channels) {
      all.push({ ...channel, server });
      for (const thread of channel.threads) all.push({ ...thread, server });
    }
  }
  if (state.world?.conversation) all.push({ ...state.world.conversation, server: null });
  return all;
}

export function place(id) {
  return places().find((one) => one.id === id);
}

/** Where this person looks at a channel, for a window of its own. */
export function address(channel) {
  return `#${new URLSearchParams({ as: state.me, ...(channel && { channel }) })}`;
}

/** The server of the channel looked at; the first one while none is. */
export function server() {
  return place(state.channel)?.server ?? null;
}

export function role(id) {
  const all = (state.world?.servers ?? []).flatMap((one) => one.roles);
  return all.find((one) => one.id === id);
}

export function userName(id) {
  return state.world?.users[id];
}

export function locale() {
  return state.world?.me?.locale ?? "en-US";
}

function readKey(channel) {
  return `${state.me}:${channel}`;
}

/** Whether something stands in a channel that this person has not read. */
export function isUnread(one) {
  if (!one.last_message || one.id === state.channel) return false;
  const last = BigInt(one.last_message);
  return last > state.baseline && last > (state.read.get(readKey(one.id)) ?? 0n);
}

/** What is shown of the channel looked at counts as read. */
export function markRead() {
  const last = state.room?.channel.last_message;
  if (last) state.read.set(readKey(state.room.channel.id), BigInt(last));
}
