use super::{
    contract::change,
    facts::{ANNA, OFFER, STAFF, TEAMS, at, customer, days, long_name, wild},
    sessions::sessions,
    sheet::Sheet,
};
use crate::{
    desk::{
        customers::{
            link::{Dossier, Linked, Unlinked},
            remove,
        },
        draft::customer::Leaving,
        refusal::customers::CustomerRefusal,
        ticket::place,
    },
    discord::cards::customer::{
        CustomerCard, Manager, added, code, edited, linked, list, refusal, removed, to_remove, unheard,
        unlinked,
    },
    rules::{
        contract::History,
        ids::{ChannelId, CustomerId, GuildId, PersonId, RoleId, SessionId, TicketNumber},
        level::Level,
        session::State,
    },
    store::{
        code::Code,
        customer::{Customer, Link, Listed},
    },
};

fn acme() -> Customer {
    customer("Acme & *Sons*")
}

fn tickets(count: i64) -> Vec<TicketNumber> {
    (1..=count).map(|number| TicketNumber::new(100_000 + number)).collect()
}

#[test]
fn answers() {
    let given = Code {
        code: "ABCD-EFGH".to_owned(),
        customer: CustomerId::new(1),
        announcements: true,
        platform: None,
        expires_at: days(2),
    };
    let mut sheet = Sheet::of("customer_answers")
        .card("added", |language| added(&acme(), &change(Level::Gold, STAFF, 0), &OFFER.calendar, language))
        .card("edited", |language| edited(&acme(), &customer(&long_name()), language))
        .card("a code", |language| code(&acme(), &given, language));
    for (variant, first_manager, lacking) in [
        ("linked", false, None),
        ("linked, with the first manager", true, None),
        ("linked, where the bot lacks something", true, Some("lacks")),
    ] {
        sheet = sheet.card(variant, |language| {
            let lacks = ["see the channel".to_owned(), "write".to_owned()];
            let lacking =
                lacking.and_then(|_| crate::discord::cards::setup::lacking(TEAMS, &lacks, language));
            linked(&Linked { customer: acme(), first_manager }, TEAMS, lacking, language)
        });
    }
    for (variant, count, to) in [
        ("unlinked", 0, None),
        ("unlinked, tickets go on elsewhere", 2, Some(ChannelId::new(102))),
        ("unlinked, tickets are heard by nobody", 2, None),
        ("unlinked, the most tickets", 300, None),
    ] {
        let left = place::Left { tickets: tickets(count), to };
        let one = Unlinked { customer: acme(), channel: TEAMS, left };
        sheet = sheet.card(variant, |language| unlinked(&one, language));
    }
    for (variant, count, error) in [
        ("nobody sees a ticket", 1, None),
        ("nobody sees the most tickets, refused", 300, Some("50001 *Missing* Access")),
    ] {
        sheet = sheet.card(variant, |language| unheard(&long_name(), &tickets(count), error, language));
    }
    for (variant, remove, changed) in [
        ("manager named", false, true),
        ("manager already", false, false),
        ("manager no more", true, true),
        ("never was a manager", true, false),
    ] {
        sheet = sheet.card(variant, |language| {
            Manager { customer: &acme(), person: ANNA, remove, changed }.render(language)
        });
    }
    sheet.hold();
}

#[test]
fn removal() {
    let left = |name: &str, open: i64, booked: i64| remove::Left {
        customer: customer(name),
        leaving: Leaving {
            channels: 2,
            tickets: tickets(open),
            codes: 1,
            sessions: (1..=booked).map(SessionId::new).collect(),
        },
        sessions: sessions(booked, State::Confirmed),
    };
    let all = [
        ("nothing is open", left("Acme & *Sons*", 0, 0)),
        ("with what ends", left("Acme & *Sons*", 2, 2)),
        ("the longest", left(&long_name(), 300, 40)),
    ];
    let sheet = all.iter().fold(Sheet::of("customer_remove"), |sheet, (variant, left)| {
        sheet
            .card(&format!("to be confirmed: {variant}"), |language| to_remove(left, 7, language))
            .card(&format!("removed: {variant}"), |language| removed(left, language))
    });
    sheet.hold();
}

