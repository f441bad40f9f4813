//! What became of each leaf: connected groups of correspondences.

use petgraph::unionfind::UnionFind;
use serde::Serialize;

use super::EditionTable;
use crate::map::{Each, RequirementIndex, Step};
use crate::order;
use crate::word::{Relationship, Review};

/// What an edition table says of some leaves. Rule book, section 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum EditionKind {
    /// One leaf of each edition, and no other corresponds to either.
    CarriedOver,
    /// Several old leaves, one new one.
    Merged,
    /// One old leaf, several new ones.
    Split,
    /// Several old leaves, several new ones.
    Regrouped,
    /// A new leaf, for which the old edition holds nothing.
    New,
    /// An old leaf, for which the new edition holds nothing.
    Dropped,
    /// Somebody looked, but what the rows say settles nothing for this leaf: they are contested, or speak of a heading only.
    Unsettled,
    /// Nobody has looked.
    NotExamined,
}

impl EditionKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CarriedOver => "carried-over",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Regrouped => "regrouped",
            Self::New => "new",
            Self::Dropped => "dropped",
            Self::Unsettled => "unsettled",
            Self::NotExamined => "not-examined",
        }
    }
}

/// Leaves that hang together, and the rows that say so.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) kind: EditionKind,
    /// Leaves of the old edition, in clause order.
    pub(crate) old: Vec<RequirementIndex>,
    /// Leaves of the new edition, in clause order.
    pub(crate) new: Vec<RequirementIndex>,
    /// Numbers of links, in clause order of their ends.
    pub(crate) links: Vec<usize>,
    /// Numbers of `:*` rows.
    pub(crate) nothing: Vec<usize>,
}

/// What the rows say of one leaf.
#[derive(Debug, Clone, Default)]
struct Leaf {
    /// Whether a row gives it a counterpart among the leaves.
    grouped: bool,
    /// Rows that speak of it and settle nothing.
    loose: Vec<usize>,
    /// `:*` rows of it or a heading above, the contested ones apart.
    nothing: Vec<usize>,
    contested_nothing: Vec<usize>,
}

