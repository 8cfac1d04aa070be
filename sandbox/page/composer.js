// The box in which a person writes: words, commands with what completes them, files, answers.

import { api } from "./api.js";
import { announce, at, attempt, fill, h } from "./dom.js";
import { nameOf } from "./message.js";
import { toNewest } from "./reading.js";
import { ask } from "./outcome.js";
import { on, state, tell } from "./state.js";
import { parts, say } from "./words.js";

/** How long a person rests before the bot is asked for suggestions, in milliseconds. */
const REST = 150;

let files = [];
let help = { offers: [], options: [], ready: false };
let chosen = -1;
let timer = null;
let asked = 0;
const box = h("textarea", { id: "box", rows: 1, "aria-autocomplete": "list", "aria-controls": "offers-list", "aria-label": say("message"), "data-test": "composer" });
const list = h("div", { id: "offers-list", role: "listbox", "aria-label": say("suggestions") });
const hints = h("div");
const offers = h("div", { class: "offers", "data-test": "offers", hidden: true }, list, hints);
/** What there is to choose from, for whoever does not see it. */
const told = h("div", { class: "sr", role: "status" });
const answering = h("div", { class: "answering", hidden: true });
const attached = h("div", { class: "attached" });
const picker = h("input", { type: "file", multiple: true, hidden: true, "data-test": "files" });

const isCommand = () => box.value.startsWith("/");

function offer(one, number) {
  const take = (event) => {
    event.preventDefault();
    accept(number);
  };
  return h(
    "div",
    { class: "offer", role: "option", id: `offer-${number}`, "aria-selected": number === chosen, onpointerdown: take, "data-test": "offer", "data-label": one.label },
    h("b", {}, one.label),
    h("span", { class: "muted one-line" }, one.detail),
  );
}

function drawOffers() {
  const wanted = help.options.map((one) =>
    h("span", { class: `option ${one.given ? "given" : ""}`, title: one.detail }, one.name, one.required && !one.given && h("span", { class: "needed" }, " *")),
  );
  fill(list, help.offers.map(offer));
  fill(hints, help.why && h("p", { class: "why", role: "alert" }, help.why), wanted.length > 0 && h("div", { class: "options" }, wanted));
  list.hidden = help.offers.length === 0;
  offers.hidden = document.activeElement !== box || !isCommand() || (list.hidden && wanted.length === 0 && !help.why);
  const count = offers.hidden ? 0 : help.offers.length;
  announce(told, count === 0 ? "" : say("suggested", { count }));
  if (chosen >= 0) box.setAttribute("aria-activedescendant", `offer-${chosen}`);
  else box.removeAttribute("aria-activedescendant");
  offers.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

async function complete() {
  const mine = ++asked;
  if (!isCommand() || !state.channel) {
    help = { offers: [], options: [], ready: false };
    chosen = -1;
    return drawOffers();
  }
  let found;
  try {
    found = await api.complete(state.channel, box.value, files);
  } catch (error) {
    found = { offers: [], options: help.options, ready: false, why: error.message };
  }
  // An answer to what was typed before comes too late.
  if (mine !== asked) return;
  // Whoever reached for one while the answer was on its way still has it.
  const reached = help.offers[chosen]?.label;
  help = found;
  chosen = help.offers.findIndex((one) => one.label === reached);
  drawOffers();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(complete, isCommand() ? REST : 0);
}

function accept(number) {
  box.value = help.offers[number].line;
  chosen = -1;
  box.setSelectionRange(box.value.length, box.value.length);
  grow();
  clearTimeout(timer);
  complete();
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
}

function drawFiles() {
  const drop = (number) => () => {
    files = files.filter((_, at) => at !== number);
    drawFiles();
  };
  fill(
    attached,
    files.map((file, number) => h("span", { class: "chip" }, file.name, h("button", { type: "button", class: "icon", "aria-label": say("removeFile", { name: file.name }), onclick: drop(number) }, "✕"))),
  );
}

function add(list) {
  files = [...files, ...list];
  drawFiles();
  box.focus();
  later();
}

function clear() {
  box.value = "";
  files = [];
  picker.value = "";
  help = { offers: [], options: [], ready: false };
  chosen = -1;
  asked += 1;
  if (state.replyTo) {
    state.replyTo = null;
    tell("reply");
  }
  drawFiles();
  drawOffers();
  grow();
}

async function send() {
  const [text, sent, channel] = [box.value, files, state.channel];
  if (!channel || (!text.trim() && sent.length === 0)) return;
  box.focus();
  toNewest();
  if (isCommand()) {
    clear();
    await ask(() => api.command(channel, text.trim(), sent));
  } else if (await attempt(() => api.say(channel, text, sent, state.replyTo?.id))) {
    clear();
  }
}

function keys(event) {
  if (event.isComposing) return;
  const count = help.offers.length;
  const listed = !offers.hidden && count > 0;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (listed && event.key in steps) {
    chosen = (chosen + steps[event.key] + count) % count;
    if (chosen < 0) chosen = count - 1;
    drawOffers();
  } else if (listed && event.key === "Tab" && !event.shiftKey) {
    accept(Math.max(chosen, 0));
  } else if (event.key === "Enter" && !event.shiftKey) {
    // A line that is complete is sent, unless something else was reached for.
    if (listed && (chosen >= 0 || !help.ready)) accept(Math.max(chosen, 0));
    else send();
  } else if (event.key === "Escape") {
    if (listed) {
      help.offers = [];
      drawOffers();
    } else if (state.replyTo) {
      state.replyTo = null;
      tell("reply");
    }
  } else {
    return;
  }
  event.preventDefault();
}

function drawAnswering() {
  answering.hidden = !state.replyTo;
  if (!state.replyTo) return fill(answering);
  const stop = () => {
    state.replyTo = null;
    tell("reply");
  };
  const to = h("b", {}, nameOf(state.replyTo.author));
  fill(answering, parts("replyingTo", { name: to }), h("button", { type: "button", class: "icon", "aria-label": say("doNotReply"), onclick: stop }, "✕"));
  box.focus();
}

/** In a place where this person may not write, commands may still be typed. */
function drawBox() {
  const one = state.room?.channel;
  box.disabled = !one;
  const name = one?.kind === 1 ? `@${state.world.bot.name}` : one && "archived" in one ? one.name : `#${one?.name}`;
  if (!one) box.placeholder = "";
  else if (!one.writable) box.placeholder = say("mayNotWrite", { name });
  else box.placeholder = one.kind === 1 ? say("writeTo", { name }) : say("writeIn", { name });
}

export function startComposer() {
  const attach = h("button", { type: "button", class: "icon", "aria-label": say("attachFiles"), onclick: () => picker.click(), "data-test": "attach" }, "+");
  const submit = h("button", { type: "submit", class: "icon send", "aria-label": say("send"), "data-test": "send" }, "➤");
  fill(at("composer"), offers, told, answering, attached, h("div", { class: "box" }, attach, box, submit), picker);
  box.addEventListener("keydown", keys);
  box.addEventListener("input", () => {
    chosen = -1;
    grow();
    later();
  });
  box.addEventListener("focus", drawOffers);
  box.addEventListener("blur", drawOffers);
  box.addEventListener("paste", (event) => event.clipboardData.files.length > 0 && add(event.clipboardData.files));
  picker.addEventListener("change", () => add(picker.files));
  at("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  on("reply", drawAnswering);
  on("room", drawBox);
}

/** Another person, another channel: what was being written stays behind. */
export function resetComposer() {
  clear();
}
