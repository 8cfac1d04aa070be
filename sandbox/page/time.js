// The sandbox's clock, and moments in the viewer's zone: those within a text in the language of their Discord, all others in the page's.

import { h } from "./dom.js";
import { pageLocale } from "./language.js";
import { locale, state, tell } from "./state.js";

let shown = { now: Date.now(), at: performance.now(), frozen: false };
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
let zone = own;

/** Takes over what the sandbox's clock shows. */
export function setClock({ now, frozen }) {
  shown = { now: Date.parse(now), at: performance.now(), frozen };
  tell("clock");
}

/** What the sandbox's clock shows, in milliseconds. */
export function now() {
  return shown.frozen ? shown.now : shown.now + (performance.now() - shown.at);
}

export function isFrozen() {
  return shown.frozen;
}

export function zones() {
  return [...new Set([own, "Europe/Paris", "Europe/London", "UTC", "America/New_York", "Asia/Tokyo"])];
}

export function viewerZone() {
  return zone;
}

export function setZone(name) {
  zone = name;
  tell("zone");
}

function format(moment, options, language = pageLocale) {
  return new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(moment);
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** How far a moment is from the sandbox's now: "in 2 hours". */
function relative(moment) {
  const seconds = Math.round((moment - now()) / 1000);
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.trunc(seconds / length), unit);
}

/** A moment in full, with the zone in which it is shown. */
function inFull(moment, language) {
  return format(moment, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }, language);
}

function words(moment, style) {
  return style === "R" ? relative(moment) : format(moment, STYLES[style] ?? STYLES.f, locale());
}

/** `<t:seconds:style>` as an element that stays right while the clock moves. */
export function stamp(seconds, style = "f") {
  const moment = Number(seconds) * 1000;
  if (!Number.isFinite(moment) || Math.abs(moment) > 8.64e15) return document.createTextNode(`<t:${seconds}:${style}>`);
  return h(
    "time",
    { class: "stamp", datetime: new Date(moment).toISOString(), title: inFull(moment, locale()), lang: locale(), "data-moment": moment, "data-style": style },
    words(moment, style),
  );
}

/** When a message was written, as its head shows it. */
export function head(iso) {
  const moment = Date.parse(iso);
  const day = (at) => format(at, { dateStyle: "short" });
  const today = day(moment) === day(now());
  const text = today ? format(moment, STYLES.t) : format(moment, { dateStyle: "short", timeStyle: "short" });
  return h("time", { class: "when", datetime: iso, title: inFull(moment) }, text);
}

export function dayOf(iso) {
  return format(Date.parse(iso), { dateStyle: "long" });
}

/** The clock's own face: the date, and the hour with its zone. */
export function face() {
  const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const hour = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" };
  return [date, hour].map((options) => format(now(), options));
}

/** What a `datetime-local` field shows for a moment, and the moment that it stands for, both in the viewer's zone. */
export function toField(moment) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .formatToParts(moment)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

export function fromField(text) {
  // Two steps find the offset that holds at that moment, also beside a change to summer time.
  const wanted = Date.parse(`${text}Z`);
  let moment = wanted;
  for (let step = 0; step < 2; step += 1) moment -= Date.parse(`${toField(moment)}Z`) - wanted;
  return new Date(moment).toISOString();
}

/** Brings every shown moment up to date. */
export function refresh() {
  if (!state.world) return;
  for (const one of document.querySelectorAll("time[data-moment]")) {
    const text = words(Number(one.dataset.moment), one.dataset.style);
    if (one.textContent !== text) one.textContent = text;
  }
}
