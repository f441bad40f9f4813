//! Rows that cannot all hold.
//!
//! Why: from a contradiction anything could be proven; one of the rows is wrong, and what rests on it too.
//! Example: `27001 7.4 subset-of 20000-1 7.4`, `20000-1 7.4 equal-to 9001 7.4` and `27001 7.4 no-relationship 9001 7.4`.
//! Source: rule book, section 5.

use crate::answers::ProofStep;
use crate::contradictions::{Broken, Contradiction, Contradictions, Row, row_step};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::map::Map;
use crate::order;
use crate::schema::{joint, link};

/// How many contradictions are written down one by one.
const PRINTED: usize = 50;

/// How many steps of a chain are written down.
const STEPS: usize = 12;

/// How many rows the summary advises to look at.
const ADVISED: usize = 5;

/// Adds a finding for each contradiction of `map`, smallest chains first where there are many.
///
/// A contradiction sets no row aside: which of its rows is wrong, nobody can tell from the rows alone.
pub(super) fn check(map: &Map, all: &Contradictions, found: &mut Vec<Diagnostic>) {
    let mut distinct: Vec<&Contradiction> = all.explained.iter().collect();
    order::sort_by_key(&mut distinct, |one| &one.rows);
    // Where each row of a circle breaks by the others, that is one contradiction.
    distinct.dedup_by_key(|one| &one.rows);
    order::sort_by_key(&mut distinct, |one| (one.chain.len(), one.broken));
    let suspects = suspects(&distinct);
    for one in distinct.iter().take(PRINTED) {
        found.push(finding(map, one, &suspects, distinct.len()));
    }
    if all.broken > all.explained.len() || distinct.len() > PRINTED {
        found.push(summary(map, all.broken, &distinct, &suspects));
    }
}

/// How often each row stands in a contradiction, the most frequent first, then in the order of the rows.
fn suspects(distinct: &[&Contradiction]) -> Vec<(usize, Row)> {
    let mut rows: Vec<Row> = distinct.iter().flat_map(|one| one.rows.iter().copied()).collect();
    order::sort_by_key(&mut rows, |row| *row);
    let mut counts: Vec<(usize, Row)> = Vec::new();
    for row in rows {
        match counts.last_mut() {
            Some((count, last)) if *last == row => *count += 1,
            _ => counts.push((1, row)),
        }
    }
    order::sort_by_key(&mut counts, |(count, row)| (usize::MAX - count, *row));
    counts
}

fn finding(map: &Map, one: &Contradiction, suspects: &[(usize, Row)], of: usize) -> Diagnostic {
    let row = &one.row;
    let message = match (one.broken, one.row.relation.as_str()) {
        (Broken::Included { inner, outer, .. }, "joint") => format!(
            "the joint row for `{}` cannot hold: other rows put it inside `{}`, one of its sources",
            map.id(inner),
            map.id(outer)
        ),
        (Broken::Included { inner, outer, .. }, word) => format!(
            "`{} {word} {}` cannot hold: other rows put `{}` inside `{}`",
            row.from,
            row.to,
            map.id(inner),
            map.id(outer)
        ),
        (Broken::Shared { .. }, word) => {
            format!("`{} {word} {}` cannot hold: by other rows the two share something", row.from, row.to)
        }
    };
    let mut finding = Diagnostic::new(Code::Contradiction, message);
    if let Some(place) = place(map, one.broken.row(), "cannot hold") {
        finding = finding.at(place);
    }
    let suspect = suspects.iter().find(|(_, row)| one.rows.contains(row));
    if let Some((count, row)) = suspect.filter(|(count, _)| *count > 1) {
        finding = finding.hint(format!("{}: look at it first", stands(map, *row, *count, of)));
    }
    for step in one.chain.iter().take(STEPS) {
        finding = finding.hint(step_text(step));
    }
    if one.chain.len() > STEPS {
        finding = finding.hint(format!("and {} more steps", one.chain.len() - STEPS));
    }
    finding
}

fn summary(map: &Map, broken: usize, distinct: &[&Contradiction], suspects: &[(usize, Row)]) -> Diagnostic {
    let message = format!(
        "{broken} rows cannot hold beside the others; of {} contradictions looked into, the {} smallest are shown",
        distinct.len(),
        distinct.len().min(PRINTED)
    );
    let mut finding = Diagnostic::new(Code::Contradiction, message);
    for (count, row) in suspects.iter().take(ADVISED) {
        finding = finding.hint(stands(map, *row, *count, distinct.len()));
    }
    finding
}

fn stands(map: &Map, row: Row, count: usize, of: usize) -> String {
    let step = row_step(map, row).map(|step| step_text(&step)).unwrap_or_default();
    format!("{step} stands in {count} of the {of} contradictions")
}

/// A step in words, with its file and line.
pub(super) fn step_text(step: &ProofStep) -> String {
    let said = match step.relation.as_str() {
        "inside" => format!("`{}` stands below `{}`", step.from, step.to),
        "holds" => format!("`{}` stands above `{}`", step.from, step.to),
        "all-children" => format!("`{}` is one of all that stand below `{}`", step.from, step.to),
        word => format!("`{} {word} {}`", step.from, step.to),
    };
    match (&step.file, step.line) {
        (Some(file), Some(line)) => format!("{said} ({file}:{line})"),
        _ => said,
    }
}

/// Where a row stands: its relationship, or the target of a joint row.
pub(super) fn place(map: &Map, row: Row, label: &str) -> Option<Place> {
    let column = if matches!(row, Row::Joint(_)) { joint::TARGET } else { link::RELATIONSHIP };
    map.files.place(row.at(map)?, column, label)
}
