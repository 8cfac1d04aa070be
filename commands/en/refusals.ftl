# What is told when the desk does not do what was asked: what is wrong, and what to do instead.
refusal-not-set-up = The desk is not set up yet: a support administrator has to run `/desk setup`.
refusal-not-linked = This channel is not linked to a customer. Ask support for a code ({ $mail }), then an administrator of this server runs `/link` here.
refusal-reads-only = You can read this channel, but not write in it: to act for the team, you need to be able to write here. An administrator of this server can allow it in the channel's permissions.
refusal-direct-message = Commands work in your team's channel, not in direct messages.
refusal-not-agent = Only support agents can do this. In your team's channel, `/help` shows what you can do.
refusal-not-expert = Only experts can do this. `/help` shows what you can do.
refusal-not-administrator = Only administrators of the support team's server can do this. Ask one of them.
refusal-not-manager = Only a manager of your contract can do this. `/contract show` says who the managers are.
refusal-staff-act-as-staff = You're on the support team, so you can't open tickets, answer or book on the customer's behalf. Use `/agent` or `/expert` instead.
refusal-already-done = Already done: your first request went through.
refusal-no-room = The record can't be prepared right now: there isn't enough disk space. Nothing is lost: try again later, or tell support.
refusal-no-such-ticket = Ticket not found. `/ticket list` shows your team's tickets.
refusal-which-ticket = Which ticket? Give its number, for example `ticket:#42`, or run the command in its thread.
refusal-opened-from = A ticket was already opened from this message: { $ticket }. Follow it in its thread.
refusal-no-channel = **{ $customer }** has no channel. Link one first with `/customer link`.
refusal-no-agent = { $who } is not a support agent, so the ticket can't be assigned to them. Choose someone with the support role.
refusal-no-such-component = Unknown component: `{ $component }`. Choose one from the suggestions, or leave it out.
refusal-too-long = That text is too long: { $typed } characters, and the limit is { $most }.
refusal-empty = That text is empty. Write a few words and send it again.
refusal-nothing-to-change = Say what should change: the name, the language, or both.
refusal-draft-gone = This button or form is no longer valid: it was already used, or it belongs to someone else. Run the command again.
refusal-draft-elsewhere = This channel is no longer linked to the customer you were writing for, so nothing was done. Run the command again in one of that customer's channels.
refusal-draft-typed = What you typed:
refusal-unreadable = I could not read `{ $typed }`. Check the option and try again.
refusal-not-understood = I could not read this request: Discord sent it in a form I don't know. Nothing was done. Try it another way; support has been told. Urgent? Call { $phone }.
refusal-fault = Something went wrong on our side (reference **{ $reference }**). Try again in a moment. If it keeps happening, call { $phone } with this reference.
refusal-slow = The form couldn't open in time. Nothing was lost: run the command again.
refusal-phone = Urgent? Call { $phone }.
reply-dismissed = Cancelled. Nothing has changed.
button-dismiss = Cancel
reply-done = Done.
refusal-date-shape = I could not read that date. Use `2026-12-02`.
refusal-moment-shape = I could not read that date and time. Use `2026-12-02 14:30` ({ $zone } time).
refusal-no-such-date = That date doesn't exist. Use `2026-12-02`.
refusal-no-such-time = That time doesn't exist: use `00:00` to `23:59`, as in `2026-12-02 14:30`.
refusal-skipped-hour = `{ $wall }` doesn't exist: the clocks go forward that night. Choose another time.

## An answer that was lost: told in the ticket's thread, else where it was asked
answer-lost =
    { $who }, my answer may not have reached you. { $typed ->
        [yes] `{ $what }` went through: there is no need to run it again.
       *[other] Your request went through: there is no need to repeat it.
    }
answer-lost-ticket =
    { $who }, my answer may not have reached you. { $typed ->
        [yes] `{ $what }` went through for { $ticket }: there is no need to run it again.
       *[other] Your request went through for { $ticket }: there is no need to repeat it.
    }
