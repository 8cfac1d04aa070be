//! What happened in the newest days, a table for each capability. Tickets are numbered in the order in which
//! they were opened; the first is of the first day.

use super::{
    act::{Act, Does},
    cast::STAFF,
    hands::Place,
};

/// Everything, in no order.
pub(super) const ALL: &[&[Act]] = &[TALK, TICKETS, P1, SESSIONS, HELP, REPORTS];

pub(super) const ACME: Place = Place::Channel("Acme", "support");
pub(super) const GLOBEX: Place = Place::Channel("Globex", "support");
const INITECH: Place = Place::Channel(STAFF, "initech");
pub(super) const CARDS: Place = Place::Channel(STAFF, "support");
pub(super) const REQUESTS: Place = Place::Channel(STAFF, "experts");

/// A moment: so many days ago, at that hour of the desk's time zone.
pub(super) const fn act(
    (days_ago, hour, minute): (u32, u32, u32),
    who: &'static str,
    place: Place,
    does: Does,
    words: &'static str,
) -> Act {
    Act { days_ago, hour, minute, who, place, does, words }
}

/// A message in the thread of a ticket of Acme's.
pub(super) const fn in_acmes(number: &'static str) -> Place {
    Place::Thread("Acme", "support", number)
}

const TALK: &[Act] = &[
    act(
        (8, 9, 5),
        "Aude",
        Place::Channel("Acme", "general"),
        Does::Writes("Le portail rame chez vous aussi ?"),
        "",
    ),
    act((8, 9, 8), "Amine", Place::Channel("Acme", "general"), Does::Writes("Oui. J'ouvre un ticket."), ""),
    act(
        (6, 9, 45),
        "Gus",
        Place::Channel("Globex", "general"),
        Does::Writes("Keys rotated, jobs are green."),
        "",
    ),
];

