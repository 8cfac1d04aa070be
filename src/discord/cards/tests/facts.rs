//! Who and what the cards of these tests are about.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{
    desk::text_limits::{NAME_MOST, SUBJECT_MOST, TEXT_MOST},
    rules::{
        calendar::Month,
        event::By,
        ids::{ChannelId, CustomerId, PersonId, RoleId, WindowId},
        language::Language,
        offer::{DEFAULT, Offer},
        window::{Occurrence, State},
    },
    store::{
        customer::Customer,
        ticket::Text,
        window::{Texts, Window},
    },
};

pub(super) static OFFER: LazyLock<Offer> = LazyLock::new(|| {
    let mut offer = Offer::parse(DEFAULT).unwrap();
    offer.contact.expert_phone = Some("+33 1 23 45 67 89".to_owned());
    offer.contact.expert_mail = Some("experts@provider.example".to_owned());
    offer
});

/// Of the team.
pub(super) const ANNA: PersonId = PersonId::new(11);
/// Agents.
pub(super) const BOB: PersonId = PersonId::new(21);
pub(super) const CHLOE: PersonId = PersonId::new(22);
/// An expert.
pub(super) const DENIS: PersonId = PersonId::new(31);

pub(super) const TEAM: By = By::team(ANNA);
pub(super) const STAFF: By = By::staff(BOB);

pub(super) const TEAMS: ChannelId = ChannelId::new(101);
pub(super) const SUPPORT: ChannelId = ChannelId::new(201);
pub(super) const ON_CALL: RoleId = RoleId::new(301);

/// So many minutes after ten in Paris, on a Tuesday of November.
pub(in crate::discord::cards) fn at(minutes: i64) -> DateTime<Utc> {
    "2026-11-10T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

pub(super) fn days(days: i64) -> DateTime<Utc> {
    at(0) + TimeDelta::days(days)
}

pub(super) fn date(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

pub(super) fn month(month: &str) -> Month {
    month.parse().unwrap()
}

/// A text of so many characters, nearly every one of which means something to Discord: the longest that can
/// be typed.
pub(super) fn wild(most: usize) -> String {
    "**<@1>** @everyone [x](y) ||`_z_`|| ".chars().cycle().take(most - 1).chain(['$']).collect()
}

/// The longest name of a customer.
pub(super) fn long_name() -> String {
    wild(NAME_MOST)
}

/// The longest subject.
pub(super) fn long_subject() -> String {
    wild(SUBJECT_MOST)
}

/// The longest text.
pub(super) fn long_text() -> String {
    wild(TEXT_MOST)
}

pub(super) fn written(body: &str) -> Text {
    Text { body: body.to_owned(), author: "Anna *Martin*".to_owned() }
}

pub(super) fn customer(name: &str) -> Customer {
    Customer { id: CustomerId::new(1), name: name.to_owned(), language: Language::Fr }
}

/// A window of six hours, so many days from now.
pub(super) fn window(in_days: i64) -> Window {
    let both = |fr: &str, en: &str| Texts { fr: Some(fr.to_owned()), en: Some(en.to_owned()) };
    Window {
        id: WindowId::new(7),
        platform: "ngp".to_owned(),
        place: place(in_days),
        state: State::Planned,
        revision: 1,
        revised_at: days(-20),
        reason: both("Mise à jour *planifiée*", "Planned *update*"),
        impact: both("Portail indisponible.", "The portal is not available."),
    }
}

pub(super) fn place(in_days: i64) -> Occurrence {
    Occurrence { starts_at: days(in_days), ends_at: days(in_days) + TimeDelta::hours(6) }
}

/// The same window with the longest texts that staff can type.
pub(super) fn long_window(in_days: i64) -> Window {
    let long = || Texts {
        fr: Some(wild(crate::desk::maintenance::TEXT_MOST)),
        en: Some(wild(crate::desk::maintenance::TEXT_MOST)),
    };
    Window { reason: long(), impact: long(), ..window(in_days) }
}
