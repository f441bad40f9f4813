//! A row without a reason.
//!
//! Why: a claim that nobody can argue with is not a judgement; nine of ten rows of the largest open corpus have none.
//! Example: an `intersects-with` row whose `why` is empty.
//! Source: NIST IR 8477, section 4: each relationship is justified.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::{joint, link};

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let files = &context.map.files;
    let links = context.rows().filter(|row| !row.filled.has(link::WHY)).map(|row| (row.at(), link::WHY));
    let joints = context.joints().filter(|at| files.text(*at, joint::WHY).is_empty());
    for (at, column) in links.chain(joints.map(|at| (at, joint::WHY))) {
        let message = "the row has no reason".to_owned();
        let diagnostic = files.finding(Code::MissingWhy, at, column, "empty", message);
        found.push(
            at,
            diagnostic.hint("say in `why` what the two share, or what was looked for and not found"),
        );
    }
}
