//! Whether a log tells what it must not: tokens, signed addresses, what people wrote, their names and those
//! of their files.

/// How interactions' tokens begin, of all that the sandbox gives out.
const INTERACTION: &str = "aW50ZXJhY3Rpb246";

/// What a signed address of a file ends with.
const SIGNED: &str = "&hm=";

/// How much of a line is told.
const TOLD: usize = 160;

/// The people of a busy day. Whatever one of them writes, and each file of theirs, has their name in it.
pub(crate) const PEOPLE: [&str; 8] = ["Olga", "Bob", "Alice", "Amine", "Carol", "Nora", "Grace", "Sam"];

/// What of it is in this log: what it is, and the beginning of the line, once for each.
pub(crate) fn told(log: &str, token: &str) -> Vec<String> {
    let people = PEOPLE.iter().map(|name| ("the name of a person, or what they wrote", *name));
    let wanted =
        [("the bot's token", token), ("an interaction's token", INTERACTION), ("a signed address", SIGNED)];
    let mut found = Vec::new();
    for (what, needle) in wanted.into_iter().chain(people) {
        if let Some(line) = log.lines().find(|line| holds(line, needle)) {
            let at = line.find(needle).unwrap_or_default();
            let from =
                line.char_indices().map(|(at, _)| at).rfind(|from| at.saturating_sub(*from) >= TOLD / 2);
            let around: String = line[from.unwrap_or_default()..].chars().take(TOLD).collect();
            let target: String = line.chars().take(TOLD / 2).collect();
            found.push(format!("{what} ({needle}): {target} … {around}"));
        }
    }
    found
}

/// Whether a line holds it; a name not as the beginning of a longer word, such as `Sampled` is of Sam.
fn holds(line: &str, needle: &str) -> bool {
    let own = |at: usize| {
        !needle.starts_with(char::is_uppercase)
            || !line[at + needle.len()..].starts_with(|next: char| next.is_ascii_lowercase() && next != 'n')
    };
    line.match_indices(needle).any(|(at, _)| own(at))
}

#[test]
fn what_must_not_be_told_is_found() {
    let token = "MTIz.abc.def";
    let lines = [
        "TRACE identify MTIz.abc.def",
        "WARN for url (https://discord.com/api/v10/interactions/1/aW50ZXJhY3Rpb246MQ.00/callback)",
        "WARN https://cdn.discordapp.com/attachments/1/2/x.txt?ex=1&is=2&hm=3",
        "INFO it was kept: saidAlicen1z",
        "DEBUG fileSamn3z.txt",
    ];
    for line in lines {
        assert_eq!(told(line, token).len(), 1, "{line}");
    }
    assert!(told("DEBUG Sampled at 3, Boberg, gracefully, Norah", token).is_empty());
}
