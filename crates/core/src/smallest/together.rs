//! Where several requirements meet together what none of them meets alone: headings and joint rows.

use super::lists::Lists;
use super::problem::Problem;
use super::{Instance, Met, ascending, number_of};
use crate::map::{Each, Map, RequirementIndex};
use crate::smallest::Reach;
use crate::word::{Relationship, Review};

/// No larger set is thinned out one by one.
const LARGEST_THINNED: usize = 300;

/// What everything that may be adopted reaches, for looking back at what may have a part in it.
#[derive(Debug)]
pub(super) struct Together {
    reached: Each<Met>,
    /// For each requirement when it was last looked at, as touched and as covered.
    seen: Each<[u32; 2]>,
    now: u32,
}

/// Premises that together cover a requirement.
struct Rule {
    premises: Vec<RequirementIndex>,
    target: RequirementIndex,
    met: Met,
}

impl Together {
    /// `None` where every set meets just what its members meet alone.
    ///
    /// That is so when no heading or joint row that comes to hold meets a goal that none of its premises meets: whatever is then
    /// derived from several is derived from one of them.
    pub(super) fn new(instance: &Instance<'_>, reach: &mut Reach<'_>) -> Option<Self> {
        let mark = reach.mark();
        instance.candidates.iter().for_each(|at| reach.adopt(*at));
        let mut reached = instance.map.each(Met::No);
        for raise in reach.since(mark) {
            reached[raise.at] = reached[raise.at].max(raise.met);
        }
        let rules = rules(instance.map, reach, &reached);
        reach.take_back(mark);
        if rules.iter().all(|rule| is_harmless(instance, reach, rule)) {
            return None;
        }
        Some(Self { reached, seen: instance.map.each([0; 2]), now: 0 })
    }

    /// The candidates that may have a part in meeting a goal, by number.
    pub(super) fn candidates_for(
        &mut self,
        instance: &Instance<'_>,
        reach: &Reach<'_>,
        goal: RequirementIndex,
    ) -> Vec<u32> {
        self.now += 1;
        let (mut found, mut open) = (Vec::new(), vec![(goal, instance.needed(goal))]);
        while let Some((at, met)) = open.pop() {
            let seen = self.seen[at].get_mut(usize::from(met > Met::Touched));
            let is_new = seen.is_some_and(|seen| std::mem::replace(seen, self.now) != self.now);
            if !is_new || self.reached[at] < met || reach.met(at) >= met {
                continue;
            }
            if met > Met::Touched {
                found.extend(instance.candidate(at, met));
            }
            Self::before(instance.map, reach, at, met, &mut open);
        }
        found
    }

    /// From what a requirement may have come to be met so surely, in one step.
    fn before(
        map: &Map,
        reach: &Reach<'_>,
        at: RequirementIndex,
        met: Met,
        open: &mut Vec<(RequirementIndex, Met)>,
    ) {
        if met == Met::Touched {
            open.push((at, Met::Practised));
            open.extend(map.children(at).map(|child| (child, Met::Touched)));
            for step in map.steps(at).filter(|step| reach.proves(step.link)) {
                match step.reads {
                    Relationship::EqualTo | Relationship::SupersetOf => open.push((step.to, Met::Touched)),
                    Relationship::IntersectsWith => open.push((step.to, Met::Practised)),
                    Relationship::SubsetOf | Relationship::NoRelationship => {}
                }
            }
            return;
        }
        let inside = map.steps(at).filter(|step| {
            matches!(step.reads, Relationship::EqualTo | Relationship::SubsetOf) && reach.proves(step.link)
        });
        open.extend(inside.map(|step| (step.to, met)));
        open.extend(map.parent(at).map(|parent| (parent, met)));
        open.extend(map.children(at).map(|child| (child, met)));
        // Joint rows stand in the order of their targets.
        let first = map.joints.partition_point(|joint| joint.target < at);
        for joint in map.joints.iter().skip(first).take_while(|joint| joint.target == at) {
            open.extend(joint.sources.iter().map(|source| (*source, met)));
        }
    }
}

