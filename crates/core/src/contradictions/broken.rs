//! Which rows cannot hold beside the others.

use super::downsets::{Bits, Downsets, TOGETHER};
use super::facts::{Exclusion, Facts, Row};
use crate::map::RequirementIndex;
use crate::order;

/// A row, and what shows that it cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Broken {
    /// The row says a ⊄ b, and a chain leads from a to b.
    Included { row: Row, inner: RequirementIndex, outer: RequirementIndex },
    /// The row says that two have nothing in common, and something is inside both.
    Shared { row: Row },
}

impl Broken {
    pub(crate) fn row(self) -> Row {
        match self {
            Self::Included { row, .. } | Self::Shared { row } => row,
        }
    }
}

/// Every row that breaks, in the order of the map's rows; a row that breaks in two ways stands twice.
pub(super) fn broken(facts: &Facts<'_>) -> Vec<Broken> {
    let mut downsets = Downsets::new(facts);
    let mut all = included(facts, &mut downsets);
    all.extend(shared(facts, &mut downsets));
    order::sort_by_key(&mut all, |broken| (broken.row(), *broken));
    all
}

/// Rule 1: an asserted a ⊄ b, and a is inside b.
fn included(facts: &Facts<'_>, downsets: &mut Downsets<'_, '_>) -> Vec<Broken> {
    let mut all = Vec::new();
    let mut batch: Vec<(Exclusion, Bits)> = Vec::new();
    let mut sets = 0;
    for outer in facts.map.all() {
        let (same, other): (Vec<Exclusion>, Vec<Exclusion>) =
            facts.exclusions(outer).iter().partition(|fact| facts.class(fact.inner) == outer);
        all.extend(same.into_iter().map(included_by));
        let is_alone = facts.inside(outer).is_empty() && facts.headings(outer).is_empty();
        if is_alone || other.is_empty() {
            continue;
        }
        batch.extend(other.into_iter().map(|fact| (fact, Bits::one(sets))));
        sets += 1;
        if sets == TOGETHER {
            settle(downsets, &mut batch, &mut all);
            sets = 0;
        }
    }
    settle(downsets, &mut batch, &mut all);
    all
}

fn settle(downsets: &mut Downsets<'_, '_>, batch: &mut Vec<(Exclusion, Bits)>, all: &mut Vec<Broken>) {
    for (fact, bit) in batch.iter() {
        downsets.add(fact.outer, *bit);
    }
    downsets.close();
    for (fact, bit) in batch.drain(..) {
        if !downsets.of(fact.inner).and(bit).is_empty() {
            all.push(included_by(fact));
        }
    }
    downsets.clear();
}

fn included_by(fact: Exclusion) -> Broken {
    Broken::Included { row: fact.row, inner: fact.inner, outer: fact.outer }
}

/// Rule 2: the sides of an asserted ∅ hold the same requirement, or two that are asserted to overlap.
fn shared(facts: &Facts<'_>, left: &mut Downsets<'_, '_>) -> Vec<Broken> {
    let mut right = Downsets::new(facts);
    let mut all = Vec::new();
    for rows in facts.apart.chunks(TOGETHER) {
        for (number, row) in rows.iter().enumerate() {
            let Some((one, others)) = facts.sides(*row) else { continue };
            left.add(one, Bits::one(number));
            others.iter().for_each(|other| right.add(*other, Bits::one(number)));
        }
        left.close();
        right.close();
        let met = met(facts, left, &right);
        for (number, row) in rows.iter().enumerate() {
            if !met.and(Bits::one(number)).is_empty() {
                all.push(Broken::Shared { row: *row });
            }
        }
        left.clear();
        right.clear();
    }
    all
}

/// The sets of the left and of the right that share something.
fn met(facts: &Facts<'_>, left: &Downsets<'_, '_>, right: &Downsets<'_, '_>) -> Bits {
    let mut met = Bits::NONE;
    for at in &left.members {
        let sets = left.of(*at);
        met = met.or(sets.and(right.of(*at)));
        for other in facts.overlapping(*at) {
            met = met.or(sets.and(right.of(*other)));
        }
    }
    met
}
