# /contract: the team's contract.
command-contract = contract
    .description = Your team's contract
command-contract-show = show
    .description = Your level, what it includes, since when, who manages it, its history
command-contract-preview = preview
    .description = What another level would change: guaranteed time, hours, first bill
    .level = level
    .level-description = Which level
command-contract-upgrade = upgrade
    .description = Move up a level, once you have seen what it changes (managers)
    .level = level
    .level-description = Which level
command-contract-settings = settings
    .description = What the desk sends your team by itself (managers)
    .unused-hours = unused-hours
    .unused-hours-description = Offer slots before this month's hours lapse
    .monthly-report = monthly-report
    .monthly-report-description = Send the monthly report by itself

contract-title = { $customer } · { $level }
contract-gtr = • P1: guaranteed time to restore of { $hours }, 24x7.
contract-no-gtr = • P1: best effort, no guaranteed time to restore.
contract-hours = • Expertise: { $hours } included a month.
contract-hours-until = • Expertise: { $hours } included a month, until the end of { $month }.
contract-hours-over = • Expertise: no hours included any more since the end of { $month }.
contract-no-hours = • Expertise: no hours included.
contract-access = • Privileged access to the experts on an open ticket.
contract-access-until = • Privileged access to the experts on an open ticket, until the end of { $month }.
contract-no-access = • No privileged access to the experts.
contract-packs = • Packs of expertise hours can be ordered.
contract-always = • Tickets at any hour, by chat or phone; account and billing questions in business hours.
contract-change = A manager moves up with `/contract upgrade`; `/contract preview` shows what changes. To move down, speak to your support contact.
contract-no-manager = nobody yet
contract-changed = { $level } since { $from }, billed from { $billed } (decided { $at } by { $who })
contract-scheduled = { $level } from { $from } on, billed from { $billed } (decided { $at } by { $who })
contract-cancelled = { $level } was to come { $from }, cancelled { $at }
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
