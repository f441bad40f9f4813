//! Which requirements say the same, by way of any number of `equal-to` rows.

use petgraph::unionfind::UnionFind;

use crate::map::Map;
use crate::word::{Relationship, Review};

impl Map {
    /// For each requirement, in the order of the map, the number of the first one of its cluster.
    ///
    /// A cluster is what `equal-to` rows connect; contested rows connect nothing. Nearly linear in requirements and links.
    pub fn clusters(&self) -> Vec<u32> {
        let mut sets: UnionFind<u32> = UnionFind::new(self.len());
        for link in &self.links {
            if link.row.relationship == Relationship::EqualTo && link.row.review != Review::Contested {
                sets.union(link.source.0, link.target.0);
            }
        }
        let mut first = vec![u32::MAX; self.len()];
        let named = self.all().zip(sets.into_labeling()).map(|(at, label)| {
            let first = first.get_mut(label as usize)?;
            *first = at.0.min(*first);
            Some(*first)
        });
        named.map(|first| first.unwrap_or(u32::MAX)).collect()
    }
}
