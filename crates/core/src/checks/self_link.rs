//! A row that links a requirement with itself.
//!
//! Why: it says nothing, and in a proof it would make a chain longer without end.
//! Example: `8.4.1 equal-to 8.4.1`.
//! Source: rule book, section 1.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::{joint, link};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in context.records.links.iter().filter(|row| row.source == row.target) {
        let message = format!("`{}` is linked with itself", row.source);
        let diagnostic = context.records.finding(Code::SelfLink, row.at, link::TARGET, "the same", message);
        found.push(row.at, diagnostic.hint("delete the row, or correct one of the two ids"));
    }
    for row in context.records.joints.iter().filter(|row| row.sources.contains(&row.target)) {
        let message = format!("`{}` is one of its own sources", row.target);
        let diagnostic =
            context.records.finding(Code::SelfLink, row.at, joint::SOURCES, "the target too", message);
        found.push(row.at, diagnostic.hint("take it out of the sources"));
    }
}
