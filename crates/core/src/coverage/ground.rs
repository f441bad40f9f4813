//! Why a requirement is reached, in four bytes.

use crate::map::{Map, RequirementIndex};

/// Why a requirement is reached: the last step that leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// It is held itself.
    Held,
    /// A row links it with one that is reached.
    Link {
        /// The one that is reached.
        from: RequirementIndex,
        /// The row.
        link: usize,
    },
    /// It stands below a heading that is reached.
    Parent(RequirementIndex),
    /// It stands above this one.
    Child(RequirementIndex),
    /// It is a heading, and all its children are reached.
    AllChildren,
    /// A joint row names it, and all its sources are reached.
    Joint(usize),
}

const KIND_BITS: u32 = 3;
const HELD: u32 = 1;
const LINK: u32 = 2;
const PARENT: u32 = 3;
const CHILD: u32 = 4;
const ALL_CHILDREN: u32 = 5;
const JOINT: u32 = 6;

/// The ground of `of` as a number other than 0: its kind, and above it what the map does not know anyway.
///
/// Of a link the map knows the other end, of what stands below a heading the heading; of a child the how-manieth it is will do.
pub(super) fn pack(map: &Map, of: RequirementIndex, ground: Ground) -> u32 {
    let (kind, number) = match ground {
        Ground::Held => (HELD, 0),
        Ground::Link { link, .. } => (LINK, link),
        Ground::Parent(_) => (PARENT, 0),
        Ground::Child(child) => (CHILD, map.children(of).position(|other| other == child).unwrap_or(0)),
        Ground::AllChildren => (ALL_CHILDREN, 0),
        Ground::Joint(joint) => (JOINT, joint),
    };
    // INVARIANT: a map has less than 2^28 links, and of everything else less than that.
    kind | u32::try_from(number).unwrap_or(0) << KIND_BITS
}

/// The ground of `of` that was packed; `None` for 0.
pub(super) fn unpack(map: &Map, of: RequirementIndex, packed: u32) -> Option<Ground> {
    let number = (packed >> KIND_BITS) as usize;
    match packed & ((1 << KIND_BITS) - 1) {
        HELD => Some(Ground::Held),
        LINK => {
            let link = map.link(number);
            let from = if link.source == of { link.target } else { link.source };
            Some(Ground::Link { from, link: number })
        }
        PARENT => map.parent(of).map(Ground::Parent),
        CHILD => map.children(of).nth(number).map(Ground::Child),
        ALL_CHILDREN => Some(Ground::AllChildren),
        JOINT => Some(Ground::Joint(number)),
        _ => None,
    }
}
