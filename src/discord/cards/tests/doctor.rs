use super::{
    facts::{OFFER, long_name, wild},
    sheet::Sheet,
};
use crate::{
    discord::{
        cards::doctor::{Finding, Findings, Kind},
        look::markdown::plain,
    },
    rules::ids::ChannelId,
};

fn finding(kind: Kind, about: &str, line: &str) -> Finding {
    Finding { kind, about: about.to_owned(), line: line.to_owned() }
}

fn each(count: usize, name: &str) -> Vec<Finding> {
    let code = || "50013".to_owned();
    let kinds = [
        Kind::Shut,
        Kind::Refused(code()),
        Kind::Failed(code()),
        Kind::Late(code()),
        Kind::Unheard,
        Kind::Threadless,
        Kind::Overdue,
        Kind::Desk,
        Kind::Rights,
        Kind::Experts,
        Kind::ChannelGone,
        Kind::Unreachable,
        Kind::Unmanaged,
    ];
    let of = |kind: Kind| {
        let about = format!("**{}**", plain(name));
        (0..count).map(move |_| finding(kind.clone(), &about, &format!("{about} lacks something in <#7>.")))
    };
    kinds.into_iter().flat_map(of).collect()
}

#[test]
fn findings() {
    let long = finding(Kind::Desk, "", &plain(&wild(2_000)));
    let all = [
        ("all is well", Vec::new()),
        ("one of each kind", each(1, "Acme *& Sons*")),
        ("several of each kind", each(4, "Acme *& Sons*")),
        ("a long one", vec![long.clone()]),
        ("the most", each(60, &long_name()).into_iter().chain(vec![long; 30]).collect()),
    ];
    let sheet = all.iter().fold(Sheet::of("doctor"), |sheet, (variant, all)| {
        sheet.card(variant, |language| {
            let names = |id: ChannelId| (id.get() == 7).then(|| "lobby".to_owned());
            Findings { all: all.clone(), names: &names, calendar: &OFFER.calendar }.render(language)
        })
    });
    sheet.hold();
}
