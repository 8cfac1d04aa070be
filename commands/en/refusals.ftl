# What is told when the desk does not do what was asked: what is wrong, and what to do instead.
refusal-not-set-up = The desk is not set up yet. An administrator of the support team's server runs `/desk setup` first.
refusal-not-linked = This channel is not linked to a customer, so I cannot tell whose team you are. Ask your support contact for a code, then an administrator of this server runs `/link` here. In an emergency, `/help` gives the phone number.
refusal-reads-only = You may read this channel, and not write in it: whoever acts for the team writes there too. An administrator of this server can let you, in the channel's permissions. In an emergency, `/help` gives the phone number.
refusal-direct-message = The desk works in your team's channel, not in direct messages. Type the command there; `/help` gives the phone number and the mail of support.
refusal-not-agent = Only support agents may do this. In your team's channel, `/help` shows what you can do.
refusal-not-expert = Only experts may do this.
refusal-not-administrator = Only administrators of the support team's server may do this.
refusal-not-manager = Only a manager of your contract may do this. `/contract show` says who they are.
refusal-staff-act-as-staff = You are of the support staff: you do not open, answer or book for the team here. Use `/agent` and `/expert` instead.
refusal-already-done = This was already done; nothing was done twice.
refusal-no-room = The desk has no room on its disk for this file at present. Nothing is lost: ask again later, or tell the support team.
refusal-no-such-ticket = There is no such ticket here. `/ticket list` shows your team's tickets.
refusal-which-ticket = Which ticket? Name it with `ticket:`, for example `ticket:#42`, or type the command in the ticket's own thread.
refusal-opened-from = { $ticket } was already opened from that message: follow it there. `/ticket show` shows it.
refusal-no-channel = **{ $customer }** has no channel in which a ticket could be followed. Link one first with `/customer link`.
refusal-no-agent = { $who } is not a support agent, so a ticket cannot be handed to them. Choose someone with the support role.
refusal-no-such-component = There is no component `{ $component }`. Choose one from the suggestions, or leave it out.
refusal-too-long = That text is too long: { $typed } characters, and { $most } are allowed.
refusal-empty = That text is empty. Write a few words and send it again.
refusal-nothing-to-change = Say what should change: a new name, another language, or both.
refusal-draft-gone = This was already answered, or it belongs to someone else. Start again with the command.
refusal-draft-elsewhere = You typed this while this channel spoke for a customer for whom it speaks no more: nothing was done. Type the command again in a channel of that customer.
refusal-draft-typed = What you typed:
refusal-unreadable = I could not read `{ $typed }`. Check the option and try again.
refusal-not-understood = I could not read what was asked: Discord sent it in a form that I do not know. Nothing was done. Try it another way; support sees that it happened.
refusal-fault = Something went wrong on our side and has been logged under reference **{ $reference }**. Try again in a moment; if it goes on, give that reference to support (`/help` has the phone number).
refusal-slow = That took too long to open a form. Nothing was lost: type the command again.
reply-dismissed = Left as it was: nothing was done.
button-dismiss = Leave it
reply-done = Done.
refusal-date-shape = I could not read that date. Write it as `2026-12-02`.
refusal-moment-shape = I could not read that moment. Write it as `2026-12-02 14:30`, in the desk's time.
refusal-no-such-date = There is no such date in the calendar. Write it as `2026-12-02`.
refusal-no-such-time = A day has no such hour. Write it as `2026-12-02 14:30`.
refusal-skipped-hour = On that day the clocks go from before { $wall } to after it: that hour does not exist. Choose another.

## An answer that was lost: told in the ticket's thread, else where it was asked
answer-lost =
    { $who }, my answer may not have reached you. { $typed ->
        [yes] `{ $what }` was carried out; there is no need to type it again.
       *[other] What you pressed was carried out; there is no need to press it again.
    }
answer-lost-ticket =
    { $who }, my answer may not have reached you. { $typed ->
        [yes] `{ $what }` was carried out for { $ticket }; there is no need to type it again.
       *[other] What you pressed was carried out for { $ticket }; there is no need to press it again.
    }
