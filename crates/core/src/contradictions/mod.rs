//! Rows that cannot all hold. Rule book, section 5.
//!
//! Each row is read as facts about sets (`facts.rs`). Which rows break is worked out for many of them at once (`broken.rs`, over
//! the sets of `downsets.rs`); only for those is a smallest chain searched (`chain.rs`). `checks/contradiction.rs` writes them down.

mod broken;
mod chain;
mod downsets;
mod facts;
mod lists;

use crate::answers::ProofStep;
use crate::map::{Map, RequirementIndex};
use crate::order;
use crate::records::LinkText;
pub(crate) use broken::Broken;
use broken::broken;
use chain::Search;
pub(crate) use chain::{By, Tie};
use facts::Facts;
pub(crate) use facts::Row;

/// How many broken rows get their chain.
const EXPLAINED: usize = 500;

/// What of a map contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradictions {
    /// How many rows cannot hold beside the others.
    pub broken: usize,
    /// The first of them with their chains, at most 500.
    pub explained: Vec<Contradiction>,
}

/// A row that cannot hold, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The row; of a joint row, `joint` from its target to its sources.
    pub row: ProofStep,
    /// The chain of fewest steps that breaks it, all children of a heading counted as one step. For `no-relationship` it leads from
    /// the left side down to what is shared and up to the right side, else from what is inside to what it is inside of.
    pub chain: Vec<ProofStep>,
    pub(crate) broken: Broken,
    /// The row and all rows of the chain, each once, sorted.
    pub(crate) rows: Vec<Row>,
}

impl Map {
    /// The rows that cannot hold beside the others, in the order of the rows; contested rows are no facts.
    ///
    /// Exact without headings and joint rows; with them, what is reported cannot hold. Linear in links and in what is inside the
    /// requirements that they name, of which 256 are followed at once.
    pub fn contradictions(&self) -> Contradictions {
        let facts = Facts::new(self);
        let all = broken(&facts);
        let mut search = Search::new(&facts);
        let mut count = 0;
        let mut explained: Vec<Contradiction> = Vec::new();
        let mut last = None;
        for broken in all {
            let again = last.replace(broken.row()) == Some(broken.row());
            count += usize::from(!again);
            if count > EXPLAINED {
                continue;
            }
            let Some(found) = contradiction(self, broken, &search.chain(broken)) else { continue };
            match explained.last_mut().filter(|_| again) {
                Some(known) if found.chain.len() < known.chain.len() => *known = found,
                Some(_) => {}
                None => explained.push(found),
            }
        }
        Contradictions { broken: count, explained }
    }
}

fn contradiction(map: &Map, broken: Broken, ties: &[Tie]) -> Option<Contradiction> {
    let mut rows: Vec<Row> = ties.iter().filter_map(|tie| tie.row()).collect();
    rows.push(broken.row());
    order::sort_by_key(&mut rows, |row| *row);
    rows.dedup();
    let chain = ties.iter().map(|tie| tie_step(map, *tie)).collect();
    Some(Contradiction { row: row_step(map, broken.row())?, chain, broken, rows })
}

/// A step of a chain.
pub(crate) fn tie_step(map: &Map, tie: Tie) -> ProofStep {
    let plain = |relation: &str| step(map, tie.from, relation, map.id(tie.to).to_owned());
    match tie.by {
        By::Link(number) => {
            let link = map.link(number);
            let word = link.row.relationship;
            let reads = if link.source == tie.from { word } else { word.inverse() };
            at_row(map, plain(reads.as_str()), &link.row)
        }
        By::Children => plain("all-children"),
        By::Hierarchy if map.parent(tie.from) == Some(tie.to) => plain("inside"),
        By::Hierarchy => plain("holds"),
    }
}

/// A row as a step.
pub(crate) fn row_step(map: &Map, row: Row) -> Option<ProofStep> {
    match row {
        Row::Link(number) => {
            let link = map.link(number);
            Some(tie_step(map, Tie { from: link.source, to: link.target, by: By::Link(number) }))
        }
        Row::Nothing(number) => {
            let row = map.nothing.get(number)?;
            let whole = format!("{}:*", map.standard(row.standard).key);
            Some(at_row(map, step(map, row.requirement, row.row.relationship.as_str(), whole), &row.row))
        }
        Row::Joint(number) => {
            let row = map.joints.get(number)?;
            let sources: Vec<&str> = row.sources.iter().map(|source| map.id(*source)).collect();
            Some(ProofStep {
                file: Some(map.file(row.file).to_owned()),
                line: Some(map.line_at(row.at())),
                review: Some(row.review),
                confidence: Some(row.confidence),
                ..step(map, row.target, "joint", sources.join(" "))
            })
        }
    }
}

fn step(map: &Map, from: RequirementIndex, relation: &str, to: String) -> ProofStep {
    ProofStep {
        from: map.requirement_id(from),
        relation: relation.to_owned(),
        to,
        file: None,
        line: None,
        review: None,
        confidence: None,
    }
}

fn at_row(map: &Map, step: ProofStep, row: &LinkText) -> ProofStep {
    ProofStep {
        file: Some(map.file(row.file).to_owned()),
        line: Some(map.line(row)),
        review: Some(row.review),
        confidence: Some(row.confidence),
        ..step
    }
}
