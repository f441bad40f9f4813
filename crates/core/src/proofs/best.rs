//! The best chains between two requirements: all of one length before any longer one.

use super::hop::{Chain, Hop, Via, in_order};
use super::words::{HOLDS, INSIDE, NO_STEP, Readings, Words, turned};
use crate::map::{Each, Map, RequirementIndex};
use crate::word::Review;

/// From the far end, chains are followed at most so many steps; the rest from the near end.
const FAR: usize = 3;
/// A search gives up after looking at so many steps.
const EFFORT: usize = 200_000;

/// Where a search stops.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// So many chains are enough.
    pub(crate) number: usize,
    /// No chain has more steps.
    pub(crate) depth: usize,
    /// Whether contested rows count.
    pub(crate) contested: bool,
}

/// The best chains, and whether they are all of their depth.
pub(crate) struct Best {
    pub(crate) chains: Vec<Chain>,
    /// False where the number or the effort was reached, so that there may be more.
    pub(crate) complete: bool,
}

/// The best chains from one requirement to another that come to something, no requirement twice in a chain.
///
/// By length, then the weakest review, confidence and strength on the way, then clause order. Half of each chain is looked for from its
/// far end, so the cost is that of a few steps around the two, whatever the size of the map.
pub(crate) fn best(
    map: &Map,
    words: &'static Words,
    from: RequirementIndex,
    to: RequirementIndex,
    bounds: Bounds,
) -> Best {
    let mut search =
        Search { map, words, contested: bounds.contested, places: map.each(0), ends: Vec::new(), effort: 0 };
    search.mark(to, 0, 1 << NO_STEP);
    let mut edge = vec![to];
    let mut marked = 0;
    let mut chains: Vec<Chain> = Vec::new();
    for length in 1..=bounds.depth {
        let far = if length == 1 { 0 } else { length.div_ceil(2).min(FAR) };
        if far > marked {
            edge = search.further(&edge, far);
            marked = far;
        }
        search.all_of(from, length, far, &mut chains);
        if chains.len() >= bounds.number || search.effort > EFFORT {
            break;
        }
    }
    let complete = chains.len() < bounds.number && search.effort <= EFFORT;
    in_order(map, &mut chains);
    chains.truncate(bounds.number);
    Best { chains, complete }
}

struct Search<'m> {
    map: &'m Map,
    words: &'static Words,
    contested: bool,
    /// Place in `ends` plus one; 0 for what has none.
    places: Each<u32>,
    /// What chains of exactly 0, 1, 2 and 3 steps from a requirement to the far end say.
    ends: Vec<[Readings; FAR + 1]>,
    effort: usize,
}

impl Search<'_> {
    /// Whether a step may be used.
    fn counts(&self, via: Via) -> bool {
        let Via::Link(link, _) = via else { return true };
        self.contested || self.map.link(link).row.review != Review::Contested
    }

    /// The readings of chains of exactly `length` steps from a requirement to the far end.
    fn readings(&self, at: RequirementIndex, length: usize) -> Readings {
        let place = (self.places[at] as usize).checked_sub(1);
        place.and_then(|place| self.ends.get(place)?.get(length).copied()).unwrap_or(0)
    }

    /// Adds readings; whether there were none of that length.
    fn mark(&mut self, at: RequirementIndex, length: usize, readings: Readings) -> bool {
        if self.places[at] == 0 {
            self.ends.push([0; FAR + 1]);
            self.places[at] = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        }
        let place = (self.places[at] as usize).checked_sub(1);
        let Some(known) = place.and_then(|place| self.ends.get_mut(place)?.get_mut(length)) else {
            return false;
        };
        let first = *known == 0;
        *known |= readings;
        first
    }

    /// Marks what is `length` steps from the far end, from all that is one step less.
    fn further(&mut self, edge: &[RequirementIndex], length: usize) -> Vec<RequirementIndex> {
        let mut next = Vec::new();
        for at in edge {
            let readings = self.readings(*at, length - 1);
            let words = self.words;
            hops(self.map, *at, |to, kind, via| {
                self.effort += 1;
                let longer = words.in_front(readings, turned(kind));
                if longer != 0 && self.counts(via) && self.mark(to, length, longer) {
                    next.push(to);
                }
            });
        }
        next
    }

    /// Adds all chains of that length from `from`; the last `far` steps are marked.
    fn all_of(&mut self, from: RequirementIndex, length: usize, far: usize, chains: &mut Vec<Chain>) {
        let mut way: Vec<Hop> = Vec::with_capacity(length);
        let mut open: Vec<(usize, Option<Hop>, u8)> = vec![(0, None, NO_STEP)];
        while let Some((depth, hop, reading)) = open.pop() {
            way.truncate(depth.saturating_sub(1));
            way.extend(hop);
            let at = hop.map_or(from, |hop| hop.to);
            if depth == length {
                chains.push(Chain::new(way.clone()));
                continue;
            }
            let (map, words, left) = (self.map, self.words, length - depth - 1);
            let mut effort = 0;
            hops(map, at, |to, kind, via| {
                effort += 1;
                let Some(reading) = words.behind(reading, kind) else { return };
                let leads = left > far || words.fits(reading, self.readings(to, left));
                let is_new = to != from && way.iter().all(|before| before.to != to);
                if leads && is_new && self.counts(via) {
                    open.push((depth + 1, Some(Hop { from: at, to, via }), reading));
                }
            });
            self.effort += effort;
            if self.effort > EFFORT {
                return;
            }
        }
    }
}

/// Every step from a requirement with its kind: along rows, then up, then down.
#[inline(always)]
fn hops(map: &Map, from: RequirementIndex, mut take: impl FnMut(RequirementIndex, usize, Via)) {
    for step in map.steps(from) {
        take(step.to, step.reads as usize, Via::Link(step.link, step.reads));
    }
    if let Some(to) = map.parent(from) {
        take(to, INSIDE, Via::Up);
    }
    for to in map.children(from) {
        take(to, HOLDS, Via::Down);
    }
}
