//! Deltas that say something else than the relationship.
//!
//! Why: the two texts make the word checkable: a requirement that asks something more cannot be a subset.
//! Example: `subset-of` with a text in `source_only`.
//! Source: rule book, section 1, the table of relationships.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link;
use crate::word::Relationship;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in &context.records.links {
        let (source, target) = match row.text.relationship {
            Relationship::EqualTo | Relationship::NoRelationship => (false, false),
            Relationship::SubsetOf => (false, true),
            Relationship::SupersetOf => (true, false),
            Relationship::IntersectsWith => (true, true),
        };
        for (column, name, text, wanted) in [
            (link::SOURCE_ONLY, "source_only", &row.text.source_only, source),
            (link::TARGET_ONLY, "target_only", &row.text.target_only, target),
        ] {
            let (label, message) = match (wanted, text.is_empty()) {
                (true, true) => {
                    ("empty", format!("a row that is `{}` says what is in `{name}`", row.text.relationship))
                }
                (false, false) => (
                    "not empty",
                    format!("a row that is `{}` has nothing in `{name}`", row.text.relationship),
                ),
                _ => continue,
            };
            let diagnostic =
                context.records.finding(Code::RelationshipDeltas, row.at, column, label, message);
            found.push(
                row.at,
                diagnostic.hint(fitting(row.text.source_only.is_empty(), row.text.target_only.is_empty())),
            );
        }
    }
}

/// The word that would fit the texts as they are.
fn fitting(source_empty: bool, target_empty: bool) -> &'static str {
    match (source_empty, target_empty) {
        (true, true) => "without both texts the word is `equal-to` or `no-relationship`",
        (true, false) => "with a text in `target_only` alone the word is `subset-of`",
        (false, true) => "with a text in `source_only` alone the word is `superset-of`",
        (false, false) => "with both texts the word is `intersects-with`",
    }
}
