//! A P1's own posts in the staff's channels: pages, warnings, reminders. Each has the ticket's number in its
//! text.

use chrono::{DateTime, Utc};

use super::said::{
    moment::near,
    ticket::{self, title},
};
use crate::{
    desk::{
        on_call::duty::OnDuty,
        say::message::{PageCall, PageWay},
        ticket::file::TicketFile,
    },
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{person, plain_line, relative, role},
    },
    rules::{
        event::{Event, Priority, Recorded},
        ids::{PersonId, RoleId},
        language::Language,
        offer::Offer,
        paging::Paging,
        ticket::{Act, Guarantee},
    },
    words,
};

/// How many people on duty a page calls: no calendar calls the whole server.
pub(super) const CALLED: usize = 10;

/// A page: people are called.
#[derive(Debug)]
pub struct Call<'a> {
    /// The page.
    pub page: &'a PageCall,
    /// The P1.
    pub file: &'a TicketFile,
    /// The levels of on-call that are called.
    pub levels: &'a [u8],
    /// The roles that are mentioned.
    pub called: &'a [RoleId],
    /// Who is on duty by calendar, or covers.
    pub on_duty: &'a [OnDuty],
    /// The roles that should be and cannot.
    pub deaf: &'a [RoleId],
    /// The offer.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Call<'_> {
    /// The message.
    pub fn render(&self, language: Language) -> Card {
        let Self { page, file, called, offer, now, .. } = self;
        let ticket = || page.ticket.to_string();
        let phone = offer.contact.phone.as_str();
        let mut card = frame(file, (offer, *now), language);
        card.tone = Tone::Alarm;
        let mentions = mentions(called, self.on_duty);
        card.content = match page.way {
            PageWay::Support => words!(language, "page-call", ticket = ticket(), roles = mentions),
            PageWay::Experts => {
                words!(language, "page-call-experts", ticket = ticket(), roles = mentions, phone = phone)
            }
            PageWay::Owner | PageWay::Installer => {
                words!(language, "page-call-direct", ticket = ticket(), phone = phone)
            }
        };
        card.calls_roles = called.to_vec();
        card.calls_people = people(self.on_duty);
        let mut lines = vec![why(file, language)];
        lines.extend(troubles(page.due, (self.on_duty, self.deaf), (offer, *now), language));
        if matches!(page.way, PageWay::Owner | PageWay::Installer) {
            lines.push(words!(language, "page-direct-next", ticket = ticket()));
        }
        card.body = lines.join("\n");
        card = card
            .fact(words!(language, "fact-level"), levels(self.levels))
            .fact(words!(language, "fact-support-phone"), phone);
        if matches!(page.way, PageWay::Owner | PageWay::Installer) {
            // Whoever reads it there may be no agent: what to do is said instead.
            return card;
        }
        let buttons = [(Act::Acknowledge, Verb::Ack, "button-ack"), (Act::Take, Verb::Take, "button-take")];
        buttons
            .into_iter()
            .filter(|(act, ..)| file.ticket.may(*act, offer, *now).is_ok())
            .map(|(_, verb, word)| {
                let look = if verb == Verb::Ack { Look::Main } else { Look::Other };
                Button::new(CustomId::new(verb, page.ticket.get()), words!(language, word), look)
            })
            .fold(card, Card::button)
    }
}

/// A page whose ladder is over: by whom, in one line, and nothing to press. Several pages of one P1 may stand
/// below each other.
pub fn over(file: &TicketFile, language: Language) -> Card {
    let (ticket, customer) = (file.row.number.to_string(), plain_line(&file.customer));
    let watched = matches!(file.ticket.paging, Paging::Watched(_));
    let line = if let Some(seen) = file.ticket.acknowledged.filter(|_| watched) {
        words!(
            language,
            "page-acknowledged",
            ticket = ticket,
            customer = customer,
            who = ticket::acknowledged_by(&seen, language),
            since = relative(seen.at)
        )
    } else {
        let state = ticket::state_word(file.row.state, language);
        let priority = ticket::priority_word(file.row.priority, language);
        words!(
            language,
            "page-over",
            ticket = ticket,
            customer = customer,
            priority = priority,
            state = state
        )
    };
    Card::framed("", line, Tone::Past)
}

