use super::{
    facts::{ANNA, OFFER, STAFF, TEAM, at, date, days, long_name, month},
    sheet::Sheet,
};
use crate::{
    desk::{actor::COMMAND_LINE, customers::contract::Contract},
    discord::cards::contract::{ContractCard, settings},
    rules::{
        contract::{Access, History, LevelChange},
        event::By,
        ids::PersonId,
        level::Level,
    },
    store::contract::Settings,
};

pub(super) fn change(level: Level, who: By, from_day: i64) -> LevelChange {
    LevelChange {
        level,
        who,
        when: days(from_day.min(0)),
        effective_at: days(from_day),
        billed_from: date("2026-12-01"),
        cancelled_at: None,
    }
}

fn contract(level: Level, access: Access, history: Vec<LevelChange>) -> Contract {
    Contract {
        customer: "Acme & *Sons*".to_owned(),
        level,
        access,
        history: History::new(history),
        managers: vec![ANNA],
        now: at(0),
    }
}

#[test]
fn contracts() {
    let first = |level| vec![change(level, STAFF, -40)];
    let changes = vec![
        change(Level::Standard, By::staff(COMMAND_LINE), -400),
        change(Level::Silver, TEAM, -200),
        LevelChange { cancelled_at: Some(days(-90)), ..change(Level::Bronze, By::desk(), -100) },
        change(Level::Gold, STAFF, 20),
    ];
    let old = vec![change(Level::Bronze, STAFF, -300)];
    let managers: Vec<PersonId> = (0..60).map(|id| PersonId::new(u64::MAX - id)).collect();
    let many = (0..60).map(|day| change(Level::Gold, By::staff(PersonId::new(u64::MAX)), day - 90)).collect();
    let longest = Contract { customer: long_name(), managers, ..contract(Level::Gold, Access::Open, many) };
    let nobody =
        Contract { managers: Vec::new(), ..contract(Level::Standard, Access::None, first(Level::Standard)) };
    let all = [
        ("Standard, without a manager", nobody),
        (
            "Bronze, in its first months",
            contract(Level::Bronze, Access::Until(month("2026-12")), first(Level::Bronze)),
        ),
        ("Bronze, after its first months", contract(Level::Bronze, Access::None, old)),
        ("Silver, with Gold to come", contract(Level::Silver, Access::Open, changes)),
        ("Gold", contract(Level::Gold, Access::Open, first(Level::Gold))),
        ("the longest", longest),
    ];
    let sheet = all.iter().fold(Sheet::of("contract"), |sheet, (variant, contract)| {
        sheet.card(variant, |language| ContractCard { contract, offer: &OFFER }.render(language))
    });
    sheet
        .card("settings", |language| {
            settings(Settings { unused_hours: true, monthly_report: false }, language)
        })
        .hold();
}
