//! Coverage worked out the slow way: the sentences of the rule book, section 4, repeated until nothing changes.

use std::collections::{BTreeMap, BTreeSet};

use imsmap_core::{Kind, Relationship, Review, State};

use crate::World;

/// The state of every assessable requirement of `want` when `have` is held, by id.
pub fn naive_states(world: &World, have: &[usize], want: usize) -> BTreeMap<String, State> {
    let places: Vec<usize> = (0..world.requirements.len()).collect();
    let kind = |at: usize| world.requirements.get(at).map_or(Kind::Heading, |row| row.kind);
    let standard = |at: usize| world.requirements.get(at).map_or(0, |row| row.standard);
    let held = |at: &usize| have.contains(&standard(*at)) && kind(*at).is_assessable();

    let bound = covered(
        world,
        places.iter().copied().filter(held).filter(|at| kind(*at) != Kind::Practice).collect(),
    );
    let practised = covered(world, places.iter().copied().filter(held).collect());
    let overlap = overlap(world, &practised);
    let near = near(world, &practised, have);

    let state = |at: usize| {
        if bound.contains(&at) || (kind(at) == Kind::Practice && practised.contains(&at)) {
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
    let wanted = places.iter().filter(|at| standard(**at) == want && kind(**at).is_assessable());
    wanted.map(|at| (world.id(*at), state(*at))).collect()
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

fn overlap(world: &World, practised: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut set = practised.clone();
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
    let standard = |at: usize| world.requirements.get(at).map_or(0, |row| row.standard);
    world.above(at).iter().any(|at| {
        let linked = readings(world)
            .iter()
            .any(|(from, word, to, _)| from == at && word.is_positive() && standard(*to) == towards);
        linked || world.nothing.contains(&(*at, towards))
    })
}
