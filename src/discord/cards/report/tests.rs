use std::sync::LazyLock;

use super::{card::ReportCard, *};
use crate::{
    discord::cards::tests::{
        facts::at,
        report::{p1, report},
    },
    rules::{
        language::Language,
        offer::{DEFAULT, Offer},
        report::{Counted, Hours},
    },
};

static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());

/// However much there was, the card is one that Discord takes, and what is cut is said to be.
#[test]
fn what_does_not_fit_is_cut_and_said_to_be() {
    let tickets: Vec<Counted> = (1..200).map(|number| p1(number, 12, 400)).collect();
    let customer = "Å".repeat(80);
    let report = report(tickets, Hours::default(), (Some(&customer), "Portal *down*"));
    for language in [Language::En, Language::Fr] {
        let card = ReportCard { report: &report, offer: &OFFER, late: Some(at(0)) }.render(false, language);
        let last = card.body.lines().last().unwrap();
        assert!(last.contains("198"), "{last}");
        assert!(card.fields.iter().all(|(_, value)| value.chars().count() <= 1_000));
        assert!(picture::Picture::of(&report, language).alt.chars().count() <= 1_000);
    }
}

#[test]
fn the_table_of_all_teams_names_them_and_holds_no_formula() {
    let report = report(vec![p1(42, 1, 301)], Hours::default(), (None, "Portal *down*"));
    let table = table::table(&report, &OFFER, Language::En).unwrap();
    let table = String::from_utf8(table).unwrap();
    let french = table::table(&report, &OFFER, Language::Fr).unwrap();
    let french = String::from_utf8(french).unwrap();
    assert!(
        french.starts_with("\u{feff}numéro;ouvert") && french.ends_with(";60;1,50;'=Acme\r\n"),
        "{french}"
    );
    assert_eq!(
        table.lines().last().unwrap(),
        "42,2026-11-10 10:00:00,,P1,incident,Portal and API,12,missed,2026-11-10 14:01:00,2026-11-10 15:01:00,60,1.50,'=Acme"
    );
}

/// Drawn with the program's own fonts: text with accents leaves pixels of its colour, and names cannot break
/// the drawing.
#[test]
fn the_picture_is_drawn() {
    let named = |name: &str| {
        let report = report(vec![p1(42, 1, 301)], Hours::default(), (Some(name), "Portal *down*"));
        picture::Picture::of(&report, Language::Fr).png().unwrap()
    };
    let decoded = |png: &[u8]| resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    let (plain, accents) = (decoded(&named("Societe")), decoded(&named("Société")));
    assert_eq!((plain.width(), plain.height()), (1000, 750), "at most three quarters as high as it is wide");
    assert_eq!(plain.height(), accents.height());
    let light = |picture: &resvg::tiny_skia::Pixmap| {
        picture.pixels().iter().filter(|pixel| pixel.red() > 200 && pixel.blue() > 200).count()
    };
    assert!(light(&accents) > light(&plain), "the accents are drawn");
    named("<text>&\u{0}\u{1b}]]>\"' 日本 🦀");
    if let Some(path) = std::env::var_os("GUICHET_PICTURE") {
        std::fs::write(path, named("Société Générale & Fils")).unwrap();
    }
}
