//! The time zones that the program carries: of when their data is, and whether the machine's are newer and
//! say otherwise.
//!
//! A zone's rules are a government's: what it decides after a release of the data is an hour too early or too
//! late until there is another.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{IANA_TZDB_VERSION, Tz};

/// Where machines keep their own data, unless `TZDIR` says otherwise.
const ZONES: &str = "/usr/share/zoneinfo";

/// From how many months after the beginning of its year on data is old.
const OLD_MONTHS: i32 = 18;

/// How far ahead zones are compared, and in which steps: a change of clocks lasts for weeks.
const AHEAD: TimeDelta = TimeDelta::days(730);
const STEP: TimeDelta = TimeDelta::hours(1);

/// What is to be said of the time zones.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Found {
    /// All is well.
    Well(String),
    /// Good to know.
    Note(String),
    /// The desk's hours are not those on the wall.
    Wrong(String),
}

/// The machine's data.
#[derive(Debug)]
pub(super) struct Machine {
    folder: PathBuf,
}

impl Machine {
    /// Where this machine's data is.
    pub(super) fn own() -> Self {
        Self { folder: std::env::var_os("TZDIR").map_or_else(|| PathBuf::from(ZONES), PathBuf::from) }
    }

    /// Of which release it is, where it says so: `2025b`.
    fn version(&self) -> Option<String> {
        let read = |file: &str| std::fs::read_to_string(self.folder.join(file)).ok();
        let first = read("tzdata.zi").and_then(|text| Some(text.lines().next()?.to_owned()));
        let named = first.and_then(|line| Some(line.strip_prefix("# version ")?.trim().to_owned()));
        named.or_else(|| read("+VERSION").map(|text| text.trim().to_owned()))
    }

    fn zone(&self, zone: Tz) -> Option<tz::TimeZone> {
        let bytes = std::fs::read(self.folder.join(Path::new(zone.name()))).ok()?;
        tz::TimeZone::from_tz_data(&bytes).ok()
    }
}

/// Looks at the data that the program carries, beside the machine's.
pub(super) fn look(zone: Tz, machine: &Machine, now: DateTime<Utc>) -> Found {
    let ours = IANA_TZDB_VERSION;
    let theirs = machine.version();
    let told = format!("data {ours} in the program, {} on the machine", theirs.as_deref().unwrap_or("none"));
    let newer = theirs.is_some_and(|theirs| theirs.as_str() > ours);
    if newer && let Some(at) = machine.zone(zone).and_then(|theirs| first_difference(zone, &theirs, now)) {
        return Found::Wrong(format!(
            "{told}, and they differ in {zone} from {} on: hours, windows and moments typed are off from then; run a version with newer data, \
             or name a zone with the right clocks in the offer (docs/operations.md)",
            at.format("%Y-%m-%d %H:%M UTC")
        ));
    }
    let age = months_since(ours, now);
    match age {
        Some(months) if months >= OLD_MONTHS => Found::Note(format!(
            "{told}; the program's is about {months} months old: what governments decided since is not in it"
        )),
        Some(_) | None => Found::Well(format!("{told}; the desk is in {zone}")),
    }
}

/// Months since the year of a release began.
fn months_since(version: &str, now: DateTime<Utc>) -> Option<i32> {
    let year: i32 = version.get(..4)?.parse().ok()?;
    let month = i32::try_from(now.month0()).ok()?;
    Some((now.year() - year) * 12 + month)
}

/// The first hour of the next two years at which the clocks of a zone differ.
fn first_difference(ours: Tz, theirs: &tz::TimeZone, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let steps = AHEAD.num_hours() / STEP.num_hours();
    let mut moments = (0..steps).filter_map(|step| now.checked_add_signed(STEP * i32::try_from(step).ok()?));
    moments.find(|at| {
        let shown = ours.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc();
        theirs.find_local_time_type(at.timestamp()).is_ok_and(|kind| kind.ut_offset() != shown)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    /// A machine whose data says of a zone what another's says.
    fn machine(version: &str, zone: &str, says: Tz) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("# version {version}\n# rest\n");
        std::fs::write(folder.path().join("tzdata.zi"), text).expect("the version");
        let file = folder.path().join(zone);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the zones' folder");
        let offset =
            says.offset_from_utc_datetime(&at("2026-12-01T00:00:00Z").naive_utc()).fix().local_minus_utc();
        std::fs::write(file, fixed(offset)).expect("the zone");
        folder
    }

    /// A zone that never changes its clocks, as RFC 8536 has it.
    fn fixed(offset: i32) -> Vec<u8> {
        let mut bytes = b"TZif\0".to_vec();
        bytes.extend([0; 15]);
        for count in [0_u32, 0, 0, 0, 1, 4] {
            bytes.extend(count.to_be_bytes());
        }
        bytes.extend(offset.to_be_bytes());
        bytes.extend([0, 0]);
        bytes.extend(b"XXX\0");
        bytes
    }

    #[test]
    fn newer_data_of_the_machine_that_says_otherwise_is_told() {
        let (utc, now) = (Tz::Etc__UTC, at("2025-06-01T00:00:00Z"));
        let look =
            |folder: &tempfile::TempDir| super::look(utc, &Machine { folder: folder.path().to_owned() }, now);
        let other = machine("2099a", "Etc/UTC", Tz::Asia__Kolkata);
        let Found::Wrong(line) = look(&other) else { panic!("{:?}", look(&other)) };
        assert!(line.contains("2099a") && line.contains("2025-06-01 00:00 UTC"), "{line}");
        let same = machine("2099a", "Etc/UTC", utc);
        assert!(matches!(look(&same), Found::Well(_)));
        // What is older than the program's own is no reason for anything.
        let older = machine("1999a", "Etc/UTC", Tz::Asia__Kolkata);
        assert!(matches!(look(&older), Found::Well(_)));
        let nothing = Machine { folder: other.path().join("nowhere") };
        assert!(
            matches!(super::look(utc, &nothing, now), Found::Well(line) if line.contains("none on the machine"))
        );
    }

    #[test]
    fn data_grows_old() {
        let nothing = Machine { folder: PathBuf::from("/nowhere") };
        let late = Utc.with_ymd_and_hms(2099, 1, 1, 0, 0, 0).single().expect("a moment");
        assert!(
            matches!(look(Tz::Europe__Paris, &nothing, late), Found::Note(line) if line.contains(IANA_TZDB_VERSION))
        );
        assert_eq!(months_since("2025b", at("2026-11-30T00:00:00Z")), Some(22));
    }
}
