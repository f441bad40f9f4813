//! Coverage worked out the slow way: the sentences of the rule book, section 4, repeated until nothing changes.

use std::collections::{BTreeMap, BTreeSet};

use imsmap_core::{Kind, Relationship, Review, State};

use crate::{Said, World};

/// What is to be expected of a gap, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naive {
    /// Every assessable requirement of the wanted standard that applies.
    pub states: BTreeMap<String, State>,
    /// What does not apply, of the wanted and the held standards.
    pub excluded: BTreeSet<String>,
}

/// The states of `want` when `have` is held as far as is `said`.
pub fn naive_states(world: &World, have: &[usize], want: usize, said: &Said) -> Naive {
    let holding = Holding::new(world, have, want, said);
    let practices = |at: &usize| kind(world, *at) != Kind::Practice;
    let bound = covered(world, holding.held.iter().copied().filter(practices).collect());
    let practised = covered(world, holding.held.clone());
    let overlap = overlap(world, &practised, &holding.partly);
    let near = near(world, &practised.union(&holding.partly).copied().collect(), have);

    let state = |at: usize| {
        if bound.contains(&at) || (kind(world, at) == Kind::Practice && practised.contains(&at)) {
            State::Covered
        } else if practised.contains(&at) || overlap.contains(&at) {
            State::Partial
        } else if near.contains(&at) {
            State::Suggested
        } else if have.iter().all(|towards| *towards == want || examined(world, at, *towards)) {
            State::None
        } else {
            State::NotExamined
        }
    };
    let wanted = places(world)
        .filter(|at| standard(world, *at) == want && kind(world, *at).is_assessable())
        .filter(|at| !holding.excluded.contains(at));
    Naive {
        states: wanted.map(|at| (world.id(at), state(at))).collect(),
        excluded: holding.excluded.iter().map(|at| world.id(*at)).collect(),
    }
}

/// What each held requirement alone covers (`true`) or overlaps of `want`, by the ids of the two.
pub fn naive_serves(
    world: &World,
    have: &[usize],
    want: usize,
    said: &Said,
) -> BTreeMap<String, BTreeMap<String, bool>> {
    let holding = Holding::new(world, have, want, said);
    let mut serves = BTreeMap::new();
    for by in holding.held.union(&holding.partly) {
        let whole = holding.held.contains(by);
        let set = covered(world, if whole { BTreeSet::from([*by]) } else { BTreeSet::new() });
        let partly = if whole { BTreeSet::new() } else { BTreeSet::from([*by]) };
        let overlap = overlap(world, &set, &partly);
        let advice = kind(world, *by) == Kind::Practice;
        let served = overlap.iter().filter(|at| {
            let wanted = standard(world, **at) == want && kind(world, **at).is_assessable();
            wanted && *at != by && !holding.excluded.contains(at)
        });
        let covers = |at: usize| set.contains(&at) && !(advice && kind(world, at) != Kind::Practice);
        serves.insert(world.id(*by), served.map(|at| (world.id(*at), covers(*at))).collect());
    }
    serves
}

struct Holding {
    held: BTreeSet<usize>,
    partly: BTreeSet<usize>,
    excluded: BTreeSet<usize>,
}

impl Holding {
    fn new(world: &World, have: &[usize], want: usize, said: &Said) -> Self {
        let mut holding = Self { held: BTreeSet::new(), partly: BTreeSet::new(), excluded: BTreeSet::new() };
        for at in places(world).filter(|at| kind(world, *at).is_assessable()) {
            let is_held = have.contains(&standard(world, at));
            if !is_held && standard(world, at) != want {
                continue;
            }
            let above = world.above(at);
            // The nearest row counts, of the requirement itself or of a heading above it.
            let status = above
                .iter()
                .find_map(|at| said.status.iter().find(|(other, _)| other == at))
                .map(|row| row.1);
            if above.iter().any(|at| said.applicable.contains(&(*at, false))) {
                holding.excluded.insert(at);
            } else if status == Some("implemented") || (status.is_none() && is_held) {
                holding.held.insert(at);
            } else if status == Some("partial") {
                holding.partly.insert(at);
            }
        }
        holding
    }
}

