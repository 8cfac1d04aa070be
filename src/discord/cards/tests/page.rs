use super::{
    facts::{BOB, CHLOE, OFFER, ON_CALL, TEAM, at, long_name, long_subject, wild},
    sheet::Sheet,
    tickets::{GOLD, Tale, nothing, p1, ticket},
};
use crate::{
    desk::{
        on_call::duty::OnDuty,
        say::message::{PageCall, PageWay},
        ticket::file::TicketFile,
    },
    discord::{
        cards::page::{Call, Warned, mended, over, reminder},
        look::card::Card,
    },
    rules::{
        event::{By, Event, Priority},
        gtr::Threshold,
        ids::{RoleId, TicketNumber},
        language::Language,
    },
};

pub(super) const WAYS: [(&str, PageWay); 4] = [
    ("in the support channel", PageWay::Support),
    ("in the experts' channel", PageWay::Experts),
    ("to the owner", PageWay::Owner),
    ("to the installer", PageWay::Installer),
];

/// Roles are called in the staff's channels alone.
pub(super) fn called(way: PageWay) -> &'static [RoleId] {
    match way {
        PageWay::Support | PageWay::Experts => &[ON_CALL],
        PageWay::Owner | PageWay::Installer => &[],
    }
}

fn call(file: &TicketFile, way: PageWay, deaf: &[RoleId], minute: i64) -> impl Fn(Language) -> Card {
    on_duty(file, way, &[], deaf, minute)
}

fn on_duty(
    file: &TicketFile,
    way: PageWay,
    on_duty: &[OnDuty],
    deaf: &[RoleId],
    minute: i64,
) -> impl Fn(Language) -> Card {
    let page = PageCall { ticket: TicketNumber::new(42), ladder: 1, rung: 1, due: at(0), way };
    let (file, on_duty, deaf) = (file.clone(), on_duty.to_vec(), deaf.to_vec());
    move |language| {
        let called = called(way);
        Call {
            page: &page,
            file: &file,
            levels: &[1, 2],
            called,
            on_duty: &on_duty,
            deaf: &deaf,
            offer: &OFFER,
            now: at(minute),
        }
        .render(language)
    }
}

pub(super) fn longest() -> Tale {
    Tale { subject: long_subject(), customer: long_name(), ..p1() }
}

#[test]
fn calls() {
    let raise =
        Event::PriorityChanged { from: Priority::P2, to: Priority::P1, terms: GOLD, written: nothing() };
    let contested = Event::Contested { written: nothing() };
    let reopened = Event::Reopened { contests: true, terms: GOLD, written: nothing() };
    let why = [
        ("raised", ticket(Priority::P2).then(1, TEAM, raise)),
        ("contested", p1().taken(1).restored(2).then(3, TEAM, contested)),
        ("reopened", p1().taken(1).closed(2).then(3, TEAM, reopened)),
        (
            "acknowledged, then silent",
            p1().acknowledged(1).then(31, By::desk(), Event::Reminded).then(
                36,
                By::desk(),
                Event::PagingRestarted,
            ),
        ),
        ("best effort", p1().best_effort()),
        ("in beta", p1().beta()),
    ];
    let mut sheet = Sheet::of("page_call");
    for (variant, way) in WAYS {
        sheet = sheet.card(&format!("opened, {variant}"), call(&p1().file(), way, &[], 0));
    }
    for (variant, tale) in &why {
        sheet = sheet.card(variant, call(&tale.file(), PageWay::Support, &[], 0));
    }
    let roles: Vec<RoleId> = (0..3).map(|id| RoleId::new(u64::MAX - id)).collect();
    let known = [OnDuty::Person(BOB), OnDuty::Person(CHLOE), OnDuty::Unknown("*Ada* @everyone".to_owned())];
    let many: Vec<OnDuty> = (0..40).map(|_| OnDuty::Unknown(wild(100))).collect();
    sheet
        .card("people on duty", on_duty(&p1().file(), PageWay::Support, &known, &[], 0))
        .card("most on duty", on_duty(&longest().file(), PageWay::Support, &many, &roles, 30))
        .card(
            "the longest, late, and some roles cannot be called",
            call(&longest().file(), PageWay::Support, &roles, 30),
        )
        .hold();
}

#[test]
fn posts_of_a_p1() {
    let mut sheet = Sheet::of("page_posts");
    for (variant, tale) in [
        ("acknowledged", p1().acknowledged(5)),
        ("closed before", p1().closed(5)),
        ("closed before, the longest", longest().closed(5)),
    ] {
        sheet =
            sheet.card(&format!("a page that is over: {variant}"), |language| over(&tale.file(), language));
    }
    for (variant, tale, percent, late) in [
        ("half of the time", p1(), 50, 0),
        ("half of the time, late, somebody works on it", p1().taken(5), 50, 30),
        ("all of the time", p1().acknowledged(5), 100, 0),
        ("all of the time, the longest, late", longest().taken(5), 100, 30),
    ] {
        let threshold = Threshold::of_percent(percent);
        let file = tale.then(120, By::desk(), Event::Warned { clock: 1, threshold }).file();
        sheet = sheet.card(&format!("a warning: {variant}"), |language| {
            let (due, now) = (at(120), at(120 + late));
            Warned { file: &file, clock: 1, percent, due, offer: &OFFER, now }.render(language).unwrap()
        });
    }
    for (variant, tale) in [("silence", p1()), ("silence, the longest", longest())] {
        let file = tale.acknowledged(5).then(35, By::desk(), Event::Reminded).file();
        sheet = sheet.card(variant, |language| reminder(&file, &OFFER, at(35), language).unwrap());
    }
    sheet.card("paging was mended", |language| mended(&p1().file(), (&OFFER, at(35)), language)).hold();
}
