//! All that is inside some requirements, for many of these at once.

use std::collections::VecDeque;

use super::facts::Facts;
use crate::map::{Each, RequirementIndex};

/// Words of [`Bits`].
const WORDS: usize = 4;

/// How many sets are worked out together.
pub(super) const TOGETHER: usize = WORDS * 64;

/// Which of the sets worked out together hold something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits([u64; WORDS]);

impl Bits {
    pub(super) const NONE: Self = Self([0; WORDS]);

    pub(super) fn one(number: usize) -> Self {
        let mut bits = Self::NONE;
        if let Some(word) = bits.0.get_mut(number / 64) {
            *word = 1 << (number % 64);
        }
        bits
    }

    pub(super) fn and(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    fn without(self, other: Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    fn zip(mut self, other: Self, with: impl Fn(u64, u64) -> u64) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a = with(*a, b);
        }
        self
    }
}

/// For each class of requirements, which of up to [`TOGETHER`] sets hold it.
///
/// Each set is the least one that holds its seeds, what is inside a member, and every heading whose children are all members.
/// A set is worked out no more often for sharing its run with others, and where sets share much, most of the work is shared.
#[derive(Debug)]
pub(super) struct Downsets<'f, 'm> {
    facts: &'f Facts<'m>,
    holds: Each<Bits>,
    /// The classes in any set, each once.
    pub(super) members: Vec<RequirementIndex>,
    open: VecDeque<RequirementIndex>,
    is_open: Each<bool>,
    /// The child that kept a heading out last, tried first the next time.
    missing: Each<Option<RequirementIndex>>,
}

impl<'f, 'm> Downsets<'f, 'm> {
    pub(super) fn new(facts: &'f Facts<'m>) -> Self {
        let map = facts.map;
        Self {
            facts,
            holds: map.each(Bits::NONE),
            members: Vec::new(),
            open: VecDeque::new(),
            is_open: map.each(false),
            missing: map.each(None),
        }
    }

    /// The sets that hold a requirement.
    pub(super) fn of(&self, at: RequirementIndex) -> Bits {
        self.holds[self.facts.class(at)]
    }

    /// Puts a requirement into sets.
    pub(super) fn add(&mut self, at: RequirementIndex, to: Bits) {
        let class = self.facts.class(at);
        let known = self.holds[class];
        if to.without(known).is_empty() {
            return;
        }
        if known.is_empty() {
            self.members.push(class);
        }
        self.holds[class] = known.or(to);
        if !std::mem::replace(&mut self.is_open[class], true) {
            self.open.push_back(class);
        }
    }

    /// Closes all sets.
    pub(super) fn close(&mut self) {
        let facts = self.facts;
        while let Some(at) = self.open.pop_front() {
            self.is_open[at] = false;
            let sets = self.holds[at];
            for inside in facts.inside(at) {
                self.add(*inside, sets);
            }
            for heading in facts.headings(at) {
                let whole = self.with_all_children(*heading, sets);
                self.add(*heading, whole);
            }
        }
    }

    /// Empties all sets.
    pub(super) fn clear(&mut self) {
        for at in self.members.drain(..) {
            self.holds[at] = Bits::NONE;
        }
    }

    /// Those of `sets` that hold all children of a heading, and not yet the heading.
    fn with_all_children(&mut self, heading: RequirementIndex, sets: Bits) -> Bits {
        let mut left = sets.without(self.of(heading));
        if let Some(child) = self.missing[heading] {
            left = left.and(self.of(child));
        }
        if left.is_empty() {
            return left;
        }
        for child in self.facts.map.children(heading) {
            left = left.and(self.of(child));
            if left.is_empty() {
                self.missing[heading] = Some(child);
                break;
            }
        }
        left
    }
}
