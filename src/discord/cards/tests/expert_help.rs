use super::{
    facts::{ANNA, DENIS, ON_CALL, days, long_name, long_subject, long_text, written},
    sessions::{EXPERT, help_session},
    sheet::Sheet,
    tickets::{Tale, ticket},
};
use crate::{
    desk::expertise::HelpFile,
    discord::cards::expert_help::{
        answered_before, asked, asked_before, declined_by_you, joined, joined_by_you, label, lines,
        no_access, request, time, time_answered, time_told,
    },
    rules::{
        event::Priority,
        ids::{EventSeq, ExpertHelpId, PersonId, TicketNumber},
        level::Level,
        session::{ExpertHelpState, State, Step},
    },
    store::expert_help::HelpRow,
};

fn help(tale: &Tale, state: ExpertHelpState, expert: Option<PersonId>, about: Option<&str>) -> HelpFile {
    let ticket = tale.file();
    let row = HelpRow {
        id: ExpertHelpId::new(1_000_000_001),
        ticket: ticket.row.number,
        seq: EventSeq::FIRST,
        state,
        expert,
    };
    HelpFile { row, ticket, about: about.map(written) }
}

fn longest() -> Tale {
    Tale { subject: long_subject(), customer: long_name(), ..ticket(Priority::P2) }
}

#[test]
fn requests() {
    let p2 = ticket(Priority::P2);
    let about = Some("Which *route* is taken?\n# really");
    let all = [
        ("asked", help(&p2, ExpertHelpState::Asked, None, about)),
        ("asked without a word", help(&p2, ExpertHelpState::Asked, None, None)),
        ("accepted", help(&p2, ExpertHelpState::Accepted, Some(DENIS), about)),
        ("declined", help(&p2, ExpertHelpState::Declined, Some(DENIS), about)),
        ("over", help(&p2, ExpertHelpState::Ended, Some(DENIS), about)),
        ("ended before anybody helped", help(&p2, ExpertHelpState::Ended, None, about)),
        ("the longest", help(&longest(), ExpertHelpState::Asked, None, Some(&long_text()))),
    ];
    let sheet = all.iter().fold(Sheet::of("expert_help_request"), |sheet, (variant, help)| {
        sheet.card(variant, |language| request(help, ON_CALL, language))
    });
    sheet.card("told in the staff's thread", |language| joined(&all[2].1, language)).hold();
}

#[test]
fn answers() {
    let p2 = ticket(Priority::P2).file();
    let number = TicketNumber::new(42);
    let told = |notes: &str| help_session(State::Delivered).then(EXPERT, Step::Delivered, 0, notes);
    let mut first = told("");
    first.events.remove(0);
    let mut with_notes = told("We read the *routes* together.");
    with_notes.events.remove(0);
    let mut sheet = Sheet::of("expert_help_answers")
        .card("asked", |language| asked(&p2, None, language))
        .card("asked out of hours", |language| asked(&p2, Some(days(1)), language))
        .card("accepted", |language| joined_by_you(&p2, language))
        .card("declined", |language| declined_by_you(&p2, language))
        .card("its time was told", |language| time_told(number, 90, language))
        .card("may the time be charged?", |language| time(&first, number, 90, language))
        .card("may it, with notes", |language| time(&with_notes, number, 90, language));
    for agreed in [true, false] {
        sheet = sheet
            .card(&format!("agreed: {agreed}"), |language| time_answered(number, 90, agreed, ANNA, language));
    }
    for expert in [None, Some(DENIS)] {
        sheet = sheet
            .line(&format!("asked before, expert {expert:?}"), |language| {
                asked_before(number, expert, language)
            })
            .line(&format!("answered before, expert {expert:?}"), |language| {
                answered_before(number, expert, language)
            });
    }
    for packs in [true, false] {
        sheet = sheet.line(&format!("no access, packs: {packs}"), |language| {
            no_access(Level::Standard, packs, language)
        });
    }
    sheet
        .line("a suggestion", |language| label(&p2, language))
        .line("line by line", |_| lines(&[p2.clone(), longest().file()]))
        .hold();
}
