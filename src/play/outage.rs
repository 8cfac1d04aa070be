//! A major incident of last evening: two teams call, one page and one acknowledgement answer for both, every
//! team reads where it stands, and each has its own clock.

use super::{
    act::{Act, Does},
    days::{ACME, CARDS, GLOBEX, act},
};

/// Everything, in its order.
pub(super) const ALL: &[&[Act]] = &[OUTAGE];

const OUTAGE: &[Act] = &[
    act(
        (1, 20, 4),
        "Gus",
        GLOBEX,
        Does::Confirms(
            r#"/ticket open priority:P1 component:portal subject:"Console is down" description:"Every page ends in an error since eight.""#,
        ),
        "#9",
    ),
    act(
        (1, 20, 6),
        "Alice",
        ACME,
        Does::Confirms(
            r#"/ticket open priority:P1 component:portal subject:"La console ne répond plus" description:"Erreur 502 sur toutes les pages depuis 20 h.""#,
        ),
        "#10",
    ),
    act(
        (1, 20, 7),
        "Bob",
        CARDS,
        Does::Types(
            r#"/incident open title:"Console inaccessible" component:portal impact:"La console ne répond plus ; l'API et les machines ne sont pas touchées." impact-en:"The console doesn't answer; the API and machines are not affected.""#,
        ),
        "1",
    ),
    act((1, 20, 8), "Bob", CARDS, Does::Types("/incident add incident:1 ticket:#9"), "#9"),
    act((1, 20, 9), "Bob", CARDS, Does::Types("/incident add incident:1 ticket:#10"), "#10"),
    act((1, 20, 10), "Bob", CARDS, Does::Types("/agent ack ticket:#9"), "#10"),
    act(
        (1, 20, 22),
        "Bob",
        CARDS,
        Does::Types(
            r#"/incident update incident:1 impact:"La console revient par moments." action:"Un certificat interne a expiré : il est remplacé sur chaque serveur." next:30 impact-en:"The console is back at times." action-en:"An internal certificate expired; it is being replaced on each server.""#,
        ),
        "1",
    ),
    act(
        (1, 20, 47),
        "Bob",
        CARDS,
        Does::Types(
            r#"/incident restore incident:1 note:"La console répond partout." note-en:"The console answers everywhere.""#,
        ),
        "#10",
    ),
    act(
        (1, 21, 5),
        "Alice",
        ACME,
        Does::Types(r#"/ticket close ticket:#10 reason:"Vérifié, merci.""#),
        "#10",
    ),
    act((1, 21, 10), "Gus", GLOBEX, Does::Types(r#"/ticket close ticket:#9 reason:"All good.""#), "#9"),
    act(
        (1, 21, 30),
        "Bob",
        CARDS,
        Does::Types(
            r#"/incident close incident:1 what-happened:"Un certificat interne a expiré sans que sa surveillance alerte. Elle est corrigée." what-happened-en:"An internal certificate expired and its monitoring raised no alert. The monitoring is fixed.""#,
        ),
        "1",
    ),
];
