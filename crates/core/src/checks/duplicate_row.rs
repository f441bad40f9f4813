//! Two rows about the same requirement, standard or pair.
//!
//! Why: the answer would depend on which row is read first.
//! Example: `8.5.1 subset-of A.8.32` and, further down, `8.5.1 intersects-with A.8.32`.
//! Source: rule book, section 4: the order of rows changes nothing.

use super::{Context, Entries};
use crate::diagnostic::Code;
use crate::map::Map;
use crate::order;
use crate::records::{Files, Findings, RowAt};

/// Of standards and requirements.
pub(super) fn check_entries(context: &Entries<'_>, found: &mut Findings) {
    let records = context.records;
    for (number, row) in records.standards.iter().enumerate() {
        if let Some(first) = records.standards.iter().take(number).find(|other| other.key == row.key) {
            report(&records.files, found, "standard", row.key.as_str(), first.at, row.at);
        }
    }
    // They are sorted, so equal ids stand side by side.
    let mut first: Option<(&str, RowAt)> = None;
    for row in &records.requirements {
        match first {
            Some((id, at)) if id == records.id(row) => {
                report(&records.files, found, "requirement", id, at, row.at);
            }
            _ => first = Some((records.id(row), row.at)),
        }
    }
}

/// Of links, joint rows and second judgements.
pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let map = context.map;
    for group in context.pairs_with_several_rows() {
        for (rows, _) in [(&group.forwards, ()), (&group.backwards, ())] {
            let (Some(first), later) = (rows.first(), rows.iter().skip(1)) else { continue };
            for link in later {
                let row = map.link(*link);
                let name = format!("{} {}", map.id(row.source), map.id(row.target));
                report(&map.files, found, "pair", &name, map.link(*first).row.at(), row.row.at());
            }
        }
    }
    for (earlier, later) in map.nothing.iter().zip(map.nothing.iter().skip(1)) {
        let key = |row: &crate::map::Nothing| (row.requirement, row.standard, row.backwards);
        if key(earlier) == key(later) {
            let name = format!("{} {}:*", map.id(later.requirement), map.standard(later.standard).key);
            report(&map.files, found, "pair", &name, earlier.row.at(), later.row.at());
        }
    }
    check_joints(map, found);
    check_reviews(context, found);
}

fn check_joints(map: &Map, found: &mut Findings) {
    let mut rows: Vec<(Vec<u32>, RowAt, usize)> = Vec::new();
    for (number, joint) in map.joints.iter().enumerate() {
        let mut ends: Vec<u32> = joint.sources.iter().map(|at| at.0).collect();
        order::sort_by_key(&mut ends, |at| *at);
        ends.insert(0, joint.target.0);
        rows.push((ends, joint.at(), number));
    }
    order::sort_by(&mut rows, |a, b| a.cmp(b));
    for ((ends, first, _), (others, at, number)) in rows.iter().zip(rows.iter().skip(1)) {
        if ends == others
            && let Some(joint) = map.joints.get(*number)
        {
            let name = format!("{} with the same sources", map.id(joint.target));
            report(&map.files, found, "joint row", &name, *first, *at);
        }
    }
}

fn check_reviews(context: &Context<'_>, found: &mut Findings) {
    let files = &context.map.files;
    let text = |at: RowAt| format!("{} {}", files.text(at, 0), files.text(at, 1));
    let mut rows: Vec<(String, RowAt)> =
        context.records.reviews.iter().map(|row| (text(row.at), row.at)).collect();
    order::sort_by(&mut rows, |a, b| a.cmp(b));
    for ((one, first), (other, at)) in rows.iter().zip(rows.iter().skip(1)) {
        if one == other {
            report(files, found, "judgement", one, *first, *at);
        }
    }
}

fn report(files: &Files, found: &mut Findings, what: &str, name: &str, first: RowAt, at: RowAt) {
    let message = format!("the {what} `{name}` stands twice");
    let diagnostic = files.finding(Code::DuplicateRow, at, 0, "again", message);
    found.push(at, diagnostic.hint(format!("the first is at {}; keep one", files.file_and_line(first))));
}
