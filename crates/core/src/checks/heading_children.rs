//! A heading without children, or something else with children.
//!
//! Why: only what has no children has obligations of its own; counting both would count twice.
//! Example: `iso9001-2015:8.4` as `clause` although `8.4.1` stands below it.
//! Source: rule book, section 1, "Hierarchy".

use super::Entries;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::requirement::KIND;
use crate::word::Kind;

pub(super) fn check(context: &Entries<'_>, found: &mut Findings) {
    let records = context.records;
    let mut has_children = vec![false; records.requirements.len()];
    for parent in context.parents.iter().flatten() {
        if let Some(has_children) = has_children.get_mut(*parent as usize) {
            *has_children = true;
        }
    }
    for (row, has_children) in records.requirements.iter().zip(has_children) {
        let (message, hint) = match (row.kind, has_children) {
            (Kind::Heading, false) => (
                format!("the heading `{}` has no children", records.id(row)),
                "a requirement without children is a `clause` or a `control`",
            ),
            (kind, true) if kind != Kind::Heading => (
                format!("`{}` has children, so it is a heading and not a {kind}", records.id(row)),
                "its kind is `heading`",
            ),
            _ => continue,
        };
        let diagnostic = records.files.finding(Code::HeadingChildren, row.at, KIND, "does not fit", message);
        found.push(row.at, diagnostic.hint(hint));
    }
}
