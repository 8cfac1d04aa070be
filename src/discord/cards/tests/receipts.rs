use super::{
    facts::{BOB, OFFER, TEAMS, at, days, long_name, long_window, place, wild, window},
    sheet::Sheet,
};
use crate::{
    desk::maintenance::WindowShown,
    discord::cards::receipts::{Announced, Unheard},
    rules::{
        ids::{ChannelId, GuildId, MessageId},
        window::{Change, Occasion, State},
    },
    store::{
        receipts::{NoticeReceipt, Overlooked, Refused, Tally},
        window::{Changed, Texts, Window},
    },
};

fn overlooked(customer: &str, mended: bool) -> Overlooked {
    let occasion = Occasion::Stage("week".to_owned());
    Overlooked { starts_at: days(7), occasion, customer: customer.to_owned(), channel: TEAMS, mended }
}

fn refused(customer: &str, error: &str) -> Refused {
    let occasion = Occasion::Stage("week".to_owned());
    Refused {
        starts_at: days(7),
        occasion,
        customer: customer.to_owned(),
        channel: TEAMS,
        error: error.to_owned(),
    }
}

#[test]
fn not_heard() {
    let acme = "Acme & *Sons*";
    let missing = [overlooked(acme, true), overlooked(acme, false)];
    let errors = ["10003 Unknown Channel", "50001 Missing Access", "50013 Missing", "500 *oops*"];
    let refusals = errors.map(|error| refused(acme, error));
    let many: Vec<_> = (0..20).map(|_| overlooked(&long_name(), false)).collect();
    let most: Vec<_> = (0..20).map(|_| refused(&long_name(), &wild(1_000))).collect();
    let sheet = Sheet::of("receipts_unheard")
        .card("each kind", |language| {
            Unheard { overlooked: &missing, refused: &refusals, more: 0 }.render(language)
        })
        .card("and more", |language| {
            Unheard { overlooked: &[], refused: &refusals, more: 3 }.render(language)
        })
        .card("the longest", |language| {
            Unheard { overlooked: &many, refused: &most, more: 3 }.render(language)
        });
    sheet.hold();
}

fn receipt(occasion: Occasion, state: &str, customer: &str) -> NoticeReceipt {
    let said = state == "said";
    NoticeReceipt {
        revision: 1,
        occasion,
        customer: customer.to_owned(),
        channel: TEAMS,
        guild: GuildId::new(1),
        state: state.to_owned(),
        made_at: at(0),
        sent_at: said.then(|| at(1)),
        message: said.then(|| MessageId::new(3)),
        attempts: 1,
        error: (!said).then(|| "50001 Missing Access".to_owned()),
    }
}

fn told(window: Window, changed: Option<Changed>) -> WindowShown {
    let occasions =
        || [Occasion::Stage("week".to_owned()), Occasion::Changed(Change::Moved), Occasion::Linked(3)];
    let tally = |occasion| Tally { occasion, told: 12, waiting: 1, refused: 2, useless: 3 };
    let receipts = occasions().map(|occasion| receipt(occasion, "said", "=Acme & *Sons*"));
    WindowShown { window, changed, tallies: occasions().map(tally).to_vec(), receipts: receipts.to_vec() }
}

fn changed(change: Change, reason: &str) -> Changed {
    let reason = Texts { fr: Some(reason.to_owned()), en: None };
    Changed { revision: 2, change, was: Some(place(1)), reason, by: BOB, at: at(0) }
}

#[test]
fn announced() {
    let cancelled = Window { state: State::Cancelled, ..window(3) };
    let few = vec![
        WindowShown { receipts: Vec::new(), tallies: Vec::new(), ..told(window(1), None) },
        told(window(2), Some(changed(Change::Moved, "Une pièce *manque*"))),
        told(cancelled, Some(changed(Change::Cancelled, ""))),
    ];
    let many = |count: i64| -> Vec<WindowShown> {
        (1..=count).map(|day| told(long_window(day), Some(changed(Change::Extended, &wild(500))))).collect()
    };
    let all = [("none", Vec::new()), ("each kind", few), ("the most", many(60))];
    let mut sheet = Sheet::of("receipts_windows");
    let names = |id: ChannelId| (id == TEAMS).then(|| "help_*desk*".to_owned());
    for (variant, windows) in &all {
        sheet = sheet.card(variant, |language| {
            Announced { windows, offer: &OFFER, names: &names }.render(language).unwrap()
        });
    }
    sheet
        .line("the table, of each kind", |language| {
            let card =
                Announced { windows: &all[1].1, offer: &OFFER, names: &names }.render(language).unwrap();
            String::from_utf8(card.files[0].bytes.clone()).unwrap().replace("\r\n", "\n")
        })
        .hold();
}
