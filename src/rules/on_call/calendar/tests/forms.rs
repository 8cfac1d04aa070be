//! Each form of the standard by itself.

use rstest::rstest;

use super::{calendar, duties, event, read};
use crate::rules::on_call::calendar::Unreadable;

#[test]
fn a_duty_of_a_day_is_one_day_on_the_wall_whatever_clocks_do() {
    let text = event(&[
        "DTSTART;TZID=Europe/Paris:20260328T090000",
        "DTEND;TZID=Europe/Paris:20260329T090000",
        "RRULE:FREQ=DAILY;COUNT=2",
    ]);
    assert_eq!(duties(&text), ["260328 08:00 – 260329 07:00 Ada", "260329 07:00 – 260330 07:00 Ada"]);
}

#[rstest]
#[case::days_are_days("P1D", "260328 08:00 – 260329 07:00 Ada")]
#[case::hours_are_hours("PT24H", "260328 08:00 – 260329 08:00 Ada")]
#[case::both("P1DT2H30M", "260328 08:00 – 260329 09:30 Ada")]
#[case::weeks("P1W", "260328 08:00 – 260404 07:00 Ada")]
fn a_length(#[case] length: &str, #[case] duty: &str) {
    let text = event(&["DTSTART;TZID=Europe/Paris:20260328T090000", &format!("DURATION:{length}")]);
    assert_eq!(duties(&text), [duty]);
}

#[rstest]
#[case::known("TZID=America/New_York", "260601 13:00")]
#[case::in_quotes("TZID=\"America/New_York\"", "260601 13:00")]
#[case::with_a_makers_name_before_it("TZID=/mozilla.org/20050126_1/America/New_York", "260601 13:00")]
#[case::floating_is_the_desks("X-NOTHING=1", "260601 07:00")]
fn a_zone(#[case] zone: &str, #[case] start: &str) {
    let text = event(&[&format!("DTSTART;{zone}:20260601T090000"), "DURATION:PT1H"]);
    assert!(duties(&text)[0].starts_with(start), "{:?}", duties(&text));
}

#[test]
fn floating_times_and_days_are_of_the_calendars_zone() {
    let lines = ["X-WR-TIMEZONE:America/New_York", "BEGIN:VEVENT", "SUMMARY:Ada", "DTSTART:20260601T090000"];
    let text = calendar(&[&lines[..], &["DURATION:PT1H", "END:VEVENT"]].concat());
    assert_eq!(duties(&text), ["260601 13:00 – 260601 14:00 Ada"]);
    let lines =
        ["X-WR-TIMEZONE:America/New_York", "BEGIN:VEVENT", "SUMMARY:Ada", "DTSTART;VALUE=DATE:20260601"];
    let text = calendar(&[&lines[..], &["END:VEVENT"]].concat());
    assert_eq!(duties(&text), ["260601 04:00 – 260602 04:00 Ada"]);
}

/// A zone of that calendar's own, half an hour off, whose clocks change on days that nobody else's do.
fn own_zone(event: &[&str]) -> String {
    let zone = [
        "BEGIN:VTIMEZONE",
        "TZID:Customized Time Zone",
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0630",
        "TZOFFSETTO:+0530",
        "RRULE:FREQ=YEARLY;UNTIL=20261001T173000Z;BYMONTHDAY=2;BYMONTH=10",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20260602T000000",
        "TZOFFSETFROM:+0530",
        "TZOFFSETTO:+0630",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Ada",
    ];
    calendar(&[&zone[..], event, &["END:VEVENT"]].concat())
}

#[rstest]
#[case::before("20260601T090000", "260601 03:30 – 260601 04:30 Ada")]
#[case::after("20260602T090000", "260602 02:30 – 260602 03:30 Ada")]
#[case::its_last_change_counts("20261002T090000", "261002 03:30 – 261002 04:30 Ada")]
#[case::a_time_that_is_skipped("20260602T003000", "260601 19:00 – 260601 20:00 Ada")]
fn a_zone_that_the_calendar_describes(#[case] start: &str, #[case] duty: &str) {
    let start = format!("DTSTART;TZID=Customized Time Zone:{start}");
    assert_eq!(duties(&own_zone(&[&start, "DURATION:PT1H"])), [duty]);
}

#[rstest]
#[case::utc("EXDATE:20260602T070000Z")]
#[case::zoned("EXDATE;TZID=Europe/London:20260602T080000")]
#[case::a_day("EXDATE;VALUE=DATE:20260602")]
#[case::a_list("EXDATE;TZID=Europe/Paris:20260601T100000,20260602T090000")]
fn an_exception(#[case] line: &str) {
    let text = event(&[
        "DTSTART;TZID=Europe/Paris:20260601T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=3",
        line,
    ]);
    assert_eq!(duties(&text), ["260601 07:00 – 260601 08:00 Ada", "260603 07:00 – 260603 08:00 Ada"]);
}

