use chrono::{NaiveTime, TimeDelta, Weekday};
use rstest::rstest;

use super::*;
use crate::rules::level::Level;

/// The embedded offer with one text replaced by another.
fn with(old: &str, new: &str) -> Result<Offer, OfferError> {
    assert_eq!(DEFAULT.matches(old).count(), 1, "`{old}` must stand once in the offer");
    Offer::parse(&DEFAULT.replace(old, new))
}

/// The line of the embedded offer on which this text stands.
fn line_of(text: &str) -> usize {
    DEFAULT.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn the_embedded_offer_is_the_published_one() {
    let offer = Offer::parse(DEFAULT).unwrap();
    let gtr = Level::ALL.iter().map(|level| offer.level(*level).gtr_minutes).collect::<Vec<_>>();
    assert_eq!(gtr, [None, Some(480), Some(480), Some(240)]);
    let hours = Level::ALL.iter().map(|level| offer.level(*level).minutes_a_month / 60).collect::<Vec<_>>();
    assert_eq!(hours, [0, 2, 2, 4]);
    let months = Level::ALL.iter().map(|level| offer.level(*level).first_months).collect::<Vec<_>>();
    assert_eq!(months, [None, Some(3), None, None]);
    let access = Level::ALL.iter().map(|level| offer.level(*level).privileged_access).collect::<Vec<_>>();
    assert_eq!(access, [false, true, true, true]);
    let packs = Level::ALL.iter().map(|level| offer.level(*level).packs).collect::<Vec<_>>();
    assert_eq!(packs, [true, false, false, false]);

    assert_eq!(offer.contact.phone, "+33 (1) 85 14 93 56");
    assert_eq!(offer.contact.mail, "obs-cloud-z3.servicedesk@orange.com");
    assert_eq!(offer.calendar.zone, chrono_tz::Europe::Paris);
    assert_eq!(offer.calendar.hours.days.len(), 5);
    assert!(!offer.calendar.hours.days.contains(&Weekday::Sat));
    assert_eq!(offer.gtr.warn_percent, [50, 75, 90]);
    assert_eq!(offer.gtr.contest, TimeDelta::minutes(60));
    assert_eq!(offer.platforms[0].windows[0].recurrence.text(), "FREQ=MONTHLY;BYDAY=1WE,-3WE,-2WE,-1WE");
    let ten = NaiveTime::from_hms_opt(10, 0, 0);
    assert_eq!(offer.stage("day").unwrap().lead, Lead::DaysBefore { days: 1, at: ten });
    assert_eq!(offer.components.iter().filter(|component| component.beta).count(), 1);
    assert!(offer.components.len() > 2);
    assert!(offer.component("kubernetes").unwrap().beta);
    assert_eq!(offer.bounds, Bounds::default());
    assert_eq!(offer.component("mainframe"), None);
}

#[rstest]
#[case::no_such_zone("Europe/Paris\"\n", "Europe/Pariss\"\n", "time_zone =", "IANA")]
#[case::no_day(
    "days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
    "days = []",
    "days = [\"mon",
    "at least one day"
)]
#[case::a_day_twice("\"thu\", \"fri\"", "\"thu\", \"thu\"", "days = [\"mon", "twice")]
#[case::no_such_day("\"fri\"", "\"vendredi\"", "days = [\"mon", "mon, tue")]
#[case::hours_upside_down("to = \"18:00\"", "to = \"08:00\"", "to = \"18:00\"", "after `from`")]
#[case::no_such_hour("from = \"09:00\"", "from = \"25:00\"", "from = \"09:00\"", "23:59")]
#[case::no_such_date("\"05-08\"", "\"02-30\"", "fixed =", "that exist")]
#[case::unknown_key("contest_minutes = 60", "contest_hours = 1", "contest_minutes", "unknown field")]
#[case::gtr_of_nothing("gtr_hours = 4\n", "gtr_hours = 0\n", "gtr_hours = 4", "from 1 to 1000")]
#[case::gtr_of_a_word("gtr_hours = 4\n", "gtr_hours = \"four\"\n", "gtr_hours = 4", "invalid type")]
#[case::no_month("first_months = 3", "first_months = 0", "first_months = 3", "from 1 to 120")]
#[case::percent_down("[50, 75, 90]", "[50, 90, 75]", "warn_percent", "ascend")]
#[case::percent_of_all("[50, 75, 90]", "[50, 75, 100]", "warn_percent", "from 1 to 99")]
#[case::first_rung_late(
    "after_minutes = 0,",
    "after_minutes = 1,",
    "after_minutes = 0,",
    "first must be at 0"
)]
#[case::rungs_down("after_minutes = 10,", "after_minutes = 5,", "after_minutes = 10,", "ascend")]
#[case::a_fourth_level("levels = [3]", "levels = [4]", "levels = [3]", "from 1 to 3")]
#[case::nobody_called("levels = [3]", "levels = []", "levels = [3]", "at least one level")]
#[case::a_file_of_nothing("file_mib = 25", "file_mib = 0", "file_mib = 25", "from 1 to 1024")]
#[case::more_files_than_discord_has(
    "files_a_message = 10",
    "files_a_message = 11",
    "files_a_message",
    "from 0 to 10"
)]
#[case::less_than_no_disk("free_disk_mib = 256", "free_disk_mib = -1", "free_disk_mib = 256", "from 0")]
#[case::never_again("repeat_minutes = 10", "repeat_minutes = 0", "repeat_minutes = 10", "from 1")]
#[case::away_at_once("away_minutes = 2", "away_minutes = 0", "away_minutes = 2", "from 1")]
#[case::sooner_when_nobody_waits(
    "away_idle_minutes = 10",
    "away_idle_minutes = 1",
    "away_idle_minutes",
    "no less than `away_minutes`"
)]
#[case::a_wave_of_one("proposed_at = 3", "proposed_at = 1", "proposed_at", "from 2")]
#[case::within_no_time("within_minutes = 30", "within_minutes = 0", "within_minutes", "from 1")]
#[case::uneven_unit("unit_minutes = 30", "unit_minutes = 31", "unit_minutes = 30", "divide a day")]
#[case::not_in_units("max_minutes = 120", "max_minutes = 100", "max_minutes = 120", "multiple")]
#[case::longest_is_shorter("max_minutes = 120", "max_minutes = 0", "max_minutes = 120", "from 30")]
#[case::stage_twice("key = \"hour\"", "key = \"week\"", "key = \"hour\"", "its own")]
#[case::two_at_once("minutes_before = 60", "at_start = true", "key = \"start\"", "same moment")]
#[case::two_leads("days_before = 7 ", "days_before = 7, minutes_before = 5 ", "key = \"week\"", "one of")]
#[case::start_is_not_told("{ key = \"start\", at_start = true },", "", "stages = [", "at_start")]
#[case::kept_for_no_time("done_days = 90", "done_days = 29", "done_days = 90", "from 30")]
#[case::bad_rule("1WE,-3WE", "1WEE,-3WE", "rule =", "RFC 5545")]
#[case::rule_of_no_day("BYDAY=1WE,-3WE,-2WE,-1WE", "BYMONTH=2;BYMONTHDAY=30", "rule =", "never")]
#[case::rule_too_often("FREQ=MONTHLY;BYDAY=1WE,-3WE,-2WE,-1WE", "FREQ=HOURLY", "rule =", "daily at most")]
#[case::rule_with_an_hour("-2WE,-1WE\"", "-2WE,-1WE;BYHOUR=3\"", "rule =", "`first`")]
#[case::no_such_first("2026-01-07 00:00", "2026-02-30 00:00", "first =", "moment")]
#[case::window_of_nothing("minutes = 360", "minutes = 0", "minutes = 360", "from 1")]
#[case::nameless("en = \"Backup\"", "en = \" \"", "en = \"Backup\"", "1 to 60")]
#[case::key_with_capitals("key = \"portal\"", "key = \"Portal\"", "key = \"portal\"", "a to z")]
fn what_no_desk_could_keep_is_refused_by_its_line(
    #[case] old: &str,
    #[case] new: &str,
    #[case] at: &str,
    #[case] must: &str,
) {
    let refused = with(old, new).unwrap_err();
    assert!(refused.must.contains(must), "{refused}");
    assert_eq!(refused.line, line_of(at), "{refused}");
}

