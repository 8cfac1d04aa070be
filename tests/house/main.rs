//! The laws of the house: who may use whom, where each library is at home, and that no two files turn in a
//! circle.
//!
//! The sources are read as the compiler reads them (`syn`), and what a name means is followed through `use`
//! and `pub use`. A law that is broken names the arrow: from which file, to which, and by what name.

#![expect(clippy::expect_used, clippy::panic, reason = "a law that cannot be looked at is not held")]

mod arrows;
mod cards;
mod circles;
mod handles;
mod keys;
mod scripts;
mod sources;
mod texts;
mod wording;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use self::{arrows::Arrow, sources::Crate};

/// The root of each crate of the workspace, tests and benches included.
const CRATES: [&str; 12] = [
    "src/lib.rs",
    "src/main.rs",
    "benches/commands/main.rs",
    "sandbox/src/lib.rs",
    "sandbox/src/main.rs",
    "sandbox/tests/discord/main.rs",
    "sandbox/tests/caught/main.rs",
    "tests/stories/main.rs",
    "tests/outside/main.rs",
    "tests/browser/main.rs",
    "tests/migrations/main.rs",
    "tests/house/main.rs",
];

/// The floors, from the ground up: a room uses those before it.
const FLOORS: [&[&str]; 10] = [
    &["rules"],
    &["typography"],
    &["clock", "words", "ics", "pulse", "metrics", "secret", "web"],
    &["store", "routes", "calendars"],
    &["config"],
    &["logging", "desk"],
    &["delivery"],
    &["discord", "alarms"],
    &["http", "program"],
    &["play", "cli"],
];

/// Libraries that one room or file alone knows, and where that is.
const AT_HOME: [(&[&str], &str); 3] = [
    (&["serenity", "poise"], "src/discord/"),
    (&["sqlx"], "src/store/"),
    (&["lettre"], "src/routes/mail.rs"),
];

/// The two voices: what is said in Discord, and what goes out by a route. Neither knows of the other.
const VOICES: [&[&str]; 2] = [&["src/discord/"], &["src/routes/", "src/alarms/"]];

/// The rooms that tell of what the desk gives them: they read nothing of the database themselves.
const TELLERS: [&str; 2] = ["src/discord/", "src/http/"];

/// What is a way to the database, and no row of it.
const HANDLES: [&str; 4] = ["Store", "Conn", "Reading", "Tx"];

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(root: &str) -> (Crate, BTreeSet<Arrow>) {
    let read = Crate::read(&repository(), root);
    let arrows = arrows::all(&read);
    (read, arrows)
}

/// An arrow, in words.
fn told(read: &Crate, arrow: &Arrow) -> String {
    format!("{} uses {} of {}", read.files[arrow.from].path, arrow.by, read.files[arrow.to].path)
}

#[test]
fn no_files_turn_in_a_circle() {
    let mut told_of = Vec::new();
    for root in CRATES {
        let (read, arrows) = read(root);
        assert!(!read.files.is_empty(), "{root}");
        let plain: BTreeSet<(usize, usize)> = arrows.iter().map(|one| (one.from, one.to)).collect();
        for circle in circles::among(&plain) {
            let way = circles::way_round(&plain, circle[0]);
            let steps = way.windows(2).map(|step| {
                let arrow = arrows.iter().find(|one| (one.from, one.to) == (step[0], step[1]));
                told(&read, arrow.expect("a step is an arrow"))
            });
            told_of.push(format!(
                "{} files of {root}:\n  {}",
                circle.len(),
                steps.collect::<Vec<_>>().join("\n  ")
            ));
        }
    }
    assert!(told_of.is_empty(), "{}", told_of.join("\n"));
}

/// The floor on which a file stands, and its room; none for the root, which is above all.
fn floor(path: &str) -> Option<(usize, &str)> {
    let room = path.strip_prefix("src/")?.split('/').next()?.trim_end_matches(".rs");
    FLOORS.iter().position(|rooms| rooms.contains(&room)).map(|floor| (floor, room))
}

