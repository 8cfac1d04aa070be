use super::{
    facts::{ANNA, BOB, OFFER, TEAMS, at, days, long_name, month, wild},
    sheet::Sheet,
};
use crate::{
    desk::expertise::{HoursShown, PackOrder, TEXT_MOST},
    discord::cards::hours::{granted, order, order_answered, ordered, told_of_order, told_of_pack},
    rules::{
        allowance::{Balance, Pack},
        ids::{CustomerId, PackId},
        level::Level,
    },
    store::hours::PackRow,
};

fn pack(day: i64) -> PackRow {
    PackRow { pack: Pack { id: PackId::new(day), left: 90, ends_at: days(day) }, minutes: 600 }
}

fn shown(level: Level, (included, used, held): (i64, i64, i64), packs: i64) -> HoursShown {
    HoursShown {
        customer: "Acme & *Sons*".to_owned(),
        level,
        balance: Balance { month: month("2026-11"), included, used, held, packs: Vec::new() },
        packs: (1..=packs).map(pack).collect(),
        first_months: None,
        now: at(0),
    }
}

#[test]
fn balances() {
    let bronze = |first, last| HoursShown {
        first_months: Some((month(first), month(last))),
        ..shown(Level::Bronze, (120, 30, 0), 0)
    };
    let all = [
        ("nothing included", shown(Level::Standard, (0, 0, 0), 0)),
        ("a pack alone", shown(Level::Standard, (0, 0, 0), 1)),
        ("untouched", shown(Level::Gold, (240, 0, 0), 0)),
        ("used, held and left", shown(Level::Gold, (240, 60, 90), 2)),
        ("all used", shown(Level::Gold, (240, 240, 0), 0)),
        ("in the first months", bronze("2026-10", "2026-12")),
        ("after the first months", bronze("2026-01", "2026-03")),
        ("the most", HoursShown { customer: long_name(), ..shown(Level::Gold, (240, 240, 0), 60) }),
    ];
    let sheet = all.iter().fold(Sheet::of("hours"), |sheet, (variant, shown)| {
        sheet.card(variant, |language| shown.render(language))
    });
    sheet.hold();
}

#[test]
fn packs() {
    let one = |hours| PackOrder { customer: CustomerId::new(1), hours, by: ANNA, channel: TEAMS };
    let (ten, name) = (one(10), "Acme & *Sons*");
    let end = days(365);
    let mut sheet = Sheet::of("hours_packs")
        .card("ordered", |language| ordered(&ten, language))
        .card("ordered, an hour", |language| ordered(&one(1), language))
        .card("staff are asked", |language| order(&ten, name, 7, language))
        .card("staff are asked, the longest", |language| order(&ten, &long_name(), 7, language))
        .card("granted by an agent", |language| granted(&ten, name, end, language));
    for (variant, ends_at) in [("granted", Some(end)), ("declined", None)] {
        sheet = sheet
            .card(&format!("{variant}, in place of the request"), |language| {
                order_answered(&ten, name, ends_at, BOB, language)
            })
            .card(&format!("{variant}, told to the team"), |language| {
                told_of_order(&ten, ends_at, &OFFER.contact, language)
            });
    }
    for (variant, reason) in [
        ("", String::new()),
        (", with a reason", "For *Friday*".to_owned()),
        (", the longest", wild(TEXT_MOST)),
    ] {
        sheet = sheet.card(&format!("the team has one{variant}"), |language| {
            told_of_pack(&ten, end, &reason, language)
        });
    }
    sheet.hold();
}
