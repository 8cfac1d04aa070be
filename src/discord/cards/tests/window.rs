use super::{
    facts::{OFFER, at, days, long_window, place, wild, window},
    sheet::Sheet,
};
use crate::{
    desk::{
        maintenance::{WindowDone, Windows},
        refusal::maintenance::MaintenanceRefusal,
    },
    discord::cards::window::{Next, label, list, outcome, refusal},
    rules::{
        ids::{SessionId, WindowId},
        uids::Uids,
        window::{Change, WindowRefusal},
    },
    store::window::{Texts, Window},
};

fn windows(windows: Vec<Window>) -> Windows {
    let uids = Uids {
        installation: "desk.example".to_owned(),
        sessions_before: SessionId::new(0),
        windows_before: WindowId::new(0),
    };
    Windows { windows, now: at(5), until: days(90), uids }
}

#[test]
fn next() {
    let bare = Window { reason: Texts::default(), impact: Texts::default(), ..window(3) };
    let elsewhere = Window { platform: "gone_*x*".to_owned(), ..window(0) };
    let many = (0..30).map(|_| long_window(0)).chain([long_window(3)]).collect();
    let all = [
        ("none", windows(Vec::new())),
        ("one to come, of which nothing is said", windows(vec![bare])),
        ("one goes on, another comes", windows(vec![window(0), window(7)])),
        ("two go on", windows(vec![window(0), elsewhere])),
        ("the longest", windows(many)),
    ];
    let sheet = all.iter().fold(Sheet::of("window_next"), |sheet, (variant, windows)| {
        sheet.card(variant, |language| Next { windows, offer: &OFFER }.render(language))
    });
    sheet.hold();
}

#[test]
fn lists() {
    let many = |count: i64| windows((1..=count).map(|day| long_window(day % 60)).collect());
    let all = [
        ("none", windows(Vec::new())),
        ("two", windows(vec![window(0), window(7)])),
        ("as many as are shown", many(40)),
        ("more", many(300)),
    ];
    let mut sheet = Sheet::of("window_list");
    for (variant, windows) in &all {
        sheet = sheet.card(variant, |language| list(windows, &OFFER, "https://desk.example", language));
    }
    sheet = sheet.line("the calendar of two", |language| {
        let card = list(&all[1].1, &OFFER, "https://desk.example", language);
        String::from_utf8(card.files[0].bytes.clone()).unwrap().replace("\r\n", "\n")
    });
    sheet.line("a suggestion", |language| label(&window(1), &OFFER, &OFFER.calendar, language)).hold();
}

#[test]
fn done() {
    let mut sheet = Sheet::of("window_done");
    for (change, was) in [
        (Change::Added, None),
        (Change::Moved, Some(place(0))),
        (Change::Extended, Some(place(0))),
        (Change::Cancelled, Some(place(1))),
    ] {
        for told in [0, 1, 3] {
            let one = WindowDone { window: window(1), change, was, told };
            sheet = sheet.card(&format!("{}, told to {told}", change.as_str()), |language| {
                outcome(&one, &OFFER, language)
            });
        }
    }
    for (variant, why) in [
        ("no such window", MaintenanceRefusal::NoSuchWindow(wild(100))),
        ("which window", MaintenanceRefusal::WhichWindow("n*gp".to_owned())),
        ("no new place", MaintenanceRefusal::NoNewPlace),
        ("no new end", MaintenanceRefusal::NoNewEnd),
        ("changed meanwhile", MaintenanceRefusal::ChangedMeanwhile),
        ("ends before it starts", MaintenanceRefusal::Window(WindowRefusal::EndsBeforeItStarts)),
        ("in the past", MaintenanceRefusal::Window(WindowRefusal::StartsInThePast)),
        ("over", MaintenanceRefusal::Window(WindowRefusal::OverAlready { ended_at: at(0) })),
        ("has started", MaintenanceRefusal::Window(WindowRefusal::HasStarted { at: at(0) })),
        ("cancelled", MaintenanceRefusal::Window(WindowRefusal::Cancelled)),
        ("not longer", MaintenanceRefusal::Window(WindowRefusal::NotLonger { ends_at: at(0) })),
        ("unchanged", MaintenanceRefusal::Window(WindowRefusal::Unchanged)),
        ("overlaps", MaintenanceRefusal::Window(WindowRefusal::Overlaps(place(1)))),
    ] {
        sheet = sheet.line(variant, |language| refusal(language, &why, &OFFER.calendar));
    }
    sheet.hold();
}
