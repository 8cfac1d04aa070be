use rstest::rstest;

use super::*;
use crate::rules::{
    gtr::Threshold,
    ids::{CustomerId, EventSeq, PersonId, TicketNumber},
    level::Level,
};

fn opened() -> Recorded {
    Recorded {
        seq: EventSeq::FIRST,
        at: "2026-11-23T08:00:00.123456Z".parse().unwrap(),
        by: By::team(PersonId::new(u64::MAX)),
        event: Event::Opened {
            customer: CustomerId::new(7),
            origin: Origin::Chat,
            priority: Priority::P1,
            category: Category::Incident,
            about: Some(About { component: "portal".to_owned(), beta: false }),
            terms: Terms { level: Level::Gold, gtr_minutes: Some(240) },
            near: None,
            during: None,
            subject: Sha256Hex::of(b"Portal down"),
            written: Written::text("Nothing answers"),
        },
    }
}

fn by_route(route: &str) -> Event {
    Event::AcknowledgedByRoute { route: route.parse().unwrap() }
}

fn next(before: &Recorded, event: Event) -> Recorded {
    Recorded { seq: before.seq.next(), at: before.at, by: By::staff(PersonId::new(5)), event }
}

/// Do not change this test: histories are kept for years, and their hashes with them. Add a version instead:
/// another `v`, by which older events are still hashed as they were.
#[test]
fn the_hash_of_an_event_is_pinned() {
    let ticket = TicketNumber::new(42);
    let first = opened();
    let hash = chain(None, ticket, &first);
    assert_eq!(hash.as_str(), "b4951db62001668a287c3bcdd2df594f7a0dce2433f6c04f4751b16b2b4e3def");
    let second = next(&first, Event::Warned { clock: 1, threshold: Threshold::Percent(50) });
    assert_eq!(
        chain(Some(&hash), ticket, &second).as_str(),
        "13f707d9bddd3afb354b3de0bc5765489e34b7825c78c9d1aaa6ebc5e028fc3a"
    );
}

/// Do not change this test: events are kept as these texts. A new kind may be added; none may be renamed.
#[rstest]
#[case(Event::Acknowledged, r#"{"kind":"acknowledged"}"#)]
#[case(by_route("night"), r#"{"kind":"acknowledged_by_route","route":"night"}"#)]
#[case(Event::Taken, r#"{"kind":"taken"}"#)]
#[case(
    Event::Assigned { to: PersonId::new(u64::MAX), written: Written::default() },
    r#"{"kind":"assigned","to":18446744073709551615}"#
)]
#[case(
    Event::Waiting { written: Written { attachments: vec![Sha256Hex::of(b"")], ..Written::default() } },
    r#"{"kind":"waiting","attachments":["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]}"#
)]
#[case(Event::Resumed, r#"{"kind":"resumed"}"#)]
#[case(
    Event::PriorityChanged {
        from: Priority::P3,
        to: Priority::P1,
        terms: Terms { level: Level::Standard, gtr_minutes: None },
        written: Written::default(),
    },
    r#"{"kind":"priority_changed","from":"p3","to":"p1","terms":{"level":"standard","gtr_minutes":null}}"#
)]
#[case(
    Event::ComponentChanged {
        about: About { component: "kubernetes".to_owned(), beta: true },
        terms: Terms { level: Level::Silver, gtr_minutes: Some(480) },
        written: Written::default(),
    },
    r#"{"kind":"component_changed","about":{"component":"kubernetes","beta":true},"terms":{"level":"silver","gtr_minutes":480}}"#
)]
#[case(
    Event::LevelUpgraded { from: Level::Bronze, terms: Terms { level: Level::Gold, gtr_minutes: Some(240) } },
    r#"{"kind":"level_upgraded","from":"bronze","terms":{"level":"gold","gtr_minutes":240}}"#
)]
#[case(Event::Restored { written: Written::default() }, r#"{"kind":"restored"}"#)]
#[case(Event::Contested { written: Written::default() }, r#"{"kind":"contested"}"#)]
#[case(Event::Closed { written: Written::default() }, r#"{"kind":"closed"}"#)]
#[case(
    Event::Reopened {
        contests: true,
        terms: Terms { level: Level::Gold, gtr_minutes: Some(240) },
        written: Written::default(),
    },
    r#"{"kind":"reopened","contests":true,"terms":{"level":"gold","gtr_minutes":240}}"#
)]
#[case(Event::TeamMessage { written: Written::default() }, r#"{"kind":"team_message"}"#)]
#[case(Event::StaffMessage { written: Written::default() }, r#"{"kind":"staff_message"}"#)]
#[case(Event::MessageEdited { of: EventSeq::new(7), written: Written::default() }, r#"{"kind":"message_edited","of":7}"#)]
#[case(Event::MessageDeleted { of: EventSeq::new(7) }, r#"{"kind":"message_deleted","of":7}"#)]
#[case(Event::Note { written: Written::default() }, r#"{"kind":"note"}"#)]
#[case(
    Event::TeamMessage {
        written: Written {
            read_at: "2026-11-23T09:00:00Z".parse().ok(),
            before: Some(EventSeq::new(7)),
            ..Written::default()
        },
    },
    r#"{"kind":"team_message","read_at":"2026-11-23T09:00:00Z","before":7}"#
)]
#[case(
    Event::Update { next_at: "2026-11-23T09:00:00Z".parse().ok(), written: Written::default() },
    r#"{"kind":"update","next_at":"2026-11-23T09:00:00Z"}"#
)]
#[case(Event::ExpertAsked { written: Written::default() }, r#"{"kind":"expert_asked"}"#)]
#[case(Event::ExpertJoined, r#"{"kind":"expert_joined"}"#)]
#[case(Event::ExpertDeclined { written: Written::default() }, r#"{"kind":"expert_declined"}"#)]
#[case(Event::Paged { ladder: 1, rung: 2 }, r#"{"kind":"paged","ladder":1,"rung":2}"#)]
#[case(Event::Reminded, r#"{"kind":"reminded"}"#)]
#[case(Event::PagingRestarted, r#"{"kind":"paging_restarted"}"#)]
#[case(
    Event::Warned { clock: 1, threshold: Threshold::Breach },
    r#"{"kind":"warned","clock":1,"threshold":"breach"}"#
)]
fn an_event_is_kept_as_this_text(#[case] event: Event, #[case] text: &str) {
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    assert_eq!(serde_json::from_str::<Event>(text).unwrap(), event);
}

