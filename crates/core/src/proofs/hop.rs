//! Steps of a chain, and chains.

use crate::algebra::{Possible, Proven};
use crate::map::{Map, RequirementIndex};
use crate::word::{Confidence, Relationship, Review};

/// One step from a requirement to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hop {
    pub(crate) from: RequirementIndex,
    pub(crate) to: RequirementIndex,
    pub(crate) via: Via,
}

/// What a step rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Via {
    /// A row: its number, and how it reads from where the step starts.
    Link(usize, Relationship),
    /// From what stands below a heading to the heading.
    Up,
    /// From a heading to what stands below it.
    Down,
    /// A `:*` row: its number.
    Whole(usize),
    /// All parts of `whole`, one end of the step, are inside the other end, or apart from it.
    Parts {
        /// The heading, or the target of the joint row.
        whole: RequirementIndex,
        /// The joint row's number; `None` for a heading.
        joint: Option<usize>,
        /// Whether the parts are apart from the other end.
        apart: bool,
    },
    /// A joint row between its target and one of its sources, as the target is inside none of them: the row's number, and
    /// whether the step starts at the target.
    Joint(usize, bool),
}

/// Steps that lead from one requirement to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub(crate) hops: Vec<Hop>,
    pub(crate) possible: Possible,
}

impl Hop {
    /// What a step allows between its ends.
    pub(crate) fn possible(&self) -> Possible {
        match self.via {
            Via::Link(_, reads) => reads.into(),
            Via::Up => Possible::INSIDE,
            Via::Down => Possible::HOLDS,
            Via::Whole(_) | Via::Parts { apart: true, .. } => Relationship::NoRelationship.into(),
            Via::Parts { whole, .. } if whole == self.from => Possible::INSIDE,
            Via::Parts { .. } => Possible::HOLDS,
            Via::Joint(_, from_target) => {
                let more = if from_target { Relationship::SupersetOf } else { Relationship::SubsetOf };
                let either = Possible::from(more).or(Relationship::IntersectsWith.into());
                either.or(Relationship::NoRelationship.into())
            }
        }
    }

    /// The same step, walked from its other end.
    pub(crate) fn turned(self) -> Self {
        let via = match self.via {
            Via::Link(number, reads) => Via::Link(number, reads.inverse()),
            Via::Up => Via::Down,
            Via::Down => Via::Up,
            Via::Joint(number, from_target) => Via::Joint(number, !from_target),
            same => same,
        };
        Self { from: self.to, to: self.from, via }
    }

    /// How far the row of a step was reviewed, how sure its judge was, and its strength.
    fn row(&self, map: &Map) -> Option<(Review, Confidence, u8)> {
        match self.via {
            Via::Link(number, _) => {
                let row = &map.link(number).row;
                Some((row.review, row.confidence, row.strength))
            }
            _ => None,
        }
    }
}

impl Chain {
    /// The chain of these steps.
    pub(crate) fn new(hops: Vec<Hop>) -> Self {
        let possible = Possible::along(hops.iter().map(Hop::possible));
        Self { hops, possible }
    }

    /// How many steps it has.
    pub fn steps(&self) -> usize {
        self.hops.len()
    }

    /// What it proves between its ends.
    pub fn proves(&self) -> Proven {
        self.possible.proves()
    }

    /// The ids on its way, from one end to the other.
    pub fn ids<'m>(&self, map: &'m Map) -> Vec<&'m str> {
        let first = self.hops.first().map(|hop| hop.from);
        first.into_iter().chain(self.hops.iter().map(|hop| hop.to)).map(|at| map.id(at)).collect()
    }

    /// What puts one of two chains before the other: fewer steps, the better weakest review, confidence and strength, clause order.
    pub(crate) fn rank(&self, map: &Map) -> (usize, u8, Confidence, u8, Vec<RequirementIndex>) {
        let mut rank = (self.hops.len(), 0, Confidence::High, 0, Vec::with_capacity(self.hops.len()));
        for hop in &self.hops {
            if let Some((review, confidence, strength)) = hop.row(map) {
                rank.1 = rank.1.max(weakness(review));
                rank.2 = rank.2.max(confidence);
                rank.3 = rank.3.max(u8::MAX - strength);
            }
            rank.4.push(hop.to);
        }
        rank
    }
}

/// How little a review says: agreed, then draft, then contested.
pub(crate) fn weakness(review: Review) -> u8 {
    match review {
        Review::Agreed => 0,
        Review::Draft => 1,
        Review::Contested => 2,
    }
}
