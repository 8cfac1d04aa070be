//! Who plays, and where: the support team's server, three customers, their channels and people.
//!
//! Discord's numbers follow from the hour and the order in which things are made. Both are the same each
//! time, so that a database that is kept finds its channels, roles and people again: whatever is added is
//! added at the end.

use anyhow::{Context, Result};
use chrono::{DateTime, TimeZone, Utc};
use sandbox::{Channel, Guild, Person, Role, Sandbox, Whom};

use crate::rules::{language::Language, level::Level};

/// The support team's server.
pub(super) const STAFF: &str = "Nimbus Support";

/// A customer to be.
pub(super) struct Customer {
    pub(super) name: &'static str,
    pub(super) level: Level,
    pub(super) language: Language,
    /// Since when it has its level: so many months before this one, on that day.
    pub(super) since: (u32, u32),
    /// The manager of its contract, and of its server where it has one of its own.
    pub(super) manager: &'static str,
    members: &'static [&'static str],
    /// The server of its channel, and the channel.
    pub(super) place: (&'static str, &'static str),
}

/// The customers: each level, each language, and both ways of being linked.
pub(super) const CUSTOMERS: [Customer; 3] = [
    Customer {
        name: "Acme",
        level: Level::Gold,
        language: Language::Fr,
        since: (9, 15),
        manager: "Alice",
        members: &["Amine", "Aude"],
        place: ("Acme", "support"),
    },
    Customer {
        name: "Globex",
        level: Level::Bronze,
        language: Language::En,
        // In the second of its three months.
        since: (1, 5),
        manager: "Grace",
        members: &["Gus"],
        place: ("Globex", "support"),
    },
    Customer {
        name: "Initech",
        level: Level::Standard,
        language: Language::En,
        since: (5, 1),
        manager: "Ivy",
        members: &["Ian"],
        place: (STAFF, "initech"),
    },
];

/// The hour at which all was made.
pub(super) fn founding() -> Result<DateTime<Utc>> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).single().context("the founding's hour")
}

/// What the desk is told of the support team's server.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) staff: Guild,
    pub(super) support: Channel,
    pub(super) experts: Channel,
    pub(super) support_role: Role,
    pub(super) expert_role: Role,
    pub(super) on_call: [Role; 2],
}

impl Cast {
    /// Makes them all.
    pub(super) fn enters(sandbox: &Sandbox) -> Self {
        let someone = |name: &str, language: Language| sandbox.person(name).locale(locale(language)).create();
        let olga = someone("Olga", Language::En);
        let staff = sandbox.guild(STAFF).locale("en-GB").owner(&olga).create();
        let support_role = staff.role("support").create();
        let expert_role = staff.role("experts").create();
        let on_call =
            [staff.role("on-call 1").mentionable().create(), staff.role("on-call 2").mentionable().create()];
        let ours = [Whom::Role(&support_role), Whom::Role(&expert_role)];
        let support = staff.channel("support").topic("Tickets and pages").only_for(&ours).create();
        let experts = staff.channel("experts").topic("Requests for the experts").only_for(&ours).create();
        let people: [(&str, Language, &[&Role]); 4] = [
            ("Bob", Language::En, &[&support_role, &on_call[0]]),
            ("Carol", Language::Fr, &[&support_role, &on_call[1]]),
            ("Nora", Language::Fr, &[&expert_role]),
            ("Emil", Language::En, &[&expert_role]),
        ];
        for (name, language, roles) in people {
            someone(name, language).joins(&staff, roles);
        }
        for customer in &CUSTOMERS {
            let (server, channel) = customer.place;
            let manager = someone(customer.manager, customer.language);
            let team: Vec<Person> =
                customer.members.iter().map(|name| someone(name, customer.language)).collect();
            if server == STAFF {
                let theirs: Vec<Whom<'_>> =
                    team.iter().chain([&manager]).map(Whom::Person).chain(ours).collect();
                for person in team.iter().chain([&manager]) {
                    person.joins(&staff, &[]);
                }
                let _ = staff.channel(channel).only_for(&theirs).create();
            } else {
                let own = sandbox.guild(server).locale(locale(customer.language)).owner(&manager).create();
                for person in &team {
                    person.joins(&own, &[]);
                }
                let _ = own.channel("general").create();
                let _ = own.channel(channel).topic("With the support of Nimbus").create();
            }
        }
        Self { staff, support, experts, support_role, expert_role, on_call }
    }
}

/// A language as Discord names it.
fn locale(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr",
        Language::En => "en-GB",
    }
}
