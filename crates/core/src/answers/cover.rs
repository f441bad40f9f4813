//! "Which practices or controls first?" Rule book, section 7.

use serde::Serialize;

use super::proof::{self, ProofStep};
use super::views::{RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::coverage::{Basis, Ground};
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::export::Sheet;
use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::records::Findings;
use crate::resolve::{QueryError, standard};
use crate::smallest::{Level, Reach, Smallest, Step, Wish, weights};
use crate::source::Source;
use crate::word::Relationship;

/// The smallest set that meets all of a standard that can be met, in the order of adoption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CoverAnswer {
    /// The wanted standard.
    pub want: StandardRef,
    /// The standards whose requirements may be adopted, in the order of the data.
    pub with: Vec<StandardRef>,
    /// The standards that are held already, in the order of the data.
    pub have: Vec<StandardRef>,
    /// From when on a requirement counts as met.
    pub level: Level,
    /// What the answer takes for granted, a sentence each.
    pub assumptions: Vec<String>,
    /// All assessable requirements of the wanted standard.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub assessable: usize,
    /// How many of them are met in the end, those already met among them.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub met: usize,
    /// The set: what meets most for its weight first.
    pub steps: Vec<CoverStep>,
    /// The weight of the set; how many requirements it holds where everything weighs 1.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub weight: u64,
    /// Whether a file of weights came with the question.
    pub weighted: bool,
    /// No set that meets as much weighs less than this; `null` where requirements meet something only together and the search did
    /// not end.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub lower_bound: Option<u64>,
    /// Whether no set that meets as much weighs less.
    pub proven_smallest: bool,
    /// How many nodes were searched for that.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub nodes: usize,
    /// How many would have been searched at most.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub node_limit: usize,
    /// What is held meets these already.
    pub already: Vec<RequirementRef>,
    /// Nothing that may be adopted meets these, alone or together.
    pub nobody: Vec<RequirementRef>,
    /// What was found in the file of weights; rows in error are not used.
    pub findings: Vec<Diagnostic>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// One requirement to adopt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CoverStep {
    /// Which.
    pub adopt: RequirementRef,
    /// What it weighs.
    pub weight: u32,
    /// What it is the first to meet, in clause order.
    pub adds: Vec<CoverMet>,
    /// How many requirements are met from this step on.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub met: usize,
}

/// A requirement of the wanted standard that a step meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CoverMet {
    /// Which.
    pub requirement: RequirementRef,
    /// Asserted where a row says so, else proven.
    pub basis: Basis,
    /// How.
    pub proof: Vec<ProofStep>,
}

/// The columns of the sheet.
const COLUMNS: &[&str] = &[
    "step",
    "adopt",
    "adopt_title",
    "weight",
    "state",
    "requirement",
    "title",
    "basis",
    "proof",
    "met",
    "of",
    "smallest",
];

/// What is asked, as it was typed.
pub(super) struct Asked<'a> {
    pub(super) with: &'a [String],
    pub(super) want: &'a str,
    pub(super) level: Level,
    pub(super) have: &'a [String],
    pub(super) weights: Option<&'a Source>,
}

pub(super) fn cover(map: &Map, asked: &Asked<'_>, contested: bool) -> Result<CoverAnswer, QueryError> {
    let refuse = |message: &str| Err(QueryError { message: message.to_owned(), candidates: Vec::new() });
    let want = standard(map, asked.want)?;
    let (with, have) = (named(map, asked.with)?, named(map, asked.have)?);
    if with.is_empty() {
        return refuse("name at least one standard whose requirements may be adopted");
    }
    if with.contains(&want) || have.contains(&want) {
        return refuse("the wanted standard is to be met by others, not by itself");
    }
    let mut found = Findings::default();
    let weights = match asked.weights {
        Some(file) => weights(map, file, &mut found)?,
        None => map.each(1),
    };
    let mut findings = found.diagnostics;
    sort(&mut findings);
    let wish = Wish { with: &with, have: &have, want: &[want], level: asked.level, contested };
    let mut smallest = Smallest::new(map, &wish, &weights);
    let assessable = map.assessable(want).count();
    let refs = |all: &[RequirementIndex]| all.iter().map(|at| requirement_ref(map, *at)).collect();
    let in_error = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    Ok(CoverAnswer {
        want: standard_ref(map, want),
        with: with.iter().map(|at| standard_ref(map, *at)).collect(),
        have: have.iter().map(|at| standard_ref(map, *at)).collect(),
        level: asked.level,
        assumptions: assumptions(map, &wish),
        assessable,
        met: assessable - smallest.nobody.len(),
        weight: smallest.weight,
        weighted: asked.weights.is_some(),
        lower_bound: smallest.lower_bound,
        proven_smallest: smallest.lower_bound == Some(smallest.weight),
        nodes: smallest.nodes,
        node_limit: smallest.node_limit,
        already: refs(&smallest.already),
        nobody: refs(&smallest.nobody),
        steps: steps(map, &mut smallest, asked.level),
        findings,
        set_aside: map.set_aside + in_error,
        contradictory_rows: map.contradictory,
    })
}

