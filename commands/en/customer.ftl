# /customer: who is served, and from where.
command-customer = customer
    .description = The customers, their channels and managers
command-customer-add = add
    .description = Add a customer
    .name = name
    .name-description = Its name (80 characters at most)
    .level = level
    .level-description = The level it has
    .language = language
    .language-description = What its team reads (yours if you leave it out)
    .since = since
    .since-description = Since when it has that level, as 2026-12-02 (today if you leave it out)
command-customer-link = link
    .description = Let a channel speak for a customer, or get a code for its own server
    .customer = customer
    .customer-description = Which customer
    .channel = channel
    .channel-description = A channel of this server; leave it out to get a code
    .announcements = announcements
    .announcements-description = Whether maintenance is announced there (yes if you leave it out)
    .platform = platform
    .platform-description = Only this platform's maintenance (all if you leave it out)
command-customer-unlink = unlink
    .description = A channel no longer speaks for a customer; nothing is lost
    .customer = customer
    .customer-description = Which customer
    .channel = channel
    .channel-description = Which of its channels
command-customer-manager = manager
    .description = Name a manager of a customer's contract, or take the role back
    .customer = customer
    .customer-description = Which customer
    .user = user
    .user-description = Who
    .remove = remove
    .remove-description = Take the role back
command-customer-pack = pack
    .description = Grant a pack of expertise hours
    .customer = customer
    .customer-description = Which customer
    .hours = hours
    .hours-description = How many hours, 1 to 40
    .reason = reason
    .reason-description = Why; the team reads it
command-customer-show = show
    .description = Show a customer: level, channels, managers, history
    .customer = customer
    .customer-description = Which customer; not needed in its own channel
command-customer-list = list
    .description = List the customers

choice-level-standard = Standard
choice-level-bronze = Bronze
choice-level-silver = Silver
choice-level-gold = Gold
choice-language-en = en
choice-language-fr = fr
language-en = English
language-fr = French

customer-added = **{ $customer }** is added: { $level } since { $since }, billed from { $billed }; its team reads { $reads }. Next: `/customer link`.
customer-linked = { $channel } now speaks for **{ $customer }**. Everyone who can write there is of its team; `/help` shows what they can do.
customer-first-manager = You are now the manager of the contract of **{ $customer }**.
customer-code =
    Hand this code to **{ $customer }**: `{ $code }`
    An administrator of their own server types `/link code:{ $code }` in the channel of their team. It works once, until { $until } ({ $left }).
customer-unlinked = { $channel } no longer speaks for **{ $customer }**. Its tickets, hours and contract are kept.
customer-no-channel = none yet: `/customer link`
customer-channel-gone = gone, or out of my sight
customer-announced = maintenance announced
customer-announced-of = maintenance announced: { $platform }
customer-not-announced = maintenance not announced
customer-open-code = Until { $until } ({ $left })

manager-named = { $who } is now a manager of **{ $customer }**.
manager-already = { $who } is already a manager of **{ $customer }**: nothing has changed.
manager-removed = { $who } is no longer a manager of **{ $customer }**.
manager-was-none = { $who } is not a manager of **{ $customer }**: nothing has changed.

customers-title = Customers: { $count }
customers-none = There is no customer yet. `/customer add` adds one.
customers-line = { $customer } · { $level } · channels: { $channels }
customers-more = and { $count } more: the file has them all

fact-channels = Channels
fact-codes = Codes not used yet
fact-managers = Managers

refusal-customer-exists = There is already a customer called **{ $customer }**. `/customer show` shows it; give the new one another name.
refusal-customer-unknown = There is no customer called **{ $customer }**. Choose one from the suggestions; `/customer list` shows them all.
refusal-which-customer = Which customer? Name it with `customer:`, or type the command in its channel.
refusal-no-such-platform = There is no platform **{ $platform }**. Choose one from the suggestions, or leave it out for all of them.
refusal-desk-channel = { $channel } is the desk's own channel: a team there would read every other team's tickets. Choose another.
refusal-speaks-for = { $channel } already speaks for **{ $customer }**. Unlink it first with `/customer unlink`, or choose another channel.
refusal-not-theirs = { $channel } is not a channel that speaks for **{ $customer }**. Choose one from the suggestions; `/customer show` lists them.
refusal-bot = A bot cannot manage a contract. Choose a person.
