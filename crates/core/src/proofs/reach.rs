//! Everything that a requirement is inside of, and everything that is inside it. Rule book, sections 3 and 5.

use super::hop::{Hop, Via};
use crate::map::{Each, Map, RequirementIndex};
use crate::word::{Relationship, Review};

/// The closure of equal, subset and child from one or several requirements, with the way to each member.
///
/// Breadth first; a heading or joint target whose parts are all members comes in after everything that needs no such step.
pub(crate) struct Reach<'m> {
    map: &'m Map,
    /// Whether contested rows count.
    contested: bool,
    /// Upwards: what the start is inside of. Else what is inside the start.
    upwards: bool,
    /// Place in `members` plus one; 0 for what is no member.
    places: Each<u32>,
    members: Vec<Member>,
    /// How many members' neighbours are in.
    done: usize,
}

struct Member {
    at: RequirementIndex,
    /// The step between this member and the one before it, read upwards: from inside to outside. Of a start, a step beyond it.
    hop: Option<Hop>,
    /// Place of the member before it; a start's is its own.
    before: usize,
    /// Steps in all, those of parts too.
    cost: usize,
}

impl<'m> Reach<'m> {
    /// Everything that `at` is inside of.
    pub(crate) fn above(map: &'m Map, at: RequirementIndex, contested: bool) -> Self {
        let mut reach = Self::above_by_chains(map, at, contested);
        let mut looked = 0;
        while let Some((whole, cost, hop)) =
            reach.members.get(looked).map(|member| (member.at, member.cost, member.hop))
        {
            looked += 1;
            // Entered from one of its parts, a whole tells nothing new.
            if !matches!(hop, Some(Hop { via: Via::Up, .. })) {
                wholes(map, whole, contested).for_each(|joint| reach.add_above_parts(whole, joint, cost));
                reach.expand();
            }
        }
        reach
    }

    /// The same, without steps that need all parts of something.
    pub(crate) fn above_by_chains(map: &'m Map, at: RequirementIndex, contested: bool) -> Self {
        let mut reach = Self::new(map, true, contested);
        reach.add(at, None, None, 0);
        reach.expand();
        reach
    }

    /// Everything inside `at`, exactly.
    pub(crate) fn below(map: &'m Map, at: RequirementIndex, contested: bool) -> Self {
        let mut reach = Self::below_all(map, std::iter::empty(), contested);
        reach.add(at, None, None, 0);
        reach.expand();
        let mut counted = 0;
        let mut inside = map.each(0_u32);
        loop {
            while let Some(member) = reach.members.get(counted).map(|member| member.at) {
                counted += 1;
                if let Some(parent) = map.parent(member) {
                    inside[parent] += 1;
                    // Of a broken standard's headings not all children are known.
                    let all = inside[parent] as usize == map.children(parent).count();
                    if all && !map.broken.contains(&map.standard_of(parent)) {
                        reach.add_whole(parent, None, at);
                        reach.expand();
                    }
                }
            }
            for joint in 0..map.joints.len() {
                if let Some(row) = map.joints.get(joint)
                    && (contested || row.review != Review::Contested)
                    && row.sources.iter().all(|source| reach.has(*source))
                {
                    reach.add_whole(row.target, Some(joint), at);
                }
            }
            reach.expand();
            if counted == reach.members.len() {
                return reach;
            }
        }
    }

    /// Everything inside one of the starts by chains; each start has a step that leads out of it.
    pub(crate) fn below_all(map: &'m Map, starts: impl Iterator<Item = Hop>, contested: bool) -> Self {
        let mut reach = Self::new(map, false, contested);
        for hop in starts {
            reach.add(hop.from, Some(hop), None, 1);
        }
        reach.expand();
        reach
    }

    fn new(map: &'m Map, upwards: bool, contested: bool) -> Self {
        Self { map, contested, upwards, places: map.each(0), members: Vec::new(), done: 0 }
    }

    /// Whether it is a member.
    pub(crate) fn has(&self, at: RequirementIndex) -> bool {
        self.places[at] != 0
    }

    /// Every member with what it costs to get there.
    pub(crate) fn members(&self) -> impl Iterator<Item = (RequirementIndex, usize)> {
        self.members.iter().map(|member| (member.at, member.cost))
    }

