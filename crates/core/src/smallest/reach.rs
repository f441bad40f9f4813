//! What adopting one requirement after another reaches; each step can be taken back.

use std::collections::VecDeque;

use super::lists::Lists;
use crate::coverage::Ground;
use crate::map::{Each, Map, RequirementIndex};
use crate::word::{Kind, Relationship, Review};

/// How surely a requirement is met by what is adopted. Ordered from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Met {
    /// Nothing is proven.
    No,
    /// Overlap with something adopted is proven.
    Touched,
    /// All of it lies in what is adopted, which is partly advice.
    Practised,
    /// All of it lies in clauses and controls that are adopted.
    Bound,
}

/// How many of several premises are practised, and how many are bound.
type Counts = [u32; 2];

/// The covered and the touched set of what is adopted so far. Rule book, section 4.
///
/// Adopting takes time by the links of what it newly reaches, and taking back no more.
#[derive(Debug)]
pub(crate) struct Reach<'m> {
    map: &'m Map,
    contested: bool,
    met: Each<Met>,
    grounds: Each<Ground>,
    /// For each heading, of its children.
    children: Each<Counts>,
    /// For each joint row, of its sources.
    sources: Vec<Counts>,
    /// For each requirement the joint rows that name it as a source and may prove something.
    joints: Lists,
    /// What was raised, in order, and the ground before.
    trail: Vec<(Raise, Ground)>,
    /// What was raised and not yet followed.
    open: VecDeque<Raise>,
}

/// A requirement that became met more surely.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raise {
    pub(crate) at: RequirementIndex,
    pub(crate) before: Met,
    pub(crate) met: Met,
}

impl<'m> Reach<'m> {
    /// Nothing adopted yet.
    pub(crate) fn new(map: &'m Map, contested: bool) -> Self {
        let mut joints = Lists::default();
        for joint in &map.joints {
            let proves = contested || joint.review != Review::Contested;
            let sources = joint.sources.iter().filter(|_| proves).map(|source| source.0);
            joints.push(&sources.collect::<Vec<_>>());
        }
        let joints = if joints.size() > 0 { joints.turned(map.len()) } else { joints };
        Self {
            map,
            contested,
            met: map.each(Met::No),
            grounds: map.each(Ground::Held),
            children: map.each([0; 2]),
            sources: vec![[0; 2]; map.joints.len()],
            joints,
            trail: Vec::new(),
            open: VecDeque::new(),
        }
    }

    /// How surely a requirement is met.
    pub(crate) fn met(&self, of: RequirementIndex) -> Met {
        self.met[of]
    }

    /// The last step of the proof that it is met so surely.
    pub(crate) fn ground(&self, of: RequirementIndex) -> Option<Ground> {
        (self.met[of] > Met::No).then(|| self.grounds[of])
    }

    /// How many changes there were so far.
    pub(crate) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// What was raised since a mark; it may have been raised twice.
    pub(crate) fn since(&self, mark: usize) -> impl Iterator<Item = Raise> {
        self.trail.iter().skip(mark).map(|(raise, _)| *raise)
    }

    /// What the last step of a proof rests on; nothing where it was adopted.
    pub(crate) fn rests_on(&self, of: RequirementIndex) -> Vec<RequirementIndex> {
        match self.grounds[of] {
            Ground::Held => Vec::new(),
            Ground::Link { from, .. } | Ground::Parent(from) | Ground::Child(from) => vec![from],
            Ground::AllChildren => self.map.children(of).collect(),
            Ground::Joint(joint) => {
                self.map.joints.get(joint).map(|row| row.sources.clone()).unwrap_or_default()
            }
        }
    }

    /// Adopts one requirement: a clause or control binds, a practice is advice.
    pub(crate) fn adopt(&mut self, at: RequirementIndex) {
        let advice = self.map.kind(at) == Kind::Practice;
        self.adopt_as(at, if advice { Met::Practised } else { Met::Bound });
    }

    /// Takes it that a requirement is met so surely, whatever it is.
    pub(crate) fn adopt_as(&mut self, at: RequirementIndex, met: Met) {
        self.raise(at, met, Ground::Held);
        while let Some(Raise { at, before, met }) = self.open.pop_front() {
            if met >= Met::Practised {
                self.inside(at, met);
                for (which, surely) in newly(before, met) {
                    self.together(at, which, surely);
                }
            }
            self.beside(at, met);
        }
    }

