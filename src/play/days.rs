//! What happened, a table for each capability. Tickets are numbered in the order in which they were opened.

use super::{
    cast::STAFF,
    hands::Place,
    history::{Act, Does},
};

/// Everything, in no order.
pub(super) const ALL: &[&[Act]] = &[TICKETS];

const ACME: Place = Place::Channel("Acme", "support");
const GLOBEX: Place = Place::Channel("Globex", "support");
const CARDS: Place = Place::Channel(STAFF, "support");

/// A moment: so many days ago, at that hour of the desk's time zone.
const fn act(
    (days_ago, hour, minute): (u32, u32, u32),
    who: &'static str,
    place: Place,
    does: Does,
    words: &'static str,
) -> Act {
    Act { days_ago, hour, minute, who, place, does, words }
}

const TICKETS: &[Act] = &[
    act(
        (8, 9, 12),
        "Amine",
        ACME,
        Does::Types(
            r#"/ticket open priority:P2 component:portal subject:"Le portail est lent" description:"Depuis 9 h, chaque page prend une dizaine de secondes, pour toute l'équipe.""#,
        ),
        "#1",
    ),
    act((8, 9, 15), "Bob", CARDS, Does::Presses("Le portail est lent", "ack"), "#1"),
    act((8, 9, 16), "Bob", CARDS, Does::Presses("Le portail est lent", "take"), "#1"),
    act(
        (8, 9, 31),
        "Amine",
        Place::Thread("Acme", "support", "#1"),
        Does::Writes("La page des machines virtuelles est la plus lente."),
        "",
    ),
    act(
        (7, 14, 3),
        "Gus",
        GLOBEX,
        Does::Types(
            r#"/ticket open priority:P4 category:request subject:"How do we rotate our API keys?" description:"Can two keys be valid at a time? We would rather not stop the nightly jobs.""#,
        ),
        "#2",
    ),
    act((7, 14, 40), "Carol", CARDS, Does::Presses("How do we rotate our API keys?", "ack"), "#2"),
];
