//! All that is known between two requirements. Rule book, sections 2 and 3.

mod sentence;
mod sheet;

use serde::Serialize;

use super::proof::{self, ProofStep};
use super::views::{LinkRow, RequirementRef, link_row, nothing_row, requirement_ref};
use crate::algebra::{Possible, Proven};
use crate::coverage::Basis;
use crate::map::{Map, RequirementIndex};
use crate::order;
use crate::proofs::{Best, Bounds, Chain, Hop, Via, Words, best, facts, in_order, of_parts};
use crate::resolve::{QueryError, requirement};
use crate::word::{Confidence, Relationship, Review};

/// So many proofs are listed.
const NUMBER: usize = 50;
/// Proofs of more steps are listed only where nothing shorter proves as much.
const DEPTH: usize = 4;
/// Where all proofs are asked for.
const ALL_DEPTH: usize = 6;

/// What is asserted, proven, possible and suggested between two requirements.
///
/// Everything is read from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExplainAnswer {
    /// One of the two.
    pub left: RequirementRef,
    /// The other.
    pub right: RequirementRef,
    /// The result in one sentence.
    pub sentence: String,
    /// What the result rests on; `null` where nothing is known.
    pub basis: Option<Basis>,
    /// What is certain.
    pub proven: Proven,
    /// The words that remain possible; none where rows contradict each other, all where nothing is proven.
    pub possible: Vec<Relationship>,
    /// The words that do not, each with its reason.
    pub impossible: Vec<Impossible>,
    /// Whether the rows contradict each other here.
    pub contradictory: bool,
    /// The rows that concern the two, those between them first.
    pub asserted: Vec<AssertedRow>,
    /// What proves it beyond a row between the two, the shortest first; with all proofs asked for, every one within the bounds.
    pub proofs: Vec<Proof>,
    /// Where neither sharing nor its absence is certain: the shortest way between the two, a place to look.
    pub connection: Option<Connection>,
    /// The bounds of the list of all proofs; `null` where only those needed are listed.
    pub bounds: Option<ProofBounds>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// A word that cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Impossible {
    /// Which.
    pub relationship: Relationship,
    /// The number of the first proof that excludes it, from 1; `null` where a row between the two does.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub proof: Option<usize>,
}

/// A row that concerns the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AssertedRow {
    /// Read from the left one to the right one.
    pub reads: Relationship,
    /// Whether it stands between the two themselves, and not at a heading above one of them.
    pub direct: bool,
    /// False for a contested row, where those prove nothing.
    pub counts: bool,
    /// The row as it stands.
    pub row: LinkRow,
}

/// A chain from the left one to the right one that proves something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Proof {
    /// What it proves by itself; `nothing` where it only excludes some words.
    pub proves: Proven,
    /// The words that it leaves possible.
    pub possible: Vec<Relationship>,
    /// Its steps.
    pub steps: Vec<ProofStep>,
    /// What its steps by parts rest on.
    pub parts: Vec<ProofPart>,
    /// The weakest review on its way.
    pub review: Option<Review>,
    /// The weakest confidence on its way.
    pub confidence: Option<Confidence>,
}

/// One part of a heading or joint target, and its chain to the other end of a step by parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProofPart {
    /// The heading or joint target.
    pub whole: String,
    /// The part.
    pub part: String,
    /// The other end.
    pub to: String,
    /// `inside`, or `equal` or `subset`, or `disjoint`.
    pub proves: Proven,
    /// From the part to the other end.
    pub steps: Vec<ProofStep>,
}

/// A chain that proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Connection {
    /// Its steps.
    pub steps: Vec<ProofStep>,
    /// Why it proves nothing, in one sentence.
    pub why: String,
    /// The weakest review on its way.
    pub review: Option<Review>,
    /// The weakest confidence on its way.
    pub confidence: Option<Confidence>,
}

/// How far all proofs were looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProofBounds {
    /// So many at most.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub number: usize,
    /// Of so many steps at most.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub depth: usize,
    /// Whether these are all of at most so many steps; false where the number was reached.
    pub complete: bool,
}

