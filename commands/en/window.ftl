# /window: windows beyond the offer's rule, and changes to those that are planned.
command-window = window
    .description = Maintenance windows: add, move, cancel, and what was announced
command-window-list = list
    .description = Maintenance windows, and what was announced to whom
    .months = months
    .months-description = Number of months back and ahead, from 1 to 12 (default: 1)
command-window-add = add
    .description = Add a maintenance window; channels that follow its platform are told at once
    .platform = platform
    .platform-description = The platform
    .start = start
    .start-description = Start, e.g. 2026-12-02 00:00, in the support team's time zone
    .end = end
    .end-description = End, e.g. 2026-12-02 06:00, in the support team's time zone
    .reason = reason
    .reason-description = Reason, in French
    .reason-en = reason-en
    .reason-en-description = Reason, in English (default: the French text)
    .impact = impact
    .impact-description = What it means for customers, in French
    .impact-en = impact-en
    .impact-en-description = What it means for customers, in English (default: the French text)
command-window-move = move
    .description = Move a maintenance window that has not started
    .window = window
    .window-description = The window to move
    .reason = reason
    .reason-description = Why it is moved, in French
    .reason-en = reason-en
    .reason-en-description = Why it is moved, in English (default: the French text)
    .start = start
    .start-description = New start, e.g. 2026-12-02 00:00 (default: unchanged)
    .end = end
    .end-description = New end, e.g. 2026-12-02 06:00 (default: same duration)
command-window-extend = extend
    .description = Extend a maintenance window, even while it is in progress
    .window = window
    .window-description = The window to extend
    .reason = reason
    .reason-description = Why it is extended, in French
    .reason-en = reason-en
    .reason-en-description = Why it is extended, in English (default: the French text)
    .end = end
    .end-description = New end, e.g. 2026-12-02 08:00, in the support team's time zone
command-window-cancel = cancel
    .description = Cancel a maintenance window, or end early one that is in progress
    .window = window
    .window-description = The window to cancel
    .reason = reason
    .reason-description = Why it is cancelled, in French
    .reason-en = reason-en
    .reason-en-description = Why it is cancelled, in English (default: the French text)

window-added = Window added: **{ $platform }** · { $place }
window-moved = Window moved: **{ $platform }** · { $place }
window-extended = Window extended: **{ $platform }** · { $place }
window-cancelled = Window cancelled: **{ $platform }** · { $place }
window-was = Previously: { $place }
window-told = Channels notified: { $count }

refusal-no-such-window = No maintenance window matches **{ $typed }**. Choose one from the suggestions, or type its start, e.g. `2026-12-02 00:00` ({ $zone } time).
refusal-which-window = Several maintenance windows start at that time (**{ $typed }**). Choose one from the suggestions.
refusal-window-no-place = When is it moved to? Give `start:`, `end:` or both, e.g. `2026-12-02 00:00` ({ $zone } time).
refusal-window-no-end = Until when? Give `end:`, e.g. `2026-12-02 08:00` ({ $zone } time).
refusal-window-changed-meanwhile = Somebody has just changed this window, so nothing was done. Check it with `/window list`.
refusal-window-ends-before = The end must be after the start. Check `start:` and `end:`.
refusal-window-in-the-past = That start is in the past. Choose a later one.
refusal-window-over = That window ended on { $at }. Choose an upcoming one.
refusal-window-started = That window started on { $at }, so it can no longer be moved. To extend it: `/window extend`. To end it early: `/window cancel`.
refusal-window-cancelled = That window was cancelled. To schedule another: `/window add`.
refusal-window-not-longer = That window already ends on { $at }. Give a later `end:`. For any other change: `/window move` or `/window cancel`.
refusal-window-unchanged = Nothing to change: the window is already at that time.
refusal-window-overlaps = That overlaps another window of the same platform: { $place }. Choose another time, or move that window first.

receipts-title = Maintenance notices not delivered
receipts-overlooked = { $customer } · { $channel } · window of { $start }: its notice was missing; { $mended ->
    [yes] it is being sent now, late.
   *[no] it is too late to send it.
}
receipts-refused = { $customer } · { $channel } · window of { $start }: Discord refused the notice. { $mend }
receipts-mend-gone = The channel no longer exists: unlink it with `/customer unlink`, then link another, which will be told.
receipts-mend-view = I can't see the channel: give me the View Channel permission. The notice is saved and will be sent late, as soon as I have access, unless the window is over by then.
receipts-mend-send = I can't write there: give me the Send Messages and Embed Links permissions. The notice is saved and will be sent late, as soon as I can write there, unless the window is over by then.
receipts-mend-other = Error: { $error }. To find out more: `/desk doctor`.
receipts-more = { $count ->
    [one] … and one more: `/window list`.
   *[other] … and { $count } more: `/window list`.
}

window-list = Maintenance windows and notices
window-list-none = No maintenance windows in that period. For a longer one, give `months:`; to add a window: `/window add`.
window-list-file = details for each channel are in the file
window-list-cancelled = cancelled
window-list-changed = { $change } by { $who }: { $reason }
window-list-notice = { $notice }: { $told } delivered, { $waiting } pending, { $refused } refused, { $useless } obsolete
window-list-days = { $days ->
    [one] the day before
   *[other] { $days } days before
}
window-list-hours = { $hours ->
    [one] one hour before
   *[other] { $hours } hours before
}
window-list-minutes = { $minutes ->
    [one] one minute before
   *[other] { $minutes } minutes before
}
window-list-start = at the start
window-list-end = at the end
window-list-added = added
window-list-moved = moved
window-list-extended = extended
window-list-linked = when linked
