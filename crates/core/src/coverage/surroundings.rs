//! What lies around a covered set: proven overlap, and places to look.

use super::Holdings;
use super::closure::proves;
use super::grounds::{Ground, Grounds};
use crate::map::{Each, Map, RequirementIndex};
use crate::word::{Kind, Relationship};

/// Overlap with a covered set, and what is one step away from it.
#[derive(Debug)]
pub(crate) struct Surroundings<'m> {
    /// Shares something with the covered set for certain, and is not in it. What is partly implemented is in it as [`Ground::Held`].
    pub(super) overlap: Grounds<'m>,
    /// For each requirement, how one step leads to it from the covered set: [`ACROSS`], [`UP`], both, or 0.
    beside: Each<u8>,
}

/// One step of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    /// Where it starts.
    pub(crate) from: RequirementIndex,
    /// How it leads on.
    pub(crate) ground: Ground,
    /// Where it leads.
    pub(crate) to: RequirementIndex,
}

/// By a row.
const ACROSS: u8 = 1;
/// From a child.
const UP: u8 = 2;

impl<'m> Surroundings<'m> {
    /// Overlap is proven by `⊃* ∩? ⊂*`, read from what is covered. Rule book, section 3.
    ///
    /// Of what is only partly implemented nobody knows which part, so it overlaps only with what contains all of it.
    pub(super) fn new(map: &'m Map, practised: &Grounds<'m>, holdings: &Holdings) -> Self {
        let mut around = Self { overlap: Grounds::new(map), beside: map.each(0) };
        let partly = holdings.partly.iter().filter(|at| !practised.contains(**at));
        partly.for_each(|at| around.overlap.insert(*at, Ground::Held));
        let seeds = around.overlap.members().to_vec();
        for from in practised.members() {
            around.look_around(map, practised, *from, true, holdings.contested);
        }
        for from in seeds {
            around.look_around(map, practised, from, false, holdings.contested);
        }
        let mut next = 0;
        while let Some(from) = around.overlap.members().get(next).copied() {
            next += 1;
            around.go_up(map, practised, from, holdings.contested);
        }
        around
    }

    /// Marks what is one step away; the first step of an overlap may be `∩` where all of `from` is covered.
    fn look_around(
        &mut self,
        map: &Map,
        practised: &Grounds<'_>,
        from: RequirementIndex,
        whole: bool,
        contested: bool,
    ) {
        for step in map.steps(from).filter(|step| step.reads.is_positive()) {
            self.beside[step.to] |= ACROSS;
            let shares = match step.reads {
                Relationship::EqualTo | Relationship::SubsetOf => true,
                Relationship::IntersectsWith => whole,
                Relationship::SupersetOf | Relationship::NoRelationship => false,
            };
            let open = !practised.contains(step.to) && !self.overlap.contains(step.to);
            if shares && open && proves(map, step.link, contested) {
                self.overlap.insert(step.to, Ground::Link { from, link: step.link });
            }
        }
        if let Some(parent) = map.parent(from) {
            self.beside[parent] |= UP;
            if !practised.contains(parent) {
                self.overlap.insert(parent, Ground::Child(from));
            }
        }
    }

    /// What contains something that overlaps, overlaps too.
    fn go_up(&mut self, map: &Map, practised: &Grounds<'_>, from: RequirementIndex, contested: bool) {
        for step in map.steps(from) {
            let upwards = matches!(step.reads, Relationship::EqualTo | Relationship::SubsetOf);
            let open = !practised.contains(step.to) && !self.overlap.contains(step.to);
            if upwards && open && proves(map, step.link, contested) {
                self.overlap.insert(step.to, Ground::Link { from, link: step.link });
            }
        }
        if let Some(parent) = map.parent(from).filter(|parent| !practised.contains(*parent)) {
            self.overlap.insert(parent, Ground::Child(from));
        }
    }

    /// Whether at most two positive links lead to a requirement from something covered; a step in the hierarchy counts as a link,
    /// and none goes up and then down again. So does one link from an activity or principle of a held standard: it is never
    /// held itself, but where something is linked with it, "nothing found" would say too much.
    pub(super) fn is_near(&self, map: &Map, of: RequirementIndex, holdings: &Holdings) -> bool {
        self.beside[of] != 0
            || map.parent(of).is_some_and(|parent| self.beside[parent] & ACROSS != 0)
            || map.children(of).any(|child| self.beside[child] != 0)
            || map.steps(of).any(|step| {
                let near = self.beside[step.to] != 0 || is_advice_of(map, step.to, holdings);
                near && step.reads.is_positive()
            })
    }

    /// The steps of a shortest such way, from its start; of several the first in clause order, rows before the hierarchy.
    pub(super) fn suggestion(
        &self,
        map: &Map,
        practised: &Grounds<'_>,
        of: RequirementIndex,
        holdings: &Holdings,
    ) -> Vec<Way> {
        let starts = |at| practised.contains(at) || self.overlap.ground(at) == Some(Ground::Held);
        if let Some(way) = ways_to(map, of).find(|way| starts(way.from)) {
            return vec![way];
        }
        for last in ways_to(map, of) {
            let down = matches!(last.ground, Ground::Parent(_));
            let first = ways_to(map, last.from)
                .find(|way| starts(way.from) && !(down && matches!(way.ground, Ground::Child(_))));
            if let Some(first) = first {
                return vec![first, last];
            }
        }
        ways_to(map, of).find(|way| is_advice_of(map, way.from, holdings)).into_iter().collect()
    }
}

/// Every step that leads to a requirement: rows, then from its heading, then from what stands below it.
fn ways_to(map: &Map, to: RequirementIndex) -> impl Iterator<Item = Way> {
    let links = map.steps(to).filter(|step| step.reads.is_positive()).map(move |step| Way {
        from: step.to,
        ground: Ground::Link { from: step.to, link: step.link },
        to,
    });
    let down = map.parent(to).map(|from| Way { from, ground: Ground::Parent(from), to });
    let up = map.children(to).map(move |from| Way { from, ground: Ground::Child(from), to });
    links.chain(down).chain(up)
}

/// Whether it is an activity or principle of a held standard.
fn is_advice_of(map: &Map, at: RequirementIndex, holdings: &Holdings) -> bool {
    matches!(map.kind(at), Kind::Activity | Kind::Principle)
        && holdings.standards.contains(&map.standard_of(at))
}
