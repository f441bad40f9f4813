//! All that follows between two requirements, each fact with a shortest chain. Rule book, sections 3 and 5.
//!
//! Everything is reachability: *inside* is a way upwards; *meets* is down, at most one shared row, and up; *apart* is up, a row that
//! nothing is shared, and down; *not inside* is down, a row that says so, and down, or *meets*, a row that nothing is shared, and down.

use super::hop::{Chain, Hop, Via};
use super::reach::{Reach, parts, wholes};
use crate::map::{Map, RequirementIndex};
use crate::word::{Relationship, Review};

/// What is above and below of one of the two.
struct Side<'m> {
    at: RequirementIndex,
    above: Reach<'m>,
    below: Reach<'m>,
}

/// A step in the middle, and what the whole chain costs.
type Middle = Option<(usize, Hop)>;

/// The chains of every fact that holds between two requirements, from `left` to `right`; several facts may have the same one.
///
/// Without headings and joint rows this is all that follows. O(what is above and below the two, and the rows there).
pub(crate) fn facts(
    map: &Map,
    left: RequirementIndex,
    right: RequirementIndex,
    contested: bool,
) -> Vec<Chain> {
    let side =
        |at| Side { at, above: Reach::above(map, at, contested), below: Reach::below(map, at, contested) };
    let sides = Sides { map, contested, left: side(left), right: side(right) };
    let there = [sides.inside(false), sides.not_inside(false), sides.meets(), sides.apart()];
    let back = [sides.inside(true), sides.not_inside(true)];
    there.into_iter().chain(back).flatten().filter(|hops| !hops.is_empty()).map(Chain::new).collect()
}

/// The parts of a step that needs all of them, each with its chain to the other end, read from the part.
pub(crate) fn of_parts(map: &Map, hop: &Hop, contested: bool) -> Vec<(RequirementIndex, Chain)> {
    let Via::Parts { whole, joint, apart } = hop.via else { return Vec::new() };
    let other = if whole == hop.from { hop.to } else { hop.from };
    let parts = parts(map, whole, joint).into_iter();
    if apart {
        let above = Reach::above(map, other, contested);
        let chains = parts.filter_map(|part| {
            let own = Reach::above_by_chains(map, part, contested);
            Some((part, Chain::new(apart_chain(map, &own, &above, contested)?)))
        });
        return chains.collect();
    }
    let below = Reach::below(map, other, contested);
    parts.map(|part| (part, Chain::new(below.way(part)))).collect()
}

struct Sides<'m> {
    map: &'m Map,
    contested: bool,
    left: Side<'m>,
    right: Side<'m>,
}

