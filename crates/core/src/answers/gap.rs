//! "We hold these: what is left of that?" Rule book, section 4.

use serde::Serialize;

use super::proof::{self, ProofStep};
use super::views::{
    LinkRow, RequirementRef, StandardRef, link_row, nothing_row, requirement_ref, standard_ref,
};
use crate::coverage::{Basis, Coverage, Ground, Holdings, State};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::order;
use crate::resolve::{QueryError, standard};
use crate::word::{Confidence, Kind, Relationship, Review};

/// Which requirements of one standard the held standards meet, how surely, and what is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GapAnswer {
    /// The wanted standard.
    pub want: StandardRef,
    /// The held standards, in the order of the data.
    pub have: Vec<StandardRef>,
    /// What the answer takes for granted, a sentence each.
    pub assumptions: Vec<String>,
    /// The headline.
    pub summary: GapSummary,
    /// The same counts for every heading, in clause order.
    pub rollup: Vec<GapRollup>,
    /// Every assessable requirement, in clause order.
    pub requirements: Vec<GapRequirement>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
}

/// The headline: an interval of integers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GapSummary {
    /// All assessable requirements of the wanted standard.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub assessable: usize,
    /// How many are in each state.
    pub counts: StateCounts,
    /// At least so many are met: those covered.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub at_least: usize,
    /// At most so many can be met: all but those in state none.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub at_most: usize,
}

/// Requirements by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the states")]
pub struct StateCounts {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub covered: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub partial: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub suggested: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub none: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub not_examined: usize,
}

/// The counts below one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GapRollup {
    /// The heading.
    pub requirement: RequirementRef,
    /// Assessable requirements below it.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub assessable: usize,
    /// How many are in each state.
    pub counts: StateCounts,
}

/// One requirement of the wanted standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GapRequirement {
    /// Which.
    pub requirement: RequirementRef,
    /// How far it is met.
    pub state: State,
    /// What that rests on; `null` where nobody has looked.
    pub basis: Option<Basis>,
    /// What meets it, or where to look: direct counterparts, or else the held requirements that the proof starts from.
    pub by: Vec<RequirementRef>,
    /// What is left of it, link by link: one link may supply what another lacks.
    pub remaining: Vec<Remaining>,
    /// False where only a chain proves the overlap, so that what is left is not described.
    pub remainder_described: bool,
    /// The shortest proof, or the chain of a suggestion, or the rows that say that nothing corresponds.
    pub proof: Vec<ProofStep>,
    /// The held standards towards which nobody has looked.
    pub not_examined_towards: Vec<StandardRef>,
    /// The weakest review on the way.
    pub review: Option<Review>,
    /// The weakest confidence on the way.
    pub confidence: Option<Confidence>,
}

/// What one counterpart leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Remaining {
    /// The counterpart that is met or practised.
    pub counterpart: RequirementRef,
    /// Read from the wanted requirement.
    pub reads: Relationship,
    /// What the counterpart lacks; where it lacks nothing and is advice, that is said.
    pub text: String,
    /// The row.
    pub row: LinkRow,
}

pub(super) fn gap(map: &Map, have: &[String], want: &str, contested: bool) -> Result<GapAnswer, QueryError> {
    let want = standard(map, want)?;
    let mut standards: Vec<StandardIndex> =
        have.iter().map(|text| standard(map, text)).collect::<Result<_, _>>()?;
    order::sort_by_key(&mut standards, |at| *at);
    standards.dedup();
    if standards.is_empty() {
        let message = "name at least one standard that you hold".to_owned();
        return Err(QueryError { message, candidates: Vec::new() });
    }
    let assumptions = assumptions(map, &standards, want, contested);
    let have: Vec<StandardRef> = standards.iter().map(|at| standard_ref(map, *at)).collect();
    let coverage = Coverage::new(map, Holdings { standards, contested });
    let requirements: Vec<GapRequirement> =
        map.assessable(want).map(|at| requirement(map, &coverage, at)).collect();
    let counts = counts(map.assessable(want).map(|at| coverage.state(at)));
    let assessable = requirements.len();
    let rollup = map.of_standard(want).filter(|at| map.kind(*at) == Kind::Heading).filter_map(|at| {
        let below: Vec<_> = map.below(at).filter(|at| map.kind(*at).is_assessable()).collect();
        (!below.is_empty()).then(|| GapRollup {
            requirement: requirement_ref(map, at),
            assessable: below.len(),
            counts: self::counts(below.iter().map(|at| coverage.state(*at))),
        })
    });
    Ok(GapAnswer {
        want: standard_ref(map, want),
        have,
        assumptions,
        rollup: rollup.collect(),
        summary: GapSummary {
            assessable,
            counts,
            at_least: counts.covered,
            at_most: assessable.saturating_sub(counts.none),
        },
        requirements,
        set_aside: map.set_aside,
    })
}

