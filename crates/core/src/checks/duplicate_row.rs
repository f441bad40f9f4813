//! Two rows about the same requirement, standard or pair.
//!
//! Why: the answer would depend on which row is read first.
//! Example: `8.5.1 subset-of A.8.32` and, further down, `8.5.1 intersects-with A.8.32`.
//! Source: rule book, section 4: the order of rows changes nothing.

use std::fmt::Display;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::Context;
use crate::diagnostic::Code;
use crate::id::Endpoint;
use crate::order;
use crate::records::{Findings, Records, RowAt};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let records = context.records;
    let mut seen = Seen { records, found };
    seen.each("standard", records.standards.iter().map(|row| (row.at, &row.key)));
    seen.each("requirement", records.requirements.iter().map(|row| (row.at, &row.id)));
    seen.each("pair", records.links.iter().map(|row| (row.at, Pair(&row.source, &row.target))));
    seen.each("judgement", records.reviews.iter().map(|row| (row.at, Pair(&row.source, &row.target))));
    seen.each(
        "joint row",
        records.joints.iter().map(|row| {
            let mut ids: Vec<&str> = row.sources.iter().map(|id| id.as_str()).collect();
            order::sort_by_key(&mut ids, |id| *id);
            (row.at, format!("{} {}", row.target, ids.join(" ")))
        }),
    );
}

/// Both ends of a row.
#[derive(PartialEq, Eq, Hash)]
struct Pair<'r>(&'r Endpoint, &'r Endpoint);

impl Display for Pair<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

struct Seen<'s, 'a> {
    records: &'s Records<'a>,
    found: &'s mut Findings,
}

impl Seen<'_, '_> {
    fn each<K: Hash + Eq + Display>(&mut self, what: &str, rows: impl Iterator<Item = (RowAt, K)>) {
        let mut first: FxHashMap<K, RowAt> = FxHashMap::default();
        for (at, key) in rows {
            if let Some(earlier) = first.get(&key) {
                let place = format!("{}:{}", self.records.file_name(*earlier), self.records.line(*earlier));
                let message = format!("the {what} `{key}` stands twice");
                let diagnostic = self.records.finding(Code::DuplicateRow, at, 0, "again", message);
                self.found.push(at, diagnostic.hint(format!("the first is at {place}; keep one")));
            } else {
                first.insert(key, at);
            }
        }
    }
}