impl Sides<'_> {
    /// The inner and the outer one: left and right, or the other way round.
    fn ends(&self, turned: bool) -> (&Side<'_>, &Side<'_>) {
        if turned { (&self.right, &self.left) } else { (&self.left, &self.right) }
    }

    /// One is inside the other.
    fn inside(&self, turned: bool) -> Option<Vec<Hop>> {
        let (inner, outer) = self.ends(turned);
        let (above, below) = (inner.above.cost(outer.at), outer.below.cost(inner.at));
        let way = match (above, below) {
            (None, None) => return None,
            (Some(above), below) if below.is_none_or(|below| above <= below) => inner.above.way(outer.at),
            _ => outer.below.way(inner.at),
        };
        Some(if turned { backwards(way) } else { way })
    }

    /// Something is shared.
    fn meets(&self) -> Option<Vec<Hop>> {
        let mut best = None;
        let mut shared: Option<(usize, RequirementIndex)> = None;
        for (at, cost) in self.left.below.members() {
            if let Some(other) = self.right.below.cost(at)
                && shared.is_none_or(|(known, _)| cost + other < known)
            {
                shared = Some((cost + other, at));
            }
        }
        self.rows(&self.left.below, &self.right.below, &mut best, &|reads| reads.is_positive());
        let down = |at| backwards(self.left.below.way(at));
        match (shared, best) {
            (Some((cost, at)), best) if best.is_none_or(|(other, _)| cost <= other) => {
                Some(joined(down(at), None, self.right.below.way(at)))
            }
            (_, Some((_, hop))) => Some(joined(down(hop.from), Some(hop), self.right.below.way(hop.to))),
            _ => None,
        }
    }

    /// Nothing is shared.
    fn apart(&self) -> Option<Vec<Hop>> {
        let (left, right) = (&self.left, &self.right);
        apart_chain(self.map, &left.above, &right.above, self.contested)
            .or_else(|| self.apart_by_parts(left, right))
            .or_else(|| self.apart_by_parts(right, left).map(backwards))
    }

    /// All parts of something that holds one side are apart from the other side.
    fn apart_by_parts(&self, one: &Side<'_>, other: &Side<'_>) -> Option<Vec<Hop>> {
        for (whole, _) in one.above.members() {
            for joint in wholes(self.map, whole, self.contested) {
                let all = parts(self.map, whole, joint).into_iter().all(|part| {
                    let above = Reach::above_by_chains(self.map, part, self.contested);
                    apart_chain(self.map, &above, &other.above, self.contested).is_some()
                });
                if all {
                    let hop =
                        Hop { from: whole, to: other.at, via: Via::Parts { whole, joint, apart: true } };
                    return Some(joined(one.above.way(whole), Some(hop), Vec::new()));
                }
            }
        }
        None
    }

    /// One asks something that the other does not.
    fn not_inside(&self, turned: bool) -> Option<Vec<Hop>> {
        let (one, other) = self.ends(turned);
        let mut best = None;
        let more = |reads| matches!(reads, Relationship::SupersetOf | Relationship::IntersectsWith);
        self.rows(&one.below, &other.above, &mut best, &more);
        for (number, joint) in self.map.joints.iter().enumerate() {
            let target = one.below.cost(joint.target);
            if let Some(cost) = target.filter(|_| self.contested || joint.review != Review::Contested) {
                for source in &joint.sources {
                    if let Some(more) = other.above.cost(*source) {
                        let hop = Hop { from: joint.target, to: *source, via: Via::Joint(number, true) };
                        better(&mut best, cost + more + 1, hop);
                    }
                }
            }
        }
        let down = |at| backwards(one.below.way(at));
        let direct =
            best.map(|(_, hop)| joined(down(hop.from), Some(hop), backwards(other.above.way(hop.to))));
        let beyond = self.meets_what_is_apart(one, other);
        let hops = match (direct, beyond) {
            (Some(direct), Some(beyond)) if beyond.len() < direct.len() => beyond,
            (direct, beyond) => direct.or(beyond)?,
        };
        Some(if turned { backwards(hops) } else { hops })
    }

    /// `one` shares something with what has nothing in common with what holds `other`.
    fn meets_what_is_apart(&self, one: &Side<'_>, other: &Side<'_>) -> Option<Vec<Hop>> {
        let mut starts = Vec::new();
        for (outer, _) in other.above.members() {
            for step in self.map.steps(outer).filter(|step| step.reads == Relationship::NoRelationship) {
                let hop = Hop { from: step.to, to: outer, via: Via::Link(step.link, step.reads) };
                starts.extend(self.counts(step.link).then_some(hop));
            }
        }
        for (number, row) in self.map.nothing.iter().enumerate() {
            if !self.contested && row.row.review == Review::Contested {
                continue;
            }
            let via = Via::Whole(number);
            if other.above.has(row.requirement) {
                let all = self.map.of_standard(row.standard);
                starts.extend(all.map(|from| Hop { from, to: row.requirement, via }));
            }
            let outer = nearest(self.map, &other.above, row.standard);
            starts.extend(outer.map(|to| Hop { from: row.requirement, to, via }));
        }
        if starts.is_empty() {
            return None;
        }
        let inside = Reach::below_all(self.map, starts.into_iter(), self.contested);
        let mut best = None;
        self.rows(&one.below, &inside, &mut best, &|reads| reads.is_positive());
        let shared = one.below.members().filter_map(|(at, cost)| Some((cost + inside.cost(at)?, at)));
        let shared = shared.min_by_key(|(cost, _)| *cost);
        let (down, middle, up) = match (shared, best) {
            (Some((cost, at)), best) if best.is_none_or(|(other, _)| cost <= other) => (at, None, at),
            (_, Some((_, hop))) => (hop.from, Some(hop), hop.to),
            _ => return None,
        };
        let hops = joined(backwards(one.below.way(down)), middle, inside.way(up));
        let outer = hops.last()?.to;
        Some(joined(hops, None, backwards(other.above.way(outer))))
    }

    /// Whether a row proves anything.
    fn counts(&self, link: usize) -> bool {
        self.contested || self.map.link(link).row.review != Review::Contested
    }

    /// The best row from a member of `from` to one of `to` that reads as wanted.
    fn rows(
        &self,
        from: &Reach<'_>,
        to: &Reach<'_>,
        best: &mut Middle,
        wanted: &dyn Fn(Relationship) -> bool,
    ) {
        let turned = to.len() < from.len();
        let (few, many) = if turned { (to, from) } else { (from, to) };
        for (at, cost) in few.members() {
            for step in self.map.steps(at) {
                let reads = if turned { step.reads.inverse() } else { step.reads };
                if let Some(other) = many.cost(step.to).filter(|_| wanted(reads) && self.counts(step.link)) {
                    let hop = Hop { from: at, to: step.to, via: Via::Link(step.link, step.reads) };
                    better(best, cost + other + 1, if turned { hop.turned() } else { hop });
                }
            }
        }
    }
}

