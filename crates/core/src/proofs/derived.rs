//! The relationships between two standards that chains of rows prove.

use super::words::{NO_STEP, Readings, Words};
use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::word::{Relationship, Review};

/// A derived relationship: the numbers of two requirements, and the strongest word that a chain proves between them.
pub(crate) type Derived = (u32, u32, Relationship);

/// Every pair of the two standards for which at most `hops` rows in a chain prove a relationship, in clause order.
///
/// Rows alone: no step of the hierarchy. Of several proven words the strongest: equal, subset, superset, overlap, nothing in common.
pub(crate) fn derived(map: &Map, left: StandardIndex, right: StandardIndex, hops: usize) -> Vec<Derived> {
    let mut walk = Walk {
        map,
        words: Words::of_proofs(),
        last: Rows::into(map, right),
        met: map.each(0),
        touched: Vec::new(),
        found: map.each(0),
        pairs: Vec::new(),
    };
    let mut all = Vec::new();
    for from in map.of_standard(left) {
        walk.from(from, hops);
        order::sort_by_key(&mut walk.pairs, |at| *at);
        for to in std::mem::take(&mut walk.pairs) {
            let readings = std::mem::take(&mut walk.found[to]);
            let word = walk.words.strongest(readings).filter(|_| to != from);
            all.extend(word.map(|word| (from.0, to.0, word)));
        }
    }
    all
}

/// The rows into a standard, by where they start.
struct Rows {
    /// Place in `rows` plus one; 0 for what has none.
    first: Each<u32>,
    rows: Vec<(RequirementIndex, Relationship, u32)>,
}

impl Rows {
    fn into(map: &Map, standard: StandardIndex) -> Self {
        let mut rows = Self { first: map.each(0), rows: Vec::new() };
        for to in map.of_standard(standard) {
            for step in map.steps(to) {
                if map.link(step.link).row.review != Review::Contested {
                    rows.rows.push((to, step.reads.inverse(), rows.first[step.to]));
                    rows.first[step.to] = u32::try_from(rows.rows.len()).unwrap_or(u32::MAX);
                }
            }
        }
        rows
    }

    fn from(&self, at: RequirementIndex) -> impl Iterator<Item = (RequirementIndex, Relationship)> {
        let place = |next: u32| (next as usize).checked_sub(1).and_then(|place| self.rows.get(place));
        let rows = std::iter::successors(place(self.first[at]), move |(_, _, next)| place(*next));
        rows.map(|(to, reads, _)| (*to, *reads))
    }
}

struct Walk<'m> {
    map: &'m Map,
    words: &'static Words,
    last: Rows,
    /// What chains from the present start to a requirement say.
    met: Each<Readings>,
    /// What `met` is not empty for.
    touched: Vec<RequirementIndex>,
    /// What chains to a requirement of the wanted standard say.
    found: Each<Readings>,
    /// What `found` is not empty for.
    pairs: Vec<RequirementIndex>,
}

impl Walk<'_> {
    fn from(&mut self, from: RequirementIndex, hops: usize) {
        self.met[from] = 1 << NO_STEP;
        self.touched.push(from);
        let mut edge = vec![(from, 1 << NO_STEP)];
        for left in (0..hops).rev() {
            let mut next = Vec::new();
            for (at, readings) in edge {
                self.finish(at, readings);
                if left > 0 {
                    self.go_on(at, readings, left == 1, &mut next);
                }
            }
            edge = next;
        }
        for at in self.touched.drain(..) {
            self.met[at] = 0;
        }
    }

    /// Takes the last rows, into the wanted standard.
    fn finish(&mut self, at: RequirementIndex, readings: Readings) {
        for (to, reads) in self.last.from(at) {
            let longer = self.words.all_behind(readings, reads as usize);
            if longer != 0 {
                if self.found[to] == 0 {
                    self.pairs.push(to);
                }
                self.found[to] |= longer;
            }
        }
    }

    /// Takes one more row in the middle; where only the last one may follow, not to what has none.
    fn go_on(
        &mut self,
        at: RequirementIndex,
        readings: Readings,
        last: bool,
        next: &mut Vec<(RequirementIndex, Readings)>,
    ) {
        for step in self.map.steps(at) {
            if last && self.last.first[step.to] == 0 {
                continue;
            }
            let known = self.met[step.to];
            let new = self.words.all_behind(readings, step.reads as usize) & !known;
            if new != 0 && self.map.link(step.link).row.review != Review::Contested {
                if known == 0 {
                    self.touched.push(step.to);
                }
                self.met[step.to] |= new;
                next.push((step.to, new));
            }
        }
    }
}