fn places(world: &World) -> impl Iterator<Item = usize> {
    0..world.requirements.len()
}

fn kind(world: &World, at: usize) -> Kind {
    world.requirements.get(at).map_or(Kind::Heading, |row| row.kind)
}

fn standard(world: &World, at: usize) -> usize {
    world.requirements.get(at).map_or(0, |row| row.standard)
}

/// Every link as read from each of its ends: from, word, to, contested.
fn readings(world: &World) -> Vec<(usize, Relationship, usize, bool)> {
    let both = world.links.iter().flat_map(|link| {
        let contested = link.review == Review::Contested;
        [
            (link.source, link.relationship, link.target, contested),
            (link.target, link.relationship.inverse(), link.source, contested),
        ]
    });
    both.collect()
}

fn parent(world: &World, at: usize) -> Option<usize> {
    world.requirements.get(at).and_then(|row| row.parent)
}

fn children(world: &World, at: usize) -> Vec<usize> {
    (0..world.requirements.len()).filter(|child| parent(world, *child) == Some(at)).collect()
}

fn covered(world: &World, mut set: BTreeSet<usize>) -> BTreeSet<usize> {
    loop {
        let before = set.len();
        for (from, word, to, contested) in readings(world) {
            let inside = matches!(word, Relationship::EqualTo | Relationship::SubsetOf);
            if inside && !contested && set.contains(&to) {
                set.insert(from);
            }
        }
        for at in 0..world.requirements.len() {
            let below = children(world, at);
            if parent(world, at).is_some_and(|parent| set.contains(&parent))
                || (!below.is_empty() && below.iter().all(|child| set.contains(child)))
            {
                set.insert(at);
            }
        }
        for joint in &world.joints {
            if joint.sources.iter().all(|source| set.contains(source)) {
                set.insert(joint.target);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

/// Of what is partly implemented nobody knows which part: only what contains all of it shares something for certain.
fn overlap(world: &World, practised: &BTreeSet<usize>, partly: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut set: BTreeSet<usize> = practised.union(partly).copied().collect();
    for (from, word, to, contested) in readings(world) {
        if word == Relationship::IntersectsWith && !contested && practised.contains(&to) {
            set.insert(from);
        }
    }
    loop {
        let before = set.len();
        for (from, word, to, contested) in readings(world) {
            // `from` holds something that is shared, when `to` does and is inside it.
            let holds = matches!(word, Relationship::EqualTo | Relationship::SupersetOf);
            if holds && !contested && set.contains(&to) {
                set.insert(from);
            }
        }
        for at in 0..world.requirements.len() {
            if children(world, at).iter().any(|child| set.contains(child)) {
                set.insert(at);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Link,
    Up,
    Down,
}

fn near(world: &World, practised: &BTreeSet<usize>, have: &[usize]) -> BTreeSet<usize> {
    let mut ways: Vec<(usize, Way, usize)> = Vec::new();
    for (from, word, to, _) in readings(world) {
        if word.is_positive() {
            ways.push((from, Way::Link, to));
        }
    }
    for at in 0..world.requirements.len() {
        if let Some(parent) = parent(world, at) {
            ways.extend([(at, Way::Up, parent), (parent, Way::Down, at)]);
        }
    }
    let mut set = BTreeSet::new();
    // One link from an activity of a held standard is a place to look too.
    for (from, word, to, _) in readings(world) {
        let activity = world
            .requirements
            .get(from)
            .is_some_and(|row| row.kind == Kind::Activity && have.contains(&row.standard));
        if activity && word.is_positive() {
            set.insert(to);
        }
    }
    for (a, first, b) in &ways {
        if !practised.contains(a) {
            continue;
        }
        set.insert(*b);
        for (_, second, c) in ways.iter().filter(|(from, _, _)| from == b) {
            if !(*first == Way::Up && *second == Way::Down) {
                set.insert(*c);
            }
        }
    }
    set
}

fn examined(world: &World, at: usize, towards: usize) -> bool {
    world.above(at).iter().any(|at| {
        let linked = readings(world)
            .iter()
            .any(|(from, word, to, _)| from == at && word.is_positive() && standard(world, *to) == towards);
        linked || world.nothing.contains(&(*at, towards))
    })
}
