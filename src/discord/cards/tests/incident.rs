use super::{
    facts::{OFFER, STAFF, at, long_subject, wild},
    sheet::Sheet,
};
use crate::{
    desk::{
        incidents::{IncidentFile, TEXT_MOST},
        refusal::incident::NoIncident,
    },
    discord::cards::incident::{Told, before_the_form, refusal},
    rules::{
        event::Sha256Hex,
        ids::{EventSeq, IncidentNumber, TicketNumber},
        incident::{Event, IncidentRefusal, Recorded},
    },
    store::{incident::Written, window::Texts},
};

fn both(fr: &str, en: &str) -> Texts {
    Texts { fr: Some(fr.to_owned()), en: Some(en.to_owned()) }
}

fn longest() -> Texts {
    Texts { fr: Some(wild(TEXT_MOST)), en: None }
}

fn sha256() -> Sha256Hex {
    Sha256Hex::of(b"{}")
}

/// An incident of NGP, ten minutes a step: so many of its steps.
pub(super) fn incident(steps: usize, longest_texts: bool) -> IncidentFile {
    let or = |texts: Texts| if longest_texts { longest() } else { texts };
    let title = if longest_texts { long_subject() } else { "Portal *down*".to_owned() };
    let ticket = TicketNumber::new(42);
    let all = [
        (
            Event::Opened {
                platform: "ngp".to_owned(),
                component: Some("portal".to_owned()),
                written: sha256(),
            },
            Written {
                title: Some(title),
                impact: or(both("Rien ne répond.", "Nothing answers.")),
                ..Written::default()
            },
        ),
        (Event::Tied { ticket }, Written::default()),
        (
            Event::Updated { next_at: at(60), written: sha256() },
            Written {
                impact: or(both("Portail lent.", "The portal is slow.")),
                action: or(both("Un serveur redémarre.", "A server restarts.")),
                ..Written::default()
            },
        ),
        (
            Event::Restored { written: sha256() },
            Written { note: or(both("Serveur redémarré.", "Server restarted.")), ..Written::default() },
        ),
        (
            Event::Closed { written: sha256() },
            Written { note: or(both("Un disque était plein.", "A disk was full.")), ..Written::default() },
        ),
        (Event::Untied { ticket }, Written::default()),
    ];
    let (mut events, mut texts) = (Vec::new(), Vec::new());
    for ((seq, minutes), (event, written)) in
        (1..).map(EventSeq::new).zip((0..).map(|one| one * 10)).zip(all).take(steps)
    {
        events.push(Recorded { seq, at: at(minutes), by: STAFF, event });
        texts.push((seq, written));
    }
    IncidentFile::told(IncidentNumber::new(3), events, texts.into_iter().collect())
}

#[test]
fn told() {
    let mut sheet = Sheet::of("incident");
    for (steps, variant) in [
        (1, "declared"),
        (2, "a ticket is tied"),
        (3, "an update"),
        (4, "restored"),
        (5, "closed"),
        (6, "a ticket is tied no longer"),
    ] {
        for long in [false, true] {
            let file = incident(steps, long);
            let seq = file.events[steps - 1].seq;
            let variant = if long { format!("{variant}, the longest") } else { variant.to_owned() };
            sheet = sheet.card(&variant, |language| {
                Told { file: &file, offer: &OFFER, now: at(55) }.word(seq, false, None, language).unwrap()
            });
        }
        let file = incident(steps, false);
        sheet = sheet.card(&format!("{variant}: the first word, late"), |language| {
            let seq = EventSeq::FIRST;
            Told { file: &file, offer: &OFFER, now: at(55) }.word(seq, true, Some(at(0)), language).unwrap()
        });
    }
    for (variant, steps, long) in [
        ("before a form", 1, false),
        ("before a form, an update is promised", 3, false),
        ("before a form, the longest", 3, true),
    ] {
        let file = incident(steps, long);
        sheet = sheet.card(variant, |language| {
            before_the_form(&Told { file: &file, offer: &OFFER, now: at(55) }, 7, language)
        });
    }
    let file = incident(3, false);
    sheet
        .card("staff are reminded", |language| {
            Told { file: &file, offer: &OFFER, now: at(55) }.reminder(language).unwrap()
        })
        .hold();
}

#[test]
fn refusals() {
    let (number, ticket) = (IncidentNumber::new(3), TicketNumber::new(42));
    let not_now = |why| NoIncident::NotNow(number, why);
    let mut sheet = Sheet::of("incident_refusal");
    for (variant, why) in [
        ("no such incident", NoIncident::NoSuch(wild(100))),
        ("which platform", NoIncident::WhichPlatform),
        ("another platform", NoIncident::OtherPlatform),
        ("tied elsewhere", NoIncident::TiedElsewhere(ticket, number)),
        ("taken out", NoIncident::Dropped(ticket, number)),
        ("open already", NoIncident::OpenAlready(number)),
        ("closed", not_now(IncidentRefusal::Closed { at: at(0) })),
        ("restored", not_now(IncidentRefusal::AlreadyRestored { at: at(0) })),
        ("already tied", not_now(IncidentRefusal::AlreadyTied(ticket))),
        ("not tied", not_now(IncidentRefusal::NotTied(ticket))),
    ] {
        sheet = sheet.line(variant, |language| refusal(language, &why));
    }
    sheet.hold();
}
