use super::{
    facts::{OFFER, at, long_name, long_subject},
    page::{WAYS, called, longest},
    sheet::Sheet,
    tickets::{Tale, p1},
};
use crate::{
    desk::{
        incidents::p1_facts::{IncidentSilent, IncidentWarned},
        p1::together::Whose,
        say::message::{PageWay, Pages},
        ticket::file::TicketFile,
    },
    discord::{
        cards::pages::{Calls, silent, still_called, warned},
        look::card::Card,
    },
    rules::{
        event::{By, Event},
        ids::{CustomerId, IncidentNumber, RoleId},
        language::Language,
        paging::Together,
    },
};

fn files(count: i64, tale: &Tale) -> Vec<TicketFile> {
    (1..=count).map(|number| Tale { number: 1_000_000 + number, ..tale.clone() }.file()).collect()
}

fn two() -> Vec<TicketFile> {
    vec![p1().file(), Tale { number: 43, ..p1().best_effort() }.file()]
}

fn incident(title: &str) -> Whose {
    Whose::Incident { number: IncidentNumber::new(7), title: title.to_owned() }
}

fn calls(
    whose: &Whose,
    files: &[TicketFile],
    way: PageWay,
    deaf: &[RoleId],
    minute: i64,
) -> impl Fn(Language) -> Card {
    let (whose, files, deaf) = (whose.clone(), files.to_vec(), deaf.to_vec());
    let of = match whose {
        Whose::Team(_) => Together::Team(CustomerId::new(1)),
        Whose::Incident { number, .. } => Together::Incident(number),
    };
    move |language| {
        let pages = Pages { of, number: 1, due: at(0), way };
        let (pages, whose, files) = (&pages, &whose, files.as_slice());
        let called = called(way);
        Calls {
            pages,
            whose,
            files,
            levels: &[1, 2, 3],
            called,
            on_duty: &[],
            deaf: &deaf,
            offer: &OFFER,
            now: at(minute),
        }
        .render(language)
    }
}

fn still(whose: &Whose, files: &[TicketFile]) -> impl Fn(Language) -> Card {
    move |language| still_called(whose, files, (&OFFER, at(30)), language)
}

fn three_roles() -> Vec<RoleId> {
    (0..3).map(|id| RoleId::new(u64::MAX - id)).collect()
}

#[test]
fn calls_to_several() {
    let most = files(25, &longest());
    let more = files(70, &longest());
    let mut sheet = Sheet::of("pages_calls");
    for (variant, way) in WAYS {
        sheet = sheet.card(variant, calls(&Whose::Team(p1().customer), &two(), way, &[], 0));
    }
    let team = Whose::Team(long_name());
    for (variant, files) in [("as many as it lists", &most), ("more than it lists", &more)] {
        sheet = sheet
            .card(
                &format!("{variant}, late and deaf"),
                calls(&team, files, PageWay::Support, &three_roles(), 30),
            )
            .card(&format!("{variant}, later"), still(&team, files));
    }
    sheet.card("all acknowledged", still(&team, &[])).hold();
}

#[test]
fn calls_to_an_incident_s() {
    let whose = incident("Object storage unreachable");
    let long = incident(&long_subject());
    let more = files(70, &longest());
    let one = &two()[..1];
    Sheet::of("pages_incident")
        .card("one so far", calls(&whose, one, PageWay::Support, &[], 0))
        .card("two", calls(&whose, &two(), PageWay::Support, &[], 0))
        .card("in the experts' channel", calls(&whose, &two(), PageWay::Experts, &[], 0))
        .card("to the owner", calls(&whose, &two(), PageWay::Owner, &[], 0))
        .card("the longest, late and deaf", calls(&long, &more, PageWay::Support, &three_roles(), 30))
        .card("later", still(&whose, &two()))
        .card("the longest, later", still(&long, &more))
        .card("all acknowledged", still(&whose, &[]))
        .hold();
}

#[test]
fn warnings_and_silence_of_an_incident() {
    let whose = incident("Object storage unreachable");
    let long = incident(&long_subject());
    let warning = |whose: &Whose, files: &[TicketFile], (reached, percent, late): (usize, u8, i64)| {
        let told = IncidentWarned { whose: whose.clone(), files: files.to_vec(), reached };
        move |language| warned((&told, percent), at(120), (&OFFER, at(120 + late)), language)
    };
    let watched = |tale: Tale| tale.acknowledged(5).then(35, By::desk(), Event::Reminded);
    let silence = |whose: &Whose, files: Vec<TicketFile>| {
        let told = IncidentSilent { whose: whose.clone(), files };
        move |language| silent(&told, (&OFFER, at(35)), language).expect("somebody is reminded")
    };
    Sheet::of("pages_warnings")
        .card("half of one's time", warning(&whose, &two(), (1, 50, 0)))
        .card("three quarters of forty's, late", warning(&long, &files(40, &longest()), (39, 75, 30)))
        .card("the breach of one", warning(&whose, &two(), (1, 100, 0)))
        .card("the breach of forty", warning(&whose, &files(40, &p1()), (40, 100, 0)))
        .card("silence", silence(&whose, vec![watched(p1()).file()]))
        .card("silence about forty", silence(&long, files(40, &watched(longest()))))
        .hold();
}
