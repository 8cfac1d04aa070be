//! Cards: what they know, and that each is held by a snapshot.

use std::{collections::BTreeSet, path::Path};

use syn::{
    ExprAsync, ExprAwait, Signature,
    visit::{self, Visit},
};

use crate::{arrows::Arrow, sources::Crate};

/// Where the cards are.
pub(crate) const ROOM: &str = "src/discord/cards/";

/// What a card may use of its own floor.
const BESIDE: [&str; 2] = [ROOM, "src/discord/look/"];

/// Who does deeds, reads the database or the time: facts come from them, and no card asks them.
const DOERS: [&str; 5] = ["Clock", "Conn", "Desk", "Store", "Work"];

/// Whether an arrow leads from a card to whom it may not know.
pub(crate) fn asks(read: &Crate, arrow: &Arrow) -> bool {
    let (from, to) = (&read.files[arrow.from].path, &read.files[arrow.to].path);
    let elsewhere = to.starts_with("src/discord/") && !BESIDE.iter().any(|room| to.starts_with(room));
    let below = ["src/clock.rs", "src/desk/", "src/store/"].iter().any(|room| to.starts_with(room));
    let does = below && arrow.by.split("::").any(|name| DOERS.contains(&name));
    from.starts_with(ROOM) && (elsewhere || does)
}

/// The cards that wait for something.
pub(crate) fn waiting(read: &Crate) -> BTreeSet<&str> {
    let of_cards = read.modules.iter().filter(|module| read.files[module.file].path.starts_with(ROOM));
    let waiting = of_cards.filter(|module| {
        let mut waits = Waits(false);
        module.items.iter().for_each(|item| waits.visit_item(item));
        waits.0
    });
    waiting.map(|module| read.files[module.file].path.as_str()).collect()
}

/// Whether anything is waited for.
struct Waits(bool);

impl<'ast> Visit<'ast> for Waits {
    fn visit_signature(&mut self, signature: &'ast Signature) {
        self.0 |= signature.asyncness.is_some();
        visit::visit_signature(self, signature);
    }

    fn visit_expr_async(&mut self, _: &'ast ExprAsync) {
        self.0 = true;
    }

    fn visit_expr_await(&mut self, _: &'ast ExprAwait) {
        self.0 = true;
    }
}

/// The cards: each file or folder with one, by its name.
pub(crate) fn names(read: &Crate) -> BTreeSet<&str> {
    let below = read.files.iter().filter_map(|file| file.path.strip_prefix(ROOM));
    let names = below.filter_map(|path| path.split('/').next()).map(|name| name.trim_end_matches(".rs"));
    // What several cards say is on the sheet of each.
    names.filter(|name| !["mod", "said"].contains(name)).collect()
}

/// The names of files in a folder that end so.
pub(crate) fn files(folder: &Path, end: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter_map(|name| name.strip_suffix(end).map(str::to_owned)).collect()
}
