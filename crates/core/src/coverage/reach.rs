//! How far some held requirements reach: what they cover, what they overlap, and what lies beside that.

use super::Holdings;
use super::ground::{Ground, pack, unpack};
use super::marks::{
    ADVISED, COVERED, FROM_COVERED, FROM_OVERLAP, FROM_PARTLY, OVERLAP, PARTLY, Table, UP, WATCHED,
};
use crate::map::{Each, Map, RequirementIndex};
use crate::order;
use crate::word::{Kind, Review};

/// The covered set of some held requirements and its surroundings.
#[derive(Debug)]
pub(crate) struct Reach<'m> {
    pub(super) map: &'m Map,
    contested: bool,
    marks: Each<u8>,
    found: Found,
    /// Sources of joint rows and the number of the row, sorted.
    joints_of: Vec<(RequirementIndex, usize)>,
    /// Of each joint row how many sources are still not covered.
    missing: Vec<usize>,
}

/// What was reached, in the order in which it was.
#[derive(Debug)]
struct Found {
    /// The held ones first.
    covered: Vec<RequirementIndex>,
    /// Some of it was found to overlap before it was found to be covered.
    overlap: Vec<RequirementIndex>,
    /// Packed grounds; `None` where nobody will ask for a proof.
    grounds: Option<Each<u32>>,
}

impl<'m> Reach<'m> {
    /// What is held and partly implemented reaches, held practices only where `practices` says so. Rule book, section 4;
    /// `explained` keeps the grounds for proofs.
    ///
    /// Breadth first, so that each ground belongs to a shortest proof among those without headings and joint rows.
    /// O(what is covered or overlapped, and its links).
    pub(super) fn new(map: &'m Map, holdings: &Holdings, practices: bool, explained: bool) -> Self {
        let mut reach = Self {
            map,
            contested: holdings.contested,
            marks: map.each(0),
            found: Found {
                covered: Vec::with_capacity(map.len()),
                overlap: Vec::with_capacity(map.len()),
                grounds: explained.then(|| map.each(0)),
            },
            joints_of: Vec::new(),
            missing: map.joints.iter().map(|joint| joint.sources.len()).collect(),
        };
        reach.index_joints();
        for at in &holdings.partly {
            reach.mark(*at, OVERLAP, Ground::Held);
            reach.marks[*at] |= PARTLY;
        }
        for at in &holdings.held {
            if practices || map.kind(*at) != Kind::Practice {
                reach.mark(*at, COVERED | OVERLAP, Ground::Held);
            }
        }
        reach.cover();
        reach.extend();
        reach.note_advice(holdings);
        reach
    }

    /// Whether a requirement is covered.
    pub(crate) fn contains(&self, at: RequirementIndex) -> bool {
        self.marks[at] & COVERED != 0
    }

    /// Whether a requirement is covered, or overlap with something covered is proven.
    pub(crate) fn overlaps(&self, at: RequirementIndex) -> bool {
        self.marks[at] & OVERLAP != 0
    }

    /// Whether only a part of it is implemented, and nothing else covers it.
    pub(crate) fn is_partly(&self, at: RequirementIndex) -> bool {
        self.marks[at] & (PARTLY | COVERED) == PARTLY
    }

    /// Why a requirement is covered; `None` where it is not.
    pub(crate) fn ground(&self, of: RequirementIndex) -> Option<Ground> {
        if self.contains(of) { self.known_ground(of) } else { None }
    }

    /// Why a requirement overlaps; `None` where it does not, or is covered.
    pub(crate) fn overlap_ground(&self, of: RequirementIndex) -> Option<Ground> {
        if self.contains(of) { None } else { self.known_ground(of) }
    }

    pub(super) fn marks(&self, of: RequirementIndex) -> u8 {
        self.marks[of]
    }

    fn known_ground(&self, of: RequirementIndex) -> Option<Ground> {
        unpack(self.map, of, self.found.grounds.as_ref()?[of])
    }

    /// The least set: whatever is inside a covered one, headings all of whose children are, targets of joint rows.
    fn cover(&mut self) {
        let gains = FROM_COVERED.table(self.contested);
        let mut next = 0;
        while let Some(at) = self.found.covered.get(next).copied() {
            next += 1;
            self.walk(at, gains);
            if !self.map.is_leaf(at) {
                for child in self.map.children(at) {
                    self.mark(child, COVERED | OVERLAP, Ground::Parent(at));
                }
            }
            if let Some(parent) = self.map.parent(at) {
                self.cover_heading(parent, at);
                self.marks[parent] |= UP;
                self.mark(parent, OVERLAP, Ground::Child(at));
            }
            if !self.joints_of.is_empty() {
                self.cover_joint_targets(at);
            }
        }
    }

