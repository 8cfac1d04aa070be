//! `.env`, as it is written.

use std::fmt::Write;

/// The settings that were asked for, in order; of each a line above it says what it is.
#[derive(Debug, Default)]
pub(super) struct Settings(Vec<(String, String, &'static str)>);

impl Settings {
    /// One more.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>, what: &'static str) {
        self.0.push((name.to_owned(), value.into(), what));
    }

    /// The value of one that was set.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.iter().rev().find(|(set, ..)| set == name).map(|(_, value, _)| value.clone())
    }

    /// The file.
    pub(super) fn file(&self) -> String {
        let mut file = "# Settings of guichet; docs/operations.md tells of the others.\n".to_owned();
        for (name, value, what) in &self.0 {
            // A text in memory takes every line.
            let _ = writeln!(file, "\n# {what}\n{name}={}", quoted(value));
        }
        file
    }
}

/// A value as the file takes it back.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:+=@,%~".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    let mut quoted = "\"".to_owned();
    for c in value.chars() {
        if matches!(c, '"' | '\\' | '$') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(file: &str) -> Vec<(String, String)> {
        dotenvy::from_read_iter(file.as_bytes()).map(|one| one.expect("a line")).collect()
    }

    #[test]
    fn each_setting_is_told() {
        let mut settings = Settings::default();
        settings.set("STAFF_GUILD_ID", "12", "The support team's server.");
        settings.set("SMTP_PASSWORD", "two \"words\" $HOME", "The mail server's password.");
        let file = settings.file();
        assert!(file.contains("\n# The support team's server.\nSTAFF_GUILD_ID=12\n"), "{file}");
        let read = read(&file);
        assert_eq!(read[1], ("SMTP_PASSWORD".to_owned(), "two \"words\" $HOME".to_owned()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in "[ -~éà€#]{1,60}") {
            let value = value.trim().to_owned();
            prop_assume!(!value.is_empty());
            let mut settings = Settings::default();
            settings.set("ONE", value.clone(), "One.");
            settings.set("TWO", "2", "Two.");
            prop_assert_eq!(read(&settings.file()), vec![("ONE".to_owned(), value), ("TWO".to_owned(), "2".to_owned())]);
        }
    }
}
