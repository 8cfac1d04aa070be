//! Calendars read by another hand than the one that wrote them: strictly, as RFC 5545 has it.

/// An event of a calendar.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    properties: Vec<(String, String)>,
}

impl Entry {
    /// The value of a property that is there once, its text without escapes.
    #[track_caller]
    pub(crate) fn get(&self, name: &str) -> String {
        let mut of_name = self.properties.iter().filter(|(known, _)| known == name);
        let (_, value) = of_name.next().unwrap_or_else(|| panic!("no {name} in {:?}", self.properties));
        assert!(of_name.next().is_none(), "{name} is there twice");
        unescaped(value)
    }

    /// How often it was changed.
    pub(crate) fn sequence(&self) -> i64 {
        self.get("SEQUENCE").parse().expect("a number")
    }
}

/// A calendar.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// What is to be done with it.
    pub(crate) method: String,
    /// Its events.
    pub(crate) entries: Vec<Entry>,
}

/// Reads a calendar, and fails on whatever a strict reader would refuse.
#[track_caller]
pub(crate) fn read(text: &str) -> Read {
    assert!(text.ends_with("\r\n"), "the last line ends");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "lines end with CRLF");
    let another = calcard::Parser::new(text).entry();
    assert!(matches!(another, calcard::Entry::ICalendar(_)), "another reader refuses it: {another:?}");
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets in {line:?}", line.len());
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().expect("a line to continue").push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let (mut open, mut calendar, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for line in &lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line:?}"));
        let name = name.split(';').next().unwrap_or_default();
        assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'), "{name:?}");
        match name {
            "BEGIN" => {
                assert_eq!(open.len(), usize::from(value == "VEVENT"), "{value} begins inside {open:?}");
                open.push(value);
                if value == "VEVENT" {
                    entries.push(Entry { properties: Vec::new() });
                }
            }
            "END" => assert_eq!(open.pop(), Some(value), "{value} ends"),
            _ if open.len() == 1 => calendar.push((name.to_owned(), value.to_owned())),
            _ => {
                let entry = entries.last_mut().expect("an event");
                entry.properties.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    assert!(open.is_empty() && lines[0] == "BEGIN:VCALENDAR", "{open:?}");
    let calendar = Entry { properties: calendar };
    assert_eq!(calendar.get("VERSION"), "2.0");
    assert!(!calendar.get("PRODID").is_empty());
    for entry in &entries {
        assert!(!entry.get("UID").is_empty());
        for moment in ["DTSTAMP", "DTSTART", "DTEND"] {
            let read = chrono::NaiveDateTime::parse_from_str(&entry.get(moment), "%Y%m%dT%H%M%SZ");
            assert!(read.is_ok(), "{moment} in UTC: {}", entry.get(moment));
        }
        assert!(entry.get("DTSTART") < entry.get("DTEND"));
    }
    Read { method: calendar.get("METHOD"), entries }
}

fn unescaped(value: &str) -> String {
    let (mut text, mut letters) = (String::new(), value.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(kept @ (',' | ';' | '\\')) => text.push(kept),
                other => panic!("no escape: {other:?} in {value:?}"),
            },
            letter => text.push(letter),
        }
    }
    text
}
