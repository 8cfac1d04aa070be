use super::{
    facts::{BOB, OFFER, days, long_window, place, window},
    sheet::Sheet,
};
use crate::{
    desk::maintenance::{Facts, News, Original},
    discord::cards::notice::{Notice, Outdated},
    rules::{
        ids::{ChannelId, MessageId},
        window::{Change, Occurrence},
    },
    store::{
        notice::Standing,
        window::{Changed, Texts, Window},
    },
};

/// Of a window in twenty days.
fn facts(news: News) -> Facts {
    Facts { window: window(20), news, late_since: None, reply_to: None }
}

fn stage(key: &str) -> News {
    News::Stage(OFFER.stage(key).unwrap().lead)
}

fn changed(change: Change, was: Occurrence, on_day: i64) -> News {
    News::Changed(Changed {
        revision: 2,
        change,
        was: Some(was),
        reason: Texts { fr: None, en: Some("A part is *late*".to_owned()) },
        by: BOB,
        at: days(on_day),
    })
}

#[test]
fn notices() {
    let shorter = Occurrence { ends_at: days(20) + chrono::TimeDelta::hours(5), ..place(20) };
    let late = Facts { late_since: Some(days(19)), ..facts(stage("day")) };
    let longest = Facts { window: long_window(20), late_since: Some(days(19)), ..facts(stage("week")) };
    let long_change = Facts { window: long_window(20), ..facts(changed(Change::Moved, place(3), 1)) };
    let one_language =
        Window { impact: Texts { fr: Some("Portail indisponible".to_owned()), en: None }, ..window(20) };
    let one_language = Facts { window: one_language, ..facts(stage("week")) };
    let all = [
        ("a week before", facts(stage("week")), 13),
        ("the day before", facts(stage("day")), 19),
        ("an hour before", facts(stage("hour")), 20),
        ("late", late, 19),
        ("it starts", facts(stage("start")), 20),
        ("it ends", facts(stage("end")), 21),
        ("the first that a channel hears", facts(News::First), 15),
        ("the first, while it goes on", facts(News::First), 20),
        ("added", facts(changed(Change::Added, place(20), 1)), 1),
        ("moved", facts(changed(Change::Moved, place(3), 1)), 1),
        ("extended", facts(changed(Change::Extended, shorter, 1)), 1),
        ("cancelled", facts(changed(Change::Cancelled, place(20), 1)), 1),
        ("broken off", facts(changed(Change::Cancelled, place(1), 1)), 1),
        ("said in one language alone", one_language, 13),
        ("the longest", longest, 19),
        ("the longest change", long_change, 1),
    ];
    let sheet = all.iter().fold(Sheet::of("notice"), |sheet, (variant, facts, day)| {
        sheet.card(variant, |language| Notice { facts, offer: &OFFER, now: days(*day) }.render(language))
    });
    let standing = Standing { channel: ChannelId::new(1), message: MessageId::new(2) };
    let original = Original { standing, window: window(20), was: place(20) };
    sheet
        .card("out of date", |language| Outdated { original: &original, offer: &OFFER }.render(language))
        .hold();
}
