//! A whole standard in a row that claims something positive, or on both sides.
//!
//! Why: `KEY:*` says that everything in a standard was examined; only "nothing in common" can be said of everything at once.
//! Example: `8.4.1 intersects-with iso9001-2015:*`.
//! Source: rule book, section 1, "Silence is not a judgement".

use super::Context;
use crate::diagnostic::Code;
use crate::id::Endpoint;
use crate::records::Findings;
use crate::schema::link;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in &context.records.links {
        let (column, message) = match (&row.source, &row.target) {
            (Endpoint::Whole(_), Endpoint::Whole(_)) => (
                link::SOURCE,
                "a row between two whole standards says nothing that can be examined".to_owned(),
            ),
            (Endpoint::Whole(_), _) if row.text.relationship.is_positive() => (
                link::SOURCE,
                format!("`{}` stands in a row that is `{}`", row.source, row.text.relationship),
            ),
            (_, Endpoint::Whole(_)) if row.text.relationship.is_positive() => (
                link::TARGET,
                format!("`{}` stands in a row that is `{}`", row.target, row.text.relationship),
            ),
            _ => continue,
        };
        let diagnostic =
            context.records.finding(Code::WholeStandard, row.at, column, "a whole standard", message);
        found.push(
            row.at,
            diagnostic.hint("`:*` belongs to `no-relationship`, with one requirement on the other side"),
        );
    }
}