#[rstest]
#[case::utc("RDATE:20260605T100000Z", "260605 10:00 – 260605 11:00 Ada")]
#[case::zoned("RDATE;TZID=Europe/Paris:20260605T120000", "260605 10:00 – 260605 11:00 Ada")]
#[case::a_period("RDATE;VALUE=PERIOD:20260605T100000Z/20260605T130000Z", "260605 10:00 – 260605 13:00 Ada")]
#[case::a_period_with_a_length("RDATE;VALUE=PERIOD:20260605T100000Z/PT2H", "260605 10:00 – 260605 12:00 Ada")]
fn a_date_besides(#[case] line: &str, #[case] duty: &str) {
    let text = event(&["DTSTART;TZID=Europe/Paris:20260601T090000", "DURATION:PT1H", line]);
    assert_eq!(duties(&text), ["260601 07:00 – 260601 08:00 Ada", duty]);
}

#[rstest]
#[case::utc("UNTIL=20260603T070000Z")]
#[case::wall("UNTIL=20260603T090000")]
#[case::a_day("UNTIL=20260603")]
#[case::counted("COUNT=3")]
fn the_last_of_a_rule_belongs_to_it(#[case] until: &str) {
    let rule = format!("RRULE:FREQ=DAILY;{until}");
    let text = event(&["DTSTART;TZID=Europe/Paris:20260601T090000", "DURATION:PT1H", &rule]);
    assert_eq!(duties(&text).last().unwrap(), "260603 07:00 – 260603 08:00 Ada");
    assert_eq!(duties(&text).len(), 3);
}

#[test]
fn of_an_event_that_is_told_twice_the_later_counts() {
    let of = |sequence, hour| {
        format!(
            "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ada\r\nSEQUENCE:{sequence}\r\nDTSTART:20260601T{hour}0000Z\r\nDURATION:PT1H\r\nEND:VEVENT"
        )
    };
    let text = calendar(&[&of(2, "10"), &of(1, "11")]);
    assert_eq!(duties(&text), ["260601 10:00 – 260601 11:00 Ada"]);
}

#[test]
fn an_event_that_is_called_off_nobodys_or_of_no_length_is_no_duty() {
    let text = event(&["DTSTART:20260601T100000Z", "DURATION:PT1H", "STATUS:CANCELLED"]);
    assert_eq!(duties(&text), [""; 0]);
    let text = event(&["DTSTART:20260601T100000Z"]);
    assert_eq!(duties(&text), [""; 0]);
    let text = calendar(&["BEGIN:VEVENT", "DTSTART:20260601T100000Z", "DURATION:PT1H", "END:VEVENT"]);
    assert_eq!(duties(&text), [""; 0]);
}

#[test]
fn what_is_not_understood_is_refused_as_a_whole() {
    let refused = |lines: &[&str]| read(&event(lines)).unwrap_err();
    let zone = Unreadable::Zone { name: "Mars/Olympus".to_owned() };
    assert_eq!(refused(&["DTSTART;TZID=Mars/Olympus:20260601T090000"]), zone);
    let moment = |text: &str| Unreadable::Moment { text: text.to_owned() };
    assert_eq!(refused(&["DTSTART:20260631T090000"]), moment("20260631T090000"));
    assert_eq!(refused(&[]), moment("DTSTART"));
    assert_eq!(refused(&["DTSTART:20260601T090000Z", "DURATION:-PT1H"]), moment("-PT1H"));
    assert_eq!(refused(&["DTSTART:20260601T090000Z", "DTEND:20260601T080000Z"]), moment("20260601T080000Z"));
    let future = "RECURRENCE-ID;RANGE=THISANDFUTURE:20260601T090000Z";
    assert_eq!(refused(&["DTSTART:20260601T090000Z", future]), moment("RANGE=THISANDFUTURE"));
    for rule in ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;COUNT=99999999", "FREQ=OFTEN", "nothing"] {
        let rules = Unreadable::Rule { rule: rule.to_owned() };
        let line = format!("RRULE:{rule}");
        assert_eq!(refused(&["DTSTART:20260601T090000Z", "DURATION:PT1H", &line]), rules);
    }
    for text in ["", "<html>no</html>", "BEGIN:VCARD\r\nEND:VCARD\r\n", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"]
    {
        assert_eq!(read(text), Err(Unreadable::NoCalendar), "{text}");
    }
}
