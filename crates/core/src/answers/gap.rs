//! "We hold these: what is left of that?" Rule book, section 4.

use serde::Serialize;

use super::held::{Excluded, Held};
use super::proof::{self, ProofStep};
use super::views::{
    LinkRow, RequirementRef, StandardRef, link_row, nothing_row, requirement_ref, standard_ref,
};
use crate::coverage::{Basis, Coverage, Ground, State};
use crate::diagnostic::Diagnostic;
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::profile::ProfileRow;
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
    /// Every assessable requirement that applies, in clause order.
    pub requirements: Vec<GapRequirement>,
    /// What a Statement of Applicability takes out of the wanted and the held standards, in clause order.
    pub excluded: Vec<Excluded>,
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

/// The headline: an interval of integers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GapSummary {
    /// All assessable requirements of the wanted standard that apply.
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
    /// So many more do not apply.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub excluded: usize,
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
    /// What meets it: direct counterparts that are held, or else the held requirements that the proof starts from. Of a suggestion,
    /// where to look.
    pub by: Vec<RequirementRef>,
    /// What is left of it, link by link: one link may supply what another lacks.
    pub remaining: Vec<Remaining>,
    /// False where only a chain or a status row proves that something is met, so that what is left is not described.
    pub remainder_described: bool,
    /// The shortest proof, or the chain of a suggestion, or the rows that say that nothing corresponds.
    pub proof: Vec<ProofStep>,
    /// The held standards towards which nobody has looked.
    pub not_examined_towards: Vec<StandardRef>,
    /// The held standards of which a `:*` row says that they hold nothing for it.
    pub nothing_corresponds_in: Vec<StandardRef>,
    /// What a status file says of it.
    pub status: Option<ProfileRow>,
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

pub(super) fn gap(map: &Map, held: &Held) -> GapAnswer {
    let coverage = Coverage::new(map, held.holdings(map));
    let wanted = map.assessable(held.want).filter(|at| !held.is_excluded(map, *at));
    let states: Vec<(RequirementIndex, State)> = wanted.map(|at| (at, coverage.state(at))).collect();
    let counts = counts(&states);
    let assessable = states.len();
    let rollup = map.of_standard(held.want).filter(|at| map.kind(*at) == Kind::Heading).filter_map(|at| {
        // What stands below a heading follows it in clause order.
        let last = map.below(at).next_back();
        let below: Vec<_> =
            states.iter().filter(|(other, _)| *other > at && Some(*other) <= last).copied().collect();
        (!below.is_empty()).then(|| GapRollup {
            requirement: requirement_ref(map, at),
            assessable: below.len(),
            counts: self::counts(&below),
        })
    });
    GapAnswer {
        want: standard_ref(map, held.want),
        have: held.have(map),
        assumptions: held.assumptions(map),
        rollup: rollup.collect(),
        summary: GapSummary {
            assessable,
            counts,
            at_least: counts.covered,
            at_most: assessable.saturating_sub(counts.none),
            excluded: map.assessable(held.want).count().saturating_sub(assessable),
        },
        requirements: states
            .iter()
            .map(|(at, state)| requirement(map, held, &coverage, *at, *state))
            .collect(),
        excluded: held.excluded(map),
        findings: held.profiled.findings.clone(),
        set_aside: map.set_aside + held.profiled.set_aside,
        contradictory_rows: map.contradictory,
    }
}

