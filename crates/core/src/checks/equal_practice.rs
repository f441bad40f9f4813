//! A practice said to be equal to a clause or control.
//!
//! Why: a practice is advice and a clause binds; no auditor takes the one for the other.
//! Example: `20000-1 8.6.1 equal-to itil4:incident-management`.
//! Source: rule book, section 1, "Kinds".

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link;
use crate::word::Relationship;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in context.records.links.iter().filter(|row| row.text.relationship == Relationship::EqualTo) {
        let (Some(source), Some(target)) =
            (context.requirement(&row.source), context.requirement(&row.target))
        else {
            continue;
        };
        // A heading is of the kind of what stands below it, so the standards are compared as a whole.
        let advice = |key: &str| {
            context.records.requirements.iter().any(|row| row.id.key() == key && row.kind.is_advice())
        };
        if advice(source.id.key()) == advice(target.id.key()) {
            continue;
        }
        let message = format!(
            "`{}` and `{}` are advice and requirement, so they cannot be equal",
            source.id, target.id
        );
        let diagnostic =
            context.records.finding(Code::EqualPractice, row.at, link::RELATIONSHIP, "cannot be", message);
        found.push(
            row.at,
            diagnostic.hint("say what each asks beyond the other, and choose the word that fits"),
        );
    }
}
