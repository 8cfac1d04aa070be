use chrono::{NaiveTime, Weekday};

use super::{
    facts::{ANNA, DENIS, OFFER, days, long_name, long_subject, wild},
    sessions::{EXPERT, help_session, session, sessions, slots},
    sheet::Sheet,
    tickets::{Tale, ticket},
};
use crate::{
    desk::expertise::{
        AgendaShown, Answered, CalledOff, Choice, DayShown, Preview, SessionFile, Settled, TEXT_MOST,
    },
    discord::cards::expertise::{
        agenda, answered, away, booked, called_off, choice, day, kept, left, more_answered, more_used,
        offered, preview, sessions as list, settings, settings_with_link, settled,
    },
    rules::{
        event::Priority,
        ids::SessionId,
        session::{Away, Cost, Expert, Hours, Party, State, Step},
    },
    store::expert::ExpertFile,
};

const URL: &str = "https://desk.provider.example";

/// Sessions of the longest names, as many as a list could be of.
fn most() -> Vec<SessionFile> {
    let mut all = sessions(40, State::Requested);
    for one in &mut all {
        (one.customer, one.expert) = (long_name(), wild(32));
        one.row.id = SessionId::new(1_000_000);
    }
    all
}

#[test]
fn answers() {
    let (asked, sure) = (session(State::Requested), session(State::Confirmed));
    let mut sheet = Sheet::of("expertise_answers");
    let all = [("of the next slots", 3), ("of the most slots", 25)];
    for (variant, count) in all {
        let choice_of = Choice { draft: 7, slots: slots(count) };
        sheet = sheet.card(variant, |language| choice(&choice_of, &OFFER.calendar, language));
    }
    sheet = sheet
        .card("booked, to be answered", |language| booked(&asked, language))
        .card("booked at once", |language| booked(&sure, language))
        .card("offered by the expert", |language| offered(&session(State::Proposed), language));
    for state in [State::Confirmed, State::Declined, State::Proposed] {
        let one = Answered { file: session(state), side: Party::Expert };
        sheet = sheet.card(&format!("answered: {}", state.as_str()), |language| answered(&one, language));
    }
    for (variant, used, back, beyond, file) in [
        ("settled", 60, 0, 0, &sure),
        ("settled, shorter", 30, 30, 0, &sure),
        ("settled, longer", 60, 0, 30, &sure),
        ("help settled", 0, 0, 90, &help_session(State::Delivered)),
    ] {
        let one = Settled { file: file.clone(), charged: used, given_back: back, beyond };
        sheet = sheet.card(variant, |language| settled(&one, language));
    }
    sheet.card("it stays", kept).hold();
}

#[test]
fn calling_off() {
    let mut sheet = Sheet::of("expertise_call_off");
    let to = || slots(3).pop();
    for (variant, state, cost, to) in [
        ("call off, free", State::Confirmed, Cost::Free, None),
        ("call off, charged", State::Confirmed, Cost::Charged, None),
        ("withdraw", State::Requested, Cost::Free, None),
        ("move, free", State::Confirmed, Cost::Free, to()),
        ("move, charged", State::Confirmed, Cost::Charged, to()),
    ] {
        let one = Preview { draft: 7, file: session(state), cost, to };
        sheet = sheet.card(variant, |language| preview(&one, &OFFER.calendar, language));
    }
    let charged = session(State::Cancelled).then(EXPERT, Step::Cancelled, 60, "");
    for (variant, file, instead) in [
        ("called off, free", session(State::Cancelled), None),
        ("called off, charged", charged.clone(), None),
        ("moved, charged", charged, Some(session(State::Requested))),
    ] {
        let one = CalledOff { file, cost: Cost::Free, instead };
        sheet = sheet.card(variant, |language| called_off(&one, language));
    }
    sheet.hold();
}

