# What a change of level changes.
level-title = { $customer }: { $from } → { $to }
level-at-once = • Effective at once.
level-from = • Effective from { $from }.
level-gtr = • Guaranteed time to restore of a P1: { $before } → { $after }
level-p1 = • { $ticket }: { $before } → { $after } ({ $left }), counted from the moment of the change
level-paused = { $left } left, paused
level-hours = • Expertise included a month: { $before } → { $after }
level-hours-until = { $hours } (until the end of { $month })
level-left = • Left this month: { $before } → { $after }
level-access = • Privileged access to the experts: { $before } → { $after }
level-billed = • First bill: { $billed }
level-cancels = • Cancels the change to { $level } that was to come { $from }.
level-best-effort = best effort
level-yes = yes
level-no = no
level-by-manager = A manager does it with `/contract upgrade`.
level-through-support = Moving down is done through support: speak to your support contact.
level-changed = **{ $customer }** now has { $level }.
level-scheduled = **{ $customer }** has { $level } from { $from } on.
button-upgrade = Move up to { $level }
event-level-upgraded = The contract is now { $level }: it counts for this P1 from now on.

settings-title = What the desk sends by itself
settings-how = `/contract settings` changes it.
settings-unused-hours = Slots are offered before hours lapse
settings-monthly-report = The monthly report comes by itself

refusal-same-level = It is { $level } already: nothing to change.
refusal-not-an-upgrade = { $to } is below { $from }. Moving down is done through support: speak to your support contact. `/contract preview` shows what it would change.
refusal-past-date = That date is past. The earliest is { $today }, which is at once.
refusal-changed-meanwhile = Something in it has changed since you looked, so nothing was done. Type the command again to see it as it is now.