/// A warning of the guaranteed time.
#[derive(Debug)]
pub struct Warned<'a> {
    /// The P1.
    pub file: &'a TicketFile,
    /// The rank of the clock.
    pub clock: u32,
    /// Which threshold; 100 is the breach.
    pub percent: u8,
    /// When it was reached, UTC.
    pub due: DateTime<Utc>,
    /// The offer.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Warned<'_> {
    /// The message; none where it is no longer to be said.
    pub fn render(&self, language: Language) -> Option<Card> {
        let Self { file, clock, percent, due, offer, now } = self;
        if !file.is_warned(*clock, *percent) {
            return None;
        }
        let ticket = file.row.number.to_string();
        let mut card = frame(file, (offer, *now), language);
        (card.content, card.tone) = if *percent >= 100 {
            (words!(language, "warning-breach", ticket = ticket), Tone::Alarm)
        } else {
            (words!(language, "warning-percent", ticket = ticket, percent = *percent), Tone::Warning)
        };
        if late(*due, *now, offer) {
            card.body = words!(language, "warning-late", due = near(*due, (offer, *now), language));
        }
        let seen = || file.ticket.acknowledged.map(|seen| ticket::acknowledged_by(&seen, language));
        let works = file.row.assignee.map(person).or_else(seen);
        Some(card.fact(words!(language, "fact-assignee"), works.unwrap_or_default()))
    }
}

