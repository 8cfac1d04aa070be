//! Where each file stands in what is handed out, by a name that leads nowhere else.

use crate::store::attachment::Attachment;

/// How long a file's name may be, in characters: its beginning is cut, so that its end still says what it is.
const NAME_MOST: usize = 100;

/// What turns the direction of a text, or shows nothing: in a name it would hide what the file is.
const UNSEEN: [char; 12] = [
    '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// Where a file stands: by its event and its rank, so that two of one name are two.
pub(super) fn path(rank: usize, kept: &Attachment) -> String {
    format!("files/{}-{}-{}", kept.seq, rank + 1, file_name(&kept.name))
}

/// A name that is a name wherever the file is unpacked.
fn file_name(name: &str) -> String {
    let letters: Vec<char> = name
        .chars()
        .filter(|letter| !UNSEEN.contains(letter))
        .map(|letter| if letter.is_control() || "/\\:*?\"<>|".contains(letter) { '_' } else { letter })
        .collect();
    let end: String = letters[letters.len().saturating_sub(NAME_MOST)..].iter().collect();
    end.trim_start_matches('.').trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_name("log.txt", "log.txt")]
    #[case::a_way_out("../../etc/passwd", "_.._etc_passwd")]
    #[case::a_drive("C:\\x", "C__x")]
    #[case::turned_around("invoice\u{202e}fdp.exe", "invoicefdp.exe")]
    #[case::an_end_that_some_drop("report.pdf. ", "report.pdf")]
    fn a_files_name_leads_nowhere(#[case] name: &str, #[case] kept: &str) {
        assert_eq!(file_name(name), kept);
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let kept = file_name(&format!("{}.txt", "a".repeat(300)));
        assert_eq!((kept.chars().count(), kept.ends_with("aa.txt")), (NAME_MOST, true));
    }
}
