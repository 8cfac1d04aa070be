use super::{
    facts::{OFFER, long_name, long_subject},
    sheet::Sheet,
};
use crate::{
    desk::incidents::Wave,
    discord::cards::incident_proposed::proposed,
    rules::{event::Priority, ids::TicketNumber},
    store::incident_wave::WaveTicket,
};

fn ticket(number: i64, long: bool) -> WaveTicket {
    WaveTicket {
        number: TicketNumber::new(number),
        customer: if long { long_name() } else { "Acme & *Sons*".to_owned() },
        subject: if long { long_subject() } else { "Portal *down*".to_owned() },
        priority: if number % 2 == 0 { Priority::P1 } else { Priority::P2 },
        component: None,
        hears: None,
    }
}

#[test]
fn a_wave() {
    let wave = |platform: &str, numbers: std::ops::Range<i64>, long| Wave {
        platform: platform.to_owned(),
        tickets: numbers.map(|number| ticket(number, long)).collect(),
    };
    [
        ("three tickets", wave("ngp", 42..45, false)),
        ("of a platform that the offer no longer has", wave("fax", 42..45, false)),
        ("more than are shown", wave("ngp", 100_000..100_100, true)),
    ]
    .iter()
    .fold(Sheet::of("incident_proposed"), |sheet, (variant, wave)| {
        sheet.card(variant, |language| proposed(wave, TicketNumber::new(44), &OFFER, language))
    })
    .hold();
}
