use super::{
    facts::{OFFER, at, date, days, long_name, month},
    sessions::sessions,
    sheet::Sheet,
};
use crate::{
    desk::{
        customers::level::Changed,
        draft::level::{Guaranteed, Helped, Offered, Preview, Scheduled},
        refusal::level::NotChanged,
    },
    discord::cards::level::{changed, previewed, refusal, to_confirm},
    rules::{contract::LevelRefusal, ids::TicketNumber, level::Level, session::State},
};

fn offered(level: Level) -> Offered {
    let (gtr, minutes, access) = match level {
        Level::Standard => (None, 0, false),
        Level::Bronze | Level::Silver => (Some(480), 120, true),
        Level::Gold => (Some(240), 240, true),
    };
    let until = (level == Level::Bronze).then(|| month("2027-01"));
    Offered { level, gtr_minutes: gtr, minutes_a_month: minutes, until, left: minutes / 2, access }
}

fn change(from: Level, to: Level) -> Changed {
    Changed {
        customer: "Acme & *Sons*".to_owned(),
        preview: Preview {
            from: offered(from),
            to: offered(to),
            later: None,
            billed_from: date("2026-12-01"),
            cancels: Vec::new(),
            p1s: Vec::new(),
        },
        beyond: Vec::new(),
    }
}

#[test]
fn changes() {
    let number = |one| TicketNumber::new(one);
    let helped = |ticket, before| Helped { ticket, before, deadline: at(120) };
    let mut p1s = change(Level::Silver, Level::Gold);
    p1s.preview.p1s = vec![
        helped(number(42), Guaranteed::Deadline(at(300))),
        helped(number(43), Guaranteed::Paused(3_600)),
        helped(number(44), Guaranteed::Nothing),
    ];
    let mut later = change(Level::Gold, Level::Silver);
    later.preview.later = Some(days(21));
    later.preview.cancels = vec![Scheduled { level: Level::Bronze, at: days(50) }];
    later.beyond = sessions(2, State::Confirmed);
    let mut longest = change(Level::Standard, Level::Gold);
    longest.customer = long_name();
    longest.preview.p1s =
        (1..=60).map(|one| helped(number(100_000 + one), Guaranteed::Deadline(at(300)))).collect();
    longest.beyond = sessions(40, State::Confirmed);
    let all = [
        ("at once", change(Level::Standard, Level::Gold)),
        ("to hours that end", change(Level::Standard, Level::Bronze)),
        ("with open P1s", p1s),
        ("lower, later", later),
        ("the longest", longest),
    ];
    let mut sheet = Sheet::of("level");
    for (variant, one) in &all {
        let Preview { from, to, .. } = &one.preview;
        sheet =
            sheet.card(&format!("{variant}: what it would be"), |language| previewed(one, &OFFER, language));
        if to.level > from.level {
            sheet = sheet.card(&format!("{variant}: to be confirmed"), |language| {
                to_confirm(one, 7, &OFFER.calendar, language)
            });
        }
        sheet = sheet.card(&format!("{variant}: done"), |language| changed(one, &OFFER.calendar, language));
    }
    for (variant, why) in [
        ("the same level", NotChanged::Rule(LevelRefusal::SameLevel(Level::Gold))),
        ("no upgrade", NotChanged::Rule(LevelRefusal::NotAnUpgrade { from: Level::Gold, to: Level::Silver })),
        ("past", NotChanged::Rule(LevelRefusal::Past { today: date("2026-11-10") })),
        ("changed meanwhile", NotChanged::Otherwise),
    ] {
        sheet = sheet.line(variant, |language| refusal(language, why, &OFFER));
    }
    sheet.hold();
}
