//! A row that names a requirement which does not exist, or exists in another edition only.
//!
//! Why: the commonest error of published crosswalks: wrong clause numbers, and 2013 controls under 2022 numbers.
//! Example: `iso27001-2022:A.16.1.5`, which is a number of the 2013 edition.
//! Source: design, "Names and ids".

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Endpoint, RequirementId};
use crate::nearest::nearest;
use crate::records::{Findings, RowAt};
use crate::schema::{joint, link};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in &context.records.links {
        check_end(context, found, row.at, link::SOURCE, &row.source);
        check_end(context, found, row.at, link::TARGET, &row.target);
    }
    for row in &context.records.reviews {
        check_end(context, found, row.at, link::SOURCE, &row.source);
        check_end(context, found, row.at, link::TARGET, &row.target);
    }
    for row in &context.records.joints {
        check_end(context, found, row.at, joint::TARGET, &Endpoint::Requirement(row.target.clone()));
        for source in &row.sources {
            check_end(context, found, row.at, joint::SOURCES, &Endpoint::Requirement(source.clone()));
        }
    }
}

fn check_end(context: &Context<'_, '_>, found: &mut Findings, at: RowAt, column: usize, end: &Endpoint) {
    let key = end.key();
    // Without the list of standards, or without a standard's requirements, nothing can be said of its numbers.
    if context.standards.is_empty() || context.records.unread.contains(key) {
        return;
    }
    if !context.standards.contains_key(key) {
        let message = format!("`{key}` is not a standard of this data");
        let mut diagnostic = context.records.finding(Code::UnknownStandard, at, column, "not found", message);
        if let Some(near) = nearest(key, context.keys()) {
            diagnostic = diagnostic.hint(format!("`{near}` exists"));
        }
        found.push(at, diagnostic);
        return;
    }
    let Endpoint::Requirement(id) = end else { return };
    if context.requirements.contains_key(id) {
        return;
    }
    found.push(at, diagnose(context, at, column, id));
}

fn diagnose(context: &Context<'_, '_>, at: RowAt, column: usize, id: &RequirementId) -> Diagnostic {
    let name = standard_name(context, id.key());
    let elsewhere: Vec<&RequirementId> = context
        .records
        .requirements
        .iter()
        .map(|row| &row.id)
        .filter(|other| other.number() == id.number() && is_other_edition(context, other.key(), id.key()))
        .collect();
    if let Some(other) = elsewhere.first() {
        let message = format!(
            "`{}` is a number of {}, not of {name}",
            id.number(),
            standard_name(context, other.key())
        );
        return context
            .records
            .finding(Code::OtherEdition, at, column, "of another edition", message)
            .hint(format!("`{other}` exists; its place in {name} has another number"));
    }
    let message = format!("`{id}` is not a requirement of {name}");
    let diagnostic = context.records.finding(Code::UnknownRequirement, at, column, "not found", message);
    match hint_for(context, id) {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}

/// Which existing id was probably meant.
pub(super) fn hint_for(context: &Context<'_, '_>, id: &RequirementId) -> Option<String> {
    let siblings =
        context.records.requirements.iter().map(|row| &row.id).filter(|other| other.key() == id.key());
    nearest(id.number(), siblings.map(RequirementId::number))
        .map(|number| format!("`{}:{number}` exists", id.key()))
}

/// Whether two keys are editions of one standard, by what supersedes what.
fn is_other_edition(context: &Context<'_, '_>, one: &str, other: &str) -> bool {
    let supersedes = |newer: &str, older: &str| {
        context
            .standards
            .get(newer)
            .and_then(|(_, row)| row.supersedes.as_ref())
            .is_some_and(|key| key.as_str() == older)
    };
    supersedes(one, other) || supersedes(other, one)
}

fn standard_name(context: &Context<'_, '_>, key: &str) -> String {
    context.standards.get(key).map_or_else(
        || key.to_owned(),
        |(_, row)| crate::standard::display_name(&row.key, &row.title, &row.edition),
    )
}
