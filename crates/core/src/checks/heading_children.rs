//! A heading without children, or something else with children.
//!
//! Why: only what has no children has obligations of its own; counting both would count twice.
//! Example: `iso9001-2015:8.4` as `clause` although `8.4.1` stands below it.
//! Source: rule book, section 1, "Hierarchy".

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::requirement::KIND;
use crate::word::Kind;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in &context.records.requirements {
        let (message, hint) = match (row.kind, context.children.contains_key(&row.id)) {
            (Kind::Heading, false) => (
                format!("the heading `{}` has no children", row.id),
                "a requirement without children is a `clause` or a `control`",
            ),
            (kind, true) if kind != Kind::Heading => (
                format!("`{}` has children, so it is a heading and not a {kind}", row.id),
                "its kind is `heading`",
            ),
            _ => continue,
        };
        let diagnostic =
            context.records.finding(Code::HeadingChildren, row.at, KIND, "does not fit", message);
        found.push(row.at, diagnostic.hint(hint));
    }
}
