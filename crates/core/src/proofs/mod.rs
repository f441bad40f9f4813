//! What follows from the rows between two requirements, with its chain. Rule book, sections 2 and 3.

mod best;
mod derived;
mod facts;
mod hop;
mod reach;
mod words;

pub(crate) use best::{Best, Bounds, best};
pub(crate) use facts::{facts, of_parts};
pub use hop::Chain;
pub(crate) use hop::{Hop, Via, in_order, weakness};
pub(crate) use words::Words;

use crate::id::RequirementId;
use crate::map::Map;
use crate::word::Relationship;

impl Map {
    /// The number of the standard with that key.
    pub fn standard_index(&self, key: &str) -> Option<usize> {
        self.standards.iter().position(|standard| standard.key.as_str() == key)
    }

    /// The `k` best chains of at most `depth` steps that prove a relationship between two requirements, named by their full ids.
    ///
    /// Contested rows prove nothing here. Empty where an id is unknown.
    pub fn explanations(&self, from: &str, to: &str, k: usize, depth: usize) -> Vec<Chain> {
        let find = |id| RequirementId::parse(id).and_then(|id| self.find(&id));
        let (Some(from), Some(to)) = (find(from), find(to)) else { return Vec::new() };
        let bounds = Bounds { number: k, depth, contested: false };
        best(self, Words::of_proofs(), from, to, bounds).chains
    }

    /// Every pair of two standards for which at most `hops` rows in a chain prove a relationship, with the strongest word.
    ///
    /// Requirements are numbered by standard and in clause order; sorted; no pair twice. Steps of the hierarchy take no part.
    pub fn derived(&self, left: usize, right: usize, hops: usize) -> Vec<(u32, u32, Relationship)> {
        derived::derived(self, left, right, hops)
    }
}
