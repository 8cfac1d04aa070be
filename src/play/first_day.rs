//! What happened on the first day, which may be weeks ago: the experts say when they are there, and a P1
//! gives the month's report and the expertise cell something to tell.

use super::{
    act::{Act, Does},
    cast::STAFF,
    days::{ACME, CARDS, REQUESTS, act, in_acmes},
    hands::Place,
};

/// Everything, in no order.
pub(super) const ALL: &[&[Act]] = &[EXPERTS, MISSED];

/// The staff's thread of the first ticket.
const STAFFS_FIRST: Place = Place::Thread(STAFF, "support", "#1");

/// A moment of that day.
const fn first(
    (hour, minute): (u32, u32),
    who: &'static str,
    place: Place,
    does: Does,
    words: &'static str,
) -> Act {
    act((0, hour, minute), who, place, does, words)
}

/// Nora is there in the mornings, Emil in the afternoons.
const EXPERTS: &[Act] = &[
    first((9, 0), "Nora", REQUESTS, Does::Types("/expert hours day:Monday from:09:00 to:12:30"), "09:00"),
    first((9, 1), "Nora", REQUESTS, Does::Types("/expert hours day:Tuesday from:09:00 to:12:30"), "09:00"),
    first((9, 2), "Nora", REQUESTS, Does::Types("/expert hours day:Wednesday from:09:00 to:12:30"), "09:00"),
    first((9, 3), "Nora", REQUESTS, Does::Types("/expert hours day:Thursday from:09:00 to:12:30"), "09:00"),
    first((9, 4), "Nora", REQUESTS, Does::Types("/expert hours day:Friday from:09:00 to:12:30"), "09:00"),
    first((9, 0), "Emil", REQUESTS, Does::Types("/expert hours day:Monday from:14:00 to:18:00"), "14:00"),
    first((9, 1), "Emil", REQUESTS, Does::Types("/expert hours day:Tuesday from:14:00 to:18:00"), "14:00"),
    first((9, 2), "Emil", REQUESTS, Does::Types("/expert hours day:Wednesday from:14:00 to:18:00"), "14:00"),
    first((9, 3), "Emil", REQUESTS, Does::Types("/expert hours day:Thursday from:14:00 to:18:00"), "14:00"),
    first((9, 4), "Emil", REQUESTS, Does::Types("/expert hours day:Friday from:14:00 to:18:00"), "14:00"),
];

/// A P1 that was closed too soon and came back: it is restored twenty minutes after its guaranteed time, with
/// an expert's help.
const MISSED: &[Act] = &[
    first(
        (13, 5),
        "Alice",
        ACME,
        Does::Confirms(
            r#"/ticket open priority:P1 component:network subject:"Plus de réseau vers le site de Lyon" description:"Le VPN est monté, mais rien ne passe depuis 13 h.""#,
        ),
        "#1",
    ),
    first((13, 7), "Bob", CARDS, Does::Presses("Plus de réseau", "ack"), "#1"),
    first(
        (13, 20),
        "Amine",
        in_acmes("#1"),
        Does::Types(r#"/ticket expert about:"Une route a-t-elle changé de votre côté ?""#),
        "#1",
    ),
    first((13, 30), "Nora", REQUESTS, Does::Presses("Plus de réseau", "accept"), "#1"),
    first(
        (13, 55),
        "Bob",
        CARDS,
        Does::Types(
            r#"/agent reply ticket:#1 text:"Les deux extrémités se voient ; nous suivons les paquets.""#,
        ),
        "#1",
    ),
    first(
        (14, 20),
        "Nora",
        STAFFS_FIRST,
        Does::Writes("La table de routage de la passerelle a perdu les deux réseaux de Lyon ce matin."),
        "",
    ),
    first(
        (14, 45),
        "Bob",
        CARDS,
        Does::Types(r#"/agent reply ticket:#1 text:"Deux routes manquaient : nous les remettons.""#),
        "#1",
    ),
    first(
        (15, 10),
        "Bob",
        CARDS,
        Does::Types(
            r#"/agent note ticket:#1 text:"La première route tient ; la seconde repart toutes les dix minutes.""#,
        ),
        "#1",
    ),
    first(
        (15, 35),
        "Nora",
        STAFFS_FIRST,
        Does::Writes("C'est l'ancienne règle qui les efface. Je la retire."),
        "",
    ),
    first(
        (15, 50),
        "Bob",
        CARDS,
        Does::Types(r#"/agent restore ticket:#1 note:"Les deux routes sont revenues.""#),
        "#1",
    ),
    first(
        (15, 55),
        "Nora",
        REQUESTS,
        Does::Types(r#"/expert done session:#1 minutes:60 notes:"Routes de la passerelle remises""#),
        "#1",
    ),
    first((15, 58), "Alice", in_acmes("#1"), Does::Presses("Nora a passé", "confirm"), "1 h"),
    first((16, 5), "Amine", ACME, Does::Types(r#"/ticket close ticket:#1 reason:"Merci !""#), "#1"),
    // Within the hour: the clock goes on as if it had never stopped.
    first(
        (16, 40),
        "Alice",
        ACME,
        Does::Types(r#"/ticket reopen ticket:#1 reason:"L'entrepôt n'a toujours rien.""#),
        "#1",
    ),
    first((16, 42), "Bob", CARDS, Does::Types("/agent ack ticket:#1"), "#1"),
    first(
        (17, 10),
        "Bob",
        CARDS,
        Does::Types(r#"/agent note ticket:#1 text:"Une troisième route manquait.""#),
        "#1",
    ),
    first(
        (17, 25),
        "Bob",
        CARDS,
        Does::Types(r#"/agent restore ticket:#1 note:"La route de l'entrepôt est revenue aussi.""#),
        "#1",
    ),
    first(
        (17, 40),
        "Alice",
        ACME,
        Does::Types(r#"/ticket close ticket:#1 reason:"Vérifié sur les trois sites.""#),
        "#1",
    ),
];
