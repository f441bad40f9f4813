//! What may follow on what in a chain, as tables. Rule book, sections 2 and 3.
//!
//! What a part of a chain says is one of a few *readings*; the tables tell what it says with one more step behind or in front, and
//! which readings still come to something together.

use std::sync::OnceLock;

use crate::algebra::{Possible, Proven};
use crate::word::Relationship;

/// Kinds of steps: the five words, then "inside" and "holds" of the hierarchy.
const KINDS: usize = 7;
const SUBSET: usize = Relationship::SubsetOf as usize;
const SUPERSET: usize = Relationship::SupersetOf as usize;
/// A step from a child to its heading.
pub(crate) const INSIDE: usize = 5;
/// A step from a heading to a child.
pub(crate) const HOLDS: usize = 6;

/// Readings as bits.
pub(crate) type Readings = u16;

/// The tables of one sort of chain.
pub(crate) struct Words {
    /// By reading: the reading with a step of each kind behind it.
    behind: Vec<[Option<u8>; KINDS]>,
    /// By reading: the reading with a step of each kind in front of it.
    in_front: Vec<[Option<u8>; KINDS]>,
    /// By reading: the word for what it proves.
    proven: Vec<Relationship>,
    /// By reading: those that come to something when they follow on it.
    fits: Vec<Readings>,
}

/// The reading of no step at all.
pub(crate) const NO_STEP: u8 = 0;

impl Words {
    /// Chains that prove a relationship.
    pub(crate) fn of_proofs() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let steps: Vec<Possible> = possibilities();
            let mut readings = vec![Possible::from(Relationship::EqualTo)];
            let mut next = 0;
            while let Some(reading) = readings.get(next).copied() {
                next += 1;
                for step in &steps {
                    let longer = reading.compose(*step);
                    if longer.proves() != Proven::Nothing && !readings.contains(&longer) {
                        readings.push(longer);
                    }
                }
            }
            let place = |wanted: Possible| readings.iter().position(|reading| *reading == wanted);
            let kinds: Vec<Option<usize>> = steps.iter().map(|step| place(*step)).collect();
            let words = Self::new(readings.len(), &kinds, &|first, second| {
                place(readings.get(first)?.compose(*readings.get(second)?))
            });
            let word = |reading: &Possible| reading.only().unwrap_or(Relationship::IntersectsWith);
            Self { proven: readings.iter().map(word).collect(), ..words }
        })
    }

    /// Chains of positive rows and hierarchy steps, none down right after one up: places to look.
    pub(crate) fn of_connections() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            // A reading after the first: one plus 1 where it starts downwards, plus 2 where it ends upwards.
            let kinds = [Some(1), Some(1), Some(1), Some(1), None, Some(3), Some(2)];
            Self::new(5, &kinds, &|first, second| match (first, second) {
                (0, only) | (only, 0) => Some(only),
                _ => {
                    let (first, second) = (first - 1, second - 1);
                    let turns = first & 2 != 0 && second & 1 != 0;
                    (!turns).then_some(1 + (first & 1) + (second & 2))
                }
            })
        })
    }

    fn new(count: usize, kinds: &[Option<usize>], together: &dyn Fn(usize, usize) -> Option<usize>) -> Self {
        let table = |order: &dyn Fn(usize, usize) -> Option<usize>| {
            let row = |reading: usize| {
                let mut row = [None; KINDS];
                for (cell, kind) in row.iter_mut().zip(kinds) {
                    let found = kind.and_then(|kind| order(reading, kind));
                    *cell = found.and_then(|found| u8::try_from(found).ok());
                }
                row
            };
            (0..count).map(row).collect::<Vec<_>>()
        };
        let fits = |reading: usize| {
            (0..count).filter(|other| together(reading, *other).is_some()).map(|other| 1 << other).sum()
        };
        Self {
            behind: table(&|reading, kind| together(reading, kind)),
            in_front: table(&|reading, kind| together(kind, reading)),
            proven: Vec::new(),
            fits: (0..count).map(fits).collect(),
        }
    }

    /// A reading with one more step behind it; `None` where nothing can come of it.
    pub(crate) fn behind(&self, reading: u8, kind: usize) -> Option<u8> {
        *self.behind.get(usize::from(reading))?.get(kind)?
    }

    /// Each of the readings with one more step behind it.
    pub(crate) fn all_behind(&self, readings: Readings, kind: usize) -> Readings {
        longer(&self.behind, readings, kind)
    }

    /// Each of the readings with one more step in front of it.
    pub(crate) fn in_front(&self, readings: Readings, kind: usize) -> Readings {
        longer(&self.in_front, readings, kind)
    }

    /// The strongest that one of the readings of rows proves: equal, a subset, an overlap, nothing in common.
    pub(crate) fn strongest(&self, readings: Readings) -> Option<Relationship> {
        let with = |number: &usize| readings & (1 << number) != 0;
        (0..self.proven.len()).filter(with).filter_map(|number| self.proven.get(number).copied()).min()
    }

    /// Whether a reading comes to something with one of those that follow.
    pub(crate) fn fits(&self, reading: u8, following: Readings) -> bool {
        self.fits.get(usize::from(reading)).is_some_and(|fits| fits & following != 0)
    }
}

