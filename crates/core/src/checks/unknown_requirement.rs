//! A row that names a requirement which does not exist, or exists in another edition only.
//!
//! Why: the commonest error of published crosswalks: wrong clause numbers, and 2013 controls under 2022 numbers.
//! Example: `iso27001-2022:A.16.1.5`, which is a number of the 2013 edition.
//! Source: design, "Names and ids".

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Endpoint, RequirementId};
use crate::nearest::nearest;
use crate::records::{End, Findings, RowAt};
use crate::schema::{joint, link};
use crate::standard::Standard;

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let records = context.records;
    let links = records.unresolved.iter().map(|row| (row.row.at(), row.source, row.target));
    let reviews = records.reviews.iter().map(|row| (row.at, row.source, row.target));
    for (at, source, target) in links.chain(reviews) {
        for (column, end) in [(link::SOURCE, source), (link::TARGET, target)] {
            if end == End::Unknown {
                check_end(context, found, at, column, &context.map.files.text(at, column));
            }
        }
    }
    for at in &records.unresolved_joints {
        for column in [joint::TARGET, joint::SOURCES] {
            for id in context.map.files.text(*at, column).split_whitespace() {
                check_end(context, found, *at, column, id);
            }
        }
    }
}

fn check_end(context: &Context<'_>, found: &mut Findings, at: RowAt, column: usize, text: &str) {
    let Some(end) = Endpoint::parse(text) else { return };
    let key = end.key();
    // Without the list of standards, or without a standard's requirements, nothing can be said of its numbers.
    if context.records.standards.is_empty() || context.records.unread.iter().any(|unread| unread == key) {
        return;
    }
    if !context.records.standards.iter().any(|row| row.key.as_str() == key) {
        let message = format!("`{key}` is not a standard of this data");
        let mut diagnostic =
            context.map.files.finding(Code::UnknownStandard, at, column, "not found", message);
        let keys = context.records.standards.iter().map(|row| row.key.as_str());
        if let Some(near) = nearest(key, keys) {
            diagnostic = diagnostic.hint(format!("`{near}` exists"));
        }
        found.push(at, diagnostic);
        return;
    }
    let Endpoint::Requirement(id) = end else { return };
    if context.map.find(&id).is_none() && !context.map.is_aside(&id) {
        found.push(at, diagnose(context, at, column, &id));
    }
}

fn diagnose(context: &Context<'_>, at: RowAt, column: usize, id: &RequirementId) -> Diagnostic {
    let map = context.map;
    let own = map.standards.iter().find(|standard| standard.key.as_str() == id.key());
    let name = own.map_or(id.key(), |standard| &standard.name);
    for other in map.standards.iter().filter(|other| own.is_some_and(|own| are_editions(own, other))) {
        let Some(there) = RequirementId::parse(&format!("{}:{}", other.key, id.number())) else { continue };
        if map.find(&there).is_some() {
            let message = format!("`{}` is a number of {}, not of {name}", id.number(), other.name);
            return map
                .files
                .finding(Code::OtherEdition, at, column, "of another edition", message)
                .hint(format!("`{there}` exists; its place in {name} has another number"));
        }
    }
    let message = format!("`{id}` is not a requirement of {name}");
    let diagnostic = map.files.finding(Code::UnknownRequirement, at, column, "not found", message);
    let standard = map.standards.iter().position(|standard| standard.key.as_str() == id.key());
    let siblings = standard.into_iter().flat_map(|standard| map.of_standard(standard));
    match nearest(id.number(), siblings.map(|at| map.number(at))) {
        Some(number) => diagnostic.hint(format!("`{}:{number}` exists", id.key())),
        None => diagnostic,
    }
}

/// Whether one of two standards supersedes the other.
fn are_editions(one: &Standard, other: &Standard) -> bool {
    one.supersedes.as_ref() == Some(&other.key) || other.supersedes.as_ref() == Some(&one.key)
}
