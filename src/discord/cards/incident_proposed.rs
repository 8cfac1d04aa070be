//! A major incident is proposed to staff: so many P1s and P2s of one platform came that they may be one
//! outage.

use super::said::{ticket::priority_word, window};
use crate::{
    desk::{incidents::Wave, text_limits::NAME_MOST},
    discord::look::{
        card::{BODY, Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        cut::{cut, fitting},
        markdown::plain_line,
    },
    rules::{ids::TicketNumber, language::Language, offer::Offer},
    store::incident_wave::WaveTicket,
    words,
};

/// How much of the card stands beside its tickets.
const BESIDE: usize = 400;

/// The post, with the button by which an incident is declared.
pub fn proposed(wave: &Wave, ticket: TicketNumber, offer: &Offer, language: Language) -> Card {
    let title = words!(
        language,
        "incident-proposed",
        count = wave.tickets.len(),
        platform = window::platform(offer, &wave.platform, language),
        minutes = offer.incident.within.num_minutes()
    );
    let lines: Vec<String> = wave.tickets.iter().map(|one| line(one, language)).collect();
    let (tickets, _) = fitting(&lines, BODY - BESIDE);
    let body = format!("{tickets}\n\n{}", words!(language, "incident-proposed-why"));
    let label = words!(language, "button-declare-incident");
    let declare = Button::new(CustomId::new(Verb::Incident, ticket.get()), label, Look::Main);
    Card::framed(title, body, Tone::Warning).button(declare)
}

fn line(ticket: &WaveTicket, language: Language) -> String {
    let parts = [
        format!("**{}**", ticket.number),
        priority_word(ticket.priority, language),
        cut(&plain_line(&ticket.customer), NAME_MOST),
        cut(&plain_line(&ticket.subject), NAME_MOST),
    ];
    parts.join(" · ")
}
