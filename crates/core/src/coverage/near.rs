//! Places to look: what is at most two positive links away from something covered. Rule book, section 4, `suggested`.

use super::ground::Ground;
use super::marks::{ACROSS, ADVISED, BESIDE};
use super::reach::Reach;
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::word::Kind;

/// One step of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    /// Where it starts.
    pub(crate) from: RequirementIndex,
    /// How it leads on.
    pub(crate) ground: Ground,
    /// Where it leads.
    pub(crate) to: RequirementIndex,
}

impl Reach<'_> {
    /// Whether at most two positive links lead to a requirement from something covered; a step in the hierarchy counts as a link,
    /// and none goes up and then down again. So does one link from an activity or principle of a held standard: it is never
    /// held itself, but where something is linked with it, "nothing found" would say too much.
    pub(super) fn is_near(&self, of: RequirementIndex) -> bool {
        let map = self.map;
        let beside = |at| self.marks(at) & BESIDE != 0;
        self.marks(of) & (BESIDE | ADVISED) != 0
            || map.parent(of).is_some_and(|parent| self.marks(parent) & ACROSS != 0)
            || map.steps(of).any(|step| beside(step.to) && step.reads.is_positive())
            || map.children(of).any(beside)
    }

    /// The steps of a shortest such way, from its start; of several the first in clause order, rows before the hierarchy.
    pub(super) fn suggestion(&self, of: RequirementIndex, held: &[StandardIndex]) -> Vec<Way> {
        let starts = |at| self.contains(at) || self.is_partly(at);
        if let Some(way) = ways_to(self.map, of).find(|way| starts(way.from)) {
            return vec![way];
        }
        for last in ways_to(self.map, of) {
            let down = matches!(last.ground, Ground::Parent(_));
            let first = ways_to(self.map, last.from)
                .find(|way| starts(way.from) && !(down && matches!(way.ground, Ground::Child(_))));
            if let Some(first) = first {
                return vec![first, last];
            }
        }
        // Only what an activity or principle advises is left.
        let advises = |at| matches!(self.map.kind(at), Kind::Activity | Kind::Principle);
        ways_to(self.map, of)
            .find(|way| advises(way.from) && held.contains(&self.map.standard_of(way.from)))
            .into_iter()
            .collect()
    }
}

/// Every step that leads to a requirement: rows, then from its heading, then from what stands below it.
fn ways_to(map: &Map, to: RequirementIndex) -> impl Iterator<Item = Way> {
    let links = map.steps(to).filter(|step| step.reads.is_positive()).map(move |step| Way {
        from: step.to,
        ground: Ground::Link { from: step.to, link: step.link },
        to,
    });
    let down = map.parent(to).map(|from| Way { from, ground: Ground::Parent(from), to });
    let up = map.children(to).map(move |from| Way { from, ground: Ground::Child(from), to });
    links.chain(down).chain(up)
}
