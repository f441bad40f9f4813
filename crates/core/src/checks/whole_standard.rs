//! A whole standard in a row that claims something positive, or on both sides.
//!
//! Why: `KEY:*` says that everything in a standard was examined; only "nothing in common" can be said of everything at once.
//! Example: `8.4.1 intersects-with iso9001-2015:*`.
//! Source: rule book, section 1, "Silence is not a judgement".

use super::Context;
use crate::diagnostic::Code;
use crate::records::{End, Findings};
use crate::schema::link;

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let nothing = context.map.nothing.iter().map(|row| (row.row, row.backwards, !row.backwards));
    let whole = |end: End| matches!(end, End::Whole(_));
    let unresolved =
        context.records.unresolved.iter().map(|row| (row.row, whole(row.source), whole(row.target)));
    for (row, left, right) in nothing.chain(unresolved) {
        let column = match (left, right) {
            (true, true) => link::SOURCE,
            (true, _) if row.relationship.is_positive() => link::SOURCE,
            (_, true) if row.relationship.is_positive() => link::TARGET,
            _ => continue,
        };
        let files = &context.map.files;
        let message = if left && right {
            "a row between two whole standards says nothing that can be examined".to_owned()
        } else {
            format!("`{}` stands in a row that is `{}`", files.text(row.at(), column), row.relationship)
        };
        let diagnostic = files.finding(Code::WholeStandard, row.at(), column, "a whole standard", message);
        found.push(
            row.at(),
            diagnostic.hint("`:*` belongs to `no-relationship`, with one requirement on the other side"),
        );
    }
}
