//! The least set that holds what is held and everything inside it.

use super::grounds::{Ground, Grounds};
use crate::map::{Each, Map, RequirementIndex};
use crate::order;
use crate::word::{Relationship, Review};

/// Works out covered sets; what it needs beside the set itself is kept from one to the next.
#[derive(Debug)]
pub(crate) struct Closure<'m> {
    map: &'m Map,
    contested: bool,
    /// Of a heading with some children in the set, how many are not; else 0.
    missing_children: Each<u32>,
    /// Sources of joint rows and the number of the row, sorted.
    joints_of: Vec<(RequirementIndex, usize)>,
    /// Of a joint row with some sources in the set, how many are not; else 0.
    missing_sources: Vec<usize>,
}

impl<'m> Closure<'m> {
    /// Where contested rows prove something too only if `contested` says so.
    pub(crate) fn new(map: &'m Map, contested: bool) -> Self {
        let mut joints_of: Vec<(RequirementIndex, usize)> = Vec::new();
        for (number, joint) in map.joints.iter().enumerate() {
            if contested || joint.review != Review::Contested {
                joints_of.extend(joint.sources.iter().map(|source| (*source, number)));
            }
        }
        order::sort_by_key(&mut joints_of, |pair| *pair);
        Self {
            map,
            contested,
            missing_children: map.each(0),
            missing_sources: vec![0; map.joints.len()],
            joints_of,
        }
    }

    /// Everything that `held` covers. Rule book, section 4, "Covered".
    ///
    /// Breadth first, so that each ground belongs to a shortest proof among those without headings and joint rows.
    /// O(members and their links).
    pub(crate) fn covered(&mut self, held: impl Iterator<Item = RequirementIndex>) -> Grounds<'m> {
        let mut set = Grounds::new(self.map);
        held.for_each(|at| set.insert(at, Ground::Held));
        let mut next = 0;
        while let Some(at) = set.members().get(next).copied() {
            next += 1;
            self.add_what_is_inside(&mut set, at);
            self.add_parent(&mut set, at);
            self.add_joint_targets(&mut set, at);
        }
        self.forget(&set);
        set
    }

    fn add_what_is_inside(&self, set: &mut Grounds<'m>, at: RequirementIndex) {
        for step in self.map.steps(at) {
            // Read from here: what this one contains or equals is inside it.
            let inside = matches!(step.reads, Relationship::EqualTo | Relationship::SupersetOf);
            if inside && !set.contains(step.to) && proves(self.map, step.link, self.contested) {
                set.insert(step.to, Ground::Link { from: at, link: step.link });
            }
        }
        for child in self.map.children(at) {
            set.insert(child, Ground::Parent(at));
        }
    }

    fn add_parent(&mut self, set: &mut Grounds<'m>, at: RequirementIndex) {
        let Some(parent) = self.map.parent(at).filter(|parent| !set.contains(*parent)) else { return };
        if self.missing_children[parent] == 0 {
            let children = self.map.children(parent).count();
            self.missing_children[parent] = u32::try_from(children).unwrap_or(u32::MAX);
        }
        self.missing_children[parent] -= 1;
        // Of a broken standard's headings not all children are known.
        if self.missing_children[parent] == 0 && !self.map.broken.contains(&self.map.standard_of(parent)) {
            set.insert(parent, Ground::AllChildren);
        }
    }

    fn add_joint_targets(&mut self, set: &mut Grounds<'m>, at: RequirementIndex) {
        let first = self.joints_of.partition_point(|(source, _)| *source < at);
        for (_, number) in self.joints_of.iter().skip(first).take_while(|(source, _)| *source == at) {
            let (Some(missing), Some(joint)) =
                (self.missing_sources.get_mut(*number), self.map.joints.get(*number))
            else {
                continue;
            };
            if *missing == 0 {
                *missing = joint.sources.len();
            }
            *missing -= 1;
            if *missing == 0 {
                set.insert(joint.target, Ground::Joint(*number));
            }
        }
    }

    /// Puts the counts back to 0 for the next set.
    fn forget(&mut self, set: &Grounds<'m>) {
        for at in set.members() {
            if let Some(parent) = self.map.parent(*at) {
                self.missing_children[parent] = 0;
            }
        }
        self.missing_sources.fill(0);
    }
}

/// Whether a row may stand in a proof.
pub(super) fn proves(map: &Map, link: usize, contested: bool) -> bool {
    contested || map.link(link).row.review != Review::Contested
}
