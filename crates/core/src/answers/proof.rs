//! The chain of rows and hierarchy steps on which a statement rests.

use serde::Serialize;

use crate::coverage::{Coverage, Covered, Ground};
use crate::id::RequirementId;
use crate::map::{Each, Map, RequirementIndex};
use crate::order;
use crate::proofs::{Chain, Hop, Via, weakness};
use crate::word::{Confidence, Review};

/// One step of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProofStep {
    /// Where the step starts: an id.
    pub from: RequirementId,
    /// A relationship read from `from` to `to`; `holds` from a heading to what stands below it, `inside` the other way;
    /// `all-children` for each child of a heading that is met because all are; `joint` for each source of a joint row.
    /// In an explanation also `inside-by-parts`, `holds-by-parts` and `disjoint-by-parts`, where a heading or joint target stands in
    /// a relation because each of its parts does, and `not-inside` and `not-holding` between a joint target and a source.
    pub relation: String,
    /// Where it leads: an id, or `KEY:*`.
    pub to: String,
    /// The file of the row; `null` for a step in the hierarchy.
    pub file: Option<String>,
    /// The row's line there.
    pub line: Option<u32>,
    /// How far the row was reviewed.
    pub review: Option<Review>,
    /// How sure its judge was.
    pub confidence: Option<Confidence>,
}

/// How a requirement came into the practised or the bound set: every step after those that it rests on.
pub(super) fn of_covered(map: &Map, set: &Covered, of: RequirementIndex) -> Vec<ProofStep> {
    let mut steps = Vec::new();
    let mut seen = map.each(false);
    collect(map, set, of, &mut seen, &mut steps);
    steps
}

/// How an overlap, or a place to look, was reached from the practised set.
pub(super) fn of_reached(
    map: &Map,
    coverage: &Coverage<'_>,
    reached: &Each<Option<Ground>>,
    of: RequirementIndex,
) -> Vec<ProofStep> {
    let mut tail = Vec::new();
    let mut at = of;
    while let Some(ground) = reached[at] {
        let Some(from) = single(ground) else { break };
        tail.push(step(map, ground, from, at));
        at = from;
    }
    tail.reverse();
    let mut steps = of_covered(map, &coverage.practised, at);
    steps.extend(tail);
    steps
}

/// The held requirements that a proof starts from; of a suggestion by way of an activity or principle, that one.
pub(super) fn starts(map: &Map, set: &Covered, steps: &[ProofStep]) -> Vec<RequirementIndex> {
    let from = steps.iter().filter_map(|step| map.find(&step.from));
    let mut starts: Vec<_> = from.filter(|at| set.ground(*at) == Some(Ground::Held)).collect();
    order::sort_by_key(&mut starts, |at| *at);
    starts.dedup();
    if starts.is_empty() {
        starts.extend(steps.first().and_then(|step| map.find(&step.from)));
    }
    starts
}

/// The weakest review on the way: contested, then draft, then agreed.
pub(super) fn weakest_review(steps: &[ProofStep]) -> Option<Review> {
    steps.iter().filter_map(|step| step.review).max_by_key(|review| weakness(*review))
}

/// The weakest confidence on the way.
pub(super) fn weakest_confidence(steps: &[ProofStep]) -> Option<Confidence> {
    // The vocabulary goes from high to low.
    steps.iter().filter_map(|step| step.confidence).max()
}

/// A step along a row.
pub(super) fn link_step(map: &Map, from: RequirementIndex, link: usize) -> ProofStep {
    let row = map.link(link);
    let (to, relation) = if row.source == from {
        (row.target, row.row.relationship)
    } else {
        (row.source, row.row.relationship.inverse())
    };
    ProofStep {
        from: map.requirement_id(from),
        relation: relation.to_string(),
        to: map.id(to).to_owned(),
        file: Some(map.file(row.row.file).to_owned()),
        line: Some(map.line(&row.row)),
        review: Some(row.row.review),
        confidence: Some(row.row.confidence),
    }
}

