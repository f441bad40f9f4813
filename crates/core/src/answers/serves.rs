//! "What of ours serves that standard?": the gap read from the other side. Rule book, section 4.

use serde::Serialize;

use super::held::Held;
use super::proof::{self, ProofStep};
use super::views::{RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::coverage::{Basis, Coverage, Ground, Holdings, Way};
use crate::diagnostic::Diagnostic;
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::order;
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
    /// What is wrong with the files that came with the question.
    pub findings: Vec<Diagnostic>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
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
    /// The row, or the chain.
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
    let in_full = holdings.held.iter().map(|at| (*at, false));
    let mut ours: Vec<(RequirementIndex, bool)> =
        in_full.chain(holdings.partly.iter().map(|at| (*at, true))).collect();
    order::sort_by_key(&mut ours, |(at, _)| *at);
    let whole = Coverage::new(map, holdings);
    let requirements: Vec<ServesRequirement> = ours
        .into_iter()
        .map(|(at, partly)| ServesRequirement {
            requirement: requirement_ref(map, at),
            partly,
            serves: served(map, held, &whole, at, partly),
        })
        .collect();
    ServesAnswer {
        want: standard_ref(map, held.want),
        have: held.have(map),
        assumptions: held.assumptions(map),
        serving: requirements.iter().filter(|row| !row.serves.is_empty()).count(),
        requirements,
        findings: held.profiled.findings.clone(),
        set_aside: map.set_aside + held.profiled.set_aside,
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
    let is_wanted = |at: RequirementIndex| {
        map.standard_of(at) == held.want
            && at != by
            && map.kind(at).is_assessable()
            && !held.is_excluded(map, at)
    };
    let reached = alone.practised().covered().iter().copied().chain(alone.practised().overlapped());
    let mut all: Vec<(RequirementIndex, Served)> =
        reached.filter(|at| is_wanted(*at)).map(|at| (at, served_alone(map, &alone, by, at))).collect();
    for (number, joint) in map.joints.iter().enumerate() {
        let complete = joint.sources.iter().all(|source| whole.practised().contains(*source));
        let usable = held.contested || joint.review != Review::Contested;
        let known = all.iter().any(|(at, _)| *at == joint.target);
        if complete && usable && !known && is_wanted(joint.target) && joint.sources.contains(&by) {
            let way = Way { from: by, ground: Ground::Joint(number), to: joint.target };
            let proof = proof::of_ways(map, whole.practised(), &[way]);
            all.push((joint.target, answer(map, joint.target, Effect::Together, Basis::Asserted, proof)));
        }
    }
    order::sort_by_key(&mut all, |(at, _)| *at);
    all.into_iter().map(|(_, served)| served).collect()
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
        let mut sheet =
            Sheet::new(["requirement", "title", "serves", "serves_title", "effect", "basis", "proof"]);
        for row in &self.requirements {
            let ours = [row.requirement.id.to_string(), row.requirement.name()];
            if row.serves.is_empty() {
                let nothing = ["", "", "nothing", "", ""].map(str::to_owned);
                sheet.push(ours.clone().into_iter().chain(nothing));
            }
            for served in &row.serves {
                let theirs = [
                    served.requirement.id.to_string(),
                    served.requirement.name(),
                    served.effect.as_str().to_owned(),
                    served.basis.as_str().to_owned(),
                    served.proof_text(),
                ];
                sheet.push(ours.clone().into_iter().chain(theirs));
            }
        }
        sheet
    }
}
