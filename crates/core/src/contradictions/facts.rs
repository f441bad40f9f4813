//! What the rows of a map say about sets. Rule book, section 5.

use super::lists::Lists;
use crate::map::{Each, Joint, Map, RequirementIndex};
use crate::records::RowAt;
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

impl Row {
    /// Where the row stands.
    pub(crate) fn at(self, map: &Map) -> Option<RowAt> {
        match self {
            Self::Link(number) => map.links.get(number).map(|link| link.row.at()),
            Self::Nothing(number) => map.nothing.get(number).map(|row| row.row.at()),
            Self::Joint(number) => map.joints.get(number).map(Joint::at),
        }
    }
}

/// An asserted a ⊄ b.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exclusion {
    pub(super) inner: RequirementIndex,
    pub(super) outer: RequirementIndex,
    pub(super) row: Row,
}

/// The facts of all rows that are not contested, and of the hierarchy.
///
/// Requirements that are inside each other by links and hierarchy are one class; one member stands for all of it.
#[derive(Debug)]
pub(super) struct Facts<'m> {
    pub(super) map: &'m Map,
    class: Each<Option<RequirementIndex>>,
    /// From class to class: what is inside or below.
    inside: Lists<RequirementIndex>,
    /// From class to class: what overlaps, and neither is inside the other.
    overlapping: Lists<RequirementIndex>,
    /// From class to heading: those above a member.
    headings: Lists<RequirementIndex>,
    /// By the class of what something is not inside of.
    exclusions: Lists<Exclusion>,
    /// Rows that say that nothing is shared.
    pub(super) apart: Vec<Row>,
    /// What has no heading above it, by standard.
    tops: Vec<RequirementIndex>,
}

/// What links say, before it is told by class.
#[derive(Debug, Default)]
struct Said {
    /// The second is inside the first.
    inside: Vec<(RequirementIndex, RequirementIndex)>,
    overlapping: Vec<(RequirementIndex, RequirementIndex)>,
    exclusions: Vec<Exclusion>,
    apart: Vec<Row>,
}

impl<'m> Facts<'m> {
    pub(super) fn new(map: &'m Map) -> Self {
        let mut said = Said::of_links(map);
        let below = map.all().filter_map(|at| Some((map.parent(at)?, at)));
        said.inside.extend(below);
        let classes = Lists::new(map, &said.inside).classes(map);
        let class = |at: RequirementIndex| classes[at].unwrap_or(at);
        let between = |pairs: &[(RequirementIndex, RequirementIndex)]| {
            let pairs = pairs.iter().map(|(from, to)| (class(*from), class(*to)));
            Lists::new(map, &pairs.filter(|(from, to)| from != to).collect::<Vec<_>>())
        };
        let (inside, overlapping) = (between(&said.inside), between(&said.overlapping));
        let whole = |heading: &RequirementIndex| !map.broken.contains(&map.standard_of(*heading));
        let above = map.all().filter_map(|at| Some((class(at), map.parent(at).filter(whole)?)));
        let above: Vec<_> = above.filter(|(child, heading)| *child != class(*heading)).collect();
        let headings = Lists::new(map, &above);
        let nothing = map.nothing.iter().enumerate();
        let certain = nothing.filter(|(_, nothing)| nothing.row.review != Review::Contested);
        said.apart.extend(certain.map(|(number, _)| Row::Nothing(number)));
        for (number, joint) in map.joints.iter().enumerate() {
            if joint.review != Review::Contested {
                let row = Row::Joint(number);
                let one = |source: &RequirementIndex| Exclusion { inner: joint.target, outer: *source, row };
                said.exclusions.extend(joint.sources.iter().map(one));
            }
        }
        let exclusions: Vec<_> = said.exclusions.iter().map(|fact| (class(fact.outer), *fact)).collect();
        let exclusions = Lists::new(map, &exclusions);
        let tops = map.all().filter(|at| map.parent(*at).is_none()).collect();
        Self { map, class: classes, inside, overlapping, headings, exclusions, apart: said.apart, tops }
    }

    /// What stands for the class of a requirement.
    pub(super) fn class(&self, of: RequirementIndex) -> RequirementIndex {
        self.class[of].unwrap_or(of)
    }

    /// The classes that a row or the hierarchy puts inside a class.
    pub(super) fn inside(&self, class: RequirementIndex) -> &[RequirementIndex] {
        self.inside.of(class)
    }

    /// The classes that a row says overlap with a class.
    pub(super) fn overlapping(&self, class: RequirementIndex) -> &[RequirementIndex] {
        self.overlapping.of(class)
    }

    /// The headings above a class that are the union of their children; some may stand twice.
    pub(super) fn headings(&self, class: RequirementIndex) -> &[RequirementIndex] {
        self.headings.of(class)
    }

    /// What is asserted not to be inside a member of a class.
    pub(super) fn exclusions(&self, class: RequirementIndex) -> &[Exclusion] {
        self.exclusions.of(class)
    }

    /// Whether all children of a heading are known, so that it is their union.
    pub(super) fn is_whole(&self, heading: RequirementIndex) -> bool {
        !self.map.broken.contains(&self.map.standard_of(heading))
    }

    /// The two sides of a row that says that nothing is shared; the other side of a `:*` row is the union of its standard.
    pub(super) fn sides(&self, row: Row) -> Option<(RequirementIndex, &[RequirementIndex])> {
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

impl Said {
    fn of_links(map: &Map) -> Self {
        let mut said = Self::default();
        for (number, link) in map.links.iter().enumerate() {
            if link.row.review == Review::Contested {
                continue;
            }
            let (source, target, row) = (link.source, link.target, Row::Link(number));
            match link.row.relationship {
                Relationship::EqualTo => said.inside.extend([(source, target), (target, source)]),
                Relationship::SubsetOf => said.within(source, target, row),
                Relationship::SupersetOf => said.within(target, source, row),
                Relationship::IntersectsWith => {
                    said.overlapping.extend([(source, target), (target, source)]);
                    said.exclude(source, target, row);
                    said.exclude(target, source, row);
                }
                Relationship::NoRelationship => said.apart.push(row),
            }
        }
        said
    }

    fn within(&mut self, inner: RequirementIndex, outer: RequirementIndex, row: Row) {
        self.inside.push((outer, inner));
        self.exclude(outer, inner, row);
    }

    fn exclude(&mut self, inner: RequirementIndex, outer: RequirementIndex, row: Row) {
        self.exclusions.push(Exclusion { inner, outer, row });
    }
}
