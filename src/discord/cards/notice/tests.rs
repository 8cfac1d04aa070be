use rstest::rstest;

use chrono::{DateTime, Utc};

use super::*;
use crate::{
    desk::maintenance::{Facts, News, Original},
    discord::look::card::Card,
    rules::{
        ids::{ChannelId, PersonId, WindowId},
        language::Language,
        offer::{DEFAULT, Offer},
        window::{Change, Occurrence, State},
    },
    store::{
        notice::Standing,
        window::{Changed, Texts, Window},
    },
};

fn offer() -> Offer {
    Offer::parse(DEFAULT).expect("the embedded offer")
}

fn paris(typed: &str) -> DateTime<Utc> {
    offer().calendar.parse_moment(typed).expect("a moment")
}

fn texts(fr: &str, en: &str) -> Texts {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Texts { fr: text(fr), en: text(en) }
}

fn december() -> Occurrence {
    Occurrence { starts_at: paris("2026-12-02 00:00"), ends_at: paris("2026-12-02 06:00") }
}

fn facts(news: News, late_since: Option<&str>) -> Facts {
    Facts {
        window: Window {
            id: WindowId::new(7),
            platform: "ngp".to_owned(),
            place: december(),
            state: State::Planned,
            revision: 1,
            revised_at: paris("2026-11-01 00:00"),
            reason: texts("Mise à jour", "Update"),
            impact: texts("Portail indisponible", ""),
        },
        news,
        late_since: late_since.map(paris),
        reply_to: None,
    }
}

fn stage(key: &str) -> News {
    News::Stage(offer().stage(key).expect("a stage of the offer").lead)
}

fn changed(change: Change, was: (&str, &str)) -> News {
    News::Changed(Changed {
        revision: 2,
        change,
        was: Some(Occurrence { starts_at: paris(was.0), ends_at: paris(was.1) }),
        reason: texts("", "A part is late"),
        by: PersonId::new(1),
        at: paris("2026-12-01 12:00"),
    })
}

/// A card as people read it, moments on the wall clock of Paris.
fn shown(card: &Card) -> String {
    let mut lines = vec![card.title.clone(), card.body.clone()];
    lines.extend(card.fields.iter().map(|(name, value)| format!("{name}: {value}")));
    let mut text = lines.join("\n");
    while let Some(at) = text.find("<t:") {
        let end = at + text[at..].find('>').expect("the end of a moment");
        let (seconds, style) = text[at + 3..end].split_once(':').expect("a moment and its style");
        let moment = DateTime::from_timestamp(seconds.parse().expect("seconds"), 0).expect("a moment");
        let wall = offer().calendar.local(moment).format("%d/%m %H:%M");
        let wall = if style == "R" { "…".to_owned() } else { wall.to_string() };
        text.replace_range(at..=end, &wall);
    }
    text
}