#[test]
fn lists() {
    let coming = sessions(2, State::Confirmed);
    let past = sessions(2, State::Delivered);
    let mut sheet = Sheet::of("expertise_sessions");
    for (variant, coming, past) in [
        ("none", Vec::new(), Vec::new()),
        ("to come", coming.clone(), Vec::new()),
        ("past", Vec::new(), past.clone()),
        ("both", coming, past),
        ("the most", most(), most()),
    ] {
        sheet = sheet.card(variant, |language| list(&coming, &past, language));
    }
    let hours = |day, from, to| Hours {
        day,
        from: NaiveTime::from_hms_opt(from, 0, 0).unwrap(),
        to: NaiveTime::from_hms_opt(to, 0, 0).unwrap(),
    };
    for (variant, intervals, outside) in [
        ("a day without hours", vec![], Vec::new()),
        ("a day of two intervals", vec![hours(Weekday::Mon, 9, 12), hours(Weekday::Mon, 14, 18)], Vec::new()),
        ("a day, with sessions outside it", vec![hours(Weekday::Mon, 9, 12)], sessions(2, State::Confirmed)),
        ("a day, with the most", vec![hours(Weekday::Mon, 9, 12)], most()),
    ] {
        let one = DayShown { day: Weekday::Mon, hours: intervals, outside };
        sheet = sheet.card(variant, |language| day(&one, &OFFER.calendar, language));
    }
    let absence = || Away { from: days(3), to: days(5) };
    for (variant, within) in
        [("away", Vec::new()), ("away, with sessions in it", sessions(2, State::Confirmed))]
    {
        sheet = sheet.card(variant, |language| away(absence(), &within, language));
    }
    for (variant, given_back) in [
        ("left", Vec::new()),
        ("left, with sessions", sessions(2, State::Cancelled)),
        ("left, with the most", most()),
    ] {
        sheet = sheet.card(&format!("an expert {variant}"), |language| left(DENIS, &given_back, language));
    }
    let week: Vec<Hours> =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun]
            .into_iter()
            .flat_map(|day| [hours(day, 9, 12), hours(day, 14, 18)])
            .collect();
    let expert = |hours: &[Hours], away: usize, accept_at_once| ExpertFile {
        person: DENIS,
        name: "Denis _D_".to_owned(),
        accept_at_once,
        feed: Some("0123456789abcdef0123456789abcdef".to_owned()),
        time: Expert { hours: hours.to_vec(), away: vec![absence(); away], taken: Vec::new() },
    };
    let shown = |expert, to_come, to_settle, helping| AgendaShown {
        expert,
        to_come,
        to_settle,
        helping,
        now: days(0),
    };
    let mixed =
        [sessions(2, State::Confirmed), sessions(1, State::Requested), sessions(1, State::Proposed)].concat();
    let help = ticket(Priority::P2).file();
    let long = Tale { subject: long_subject(), customer: long_name(), ..ticket(Priority::P2) }.file();
    let both: Vec<SessionFile> = most().into_iter().chain(sessions(40, State::Confirmed)).collect();
    for (variant, shown) in [
        ("nothing yet", shown(expert(&[], 0, false), Vec::new(), Vec::new(), Vec::new())),
        ("a week", shown(expert(&week, 1, true), mixed, sessions(1, State::Confirmed), vec![help])),
        ("the most", shown(expert(&week, 40, true), both, most(), vec![long; 40])),
    ] {
        sheet = sheet
            .card(&format!("agenda: {variant}"), |language| agenda(&shown, &OFFER.calendar, URL, language));
    }
    sheet
        .card("asked each time", |language| settings(&expert(&week, 0, false), language))
        .card("accepts at once, with a new link", |language| {
            settings_with_link(&expert(&week, 0, true), URL, language)
        })
        .hold();
}

#[test]
fn more() {
    let long = help_session(State::Delivered);
    let mut noted = long.clone().then(EXPERT, Step::Delivered, 0, &wild(TEXT_MOST));
    noted.events.remove(0);
    let mut sheet = Sheet::of("expertise_more");
    for (variant, file) in
        [("a session", session(State::Delivered)), ("help", long), ("help, the longest notes", noted)]
    {
        sheet = sheet
            .card(&format!("{variant}: did it take longer?"), |language| more_used(&file, 30, 7, language));
        for agreed in [true, false] {
            sheet = sheet.card(&format!("{variant}: agreed: {agreed}"), |language| {
                more_answered(&file, 30, agreed, ANNA, language)
            });
        }
    }
    sheet.hold();
}
