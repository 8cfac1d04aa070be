//! Calendars as five makers write them, hour by hour beside another reader of theirs.

use std::collections::{BTreeMap, BTreeSet};

use calcard::{
    Entry, Parser,
    common::timezone::Tz,
    icalendar::{ICalendarProperty, dates::TimeOrDelta},
};
use chrono::{DateTime, TimeZone, Utc};
use rstest::rstest;

use super::{hours, read, utc};
use crate::rules::on_call::calendar::name;

const GOOGLE: &str = include_str!("google.ics");
const OUTLOOK: &str = include_str!("outlook.ics");
const PAGERDUTY: &str = include_str!("pagerduty.ics");
const GRAFANA: &str = include_str!("grafana.ics");
const GOALERT: &str = include_str!("goalert.ics");

/// Each event with its changed instances as a calendar by itself: the other expander stops all of them at one
/// limit.
fn apart(text: &str) -> Vec<String> {
    let (before, events) = text.split_at(text.find("BEGIN:VEVENT").unwrap());
    let mut apart: BTreeMap<&str, String> = BTreeMap::new();
    for event in events.split_inclusive("END:VEVENT\r\n").filter(|part| part.starts_with("BEGIN:VEVENT")) {
        let uid = event.lines().find(|line| line.starts_with("UID:")).unwrap();
        apart.entry(uid).or_insert_with(|| before.to_owned()).push_str(event);
    }
    apart.into_values().map(|events| format!("{events}END:VCALENDAR\r\n")).collect()
}

/// Duties as another expander has them. It knows nothing of instances that are called off, reads moments of a
/// series in UTC as if they had no zone, and counts a length in hours where people count on the wall: all of
/// that is put right here.
fn another(text: &str) -> Vec<(DateTime<Utc>, DateTime<Utc>, String)> {
    let zone = if text.contains("X-WR-TIMEZONE:UTC") { chrono_tz::UTC } else { super::DESK };
    apart(text).iter().flat_map(|text| expanded(text, zone)).collect()
}

fn expanded(text: &str, zone: chrono_tz::Tz) -> Vec<(DateTime<Utc>, DateTime<Utc>, String)> {
    let Entry::ICalendar(calendar) = Parser::new(text).entry() else { panic!("{text}") };
    let expanded = calendar.expand_dates(Tz::Tz(zone), 5_000);
    assert_eq!(expanded.errors, []);
    let mut duties = Vec::new();
    for event in expanded.events {
        let component = &calendar.components[event.comp_id as usize];
        let said = |name| {
            let entry = component.property(&name)?;
            entry.values.first()?.as_text().map(str::to_owned)
        };
        if said(ICalendarProperty::Status).as_deref() == Some("CANCELLED") {
            continue;
        }
        let zone = event.start.timezone();
        let end = match event.end {
            TimeOrDelta::Time(end) => end.to_utc(),
            TimeOrDelta::Delta(lasts) => {
                let end = event.start.naive_local() + lasts;
                zone.from_local_datetime(&end).earliest().unwrap().to_utc()
            }
        };
        let name = name::of_title(&said(ICalendarProperty::Summary).unwrap()).unwrap();
        duties.push((event.start.to_utc(), end, name));
    }
    duties
}

#[rstest]
#[case::google(GOOGLE)]
#[case::outlook(OUTLOOK)]
#[case::pagerduty(PAGERDUTY)]
#[case::grafana(GRAFANA)]
#[case::goalert(GOALERT)]
fn every_hour_of_two_years_is_as_another_reads_it(#[case] text: &str) {
    let roster = read(text).unwrap();
    let other = another(text);
    let mut somebody = 0;
    for at in hours() {
        let ours: BTreeSet<_> = roster.on_duty(at).into_iter().collect();
        let on = other.iter().filter(|(from, to, _)| *from <= at && at < *to);
        let theirs: BTreeSet<_> = on.map(|(_, _, name)| name.clone()).collect();
        assert_eq!(ours, theirs, "{at}");
        somebody += usize::from(!ours.is_empty());
    }
    assert!(somebody > 300, "{somebody} hours are not much of a test");
}

#[rstest]
#[case::the_first_week("2026-01-05 08:00", &["Ada Lovelace"])]
#[case::until_the_very_moment("2026-01-12 07:59", &["Ada Lovelace"])]
#[case::handed_over("2026-01-12 08:00", &["Grace Hopper"])]
#[case::moved_to_noon_on_the_first_summer_monday("2026-03-30 08:00", &[])]
#[case::moved_it_begins("2026-03-30 10:00", &["Ada Lovelace"])]
#[case::nine_in_summer("2026-04-13 06:59", &["Grace Hopper"])]
#[case::nine_in_summer_is_another_hour("2026-04-13 07:00", &["Ada Lovelace"])]
#[case::called_off("2026-05-12 10:00", &[])]
#[case::excepted("2026-08-04 10:00", &[])]
#[case::all_day_in_the_calendars_zone("2026-12-23 23:00", &["Ada Lovelace", "Katherine Johnson"])]
#[case::to_the_end_of_the_last_day("2026-12-26 22:59", &["Ada Lovelace", "Katherine Johnson"])]
#[case::and_no_longer("2026-12-26 23:00", &["Ada Lovelace"])]
#[case::the_last_of_hers("2027-03-23 10:00", &["Grace Hopper"])]
#[case::her_rule_has_ended("2027-04-06 10:00", &[])]
fn googles(#[case] at: &str, #[case] names: &[&str]) {
    assert_eq!(read(GOOGLE).unwrap().on_duty(utc(at)), names);
}

#[rstest]
#[case::winter_evening("2026-01-05 17:00", &["Ada Lovelace"])]
#[case::summer_evening("2026-07-06 16:00", &["Ada Lovelace"])]
#[case::before_it_in_summer("2026-07-06 15:59", &[])]
#[case::excepted("2026-05-01 18:00", &[])]
#[case::somebody_else_that_once("2026-10-26 18:00", &["Grace Hopper"])]
#[case::second_saturday("2026-02-14 12:00", &["Hedy Lamarr"])]
fn outlooks(#[case] at: &str, #[case] names: &[&str]) {
    assert_eq!(read(OUTLOOK).unwrap().on_duty(utc(at)), names);
}

#[test]
fn names_are_found_in_what_others_put_around_them() {
    let names = |text| read(text).unwrap().names().into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(names(PAGERDUTY), ["Ada Lovelace", "Grace Hopper"]);
    assert_eq!(names(GOALERT), ["Ada Lovelace", "Grace Hopper"]);
    assert_eq!(names(GRAFANA), ["ada", "grace", "hedy"]);
}

#[rstest]
#[case("Ada", Some("Ada"))]
#[case("  Ada \t Lovelace ", Some("Ada Lovelace"))]
#[case("On Call - Ada Lovelace", Some("Ada Lovelace"))]
#[case("On Call - ", Some("On Call -"))]
#[case("[L12] ada", Some("ada"))]
#[case("[Late] ada", Some("[Late] ada"))]
#[case("On-Call (GoAlert: Platform)", Some("On-Call (GoAlert: Platform)"))]
#[case("Jean-Pierre - remplaçant", Some("Jean-Pierre - remplaçant"))]
#[case("\u{202e}adA", Some("adA"))]
#[case(" \u{200b} ", None)]
fn a_title_and_its_name(#[case] title: &str, #[case] name: Option<&str>) {
    assert_eq!(super::super::name::of_title(title).as_deref(), name);
}