fn requirement(
    map: &Map,
    held: &Held,
    coverage: &Coverage<'_>,
    of: RequirementIndex,
    state: State,
) -> GapRequirement {
    let status = held.profiled.standing(map, of).and_then(|(_, row)| row);
    let mut answer = GapRequirement {
        requirement: requirement_ref(map, of),
        state,
        basis: None,
        by: Vec::new(),
        remaining: Vec::new(),
        remainder_described: true,
        proof: Vec::new(),
        not_examined_towards: coverage.not_examined_towards(of).map(|at| standard_ref(map, at)).collect(),
        nothing_corresponds_in: coverage.nothing_corresponds_in(of).map(|at| standard_ref(map, at)).collect(),
        status: status.cloned(),
        review: None,
        confidence: None,
    };
    match state {
        State::Covered => covered(map, coverage, of, &mut answer),
        State::Partial => partial(map, coverage, of, &mut answer),
        State::Suggested => {
            answer.proof = proof::of_ways(map, coverage.practised(), &coverage.suggestion(of));
            answer.by = refs(map, proof::starts(map, coverage.practised(), &answer.proof));
            answer.basis = Some(Basis::Suggested);
        }
        State::None => {
            answer.proof = looked(map, held, of);
            answer.basis = Some(Basis::Asserted);
        }
        State::NotExamined => {}
    }
    answer.review = proof::weakest_review(&answer.proof);
    answer.confidence = proof::weakest_confidence(&answer.proof);
    answer
}