#[rstest]
#[case("standard", "bronze")]
#[case("bronze", "silver")]
#[case("silver", "gold")]
fn a_level_that_is_missing_is_named_with_the_line_of_the_levels(#[case] missing: &str, #[case] next: &str) {
    let from = DEFAULT.find(&format!("[levels.{missing}]")).unwrap();
    let to = DEFAULT.find(&format!("[levels.{next}]")).unwrap();
    let text = format!("{}{}", &DEFAULT[..from], &DEFAULT[to..]);
    let refused = Offer::parse(&text).unwrap_err();
    assert!(refused.must.contains(&format!("`levels.{missing}` is missing")), "{refused}");
    assert!(text.lines().nth(refused.line - 1).unwrap().starts_with("[levels."), "{refused}");
    assert!(refused.to_string().starts_with(&format!("line {}: ", refused.line)));
}

#[test]
fn a_section_that_is_missing_is_named() {
    let from = DEFAULT.find("[packs]").unwrap();
    let to = DEFAULT.find("# When a maintenance window").unwrap();
    let refused = Offer::parse(&format!("{}{}", &DEFAULT[..from], &DEFAULT[to..])).unwrap_err();
    assert!(refused.must.contains("missing field `packs`"), "{refused}");
}

/// A file that was written before there was such a section is taken as it is.
#[test]
fn what_was_done_with_is_kept_for_ninety_days_where_the_file_does_not_say() {
    let offer = with("[retention]\ndone_days = 90\n", "").unwrap();
    assert_eq!(offer.retention.done, TimeDelta::days(90));
    assert_eq!(with("done_days = 90", "done_days = 365").unwrap().retention.done, TimeDelta::days(365));
}