/// The standards of that name, in the order of the data.
fn named(map: &Map, texts: &[String]) -> Result<Vec<StandardIndex>, QueryError> {
    let mut named: Vec<StandardIndex> =
        texts.iter().map(|text| standard(map, text)).collect::<Result<_, _>>()?;
    order::sort_by_key(&mut named, |at| *at);
    named.dedup();
    Ok(named)
}

fn assumptions(map: &Map, wish: &Wish<'_>) -> Vec<String> {
    let name = |at: &StandardIndex| map.standard(*at).name.as_str();
    let mut sentences: Vec<String> = Vec::new();
    for at in wish.have {
        sentences.push(format!("all {} requirements of {} are met.", map.assessable(*at).count(), name(at)));
    }
    for at in wish.with.iter().filter(|at| map.assessable(**at).any(|at| map.kind(at).is_advice())) {
        sentences.push(format!(
            "{}: advice adopted is not a requirement met; it touches and never covers.",
            name(at)
        ));
    }
    if wish.contested {
        sentences.push("rows marked contested prove something too.".to_owned());
    }
    sentences
}

/// Adopts step by step, and tells how each meets what it adds.
fn steps(map: &Map, smallest: &mut Smallest<'_>, level: Level) -> Vec<CoverStep> {
    let mut met = smallest.already.len();
    let mut seen: Each<bool> = map.each(false);
    let mut steps = Vec::new();
    for step in &smallest.steps {
        smallest.reach.adopt(step.adopt);
        met += step.adds.len();
        let add = |at: &RequirementIndex| how(map, &smallest.reach, step, *at, level, &mut seen);
        steps.push(CoverStep {
            adopt: requirement_ref(map, step.adopt),
            weight: step.weight,
            adds: step.adds.iter().map(add).collect(),
            met,
        });
    }
    steps
}

/// A row between the two where one says so, else the proof.
fn how(
    map: &Map,
    reach: &Reach<'_>,
    step: &Step,
    at: RequirementIndex,
    level: Level,
    seen: &mut Each<bool>,
) -> CoverMet {
    let says_so = |reads: Relationship| match level {
        Level::Partial => reads.is_positive(),
        Level::Covered => matches!(reads, Relationship::EqualTo | Relationship::SupersetOf),
    };
    let row = map.steps(step.adopt).find(|row| row.to == at && says_so(row.reads) && reach.proves(row.link));
    let (basis, proof) = match row {
        Some(row) => (Basis::Asserted, vec![proof::link_step(map, step.adopt, row.link)]),
        None => (Basis::Proven, proven(map, reach, at, seen)),
    };
    CoverMet { requirement: requirement_ref(map, at), basis, proof }
}

/// Every step after those that it rests on.
fn proven(map: &Map, reach: &Reach<'_>, of: RequirementIndex, seen: &mut Each<bool>) -> Vec<ProofStep> {
    let (mut steps, mut visited, mut open) = (Vec::new(), Vec::new(), vec![(of, false)]);
    while let Some((at, ready)) = open.pop() {
        let ground = reach.ground(at).filter(|ground| *ground != Ground::Held);
        let Some(ground) = ground else { continue };
        let from = reach.rests_on(at);
        if ready {
            steps.extend(from.into_iter().map(|from| proof::step(map, ground, from, at)));
        } else if !std::mem::replace(&mut seen[at], true) {
            visited.push(at);
            open.push((at, true));
            open.extend(from.into_iter().rev().map(|from| (from, false)));
        }
    }
    visited.into_iter().for_each(|at| seen[at] = false);
    steps
}

