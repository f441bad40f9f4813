//! A row that says "nothing in that standard" beside a positive link into it.
//!
//! Why: one of the two is wrong, and the first would hide the second.
//! Example: `8.2.6 no-relationship iso9001-2015:*` and `8.2.6 intersects-with iso9001-2015:8.5.2`.
//! Source: rule book, section 1, "Silence is not a judgement".

use rustc_hash::FxHashMap;

use super::Context;
use crate::diagnostic::Code;
use crate::id::{Endpoint, RequirementId};
use crate::records::{Findings, LinkRecord};
use crate::schema::link;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let records = context.records;
    let mut linked: FxHashMap<(&RequirementId, &str), &LinkRecord> = FxHashMap::default();
    for row in records.links.iter().filter(|row| row.text.relationship.is_positive()) {
        if let (Endpoint::Requirement(source), Endpoint::Requirement(target)) = (&row.source, &row.target) {
            linked.entry((source, target.key())).or_insert(row);
            linked.entry((target, source.key())).or_insert(row);
        }
    }
    for row in &records.links {
        let (id, whole, column) = match (&row.source, &row.target) {
            (Endpoint::Requirement(id), Endpoint::Whole(whole)) => (id, whole, link::TARGET),
            (Endpoint::Whole(whole), Endpoint::Requirement(id)) => (id, whole, link::SOURCE),
            _ => continue,
        };
        let below = below(context, id);
        let Some(link) = below.iter().find_map(|id| linked.get(&(*id, whole.as_str()))) else { continue };
        let message = format!("`{id}` is said to have nothing in `{whole}`, and is linked with it");
        let diagnostic = records.finding(Code::WholeBesideLink, row.at, column, "nothing at all?", message);
        let at = format!("{}:{}", records.file_name(link.at), records.line(link.at));
        found.push(
            row.at,
            diagnostic.hint(format!(
                "the link is at {at}: `{} {} {}`",
                link.source, link.text.relationship, link.target
            )),
        );
    }
}

/// The requirement and everything below it: a `:*` row on a heading holds for all of them.
fn below<'r>(context: &Context<'r, '_>, id: &'r RequirementId) -> Vec<&'r RequirementId> {
    let mut all = vec![id];
    let mut next = 0;
    while let Some(parent) = all.get(next).copied() {
        let children = context.children.get(parent).into_iter().flatten().map(|row| &row.id);
        // In a circle of parents, which is a finding of its own, nothing is taken twice.
        let new: Vec<_> = children.filter(|child| !all.contains(child)).collect();
        all.extend(new);
        next += 1;
    }
    all
}
