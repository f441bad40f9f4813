//! The smallest chain by which a row breaks.

use super::broken::Broken;
use super::facts::{Facts, Row};
use crate::map::{Each, RequirementIndex, Step};
use crate::word::{Relationship, Review};

/// One step of a chain, read from `from` to `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tie {
    pub(crate) from: RequirementIndex,
    pub(crate) to: RequirementIndex,
    pub(crate) by: By,
}

impl Tie {
    /// The row that it rests on; a step in the hierarchy rests on none.
    pub(crate) fn row(self) -> Option<Row> {
        match self.by {
            By::Link(number) => Some(Row::Link(number)),
            By::Hierarchy | By::Children => None,
        }
    }

    fn turned(self) -> Self {
        match self.by {
            By::Children => self,
            By::Link(_) | By::Hierarchy => Self { from: self.to, to: self.from, by: self.by },
        }
    }
}

/// What a step rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The link of that number.
    Link(usize),
    /// One stands directly below the other.
    Hierarchy,
    /// `from` is one of the children of `to`, all of which are needed.
    Children,
}

/// Why a requirement is inside the seeds.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Seed,
    Step(Tie),
    AllChildren,
}

/// Searches for chains; keeps its memory from one to the next, so that a search costs no more than what it visits.
#[derive(Debug)]
pub(super) struct Search<'f, 'm> {
    facts: &'f Facts<'m>,
    left: Inside<'f, 'm>,
    right: Inside<'f, 'm>,
}

impl<'f, 'm> Search<'f, 'm> {
    pub(super) fn new(facts: &'f Facts<'m>) -> Self {
        Self { facts, left: Inside::new(facts), right: Inside::new(facts) }
    }

    /// The smallest chain by which a row breaks.
    pub(super) fn chain(&mut self, broken: Broken) -> Vec<Tie> {
        match broken {
            Broken::Included { inner, outer, .. } => {
                self.left.start(&[outer]);
                while !self.left.holds(inner) && self.left.widen() {}
                self.left.ties(inner)
            }
            Broken::Shared { row } => self.meeting(row),
        }
    }

    /// From one side of a ∅ row to the other, by way of something that is inside both.
    fn meeting(&mut self, row: Row) -> Vec<Tie> {
        let Some((one, others)) = self.facts.sides(row) else { return Vec::new() };
        self.left.start(&[one]);
        self.right.start(others);
        let mut rounds = 0;
        loop {
            // INVARIANT: what both hold within so many rounds cannot meet in fewer steps later.
            match self.nearest() {
                Some((steps, left, right)) if steps <= rounds => return self.joined(left, right),
                best => {
                    rounds += 1;
                    let (left, right) = (self.left.widen(), self.right.widen());
                    if !left && !right {
                        return best.map_or_else(Vec::new, |(_, left, right)| self.joined(left, right));
                    }
                }
            }
        }
    }

    /// Where the two sides meet in the fewest steps: in one requirement, or in two that overlap.
    fn nearest(&self) -> Option<(u32, RequirementIndex, RequirementIndex)> {
        let mut best = None;
        for left in &self.left.members {
            let overlapping = self.overlaps(*left).map(|step| (step.to, 1));
            for (right, step) in std::iter::once((*left, 0)).chain(overlapping) {
                if self.right.holds(right) {
                    let found = (self.left.depth[*left] + step + self.right.depth[right], *left, right);
                    best = Some(best.map_or(found, |best| found.min(best)));
                }
            }
        }
        best
    }

    fn overlaps(&self, at: RequirementIndex) -> impl Iterator<Item = Step> {
        let map = self.facts.map;
        let steps = map.steps(at).filter(|step| step.reads == Relationship::IntersectsWith);
        steps.filter(|step| map.link(step.link).row.review != Review::Contested)
    }

    fn joined(&mut self, left: RequirementIndex, right: RequirementIndex) -> Vec<Tie> {
        // Read in one direction: down to what is shared, and up again.
        let mut ties: Vec<Tie> = self.left.ties(left).into_iter().rev().map(Tie::turned).collect();
        let overlap = self.overlaps(left).find(|step| step.to == right);
        if let Some(step) = overlap.filter(|_| left != right) {
            ties.push(Tie { from: left, to: right, by: By::Link(step.link) });
        }
        ties.extend(self.right.ties(right));
        ties
    }
}

