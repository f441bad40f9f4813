//! What the rows of a map say about sets. Rule book, section 5.

use crate::map::{Each, Map, RequirementIndex};
use crate::order;
use crate::word::{Relationship, Review};

/// A row of a map that states facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    /// Number of a link.
    Link(usize),
    /// Number of a `:*` row.
    Nothing(usize),
    /// Number of a joint row.
    Joint(usize),
}

/// An asserted a ⊄ b.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exclusion {
    pub(crate) inner: RequirementIndex,
    pub(crate) outer: RequirementIndex,
    pub(crate) row: Row,
}

/// Requirements reached from each, flat.
#[derive(Debug)]
struct Lists {
    ends: Each<(usize, usize)>,
    all: Vec<RequirementIndex>,
}

/// The facts of all rows that are not contested, and of the hierarchy.
#[derive(Debug)]
pub(crate) struct Facts<'m> {
    pub(crate) map: &'m Map,
    /// Links that read `equal-to` or `superset-of` from here.
    inside: Lists,
    /// Links that read `intersects-with`.
    overlapping: Lists,
    /// Sorted by what something is not inside of.
    pub(crate) exclusions: Vec<Exclusion>,
    /// Rows that say that nothing is shared.
    pub(crate) apart: Vec<Row>,
    /// What has no heading above it, by standard.
    tops: Vec<RequirementIndex>,
}

impl<'m> Facts<'m> {
    pub(crate) fn new(map: &'m Map) -> Self {
        let inside = Lists::new(map, |word| matches!(word, Relationship::EqualTo | Relationship::SupersetOf));
        let overlapping = Lists::new(map, |word| word == Relationship::IntersectsWith);
        let mut exclusions = Vec::new();
        let mut apart = Vec::new();
        for (number, link) in map.links.iter().enumerate() {
            if link.row.review == Review::Contested {
                continue;
            }
            let row = Row::Link(number);
            let mut exclude = |inner, outer| exclusions.push(Exclusion { inner, outer, row });
            match link.row.relationship {
                Relationship::EqualTo => {}
                Relationship::SubsetOf => exclude(link.target, link.source),
                Relationship::SupersetOf => exclude(link.source, link.target),
                Relationship::IntersectsWith => {
                    exclude(link.source, link.target);
                    exclude(link.target, link.source);
                }
                Relationship::NoRelationship => apart.push(row),
            }
        }
        let nothing = map.nothing.iter().enumerate();
        let certain = nothing.filter(|(_, nothing)| nothing.row.review != Review::Contested);
        apart.extend(certain.map(|(number, _)| Row::Nothing(number)));
        for (number, joint) in map.joints.iter().enumerate() {
            if joint.review != Review::Contested {
                let row = Row::Joint(number);
                let one = |source: &RequirementIndex| Exclusion { inner: joint.target, outer: *source, row };
                exclusions.extend(joint.sources.iter().map(one));
            }
        }
        order::sort_by_key(&mut exclusions, |fact| fact.outer);
        let tops = map.all().filter(|at| map.parent(*at).is_none()).collect();
        Self { map, inside, overlapping, exclusions, apart, tops }
    }

    /// What a row puts inside or on a par with a requirement.
    pub(crate) fn inside(&self, of: RequirementIndex) -> &[RequirementIndex] {
        self.inside.of(of)
    }

    /// What a row says overlaps with a requirement, and neither is inside the other.
    pub(crate) fn overlapping(&self, with: RequirementIndex) -> &[RequirementIndex] {
        self.overlapping.of(with)
    }

    /// Whether all children of a heading are known, so that it is their union.
    pub(crate) fn is_whole(&self, heading: RequirementIndex) -> bool {
        !self.map.broken.contains(&self.map.standard_of(heading))
    }

    /// The two sides of a row that says that nothing is shared; the other side of a `:*` row is the union of its standard.
    pub(crate) fn sides(&self, row: Row) -> Option<(RequirementIndex, &[RequirementIndex])> {
        match row {
            Row::Link(number) => {
                let link = self.map.link(number);
                Some((link.source, std::slice::from_ref(&link.target)))
            }
            Row::Nothing(number) => {
                let row = self.map.nothing.get(number)?;
                let first = self.tops.partition_point(|at| self.map.standard_of(*at) < row.standard);
                let end = self.tops.partition_point(|at| self.map.standard_of(*at) <= row.standard);
                Some((row.requirement, self.tops.get(first..end)?))
            }
            Row::Joint(_) => None,
        }
    }
}

impl Lists {
    fn new(map: &Map, wanted: impl Fn(Relationship) -> bool) -> Self {
        let mut ends = map.each((0, 0));
        let mut all = Vec::new();
        for at in map.all() {
            let start = all.len();
            let steps = map.steps(at).filter(|step| wanted(step.reads));
            let certain = steps.filter(|step| map.link(step.link).row.review != Review::Contested);
            all.extend(certain.map(|step| step.to));
            ends[at] = (start, all.len());
        }
        Self { ends, all }
    }

    fn of(&self, at: RequirementIndex) -> &[RequirementIndex] {
        let (start, end) = self.ends[at];
        self.all.get(start..end).unwrap_or(&[])
    }
}
