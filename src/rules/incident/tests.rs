use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;

use super::*;
use crate::rules::{
    event::{By, Sha256Hex},
    ids::{EventSeq, IncidentNumber, PersonId, TicketNumber},
};

const NUMBER: IncidentNumber = IncidentNumber::new(3);
const ONE: TicketNumber = TicketNumber::new(41);
const OTHER: TicketNumber = TicketNumber::new(42);

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

fn written() -> Sha256Hex {
    Sha256Hex::of(b"{}")
}

fn opened() -> Event {
    Event::Opened { platform: "ngp".to_owned(), component: Some("portal".to_owned()), written: written() }
}

fn history(events: Vec<Event>) -> Vec<Recorded> {
    let ranks = (1..).map(EventSeq::new);
    let of = |(seq, event): (EventSeq, Event)| Recorded {
        seq,
        at: at(seq.get()),
        by: By::staff(PersonId::new(7)),
        event,
    };
    ranks.zip(events).map(of).collect()
}

fn after(later: Vec<Event>) -> Incident {
    Incident::replay(NUMBER, &history([vec![opened()], later].concat())).unwrap()
}

fn updated() -> Event {
    Event::Updated { next_at: at(60), written: written() }
}

#[rstest]
#[case::open(vec![], State::Open, None)]
#[case::an_update_is_promised(vec![updated()], State::Open, Some(at(60)))]
#[case::restored_owes_none(vec![updated(), Event::Restored { written: written() }], State::Restored, None)]
#[case::closed(vec![updated(), Event::Closed { written: written() }], State::Closed, None)]
fn it_stands_where_its_events_put_it(
    #[case] later: Vec<Event>,
    #[case] state: State,
    #[case] next: Option<DateTime<Utc>>,
) {
    let incident = after(later);
    assert_eq!((incident.state, incident.next_update_at()), (state, next));
}

#[test]
fn an_update_is_owed_until_the_next_one() {
    assert!(after(vec![updated()]).is_promised(EventSeq::new(2)));
    let two = after(vec![updated(), updated()]);
    assert_eq!([2, 3].map(|seq| two.is_promised(EventSeq::new(seq))), [false, true]);
    assert!(!after(vec![updated(), Event::Restored { written: written() }]).is_promised(EventSeq::new(2)));
}

#[test]
fn a_history_begins_with_the_opening() {
    assert!(Incident::replay(NUMBER, &[]).is_err());
    assert!(Incident::replay(NUMBER, &history(vec![updated()])).is_err());
}

#[test]
fn what_may_be_done_follows_from_where_it_stands() {
    let all = [Act::Tie(OTHER), Act::Tie(ONE), Act::Untie(OTHER), Act::Untie(ONE)].into_iter().chain([
        Act::Update,
        Act::Restore,
        Act::Close,
    ]);
    let may = |later: Vec<Event>| {
        let incident = after([vec![Event::Tied { ticket: ONE }], later].concat());
        all.clone().map(|act| incident.may(act)).collect::<Vec<_>>()
    };
    let (tied, not) = (IncidentRefusal::AlreadyTied(ONE), IncidentRefusal::NotTied(OTHER));
    let (back, over) =
        (IncidentRefusal::AlreadyRestored { at: at(3) }, IncidentRefusal::Closed { at: at(3) });
    assert_eq!(may(vec![]), [Ok(()), Err(tied), Err(not), Ok(()), Ok(()), Ok(()), Ok(())]);
    assert_eq!(
        may(vec![Event::Restored { written: written() }]),
        [Ok(()), Err(tied), Err(not), Ok(()), Err(back), Err(back), Ok(())]
    );
    assert_eq!(may(vec![Event::Closed { written: written() }]), [Err(over); 7]);
    assert_eq!(
        after(vec![Event::Tied { ticket: ONE }, Event::Untied { ticket: ONE }]).may(Act::Tie(ONE)),
        Ok(())
    );
}

/// Databases keep these hashes: do not change this test.
#[test]
fn the_hash_of_an_event_is_pinned() {
    let first = history(vec![opened()]);
    assert_eq!(
        chain(None, NUMBER, &first[0]).as_str(),
        "345fa910634364111992794f30f8ea9782c1cc606c181ae0b30f2d50a9af5407"
    );
}

#[test]
fn a_change_anywhere_shows() {
    let events = history(vec![opened(), Event::Tied { ticket: ONE }, updated()]);
    let mut hashes: Vec<Sha256Hex> = Vec::new();
    for event in &events {
        let hash = chain(hashes.last(), NUMBER, event);
        hashes.push(hash);
    }
    let looked = |events: &[Recorded]| verify(NUMBER, events.iter().zip(&hashes));
    assert_eq!(looked(&events), Ok(()));
    let mut changed = events.clone();
    changed[1].event = Event::Tied { ticket: OTHER };
    assert_eq!(looked(&changed), Err(EventSeq::new(2)));
    assert_eq!(looked(&[events[0].clone(), events[2].clone()]), Err(EventSeq::new(3)));
}
