use chrono::TimeDelta;

use super::{
    facts::{BOB, CHLOE, ON_CALL, at, wild},
    sheet::Sheet,
};
use crate::{
    desk::{
        on_call::{
            Amiss, Unread24,
            duty::OnDuty,
            shown::{CalendarShown, ChangeShown, LevelShown, OnCallShown},
        },
        refusal::on_call::OnCallRefusal,
    },
    discord::cards::on_call::{calendar_removed, calendar_set, covered, look, refusal, shown, tied, unread},
    rules::on_call::calendar::{Roster, Unread, Unreadable},
    store::on_call::CoverRow,
};

fn level(level: u8) -> LevelShown {
    LevelShown {
        level,
        role: None,
        on_duty: Vec::new(),
        until: None,
        cover: None,
        calendar: None,
        routes: Vec::new(),
    }
}

fn calendar(error: Option<Unread>) -> CalendarShown {
    CalendarShown { host: "calendar.example.org".to_owned(), good_at: at(-4), error }
}

fn unknown(name: &str) -> OnDuty {
    OnDuty::Unknown(name.to_owned())
}

#[test]
fn who_is_on_call() {
    let later = |hours| at(0) + TimeDelta::hours(hours);
    let change = |hours, level, on_duty| ChangeShown { at: later(hours), level, on_duty };
    let on_duty = |on_duty: Vec<OnDuty>, error| LevelShown {
        role: Some((ON_CALL, true)),
        on_duty,
        until: Some(later(9)),
        calendar: Some(calendar(error)),
        ..level(1)
    };
    let routes = ["duty-phone", "mail"].map(|route| route.parse().unwrap());
    let below = || LevelShown { role: Some((ON_CALL, false)), routes: routes.to_vec(), ..level(2) };
    let usual = OnCallShown {
        desk: vec!["chef".parse().unwrap()],
        levels: vec![on_duty(vec![OnDuty::Person(BOB)], None), below(), level(3)],
        changes: vec![change(9, 1, vec![OnDuty::Person(CHLOE)]), change(33, 1, Vec::new())],
    };
    let covering = OnCallShown {
        desk: Vec::new(),
        levels: vec![
            LevelShown {
                cover: Some((CHLOE, later(2))),
                ..on_duty(vec![OnDuty::Person(BOB), unknown("*Ada*")], Some(Unread::Status { code: 503 }))
            },
            LevelShown { level: 2, ..on_duty(Vec::new(), None) },
            level(3),
        ],
        changes: Vec::new(),
    };
    let many = || (0..20).map(|_| unknown(&wild(100))).collect::<Vec<_>>();
    let longest = OnCallShown {
        desk: Vec::new(),
        levels: (1..=3)
            .map(|number| LevelShown {
                level: number,
                cover: Some((CHLOE, later(2))),
                ..on_duty(many(), Some(Unread::Unreached { error: wild(400) }))
            })
            .collect(),
        changes: (0..4).map(|hours| change(hours, 3, many())).collect(),
    };
    Sheet::of("on_call_shown")
        .card("usual", |language| shown(&usual, language))
        .card("covered, unread, nobody on duty", |language| shown(&covering, language))
        .card("the longest", |language| shown(&longest, language))
        .hold();
}

#[test]
fn what_is_said_of_calendars() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Ada *Lovelace*\r\nDTSTART:20200101T000000Z\r\n\
                DTEND:20200102T000000Z\r\nRRULE:FREQ=DAILY;INTERVAL=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let roster = Roster::read(text, chrono_tz::UTC, at(0), at(60 * 24 * 7)).unwrap();
    let duties = crate::desk::on_call::duty::Duties {
        rosters: std::iter::once((2, roster)).collect(),
        ..Default::default()
    };
    let old = Unread24 {
        level: 1,
        host: "calendar.example.org".to_owned(),
        since: at(-60 * 25),
        why: Unread::TooSlow,
    };
    let gap = |hours: i64| (1, at(60 * hours), at(60 * hours + 30));
    let some = Amiss { unknown: vec!["*Ada*".to_owned()], gaps: vec![gap(0)], unread: vec![old.clone()] };
    let all = Amiss {
        unknown: (0..40).map(|_| wild(100)).collect(),
        gaps: (0..40).map(gap).collect(),
        unread: Vec::new(),
    };
    let cover = CoverRow { level: 1, person: BOB, until: at(60) };
    Sheet::of("on_call")
        .card("a calendar is set", |language| calendar_set(2, &duties, at(0), language))
        .card("removed", |language| calendar_removed(2, language))
        .card("a name", |language| tied("*Ada*", BOB, language))
        .card("a cover", |language| covered(&cover, language))
        .card("unread for a day", |language| unread(&old, language))
        .card("the look", |language| look(&some, language).unwrap())
        .card("the look, the most", |language| look(&all, language).unwrap())
        .hold();
    assert_eq!(look(&Amiss::default(), crate::rules::language::Language::En), None);
}

#[test]
fn refusals() {
    let mut sheet = Sheet::of("on_call_refusals");
    let whys = [
        Unread::NotHttps,
        Unread::Private { host: "10.0.0.1".to_owned() },
        Unread::Redirects,
        Unread::Status { code: 404 },
        Unread::TooSlow,
        Unread::Unreached { error: "connection refused".to_owned() },
        Unread::Useless(Unreadable::NoCalendar),
        Unread::Useless(Unreadable::TooLarge),
        Unread::Useless(Unreadable::TooMany),
        Unread::Useless(Unreadable::Zone { name: "Mars/*Olympus*".to_owned() }),
        Unread::Useless(Unreadable::Rule { rule: "FREQ=`SECONDLY`".to_owned() }),
        Unread::Useless(Unreadable::Moment { text: "20260230".to_owned() }),
    ];
    for why in whys {
        let of = OnCallRefusal::Unread(why);
        sheet = sheet.line(&format!("{of:?}"), |language| refusal(&of, language));
    }
    for of in [OnCallRefusal::NoCalendar(2), OnCallRefusal::Past] {
        sheet = sheet.line(&format!("{of:?}"), |language| refusal(&of, language));
    }
    sheet.hold();
}
