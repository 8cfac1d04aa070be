//! What is laid out in `deploy/`: systemd takes each unit, and finds little that it leaves open.

use std::{path::PathBuf, process::Command};

fn units() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/systemd"))
}

/// What systemd makes of a unit; none on a machine without it.
fn asked(arguments: &[&str], unit: &str) -> Option<String> {
    let answer = Command::new("systemd-analyze").args(arguments).arg(units().join(unit)).output().ok()?;
    Some(format!("{}{}", String::from_utf8_lossy(&answer.stdout), String::from_utf8_lossy(&answer.stderr)))
}

/// "`systemd-analyze security` at most 2.0", of 10.
#[test]
fn a_unit_leaves_little_open() {
    for unit in ["guichet.service", "guichet-backup.service"] {
        let Some(said) = asked(&["security", "--offline=true"], unit) else { return };
        let level = said.lines().find_map(|line| line.split_once("exposure level for "));
        let (_, level) = level.unwrap_or_else(|| panic!("{said}"));
        let figure = level.split_whitespace().find_map(|word| word.parse::<f64>().ok()).expect("a figure");
        assert!(figure <= 2.0, "{level}");
    }
}

/// Each line of a unit is one that systemd knows, or that a later one than this machine's does.
#[test]
fn systemd_takes_the_units() {
    const LATER: [&str; 2] = ["RestartSteps", "RestartMaxDelaySec"];
    for unit in ["guichet.service", "guichet-backup.service", "guichet-backup.timer"] {
        let Some(said) = asked(&["verify", "--man=no"], unit) else { return };
        let wrong: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("/deploy/systemd/"))
            .filter(|line| !LATER.iter().any(|later| line.contains(later)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
