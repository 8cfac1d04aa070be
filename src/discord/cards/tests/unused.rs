use super::{
    facts::{DENIS, OFFER, days},
    sessions::{session, slots},
    sheet::Sheet,
};
use crate::{
    desk::expertise::{Choice, Pressed, Slot},
    discord::cards::unused::{offer, pressed},
    rules::session::State,
};

#[test]
fn offers() {
    let of = |count| (1..).zip(slots(count)).collect::<Vec<_>>();
    let mut sheet = Sheet::of("unused");
    for (variant, count) in [("one slot", 1), ("three slots", 3)] {
        sheet =
            sheet.card(variant, |language| offer((90, 60), days(20), &of(count), &OFFER.calendar, language));
    }
    for (variant, one) in [
        (
            "pressed: about what?",
            Pressed::Topic { draft: 7, slot: Slot { starts_at: days(2), expert: DENIS } },
        ),
        ("pressed, and taken meanwhile", Pressed::Others(Choice { draft: 7, slots: slots(3) })),
        ("booked", Pressed::Booked(Box::new(session(State::Requested)))),
    ] {
        sheet = sheet.card(variant, |language| pressed(&one, &OFFER.calendar, language));
    }
    sheet.hold();
}
