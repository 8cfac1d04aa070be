//! Calendars that are made to take long, or more than there is.

use std::time::{Duration, Instant};

use rstest::rstest;

use super::{calendar, read};
use crate::rules::on_call::calendar::Unreadable;

fn many(lines: &str) -> String {
    let event = format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n");
    let count = (1 << 20) / event.len() - 2;
    calendar(&[event.repeat(count).trim_end()])
}

fn with_rules(rule: &str, count: usize) -> String {
    let event = format!(
        "BEGIN:VEVENT\r\nSUMMARY:Ada\r\nDTSTART:19900101T000000Z\r\nDURATION:PT1H\r\n{rule}\r\nEND:VEVENT\r\n"
    );
    calendar(&[event.repeat(count).trim_end()])
}

#[rstest]
#[case::deep("BEGIN:X\r\n".repeat(100_000))]
#[case::deep_in_a_calendar(calendar(&[&"BEGIN:X\r\n".repeat(90_000)]))]
#[case::never(with_rules("RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", 100))]
#[case::never_daily(with_rules("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 100))]
#[case::never_yearly(with_rules("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 100))]
#[case::too_many_rules(with_rules("RRULE:FREQ=DAILY", 101))]
#[case::by_second(with_rules("RRULE:FREQ=SECONDLY", 1))]
#[case::all_seconds_of_a_day(with_rules("RRULE:FREQ=DAILY;BYSECOND=0,1,2,3,4,5,6,7,8,9,10", 1))]
#[case::many_small_events(many("SUMMARY:A\r\nDTSTART:20260101T000000Z"))]
#[case::nothing_but_lines("\r\n".repeat(500_000))]
#[case::one_long_line(calendar(&[&format!("SUMMARY:{}", "a".repeat(1 << 20))]))]
#[case::larger_than_anything("a".repeat(10 << 20))]
fn what_costs_too_much_is_refused(#[case] text: String) {
    let began = Instant::now();
    let refused = read(&text).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(20), "{refused:?} after {:?}", began.elapsed());
}

#[rstest]
#[case::counted(with_rules("RRULE:FREQ=DAILY;COUNT=1000", 100))]
#[case::rare(with_rules("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", 100))]
#[case::every_day_of_every_year(with_rules("RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", 100))]
#[case::dates_to_leave_out(with_rules(&format!("RRULE:FREQ=DAILY\r\nEXDATE:{}", ["20260101T000000Z"; 1000].join(",")), 50))]
fn what_costs_much_ends(#[case] text: String) {
    let began = Instant::now();
    let read = read(&text);
    assert!(matches!(read, Ok(_) | Err(Unreadable::TooMany | Unreadable::Rule { .. })), "{read:?}");
    assert!(began.elapsed() < Duration::from_secs(20), "after {:?}", began.elapsed());
}
