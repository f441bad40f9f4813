//! A row without a reason.
//!
//! Why: a claim that nobody can argue with is not a judgement; nine of ten rows of the largest open corpus have none.
//! Example: an `intersects-with` row whose `why` is empty.
//! Source: NIST IR 8477, section 4: each relationship is justified.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::{joint, link};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let links = context.records.links.iter().map(|row| (row.at, link::WHY, &row.text.why));
    let joints = context.records.joints.iter().map(|row| (row.at, joint::WHY, &row.why));
    for (at, column, _) in links.chain(joints).filter(|(_, _, why)| why.is_empty()) {
        let message = "the row has no reason".to_owned();
        let diagnostic = context.records.finding(Code::MissingWhy, at, column, "empty", message);
        found.push(
            at,
            diagnostic.hint("say in `why` what the two share, or what was looked for and not found"),
        );
    }
}