    /// What contains something that overlaps.
    fn extend(&mut self) {
        let (of_part, of_whole) = (FROM_PARTLY.table(self.contested), FROM_OVERLAP.table(self.contested));
        let mut next = 0;
        while let Some(at) = self.found.overlap.get(next).copied() {
            next += 1;
            if self.contains(at) {
                continue;
            }
            let partly = self.is_partly(at);
            self.walk(at, if partly { of_part } else { of_whole });
            if let Some(parent) = self.map.parent(at) {
                self.marks[parent] |= if partly { UP } else { 0 };
                self.mark(parent, OVERLAP, Ground::Child(at));
            }
        }
    }

    /// Marks what the rows of a requirement lead to.
    fn walk(&mut self, from: RequirementIndex, gains: &Table) {
        let Self { map, marks, found, .. } = self;
        for arc in map.arcs(from) {
            let (to, gain) = (arc.to(), gains.get(arc.sort()).copied().unwrap_or(0));
            let marks = &mut marks[to];
            let new = gain & !*marks;
            *marks |= gain;
            if new & (COVERED | OVERLAP) != 0 {
                found.push(map, to, new, Ground::Link { from, link: arc.link() });
            }
        }
    }

    /// Adds marks by a step in the hierarchy, a joint row, or because it is held.
    fn mark(&mut self, at: RequirementIndex, gain: u8, ground: Ground) {
        let new = gain & !self.marks[at];
        if new & (COVERED | OVERLAP) != 0 {
            self.marks[at] |= gain;
            self.found.push(self.map, at, new, ground);
        }
    }

    /// Covers a heading when the last of its children is covered.
    ///
    /// Instead of counting, one uncovered child is watched, at first the first; when it is covered, the next uncovered one behind it.
    /// So every child is looked at once.
    fn cover_heading(&mut self, heading: RequirementIndex, child: RequirementIndex) {
        let is_first = child.place() == heading.place() + 1;
        if !(is_first || self.marks[child] & WATCHED != 0) || self.contains(heading) {
            return;
        }
        let mut sibling = next_sibling(self.map, child);
        while let Some(at) = sibling.filter(|at| self.contains(*at)) {
            sibling = next_sibling(self.map, at);
        }
        match sibling {
            Some(at) => self.marks[at] |= WATCHED,
            // Of a broken standard's headings not all children are known.
            None if self.map.broken.contains(&self.map.standard_of(heading)) => {}
            None => self.mark(heading, COVERED | OVERLAP, Ground::AllChildren),
        }
    }

    fn index_joints(&mut self) {
        for (number, joint) in self.map.joints.iter().enumerate() {
            if self.contested || joint.review != Review::Contested {
                self.joints_of.extend(joint.sources.iter().map(|source| (*source, number)));
            }
        }
        order::sort_by_key(&mut self.joints_of, |pair| *pair);
    }

    fn cover_joint_targets(&mut self, at: RequirementIndex) {
        let mut next = self.joints_of.partition_point(|(source, _)| *source < at);
        while let Some((_, number)) = self.joints_of.get(next).filter(|(source, _)| *source == at).copied() {
            next += 1;
            let target = self.map.joints.get(number).map(|joint| joint.target);
            if let (Some(missing), Some(target)) = (self.missing.get_mut(number), target) {
                *missing = missing.saturating_sub(1);
                if *missing == 0 {
                    self.mark(target, COVERED | OVERLAP, Ground::Joint(number));
                }
            }
        }
    }

    /// Marks what activities and principles of the held standards are linked with: they are never held themselves.
    fn note_advice(&mut self, holdings: &Holdings) {
        let all = holdings.standards.iter().flat_map(|standard| self.map.of_standard(*standard));
        for at in all.filter(|at| matches!(self.map.kind(*at), Kind::Activity | Kind::Principle)) {
            for step in self.map.steps(at).filter(|step| step.reads.is_positive()) {
                self.marks[step.to] |= ADVISED;
            }
        }
    }
}

impl Found {
    /// Keeps what is covered or overlaps for the first time, with its ground.
    #[inline]
    fn push(&mut self, map: &Map, at: RequirementIndex, new: u8, ground: Ground) {
        let list = if new & COVERED != 0 { &mut self.covered } else { &mut self.overlap };
        list.push(at);
        if let Some(grounds) = &mut self.grounds {
            grounds[at] = pack(map, at, ground);
        }
    }
}

/// What stands behind a requirement under the same heading.
fn next_sibling(map: &Map, of: RequirementIndex) -> Option<RequirementIndex> {
    let last = map.below(of).next_back().unwrap_or(of);
    let next = RequirementIndex(last.0 + 1);
    (next.place() < map.len() && map.parent(next) == map.parent(of)).then_some(next)
}
