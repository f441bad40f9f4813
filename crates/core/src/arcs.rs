//! Every link once from each end, in clause order, in two flat lists.

use crate::map::{Link, RequirementIndex, Step};
use crate::word::{Relationship, Review};

/// Bits of an arc that hold the number of its link; above them a bit for contested rows, and the word.
const LINK_BITS: u32 = 28;

/// Steps along links, by where they start (compressed sparse rows).
#[derive(Debug, Default)]
pub(crate) struct Arcs {
    /// Of each requirement where its arcs begin; at the end, how many there are.
    first: Vec<u32>,
    /// By start, then by what they lead to.
    arcs: Vec<Arc>,
}

/// A step along a link: where it leads, and the link's number with the word as it reads from the start, and whether it is contested.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Arc {
    to: u32,
    packed: u32,
}

impl Arcs {
    /// The arcs of links between so many requirements. O(|requirements| + |links|).
    #[expect(clippy::indexing_slicing, reason = "places are counted from the links themselves")]
    pub(crate) fn new(links: &[Link], requirements: usize) -> Self {
        let mut first = vec![0_u32; requirements + 1];
        for link in links {
            first[link.source.place()] += 1;
            first[link.target.place()] += 1;
        }
        let mut total = 0;
        for place in &mut first {
            total += std::mem::replace(place, total);
        }
        // As many arcs lead to a requirement as from it, so one list of places serves both ways: first the arcs by where they lead
        // to; taken from there in order, they come to stand in order behind their start.
        let mut next = first.clone();
        let mut by_end = vec![Arc::default(); total as usize];
        let mut put = |list: &mut [Arc], at: RequirementIndex, arc: Arc| {
            let place = &mut next[at.place()];
            list[*place as usize] = arc;
            *place += 1;
        };
        for (number, link) in (0..).zip(links) {
            let (source, target, word) = (link.source, link.target, link.row.relationship);
            let number = number | u32::from(link.row.review == Review::Contested) << LINK_BITS;
            put(&mut by_end, target, Arc { to: source.0, packed: pack(word, number) });
            put(&mut by_end, source, Arc { to: target.0, packed: pack(word.inverse(), number) });
        }
        let mut arcs = vec![Arc::default(); by_end.len()];
        next.copy_from_slice(&first);
        for to in 0..requirements {
            for arc in &by_end[first[to] as usize..first[to + 1] as usize] {
                let place = &mut next[arc.to as usize];
                arcs[*place as usize] = Arc { to: u32::try_from(to).unwrap_or(u32::MAX), packed: arc.packed };
                *place += 1;
            }
        }
        Self { first, arcs }
    }

    /// The steps from a requirement, in clause order of what they lead to.
    #[inline]
    pub(crate) fn from(&self, at: RequirementIndex) -> impl DoubleEndedIterator<Item = Step> + Clone {
        self.packed_from(at).iter().map(|arc| Step {
            to: arc.to(),
            reads: word(arc.packed),
            link: arc.link(),
            contested: arc.packed & (1 << LINK_BITS) != 0,
        })
    }

    /// The same as it is stored, for walks over a great part of the map.
    #[inline]
    pub(crate) fn packed_from(&self, at: RequirementIndex) -> &[Arc] {
        let range = self.first.get(at.place()).zip(self.first.get(at.place() + 1));
        range.and_then(|(from, to)| self.arcs.get(*from as usize..*to as usize)).unwrap_or(&[])
    }
}

impl Arc {
    /// Where it leads.
    #[inline]
    pub(crate) fn to(self) -> RequirementIndex {
        RequirementIndex(self.to)
    }

    /// The number of its link.
    #[inline]
    pub(crate) fn link(self) -> usize {
        (self.packed & ((1 << LINK_BITS) - 1)) as usize
    }

    /// The word's number in the vocabulary, doubled, and one more where the row is contested: below 10.
    #[inline]
    pub(crate) fn sort(self) -> usize {
        (self.packed >> LINK_BITS) as usize
    }
}

fn pack(word: Relationship, link: u32) -> u32 {
    let word = match word {
        Relationship::EqualTo => 0,
        Relationship::SubsetOf => 1,
        Relationship::SupersetOf => 2,
        Relationship::IntersectsWith => 3,
        Relationship::NoRelationship => 4,
    };
    (word << (LINK_BITS + 1)) | link
}

#[inline]
fn word(packed: u32) -> Relationship {
    match packed >> (LINK_BITS + 1) {
        0 => Relationship::EqualTo,
        1 => Relationship::SubsetOf,
        2 => Relationship::SupersetOf,
        3 => Relationship::IntersectsWith,
        _ => Relationship::NoRelationship,
    }
}
