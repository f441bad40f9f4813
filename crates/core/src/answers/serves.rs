//! "What of ours serves that standard?": the gap read from the other side. Rule book, section 4.

use serde::Serialize;

use super::held::Held;
use super::proof::{self, ProofStep};
use super::views::{RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::coverage::{Basis, Coverage, Ground, Holdings, Way};
use crate::diagnostic::Diagnostic;
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::word::{Confidence, Relationship, Review};

/// For each held requirement, what it does for the wanted standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ServesAnswer {
    /// The wanted standard.
    pub want: StandardRef,
    /// The held standards, in the order of the data.
    pub have: Vec<StandardRef>,
    /// What the answer takes for granted, a sentence each.
    pub assumptions: Vec<String>,
    /// How many of the held requirements serve something for certain.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub serving: usize,
    /// Every requirement that is held, in full or in part, in clause order.
    pub requirements: Vec<ServesRequirement>,
    /// What is wrong with the files that came with the question; beside the answer and no part of it.
    #[serde(skip)]
    pub findings: Vec<Diagnostic>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// One held requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ServesRequirement {
    /// Which.
    pub requirement: RequirementRef,
    /// Whether only a part of it is implemented.
    pub partly: bool,
    /// What of the wanted standard it serves for certain, in clause order; empty where nothing is proven.
    pub serves: Vec<Served>,
}

/// One wanted requirement that is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Served {
    /// Which.
    pub requirement: RequirementRef,
    /// How far.
    pub effect: Effect,
    /// What that rests on.
    pub basis: Basis,
    /// The row, or the chain; what is met together with others is proven, as no row says it of this one alone.
    pub proof: Vec<ProofStep>,
    /// The weakest review on the way.
    pub review: Option<Review>,
    /// The weakest confidence on the way.
    pub confidence: Option<Confidence>,
}

/// What one held requirement does for a wanted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It alone meets all of it.
    Covers,
    /// It alone meets something of it, or is advice.
    Overlaps,
    /// With others that are held it meets all of it, by a joint row.
    Together,
}

impl Effect {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Covers => "covers",
            Self::Overlaps => "overlaps",
            Self::Together => "together",
        }
    }
}

pub(super) fn serves(map: &Map, held: &Held) -> ServesAnswer {
    let holdings = held.holdings(map);
    let whole = Coverage::new(map, holdings.clone());
    let mut requirements = Vec::new();
    let mut partly = holdings.partly.iter().copied().peekable();
    let mut in_full = holdings.held.iter().copied().peekable();
    // Both lists are in clause order, and nothing stands in both.
    while let Some(first) = in_full.peek().or(partly.peek()).copied() {
        let is_partly = partly.peek().is_some_and(|at| *at <= first);
        let at = if is_partly { partly.next() } else { in_full.next() }.unwrap_or(first);
        requirements.push(ServesRequirement {
            requirement: requirement_ref(map, at),
            partly: is_partly,
            serves: served(map, held, &whole, at, is_partly),
        });
    }
    ServesAnswer {
        want: standard_ref(map, held.want),
        have: held.have(map),
        assumptions: held.assumptions(map),
        serving: requirements.iter().filter(|row| !row.serves.is_empty()).count(),
        requirements,
        findings: held.profiled.findings.clone(),
        set_aside: map.set_aside + held.profiled.set_aside,
        contradictory_rows: map.contradictory,
    }
}

/// What one held requirement serves: alone, then by joint rows with what else is held.
fn served(map: &Map, held: &Held, whole: &Coverage<'_>, by: RequirementIndex, partly: bool) -> Vec<Served> {
    let mut alone = Holdings { contested: held.contested, ..Holdings::default() };
    if partly {
        alone.partly.push(by)
    } else {
        alone.held.push(by)
    }
    let alone = Coverage::new(map, alone);
    let mut all = Vec::new();
    for of in map.assessable(held.want).filter(|of| *of != by && !held.is_excluded(map, *of)) {
        if alone.practised().overlaps(of) {
            all.push(served_alone(map, &alone, by, of));
        } else if let Some(joint) = joint_of(map, held, whole, by, of) {
            let way = Way { from: by, ground: Ground::Joint(joint), to: of };
            let proof = proof::of_ways(map, whole.practised(), &[way]);
            all.push(answer(map, of, Effect::Together, Basis::Proven, proof));
        }
    }
    all
}

/// The joint row by which a requirement meets another together with what else is held.
fn joint_of(
    map: &Map,
    held: &Held,
    whole: &Coverage<'_>,
    by: RequirementIndex,
    of: RequirementIndex,
) -> Option<usize> {
    map.joints.iter().position(|joint| {
        let usable = held.contested || joint.review != Review::Contested;
        joint.target == of
            && usable
            && joint.sources.contains(&by)
            && joint.sources.iter().all(|source| whole.practised().contains(*source))
    })
}

/// How one requirement serves another, by a row between the two if there is one that says as much.
fn served_alone(map: &Map, alone: &Coverage<'_>, by: RequirementIndex, of: RequirementIndex) -> Served {
    let covers = alone.state(of) == crate::State::Covered;
    let contained = |word: Relationship| matches!(word, Relationship::EqualTo | Relationship::SubsetOf);
    let direct = alone.direct(of).find(|step| step.to == by && (!covers || contained(step.reads)));
    let effect = if covers { Effect::Covers } else { Effect::Overlaps };
    match direct {
        Some(step) => answer(map, of, effect, Basis::Asserted, vec![proof::link_step(map, by, step.link)]),
        None if alone.practised().contains(of) => {
            answer(map, of, effect, Basis::Proven, proof::of_covered(map, alone.practised(), of))
        }
        None => answer(map, of, effect, Basis::Proven, proof::of_overlap(map, alone.practised(), of)),
    }
}

fn answer(map: &Map, of: RequirementIndex, effect: Effect, basis: Basis, proof: Vec<ProofStep>) -> Served {
    Served {
        requirement: requirement_ref(map, of),
        effect,
        basis,
        review: proof::weakest_review(&proof),
        confidence: proof::weakest_confidence(&proof),
        proof,
    }
}

impl Served {
    /// The rows and steps that it rests on, in one line.
    pub fn proof_text(&self) -> String {
        let steps = self.proof.iter().map(|step| {
            let place = match (&step.file, step.line) {
                (Some(file), Some(line)) => format!(" ({file}:{line})"),
                _ => String::new(),
            };
            format!("{} {} {}{place}", step.from, step.relation, step.to)
        });
        steps.collect::<Vec<_>>().join("; ")
    }
}

impl ServesAnswer {
    /// `requirement,title,serves,serves_title,effect,basis,proof`; one row a served requirement, or one that says `nothing`.
    pub(super) fn sheet(&self) -> Sheet {
        let header = ["requirement", "title", "serves", "serves_title", "effect", "basis", "proof"];
        let mut sheet = Sheet::new(header.iter().copied());
        for row in &self.requirements {
            let mut push = |theirs: [String; 5]| {
                let mut cells = vec![row.requirement.id.to_string(), row.requirement.name()];
                cells.extend(theirs);
                sheet.rows.push(cells);
            };
            if row.serves.is_empty() {
                push(["", "", "nothing", "", ""].map(str::to_owned));
            }
            for served in &row.serves {
                push([
                    served.requirement.id.to_string(),
                    served.requirement.name(),
                    served.effect.as_str().to_owned(),
                    served.basis.as_str().to_owned(),
                    served.proof_text(),
                ]);
            }
        }
        sheet
    }
}
