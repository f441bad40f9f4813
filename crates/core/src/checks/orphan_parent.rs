//! A requirement whose parent does not exist, or belongs to another standard.
//!
//! Why: coverage rolls up along the hierarchy; a lost branch would be counted nowhere.
//! Example: `iso9001-2015:8.4.1` with the parent `iso9001-2015:8.44`.
//! Source: rule book, section 1, "Hierarchy".

use super::Entries;
use crate::diagnostic::Code;
use crate::id::key_of_id;
use crate::nearest::nearest;
use crate::records::Findings;
use crate::schema::requirement::PARENT;

pub(super) fn check(context: &Entries<'_>, found: &mut Findings) {
    let records = context.records;
    for (row, found_parent) in records.requirements.iter().zip(&context.parents) {
        let parent = records.parent(row);
        if parent.is_empty() {
            continue;
        }
        let key = key_of_id(parent).unwrap_or("");
        let message = if key != records.key(row) {
            format!("the parent `{parent}` belongs to another standard than `{}`", records.id(row))
        } else if found_parent.is_none() {
            format!("the parent `{parent}` does not exist")
        } else {
            continue;
        };
        let mut diagnostic = records.files.finding(Code::OrphanParent, row.at, PARENT, "not found", message);
        let siblings = records.requirements.iter().filter(|other| records.key(other) == key);
        let numbers = siblings.filter_map(|other| records.id(other).get(key.len() + 1..));
        if let Some(number) = nearest(parent.get(key.len() + 1..).unwrap_or(""), numbers) {
            diagnostic = diagnostic.hint(format!("`{key}:{number}` exists"));
        }
        found.push(row.at, diagnostic);
    }
}
