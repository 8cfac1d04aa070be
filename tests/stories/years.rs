//! Two years of windows and notices, worked out once more by counting days: no calendar library, no rule of
//! the offer.

use std::collections::BTreeSet;

use guichet::rules::offer::{DEFAULT, Offer};

use crate::world::World;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// Days since 1 January 1970 of a date.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let before: i64 = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    before + lengths.iter().take(usize::try_from(month - 1).expect("a month")).sum::<i64>() + day - 1
}

/// The day of the week, 0 for Monday: 1 January 1970 was a Thursday.
pub(crate) fn weekday(day: i64) -> i64 {
    (day + 3) % 7
}

/// The last Sunday of a month of 31 days.
pub(crate) fn last_sunday(year: i64, month: i64) -> i64 {
    let last = days(year, month, 31);
    last - (weekday(last) + 1) % 7
}

/// The moment of an hour on the wall in Paris: in summer two hours ahead of UTC, else one. No hour asked for
/// here is one in which the clocks change.
fn paris(day: i64, hour: i64) -> i64 {
    let summer = (2020..2040).any(|year| {
        let begins = last_sunday(year, 3) * DAY + 2 * HOUR;
        let ends = last_sunday(year, 10) * DAY + 3 * HOUR;
        (begins..ends).contains(&(day * DAY + hour * HOUR))
    });
    day * DAY + (hour - if summer { 2 } else { 1 }) * HOUR
}

/// The Wednesdays with a window of a month: all of them, but the second of five.
fn wednesdays(year: i64, month: i64) -> Vec<i64> {
    let (year_after, month_after) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let mut found: Vec<i64> =
        (days(year, month, 1)..days(year_after, month_after, 1)).filter(|day| weekday(*day) == 2).collect();
    if found.len() == 5 {
        found.remove(1);
    }
    found
}

/// November 2026 to October 2028, both changes of clocks twice: every window, and every moment at which one
/// is announced.
#[tokio::test]
async fn two_years_of_windows_and_notices_are_as_counted_by_hand() {
    let months: Vec<(i64, i64)> =
        (0..24).map(|month| (2026 + (10 + month) / 12, (10 + month) % 12 + 1)).collect();
    let windows: Vec<i64> = months.iter().flat_map(|(year, month)| wednesdays(*year, *month)).collect();
    assert_eq!(windows.len(), 4 * 24);
    let december_9 = days(2026, 12, 9);
    assert!(!windows.contains(&december_9));
    let mut notices = BTreeSet::new();
    for day in &windows {
        notices.insert((paris(day - 7, 0), "week"));
        notices.insert((paris(day - 1, 10), "day"));
        notices.insert((paris(*day, 0) - HOUR, "hour"));
        notices.insert((paris(*day, 0), "start"));
        notices.insert((paris(*day, 6), "end"));
    }

    // The promises are counted at the end, when most of them are long kept.
    let offer = DEFAULT.replace("done_days = 90", "done_days = 3650");
    let world = World::with("2026-10-20 12:00", Offer::parse(&offer).expect("the offer")).await;
    for month in 0..24 {
        let (year, month) = (2026 + (10 + month) / 12, (10 + month) % 12 + 1);
        world.turns_to(&format!("{year}-{month:02}-15 12:00")).await;
    }
    let (from, until) = (paris(days(2026, 11, 1), 0), paris(days(2028, 11, 1), 0));
    let mut conn = world.desk().store.read().await.expect("the database");
    let planned: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT starts_at, ends_at FROM maintenance_window WHERE starts_at >= ? AND starts_at < ? ORDER BY starts_at",
    )
    .bind(from)
    .bind(until)
    .fetch_all(&mut *conn)
    .await
    .expect("the windows");
    let counted: Vec<(i64, i64)> = windows.iter().map(|day| (paris(*day, 0), paris(*day, 6))).collect();
    assert_eq!(planned, counted);
    let promised: Vec<(i64, String)> = sqlx::query_as(
        "SELECT agenda.due, agenda.key FROM agenda JOIN maintenance_window AS place
             ON agenda.key LIKE 'window:' || place.id || ':%'
         WHERE place.starts_at >= ? AND place.starts_at < ?",
    )
    .bind(from)
    .bind(until)
    .fetch_all(&mut *conn)
    .await
    .expect("the promises");
    drop(conn);
    assert_eq!(promised.len(), notices.len());
    for (due, key) in &promised {
        let stage = key.split(':').nth(3).expect("a stage");
        assert!(notices.contains(&(*due, stage)), "{key} at {due}");
    }
    world.end().await;
}
