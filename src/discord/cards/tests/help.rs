use super::{
    facts::{OFFER, long_name, month},
    sheet::Sheet,
};
use crate::{
    discord::cards::help::{Help, HelpLine},
    rules::contract::Access,
};

fn line(menu: bool, en: (&str, &str), fr: (&str, &str)) -> HelpLine {
    let both = |(typed, what): (&str, &str)| (typed.to_owned(), what.to_owned());
    let line = HelpLine {
        command: en.0.split(' ').next().unwrap().to_owned(),
        menu,
        en: both(en),
        fr: both(fr),
        shown: Default::default(),
    };
    line.shown()
}

#[test]
fn helps() {
    let few = [
        line(false, ("ticket open", "Open a ticket."), ("ticket ouvrir", "Ouvrir un ticket.")),
        line(false, ("ticket list", "List the tickets."), ("ticket liste", "Lister les tickets.")),
        line(false, ("report", "A month."), ("rapport", "Un mois.")),
        line(true, ("Open a ticket", ""), ("Ouvrir un ticket", "")),
    ];
    let long = (
        "ticket open",
        "Opens a ticket for a team, with a sentence of about a hundred letters behind it, as commands have.",
    );
    let many: Vec<HelpLine> = (0..60).map(|_| line(false, long, long)).collect();
    let help = |lines, access, customer, staff, can_link| Help {
        lines,
        access,
        contact: &OFFER.contact,
        customer,
        staff,
        can_link,
    };
    let all = [
        ("a team", help(few.iter().collect(), Access::None, Some("Acme & *Sons*"), false, false)),
        (
            "a team with access to the experts",
            help(few.iter().collect(), Access::Until(month("2026-12")), Some("Acme"), false, false),
        ),
        ("staff", help(few.iter().collect(), Access::None, None, true, false)),
        ("an administrator who could link", help(few[..1].iter().collect(), Access::None, None, false, true)),
        ("a stranger", help(Vec::new(), Access::None, None, false, false)),
    ];
    let sheet = all.iter().fold(Sheet::of("help"), |sheet, (variant, help)| {
        sheet.card(variant, |language| help.render(language))
    });
    let name = long_name();
    let longest = help(many.iter().collect(), Access::Open, Some(&name), false, false);
    sheet.card("the longest", |language| longest.render(language)).hold();
}
