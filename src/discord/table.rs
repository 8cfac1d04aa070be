//! Tables as files that spreadsheets read: CSV in UTF-8, a header first.

use anyhow::{Context, Result};

/// A table, row by row; the first is its header.
///
/// # Errors
/// When a row has more or fewer cells than the header.
pub fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.write_record(row.into_iter().map(guarded)).context("writing a table's row")?;
    }
    table.into_inner().context("writing a table")
}

/// A cell that no spreadsheet takes for a formula, whoever wrote it.
#[must_use]
pub fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
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
    #[case::inside("1=1", "1=1")]
    #[case::empty("", "")]
    fn no_cell_is_a_formula(#[case] cell: &str, #[case] written: &str) {
        assert_eq!(guarded(cell.to_owned()), written);
    }

    #[test]
    fn commas_quotes_and_lines_stay_in_their_cell() {
        let rows = [["a", "b"], ["1,5", "he said \"no\"\ntwice"]];
        let table = csv(rows.map(|row| row.map(str::to_owned).to_vec())).unwrap();
        assert_eq!(String::from_utf8(table).unwrap(), "a,b\n\"1,5\",\"he said \"\"no\"\"\ntwice\"\n");
    }
}