#[test]
fn no_room_uses_what_stands_above_it() {
    let (read, arrows) = read("src/lib.rs");
    let mut wrong = Vec::new();
    for arrow in &arrows {
        let (from, to) = (&read.files[arrow.from].path, &read.files[arrow.to].path);
        if from == "src/lib.rs" {
            continue;
        }
        let Some(lower) = floor(from) else { panic!("{from} stands on no floor: say on which") };
        // The root holds no more than the way to the rooms, and the macro for words.
        let Some(upper) = floor(to) else { continue };
        let beside = lower.0 == upper.0 && lower.1 != upper.1 && lower.0 != 1 && lower.0 < 7;
        if upper.0 > lower.0 || beside {
            wrong.push(told(&read, arrow));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_library_is_known_to_its_room_alone() {
    let read = Crate::read(&repository(), "src/lib.rs");
    let mut wrong = Vec::new();
    for (libraries, room) in AT_HOME {
        let mut known = 0;
        for (file, library) in arrows::libraries(&read, libraries) {
            if read.files[file].path.starts_with(room) {
                known += 1;
            } else {
                wrong.push(format!("{} knows {library}, which is at home in {room}", read.files[file].path));
            }
        }
        assert!(known > 0, "nobody in {room} knows {libraries:?}: has it moved?");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn neither_voice_knows_of_the_other() {
    let (read, arrows) = read("src/lib.rs");
    let between = |arrow: &&Arrow| {
        let [from, to] = [arrow.from, arrow.to].map(|file| voice_of(&read.files[file].path));
        from.is_some() && to.is_some() && from != to
    };
    let wrong: Vec<String> = arrows.iter().filter(between).map(|arrow| told(&read, arrow)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for room in VOICES.concat() {
        assert!(read.files.iter().any(|file| file.path.starts_with(room)), "{room}: has it moved?");
    }
}

fn voice_of(path: &str) -> Option<usize> {
    VOICES.iter().position(|rooms| rooms.iter().any(|room| path.starts_with(room)))
}

/// Whether a name of `store` is more than data: a function, or a way to the database. By Rust's own rules
/// functions alone begin with a small letter.
fn reads(by: &str) -> bool {
    let last = by.rsplit("::").next().unwrap_or_default();
    last.starts_with(char::is_lowercase) || HANDLES.contains(&last)
}

/// Where a file of these rooms calls a function of `store` or takes hold of the database.
fn readers(read: &Crate, arrows: &BTreeSet<Arrow>, rooms: &[&str]) -> Vec<String> {
    let tells = |path: &str| rooms.iter().any(|room| path.starts_with(room));
    let calls = arrows.iter().filter(|arrow| {
        tells(&read.files[arrow.from].path)
            && read.files[arrow.to].path.starts_with("src/store/")
            && reads(&arrow.by)
    });
    let held = handles::of_field(read, "store").into_iter().map(|file| &read.files[file].path);
    let held = held.filter(|path| tells(path)).map(|path| format!("{path} takes hold of the desk's store"));
    calls.map(|arrow| told(read, arrow)).chain(held).collect()
}

#[test]
fn whoever_tells_is_given_the_facts_by_the_desk() {
    let (read, arrows) = read("src/lib.rs");
    let wrong = readers(&read, &arrows, &TELLERS);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!readers(&read, &arrows, &["src/desk/"]).is_empty(), "the desk reads, and nobody sees it");
}

#[test]
fn keys_are_written_where_they_are_at_home() {
    let strays = keys::strays(&Crate::read(&repository(), "src/lib.rs"));
    let strays: Vec<String> = strays.into_iter().map(|(path, text)| format!("{path}: {text:?}")).collect();
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

#[test]
fn a_mod_file_is_a_map() {
    let mut wrong = Vec::new();
    for root in ["src/lib.rs", "benches/commands/main.rs", "sandbox/src/lib.rs"] {
        let read = Crate::read(&repository(), root);
        for module in &read.modules {
            let path = &read.files[module.file].path;
            if path.ends_with("/mod.rs")
                && module.parent.is_some_and(|up| read.modules[up].file != module.file)
            {
                wrong.extend(module.items.iter().map(|item| format!("{path} holds {}", sources::what(item))));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_card_is_drawn_from_facts_alone() {
    let (read, arrows) = read("src/lib.rs");
    let asking = arrows.iter().filter(|arrow| cards::asks(&read, arrow)).map(|arrow| told(&read, arrow));
    let waiting = cards::waiting(&read).into_iter().map(|path| format!("{path} waits for something"));
    let wrong: Vec<String> = asking.chain(waiting).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_card_is_held_by_a_snapshot() {
    let read = Crate::read(&repository(), "src/lib.rs");
    let room = repository().join(cards::ROOM);
    let held = cards::files(&room.join("snapshots"), ".snap");
    let tests: String = cards::files(&room.join("tests"), ".rs")
        .iter()
        .map(|name| std::fs::read_to_string(room.join("tests").join(format!("{name}.rs"))).expect("a test"))
        .collect();
    let bare = cards::names(&read).into_iter().filter(|name| !held.iter().any(|one| one.starts_with(name)));
    let bare: Vec<&str> = bare.collect();
    assert!(bare.is_empty(), "no snapshot of {bare:?}");
    let left: Vec<&String> =
        held.iter().filter(|name| !tests.contains(&format!("Sheet::of(\"{name}\")"))).collect();
    assert!(left.is_empty(), "no test holds {left:?} any more");
}

#[test]
fn the_page_turns_in_no_circle() {
    let scripts = scripts::read(&repository().join("sandbox/page"));
    assert!(scripts.names.len() > 10, "{:?}", scripts.names);
    let circles: Vec<Vec<&str>> = circles::among(&scripts.arrows)
        .iter()
        .map(|circle| circle.iter().map(|file| scripts.names[*file].as_str()).collect())
        .collect();
    assert!(circles.is_empty(), "{circles:?}");
}

/// The scripts of the page besides its words, and the page itself.
fn speakers() -> Vec<(String, String)> {
    let folder = repository().join("sandbox/page");
    let names = scripts::read(&folder).names.into_iter().filter(|name| name != "words.js");
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a file of the page");
        (name, text)
    };
    names.chain(["index.html".to_owned()]).map(read).collect()
}

#[test]
fn the_page_has_each_text_in_both_languages() {
    let words = std::fs::read_to_string(repository().join("sandbox/page/words.js")).expect("its words");
    let table = texts::table(&words);
    for text in &table {
        let (english, french) = (&text.english, &text.french);
        assert!(
            english.len() == french.len() && !english.is_empty(),
            "{} is not in both languages",
            text.key
        );
        for (english, french) in english.iter().zip(french) {
            assert!(!english.is_empty() && !french.is_empty(), "{} is empty", text.key);
            assert_eq!(texts::places(english), texts::places(french), "what is filled into {}", text.key);
        }
    }
    let keys: Vec<&str> = table.iter().map(|text| text.key.as_str()).collect();
    let there: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(keys.len(), there.len(), "a key stands there twice");
    let speakers = speakers();
    let used: BTreeSet<&str> = speakers.iter().flat_map(|(_, text)| texts::used(text)).collect();
    assert_eq!(there, used, "what there is, and what is used");
}

#[test]
fn the_page_says_nothing_that_is_not_among_its_words() {
    let mut found = Vec::new();
    for (name, text) in speakers() {
        let strays = if name == "index.html" { texts::strays_of_page(&text) } else { texts::strays(&text) };
        found.extend(strays.iter().map(|line| format!("{name}: {line}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn comments_are_written_as_a_native_writes() {
    let mut wrong = Vec::new();
    for folder in ["src", "sandbox/src", "benches"] {
        wording::look(&repository().join(folder), &repository(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_the_papers_name_is_there() {
    let mut missing = Vec::new();
    let mut named = 0;
    for paper in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md"] {
        let text = std::fs::read_to_string(repository().join(paper)).expect("a paper");
        let folder = repository().join(paper).parent().expect("a folder").to_path_buf();
        // What a link leads to, and what stands between back-quotes with its whole path.
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let links =
            links.filter(|link| !link.is_empty() && !link.contains("://")).map(|link| folder.join(link));
        let quoted = text.split('`').skip(1).step_by(2).filter(|name| {
            name.starts_with("src/") && Path::new(name).extension().is_some_and(|end| end == "rs")
        });
        for path in links.chain(quoted.map(|name| repository().join(name))) {
            named += 1;
            if !path.exists() {
                missing.push(format!("{paper}: {}", path.display()));
            }
        }
    }
    assert!(named > 80, "{named} were read");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The readers themselves: what they do not see, no law holds.
mod seen {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_label(r#"h("button", { "aria-label": "Send" })"#, true)]
    #[case::a_passing_note(r#"toast("Gone", "bad");"#, true)]
    #[case::a_sentence(r#"h("p", {}, "Nothing was said.")"#, true)]
    #[case::the_rest_of_one(r#"h("p", {}, name, " wrote this")"#, true)]
    #[case::a_count("fill(one, `${count} new messages`)", true)]
    #[case::a_label_with_a_name("one.title = x; at(1).textContent = `Remove ${name}`;", true)]
    #[case::a_single_word(r#"h("button", { type: "submit" }, "Submit")"#, true)]
    #[case::a_word(r#"h("p", {}, say("nothing"))"#, false)]
    #[case::classes(r#"h("a", { class: "button primary", "data-test": `thread ${extra}` })"#, false)]
    #[case::a_comment("// It says \"Hello there\".", false)]
    fn a_text_that_is_not_among_the_words(#[case] line: &str, #[case] is: bool) {
        assert_eq!(!texts::strays(line).is_empty(), is);
    }

    fn of(files: &[(&str, &str)]) -> (Crate, BTreeSet<Arrow>) {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let read = Crate::read(folder.path(), "src/lib.rs");
        let arrows = arrows::all(&read);
        (read, arrows)
    }

    fn shown((read, arrows): &(Crate, BTreeSet<Arrow>)) -> Vec<String> {
        let name = |path: &str| Path::new(path).file_stem().expect("a name").to_string_lossy().into_owned();
        let mut all: Vec<String> = arrows
            .iter()
            .map(|one| format!("{} > {}", name(&read.files[one.from].path), name(&read.files[one.to].path)))
            .collect();
        all.dedup();
        all
    }

    #[test]
    fn a_name_is_followed_through_what_hands_it_on() {
        let read = of(&[
            ("src/lib.rs", "mod low;\nmod high;"),
            ("src/low/mod.rs", "mod thing;\npub use self::thing::Thing as Known;"),
            ("src/low/thing.rs", "pub struct Thing;"),
            ("src/high.rs", "use crate::low::Known;\nfn use_it(_: Known) {}"),
        ]);
        assert_eq!(shown(&read), ["high > thing"]);
    }

    #[test]
    fn a_path_in_a_body_and_in_a_macro_counts() {
        let read = of(&[
            ("src/lib.rs", "mod a;\nmod b;\nmod c;"),
            ("src/a.rs", "pub const ONE: u32 = 1;"),
            ("src/b.rs", "pub fn two() -> u32 { crate::a::ONE }"),
            ("src/c.rs", "pub fn three() -> String { format!(\"{}\", crate::b::two()) }"),
        ]);
        assert_eq!(shown(&read), ["b > a", "c > b"]);
    }

    #[test]
    fn a_method_leads_to_the_file_that_defines_it() {
        let read = of(&[
            ("src/lib.rs", "mod work;\nmod deed;\nmod other;"),
            ("src/work.rs", "pub struct Work;\nimpl Work { pub fn begin() -> Self { Self } }"),
            ("src/deed.rs", "use crate::work::Work;\nimpl Work { pub fn deed(&self) {} }"),
            ("src/other.rs", "use crate::work::Work;\npub fn other(w: &Work) { w.deed(); }"),
        ]);
        assert_eq!(shown(&read), ["deed > work", "other > work", "other > deed"]);
    }

    /// Data may be named, what reads it may not: whatever it is called, however it is reached.
    #[test]
    fn whoever_reads_the_database_is_seen() {
        let read = of(&[
            ("src/lib.rs", "mod desk;\nmod discord;\nmod store;"),
            ("src/store/mod.rs", "pub mod row;\npub mod database;\npub use self::database::Store;"),
            ("src/store/row.rs", "pub struct Row;\npub fn row() -> Row { Row }"),
            ("src/store/database.rs", "pub struct Store;\nimpl Store { pub fn open() -> Self { Self } }"),
            (
                "src/desk.rs",
                "pub struct Desk { pub store: crate::store::Store }\npub use crate::store::row::row;",
            ),
            ("src/discord/mod.rs", "mod a;\nmod b;\nmod c;\nmod d;\nmod e;\nmod f;\nmod g;"),
            ("src/discord/a.rs", "use crate::store::row::Row;\npub fn a(_: Row) {}"),
            ("src/discord/b.rs", "use crate::store::row as held;\npub fn b() { held::row(); }"),
            ("src/discord/c.rs", "use crate::desk;\npub fn c() { println!(\"{:?}\", desk::row()); }"),
            ("src/discord/d.rs", "use crate::store::Store;\npub fn d(_: &Store) {}"),
            (
                "src/discord/e.rs",
                "use crate::desk::Desk;\npub fn e(desk: &Desk) { println!(\"{}\", desk.store); }",
            ),
            ("src/discord/f.rs", "use crate::desk::Desk;\npub fn f(Desk { store: it }: &Desk) {}"),
            ("src/discord/g.rs", "pub fn g(ready: &AtomicBool) { assert!(ready.store(true)); }"),
        ]);
        let seen = readers(&read.0, &read.1, &["src/discord/"]);
        let files: BTreeSet<&str> = seen.iter().filter_map(|line| line.split_whitespace().next()).collect();
        let wanted = ["b", "c", "d", "e", "f"].map(|name| format!("src/discord/{name}.rs"));
        assert_eq!(files, wanted.iter().map(String::as_str).collect(), "{seen:?}");
    }

    #[test]
    fn what_is_for_tests_alone_is_left_out() {
        let read = of(&[
            ("src/lib.rs", "mod a;\nmod b;"),
            ("src/a.rs", "pub fn a() {}\n#[cfg(test)]\nmod tests { use crate::b::b; }"),
            ("src/b.rs", "pub fn b() { crate::a::a() }"),
        ]);
        assert_eq!(shown(&read), ["b > a"]);
    }

    #[test]
    fn a_key_is_seen_in_code_in_macros_and_in_sql() {
        let (read, _) = of(&[
            ("src/lib.rs", "mod desk;\nmod a;"),
            ("src/desk/mod.rs", "mod say;"),
            ("src/desk/say/mod.rs", "mod key;"),
            ("src/desk/say/key.rs", "pub fn key(n: i64) -> String { format!(\"ticket:{n}:card\") }"),
            (
                "src/a.rs",
                "/// ticket:1:card\npub fn a() { b(\"ticket:1\"); c!(\"x LIKE 'ticket:%'\"); d(\"a ticket: 1\") }",
            ),
        ]);
        let texts: Vec<String> = keys::strays(&read).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["ticket:1", "x LIKE 'ticket:%'"]);
    }

    #[test]
    fn a_circle_is_found_with_its_shortest_way() {
        let arrows = BTreeSet::from([(0, 1), (1, 2), (2, 0), (1, 3), (3, 1), (4, 0)]);
        assert_eq!(circles::among(&arrows), [vec![0, 1, 2, 3]]);
        assert_eq!(circles::way_round(&arrows, 1), [1, 3, 1]);
        assert_eq!(circles::way_round(&arrows, 0), [0, 1, 2, 0]);
    }

    #[test]
    fn a_turn_of_phrase_is_found_in_comments_alone() {
        let text = "/// Gives the row.\nlet gives = \"but for\"; // all but for one\n";
        let found: Vec<usize> = wording::of(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(found, [1, 2]);
        let over_two = "//! All of it but\n//! for one.\n";
        assert_eq!(wording::of(over_two).len(), 1);
    }
}
