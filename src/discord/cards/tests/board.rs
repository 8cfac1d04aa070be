use super::{
    facts::{OFFER, at, long_name, long_subject},
    incident::incident,
    sheet::Sheet,
    tickets::{Tale, p1},
};
use crate::{
    desk::{incidents::IncidentFile, p1::board::Board, ticket::file::TicketFile},
    discord::cards::board::{board, moved},
};

fn many(count: i64) -> Vec<TicketFile> {
    let one =
        |number| Tale { number: 1_000_000 + number, subject: long_subject(), customer: long_name(), ..p1() };
    (1..=count).map(|number| one(number).file()).collect()
}

#[test]
fn boards() {
    let each = vec![
        p1().file(),
        Tale { number: 43, ..p1().acknowledged(5) }.file(),
        Tale { number: 44, ..p1().best_effort().taken(5) }.file(),
        Tale { number: 45, ..p1().beta().acknowledged(5) }.file(),
        Tale { number: 46, ..p1().taken(5).waiting(9) }.file(),
        Tale { number: 47, ..p1().taken(5).restored(9) }.file(),
    ];
    let some = vec![incident(3, false), incident(2, false), incident(4, false)];
    let of = |incidents: Vec<IncidentFile>, p1s: Vec<TicketFile>| Board { incidents, p1s, now: at(30) };
    let all = [
        ("none open", of(Vec::new(), Vec::new())),
        ("all seen", of(Vec::new(), each[1..].to_vec())),
        ("one that nobody has seen", of(Vec::new(), each.clone())),
        ("as many as are shown", of(Vec::new(), many(20))),
        ("more than are shown", of(Vec::new(), many(45))),
        ("major incidents alone", of(some.clone(), Vec::new())),
        ("a major incident before its P1s", of(some[..1].to_vec(), each[..2].to_vec())),
        ("more of both than are shown", of(vec![incident(3, true); 25], many(45))),
    ];
    let sheet = all.iter().fold(Sheet::of("board"), |sheet, (variant, shown)| {
        sheet.card(variant, |language| board(shown, &OFFER, language))
    });
    sheet.card("another was posted in its place", moved).hold();
}
