//! All that is known between two requirements. Rule book, sections 2 and 3.

use std::fmt::Write as _;

use serde::Serialize;

use super::proof::{self, ProofStep};
use super::views::{LinkRow, RequirementRef, link_row, nothing_row, requirement_ref};
use crate::algebra::{Possible, Proven};
use crate::coverage::Basis;
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::order;
use crate::proofs::{Best, Bounds, Chain, Hop, Via, Words, best, facts, of_parts};
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
        sentence: sentence(map, left, right, known.possible, connection.as_ref()),
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
                        .filter(|_| !has_parts(&chain))
                        .cloned()
                        .unwrap_or(chain),
                );
            }
        }
        sort(map, &mut chains);
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
    sort(map, &mut found);
    found
}

/// The best first, and those with parts last.
fn sort(map: &Map, chains: &mut Vec<Chain>) {
    let mut ranked: Vec<_> =
        chains.drain(..).map(|chain| ((has_parts(&chain), chain.rank(map)), chain)).collect();
    order::sort_by(&mut ranked, |(a, _), (b, _)| a.cmp(b));
    chains.extend(ranked.into_iter().map(|(_, chain)| chain));
    chains.dedup();
}

fn has_parts(chain: &Chain) -> bool {
    chain.hops.iter().any(|hop| matches!(hop.via, Via::Parts { .. }))
}

/// Whether a chain is a single row between its ends.
fn is_row(chain: &Chain) -> bool {
    matches!(chain.hops.as_slice(), [Hop { via: Via::Link(..) | Via::Whole(_), .. }])
}

fn proof_of(map: &Map, chain: &Chain, contested: bool) -> Proof {
    let steps: Vec<ProofStep> = chain.hops.iter().map(|hop| proof::hop_step(map, hop)).collect();
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
                steps: chain.hops.iter().map(|hop| proof::hop_step(map, hop)).collect(),
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
    let steps: Vec<ProofStep> = chain.hops.iter().map(|hop| proof::hop_step(map, hop)).collect();
    let (review, confidence) = (proof::weakest_review(&steps), proof::weakest_confidence(&steps));
    Some(Connection { why: why(map, &chain, contested), steps, review, confidence })
}

/// Why a connection proves nothing: the step at which it ceases to prove anything.
fn why(map: &Map, chain: &Chain, contested: bool) -> String {
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

fn sentence(
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

impl ExplainAnswer {
    /// One row a statement: `left,right,basis,proves,possible,steps,review,confidence,chain`.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "left",
            "right",
            "basis",
            "proves",
            "possible",
            "steps",
            "review",
            "confidence",
            "chain",
        ]);
        let mut push = |basis: Option<Basis>,
                        proves: &str,
                        possible: &[Relationship],
                        steps: &[ProofStep],
                        weakest,
                        chain| {
            let (review, confidence): (Option<Review>, Option<Confidence>) = weakest;
            sheet.push([
                self.left.id.to_string(),
                self.right.id.to_string(),
                basis.map_or("", Basis::as_str).to_owned(),
                proves.to_owned(),
                possible.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "),
                steps.len().to_string(),
                review.map_or("", Review::as_str).to_owned(),
                confidence.map_or("", Confidence::as_str).to_owned(),
                chain,
            ]);
        };
        for asserted in &self.asserted {
            let row = &asserted.row;
            let chain =
                format!("{} {} {} ({}:{})", row.source, row.relationship, row.target, row.file, row.line);
            let proves = if asserted.counts && asserted.direct {
                Possible::from(asserted.reads).proves()
            } else {
                Proven::Nothing
            };
            let weakest = (Some(row.review), Some(row.confidence));
            push(Some(Basis::Asserted), proves.as_str(), &[asserted.reads], &[], weakest, chain);
        }
        for proof in &self.proofs {
            let weakest = (proof.review, proof.confidence);
            push(
                Some(Basis::Proven),
                proof.proves.as_str(),
                &proof.possible,
                &proof.steps,
                weakest,
                proof.text(),
            );
        }
        if let Some(connection) = &self.connection {
            let chain = format!("{}; {}", text(&connection.steps), connection.why);
            let weakest = (connection.review, connection.confidence);
            push(Some(Basis::Suggested), "nothing", Relationship::ALL, &connection.steps, weakest, chain);
        }
        if self.basis.is_none() {
            push(None, "nothing", &self.possible, &[], (None, None), self.sentence.clone());
        }
        sheet
    }
}

impl Proof {
    /// The chain in one line, and what its steps by parts rest on.
    fn text(&self) -> String {
        let mut line = text(&self.steps);
        for part in &self.parts {
            let _ = write!(line, "; of {}: {}", part.whole, text(&part.steps));
        }
        line
    }
}

/// Steps in one line: `A word B (file:line), word C (file:line)`.
fn text(steps: &[ProofStep]) -> String {
    let mut line = String::new();
    for (number, step) in steps.iter().enumerate() {
        let from = if number == 0 { step.from.as_str() } else { "," };
        let _ = write!(line, "{from} {} {}", step.relation, step.to);
        if let (Some(file), Some(row)) = (&step.file, step.line) {
            let _ = write!(line, " ({file}:{row})");
        }
    }
    line
}
