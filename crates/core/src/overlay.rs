//! One's own standards and links, laid over others: where both speak of the same thing, the upper row counts and the lower does not.
//!
//! The lower texts are never altered. What an overlay changed stays known, so that it can be reported.

use crate::contradictions::Contradiction;
use crate::map::Map;
use crate::order;
use crate::records::{Records, RowAt, SetAside};

/// A row that takes the place of one below it, or cannot hold beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Replaced {
    pub(crate) lower: RowAt,
    pub(crate) upper: RowAt,
    /// Whether the two cannot both hold: the lower row says "nothing there", and the upper one names something.
    pub(crate) contradicts: bool,
}

/// Leaves of each standard and requirement the row of the highest layer.
pub(crate) fn replace_entries(records: &mut Records) {
    let files = &records.files;
    if !files.iter().any(|file| file.table.text.layer() > 0) {
        return;
    }
    let mut replaced: Vec<Replaced> = Vec::new();
    let above = |lower: RowAt, upper: RowAt| files.layer(upper) > files.layer(lower);
    let mut number = 0;
    while let Some(row) = records.standards.get(number).cloned() {
        let place =
            records.standards.iter().position(|other| other.key == row.key && above(other.at, row.at));
        // The upper row takes the lower one's place in the order of the standards.
        match place.and_then(|place| records.standards.get_mut(place)) {
            Some(lower) => {
                replaced.push(Replaced { lower: lower.at, upper: row.at, contradicts: false });
                *lower = row;
                records.standards.remove(number);
            }
            None => number += 1,
        }
    }
    // Equal ids stand side by side, in the order in which they were read: lower layers first.
    let mut kept: Vec<crate::records::RequirementRow> = Vec::with_capacity(records.requirements.len());
    for row in &records.requirements {
        match kept.last_mut().filter(|last| records.id(last) == records.id(row) && above(last.at, row.at)) {
            Some(lower) => {
                replaced.push(Replaced { lower: lower.at, upper: row.at, contradicts: false });
                *lower = *row;
            }
            None => kept.push(*row),
        }
    }
    records.requirements = kept;
    records.replaced = replaced;
}

/// Notes which rows of overlays take part in a contradiction with rows below them.
pub(crate) fn note_contradictions(map: &mut Map, found: &[Contradiction]) {
    let mut all = Vec::new();
    for contradiction in found {
        let rows: Vec<RowAt> = contradiction.rows.iter().filter_map(|row| row.at(map)).collect();
        for upper in &rows {
            let layer = map.files.layer(*upper);
            let lower = rows.iter().find(|lower| map.files.layer(**lower) < layer);
            all.extend(lower.map(|lower| Replaced { lower: *lower, upper: *upper, contradicts: true }));
        }
    }
    map.replaced.extend(all);
}

/// Leaves of the rows about one pair, or about one requirement and a standard, those of the highest layer.
pub(crate) fn replace_rows(mut map: Map) -> Map {
    if !map.files.iter().any(|file| file.table.text.layer() > 0) {
        return map;
    }
    let mut replaced = Vec::new();
    replace_links(&map, &mut replaced);
    replace_nothing(&map, &mut replaced);
    replace_joints(&map, &mut replaced);
    let mut dropped = SetAside::default();
    replaced.iter().for_each(|row| dropped.add(row.lower));
    dropped.settle();
    map.replaced.extend(replaced);
    map.without(&|at| dropped.contains(at))
}

fn replace_links(map: &Map, replaced: &mut Vec<Replaced>) {
    for at in map.all() {
        let mut steps = map.steps(at).filter(|step| step.to > at).peekable();
        while let Some(step) = steps.next() {
            let mut rows = vec![map.link(step.link).row.at()];
            while let Some(next) = steps.next_if(|next| next.to == step.to) {
                rows.push(map.link(next.link).row.at());
            }
            if rows.len() > 1 {
                keep_uppermost(map, &rows, replaced);
            }
        }
    }
}

/// Which rows of one thing lie below another.
fn keep_uppermost(map: &Map, rows: &[RowAt], replaced: &mut Vec<Replaced>) {
    let Some(upper) = rows.iter().copied().max_by_key(|at| map.files.layer(*at)) else { return };
    let below = rows.iter().filter(|at| map.files.layer(**at) < map.files.layer(upper));
    replaced.extend(below.map(|lower| Replaced { lower: *lower, upper, contradicts: false }));
}

fn replace_nothing(map: &Map, replaced: &mut Vec<Replaced>) {
    for row in &map.nothing {
        let layer = map.files.layer(row.row.at());
        let same = map.nothing_of(row.requirement).iter().filter(|other| other.standard == row.standard);
        let same = same.map(|other| (other.row.at(), false));
        // A `:*` row on a heading speaks of everything below it.
        let carriers = std::iter::once(row.requirement).chain(map.below(row.requirement));
        let linked = carriers
            .flat_map(|at| map.steps(at))
            .filter(|step| step.reads.is_positive() && map.standard_of(step.to) == row.standard);
        let linked = linked.map(|step| (map.link(step.link).row.at(), true));
        let upper = same.chain(linked).find(|(at, _)| map.files.layer(*at) > layer);
        replaced.extend(upper.map(|(upper, contradicts)| Replaced {
            lower: row.row.at(),
            upper,
            contradicts,
        }));
    }
}

fn replace_joints(map: &Map, replaced: &mut Vec<Replaced>) {
    let mut rows: Vec<(Vec<u32>, RowAt)> = Vec::new();
    for joint in &map.joints {
        let mut ends: Vec<u32> = joint.sources.iter().map(|at| at.0).collect();
        order::sort_by_key(&mut ends, |at| *at);
        ends.push(joint.target.0);
        rows.push((ends, joint.at()));
    }
    order::sort_by(&mut rows, |a, b| a.cmp(b));
    for ((ends, lower), (others, upper)) in rows.iter().zip(rows.iter().skip(1)) {
        if ends == others && map.files.layer(*lower) < map.files.layer(*upper) {
            replaced.push(Replaced { lower: *lower, upper: *upper, contradicts: false });
        }
    }
}