fn covered(map: &Map, coverage: &Coverage<'_>, of: RequirementIndex, answer: &mut GapRequirement) {
    let set = if coverage.bound.contains(of) { &coverage.bound } else { coverage.practised() };
    if set.ground(of) == Some(Ground::Held) {
        answer.by = refs(map, vec![of]);
        answer.basis = Some(Basis::Asserted);
        return;
    }
    let inside = |step: &Step| {
        matches!(step.reads, Relationship::EqualTo | Relationship::SubsetOf) && set.contains(step.to)
    };
    let direct: Vec<Step> = coverage.direct(of).filter(inside).collect();
    match direct_basis(map, coverage, &direct) {
        Some((basis, best)) => {
            answer.basis = Some(basis);
            answer.proof = proof::of_covered(map, set, best.to);
            answer.proof.push(proof::link_step(map, best.to, best.link));
            answer.by = by(map, coverage, &direct, &answer.proof);
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
    answer.remaining = direct.iter().map(|step| remaining(map, coverage, of, step)).collect();
    match direct_basis(map, coverage, &direct) {
        Some((basis, best)) => {
            answer.basis = Some(basis);
            answer.proof = proof::of_covered(map, coverage.practised(), best.to);
            answer.proof.push(proof::link_step(map, best.to, best.link));
            answer.by = by(map, coverage, &direct, &answer.proof);
        }
        None if coverage.practised().is_partly(of) => {
            answer.basis = Some(Basis::Asserted);
            answer.remainder_described = false;
            answer.by = refs(map, vec![of]);
        }
        None => {
            answer.basis = Some(Basis::Proven);
            answer.remainder_described = false;
            answer.proof = if coverage.practised().contains(of) {
                proof::of_covered(map, coverage.practised(), of)
            } else {
                proof::of_overlap(map, coverage.practised(), of)
            };
            answer.by = refs(map, proof::starts(map, coverage.practised(), &answer.proof));
        }
    }
}

/// The held counterparts; where none of the counterparts is held itself, the held requirements that the proof starts from.
///
/// What is met only through others is evidence of nothing: an auditor asks for what is there.
fn by(map: &Map, coverage: &Coverage<'_>, direct: &[Step], proof: &[ProofStep]) -> Vec<RequirementRef> {
    let held: Vec<_> = direct.iter().map(|step| step.to).filter(|at| coverage.is_held(*at)).collect();
    if held.is_empty() { refs(map, proof::starts(map, coverage.practised(), proof)) } else { refs(map, held) }
}

/// Asserted where a link leads to something held itself, else proven; and the link that is shown first.
fn direct_basis(map: &Map, coverage: &Coverage<'_>, direct: &[Step]) -> Option<(Basis, Step)> {
    let strength = |step: &Step| map.link(step.link).row.strength;
    // The last of equals would win, so the order is turned round: the strongest, then the first in clause order.
    let best = direct.iter().rev().max_by_key(|step| (coverage.is_held(step.to), strength(step)))?;
    Some((if coverage.is_held(best.to) { Basis::Asserted } else { Basis::Proven }, *best))
}

fn remaining(map: &Map, coverage: &Coverage<'_>, of: RequirementIndex, step: &Step) -> Remaining {
    let row = link_row(map, step.link);
    let own = if map.link(step.link).source == of { &row.source_only } else { &row.target_only };
    let text = if coverage.practised().is_partly(step.to) {
        let open = "the counterpart is only partly implemented";
        if own.is_empty() { open.to_owned() } else { format!("{own}; {open}") }
    } else if own.is_empty() {
        "nothing more is asked, but the counterpart is advice: evidence of conformity is still to be shown"
            .to_owned()
    } else {
        own.clone()
    };
    Remaining { counterpart: requirement_ref(map, step.to), reads: step.reads, text, row }
}

/// The rows by which a requirement was examined towards the held standards: those that say that nothing corresponds, and those
/// to what is not held of them.
fn looked(map: &Map, held: &Held, of: RequirementIndex) -> Vec<ProofStep> {
    let mut steps = Vec::new();
    for carrier in std::iter::once(of).chain(map.above(of)) {
        let is_held = |standard: StandardIndex| held.standards.contains(&standard);
        let nothing = map.nothing_of(carrier).iter().filter(|row| is_held(row.standard));
        steps.extend(nothing.map(|row| nothing_step(map, row)));
        let links = map.steps(carrier).filter(|step| step.reads.is_positive());
        let links = links.filter(|step| is_held(map.standard_of(step.to)));
        steps.extend(links.map(|step| proof::link_step(map, carrier, step.link)));
    }
    steps
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

fn counts(states: &[(RequirementIndex, State)]) -> StateCounts {
    let mut counts = StateCounts::default();
    for (_, state) in states {
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

impl GapRequirement {
    /// What is left, in one line: link by link, or what is known instead.
    pub fn remaining_text(&self) -> String {
        match self.state {
            State::Covered => String::new(),
            State::Partial if !self.remainder_described => self.undescribed(),
            State::Partial => {
                let parts =
                    self.remaining.iter().map(|part| format!("{}: {}", part.counterpart.id, part.text));
                parts.collect::<Vec<_>>().join(" | ")
            }
            State::Suggested if self.nothing_corresponds_in.is_empty() => {
                "nothing is proven; a place to look".to_owned()
            }
            State::Suggested => {
                let said = keys(&self.nothing_corresponds_in);
                format!(
                    "nothing is proven; a place to look, although a row says that nothing corresponds in {said}"
                )
            }
            State::None => "all of it".to_owned(),
            State::NotExamined => format!("not examined towards {}", keys(&self.not_examined_towards)),
        }
    }

    fn undescribed(&self) -> String {
        match &self.status {
            Some(row) if self.proof.is_empty() && row.text.is_empty() => {
                "partly implemented; what remains is not described".to_owned()
            }
            Some(row) if self.proof.is_empty() => format!("partly implemented: {}", row.text),
            _ => "the overlap is proven by a chain; what remains is not described".to_owned(),
        }
    }
}

fn keys(standards: &[StandardRef]) -> String {
    standards.iter().map(|standard| standard.key.as_str()).collect::<Vec<_>>().join(" ")
}

impl GapAnswer {
    /// `requirement,title,state,basis,by,remaining`; at the end what does not apply, as `excluded`.
    pub(super) fn sheet(&self) -> Sheet {
        let header = ["requirement", "title", "state", "basis", "by", "remaining"];
        let mut sheet = Sheet::new(header.iter().copied());
        for row in &self.requirements {
            let by: Vec<&str> = row.by.iter().map(|requirement| requirement.id.as_str()).collect();
            sheet.rows.push(vec![
                row.requirement.id.to_string(),
                row.requirement.name(),
                row.state.as_str().to_owned(),
                row.basis.map(Basis::as_str).unwrap_or_default().to_owned(),
                by.join(" "),
                row.remaining_text(),
            ]);
        }
        for row in self.excluded.iter().filter(|row| row.requirement.standard == self.want.key) {
            sheet.rows.push(vec![
                row.requirement.id.to_string(),
                row.requirement.name(),
                "excluded".to_owned(),
                Basis::Asserted.as_str().to_owned(),
                String::new(),
                row.reason(),
            ]);
        }
        sheet
    }
}