pub(super) fn explain(
    map: &Map,
    left: &str,
    right: &str,
    all: bool,
    contested: bool,
) -> Result<ExplainAnswer, QueryError> {
    let (left, right) = (requirement(map, left)?, requirement(map, right)?);
    if left == right {
        let message = format!("`{}` is compared with itself; name two requirements", map.id(left));
        return Err(QueryError { message, candidates: Vec::new() });
    }
    let depth = if all { ALL_DEPTH } else { DEPTH };
    let bounds = Bounds { number: NUMBER, depth, contested };
    let found = best(map, Words::of_proofs(), left, right, bounds);
    let known = Known::new(map, left, right, &found, contested);
    let listed = if all { with_all(map, known.needed, found.chains) } else { known.needed };
    let proofs: Vec<Proof> = listed.iter().map(|chain| proof_of(map, chain, contested)).collect();
    let proven = known.possible.proves();
    let contradictory = known.possible == Possible::IMPOSSIBLE;
    let open = proven == Proven::Nothing && !contradictory;
    let connection = if open { connection(map, left, right, contested) } else { None };
    let basis = match (known.possible, &connection) {
        (possible, _) if possible == known.by_rows => (possible != Possible::ANY).then_some(Basis::Asserted),
        (Possible::ANY, _) => None,
        _ => Some(Basis::Proven),
    };
    let basis = basis.or_else(|| connection.is_some().then_some(Basis::Suggested));
    Ok(ExplainAnswer {
        left: requirement_ref(map, left),
        right: requirement_ref(map, right),
        sentence: sentence::of(map, left, right, known.possible, connection.as_ref()),
        basis,
        proven,
        possible: known.possible.words().collect(),
        impossible: impossible(known.by_rows, known.possible, &listed),
        contradictory,
        asserted: asserted(map, left, right, contested),
        proofs,
        connection,
        bounds: all.then_some(ProofBounds { number: NUMBER, depth, complete: found.complete }),
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    })
}

/// What follows between the two, and the chains that are needed for it.
struct Known {
    possible: Possible,
    /// What the rows between the two leave possible.
    by_rows: Possible,
    /// Without the rows between the two.
    needed: Vec<Chain>,
}

impl Known {
    fn new(
        map: &Map,
        left: RequirementIndex,
        right: RequirementIndex,
        found: &Best,
        contested: bool,
    ) -> Self {
        let (mut by_rows, mut chains) = (Possible::ANY, Vec::new());
        for chain in facts(map, left, right, contested) {
            if is_row(&chain) {
                by_rows = by_rows.and(chain.possible);
            } else {
                // Of equally long ones the best is shown.
                let as_good = |other: &&Chain| {
                    other.steps() == chain.steps() && other.possible.and(chain.possible) == other.possible
                };
                chains.push(
                    found
                        .chains
                        .iter()
                        .find(as_good)
                        .filter(|_| !chain.has_parts())
                        .cloned()
                        .unwrap_or(chain),
                );
            }
        }
        in_order(map, &mut chains);
        let possible = chains.iter().fold(by_rows, |possible, chain| possible.and(chain.possible));
        Self { possible, by_rows, needed: needed(by_rows, chains) }
    }
}

/// The shortest chains that leave no more possible than all do together.
fn needed(by_rows: Possible, chains: Vec<Chain>) -> Vec<Chain> {
    let mut possible = by_rows;
    let mut needed: Vec<Chain> = Vec::new();
    for chain in chains {
        if possible.and(chain.possible) != possible {
            possible = possible.and(chain.possible);
            needed.push(chain);
        }
    }
    for place in (0..needed.len()).rev() {
        let others = needed.iter().enumerate().filter(|(other, _)| *other != place);
        if others.fold(by_rows, |left, (_, chain)| left.and(chain.possible)) == possible {
            needed.remove(place);
        }
    }
    needed
}

/// All chains found but the row itself, and those needed that are not among them.
fn with_all(map: &Map, needed: Vec<Chain>, mut found: Vec<Chain>) -> Vec<Chain> {
    found.retain(|chain| !is_row(chain));
    for chain in needed {
        if !found.contains(&chain) {
            found.push(chain);
        }
    }
    in_order(map, &mut found);
    found
}

