//! The file of `guichet import`, read: a CSV with a header.

use std::path::Path;

use anyhow::{Context, Result, bail};
use csv::StringRecord;

use crate::{
    cli::out::WrongArgument,
    desk::customers::{import::ImportLine, link::as_channel},
    discord::look::csv::unguarded,
    rules::{language::Language, level::Level, offer::Offer, typed::one_line},
};

/// The columns that a file may have; the first two it must.
const COLUMNS: [&str; 7] = ["name", "level", "language", "since", "channel", "platform", "announcements"];

/// How many of them it must.
const REQUIRED: usize = 2;

/// A line that was read, or its number and what is wrong with it.
pub(super) type ReadLine = Result<ImportLine, (u64, String)>;

/// Reads a file, every line of it, wrong ones too.
///
/// # Errors
/// When it cannot be read as a CSV with the columns that it must have.
pub(super) fn read(file: &Path, offer: &Offer) -> Result<Vec<ReadLine>> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(WrongArgument::new(file, "is not there: name a CSV").into());
        }
        Err(error) => return Err(error).with_context(|| format!("reading {}", file.display())),
    };
    let text = String::from_utf8(bytes).map_err(|_| WrongArgument::new(file, "is not UTF-8 text"))?;
    parse(&text, offer).with_context(|| format!("{}: line 1", file.display()))
}

fn parse(text: &str, offer: &Offer) -> Result<Vec<ReadLine>> {
    // Spreadsheets put a mark before the first letter, and where the comma is the decimal point they write
    // semicolons.
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let comma = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(comma)
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let places = columns(reader.headers().context("reading the header")?)?;
    let (mut lines, mut number, mut counted) = (Vec::new(), 1, 0);
    for record in reader.records() {
        let record = record.context("reading the lines")?;
        let begins = begins(text, record.position())?;
        number += text[counted..begins].matches('\n').map(|_| 1).sum::<u64>();
        counted = begins;
        lines.push(line(&record, number, &places, offer).map_err(|problem| (number, problem)));
    }
    Ok(lines)
}

/// Where a record begins. The reader tells where it began to look for it, which is before a line's end of two
/// letters and empty lines.
fn begins(text: &str, looked: Option<&csv::Position>) -> Result<usize> {
    let looked = usize::try_from(looked.map_or(0, csv::Position::byte)).context("reading the lines")?;
    let rest = text.get(looked..).unwrap_or_default();
    Ok(text.len() - rest.trim_start_matches(['\r', '\n']).len())
}

/// Where each column is, in the order of [`COLUMNS`].
fn columns(header: &StringRecord) -> Result<Vec<Option<usize>>> {
    let names: Vec<String> = header.iter().map(str::to_ascii_lowercase).collect();
    for (index, name) in names.iter().enumerate() {
        if !COLUMNS.contains(&name.as_str()) {
            bail!("unknown column `{name}`: the columns are {}", COLUMNS.join(", "));
        }
        if names[..index].contains(name) {
            bail!("the column `{name}` is there twice");
        }
    }
    let places: Vec<Option<usize>> =
        COLUMNS.iter().map(|column| names.iter().position(|name| name == column)).collect();
    if let Some(missing) = places.iter().take(REQUIRED).position(Option::is_none) {
        bail!("the column `{}` is missing", COLUMNS[missing]);
    }
    Ok(places)
}

fn line(
    record: &StringRecord,
    number: u64,
    places: &[Option<usize>],
    offer: &Offer,
) -> Result<ImportLine, String> {
    let columns = places.iter().flatten().count();
    if record.len() != columns {
        return Err(format!("it has {} values for {columns} columns", record.len()));
    }
    let value = |rank: usize| {
        let text = places.get(rank).copied().flatten().and_then(|place| record.get(place)).map(unguarded);
        text.filter(|text| !text.is_empty())
    };
    let [name, level, language, since, channel, platform, announcements] = std::array::from_fn(value);
    Ok(ImportLine {
        number,
        name: one_line(name.unwrap_or_default()),
        level: level.map(read_level).transpose()?,
        language: language.map(read_language).transpose()?,
        since: since
            .map(|typed| {
                offer.calendar.parse_date(typed).map_err(|error| format!("since `{typed}`: {error}"))
            })
            .transpose()?,
        channel: channel
            .map(|typed| {
                as_channel(typed).ok_or_else(|| {
                    format!("channel `{typed}` is no channel's number, such as 1234567890123456789")
                })
            })
            .transpose()?,
        platform: platform.map(str::to_owned),
        announcements: announcements.map_or(Ok(true), read_yes_or_no)?,
    })
}