impl EditionTable<'_> {
    /// Every leaf of both editions in exactly one group; those with old leaves first, then in clause order.
    ///
    /// A row on a heading gives the leaves below it a counterpart only where it says something of each of them: what is inside the
    /// other end is inside with all its parts, and a heading over a single leaf is that leaf. O(|requirements| + |rows|).
    pub(crate) fn groups(&self, contested: bool) -> Vec<Group> {
        let map = self.map;
        let editions = map.of_standard(self.old).chain(map.of_standard(self.new));
        let leaves: Vec<RequirementIndex> = editions.filter(|at| map.is_leaf(*at)).collect();
        let mut number: Each<usize> = map.each(0);
        leaves.iter().enumerate().for_each(|(place, at)| number[*at] = place);
        let mut said = vec![Leaf::default(); leaves.len()];
        let mut sets = UnionFind::<usize>::new(leaves.len());
        let mut rows: Vec<(usize, usize)> = Vec::new();
        for from in map.of_standard(self.old) {
            for step in self.steps(from).filter(|step| step.reads.is_positive()) {
                let proves = contested || map.link(step.link).row.review != Review::Contested;
                let Some((one, others)) = self.correspondences(from, &step).filter(|_| proves) else {
                    for at in self.leaves(from).into_iter().chain(self.leaves(step.to)) {
                        said.get_mut(number[at]).into_iter().for_each(|leaf| leaf.loose.push(step.link));
                    }
                    continue;
                };
                rows.push((number[one], step.link));
                for other in others {
                    sets.union(number[one], number[other]);
                    for at in [one, other] {
                        said.get_mut(number[at]).into_iter().for_each(|leaf| leaf.grouped = true);
                    }
                }
            }
        }
        self.note_nothing(contested, &number, &mut said);
        self.collect(&leaves, &said, &sets, rows)
    }

    /// One leaf and those of the other edition that a row makes its counterparts; `None` where it tells nothing of single leaves.
    fn correspondences(
        &self,
        from: RequirementIndex,
        step: &Step,
    ) -> Option<(RequirementIndex, Vec<RequirementIndex>)> {
        let (one, other) = (self.single(from), self.single(step.to));
        match (one, other, step.reads) {
            (Some(one), Some(other), _) => Some((one, vec![other])),
            (Some(one), None, Relationship::EqualTo | Relationship::SupersetOf) => {
                Some((one, self.leaves(step.to)))
            }
            (None, Some(other), Relationship::EqualTo | Relationship::SubsetOf) => {
                Some((other, self.leaves(from)))
            }
            _ => None,
        }
    }

    /// The leaf that a requirement is, or the only one that a heading is the union of.
    pub(super) fn single(&self, of: RequirementIndex) -> Option<RequirementIndex> {
        let broken = self.map.broken.contains(&self.map.standard_of(of));
        match self.leaves(of).as_slice() {
            [leaf] if *leaf == of || !broken => Some(*leaf),
            _ => None,
        }
    }

    fn note_nothing(&self, contested: bool, number: &Each<usize>, said: &mut [Leaf]) {
        for (place, row) in self.map.nothing.iter().enumerate() {
            let pair = (self.map.standard_of(row.requirement), row.standard);
            if pair != (self.old, self.new) && pair != (self.new, self.old) {
                continue;
            }
            let proves = contested || row.row.review != Review::Contested;
            for at in self.leaves(row.requirement) {
                if let Some(leaf) = said.get_mut(number[at]) {
                    let rows = if proves { &mut leaf.nothing } else { &mut leaf.contested_nothing };
                    rows.push(place);
                }
            }
        }
    }

    fn collect(
        &self,
        leaves: &[RequirementIndex],
        said: &[Leaf],
        sets: &UnionFind<usize>,
        rows: Vec<(usize, usize)>,
    ) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        // By the set's representative, the number of its group.
        let mut group_of: Vec<Option<usize>> = vec![None; leaves.len()];
        for (place, (at, leaf)) in leaves.iter().zip(said).enumerate() {
            let set = sets.find(place);
            let known = group_of.get(set).copied().flatten();
            let group = known.unwrap_or(groups.len());
            if known.is_none() {
                groups.push(self.alone(*at, leaf));
                group_of.get_mut(set).into_iter().for_each(|slot| *slot = Some(group));
            }
            if let Some(group) = groups.get_mut(group) {
                let side =
                    if self.map.standard_of(*at) == self.old { &mut group.old } else { &mut group.new };
                side.push(*at);
            }
        }
        for (place, link) in rows {
            let group = group_of.get(sets.find(place)).copied().flatten();
            group
                .and_then(|group| groups.get_mut(group))
                .into_iter()
                .for_each(|group| group.links.push(link));
        }
        for group in &mut groups {
            group.kind = match (group.old.len(), group.new.len()) {
                (1, 1) => EditionKind::CarriedOver,
                (_, 0) | (0, _) => group.kind,
                (_, 1) => EditionKind::Merged,
                (1, _) => EditionKind::Split,
                _ => EditionKind::Regrouped,
            };
            order::sort_by_key(&mut group.links, |link| {
                let link = self.map.link(*link);
                (link.source, link.target)
            });
        }
        groups
    }

    /// The group of a leaf, before its leaves are in it: what is said of it alone.
    fn alone(&self, at: RequirementIndex, leaf: &Leaf) -> Group {
        let mut group = Group {
            kind: EditionKind::NotExamined,
            old: Vec::new(),
            new: Vec::new(),
            links: Vec::new(),
            nothing: Vec::new(),
        };
        if leaf.grouped {
            return group;
        }
        if !leaf.nothing.is_empty() {
            let is_old = self.map.standard_of(at) == self.old;
            group.kind = if is_old { EditionKind::Dropped } else { EditionKind::New };
            group.nothing.clone_from(&leaf.nothing);
        } else if !leaf.loose.is_empty() || !leaf.contested_nothing.is_empty() {
            group.kind = EditionKind::Unsettled;
            group.links.clone_from(&leaf.loose);
            group.nothing.clone_from(&leaf.contested_nothing);
        }
        group
    }
}
