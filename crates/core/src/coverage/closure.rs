//! The least set that holds what is held and everything inside it.

use std::collections::VecDeque;

use crate::map::{Each, Map, RequirementIndex};
use crate::word::{Relationship, Review};

/// Why a requirement is in a set: the last step that leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// It is held itself.
    Held,
    /// A row links it with one that is in the set.
    Link {
        /// The one in the set.
        from: RequirementIndex,
        /// The row.
        link: usize,
    },
    /// It stands below a heading in the set.
    Parent(RequirementIndex),
    /// It stands above this one.
    Child(RequirementIndex),
    /// It is a heading, and all its children are in the set.
    AllChildren,
    /// A joint row names it, and all its sources are in the set.
    Joint(usize),
}

/// The covered set of some held requirements, with the ground of each member.
#[derive(Debug)]
pub(crate) struct Covered {
    grounds: Each<Option<Ground>>,
}

impl Covered {
    /// Everything that `held` covers. Rule book, section 4, "Covered".
    ///
    /// Breadth first, so that each ground belongs to a shortest proof among those without headings and joint rows.
    pub(crate) fn new(map: &Map, held: &[RequirementIndex], contested: bool) -> Self {
        let mut grounds: Each<Option<Ground>> = map.each(None);
        let mut missing_children = map.each(0_usize);
        let mut joints_of: Each<Vec<usize>> = map.each(Vec::new());
        for at in map.all() {
            missing_children[at] = map.children(at).count();
        }
        let mut missing_sources: Vec<usize> = Vec::with_capacity(map.joints.len());
        for (number, joint) in map.joints.iter().enumerate() {
            missing_sources.push(joint.sources.len());
            if contested || joint.review != Review::Contested {
                joint.sources.iter().for_each(|source| joints_of[*source].push(number));
            }
        }

        let mut open = VecDeque::new();
        for at in held {
            if grounds[*at].is_none() {
                grounds[*at] = Some(Ground::Held);
                open.push_back(*at);
            }
        }
        while let Some(at) = open.pop_front() {
            let mut reached: Vec<(RequirementIndex, Ground)> = Vec::new();
            for step in map.steps(at) {
                // Read from here: what this one contains or equals is inside it.
                let inside = matches!(step.reads, Relationship::EqualTo | Relationship::SupersetOf);
                if inside && (contested || map.link(step.link).row.review != Review::Contested) {
                    reached.push((step.to, Ground::Link { from: at, link: step.link }));
                }
            }
            reached.extend(map.children(at).map(|child| (child, Ground::Parent(at))));
            if let Some(parent) = map.parent(at) {
                missing_children[parent] = missing_children[parent].saturating_sub(1);
                // Of a broken standard's headings not all children are known.
                if missing_children[parent] == 0 && !map.broken.contains(&map.standard_of(parent)) {
                    reached.push((parent, Ground::AllChildren));
                }
            }
            for joint in &joints_of[at] {
                if let (Some(missing), Some(row)) = (missing_sources.get_mut(*joint), map.joints.get(*joint))
                {
                    *missing = missing.saturating_sub(1);
                    if *missing == 0 {
                        reached.push((row.target, Ground::Joint(*joint)));
                    }
                }
            }
            for (to, ground) in reached {
                if grounds[to].is_none() {
                    grounds[to] = Some(ground);
                    open.push_back(to);
                }
            }
        }
        Self { grounds }
    }

    /// Why a requirement is in the set; `None` where it is not.
    pub(crate) fn ground(&self, of: RequirementIndex) -> Option<Ground> {
        self.grounds[of]
    }
}
