//! A row whose reference is not listed in `references.csv`.
//!
//! Why: a source that nobody can look up supports nothing.
//! Example: `annexsl` in the column `reference` where the list has `annex-sl`.
//! Source: design, "The data on disk".

use super::Context;
use crate::diagnostic::Code;
use crate::nearest::nearest;
use crate::records::{Findings, RowAt};
use crate::schema::{joint, link};

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    for row in context.rows().filter(|row| row.filled.has(link::REFERENCE)) {
        check_cell(context, found, row.at(), link::REFERENCE);
    }
    for at in context.joints() {
        check_cell(context, found, at, joint::REFERENCE);
    }
}

fn check_cell(context: &Context<'_>, found: &mut Findings, at: RowAt, column: usize) {
    let known = &context.records.references;
    for reference in context.map.files.text(at, column).split_whitespace() {
        if known.binary_search_by(|key| key.as_str().cmp(reference)).is_ok() {
            continue;
        }
        let message = format!("`{reference}` is not a key of `references.csv`");
        let mut diagnostic =
            context.map.files.finding(Code::UnknownReference, at, column, "not found", message);
        if let Some(near) = nearest(reference, known.iter().map(String::as_str)) {
            diagnostic = diagnostic.hint(format!("`{near}` exists"));
        }
        found.push(at, diagnostic.hint("list the source in `references.csv`"));
    }
}