#[test]
fn an_opening_comes_back_from_its_text() {
    let event = opened().event;
    let text = serde_json::to_string(&event).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
}

#[test]
fn a_change_anywhere_in_a_history_shows() {
    let ticket = TicketNumber::new(42);
    let first = opened();
    let second = next(&first, Event::Acknowledged);
    let third = next(&second, Event::Taken);
    let history = [first, second, third];
    let mut hashes: Vec<Sha256Hex> = Vec::new();
    for recorded in &history {
        hashes.push(chain(hashes.last(), ticket, recorded));
    }
    let check = |history: &[Recorded]| verify(ticket, history.iter().zip(&hashes));
    assert_eq!(check(&history), Ok(()));

    let changed = |rank: usize, change: fn(&mut Recorded)| {
        let mut history = history.clone();
        change(&mut history[rank]);
        check(&history)
    };
    assert_eq!(changed(1, |recorded| recorded.event = Event::Taken), Err(EventSeq::new(2)));
    assert_eq!(changed(2, |recorded| recorded.by = By::desk()), Err(EventSeq::new(3)));
    let a_millisecond = |recorded: &mut Recorded| recorded.at += chrono::TimeDelta::milliseconds(1);
    assert_eq!(changed(0, a_millisecond), Err(EventSeq::new(1)));
    let without_the_second = [history[0].clone(), history[2].clone()];
    assert_eq!(check(&without_the_second), Err(EventSeq::new(3)));
    let elsewhere = verify(TicketNumber::new(43), history.iter().zip(&hashes));
    assert_eq!(elsewhere, Err(EventSeq::new(1)), "a history is its ticket's own");
}

#[test]
fn a_hash_is_64_lower_case_digits() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Sha256Hex::of(b"").as_str(), empty);
    assert_eq!(empty.parse(), Ok(Sha256Hex::of(b"")));
    assert_eq!(empty.to_uppercase().parse::<Sha256Hex>(), Err(NotAHash));
    assert_eq!(empty[1..].parse::<Sha256Hex>(), Err(NotAHash));
}

#[test]
fn stored_texts_come_back_as_what_they_were() {
    for priority in Priority::ALL {
        assert_eq!(priority.as_str().parse(), Ok(*priority));
    }
    for category in Category::ALL {
        assert_eq!(category.as_str().parse(), Ok(*category));
    }
    assert_eq!((Priority::default(), Category::default()), (Priority::P3, Category::Incident));
    assert!("P1".parse::<Priority>().is_err(), "a stored text is exactly itself");
}
