//! The pages that say what may fail, and what is guarded, name a test in every row, and each is there.

use std::path::Path;

/// The texts between back-quotes.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_row_names_a_test_that_is_there() {
    is_shown("docs/reliability.md", "| what happens", 25);
    is_shown("docs/security.md", "| threat", 20);
}

fn is_shown(page: &str, head: &str, least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(page)).expect("the page");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with(head));
    let mut checked = 0;
    for row in rows {
        let shown_by = row.trim_end_matches(['|', ' ']).rsplit('|').next().expect("a last cell");
        let (mut text, mut named) = (String::new(), 0);
        for name in quoted(shown_by) {
            if Path::new(name).extension().is_some_and(|ending| ending == "rs") {
                text =
                    std::fs::read_to_string(root.join(name)).unwrap_or_else(|_| panic!("{name} of: {row}"));
            } else {
                assert!(text.contains(&format!("fn {name}(")), "{name} of: {row}");
                named += 1;
            }
        }
        assert!(named > 0, "no test shows: {row}");
        checked += 1;
    }
    assert!(checked >= least, "{checked} rows of {page} were read");
}
