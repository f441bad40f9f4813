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

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let map = context.map;
    // A heading is of the kind of what stands below it, so the standards are compared as a whole.
    let is_advice: Vec<bool> = (0..map.standards.len())
        .map(|standard| map.of_standard(standard).any(|at| map.kind(at).is_advice()))
        .collect();
    for link in map.links.iter().filter(|link| link.row.relationship == Relationship::EqualTo) {
        let advice = |at| is_advice.get(map.standard_of(at));
        if advice(link.source) == advice(link.target) {
            continue;
        }
        let message = format!(
            "`{}` and `{}` are advice and requirement, so they cannot be equal",
            map.id(link.source),
            map.id(link.target)
        );
        let at = link.row.at();
        let diagnostic = map.files.finding(Code::EqualPractice, at, link::RELATIONSHIP, "cannot be", message);
        found.push(at, diagnostic.hint("say what each asks beyond the other, and choose the word that fits"));
    }
}