#[test]
fn shown() {
    let link = |id, announcements, platform: Option<&str>| Link {
        channel: ChannelId::new(id),
        guild: GuildId::new(1),
        announcements,
        platform: platform.map(str::to_owned),
    };
    let dossier = |links, managers, codes| Dossier {
        customer: acme(),
        history: History::new(vec![change(Level::Gold, STAFF, -40)]),
        links,
        managers,
        codes,
        now: at(0),
    };
    let links = vec![
        link(101, true, None),
        link(102, true, Some("ngp")),
        link(103, true, Some("gone")),
        link(104, false, None),
    ];
    let most = Dossier {
        customer: customer(&long_name()),
        ..dossier(
            (0..60).map(|id| link(u64::MAX - id, true, Some("ngp"))).collect(),
            (0..60).map(|id| PersonId::new(u64::MAX - id)).collect(),
            (1..30).map(days).collect(),
        )
    };
    let all = [
        ("without channel, manager or code", dossier(Vec::new(), Vec::new(), Vec::new())),
        ("with each kind of link", dossier(links, vec![ANNA], vec![days(2)])),
        ("the longest", most),
    ];
    let mut sheet = Sheet::of("customer");
    for (variant, dossier) in &all {
        sheet = sheet.card(variant, |language| {
            let names = |id: ChannelId| (id.get() != 103).then(|| "help_*desk*".to_owned());
            CustomerCard { dossier, offer: &OFFER, names: &names }.render(language)
        });
    }
    let many = |count: i64, name: &str| -> Vec<(Listed, Level)> {
        let listed = |id| Listed { id: CustomerId::new(id), name: name.to_owned(), channels: id };
        (0..count).map(|id| (listed(id), Level::Silver)).collect()
    };
    let lists = [
        ("no customer", many(0, "")),
        ("three", many(3, "Acme & *Sons*")),
        ("the most", many(40, &long_name())),
        ("more than fit", many(300, &long_name())),
    ];
    for (variant, customers) in &lists {
        sheet = sheet.card(&format!("list: {variant}"), |language| list(customers, language));
    }
    sheet.hold();
}

#[test]
fn refusals() {
    let (id, name) = (TEAMS, || "Acme *& Sons*".to_owned());
    let all = [
        ("exists", CustomerRefusal::Exists(name())),
        ("unknown", CustomerRefusal::Unknown(wild(100))),
        ("which", CustomerRefusal::Which),
        ("no such platform", CustomerRefusal::NoSuchPlatform("x`y".to_owned())),
        ("not a channel", CustomerRefusal::NotAChannel(id)),
        ("no such role", CustomerRefusal::NoSuchRole(RoleId::new(1))),
        ("everyone", CustomerRefusal::Everyone),
        ("the desk's channel", CustomerRefusal::DeskChannel(id)),
        ("speaks for another", CustomerRefusal::SpeaksFor { channel: id, customer: name() }),
        ("not theirs", CustomerRefusal::NotTheirs { channel: "#a*b".to_owned(), customer: name() }),
        ("a bot", CustomerRefusal::Bot),
        ("linked by staff", CustomerRefusal::LinkedByStaff),
        ("no administrator", CustomerRefusal::NotServerAdministrator),
        ("not a plain channel", CustomerRefusal::NotAPlainChannel),
        ("linked already", CustomerRefusal::LinkedAlready),
        ("unknown code", CustomerRefusal::CodeUnknown),
        ("used code", CustomerRefusal::CodeUsed),
        ("expired code", CustomerRefusal::CodeExpired { since: at(0) }),
    ];
    let sheet = all.iter().fold(Sheet::of("customer_refusals"), |sheet, (variant, why)| {
        sheet.line(variant, |language| refusal(language, why, &OFFER.contact))
    });
    sheet.hold();
}
