//! Who takes hold of the database: by the field in which the desk has it.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{
    ExprField, FieldPat, Macro, Member,
    visit::{self, Visit},
};

use crate::sources::{Crate, FileId};

/// The files in which a field of that name is taken hold of.
pub(crate) fn of_field(read: &Crate, field: &'static str) -> BTreeSet<FileId> {
    let mut files = BTreeSet::new();
    for module in &read.modules {
        let mut looker = Looker { field, found: false };
        for item in &module.items {
            looker.visit_item(item);
        }
        if looker.found {
            files.insert(module.file);
        }
    }
    files
}

struct Looker {
    field: &'static str,
    found: bool,
}

impl Looker {
    fn member(&mut self, member: &Member) {
        self.found |= matches!(member, Member::Named(name) if name == self.field);
    }

    /// What a macro is given: the name after a dot, where no call follows.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        let mut dotted = false;
        while let Some(token) = tokens.next() {
            let is_call = matches!(
                tokens.peek(),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
            );
            match &token {
                TokenTree::Ident(name) => self.found |= dotted && !is_call && name == self.field,
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            dotted = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '.');
        }
    }
}

impl<'ast> Visit<'ast> for Looker {
    fn visit_expr_field(&mut self, field: &'ast ExprField) {
        self.member(&field.member);
        visit::visit_expr_field(self, field);
    }

    fn visit_field_pat(&mut self, field: &'ast FieldPat) {
        self.member(&field.member);
        visit::visit_field_pat(self, field);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }
}
