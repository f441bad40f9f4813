//! Steps of a chain, and chains.

use std::cmp::Ordering;

use crate::algebra::{Possible, Proven};
use crate::map::{Map, RequirementIndex};
use crate::order;
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

    /// Whether a step rests on the parts of a heading or joint target.
    pub(crate) fn has_parts(&self) -> bool {
        self.hops.iter().any(|hop| matches!(hop.via, Via::Parts { .. }))
    }

    /// What puts one of two chains before the other, apart from the order of clauses: no parts, fewer steps, and the better
    /// weakest review, confidence and strength. The smaller number is the better chain.
    fn rank(&self, map: &Map) -> u64 {
        let (mut review, mut confidence, mut strength) = (0, Confidence::High, 0);
        for (its_review, its_confidence, its_strength) in self.hops.iter().filter_map(|hop| hop.row(map)) {
            review = review.max(weakness(its_review));
            confidence = confidence.max(its_confidence);
            strength = strength.max(u8::MAX - its_strength);
        }
        let steps = u64::try_from(self.hops.len()).unwrap_or(u64::MAX) << 24;
        let weakest = u64::from(review) << 16 | (confidence as u64) << 8 | u64::from(strength);
        u64::from(self.has_parts()) << 63 | steps | weakest
    }
}

/// Puts the best chains first, and takes out those that stand twice.
pub(crate) fn in_order(map: &Map, chains: &mut Vec<Chain>) {
    let mut ranked: Vec<(u64, Chain)> = chains.drain(..).map(|chain| (chain.rank(map), chain)).collect();
    order::sort_by(&mut ranked, |(a, one), (b, other)| {
        let way = |chain: &Chain, place: usize| chain.hops.get(place).map(|hop| hop.to);
        let mut places = (0..one.hops.len()).map(|place| way(one, place).cmp(&way(other, place)));
        a.cmp(b).then_with(|| places.find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
    });
    chains.extend(ranked.into_iter().map(|(_, chain)| chain));
    chains.dedup();
}

/// How little a review says: agreed, then draft, then contested.
pub(crate) fn weakness(review: Review) -> u8 {
    match review {
        Review::Agreed => 0,
        Review::Draft => 1,
        Review::Contested => 2,
    }
}
