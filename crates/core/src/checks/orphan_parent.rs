//! A requirement whose parent does not exist, or belongs to another standard.
//!
//! Why: coverage rolls up along the hierarchy; a lost branch would be counted nowhere.
//! Example: `iso9001-2015:8.4.1` with the parent `iso9001-2015:8.44`.
//! Source: rule book, section 1, "Hierarchy".

use super::Context;
use super::unknown_requirement::hint_for;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::requirement::PARENT;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in &context.records.requirements {
        let Some(parent) = &row.parent else { continue };
        let message = if parent.key() != row.id.key() {
            format!("the parent `{parent}` belongs to another standard than `{}`", row.id)
        } else if !context.requirements.contains_key(parent) {
            format!("the parent `{parent}` does not exist")
        } else {
            continue;
        };
        let mut diagnostic =
            context.records.finding(Code::OrphanParent, row.at, PARENT, "not found", message);
        if let Some(hint) = hint_for(context, parent) {
            diagnostic = diagnostic.hint(hint);
        }
        found.push(row.at, diagnostic);
    }
}
