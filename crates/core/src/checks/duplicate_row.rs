//! Two rows about the same requirement, standard or pair.
//!
//! Why: the answer would depend on which row is read first.
//! Example: `8.5.1 subset-of A.8.32` and, further down, `8.5.1 intersects-with A.8.32`.
//! Source: rule book, section 4: the order of rows changes nothing.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::Code;
use crate::records::{Findings, RowAt};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let records = context.records;
    let standards = records.standards.iter().map(|row| (row.at, "standard", row.key.to_string()));
    let requirements = records.requirements.iter().map(|row| (row.at, "requirement", row.id.to_string()));
    let links = records.links.iter().map(|row| (row.at, "pair", format!("{} {}", row.source, row.target)));
    let reviews =
        records.reviews.iter().map(|row| (row.at, "judgement", format!("{} {}", row.source, row.target)));
    let joints = records.joints.iter().map(|row| {
        let mut sources: Vec<&str> = row.sources.iter().map(|id| id.as_str()).collect();
        sources.sort_unstable();
        (row.at, "joint row", format!("{} {}", row.target, sources.join(" ")))
    });
    let mut first: BTreeMap<(&str, String), RowAt> = BTreeMap::new();
    for (at, what, key) in standards.chain(requirements).chain(links).chain(reviews).chain(joints) {
        let message = format!("the {what} `{key}` stands twice");
        if let Some(earlier) = first.get(&(what, key.clone())) {
            let diagnostic = records.finding(Code::DuplicateRow, at, 0, "again", message).hint(format!(
                "the first is at {}:{}; keep one",
                records.file_name(*earlier),
                records.line(*earlier)
            ));
            found.push(at, diagnostic);
        } else {
            first.insert((what, key), at);
        }
    }
}
