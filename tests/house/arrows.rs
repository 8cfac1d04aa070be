//! Which file uses which: by its `use` lines, by the paths it writes, and by the methods it calls of a type
//! that several files define.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Expr, ExprMethodCall, FnArg, ImplItem, ImplItemFn, Item, ItemFn, ItemImpl, Macro, Member, Pat, Path,
    Signature, Type,
    visit::{self, Visit},
};

use crate::sources::{Crate, FileId, ModuleId, Target};

/// From which file to which, and by what name.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Arrow {
    pub(crate) from: FileId,
    pub(crate) to: FileId,
    /// What is used.
    pub(crate) by: String,
}

/// A type: its name, and the file that defines it.
type Kind = (String, FileId);

/// The types whose methods stand in more than one file: type, method, files.
type Split = BTreeMap<Kind, BTreeMap<String, BTreeSet<FileId>>>;

/// All arrows of a crate, one for each name that is used.
pub(crate) fn all(read: &Crate) -> BTreeSet<Arrow> {
    let split = split(read);
    let mut arrows = BTreeSet::new();
    for (id, module) in read.modules.iter().enumerate() {
        let mut looker =
            Looker { read, split: &split, module: id, of: None, taken: BTreeMap::new(), arrows: &mut arrows };
        if !is_map(read, id) {
            for path in &module.uses {
                looker.path(path);
            }
        }
        for item in &module.items {
            looker.visit_item(item);
        }
    }
    arrows
}

/// Where libraries of these names are used: the file, and the library.
pub(crate) fn libraries(read: &Crate, names: &[&str]) -> BTreeSet<(FileId, String)> {
    let mut found = BTreeSet::new();
    for (id, module) in read.modules.iter().enumerate() {
        let mut paths = Paths(module.uses.clone());
        for item in &module.items {
            paths.visit_item(item);
        }
        for path in paths.0 {
            let Some(first) = path.first().filter(|first| names.contains(&first.as_str())) else { continue };
            if read.resolve(id, std::slice::from_ref(first)).is_empty() {
                found.insert((module.file, first.clone()));
            }
        }
    }
    found
}

/// All paths that are written.
struct Paths(Vec<Vec<String>>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast Path) {
        self.0.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        for token in call.tokens.clone() {
            if let TokenTree::Ident(name) = token {
                self.0.push(vec![name.to_string()]);
            }
        }
    }
}

/// Whether a module holds no more than the way to others: what it takes, it takes for those who come through
/// it.
fn is_map(read: &Crate, id: ModuleId) -> bool {
    read.modules[id].items.is_empty()
}

fn split(read: &Crate) -> Split {
    let mut methods: Split = BTreeMap::new();
    for (id, module) in read.modules.iter().enumerate() {
        for item in &module.items {
            let Item::Impl(block) = item else { continue };
            let Some(kind) = type_name(&block.self_ty).and_then(|name| kind(read, id, &name)) else {
                continue;
            };
            if block.trait_.is_some() {
                continue;
            }
            for part in &block.items {
                if let ImplItem::Fn(method) = part {
                    let files = methods.entry(kind.clone()).or_default();
                    files.entry(method.sig.ident.to_string()).or_default().insert(module.file);
                }
            }
        }
    }
    methods.retain(|_, methods| methods.values().flatten().collect::<BTreeSet<_>>().len() > 1);
    methods
}

/// Which type a name means in a module; none where another crate defines it.
fn kind(read: &Crate, module: ModuleId, name: &str) -> Option<Kind> {
    read.resolve(module, &[name.to_owned()]).into_iter().find_map(|target| match target {
        Target::Item { file, name, of_it: None } => Some((name, file)),
        Target::Item { .. } | Target::Module(_) => None,
    })
}

fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => None,
    }
}

struct Looker<'a> {
    read: &'a Crate,
    split: &'a Split,
    module: ModuleId,
    /// The type whose methods are being looked at.
    of: Option<String>,
    /// What the function that is being looked at takes: name and type.
    taken: BTreeMap<String, String>,
    arrows: &'a mut BTreeSet<Arrow>,
}

