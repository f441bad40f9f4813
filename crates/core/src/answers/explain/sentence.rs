//! What is known between two requirements, and why a chain proves nothing, in sentences.

use super::{Connection, DEPTH};
use crate::algebra::{Possible, Proven};
use crate::map::{Map, RequirementIndex};
use crate::proofs::{Chain, Via};
use crate::word::{Relationship, Review};

/// Why a connection proves nothing: the step at which it ceases to prove anything.
pub(super) fn why(map: &Map, chain: &Chain, contested: bool) -> String {
    let name = |at| named(map, at);
    let start = chain.hops.first().map(|hop| name(hop.from)).unwrap_or_default();
    let mut so_far = Possible::from(Relationship::EqualTo);
    for hop in &chain.hops {
        let (from, to) = (name(hop.from), name(hop.to));
        if let Via::Link(link, _) = hop.via
            && !contested
            && map.link(link).row.review == Review::Contested
        {
            return format!("the row between {from} and {to} is contested, and such a row proves nothing");
        }
        let next = so_far.compose(hop.possible());
        if next.proves() == Proven::Nothing {
            let inside = !so_far.contains(Relationship::IntersectsWith);
            let overlap = hop.possible().contains(Relationship::IntersectsWith);
            return match (inside, overlap) {
                (true, false) => format!(
                    "{start} and {to} both lie inside {from}, and two that lie inside the same third need not meet"
                ),
                (true, true) => format!("{from} overlaps {to}, but perhaps not in the part that {start} is"),
                (false, false) => format!(
                    "what {start} shares with {from} may lie outside of {to}, which is only a part of it"
                ),
                (false, true) => format!(
                    "two overlaps in a row need not meet: what {from} shares with {start} and what it shares with {to} may be different things"
                ),
            };
        }
        so_far = next;
    }
    // Without a step that ends the proof, the chain would have proven something.
    String::new()
}

/// A requirement as a sentence names it: its standard and its number.
fn named(map: &Map, at: RequirementIndex) -> String {
    format!("{} {}", map.standard(map.standard_of(at)).name, map.number(at))
}

/// The result in one sentence.
pub(super) fn of(
    map: &Map,
    left: RequirementIndex,
    right: RequirementIndex,
    possible: Possible,
    connection: Option<&Connection>,
) -> String {
    let (left, right) = (named(map, left), named(map, right));
    let more = not_inside(possible, &left, &right);
    match possible.proves() {
        _ if possible == Possible::IMPOSSIBLE => {
            format!("The rows contradict each other: no word is possible between {left} and {right}.")
        }
        Proven::Equal => format!("{left} and {right} ask the same."),
        Proven::Subset => format!("All that {left} asks, {right} asks too, and more."),
        Proven::Superset => format!("All that {right} asks, {left} asks too, and more."),
        Proven::Inside => format!("All that {left} asks, {right} asks too, and perhaps more."),
        Proven::Holds => format!("All that {right} asks, {left} asks too, and perhaps more."),
        Proven::Overlap => format!("{left} and {right} share something{more}."),
        Proven::Disjoint => format!("{left} and {right} have nothing in common."),
        Proven::Nothing => {
            let steps = connection.map_or(0, |connection| connection.steps.len());
            let place = match steps {
                0 => format!("No chain of up to {DEPTH} steps connects them"),
                1 => "The row between them is a place to look".to_owned(),
                _ => format!("A chain of {steps} steps is a place to look"),
            };
            format!("Whether {left} and {right} share anything is not known{more}. {place}.")
        }
    }
}

/// Which of the two is not inside the other, as the end of a sentence; empty where that is not known.
fn not_inside(possible: Possible, left: &str, right: &str) -> String {
    let can = |word| possible.contains(word);
    let inside = can(Relationship::EqualTo) || can(Relationship::SubsetOf);
    let holds = can(Relationship::EqualTo) || can(Relationship::SupersetOf);
    match (inside, holds) {
        (true, true) => String::new(),
        (false, true) => format!("; {left} asks something that {right} does not"),
        (true, false) => format!("; {right} asks something that {left} does not"),
        (false, false) => "; each asks something that the other does not".to_owned(),
    }
}