fn read_level(typed: &str) -> Result<Level, String> {
    typed.to_ascii_lowercase().parse().map_err(|error| format!("level {error}"))
}

fn read_language(typed: &str) -> Result<Language, String> {
    typed.to_ascii_lowercase().parse().map_err(|error| format!("language {error}"))
}

fn read_yes_or_no(typed: &str) -> Result<bool, String> {
    match typed.to_ascii_lowercase().as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        other => Err(format!("announcements `{other}` is neither yes nor no")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::offer::DEFAULT;

    fn read_text(text: &str) -> Result<Vec<ReadLine>> {
        parse(text, &Offer::parse(DEFAULT).expect("the embedded offer"))
    }

    fn problem(row: &str) -> String {
        let columns = "name,level,language,since,channel,platform,announcements";
        let lines = read_text(&format!("{columns}\n{row}\n")).expect("a header");
        let [Err((2, problem))] = lines.as_slice() else { panic!("{lines:?}") };
        problem.clone()
    }

    #[test]
    fn columns_come_in_any_order_and_whatever_the_spreadsheet_made_of_them() {
        let text = "\u{feff}Level;NAME ;channel\r\n gold; Société « A, B »;<#42>\r\n\r\nSilver;\"C; D\";\r\n";
        let lines = read_text(text).expect("a CSV");
        let [Ok(first), Ok(second)] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!(
            (first.number, first.name.as_str(), first.level),
            (2, "Société « A, B »", Some(Level::Gold))
        );
        assert_eq!(
            (first.channel.map(crate::rules::ids::ChannelId::get), first.announcements),
            (Some(42), true)
        );
        assert_eq!((second.number, second.name.as_str(), second.channel), (4, "C; D", None));
    }

    /// A table that the desk wrote is one that it reads: in either language, with what was guarded.
    #[test]
    fn what_the_desk_writes_it_reads() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        for language in [Language::En, Language::Fr] {
            let rows = [
                row(["name", "level", "announcements"]),
                row(["+33; \"é\", SA\nParis", "gold", "no"]),
                row(["-", "silver", "yes"]),
            ];
            let written = crate::discord::look::csv::csv(rows, language).expect("a table");
            let read = read_text(std::str::from_utf8(&written).expect("UTF-8")).expect("a CSV");
            let [Ok(first), Ok(second)] = read.as_slice() else { panic!("{read:?}") };
            assert_eq!((first.name.as_str(), first.level), ("+33; \"é\", SA Paris", Some(Level::Gold)));
            assert_eq!((second.name.as_str(), second.announcements), ("-", true));
        }
    }

    #[rstest]
    #[case::level("A,Platinum,,,,,", "level `platinum` is none of standard, bronze, silver, gold")]
    #[case::language("A,gold,de,,,,", "language `de` is none of en, fr")]
    #[case::date("A,gold,,02/12/2026,,,", "since `02/12/2026`: a date is written 2026-12-02")]
    #[case::day("A,gold,,2026-02-30,,,", "since `2026-02-30`: there is no such date")]
    #[case::channel(
        "A,gold,,,#support,,",
        "channel `#support` is no channel's number, such as 1234567890123456789"
    )]
    #[case::yes_or_no("A,gold,,,,,maybe", "announcements `maybe` is neither yes nor no")]
    #[case::too_few("A,gold", "it has 2 values for 7 columns")]
    fn a_wrong_value_is_told_with_what_it_must_be(#[case] row: &str, #[case] told: &str) {
        assert_eq!(problem(row), told);
    }

    #[rstest]
    #[case::unknown(
        "name,level,phone\n",
        "unknown column `phone`: the columns are name, level, language, since, channel, platform, announcements"
    )]
    #[case::twice("name,level,name\n", "the column `name` is there twice")]
    #[case::missing("name,language\n", "the column `level` is missing")]
    #[case::nothing("", "the column `name` is missing")]
    fn a_header_must_have_its_columns_and_no_others(#[case] text: &str, #[case] told: &str) {
        assert_eq!(format!("{:#}", read_text(text).unwrap_err()), told);
    }
}