impl CoverAnswer {
    /// The headline: how many to adopt, what they weigh where they were weighed, and how much they meet.
    pub fn headline(&self) -> String {
        let done = match self.level {
            Level::Partial => "touched",
            Level::Covered => "covered",
        };
        let weight = if self.weighted { format!(" of total weight {}", self.weight) } else { String::new() };
        format!(
            "Adopting {}{weight}, {} of {} requirements are {done}; {} are {done} already, and {} by nothing that may be adopted.",
            self.steps.len(),
            self.met,
            self.assessable,
            self.already.len(),
            self.nobody.len()
        )
    }

    /// How near the set is to the smallest.
    pub fn distance(&self) -> String {
        let limit = self.node_limit;
        let (less, least) = if self.weighted { ("lighter", "lightest") } else { ("smaller", "smallest") };
        match self.lower_bound {
            Some(_) if self.proven_smallest => {
                format!("No {less} set meets as much: proven, {} nodes searched.", self.nodes)
            }
            Some(bound) => format!(
                "Weight {}, at most {} more than the {least}; the search was given up after {limit} nodes.",
                self.weight,
                self.weight - bound
            ),
            None => format!(
                "Weight {}; how far from the {least} is not known, as the search was given up after {limit} nodes.",
                self.weight
            ),
        }
    }

    /// As [`Self::distance`], for the column `smallest`.
    fn bound(&self) -> String {
        match self.lower_bound {
            Some(_) if self.proven_smallest => "proven smallest".to_owned(),
            Some(bound) => format!("at most {} more", self.weight - bound),
            None => "no bound".to_owned(),
        }
    }

    /// One row a requirement of the wanted standard, and one for a step that meets nothing until others are adopted.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS.iter().copied());
        for (number, step) in self.steps.iter().enumerate() {
            let mut push = |met: Option<&CoverMet>| {
                let mut row = self.row(self.level.as_str(), met.map(|met| &met.requirement));
                let proof = met.map(|met| met.proof.iter().map(in_words).collect::<Vec<_>>().join("; "));
                let of_step = [
                    (0, (number + 1).to_string()),
                    (1, step.adopt.id.to_string()),
                    (2, step.adopt.name()),
                    (3, step.weight.to_string()),
                    (7, met.map_or("", |met| met.basis.as_str()).to_owned()),
                    (8, proof.unwrap_or_default()),
                    (9, step.met.to_string()),
                ];
                for (column, text) in of_step {
                    row.get_mut(column).into_iter().for_each(|cell| cell.clone_from(&text));
                }
                sheet.push(row);
            };
            step.adds.iter().for_each(|met| push(Some(met)));
            if step.adds.is_empty() {
                push(None);
            }
        }
        for (state, all) in [("held", &self.already), ("nobody", &self.nobody)] {
            all.iter().for_each(|requirement| sheet.push(self.row(state, Some(requirement))));
        }
        sheet
    }

    /// A row that is not filled by a step yet.
    fn row(&self, state: &str, requirement: Option<&RequirementRef>) -> Vec<String> {
        let mut row = vec![String::new(); 4];
        row.push(state.to_owned());
        if let Some(requirement) = requirement {
            row.extend([requirement.id.to_string(), requirement.name()]);
        }
        row.resize(COLUMNS.len() - 2, String::new());
        row.extend([self.assessable.to_string(), self.bound()]);
        row
    }
}

/// A step of a proof, with its file and line.
fn in_words(step: &ProofStep) -> String {
    let place = match (&step.file, step.line) {
        (Some(file), Some(line)) => format!(" ({file}:{line})"),
        _ => String::new(),
    };
    format!("{} {} {}{place}", step.from, step.relation, step.to)
}
