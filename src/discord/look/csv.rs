//! Tables as files that spreadsheets read: CSV in UTF-8, a header first, lines that end as RFC 4180 has it.
//!
//! A spreadsheet takes a file for its own country's: where the comma is the decimal point, cells are parted
//! by semicolons. The mark before the first letter is how it knows that the text is UTF-8, in every language.

use anyhow::{Context, Result};
use csv::{Terminator, WriterBuilder};

use crate::rules::language::Language;

/// What tells a spreadsheet that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// With what a cell begins that a spreadsheet may take for a formula; the last four are the wide forms of the
/// first.
const FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A table, row by row; the first is its header.
///
/// # Errors
/// When a row has more or fewer cells than the header.
pub fn csv(rows: impl IntoIterator<Item = Vec<String>>, language: Language) -> Result<Vec<u8>> {
    let comma = match language {
        Language::Fr => b';',
        Language::En => b',',
    };
    let mut table = WriterBuilder::new()
        .delimiter(comma)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    for row in rows {
        table.write_record(row.into_iter().map(guarded)).context("writing a table's row")?;
    }
    table.into_inner().context("writing a table")
}

/// A number of hundredths, with the decimal point of the reader's spreadsheet.
pub fn hundredths(number: i64, language: Language) -> String {
    let point = match language {
        Language::Fr => ',',
        Language::En => '.',
    };
    format!("{}{point}{:02}", number / 100, number % 100)
}

/// A cell that no spreadsheet takes for a formula, whoever wrote it.
pub fn guarded(cell: String) -> String {
    if cell.starts_with(FORMULAS) { format!("'{cell}") } else { cell }
}

/// A cell as it was before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULAS)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::formula("=1+1", "'=1+1")]
    #[case::plus("+33 1", "'+33 1")]
    #[case::minus("-1", "'-1")]
    #[case::at("@SUM(A1)", "'@SUM(A1)")]
    #[case::tab("\t=1", "'\t=1")]
    #[case::wide("＝1", "'＝1")]
    #[case::inside("1=1", "1=1")]
    #[case::empty("", "")]
    fn no_cell_is_a_formula(#[case] cell: &str, #[case] written: &str) {
        assert_eq!(guarded(cell.to_owned()), written);
        assert_eq!(unguarded(written), cell);
    }

    #[rstest]
    #[case::english(Language::En, "\u{feff}a,b\r\n\"1,5\",\"he said \"\"no\"\"\ntwice\"\r\n")]
    #[case::french(Language::Fr, "\u{feff}a;b\r\n1,5;\"he said \"\"no\"\"\ntwice\"\r\n")]
    fn commas_quotes_and_lines_stay_in_their_cell(#[case] language: Language, #[case] written: &str) {
        let rows = [["a", "b"], ["1,5", "he said \"no\"\ntwice"]];
        let table = csv(rows.map(|row| row.map(str::to_owned).to_vec()), language).unwrap();
        assert_eq!(String::from_utf8(table).unwrap(), written);
    }

    #[test]
    fn a_number_has_the_readers_point() {
        assert_eq!(hundredths(150, Language::Fr), "1,50");
        assert_eq!(hundredths(5, Language::En), "0.05");
    }
}