fn notices(language: Language) -> String {
    let offer = offer();
    let moved = ("2026-12-01 00:00", "2026-12-01 06:00");
    let same = ("2026-12-02 00:00", "2026-12-02 06:00");
    let all = [
        (facts(stage("week"), None), "2026-11-25 00:00"),
        (facts(stage("day"), None), "2026-12-01 10:00"),
        (facts(stage("hour"), None), "2026-12-01 23:00"),
        (facts(stage("hour"), Some("2026-12-01 23:00")), "2026-12-01 23:30"),
        (facts(stage("start"), None), "2026-12-02 00:00"),
        (facts(stage("end"), None), "2026-12-02 06:00"),
        (facts(News::First, None), "2026-11-28 12:00"),
        (facts(News::First, None), "2026-12-02 03:00"),
        (facts(changed(Change::Moved, moved), None), "2026-12-01 12:00"),
        (
            facts(changed(Change::Extended, ("2026-12-02 00:00", "2026-12-02 05:00")), None),
            "2026-12-01 12:00",
        ),
        (facts(changed(Change::Cancelled, same), None), "2026-12-01 12:00"),
        (
            facts(changed(Change::Cancelled, ("2026-12-01 09:00", "2026-12-01 15:00")), None),
            "2026-12-01 12:00",
        ),
    ];
    all.iter()
        .map(|(facts, now)| shown(&Notice { facts, offer: &offer, now: paris(now) }.render(language)))
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[test]
fn notices_in_english() {
    insta::assert_snapshot!(notices(Language::En), @r#"
    Maintenance in 7 days · NGP
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Why: Update

    Maintenance tomorrow · NGP
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Why: Update

    Maintenance in one hour · NGP
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Why: Update

    Maintenance soon · NGP
    ⏰ This notice is late: it was due 01/12 23:00.
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Why: Update

    Maintenance has started · NGP
    Portail indisponible
    From: 02/12 00:00
    Until: 02/12 06:00 (…)
    Why: Update

    Maintenance is over · NGP
    Should something not work as before, open a ticket with `/ticket open`.
    From: 02/12 00:00
    Until: 02/12 06:00
    Why: Update

    Maintenance planned · NGP
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Why: Update

    Maintenance in progress · NGP
    Portail indisponible
    From: 02/12 00:00
    Until: 02/12 06:00 (…)
    Why: Update

    Maintenance moved · NGP
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Was planned: ~~01/12 00:00 – 01/12 06:00~~
    Why: A part is late

    Maintenance extended · NGP
    Portail indisponible
    From: 02/12 00:00 (…)
    Until: 02/12 06:00
    Was planned: ~~02/12 00:00 – 02/12 05:00~~
    Why: A part is late

    Maintenance cancelled · NGP
    There is nothing to expect from it any more.
    Was planned: ~~02/12 00:00 – 02/12 06:00~~
    Why: A part is late

    Maintenance broken off · NGP
    There is nothing to expect from it any more.
    Was planned: ~~01/12 09:00 – 01/12 15:00~~
    Why: A part is late
    "#);
}

#[test]
fn notices_in_french() {
    insta::assert_snapshot!(notices(Language::Fr), @r#"
    Maintenance dans 7 jours · NGP
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Motif: Mise à jour

    Maintenance demain · NGP
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Motif: Mise à jour

    Maintenance dans une heure · NGP
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Motif: Mise à jour

    Maintenance prochaine · NGP
    ⏰ Cette annonce est en retard : elle était due le 01/12 23:00.
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Motif: Mise à jour

    La maintenance a commencé · NGP
    Portail indisponible
    Du: 02/12 00:00
    Au: 02/12 06:00 (…)
    Motif: Mise à jour

    La maintenance est terminée · NGP
    Si quelque chose ne marche pas comme avant, ouvrez un ticket avec `/ticket ouvrir`.
    Du: 02/12 00:00
    Au: 02/12 06:00
    Motif: Mise à jour

    Maintenance prévue · NGP
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Motif: Mise à jour

    Maintenance en cours · NGP
    Portail indisponible
    Du: 02/12 00:00
    Au: 02/12 06:00 (…)
    Motif: Mise à jour

    Maintenance déplacée · NGP
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Était prévue: ~~01/12 00:00 – 01/12 06:00~~
    Motif: A part is late

    Maintenance prolongée · NGP
    Portail indisponible
    Du: 02/12 00:00 (…)
    Au: 02/12 06:00
    Était prévue: ~~02/12 00:00 – 02/12 05:00~~
    Motif: A part is late

    Maintenance annulée · NGP
    Il n'y a plus rien à en attendre.
    Était prévue: ~~02/12 00:00 – 02/12 06:00~~
    Motif: A part is late

    Maintenance interrompue · NGP
    Il n'y a plus rien à en attendre.
    Était prévue: ~~01/12 09:00 – 01/12 15:00~~
    Motif: A part is late
    "#);
}

#[rstest]
#[case(Language::En)]
#[case(Language::Fr)]
fn a_notice_out_of_date_shows_when_it_was(#[case] language: Language) {
    let standing = Standing { channel: ChannelId::new(1), message: crate::rules::ids::MessageId::new(2) };
    let original = Original { standing, window: facts(News::First, None).window, was: december() };
    let card = shown(&Outdated { original: &original, offer: &offer() }.render(language));
    match language {
        Language::En => insta::assert_snapshot!(card, @r#"
        Out of date · NGP
        ~~02/12 00:00 – 02/12 06:00~~
        This window was changed since: see the reply to this message.
        "#),
        Language::Fr => insta::assert_snapshot!(card, @r#"
        Périmée · NGP
        ~~02/12 00:00 – 02/12 06:00~~
        Cette maintenance a changé depuis : voir la réponse à ce message.
        "#),
    }
}

/// The longest that staff can type keeps to Discord's limits: the card cuts what does not fit, and nothing of
/// it is a mention.
#[test]
fn the_longest_texts_stay_texts() {
    let long = "@everyone *".repeat(crate::desk::maintenance::TEXT_MOST / 11);
    let mut facts = facts(stage("week"), None);
    facts.window.reason = texts(&long, &long);
    facts.window.impact = texts(&long, "");
    let card = Notice { facts: &facts, offer: &offer(), now: paris("2026-11-25 00:00") }.render(Language::En);
    let text = shown(&card);
    assert!(!text.contains("@everyone") && text.contains(r"\*"), "{text}");
}