const TICKETS: &[Act] = &[
    act(
        (8, 9, 12),
        "Amine",
        ACME,
        Does::Types(
            r#"/ticket open priority:P2 component:portal subject:"Le portail est lent" description:"Depuis 9 h, chaque page prend une dizaine de secondes, pour toute l'équipe.""#,
        ),
        "#2",
    ),
    act((8, 9, 15), "Bob", CARDS, Does::Presses("Le portail est lent", "ack"), "#2"),
    act((8, 9, 16), "Bob", CARDS, Does::Presses("Le portail est lent", "take"), "#2"),
    act(
        (8, 9, 31),
        "Amine",
        in_acmes("#2"),
        Does::Writes("La page des machines virtuelles est la plus lente."),
        "",
    ),
    act(
        (8, 10, 2),
        "Bob",
        CARDS,
        Does::Types(
            r#"/agent reply ticket:#2 text:"Un des serveurs du portail était saturé : il est sorti de la rotation. Est-ce mieux ?""#,
        ),
        "#2",
    ),
    act(
        (8, 16, 40),
        "Amine",
        ACME,
        Does::Types(r#"/ticket close ticket:#2 reason:"Tout est redevenu rapide, merci.""#),
        "#2",
    ),
    act(
        (7, 14, 3),
        "Gus",
        GLOBEX,
        Does::Types(
            r#"/ticket open priority:P4 category:request subject:"How do we rotate our API keys?" description:"Can two keys be valid at a time? We would rather not stop the nightly jobs.""#,
        ),
        "#3",
    ),
    act((7, 14, 40), "Carol", CARDS, Does::Presses("How do we rotate our API keys?", "ack"), "#3"),
    act(
        (7, 15, 5),
        "Carol",
        CARDS,
        Does::Types(
            r#"/agent reply ticket:#3 text:"Yes: make the second key, move the jobs, then delete the first. Both work meanwhile.""#,
        ),
        "#3",
    ),
    act((6, 9, 50), "Gus", GLOBEX, Does::Types(r#"/ticket close ticket:#3 reason:"Done, thank you.""#), "#3"),
    act(
        (5, 11, 20),
        "Ian",
        INITECH,
        Does::Types(
            r#"/ticket open component:backup subject:"Backups of vm-14 fail" description:"Every night since Sunday: the job ends after two minutes.""#,
        ),
        "#4",
    ),
    act((5, 11, 45), "Carol", CARDS, Does::Presses("Backups of vm-14 fail", "take"), "#4"),
    act(
        (5, 11, 50),
        "Carol",
        CARDS,
        Does::Types(r#"/agent wait ticket:#4 reason:"Please send the log of last night's job.""#),
        "#4",
    ),
    act(
        (5, 15, 2),
        "Ian",
        Place::Thread(STAFF, "initech", "#4"),
        Does::Writes("Here it is: `snapshot quota exceeded (8 of 8)`."),
        "",
    ),
    act(
        (4, 9, 5),
        "Carol",
        CARDS,
        Does::Types(
            r#"/agent note ticket:#4 text:"Old snapshots of March were never removed; asked storage to look.""#,
        ),
        "#4",
    ),
    act(
        (1, 10, 5),
        "Bob",
        CARDS,
        Does::Types(
            r#"/agent open customer:Initech priority:P2 component:network subject:"Edge gateway drops packets" description:"About one in fifty, from Paris only, since eight." caller:Ian"#,
        ),
        "#6",
    ),
    act((1, 10, 6), "Bob", CARDS, Does::Presses("Edge gateway drops packets", "take"), "#6"),
    act(
        (1, 19, 20),
        "Gus",
        GLOBEX,
        Does::Types(
            r#"/ticket open category:account subject:"Two add-ons on the invoice" description:"We ordered one. Could you look at last month's?""#,
        ),
        "#8",
    ),
];

const P1: &[Act] = &[
    act(
        (2, 2, 41),
        "Alice",
        ACME,
        Does::Confirms(
            r#"/ticket open priority:P1 component:portal subject:"L'API ne répond plus" description:"Erreur 503 sur tous les appels depuis 2 h 35 : les déploiements sont arrêtés.""#,
        ),
        "#5",
    ),
    // After the second page.
    act((2, 2, 47), "Bob", CARDS, Does::Presses("L'API ne répond plus", "ack"), "#5"),
    act((2, 2, 48), "Bob", CARDS, Does::Types("/agent take ticket:#5"), "#5"),
    act(
        (2, 3, 5),
        "Bob",
        CARDS,
        Does::Types(
            r#"/agent reply ticket:#5 text:"La base de l'API a basculé sans que ses clients suivent : nous les redémarrons un à un.""#,
        ),
        "#5",
    ),
    act(
        (2, 3, 28),
        "Alice",
        ACME,
        Does::Types(r#"/ticket close ticket:#5 reason:"Confirmé : tout fonctionne.""#),
        "#5",
    ),
];

const SESSIONS: &[Act] = &[
    // The first that is free: a morning, so Nora's.
    act(
        (8, 9, 40),
        "Alice",
        ACME,
        Does::TypesFirst(
            r#"/expertise book topic:network minutes:90 about:"Relier nos deux sites à la plateforme" slot:"#,
        ),
        "Nora",
    ),
    act((8, 9, 50), "Nora", REQUESTS, Does::Presses("Acme", "accept"), "confirmée"),
    act(
        (3, 18, 30),
        "Nora",
        REQUESTS,
        Does::TypesFirst(r#"/expert done minutes:60 notes:"Plan d'adressage et VPN vus ensemble" session:"#),
        "30 min",
    ),
    act(
        (1, 11, 0),
        "Grace",
        GLOBEX,
        Does::TypesFirst(
            r#"/expertise book topic:advice minutes:60 about:"Are our backups enough?" slot:{soon} 14"#,
        ),
        "Emil",
    ),
    act((1, 11, 20), "Emil", REQUESTS, Does::Presses("Globex", "accept"), "confirmed"),
];

/// A request for the experts' help that nobody has answered yet.
const HELP: &[Act] = &[
    act(
        (1, 15, 10),
        "Gus",
        GLOBEX,
        Does::Types(
            r#"/ticket open component:storage subject:"Two machines lose their disk under load" description:"It is back after a restart, and gone again within the hour.""#,
        ),
        "#7",
    ),
    act((1, 15, 20), "Carol", CARDS, Does::Presses("Two machines lose their disk", "take"), "#7"),
    act(
        (1, 15, 40),
        "Gus",
        Place::Thread("Globex", "support", "#7"),
        Does::Types(r#"/ticket expert about:"Is our storage policy wrong for this load?""#),
        "#7",
    ),
];

/// Whoever asked for the report has it before them.
const REPORTS: &[Act] = &[
    act((1, 19, 30), "Alice", ACME, Does::Types("/report"), "Acme"),
    act((1, 19, 31), "Bob", CARDS, Does::Types("/report"), "All teams"),
];
