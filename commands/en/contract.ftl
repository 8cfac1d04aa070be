# /contract: the team's contract.
command-contract = contract
    .description = Your team's contract
command-contract-show = show
    .description = Your support level, what it includes, since when, your managers, its history
command-contract-preview = preview
    .description = What another level would change: restore guarantee (GTR), hours, first bill
    .level = level
    .level-description = The level to compare with yours
command-contract-upgrade = upgrade
    .description = Move up a level, after a preview of what changes (managers)
    .level = level
    .level-description = The new level
command-contract-settings = settings
    .description = What the desk sends your team automatically (managers)
    .unused-hours = unused-hours
    .unused-hours-description = Offer slots when there are hours left to use before the end of the month
    .monthly-report = monthly-report
    .monthly-report-description = Send each month's report automatically

contract-title = { $customer } · { $level }
contract-gtr = • P1: guaranteed time to restore (GTR) of { $hours }, 24/7.
contract-no-gtr = • P1: no guaranteed time to restore (GTR), handled on a best-effort basis.
contract-hours = • Expertise: { $hours } included per month.
contract-hours-until = • Expertise: { $hours } included per month, until the end of { $month }.
contract-hours-over = • Expertise: no hours included (they were until the end of { $month }).
contract-no-hours = • Expertise: no hours included.
contract-access = • Privileged access to the experts on an open ticket.
contract-access-until = • Privileged access to the experts on an open ticket, until the end of { $month }.
contract-no-access = • No privileged access to the experts.
contract-packs = • Expertise packs on order: `/expertise pack` (managers).
contract-always = • Tickets 24/7, on Discord or by phone ({ $phone }); account and billing questions in business hours.
contract-change = To move up a level, a manager runs `/contract upgrade`; to see what would change: `/contract preview`. To move down, contact support: { $phone } or { $mail }.
contract-no-manager = nobody yet
contract-changed = { $level } since { $from }, billed from { $billed } (decided on { $at } by { $who })
contract-scheduled = { $level } from { $from }, billed from { $billed } (decided on { $at } by { $who })
contract-cancelled = { $level } was scheduled for { $from }, cancelled on { $at }
contract-by-desk = the desk
fact-since = Since
fact-billed-from = Billed from
fact-history = History
contract-month = { $month ->
     [1] January { $year }
     [2] February { $year }
     [3] March { $year }
     [4] April { $year }
     [5] May { $year }
     [6] June { $year }
     [7] July { $year }
     [8] August { $year }
     [9] September { $year }
     [10] October { $year }
     [11] November { $year }
   *[12] December { $year }
  }
