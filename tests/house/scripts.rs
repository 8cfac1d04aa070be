//! Which script of the page imports which.

use std::{collections::BTreeSet, path::Path};

/// The scripts of a folder.
pub(crate) struct Scripts {
    /// Their names.
    pub(crate) names: Vec<String>,
    /// Which imports which.
    pub(crate) arrows: BTreeSet<(usize, usize)>,
}

/// Reads the imports of all scripts of a folder: lines that end with `from './name.js'`.
pub(crate) fn read(folder: &Path) -> Scripts {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the page's folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "js"))
        .collect();
    names.sort();
    let mut arrows = BTreeSet::new();
    for (from, name) in names.iter().enumerate() {
        let text = std::fs::read_to_string(folder.join(name)).expect("a script");
        for line in text.lines() {
            let Some((_, path)) = line.split_once(" from ") else { continue };
            let path = path.trim_end_matches(';').trim_matches(['\'', '"']);
            if let Some(to) = names.iter().position(|other| path.strip_prefix("./") == Some(other)) {
                arrows.insert((from, to));
            }
        }
    }
    Scripts { names, arrows }
}