fn requirement(map: &Map, coverage: &Coverage<'_>, of: RequirementIndex) -> GapRequirement {
    let state = coverage.state(of);
    let mut answer = GapRequirement {
        requirement: requirement_ref(map, of),
        state,
        basis: None,
        by: Vec::new(),
        remaining: Vec::new(),
        remainder_described: true,
        proof: Vec::new(),
        not_examined_towards: coverage.not_examined_towards(of).map(|at| standard_ref(map, at)).collect(),
        review: None,
        confidence: None,
    };
    match state {
        State::Covered => covered(map, coverage, of, &mut answer),
        State::Partial => partial(map, coverage, of, &mut answer),
        State::Suggested => {
            answer.proof = proof::of_reached(map, coverage, &coverage.near, of);
            answer.by = refs(map, proof::starts(map, &coverage.practised, &answer.proof));
            answer.basis = Some(Basis::Suggested);
        }
        State::None => {
            let carriers: Vec<_> = std::iter::once(of).chain(map.above(of)).collect();
            let rows = map.nothing.iter().filter(|row| carriers.contains(&row.requirement));
            answer.proof = rows.map(|row| nothing_step(map, row)).collect();
            answer.basis = Some(Basis::Asserted);
        }
        State::NotExamined => {}
    }
    answer.review = proof::weakest_review(&answer.proof);
    answer.confidence = proof::weakest_confidence(&answer.proof);
    answer
}

fn covered(map: &Map, coverage: &Coverage<'_>, of: RequirementIndex, answer: &mut GapRequirement) {
    let set = if coverage.bound.ground(of).is_some() { &coverage.bound } else { &coverage.practised };
    if set.ground(of) == Some(Ground::Held) {
        answer.by = refs(map, vec![of]);
        answer.basis = Some(Basis::Asserted);
        return;
    }
    let inside = |step: &Step| {
        matches!(step.reads, Relationship::EqualTo | Relationship::SubsetOf) && set.ground(step.to).is_some()
    };
    let direct: Vec<Step> = coverage.direct(of).filter(inside).collect();
    match direct_basis(map, coverage, &direct) {
        Some((basis, best)) => {
            answer.basis = Some(basis);
            answer.by = refs(map, direct.iter().map(|step| step.to).collect());
            answer.proof = proof::of_covered(map, set, best.to);
            answer.proof.push(proof::link_step(map, best.to, best.link));
        }
        None => {
            answer.basis = Some(Basis::Proven);
            answer.proof = proof::of_covered(map, set, of);
            answer.by = refs(map, proof::starts(map, set, &answer.proof));
        }
    }
}

fn partial(map: &Map, coverage: &Coverage<'_>, of: RequirementIndex, answer: &mut GapRequirement) {
    let direct: Vec<Step> = coverage.direct(of).collect();
    answer.remaining = direct.iter().map(|step| remaining(map, of, step)).collect();
    match direct_basis(map, coverage, &direct) {
        Some((basis, best)) => {
            answer.basis = Some(basis);
            answer.by = refs(map, direct.iter().map(|step| step.to).collect());
            answer.proof = proof::of_covered(map, &coverage.practised, best.to);
            answer.proof.push(proof::link_step(map, best.to, best.link));
        }
        None => {
            answer.basis = Some(Basis::Proven);
            answer.remainder_described = false;
            answer.proof = if coverage.practised.ground(of).is_some() {
                proof::of_covered(map, &coverage.practised, of)
            } else {
                proof::of_reached(map, coverage, &coverage.overlap, of)
            };
            answer.by = refs(map, proof::starts(map, &coverage.practised, &answer.proof));
        }
    }
}

/// Asserted where a link leads to something held itself, else proven; and the link that is shown first.
fn direct_basis(map: &Map, coverage: &Coverage<'_>, direct: &[Step]) -> Option<(Basis, Step)> {
    let held = |step: &Step| coverage.practised.ground(step.to) == Some(Ground::Held);
    let strength = |step: &Step| map.link(step.link).row.strength;
    // The last of equals would win, so the order is turned round: the strongest, then the first in clause order.
    let best = direct.iter().rev().max_by_key(|step| (held(step), strength(step)))?;
    Some((if held(best) { Basis::Asserted } else { Basis::Proven }, *best))
}