/// Up from one side, a row that nothing is shared, and down to the other side.
fn apart_chain(map: &Map, left: &Reach<'_>, right: &Reach<'_>, contested: bool) -> Option<Vec<Hop>> {
    let mut best = None;
    for (from, cost) in left.members() {
        for step in map.steps(from).filter(|step| step.reads == Relationship::NoRelationship) {
            if let Some(other) = right.cost(step.to)
                && (contested || map.link(step.link).row.review != Review::Contested)
            {
                let hop = Hop { from, to: step.to, via: Via::Link(step.link, step.reads) };
                better(&mut best, cost + other + 1, hop);
            }
        }
    }
    for (number, row) in map.nothing.iter().enumerate() {
        if !contested && row.row.review == Review::Contested {
            continue;
        }
        for (carrier, others, turned) in [(left, right, false), (right, left, true)] {
            if let Some(cost) = carrier.cost(row.requirement)
                && let Some(to) = nearest(map, others, row.standard)
            {
                let hop = Hop { from: row.requirement, to, via: Via::Whole(number) };
                let cost = cost + others.cost(to).unwrap_or(0) + 1;
                better(&mut best, cost, if turned { hop.turned() } else { hop });
            }
        }
    }
    let (_, hop) = best?;
    Some(joined(left.way(hop.from), Some(hop), backwards(right.way(hop.to))))
}

/// The member of a standard that costs least.
fn nearest(map: &Map, reach: &Reach<'_>, standard: usize) -> Option<RequirementIndex> {
    let members = reach.members().filter(|(at, _)| map.standard_of(*at) == standard);
    members.min_by_key(|(_, cost)| *cost).map(|(at, _)| at)
}

fn better(best: &mut Middle, cost: usize, hop: Hop) {
    if best.is_none_or(|(known, other)| (cost, hop.from, hop.to) < (known, other.from, other.to)) {
        *best = Some((cost, hop));
    }
}

fn backwards(mut hops: Vec<Hop>) -> Vec<Hop> {
    hops.reverse();
    hops.iter_mut().for_each(|hop| *hop = hop.turned());
    hops
}

fn joined(mut first: Vec<Hop>, middle: Option<Hop>, last: Vec<Hop>) -> Vec<Hop> {
    first.extend(middle);
    first.extend(last);
    first
}
