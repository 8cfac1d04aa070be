//! One page of every text as people read it (`docs/texts.md`), so that somebody whose language it is goes
//! through it in an hour.

use std::{env, fmt::Write, fs, path::Path};

use guichet::rules::language::Language;

use super::sample::{Sample, samples};

const HEAD: &str = "\
# Every text, as it is read

What is filled in is made up: Alice of Acme, ticket #42, hours that are one, a month that begins with a vowel, a
moment as Discord writes it out. A text that says another thing by what is filled in stands there in each of its
ways. Words in ‹brackets› stand for what is made of other texts. A test writes this page and holds the program to
it: `INSTA_UPDATE=always cargo test --test stories words::page` writes it anew. What each thing is called says
[words.md](words.md).
";

fn cell(sample: &Sample) -> String {
    sample.said.join("<br>").replace('\n', " ⏎ ").replace('|', "\\|")
}

fn page() -> String {
    let (french, english) = (samples(Language::Fr), samples(Language::En));
    let mut page = HEAD.to_owned();
    let mut file = "";
    for sample in &english {
        if file != sample.file {
            file = &sample.file;
            write!(page, "\n## {file}\n\n| text | français | English |\n|---|---|---|\n").expect("memory");
        }
        let other = french.iter().find(|other| other.id == sample.id).expect("the same text in French");
        writeln!(page, "| `{}` | {} | {} |", sample.id, cell(other), cell(sample)).expect("memory");
    }
    page
}

/// Whoever changes a text sees in the page what is read from then on.
#[test]
fn the_page_of_texts_is_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/texts.md");
    let page = page();
    if env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &page).expect("the page is written");
    }
    let written = fs::read_to_string(&path).expect("docs/texts.md");
    let other = page.lines().zip(written.lines()).find(|(said, written)| said != written);
    assert_eq!(other, None, "docs/texts.md is not what the program says");
    assert_eq!(page.lines().count(), written.lines().count(), "docs/texts.md is not what the program says");
}
