//! The form of a P1.

use super::field::{line, paragraph};
use crate::{
    desk::{
        p1::escalation::{Escalation, Target},
        text_limits::SUBJECT_MOST,
    },
    discord::look::{card::Form, custom_id::CustomId},
    rules::language::Language,
    words,
};

/// The form for what is missing.
pub fn form(id: CustomId, escalation: &Escalation, language: Language) -> Form {
    let impact = words!(language, "form-escalate-impact");
    let mut fields = paragraph(["impact", "impact-more"], &impact, &escalation.impact, true);
    let title = match escalation.target {
        Target::Ticket(ticket) => words!(language, "form-escalate-ticket", ticket = ticket.to_string()),
        Target::New | Target::Unsaid => {
            let subject = words!(language, "form-ticket-subject");
            fields.insert(0, line("subject", subject, &escalation.subject, SUBJECT_MOST));
            words!(language, "form-escalate-new")
        }
    };
    Form { id, title, fields }
}
