use chrono::Weekday;

use super::{
    facts::{ANNA, BOB, CHLOE, OFFER, ON_CALL, SUPPORT, TEAMS, at, date, days, long_name, place, wild},
    sheet::Sheet,
};
use crate::{
    desk::{
        actor::COMMAND_LINE,
        effect::{Effect, Setting, SetupPart},
        upkeep::audit::{A_PAGE, AuditPage},
    },
    discord::cards::{audit::page, effect::in_words},
    rules::{
        event::Priority,
        ids::{SessionId, TicketNumber},
        language::Language,
        level::Level,
        session, ticket,
        window::Change,
    },
    store::audit::Entry,
};

fn entry(what: &str, effects: &[Effect]) -> Entry {
    Entry {
        at: at(0),
        person: BOB,
        channel: SUPPORT,
        what: what.to_owned(),
        customer: None,
        ticket: None,
        refused: None,
        effect: (!effects.is_empty()).then(|| serde_json::to_string(effects).unwrap()),
    }
}

fn of_entries(entries: Vec<Entry>) -> AuditPage {
    AuditPage { customer: None, ticket: None, entries, later: None, earlier: None }
}

#[test]
fn pages() {
    let acme = || Some("Acme & *Sons*".to_owned());
    let entries = || {
        vec![
            Entry { customer: acme(), ..entry("/customer add", &[]) },
            Entry { ticket: Some(TicketNumber::new(42)), customer: acme(), ..entry("take", &[assigned()]) },
            Entry { refused: Some("not *yours*".to_owned()), ..entry("/desk setup", &[]) },
            Entry { person: COMMAND_LINE, ..entry("customer import", &[]) },
        ]
    };
    let longest = Entry {
        customer: Some(long_name()),
        ticket: Some(TicketNumber::new(1_000_000)),
        refused: Some(wild(2_000)),
        ..entry("/customer setting", &effects().map(|(_, effect)| effect).collect::<Vec<_>>())
    };
    let longest: Vec<Entry> = (0..A_PAGE).map(|_| longest.clone()).collect();
    let all = [
        ("nothing", of_entries(Vec::new())),
        ("everybody's", of_entries(entries())),
        (
            "of a customer, between two others",
            AuditPage { customer: acme(), later: Some(8), earlier: Some(9), ..of_entries(entries()) },
        ),
        ("of a ticket", AuditPage { ticket: Some(TicketNumber::new(42)), ..of_entries(entries()) }),
        (
            "the longest",
            AuditPage {
                customer: Some(long_name()),
                later: Some(8),
                earlier: Some(9),
                ..of_entries(longest)
            },
        ),
    ];
    let sheet = all.iter().fold(Sheet::of("audit"), |sheet, (variant, one)| {
        sheet.card(variant, |language| page(one, &OFFER, language))
    });
    sheet.hold();
}

fn assigned() -> Effect {
    Effect::Assignee { from: None, to: Some(BOB) }
}

fn effects() -> impl Iterator<Item = (&'static str, Effect)> {
    let window = |change, was| Effect::Window { change, platform: "ngp".to_owned(), was, place: place(1) };
    let linked = |announcements, platform: Option<&str>| Effect::Linked {
        channel: TEAMS,
        announcements,
        platform: platform.map(str::to_owned),
    };
    let role = |part| Effect::SetUpRole { part, from: None, to: Some(ON_CALL) };
    let session = |was| Effect::Session {
        session: SessionId::new(5),
        state: session::State::Confirmed,
        was,
        starts_at: days(2),
    };
    let level =
        Effect::Level { from: Level::Silver, to: Level::Gold, at: at(0), billed_from: date("2026-12-01") };
    [
        ("opened", Effect::Opened { priority: Priority::P2 }),
        ("state", Effect::State { from: ticket::State::New, to: ticket::State::InProgress }),
        ("priority", Effect::Priority { from: Priority::P3, to: Priority::P1 }),
        ("component", Effect::Component { from: None, to: Some("portal".to_owned()) }),
        ("assignee", assigned()),
        ("another assignee", Effect::Assignee { from: Some(BOB), to: Some(CHLOE) }),
        ("added", Effect::Added { level: Level::Gold, since: at(0), language: Language::Fr }),
        ("renamed", Effect::Renamed { from: long_name(), to: "Acme".to_owned() }),
        ("language", Effect::Language { from: Language::Fr, to: Language::En }),
        ("removed", Effect::Removed { channels: 2, tickets: 1, sessions: 0 }),
        ("level", level),
        ("level cancelled", Effect::LevelCancelled { to: Level::Bronze, at: days(20) }),
        ("linked, all announced", linked(true, None)),
        ("linked, of one platform", linked(true, Some("ngp"))),
        ("linked, nothing announced", linked(false, None)),
        ("unlinked", Effect::Unlinked { channel: TEAMS }),
        ("code", Effect::Code { until: days(2) }),
        ("manager", Effect::Manager { person: ANNA, named: true }),
        ("manager no more", Effect::Manager { person: ANNA, named: false }),
        ("unused hours off", Effect::Setting { setting: Setting::UnusedHours, on: false }),
        ("report on", Effect::Setting { setting: Setting::MonthlyReport, on: true }),
        ("pack ordered", Effect::PackOrdered { hours: 10 }),
        ("pack granted", Effect::PackGranted { hours: 1, until: days(365) }),
        ("pack declined", Effect::PackDeclined { hours: 10 }),
        (
            "support channel",
            Effect::SetUpChannel { part: SetupPart::SupportChannel, from: None, to: SUPPORT },
        ),
        (
            "experts' channel",
            Effect::SetUpChannel { part: SetupPart::ExpertsChannel, from: Some(TEAMS), to: SUPPORT },
        ),
        ("support role", role(SetupPart::SupportRole)),
        ("expert role", role(SetupPart::ExpertRole)),
        ("first on call", role(SetupPart::OnCall1)),
        ("second on call", role(SetupPart::OnCall2)),
        ("third on call", Effect::SetUpRole { part: SetupPart::OnCall3, from: Some(ON_CALL), to: None }),
        ("window added", window(Change::Added, None)),
        ("window moved", window(Change::Moved, Some(place(0)))),
        ("window extended", window(Change::Extended, Some(place(0)))),
        ("window cancelled", window(Change::Cancelled, Some(place(1)))),
        ("session", session(None)),
        ("session moved", session(Some(days(1)))),
        ("hours", Effect::Hours { day: Weekday::Mon }),
        ("away", Effect::Away { from: days(1), to: days(3) }),
        ("at once", Effect::AtOnce { on: true }),
        ("asked again", Effect::AtOnce { on: false }),
        ("new link", Effect::NewLink),
    ]
    .into_iter()
}

#[test]
fn each_effect() {
    let sheet = effects().fold(Sheet::of("effect"), |sheet, (variant, effect)| {
        sheet.line(variant, |language| in_words(std::slice::from_ref(&effect), &OFFER, language))
    });
    let most: Vec<Effect> = effects().map(|(_, effect)| effect).collect();
    sheet.line("too many for a line", |language| in_words(&most, &OFFER, language)).hold();
}
