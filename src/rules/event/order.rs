//! The order in which people read a ticket's history. Events are chained in the order in which the desk knew
//! of them; what somebody wrote stands, for whoever reads it, where they wrote it.

use super::Recorded;
use crate::rules::ids::EventSeq;

/// Events in the order in which they happened, as far as it is known: what was written stands before what
/// Discord numbered later, and what was read late before what the desk did since. `number` tells Discord's,
/// of messages and interactions, which are numbered in one order. Whatever is no message stays where it is.
pub fn as_written(events: &[Recorded], number: impl Fn(EventSeq) -> Option<u64>) -> Vec<&Recorded> {
    let number = |one: &Recorded| number(one.seq);
    let mut all: Vec<&Recorded> = Vec::with_capacity(events.len());
    for one in events {
        let mut place = all.len();
        if one.event.of_message().is_some() {
            for (at, before) in all.iter().enumerate().skip(1).rev() {
                let (later, over) = match (number(before), number(one)) {
                    // What was pressed may have been done later than it was pressed, and says nothing of what
                    // stands before it.
                    (Some(other), Some(number)) => (other > number, before.event.of_message().is_some()),
                    _ => (one.event.was_read_late() && before.at > one.at, number(one).is_none()),
                };
                if later {
                    place = at;
                } else if over {
                    break;
                }
            }
        }
        all.insert(place, one);
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::rules::event::{By, Event, Written};

    fn moment(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    /// A message of a moment, read late where it says when.
    fn message(at: i64, read: Option<i64>) -> (i64, Event) {
        (at, Event::TeamMessage { written: Written { read_at: read.map(moment), ..Written::default() } })
    }

    /// The order, by rank, of events of these moments, with Discord's number where there is one.
    fn order(all: Vec<((i64, Event), Option<u64>)>) -> Vec<i64> {
        let (mut events, mut numbers) = (Vec::new(), HashMap::new());
        for (seq, ((at, event), number)) in (1..).map(EventSeq::new).zip(all) {
            numbers.extend(number.map(|number| (seq, number)));
            events.push(Recorded { seq, at: moment(at), by: By::desk(), event });
        }
        as_written(&events, |seq| numbers.get(&seq).copied()).into_iter().map(|one| one.seq.get()).collect()
    }

    /// Two that were lost, read after what was written after them, in one second: by Discord's numbers they
    /// stand where they were written, and before what was pressed since.
    #[test]
    fn what_was_read_late_stands_where_it_was_written() {
        let all = vec![
            ((0, Event::Acknowledged), Some(1)),
            (message(10, None), Some(20)),
            (message(10, None), Some(50)),
            ((10, Event::Resumed), Some(60)),
            (message(10, Some(90)), Some(30)),
            (message(10, Some(90)), Some(40)),
        ];
        assert_eq!(order(all), [1, 2, 5, 6, 3, 4]);
    }

    /// Pressed before, and done after what was written in between: what was written stays in its order.
    #[test]
    fn what_was_done_late_keeps_messages_in_their_order() {
        let all = vec![
            ((0, Event::Acknowledged), Some(1)),
            (message(10, None), Some(60)),
            ((11, Event::Resumed), Some(50)),
            (message(9, Some(90)), Some(55)),
        ];
        assert_eq!(order(all), [1, 4, 2, 3]);
    }

    /// What the desk did by itself has no number: what was written before it and read after it stands before
    /// it; what was read at once stays, as the desk's clock and Discord's may differ.
    #[test]
    fn what_the_desk_did_by_itself_is_told_by_the_moment() {
        let warned = || (100, Event::Reminded);
        let all =
            vec![((0, Event::Acknowledged), Some(1)), (warned(), None), (message(98, Some(300)), Some(20))];
        assert_eq!(order(all), [1, 3, 2]);
        let all = vec![((0, Event::Acknowledged), Some(1)), (warned(), None), (message(98, None), Some(20))];
        assert_eq!(order(all), [1, 2, 3]);
    }

    /// An edit that was read late stands after what was there at its moment, and never before what it
    /// changes; nothing stands before the first event.
    #[test]
    fn an_edit_stands_at_its_own_moment() {
        let edit = |at, of| {
            let written = Written { read_at: Some(moment(500)), ..Written::default() };
            (at, Event::MessageEdited { of: EventSeq::new(of), written })
        };
        let all = vec![
            ((0, Event::Acknowledged), Some(9)),
            (message(10, None), Some(20)),
            (message(40, None), Some(50)),
            (edit(10, 2), None),
            (message(0, Some(500)), Some(8)),
        ];
        assert_eq!(order(all), [1, 5, 2, 4, 3]);
    }
}
