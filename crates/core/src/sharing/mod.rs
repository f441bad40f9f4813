//! Shared controls: what one implementation serves in several standards at once. Rule book, section 6.

use std::cmp::Ordering;

use crate::map::{Each, Map, RequirementIndex, StandardIndex, Step};
use crate::order;
use crate::word::{Relationship, Review};

/// A requirement and all that it overlaps by direct links in the other listed standards.
#[derive(Debug)]
pub(crate) struct Group {
    /// What the group is formed around.
    pub(crate) anchor: RequirementIndex,
    /// Links from the anchor; by the order of the list of standards, then the strongest first. Never empty.
    pub(crate) counterparts: Vec<Step>,
    /// In how many standards it has a member.
    pub(crate) served: usize,
}

/// The groups of some standards, and in which of its groups each requirement stands strongest.
#[derive(Debug)]
pub(crate) struct Groups {
    /// By standards served, then by the strongest link, then as listed and in clause order.
    pub(crate) groups: Vec<Group>,
    /// For each counterpart, the anchor of its strongest group; an anchor stands in one group alone.
    strongest: Each<Option<(Rank, RequirementIndex)>>,
}

/// How strong a link is: smaller is stronger.
type Rank = (u8, u8);

impl Groups {
    /// The groups of the listed standards; the first is the anchor.
    ///
    /// A requirement that no anchor before it reaches is an anchor itself when its standard's turn comes. O(|requirements| + |links|)
    /// of the listed standards, but for the sorting.
    pub(crate) fn new(map: &Map, listed: &[StandardIndex], contested: bool) -> Self {
        let mut turn: Vec<Option<usize>> = vec![None; map.standards.len()];
        for (place, standard) in listed.iter().enumerate() {
            if let Some(turn) = turn.get_mut(*standard) {
                *turn = Some(place);
            }
        }
        let turn = |at: RequirementIndex| turn.get(map.standard_of(at)).copied().flatten();
        let mut groups = Vec::new();
        let mut strongest: Each<Option<(Rank, RequirementIndex)>> = map.each(None);
        for standard in listed {
            for anchor in map.of_standard(*standard).filter(|at| turn(*at).is_some()) {
                // Reached: it stands in a group of an anchor before.
                if strongest[anchor].is_some() {
                    continue;
                }
                let mut counterparts: Vec<Step> = map
                    .steps(anchor)
                    .filter(|step| {
                        shares(map, step, contested)
                            && map.standard_of(step.to) != *standard
                            && turn(step.to).is_some()
                    })
                    .collect();
                if counterparts.is_empty() {
                    continue;
                }
                for step in &counterparts {
                    let rank = rank(map, step);
                    if strongest[step.to].is_none_or(|(before, _)| rank < before) {
                        strongest[step.to] = Some((rank, anchor));
                    }
                }
                order::sort_by_key(&mut counterparts, |step| (turn(step.to), rank(map, step), step.to));
                let served = 1 + changes(counterparts.iter().map(|step| map.standard_of(step.to)));
                groups.push(Group { anchor, counterparts, served });
            }
        }
        order::sort_by(&mut groups, |a, b| before(map, a, b));
        Self { groups, strongest }
    }

    /// The anchor of the group in which a counterpart stands strongest.
    pub(crate) fn strongest(&self, of: RequirementIndex) -> Option<RequirementIndex> {
        self.strongest[of].map(|(_, anchor)| anchor)
    }

    /// Whether a requirement stands in a group.
    pub(crate) fn members(&self, map: &Map) -> Each<bool> {
        let mut members = map.each(false);
        for group in &self.groups {
            members[group.anchor] = true;
            group.counterparts.iter().for_each(|step| members[step.to] = true);
        }
        members
    }
}

/// Whether a link proves that its ends share something.
fn shares(map: &Map, step: &Step, contested: bool) -> bool {
    step.reads.is_positive() && (contested || map.link(step.link).row.review != Review::Contested)
}

/// Strength; then =, then ⊂ ⊃, then ∩.
fn rank(map: &Map, step: &Step) -> Rank {
    let word = match step.reads {
        Relationship::EqualTo => 0,
        Relationship::SubsetOf | Relationship::SupersetOf => 1,
        Relationship::IntersectsWith | Relationship::NoRelationship => 2,
    };
    (u8::MAX - map.link(step.link).row.strength, word)
}

fn before(map: &Map, a: &Group, b: &Group) -> Ordering {
    let strongest = |group: &Group| group.counterparts.iter().map(|step| rank(map, step)).min();
    let served = b.served.cmp(&a.served);
    // Equals keep their places: anchors were taken up in the order of the list, then in clause order.
    served.then_with(|| strongest(a).cmp(&strongest(b)))
}

/// How many runs of equal values there are.
fn changes(values: impl Iterator<Item = StandardIndex>) -> usize {
    let mut last = None;
    values.filter(|value| last.replace(*value) != Some(*value)).count()
}