/// Whether a chain is a single row between its ends.
fn is_row(chain: &Chain) -> bool {
    matches!(chain.hops.as_slice(), [Hop { via: Via::Link(..) | Via::Whole(_), .. }])
}

fn proof_of(map: &Map, chain: &Chain, contested: bool) -> Proof {
    let steps = proof::hop_steps(map, chain);
    let mut parts: Vec<ProofPart> = Vec::new();
    let mut open: Vec<Hop> = chain.hops.clone();
    let mut known: Vec<Hop> = Vec::new();
    while let Some(hop) = open.pop() {
        let Via::Parts { whole, .. } = hop.via else { continue };
        if known.contains(&hop) || known.contains(&hop.turned()) {
            continue;
        }
        known.push(hop);
        let to = if whole == hop.from { hop.to } else { hop.from };
        for (part, chain) in of_parts(map, &hop, contested) {
            open.extend(&chain.hops);
            parts.push(ProofPart {
                whole: map.id(whole).to_owned(),
                part: map.id(part).to_owned(),
                to: map.id(to).to_owned(),
                proves: chain.proves(),
                steps: proof::hop_steps(map, &chain),
            });
        }
    }
    let all: Vec<ProofStep> =
        steps.iter().chain(parts.iter().flat_map(|part| &part.steps)).cloned().collect();
    Proof {
        proves: chain.proves(),
        possible: chain.possible.words().collect(),
        review: proof::weakest_review(&all),
        confidence: proof::weakest_confidence(&all),
        steps,
        parts,
    }
}

fn impossible(by_rows: Possible, possible: Possible, proofs: &[Chain]) -> Vec<Impossible> {
    let excluded = Relationship::ALL.iter().filter(|word| !possible.contains(**word));
    let reason = |relationship: &Relationship| {
        let first = proofs.iter().position(|chain| !chain.possible.contains(*relationship));
        let proof = first.filter(|_| by_rows.contains(*relationship)).map(|place| place + 1);
        Impossible { relationship: *relationship, proof }
    };
    excluded.map(reason).collect()
}

/// Rows between the two, and rows about nothing in common that hold for them.
fn asserted(map: &Map, left: RequirementIndex, right: RequirementIndex, contested: bool) -> Vec<AssertedRow> {
    let with_above = |at| std::iter::once(at).chain(map.above(at)).collect::<Vec<_>>();
    let (lefts, rights) = (with_above(left), with_above(right));
    let counts = |review| contested || review != Review::Contested;
    let mut rows = Vec::new();
    for from in &lefts {
        for step in map.steps(*from).filter(|step| rights.contains(&step.to)) {
            let direct = (*from, step.to) == (left, right);
            if direct || !step.reads.is_positive() {
                let row = link_row(map, step.link);
                rows.push(AssertedRow { reads: step.reads, direct, counts: counts(row.review), row });
            }
        }
    }
    for nothing in &map.nothing {
        let carried = |carriers: &[RequirementIndex], other| {
            carriers.contains(&nothing.requirement) && nothing.standard == map.standard_of(other)
        };
        if carried(&lefts, right) || carried(&rights, left) {
            let row = nothing_row(map, nothing);
            let direct = nothing.requirement == left || nothing.requirement == right;
            rows.push(AssertedRow {
                reads: Relationship::NoRelationship,
                direct,
                counts: counts(row.review),
                row,
            });
        }
    }
    order::sort_by_key(&mut rows, |row: &AssertedRow| !row.direct);
    rows
}

fn connection(
    map: &Map,
    left: RequirementIndex,
    right: RequirementIndex,
    contested: bool,
) -> Option<Connection> {
    let bounds = Bounds { number: 1, depth: DEPTH, contested: true };
    let chain = best(map, Words::of_connections(), left, right, bounds).chains.into_iter().next()?;
    let steps = proof::hop_steps(map, &chain);
    let (review, confidence) = (proof::weakest_review(&steps), proof::weakest_confidence(&steps));
    Some(Connection { why: sentence::why(map, &chain, contested), steps, review, confidence })
}
