//! A strength that does not fit the relationship.
//!
//! Why: 10 is said of equals and 0 of what has nothing in common; anything else would rank links wrongly.
//! Example: `intersects-with` with strength 10.
//! Source: NIST IR 8278A, strength of relationship; rule book, section 1.

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link;
use crate::word::Relationship;

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    for row in context.rows() {
        let range = match row.relationship {
            Relationship::EqualTo => 10..=10,
            Relationship::NoRelationship => 0..=0,
            _ => 1..=9,
        };
        if range.contains(&row.strength) {
            continue;
        }
        let message =
            format!("a row that is `{}` does not have the strength {}", row.relationship, row.strength);
        let hint = match (range.start(), range.end()) {
            (a, b) if a == b => format!("its strength is {a}"),
            (a, b) => format!("its strength is from {a} to {b}"),
        };
        let diagnostic = context.map.files.finding(
            Code::RelationshipStrength,
            row.at(),
            link::STRENGTH,
            "does not fit",
            message,
        );
        found.push(row.at(), diagnostic.hint(hint));
    }
}
