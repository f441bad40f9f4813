//! Sets of requirements that know, of each member, why it is in.

use crate::map::{Each, Map, RequirementIndex};

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

/// A set of requirements in the order in which they came in, each with its ground.
#[derive(Debug)]
pub(crate) struct Grounds<'m> {
    map: &'m Map,
    /// Per requirement the kind of its ground in three bits and a number in the rest; 0 for what is not in the set, so that a new
    /// set is a page of zeros and costs nothing until it is used.
    packed: Each<u32>,
    members: Vec<RequirementIndex>,
}

const KIND_BITS: u32 = 3;
const HELD: u32 = 1;
const LINK: u32 = 2;
const PARENT: u32 = 3;
const CHILD: u32 = 4;
const ALL_CHILDREN: u32 = 5;
const JOINT: u32 = 6;

impl<'m> Grounds<'m> {
    /// The empty set.
    pub(crate) fn new(map: &'m Map) -> Self {
        Self { map, packed: map.each(0), members: Vec::new() }
    }

    /// Whether a requirement is in the set.
    pub(crate) fn contains(&self, at: RequirementIndex) -> bool {
        self.packed[at] != 0
    }

    /// Everything in the set, the first to come in first.
    pub(crate) fn members(&self) -> &[RequirementIndex] {
        &self.members
    }

    /// Puts a requirement into the set; one that is in it keeps its ground.
    pub(crate) fn insert(&mut self, at: RequirementIndex, ground: Ground) {
        if self.packed[at] == 0 {
            self.packed[at] = self.pack(at, ground);
            self.members.push(at);
        }
    }

    /// Why a requirement is in the set; `None` where it is not.
    pub(crate) fn ground(&self, of: RequirementIndex) -> Option<Ground> {
        let packed = self.packed[of];
        let number = (packed >> KIND_BITS) as usize;
        match packed & ((1 << KIND_BITS) - 1) {
            HELD => Some(Ground::Held),
            LINK => {
                let link = self.map.link(number);
                let from = if link.source == of { link.target } else { link.source };
                Some(Ground::Link { from, link: number })
            }
            PARENT => self.map.parent(of).map(Ground::Parent),
            CHILD => self.map.children(of).nth(number).map(Ground::Child),
            ALL_CHILDREN => Some(Ground::AllChildren),
            JOINT => Some(Ground::Joint(number)),
            _ => None,
        }
    }

    fn pack(&self, at: RequirementIndex, ground: Ground) -> u32 {
        // What the map knows anyway is not stored: the other end of a link, the parent; of a child only the how-manieth it is.
        let (kind, number) = match ground {
            Ground::Held => (HELD, 0),
            Ground::Link { link, .. } => (LINK, link),
            Ground::Parent(_) => (PARENT, 0),
            Ground::Child(child) => {
                (CHILD, self.map.children(at).position(|other| other == child).unwrap_or(0))
            }
            Ground::AllChildren => (ALL_CHILDREN, 0),
            Ground::Joint(joint) => (JOINT, joint),
        };
        // INVARIANT: a map of 2^29 rows, or headings of so many children, would not fit into memory.
        kind | u32::try_from(number).unwrap_or(0) << KIND_BITS
    }
}