fn remaining(map: &Map, of: RequirementIndex, step: &Step) -> Remaining {
    let row = link_row(map, step.link);
    let own = if map.link(step.link).source == of { &row.source_only } else { &row.target_only };
    let text = if own.is_empty() {
        "nothing more is asked, but the counterpart is advice: evidence of conformity is still to be shown"
            .to_owned()
    } else {
        own.clone()
    };
    Remaining { counterpart: requirement_ref(map, step.to), reads: step.reads, text, row }
}

fn nothing_step(map: &Map, nothing: &crate::map::Nothing) -> ProofStep {
    let row = nothing_row(map, nothing);
    ProofStep {
        from: map.requirement_id(nothing.requirement),
        relation: row.relationship.to_string(),
        to: format!("{}:*", map.standard(nothing.standard).key),
        file: Some(row.file),
        line: Some(row.line),
        review: Some(row.review),
        confidence: Some(row.confidence),
    }
}

fn refs(map: &Map, all: Vec<RequirementIndex>) -> Vec<RequirementRef> {
    all.into_iter().map(|at| requirement_ref(map, at)).collect()
}

fn counts(states: impl Iterator<Item = State>) -> StateCounts {
    let mut counts = StateCounts::default();
    for state in states {
        match state {
            State::Covered => counts.covered += 1,
            State::Partial => counts.partial += 1,
            State::Suggested => counts.suggested += 1,
            State::None => counts.none += 1,
            State::NotExamined => counts.not_examined += 1,
        }
    }
    counts
}

fn assumptions(map: &Map, have: &[StandardIndex], want: StandardIndex, contested: bool) -> Vec<String> {
    let mut sentences = Vec::new();
    for at in have {
        let name = &map.standard(*at).name;
        let of_kind = |kind: Kind| map.assessable(*at).filter(|at| map.kind(*at) == kind).count();
        let (clauses, controls, practices) =
            (of_kind(Kind::Clause), of_kind(Kind::Control), of_kind(Kind::Practice));
        if practices > 0 {
            sentences.push(format!(
                "{name}: all {practices} practices are taken as adopted; advice adopted is not a requirement met, so they give at most `partial`."
            ));
        } else if controls > 0 {
            sentences.push(format!(
                "{name}: all {clauses} clauses are taken as met and all {controls} Annex A controls as implemented; a certificate alone proves the clauses only."
            ));
        } else {
            sentences.push(format!("{name}: all {clauses} clauses are taken as met."));
        }
    }
    if have.contains(&want) {
        sentences.push(format!("{} itself is among what is held.", map.standard(want).name));
    }
    if contested {
        sentences.push("Rows marked contested are taken to prove something too.".to_owned());
    }
    sentences
}

impl GapRequirement {
    /// What is left, in one line: link by link, or what is known instead.
    pub fn remaining_text(&self) -> String {
        match self.state {
            State::Covered => String::new(),
            State::Partial if !self.remainder_described => {
                "the overlap is proven by a chain; what remains is not described".to_owned()
            }
            State::Partial => {
                let parts =
                    self.remaining.iter().map(|part| format!("{}: {}", part.counterpart.id, part.text));
                parts.collect::<Vec<_>>().join(" | ")
            }
            State::Suggested => "nothing is proven; a place to look".to_owned(),
            State::None => "all of it".to_owned(),
            State::NotExamined => {
                let keys = self.not_examined_towards.iter().map(|standard| standard.key.as_str());
                format!("not examined towards {}", keys.collect::<Vec<_>>().join(" "))
            }
        }
    }
}

impl GapAnswer {
    /// `requirement,title,state,basis,by,remaining`
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["requirement", "title", "state", "basis", "by", "remaining"]);
        for row in &self.requirements {
            let by: Vec<&str> = row.by.iter().map(|requirement| requirement.id.as_str()).collect();
            sheet.push([
                row.requirement.id.to_string(),
                row.requirement.name(),
                row.state.as_str().to_owned(),
                row.basis.map(Basis::as_str).unwrap_or_default().to_owned(),
                by.join(" "),
                row.remaining_text(),
            ]);
        }
        sheet
    }
}
