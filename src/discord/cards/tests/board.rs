use super::{
    facts::{at, long_name, long_subject},
    sheet::Sheet,
    tickets::{Tale, p1},
};
use crate::{
    desk::ticket::file::TicketFile,
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
    let all = [
        ("none open", Vec::new()),
        ("all seen", each[1..].to_vec()),
        ("one that nobody has seen", each),
        ("as many as are shown", many(20)),
        ("more than are shown", many(45)),
    ];
    let sheet = all.iter().fold(Sheet::of("board"), |sheet, (variant, files)| {
        sheet.card(variant, |language| board(files, at(30), language))
    });
    sheet.card("another was posted in its place", moved).hold();
}