/// So is one of before there were major incidents.
#[test]
fn an_incident_is_proposed_at_three_within_thirty_minutes_where_the_file_does_not_say() {
    let rules = |proposed_at, minutes| IncidentRules { proposed_at, within: TimeDelta::minutes(minutes) };
    let section = "[incident]\nproposed_at = 3\nwithin_minutes = 30\n";
    assert_eq!(with(section, "").unwrap().incident, rules(3, 30));
    assert_eq!(with(section, "[incident]\nproposed_at = 5\n").unwrap().incident, rules(5, 30));
    assert_eq!(with(section, "[incident]\nwithin_minutes = 10\n").unwrap().incident, rules(3, 10));
}

/// So is one of before there were alarms.
#[test]
fn chat_is_told_to_be_away_after_two_minutes_where_the_file_does_not_say() {
    let minutes = |away, away_idle| AlarmRules {
        away: TimeDelta::minutes(away),
        away_idle: TimeDelta::minutes(away_idle),
    };
    let offer = with("[alarms]\naway_minutes = 2\naway_idle_minutes = 10\n", "").unwrap();
    assert_eq!(offer.alarms, minutes(2, 10));
    let offer = with("away_minutes = 2\naway_idle_minutes = 10\n", "away_minutes = 30\n").unwrap();
    assert_eq!(offer.alarms, minutes(30, 30));
}

#[test]
fn a_component_of_no_platform_is_refused() {
    let at = DEFAULT.find("platform = \"ngp\"").unwrap();
    let text = format!("{}{}", &DEFAULT[..at], DEFAULT[at..].replacen("ngp", "old", 1));
    let refused = Offer::parse(&text).unwrap_err();
    assert_eq!(refused.line, line_of("platform = \"ngp\""));
    assert!(refused.must.contains("one of the platforms"), "{refused}");
}

#[test]
fn the_expertise_cell_may_have_its_own_contact() {
    let offer = with("# expert_mail", "expert_mail").unwrap();
    assert_eq!(offer.contact.expert_mail.as_deref(), Some("experts@..."));
    assert_eq!(offer.contact.expert_phone, None);
}

#[test]
fn what_is_not_toml_is_refused_by_its_line() {
    assert_eq!(with("[packs]", "[packs").unwrap_err().line, line_of("[packs]"));
    assert_eq!(Offer::parse("").unwrap_err().line, 1);
}

/// An offer of before there were bounds goes on as it is.
#[test]
fn an_offer_without_bounds_has_the_usual_ones() {
    let from = DEFAULT.find("[bounds]").unwrap();
    let until = from + DEFAULT[from..].find("[[platforms]]").unwrap();
    let without = format!("{}{}", &DEFAULT[..from], &DEFAULT[until..]);
    assert_eq!(Offer::parse(&without).unwrap().bounds, Bounds::default());
}