/// Whoever acknowledged a P1 and gives no sign is reminded.
pub fn reminder(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> Option<Card> {
    let Paging::Watched(watch) = file.ticket.paging else { return None };
    let reminded = watch.reminded_at?;
    let seen = file.ticket.acknowledged?;
    let mut card = frame(file, (offer, now), language);
    card.tone = Tone::Warning;
    let (ticket, minutes) = (file.row.number.to_string(), offer.paging.silence.num_minutes());
    let again = relative(reminded + offer.paging.restart);
    card.content = match seen.route {
        // Known by their route alone, they are reminded there.
        Some(route) => words!(
            language,
            "reminder-silent-by-route",
            ticket = ticket,
            route = route.as_str(),
            minutes = minutes,
            again = again
        ),
        None => words!(
            language,
            "reminder-silent",
            ticket = ticket,
            who = ticket::acknowledged_by(&seen, language),
            minutes = minutes,
            again = again
        ),
    };
    card.calls_people = Vec::from_iter(seen.by.person);
    Some(card)
}

/// The paging of a P1 was found broken, and was put right.
pub fn mended(file: &TicketFile, today: (&Offer, DateTime<Utc>), language: Language) -> Card {
    let mut card = frame(file, today, language);
    card.tone = Tone::Warning;
    card.content = words!(language, "page-mended", ticket = file.row.number.to_string());
    card
}

/// What every post of a P1 shows.
fn frame(file: &TicketFile, today: (&Offer, DateTime<Utc>), language: Language) -> Card {
    Card { title: title(file), ..Card::default() }
        .fact(words!(language, "fact-customer"), plain_line(&file.customer))
        .fact(words!(language, "fact-gtr"), guarantee(file, today, language))
}

/// By when it is to be restored: today, as the hour alone.
pub(super) fn guarantee(
    file: &TicketFile,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> String {
    match file.ticket.guarantee() {
        Guarantee::Clock(clock) => {
            let at = clock.deadline(now);
            words!(language, "page-deadline", at = near(at, (offer, now), language), left = relative(at))
        }
        Guarantee::BestEffort(_) => words!(language, "gtr-best-effort"),
        Guarantee::Beta => words!(language, "gtr-beta"),
        Guarantee::NotP1 => String::new(),
    }
}

/// Why people are called: the event that the present ladder starts with.
fn why(file: &TicketFile, language: Language) -> String {
    file.events.iter().rev().find_map(|recorded| calls(recorded, language)).unwrap_or_default()
}

/// Why an event calls people, where it does.
fn calls(recorded: &Recorded, language: Language) -> Option<String> {
    let who = recorded.by.person.map(person).unwrap_or_default();
    match recorded.event {
        Event::Opened { .. } => Some(words!(language, "page-why-opened", who = who)),
        Event::PriorityChanged { to: Priority::P1, .. } => {
            Some(words!(language, "page-why-raised", who = who))
        }
        Event::Contested { .. } => Some(words!(language, "page-why-contested", who = who)),
        Event::Reopened { .. } => Some(words!(language, "page-why-reopened", who = who)),
        Event::PagingRestarted => Some(words!(language, "page-why-silence")),
        Event::PriorityChanged { to: Priority::P2 | Priority::P3 | Priority::P4, .. }
        | Event::Acknowledged
        | Event::AcknowledgedByRoute { .. }
        | Event::Taken
        | Event::Assigned { .. }
        | Event::Waiting { .. }
        | Event::Resumed
        | Event::ComponentChanged { .. }
        | Event::LevelUpgraded { .. }
        | Event::Restored { .. }
        | Event::Closed { .. }
        | Event::TeamMessage { .. }
        | Event::StaffMessage { .. }
        | Event::Note { .. }
        | Event::MessageEdited { .. }
        | Event::MessageDeleted { .. }
        | Event::Update { .. }
        | Event::ExpertAsked { .. }
        | Event::ExpertJoined
        | Event::ExpertDeclined { .. }
        | Event::Paged { .. }
        | Event::Reminded
        | Event::Warned { .. } => None,
    }
}

/// The roles and the people who are called; what is called twice is called once.
pub(super) fn mentions(roles: &[RoleId], on_duty: &[OnDuty]) -> String {
    let roles = roles.iter().copied().map(role);
    roles.chain(people(on_duty).into_iter().map(person)).collect::<Vec<_>>().join(" ")
}

/// Those on duty who can be called.
pub(super) fn people(on_duty: &[OnDuty]) -> Vec<PersonId> {
    let known = |one: &OnDuty| match one {
        OnDuty::Person(person) => Some(*person),
        OnDuty::Unknown(_) => None,
    };
    on_duty.iter().filter_map(known).take(CALLED).collect()
}

/// What is wrong with a page itself: it is late, names on duty mean nobody, roles cannot be called.
pub(super) fn troubles(
    due: DateTime<Utc>,
    (on_duty, deaf): (&[OnDuty], &[RoleId]),
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Vec<String> {
    let late =
        late(due, now, offer).then(|| words!(language, "page-late", due = near(due, (offer, now), language)));
    let deaf = deaf.iter().map(|id| words!(language, "page-deaf", role = role(*id)));
    late.into_iter().chain(unknown(on_duty, language)).chain(deaf).collect()
}

/// Names of those on duty that mean nobody, in one line.
fn unknown(on_duty: &[OnDuty], language: Language) -> Option<String> {
    let name = |one: &OnDuty| match one {
        OnDuty::Person(_) => None,
        OnDuty::Unknown(name) => Some(format!("**{}**", plain_line(name))),
    };
    let names: Vec<String> = on_duty.iter().filter_map(name).take(CALLED).collect();
    (!names.is_empty()).then(|| words!(language, "page-unknown", names = names.join(", ")))
}

pub(super) fn levels(levels: &[u8]) -> String {
    levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether something is said so long after its moment that it must say so.
pub(super) fn late(due: DateTime<Utc>, now: DateTime<Utc>, offer: &Offer) -> bool {
    now - due > offer.paging.late
}
