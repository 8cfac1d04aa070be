//! The sources of a crate, as its `mod` lines lead to them: which file holds what, and what each name in it
//! means.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use syn::{Attribute, Item, ItemUse, UseTree};

/// A file, by its place in [`Crate::files`].
pub(crate) type FileId = usize;
/// A module, by its place in [`Crate::modules`].
pub(crate) type ModuleId = usize;

/// All files and modules that one root file reaches. What is built for tests alone is left out.
#[derive(Default)]
pub(crate) struct Crate {
    /// The files, by their path below the repository.
    pub(crate) files: Vec<File>,
    /// The modules; the first is the root.
    pub(crate) modules: Vec<Module>,
}

/// A file of a crate.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path below the repository, with `/`.
    pub(crate) path: String,
}

/// A module: a file, or a part of one.
pub(crate) struct Module {
    /// Where it is written.
    pub(crate) file: FileId,
    /// The module that declares it.
    pub(crate) parent: Option<ModuleId>,
    /// What its names mean; one name may be a type, a function and a module.
    pub(crate) names: BTreeMap<String, Vec<Meaning>>,
    /// From where it takes all there is.
    pub(crate) globs: Vec<Vec<String>>,
    /// Its items, those of modules written in the same file left out.
    pub(crate) items: Vec<Item>,
    /// The paths of its `use` lines, each whole.
    pub(crate) uses: Vec<Vec<String>>,
}

/// What a name means.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// An item that is written here.
    Item,
    /// A module declared here.
    Module(ModuleId),
    /// What another path means.
    Alias(Vec<String>),
}

/// What a path leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Target {
    /// An item: the file that defines it, its name, and what follows the name (`new` of `Desk::new`).
    Item { file: FileId, name: String, of_it: Option<String> },
    /// A module.
    Module(ModuleId),
}

impl Crate {
    /// Reads the crate whose root is `root`, below `repository`.
    pub(crate) fn read(repository: &Path, root: &str) -> Self {
        let mut read = Self::default();
        let path = repository.join(root);
        let folder = path.parent().expect("a root stands in a folder").to_path_buf();
        read.file(repository, &path, &folder, None);
        read
    }

    fn file(
        &mut self,
        repository: &Path,
        path: &Path,
        below: &Path,
        parent: Option<ModuleId>,
    ) -> Option<ModuleId> {
        let text = std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        if parsed.attrs.iter().any(is_for_tests) {
            return None;
        }
        let path = path.strip_prefix(repository).expect("a file of the repository");
        let path =
            path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let file = self.files.len();
        self.files.push(File { path });
        Some(self.module(repository, file, below, parent, parsed.items))
    }

    fn module(
        &mut self,
        repository: &Path,
        file: FileId,
        below: &Path,
        parent: Option<ModuleId>,
        items: Vec<Item>,
    ) -> ModuleId {
        let id = self.modules.len();
        self.modules.push(Module {
            file,
            parent,
            names: BTreeMap::new(),
            globs: Vec::new(),
            items: Vec::new(),
            uses: Vec::new(),
        });
        for item in items {
            if attributes(&item).iter().any(is_for_tests) {
                continue;
            }
            match item {
                Item::Mod(declared) => {
                    let name = declared.ident.to_string();
                    let inside = below.join(&name);
                    let child = match declared.content {
                        Some((_, items)) => Some(self.module(repository, file, &inside, Some(id), items)),
                        None => self.file(repository, &found(below, &name), &inside, Some(id)),
                    };
                    if let Some(child) = child {
                        self.means(id, name, Meaning::Module(child));
                    }
                }
                Item::Use(line) => self.takes(id, &line),
                other => {
                    if let Some(name) = name_of(&other) {
                        self.means(id, name, Meaning::Item);
                    }
                    self.modules[id].items.push(other);
                }
            }
        }
        id
    }

    fn means(&mut self, module: ModuleId, name: String, meaning: Meaning) {
        self.modules[module].names.entry(name).or_default().push(meaning);
    }

