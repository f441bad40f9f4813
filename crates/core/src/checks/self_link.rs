//! A row that links a requirement with itself.
//!
//! Why: it says nothing, and in a proof it would make a chain longer without end.
//! Example: `8.4.1 equal-to 8.4.1`.
//! Source: rule book, section 1.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::{joint, link};

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let map = context.map;
    for row in map.links.iter().filter(|row| row.source == row.target) {
        let at = row.row.at();
        let message = format!("`{}` is linked with itself", map.id(row.source));
        let diagnostic = map.files.finding(Code::SelfLink, at, link::TARGET, "the same", message);
        found.push(at, diagnostic.hint("delete the row, or correct one of the two ids"));
    }
    for row in map.joints.iter().filter(|row| row.sources.contains(&row.target)) {
        let message = format!("`{}` is one of its own sources", map.id(row.target));
        let diagnostic =
            map.files.finding(Code::SelfLink, row.at(), joint::SOURCES, "the target too", message);
        found.push(row.at(), diagnostic.hint("take it out of the sources"));
    }
}
