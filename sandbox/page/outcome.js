// What comes of an act: a form opens, a note says that it failed, or a message appears by itself.

import { attempt, toast } from "./dom.js";
import { state, tell } from "./state.js";
import { say } from "./words.js";

/** Shows a form; given at the start, for what sends a form asks here in its turn. */
let openForm = () => {};

/** Does something for which the bot has to answer; `message` is what was pressed, where something was. */
export async function ask(act, message) {
  if (message) state.failed.delete(message.id);
  await attempt(async () => {
    const answer = await act();
    if (answer.outcome === "form") openForm(answer.form, message);
    if (answer.outcome === "failed") fail(say("noResponse"), message);
    if (answer.outcome === "impossible") fail(answer.why, message);
  });
  if (message) tell("room");
}

function fail(why, message) {
  if (message) state.failed.set(message.id, why);
  else toast(why, "bad");
}

/** `open` shows a form. */
export function startOutcomes(open) {
  openForm = open;
}