impl Looker<'_> {
    fn to(&mut self, to: FileId, by: String) {
        let from = self.read.modules[self.module].file;
        if from != to {
            self.arrows.insert(Arrow { from, to, by });
        }
    }

    fn path(&mut self, path: &[String]) {
        for target in self.read.resolve(self.module, path) {
            let Target::Item { file, name, of_it } = &target else { continue };
            self.to(*file, path.join("::"));
            if let Some(methods) = self.split.get(&(name.clone(), *file))
                && let Some(files) = of_it.as_ref().and_then(|method| methods.get(method))
            {
                for file in files {
                    self.to(*file, path.join("::"));
                }
            }
        }
    }

    /// A method of a type that several files define, where its receiver says of which type it is: `self`,
    /// what a function takes by that type, or what is called as the type is (`work` of `Work`).
    fn method(&mut self, receiver: &str, name: &str) {
        let of = match receiver {
            "self" => self.of.clone(),
            other => self.taken.get(other).cloned(),
        };
        let found = match &of {
            Some(of) => kind(self.read, self.module, of).and_then(|kind| self.split.get_key_value(&kind)),
            None => self.called(receiver),
        };
        if let Some(((of, _), methods)) = found
            && let Some(files) = methods.get(name)
        {
            let by = format!("{of}::{name}");
            for file in files.clone() {
                self.to(file, by.clone());
            }
        }
    }

    /// The type that is called so: the only one, or the one that is known here by that name.
    fn called(&self, receiver: &str) -> Option<(&Kind, &BTreeMap<String, BTreeSet<FileId>>)> {
        let mut all = self.split.iter().filter(|((of, _), _)| snake(of) == receiver);
        let first = all.next()?;
        let Some(second) = all.next() else { return Some(first) };
        let here = kind(self.read, self.module, &first.0.0)?;
        [first, second].into_iter().chain(all).find(|(kind, _)| **kind == here)
    }

    fn takes(&mut self, signature: &Signature) {
        for input in &signature.inputs {
            if let FnArg::Typed(typed) = input
                && let Pat::Ident(name) = &*typed.pat
                && let Some(of) = type_name(&typed.ty)
            {
                self.taken.insert(name.ident.to_string(), of);
            }
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut dotted = false;
        let mut before = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.written(&std::mem::take(&mut path));
                    }
                    if dotted {
                        self.method(&before, &name.to_string());
                        dotted = false;
                    }
                    before = name.to_string();
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Punct(mark) => {
                    self.written(&std::mem::take(&mut path));
                    // Two dots are a range, or the rest of a struct.
                    (colons, dotted) = (0, mark.as_char() == '.' && !dotted);
                }
                TokenTree::Group(group) => {
                    self.written(&std::mem::take(&mut path));
                    (colons, dotted) = (0, false);
                    self.tokens(group.stream());
                }
                TokenTree::Literal(_) => {
                    self.written(&std::mem::take(&mut path));
                    (colons, dotted) = (0, false);
                }
            }
        }
        self.written(&path);
    }

    fn written(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.path(path);
        }
    }
}

impl<'ast> Visit<'ast> for Looker<'_> {
    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        let before = self.of.take();
        self.of = type_name(&block.self_ty);
        visit::visit_item_impl(self, block);
        self.of = before;
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        let before = self.taken.clone();
        self.takes(&function.sig);
        visit::visit_item_fn(self, function);
        self.taken = before;
    }

    fn visit_impl_item_fn(&mut self, method: &'ast ImplItemFn) {
        let before = self.taken.clone();
        self.takes(&method.sig);
        visit::visit_impl_item_fn(self, method);
        self.taken = before;
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let mut names: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if names.first().is_some_and(|first| first == "Self")
            && let Some(of) = &self.of
        {
            names[0].clone_from(of);
        }
        self.written(&names);
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if let Some(receiver) = called(&call.receiver) {
            self.method(&receiver, &call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }
}

/// What a receiver is called: a name, a field, or what a call gives.
fn called(receiver: &Expr) -> Option<String> {
    match receiver {
        Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        Expr::Field(field) => match &field.member {
            Member::Named(name) => Some(name.to_string()),
            Member::Unnamed(_) => None,
        },
        Expr::MethodCall(call) => Some(call.method.to_string()),
        Expr::Await(waited) => called(&waited.base),
        Expr::Try(tried) => called(&tried.expr),
        Expr::Paren(inside) => called(&inside.expr),
        Expr::Reference(reference) => called(&reference.expr),
        _ => None,
    }
}

fn snake(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !written.is_empty() {
            written.push('_');
        }
        written.extend(letter.to_lowercase());
    }
    written
}
