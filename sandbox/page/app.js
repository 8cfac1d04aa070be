// The page's beginning: who looks at which channel stands in the address, so that two windows can be two people.

import { api } from "./api.js";
import { startClock } from "./clock.js";
import { resetComposer, startComposer } from "./composer.js";
import { at, attempt, toast } from "./dom.js";
import { openForm } from "./form.js";
import { chooseLanguage, language, LANGUAGES } from "./language.js";
import { forgetShown, loadRoom, startMessages } from "./messages.js";
import { startOutcomes } from "./outcome.js";
import { startPanels } from "./panels.js";
import { startPeople } from "./people.js";
import { startReading } from "./reading.js";
import { address, place, places, state, tell } from "./state.js";
import { setClock } from "./time.js";
import { startTree } from "./tree.js";
import { say } from "./words.js";

/** Changes that come at once are looked at once, in milliseconds. */
const GATHER = 40;

/** The names of the person and the channel: ids are others once a sandbox was started anew. */
let known = {};

function remember() {
  known = { as: state.world.me?.name, channel: place(state.channel)?.name };
  history.replaceState(null, "", address(state.channel));
}

async function loadWorld() {
  const world = await api.world(state.me);
  const names = JSON.stringify(world.users) !== JSON.stringify(state.world?.users);
  Object.assign(state, { world, pulse: world.pulse });
  setClock(world.clock);
  if (names) forgetShown();
  if (state.channel && !place(state.channel)) state.channel = null;
  tell("world");
}

/** The texts that stand in the page from the start, and the way to those of the other language. */
function speak() {
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-say-label]")) one.setAttribute("aria-label", say(one.dataset.sayLabel));
  const [code, name] = Object.entries(LANGUAGES).find(([code]) => code !== language);
  Object.assign(at("language"), { lang: code, title: name, textContent: code.toUpperCase() });
  at("language").addEventListener("click", () => attempt(() => chooseLanguage(code)));
}

/** Shows a channel. */
async function show(channel) {
  if (channel === state.channel) return;
  if (!place(channel)) await loadWorld();
  Object.assign(state, { channel, room: null, replyTo: null, editing: null });
  resetComposer();
  remember();
  tell("world");
  await loadRoom();
}

/** Goes to a channel, to write in it; where that would unfold a keyboard over half of the screen, to read in it. */
async function goTo(channel) {
  await show(channel);
  at(matchMedia("(pointer: coarse)").matches ? "messages" : "box").focus();
}

async function become(person) {
  const channel = state.channel;
  Object.assign(state, { me: person, channel: null, room: null, replyTo: null, editing: null });
  state.failed.clear();
  await attempt(loadWorld);
  forgetShown();
  const next = place(channel) ?? places().find((one) => one.kind === 0) ?? places()[0];
  if (next) await show(next.id);
  else {
    remember();
    tell("room");
  }
}

/** Who and where the address says, by id or by name. */
async function begin() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const { people } = await api.world();
  const called = (list, key) =>
    list.find((one) => one.id === asked.get(key)) ?? list.find((one) => [asked.get(key), known[key]].includes(one.name));
  const me = called(people, "as") ?? people[0];
  if (!me) {
    toast(say("nobody"), "bad");
    return;
  }
  state.me = me.id;
  await loadWorld();
  const newest = places().map((one) => BigInt(one.last_message ?? 0));
  state.baseline = newest.reduce((most, one) => (one > most ? one : most), 0n);
  state.seenOutside = state.pulse.outside;
  const first = called(places(), "channel") ?? places().find((one) => one.kind === 0) ?? places()[0];
  if (first) await goTo(first.id);
  else remember();
}

/** Looks again at what changed; several changes in one moment are one look. */
function follow() {
  let timer = null;
  let room = false;
  const look = (inRoom) => {
    room ||= inRoom;
    timer ??= setTimeout(async () => {
      const both = room;
      [timer, room] = [null, false];
      if (!state.me) return attempt(begin);
      await attempt(loadWorld);
      // A sandbox that was started anew has other people: the page begins anew too.
      if (!state.world.me) return attempt(begin);
      if (both) await loadRoom();
    }, GATHER);
  };
  const events = new EventSource("control/events");
  events.addEventListener("hello", (event) => {
    setClock(JSON.parse(event.data));
    at("lost").textContent = "";
    // After a pause anything may have changed.
    if (state.world) look(true);
  });
  events.addEventListener("world", () => look(true));
  events.addEventListener("channel", (event) => look(event.data === state.channel));
  events.addEventListener("clock", (event) => setClock(JSON.parse(event.data)));
  events.addEventListener("pulse", (event) => {
    state.pulse = JSON.parse(event.data);
    tell("pulse");
  });
  events.addEventListener("error", () => (at("lost").textContent = say("lost")));
}

speak();
startClock();
startMessages();
startReading();
startComposer();
startOutcomes(openForm);
startTree(goTo);
startPeople(become);
startPanels();
at("skip").addEventListener("click", () => at("box").focus());
await attempt(begin);
follow();
