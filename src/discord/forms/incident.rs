//! The form of a major incident.

use serenity::all::ModalInteractionData;

use super::field::{component, line};
use crate::{
    desk::{
        incidents::{NewIncident, TEXT_MOST},
        text_limits::SUBJECT_MOST,
    },
    discord::look::{
        card::{Field, Form, field},
        custom_id::CustomId,
    },
    rules::{language::Language, offer::Offer},
    store::window::Texts,
    words,
};

/// The form, filled in with what is known.
pub fn form(id: CustomId, new: &NewIncident, offer: &Offer, language: Language) -> Form {
    let platform = new.platform.as_deref().unwrap_or_default();
    let platform = offer.platform(platform).map_or(platform, |known| known.label.get(language));
    let impact = |name, word: &str, typed: &Option<String>| Field {
        long: true,
        required: false,
        ..line(name, words!(language, word), typed.as_deref().unwrap_or_default(), TEXT_MOST)
    };
    let component = component(new.component.as_deref().unwrap_or_default(), language);
    let fields = vec![
        line("title", words!(language, "form-incident-title"), &new.title, SUBJECT_MOST),
        line("platform", words!(language, "form-incident-platform"), platform, 100),
        Field { required: false, ..component },
        impact("impact", "form-incident-impact", &new.impact.fr),
        impact("impact-en", "form-incident-impact-en", &new.impact.en),
    ];
    Form { id, title: words!(language, "form-incident"), fields }
}

/// What was typed into it.
pub fn typed(form: &ModalInteractionData) -> NewIncident {
    let given = |name| Some(field(form, name)).filter(|text| !text.trim().is_empty());
    NewIncident {
        title: field(form, "title"),
        platform: given("platform"),
        component: given("component"),
        impact: Texts { fr: given("impact"), en: given("impact-en") },
    }
}
