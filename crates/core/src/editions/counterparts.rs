//! Where a requirement of one edition is found in the other, and how the two relate.

use super::EditionTable;
use crate::algebra::Possible;
use crate::map::{RequirementIndex, Step};
use crate::word::{Relationship, Review};

/// A requirement of the other edition, by one row of the edition table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counterpart {
    /// The requirement of the other edition.
    pub(crate) to: RequirementIndex,
    /// What is possible, read from it to the one that was asked for.
    pub(crate) reads: Possible,
    /// The heading above, or the part below, whose row it is; `None` where the row is the requirement's own.
    pub(crate) through: Option<RequirementIndex>,
    /// The row.
    pub(crate) link: usize,
}

impl EditionTable<'_> {
    /// The counterparts of a requirement that its own rows name; without one, those that hold all of a heading above it, and of a
    /// heading those of its parts. Contested rows name none.
    pub(crate) fn counterparts(&self, of: RequirementIndex) -> Vec<Counterpart> {
        let own: Vec<Counterpart> =
            self.rows(of).map(|step| counterpart(step, Possible::from(step.reads), None)).collect();
        if !own.is_empty() {
            return own;
        }
        let mut all = Vec::new();
        for heading in self.map.above(of) {
            for step in self.rows(heading) {
                let reads = self.part(heading, of).compose(step.reads.into());
                // What merely overlaps a heading, or stands inside it, may miss this part of it.
                if !reads.contains(Relationship::NoRelationship) {
                    all.push(counterpart(step, reads, Some(heading)));
                }
            }
        }
        for leaf in self.leaves(of).into_iter().filter(|leaf| *leaf != of) {
            let steps = self.rows(leaf);
            all.extend(steps.map(|step| {
                counterpart(step, self.part(of, leaf).inverse().compose(step.reads.into()), Some(leaf))
            }));
        }
        all
    }

    /// Whether everything that a requirement asks is inside one requirement of the other edition, and by which row.
    pub(crate) fn inside(&self, of: RequirementIndex) -> Option<Counterpart> {
        let inside = |counterpart: &Counterpart| {
            let reads = counterpart.reads.inverse();
            reads.and(Possible::INSIDE) == reads
        };
        self.counterparts(of).into_iter().find(inside)
    }

    /// How a part reads towards the heading above it: inside, or equal where it is the only part.
    pub(crate) fn part(&self, heading: RequirementIndex, part: RequirementIndex) -> Possible {
        if self.single(heading) == self.single(part) && self.single(part).is_some() {
            return Possible::from(Relationship::EqualTo);
        }
        Possible::INSIDE
    }

    /// The positive rows of a requirement that prove something.
    fn rows(&self, of: RequirementIndex) -> impl Iterator<Item = Step> {
        let proves = |step: &Step| self.map.link(step.link).row.review != Review::Contested;
        self.steps(of).filter(move |step| step.reads.is_positive() && proves(step))
    }
}

/// The counterpart that a step leads to, where `reads` goes from the requirement that was asked for.
fn counterpart(step: Step, reads: Possible, through: Option<RequirementIndex>) -> Counterpart {
    Counterpart { to: step.to, reads: reads.inverse(), through, link: step.link }
}
