//! Deltas that say something else than the relationship.
//!
//! Why: the two texts make the word checkable: a requirement that asks something more cannot be a subset.
//! Example: `subset-of` with a text in `source_only`.
//! Source: rule book, section 1, the table of relationships.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link::{SOURCE_ONLY, TARGET_ONLY};
use crate::word::Relationship;

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    for row in context.rows() {
        let wanted = match row.relationship {
            Relationship::EqualTo | Relationship::NoRelationship => (false, false),
            Relationship::SubsetOf => (false, true),
            Relationship::SupersetOf => (true, false),
            Relationship::IntersectsWith => (true, true),
        };
        let filled = (row.filled.has(SOURCE_ONLY), row.filled.has(TARGET_ONLY));
        for (column, name, wanted, filled_here) in [
            (SOURCE_ONLY, "source_only", wanted.0, filled.0),
            (TARGET_ONLY, "target_only", wanted.1, filled.1),
        ] {
            let (label, message) = match (wanted, filled_here) {
                (true, false) => {
                    ("empty", format!("a row that is `{}` says what is in `{name}`", row.relationship))
                }
                (false, true) => {
                    ("not empty", format!("a row that is `{}` has nothing in `{name}`", row.relationship))
                }
                _ => continue,
            };
            let diagnostic =
                context.map.files.finding(Code::RelationshipDeltas, row.at(), column, label, message);
            found.push(row.at(), diagnostic.hint(fitting(filled)));
        }
    }
}

/// The word that would fit the texts as they are.
fn fitting(filled: (bool, bool)) -> &'static str {
    match filled {
        (false, false) => "without both texts the word is `equal-to` or `no-relationship`",
        (false, true) => "with a text in `target_only` alone the word is `subset-of`",
        (true, false) => "with a text in `source_only` alone the word is `superset-of`",
        (true, true) => "with both texts the word is `intersects-with`",
    }
}
