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

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let links = context.records.links.iter().map(|row| (row.at, link::REFERENCE, &row.text.reference));
    let joints = context.records.joints.iter().map(|row| (row.at, joint::REFERENCE, &row.reference));
    for (at, column, references) in links.chain(joints) {
        for reference in references {
            check_reference(context, found, at, column, reference);
        }
    }
}

fn check_reference(
    context: &Context<'_, '_>,
    found: &mut Findings,
    at: RowAt,
    column: usize,
    reference: &str,
) {
    let known = &context.records.references;
    if known.iter().any(|key| key == reference) {
        return;
    }
    let message = format!("`{reference}` is not a key of `references.csv`");
    let mut diagnostic = context.records.finding(Code::UnknownReference, at, column, "not found", message);
    if let Some(near) = nearest(reference, known.iter().map(String::as_str)) {
        diagnostic = diagnostic.hint(format!("`{near}` exists"));
    }
    found.push(at, diagnostic.hint("list the source in `references.csv`"));
}