fn collect(
    map: &Map,
    set: &Covered,
    of: RequirementIndex,
    seen: &mut Each<bool>,
    steps: &mut Vec<ProofStep>,
) {
    // A work list and not a recursion: a chain of a thousand equals is no reason to run out of stack.
    let mut open = vec![(of, false)];
    while let Some((at, ready)) = open.pop() {
        let Some(ground) = set.ground(at) else { continue };
        let froms = sources(map, ground, at);
        if ready {
            steps.extend(froms.iter().map(|from| step(map, ground, *from, at)));
        } else if !std::mem::replace(&mut seen[at], true) {
            open.push((at, true));
            open.extend(froms.iter().rev().map(|from| (*from, false)));
        }
    }
}

/// What a ground rests on.
fn sources(map: &Map, ground: Ground, at: RequirementIndex) -> Vec<RequirementIndex> {
    match ground {
        Ground::Held => Vec::new(),
        Ground::Link { from, .. } | Ground::Parent(from) | Ground::Child(from) => vec![from],
        Ground::AllChildren => map.children(at).collect(),
        Ground::Joint(joint) => map.joints.get(joint).map(|joint| joint.sources.clone()).unwrap_or_default(),
    }
}

fn single(ground: Ground) -> Option<RequirementIndex> {
    match ground {
        Ground::Link { from, .. } | Ground::Parent(from) | Ground::Child(from) => Some(from),
        Ground::Held | Ground::AllChildren | Ground::Joint(_) => None,
    }
}

/// The step of a proof that a ground stands for.
pub(super) fn step(map: &Map, ground: Ground, from: RequirementIndex, to: RequirementIndex) -> ProofStep {
    match ground {
        Ground::Link { link, .. } => link_step(map, from, link),
        Ground::Parent(_) => plain_step(map, from, "holds", to),
        Ground::Child(_) => plain_step(map, from, "inside", to),
        Ground::AllChildren | Ground::Held => plain_step(map, from, "all-children", to),
        Ground::Joint(joint) => joint_step(map, joint, plain_step(map, from, "joint", to)),
    }
}

/// The steps of a chain.
pub(super) fn hop_steps(map: &Map, chain: &Chain) -> Vec<ProofStep> {
    chain.hops.iter().map(|hop| hop_step(map, hop)).collect()
}

fn hop_step(map: &Map, hop: &Hop) -> ProofStep {
    let plain = |relation| plain_step(map, hop.from, relation, hop.to);
    match hop.via {
        Via::Link(link, _) => link_step(map, hop.from, link),
        Via::Up => plain("inside"),
        Via::Down => plain("holds"),
        Via::Whole(number) => match map.nothing.get(number) {
            Some(nothing) => ProofStep {
                file: Some(map.file(nothing.row.file).to_owned()),
                line: Some(map.line(&nothing.row)),
                review: Some(nothing.row.review),
                confidence: Some(nothing.row.confidence),
                ..plain(nothing.row.relationship.as_str())
            },
            None => plain("no-relationship"),
        },
        Via::Parts { whole, joint, apart } => {
            let step = plain(match (apart, whole == hop.from) {
                (true, _) => "disjoint-by-parts",
                (false, true) => "inside-by-parts",
                (false, false) => "holds-by-parts",
            });
            if let Some(joint) = joint { joint_step(map, joint, step) } else { step }
        }
        Via::Joint(joint, from_target) => {
            joint_step(map, joint, plain(if from_target { "not-inside" } else { "not-holding" }))
        }
    }
}

/// A step that no row stands for.
fn plain_step(map: &Map, from: RequirementIndex, relation: &str, to: RequirementIndex) -> ProofStep {
    ProofStep {
        from: map.requirement_id(from),
        relation: relation.to_owned(),
        to: map.id(to).to_owned(),
        file: None,
        line: None,
        review: None,
        confidence: None,
    }
}

/// A step that a joint row stands for.
fn joint_step(map: &Map, joint: usize, step: ProofStep) -> ProofStep {
    let Some(row) = map.joints.get(joint) else { return step };
    ProofStep {
        file: Some(map.file(row.file).to_owned()),
        line: Some(map.line_at(row.at())),
        review: Some(row.review),
        confidence: Some(row.confidence),
        ..step
    }
}