impl Instance<'_> {
    /// How surely a goal has to be met.
    fn needed(&self, goal: RequirementIndex) -> Met {
        let all = [Met::Touched, Met::Practised, Met::Bound];
        all.into_iter().find(|met| self.level.is_met(self.map, goal, *met)).unwrap_or(Met::Bound)
    }

    /// The number of a requirement as a candidate whose adoption meets itself so surely.
    fn candidate(&self, at: RequirementIndex, met: Met) -> Option<u32> {
        let surely = met < Met::Bound || self.map.kind(at).is_binding();
        let place = self.candidates.binary_search(&at).ok().filter(|_| surely)?;
        u32::try_from(place).ok()
    }
}

/// What headings and joint rows cover when all is adopted that may be.
fn rules(map: &Map, reach: &Reach<'_>, reached: &Each<Met>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let has_row = |at| map.steps(at).any(|step| step.reads.is_positive() && reach.proves(step.link));
    for target in map.all().filter(|at| reached[*at] >= Met::Practised) {
        // Where no row starts at it or above, a heading leads to nothing more than its children do.
        let leads_on = || !map.joints.is_empty() || has_row(target) || map.above(target).any(has_row);
        if map.children(target).nth(1).is_some() && leads_on() {
            rules.push(Rule { premises: map.children(target).collect(), target, met: reached[target] });
        }
    }
    for joint in map.joints.iter().filter(|joint| reach.contested() || joint.review != Review::Contested) {
        let met = reached[joint.target];
        if met >= Met::Practised {
            rules.push(Rule { premises: joint.sources.clone(), target: joint.target, met });
        }
    }
    rules
}

/// Whether all that a rule's target meets is met by its premises one by one.
fn is_harmless(instance: &Instance<'_>, reach: &mut Reach<'_>, rule: &Rule) -> bool {
    let mut met = vec![false; instance.goals.len()];
    for premise in &rule.premises {
        for goal in meets(instance, reach, *premise, rule.met) {
            met.get_mut(number_of(goal)).into_iter().for_each(|met| *met = true);
        }
    }
    let target = meets(instance, reach, rule.target, rule.met);
    target.iter().all(|goal| met.get(number_of(*goal)).copied().unwrap_or(false))
}

fn meets(instance: &Instance<'_>, reach: &mut Reach<'_>, at: RequirementIndex, met: Met) -> Vec<u32> {
    let mark = reach.mark();
    reach.adopt_as(at, met);
    let goals = instance.met_since(reach, mark);
    reach.take_back(mark);
    goals
}

/// A set that meets every goal, and none of it is needless: the greedy choice of what meets goals alone, and what the proofs of the other
/// goals rest on.
pub(super) fn known(instance: &Instance<'_>, reach: &mut Reach<'_>) -> Vec<u32> {
    let columns: Lists = instance.alone(reach);
    let problem = Problem::new(instance.weights.clone(), &columns, instance.goals.len());
    let mut chosen: Vec<u32> = problem.greedy(&|_| true).into_iter().map(|(column, _)| column).collect();
    let start = reach.mark();
    instance.adopt(reach, &chosen);
    let missing: Vec<_> = instance.goals.iter().copied().filter(|at| !instance.is_met(reach, *at)).collect();
    instance.candidates.iter().for_each(|at| reach.adopt(*at));
    chosen.extend(starts(instance, reach, missing));
    reach.take_back(start);
    ascending(&mut chosen);
    chosen.dedup();
    if chosen.len() <= LARGEST_THINNED {
        thin_out(instance, reach, &mut chosen);
    }
    chosen
}

/// The candidates that the proofs of some goals rest on.
fn starts(instance: &Instance<'_>, reach: &Reach<'_>, goals: Vec<RequirementIndex>) -> Vec<u32> {
    let mut seen = instance.map.each(false);
    let (mut open, mut found) = (goals, Vec::new());
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        let from = reach.rests_on(at);
        if from.is_empty() {
            found.extend(instance.candidate(at, Met::Practised));
        }
        open.extend(from);
    }
    found
}

/// Takes away what is needless, the last first.
fn thin_out(instance: &Instance<'_>, reach: &mut Reach<'_>, chosen: &mut Vec<u32>) {
    let start = reach.mark();
    for place in (0..chosen.len()).rev() {
        let (before, behind) = chosen.split_at(place);
        instance.adopt(reach, before);
        instance.adopt(reach, behind.get(1..).unwrap_or_default());
        if instance.goals.iter().all(|goal| instance.is_met(reach, *goal)) {
            chosen.remove(place);
        }
        reach.take_back(start);
    }
}