    /// How many members there are.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// What it costs to get to a member; `None` for what is none.
    pub(crate) fn cost(&self, at: RequirementIndex) -> Option<usize> {
        self.member(at).map(|member| member.cost)
    }

    /// The steps between the start and a member, read upwards.
    pub(crate) fn way(&self, at: RequirementIndex) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut next = self.member(at);
        while let Some(member) = next {
            hops.extend(member.hop);
            next = self.members.get(member.before).filter(|before| before.at != member.at);
        }
        if self.upwards {
            hops.reverse();
        }
        hops
    }

    fn member(&self, at: RequirementIndex) -> Option<&Member> {
        (self.places[at] as usize).checked_sub(1).and_then(|place| self.members.get(place))
    }

    fn add(&mut self, at: RequirementIndex, hop: Option<Hop>, before: Option<usize>, cost: usize) {
        if self.places[at] == 0 {
            let before = before.unwrap_or(self.members.len());
            self.members.push(Member { at, hop, before, cost });
            self.places[at] = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        }
    }

    fn expand(&mut self) {
        let map = self.map;
        while let Some(member) = self.members.get(self.done) {
            let (at, before, cost) = (member.at, Some(self.done), member.cost + 1);
            self.done += 1;
            let along = if self.upwards { Relationship::SubsetOf } else { Relationship::SupersetOf };
            for step in
                map.steps(at).filter(|step| step.reads == Relationship::EqualTo || step.reads == along)
            {
                if self.contested || map.link(step.link).row.review != Review::Contested {
                    let hop = Hop { from: at, to: step.to, via: Via::Link(step.link, step.reads) };
                    self.add(step.to, Some(if self.upwards { hop } else { hop.turned() }), before, cost);
                }
            }
            if self.upwards {
                if let Some(to) = map.parent(at) {
                    self.add(to, Some(Hop { from: at, to, via: Via::Up }), before, cost);
                }
            } else {
                for from in map.children(at) {
                    self.add(from, Some(Hop { from, to: at, via: Via::Up }), before, cost);
                }
            }
        }
    }

    /// Adds a whole of which all parts are inside `start`.
    fn add_whole(&mut self, whole: RequirementIndex, joint: Option<usize>, start: RequirementIndex) {
        let costs = parts(self.map, whole, joint).into_iter().filter_map(|part| self.cost(part));
        let cost = 1 + costs.sum::<usize>();
        let hop = Hop { from: whole, to: start, via: Via::Parts { whole, joint, apart: false } };
        self.add(whole, Some(hop), Some(0), cost);
    }

    /// Adds what all parts of a whole are inside of, by chains.
    fn add_above_parts(&mut self, whole: RequirementIndex, joint: Option<usize>, cost: usize) {
        let before = (self.places[whole] as usize).checked_sub(1);
        let parts = parts(self.map, whole, joint).into_iter();
        let ways: Vec<Self> =
            parts.map(|part| Self::above_by_chains(self.map, part, self.contested)).collect();
        let Some((first, others)) = ways.split_first() else { return };
        for (to, _) in first.members() {
            let costs: Option<usize> = others.iter().map(|way| way.cost(to)).sum();
            if let (Some(costs), Some(own)) = (costs, first.cost(to)) {
                let hop = Hop { from: whole, to, via: Via::Parts { whole, joint, apart: false } };
                self.add(to, Some(hop), before, cost + 1 + costs + own);
            }
        }
    }
}

/// The ways in which a requirement is the union of others: its children, where they are all known, and joint rows.
pub(crate) fn wholes(
    map: &Map,
    at: RequirementIndex,
    contested: bool,
) -> impl Iterator<Item = Option<usize>> {
    let heading = !map.is_leaf(at) && !map.broken.contains(&map.standard_of(at));
    let rows = map.joints.iter().enumerate();
    let rows =
        rows.filter(move |(_, row)| row.target == at && (contested || row.review != Review::Contested));
    heading.then_some(None).into_iter().chain(rows.map(|(number, _)| Some(number)))
}

/// The children of a heading, or the sources of a joint row.
pub(crate) fn parts(map: &Map, whole: RequirementIndex, joint: Option<usize>) -> Vec<RequirementIndex> {
    match joint {
        None => map.children(whole).collect(),
        Some(joint) => map.joints.get(joint).map(|row| row.sources.clone()).unwrap_or_default(),
    }
}