/// All that is inside some seeds, round by round, with the ground of each member.
#[derive(Debug)]
struct Inside<'f, 'm> {
    facts: &'f Facts<'m>,
    grounds: Each<Option<Ground>>,
    depth: Each<u32>,
    /// How many children of a heading are still outside; 0 where none was met.
    outside: Each<usize>,
    members: Vec<RequirementIndex>,
    /// Members up to here were followed.
    followed: usize,
    met_headings: Vec<RequirementIndex>,
    is_passed: Each<bool>,
}

impl<'f, 'm> Inside<'f, 'm> {
    fn new(facts: &'f Facts<'m>) -> Self {
        let map = facts.map;
        Self {
            facts,
            grounds: map.each(None),
            depth: map.each(0),
            outside: map.each(0),
            members: Vec::new(),
            followed: 0,
            met_headings: Vec::new(),
            is_passed: map.each(false),
        }
    }

    fn holds(&self, at: RequirementIndex) -> bool {
        self.grounds[at].is_some()
    }

    /// Begins anew.
    fn start(&mut self, seeds: &[RequirementIndex]) {
        for at in self.members.drain(..) {
            self.grounds[at] = None;
        }
        for heading in self.met_headings.drain(..) {
            self.outside[heading] = 0;
        }
        self.followed = 0;
        for seed in seeds {
            self.add(*seed, Ground::Seed, 0);
        }
    }

    /// One step further from all members that were not followed yet; whether there was one.
    fn widen(&mut self) -> bool {
        let end = self.members.len();
        let found = self.followed < end;
        while let Some(at) = self.members.get(self.followed).copied().filter(|_| self.followed < end) {
            self.followed += 1;
            self.follow(at);
        }
        found
    }

    fn follow(&mut self, at: RequirementIndex) {
        let (facts, map) = (self.facts, self.facts.map);
        let depth = self.depth[at] + 1;
        for step in map.steps(at) {
            let inside = matches!(step.reads, Relationship::EqualTo | Relationship::SupersetOf);
            if inside && !self.holds(step.to) && map.link(step.link).row.review != Review::Contested {
                let tie = Tie { from: step.to, to: at, by: By::Link(step.link) };
                self.add(step.to, Ground::Step(tie), depth);
            }
        }
        for child in map.children(at) {
            self.add(child, Ground::Step(Tie { from: child, to: at, by: By::Hierarchy }), depth);
        }
        if let Some(heading) = map.parent(at).filter(|heading| facts.is_whole(*heading)) {
            if self.outside[heading] == 0 {
                self.outside[heading] = map.children(heading).count();
                self.met_headings.push(heading);
            }
            self.outside[heading] -= 1;
            if self.outside[heading] == 0 {
                self.add(heading, Ground::AllChildren, depth);
            }
        }
    }

    fn add(&mut self, at: RequirementIndex, ground: Ground, depth: u32) {
        if !self.holds(at) {
            self.grounds[at] = Some(ground);
            self.depth[at] = depth;
            self.members.push(at);
        }
    }

    /// The steps from a member to the seeds, each after those that lead to where it starts.
    fn ties(&mut self, from: RequirementIndex) -> Vec<Tie> {
        let mut ties = Vec::new();
        let mut open = vec![from];
        let mut passed = Vec::new();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut self.is_passed[at], true) {
                continue;
            }
            passed.push(at);
            match self.grounds[at] {
                Some(Ground::Step(tie)) => {
                    ties.push(tie);
                    open.push(tie.to);
                }
                Some(Ground::AllChildren) => {
                    let first = open.len();
                    open.extend(self.facts.map.children(at));
                    let children = open.get(first..).unwrap_or(&[]).iter();
                    ties.extend(children.map(|child| Tie { from: *child, to: at, by: By::Children }));
                    open.get_mut(first..).unwrap_or(&mut []).reverse();
                }
                Some(Ground::Seed) | None => {}
            }
        }
        passed.into_iter().for_each(|at| self.is_passed[at] = false);
        ties
    }
}