fn longer(table: &[[Option<u8>; KINDS]], readings: Readings, kind: usize) -> Readings {
    let mut longer = 0;
    let mut rest = readings;
    while rest != 0 {
        let row = table.get(rest.trailing_zeros() as usize);
        if let Some(Some(found)) = row.and_then(|row| row.get(kind)) {
            longer |= 1 << found;
        }
        rest &= rest - 1;
    }
    longer
}

/// The kind of the same step, walked from its other end.
pub(crate) fn turned(kind: usize) -> usize {
    match kind {
        SUBSET => SUPERSET,
        SUPERSET => SUBSET,
        INSIDE => HOLDS,
        HOLDS => INSIDE,
        same => same,
    }
}

fn possibilities() -> Vec<Possible> {
    let words = Relationship::ALL.iter().map(|word| Possible::from(*word));
    words.chain([Possible::INSIDE, Possible::HOLDS]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sequence of up to `length` kinds.
    fn sequences(length: usize) -> Vec<Vec<usize>> {
        let mut all = vec![Vec::new()];
        let mut last = all.clone();
        for _ in 0..length {
            last = last
                .iter()
                .flat_map(|one| (0..KINDS).map(|kind| [one.as_slice(), &[kind]].concat()))
                .collect();
            all.extend(last.clone());
        }
        all
    }

    fn read(words: &Words, kinds: &[usize]) -> Option<u8> {
        kinds.iter().try_fold(NO_STEP, |reading, kind| words.behind(reading, *kind))
    }

    #[test]
    fn a_chain_is_read_on_exactly_as_long_as_it_proves_a_relationship() {
        let steps = possibilities();
        for kinds in sequences(5) {
            let proves = Possible::along(kinds.iter().map(|kind| steps[*kind])).proves();
            assert_eq!(read(Words::of_proofs(), &kinds).is_some(), proves != Proven::Nothing, "{kinds:?}");
        }
    }

    #[test]
    fn a_connection_has_no_empty_row_and_no_step_down_right_after_one_up() {
        for kinds in sequences(5) {
            let fine = !kinds.contains(&4) && !kinds.windows(2).any(|pair| pair == [INSIDE, HOLDS]);
            assert_eq!(read(Words::of_connections(), &kinds).is_some(), fine, "{kinds:?}");
        }
    }

    #[test]
    fn readings_from_both_ends_come_to_something_exactly_when_the_whole_chain_does() {
        for words in [Words::of_proofs(), Words::of_connections()] {
            assert!(words.fits.len() <= 16, "readings are bits of sixteen");
            for kinds in sequences(5) {
                for split in 0..=kinds.len() {
                    let (first, second) = kinds.split_at(split);
                    let back = second.iter().rev().fold(1, |readings, kind| words.in_front(readings, *kind));
                    let whole = read(words, first).is_some_and(|reading| words.fits(reading, back));
                    assert_eq!(whole, read(words, &kinds).is_some(), "{first:?} {second:?}");
                }
            }
        }
    }
}