    /// Takes back everything since a mark.
    pub(crate) fn take_back(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some((Raise { at, before, met }, ground)) = self.trail.pop() else { return };
            self.met[at] = before;
            self.grounds[at] = ground;
            for (which, _) in newly(before, met) {
                if let Some(parent) = self.map.parent(at) {
                    less(&mut self.children[parent], which);
                }
                for joint in self.joints.list(at.0) {
                    self.sources
                        .get_mut(*joint as usize)
                        .into_iter()
                        .for_each(|sources| less(sources, which));
                }
            }
        }
    }

    /// Whether contested rows prove something too.
    pub(crate) fn contested(&self) -> bool {
        self.contested
    }

    /// Whether a row may stand in a proof.
    pub(crate) fn proves(&self, link: usize) -> bool {
        self.contested || self.map.link(link).row.review != Review::Contested
    }

    fn raise(&mut self, at: RequirementIndex, met: Met, ground: Ground) {
        let before = self.met[at];
        if met > before {
            let raise = Raise { at, before, met };
            self.met[at] = met;
            self.trail.push((raise, std::mem::replace(&mut self.grounds[at], ground)));
            self.open.push_back(raise);
        }
    }

    /// What lies inside a covered requirement is covered as surely.
    fn inside(&mut self, at: RequirementIndex, met: Met) {
        let map = self.map;
        for step in map.steps(at) {
            let inside = matches!(step.reads, Relationship::EqualTo | Relationship::SupersetOf);
            if inside && self.met[step.to] < met && self.proves(step.link) {
                self.raise(step.to, met, Ground::Link { from: at, link: step.link });
            }
        }
        for child in map.children(at) {
            self.raise(child, met, Ground::Parent(at));
        }
    }

    /// A heading whose children are all covered is covered, and so is the target of a joint row whose sources are.
    fn together(&mut self, at: RequirementIndex, which: usize, surely: Met) {
        let map = self.map;
        if let Some(parent) = map.parent(at) {
            let met = more(&mut self.children[parent], which);
            // Of a broken standard's headings not all children are known.
            let all = self.met[parent] < surely && met == map.children(parent).count();
            if all && !map.broken.contains(&map.standard_of(parent)) {
                self.raise(parent, surely, Ground::AllChildren);
            }
        }
        for place in 0..self.joints.list(at.0).len() {
            let Some(joint) = self.joints.list(at.0).get(place).map(|joint| *joint as usize) else { return };
            let met = self.sources.get_mut(joint).map_or(0, |sources| more(sources, which));
            if let Some(row) = map.joints.get(joint)
                && met == row.sources.len()
            {
                self.raise(row.target, surely, Ground::Joint(joint));
            }
        }
    }

    /// What holds something of a touched requirement is touched, and so is what overlaps a covered one.
    fn beside(&mut self, at: RequirementIndex, met: Met) {
        let map = self.map;
        if let Some(parent) = map.parent(at) {
            self.raise(parent, Met::Touched, Ground::Child(at));
        }
        for step in map.steps(at) {
            let touched = match step.reads {
                Relationship::EqualTo | Relationship::SubsetOf => true,
                Relationship::IntersectsWith => met >= Met::Practised,
                Relationship::SupersetOf | Relationship::NoRelationship => false,
            };
            if touched && self.met[step.to] == Met::No && self.proves(step.link) {
                self.raise(step.to, Met::Touched, Ground::Link { from: at, link: step.link });
            }
        }
    }
}

/// Which counts a requirement enters when it is raised from one value to another.
fn newly(before: Met, met: Met) -> impl Iterator<Item = (usize, Met)> {
    let kinds = [Met::Practised, Met::Bound].into_iter().enumerate();
    kinds.filter(move |(_, kind)| before < *kind && *kind <= met)
}

fn more(counts: &mut Counts, which: usize) -> usize {
    let Some(count) = counts.get_mut(which) else { return 0 };
    *count += 1;
    usize::try_from(*count).unwrap_or(usize::MAX)
}

fn less(counts: &mut Counts, which: usize) {
    if let Some(count) = counts.get_mut(which) {
        *count = count.saturating_sub(1);
    }
}
