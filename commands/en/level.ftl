# What a change of level changes.
level-title = { $customer }: { $from } → { $to }
level-at-once = • Effective immediately.
level-from = • Effective from { $from }.
level-gtr = • Guaranteed time to restore a P1 (GTR): { $before } → { $after }
level-p1 = • { $ticket }, GTR deadline: { $before } → { $after } ({ $left })
level-paused = paused ({ $left } left)
level-hours = • Expertise included per month: { $before } → { $after }
level-hours-until = { $hours } (until the end of { $month })
level-left = • Left this month: { $before } → { $after }
level-access = • Privileged access to the experts: { $before } → { $after }
level-billed = • Billed from { $billed }.
level-cancels = • Cancels the move to { $level } scheduled for { $from }.
level-best-effort = none
level-yes = yes
level-no = no
level-by-manager = To move to this level, a manager runs `/contract upgrade`.
level-through-support = To move down, contact support: { $phone } or { $mail }.
level-changed = **{ $customer }** is now on { $level }.
level-scheduled = **{ $customer }** moves to { $level } on { $from }.
button-upgrade = Move up to { $level }
event-level-upgraded = The contract is now { $level }: its guaranteed time to restore (GTR) applies to this P1 from now on.

settings-title = Sent automatically
settings-how = To change these: `/contract settings`.
settings-unused-hours = Slots offered when hours are left at the end of the month
settings-monthly-report = Automatic monthly report

refusal-same-level = The level is already { $level }: nothing to change.
refusal-not-an-upgrade = { $to } is below the current level ({ $from }). To move down, contact support: { $phone } or { $mail }. To see what would change: `/contract preview`.
refusal-past-date = That date has passed. The earliest is today ({ $today }), effective immediately.
refusal-changed-meanwhile = Something has changed since the preview, so nothing was done. Run the command again.