    fn takes(&mut self, module: ModuleId, line: &ItemUse) {
        let mut stack = vec![(Vec::new(), &line.tree)];
        while let Some((mut path, tree)) = stack.pop() {
            match tree {
                UseTree::Path(step) => {
                    path.push(step.ident.to_string());
                    stack.push((path, &step.tree));
                }
                UseTree::Name(name) => self.takes_one(module, path, &name.ident, &name.ident),
                UseTree::Rename(renamed) => self.takes_one(module, path, &renamed.ident, &renamed.rename),
                UseTree::Glob(_) => {
                    self.modules[module].uses.push(path.clone());
                    self.modules[module].globs.push(path);
                }
                UseTree::Group(group) => {
                    stack.extend(group.items.iter().map(|tree| (path.clone(), tree)));
                }
            }
        }
    }

    fn takes_one(
        &mut self,
        module: ModuleId,
        mut path: Vec<String>,
        what: &syn::Ident,
        as_name: &syn::Ident,
    ) {
        // `use a::{self}` takes `a` itself.
        let name = if what == "self" { path.last().cloned() } else { Some(as_name.to_string()) };
        if what != "self" {
            path.push(what.to_string());
        }
        self.modules[module].uses.push(path.clone());
        if let Some(name) = name {
            self.means(module, name, Meaning::Alias(path));
        }
    }

    /// What a path means that is written in a module; nothing for what other crates define.
    pub(crate) fn resolve(&self, module: ModuleId, path: &[String]) -> Vec<Target> {
        self.resolved(module, path, 0)
    }

    fn resolved(&self, module: ModuleId, path: &[String], depth: usize) -> Vec<Target> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        if depth > 24 {
            return Vec::new();
        }
        let starts = match first.as_str() {
            "crate" | "$crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(module)],
            "super" => self.modules[module].parent.map(Target::Module).into_iter().collect(),
            name => self.named(module, name, depth),
        };
        let mut found = Vec::new();
        for start in starts {
            found.extend(self.followed(start, rest, depth));
        }
        found.dedup();
        found
    }

    fn followed(&self, start: Target, rest: &[String], depth: usize) -> Vec<Target> {
        let Some((next, after)) = rest.split_first() else { return vec![start] };
        match start {
            Target::Item { file, name, .. } => vec![Target::Item { file, name, of_it: Some(next.clone()) }],
            Target::Module(id) if next == "super" => match self.modules[id].parent {
                Some(parent) => self.followed(Target::Module(parent), after, depth),
                None => Vec::new(),
            },
            Target::Module(id) => {
                let mut inside = self.named(id, next, depth);
                if inside.is_empty() {
                    // What a macro writes there, as the ids are.
                    let file = self.modules[id].file;
                    inside.push(Target::Item { file, name: next.clone(), of_it: None });
                }
                inside.into_iter().flat_map(|one| self.followed(one, after, depth)).collect()
            }
        }
    }

    /// What one name means in a module.
    fn named(&self, module: ModuleId, name: &str, depth: usize) -> Vec<Target> {
        let mut found = Vec::new();
        for meaning in self.modules[module].names.get(name).into_iter().flatten() {
            match meaning {
                Meaning::Item => found.push(Target::Item {
                    file: self.modules[module].file,
                    name: name.to_owned(),
                    of_it: None,
                }),
                Meaning::Module(id) => found.push(Target::Module(*id)),
                // `use serde_json` beside a module of that name would lead back here.
                Meaning::Alias(path) if path.len() == 1 && path[0] == name => {}
                Meaning::Alias(path) => found.extend(self.resolved(module, path, depth + 1)),
            }
        }
        if found.is_empty() {
            for glob in &self.modules[module].globs {
                for from in self.resolved(module, glob, depth + 1) {
                    if let Target::Module(id) = from
                        && id != module
                    {
                        found.extend(self.named(id, name, depth + 1));
                    }
                }
            }
        }
        found
    }
}

/// Where the file of a declared module is.
fn found(below: &Path, name: &str) -> PathBuf {
    let beside = below.join(format!("{name}.rs"));
    if beside.exists() { beside } else { below.join(name).join("mod.rs") }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// What an item is called, for somebody who looks for it.
pub(crate) fn what(item: &Item) -> String {
    match item {
        Item::Impl(block) => match &*block.self_ty {
            syn::Type::Path(path) => path
                .path
                .segments
                .last()
                .map_or_else(|| "an impl".to_owned(), |last| format!("impl {}", last.ident)),
            _ => "an impl".to_owned(),
        },
        Item::Macro(call) => match call.mac.path.segments.last() {
            Some(last) => format!("{}!", last.ident),
            None => "a macro".to_owned(),
        },
        other => name_of(other).unwrap_or_else(|| "something without a name".to_owned()),
    }
}
