// Who looks, in which language; and who else is on the server.

import { api } from "./api.js";
import { at, attempt, fill, h, select } from "./dom.js";
import { avatar } from "./message.js";
import { openPersonMenu } from "./menu.js";
import { on, server, state, userName } from "./state.js";
import { say } from "./words.js";

const LOCALES = [
  ["en-US", "English (US)"],
  ["en-GB", "English (UK)"],
  ["fr", "Français"],
  ["de", "Deutsch"],
  ["es-ES", "Español"],
];

let become = () => {};
let drawn = null;

function drawIdentity() {
  const { me, people } = state.world;
  // A list that is open would be closed.
  const key = JSON.stringify([me, people]);
  if (key === drawn) return;
  drawn = key;
  const languages = LOCALES.some(([code]) => code === me?.locale) || !me ? LOCALES : [...LOCALES, [me.locale, me.locale]];
  const speak = (event) => attempt(() => api.changePerson({ locale: event.currentTarget?.value ?? event.target.value }));
  fill(
    at("identity"),
    h("label", { class: "sr", for: "person" }, say("youAre")),
    me && avatar(me.id, me.name),
    select({ id: "person", "data-test": "person", onchange: (event) => become(event.target.value) }, people.map((one) => [one.id, one.name]), me?.id),
    me && select({ class: "foldable", "aria-label": say("yourLanguage"), "data-test": "locale", onchange: speak }, languages, me.locale),
  );
}

function member(one, roles) {
  const name = userName(one.id);
  const titles = one.roles.map((id) => roles.get(id)).filter(Boolean);
  const more = (event) => openPersonMenu(event.currentTarget, one.id);
  return h(
    "button",
    { type: "button", class: "member", onclick: more, "aria-haspopup": "menu", "data-test": "member", "data-name": name },
    avatar(one.id, name),
    h("span", { class: "one-line" }, name),
    one.bot && h("span", { class: "tag" }, say("app")),
    h("small", { class: "muted one-line" }, titles.join(", ")),
  );
}

/** The panel of members. */
export function drawPeople(panel) {
  const here = server();
  const { me } = state.world;
  const roles = new Map((here?.roles ?? []).map((role) => [role.id, role.name]));
  const accept = (event) => attempt(() => api.changePerson({ accepts_messages: event.target.checked }));
  fill(
    panel,
    h("h2", {}, here ? here.name : say("directMessages")),
    (here?.members ?? []).map((one) => member(one, roles)),
    h("h2", {}, say("yourSettings")),
    me &&
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", checked: me.accepts_messages, onchange: accept, "data-test": "accepts-messages" }),
        " ",
        say("mayWriteToYou"),
      ),
  );
}

/** `change` makes the page another person's. */
export function startPeople(change) {
  become = change;
  on("world", drawIdentity);
}
