//! The smallest set of requirements that meets all of a standard that can be met. Rule book, section 7.

mod clusters;
mod exact;
mod lists;
mod problem;
mod reach;
mod reduce;
#[cfg(test)]
mod tests;
mod together;
mod weights;

use serde::Serialize;

use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::word::Review;
use exact::{Chosen, Search, search};
use lists::Lists;
use problem::Problem;
pub(crate) use reach::Reach;
use reach::{Met, Raise};
use reduce::Reduced;
use together::Together;
pub(crate) use weights::weights;

/// At most so many nodes are searched.
pub(crate) const MOST_NODES: usize = 20_000;
/// And no more than makes so many looks at what a candidate meets.
const MOST_LOOKS: usize = 50_000_000;
/// A larger problem is not reduced, and hardly searched.
const LARGEST_REDUCED: usize = 200_000;

/// From when on a requirement counts as met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// When something of it is met for certain.
    Partial,
    /// When all of it is met.
    Covered,
}

/// What is asked.
#[derive(Debug)]
pub(crate) struct Wish<'a> {
    /// Standards whose assessable requirements may be adopted; ascending.
    pub(crate) with: &'a [StandardIndex],
    /// Standards that are held already.
    pub(crate) have: &'a [StandardIndex],
    /// Standards that are wanted.
    pub(crate) want: &'a [StandardIndex],
    pub(crate) level: Level,
    pub(crate) contested: bool,
}

/// The smallest set, or the smallest that was found.
#[derive(Debug)]
pub(crate) struct Smallest<'m> {
    /// In the order of adoption: what adds most for its weight first.
    pub(crate) steps: Vec<Step>,
    /// What is held already meets these.
    pub(crate) already: Vec<RequirementIndex>,
    /// Nothing that may be adopted meets these.
    pub(crate) nobody: Vec<RequirementIndex>,
    pub(crate) weight: u64,
    /// No set weighs less. `None` where several requirements meet one together and the search did not end.
    pub(crate) lower_bound: Option<u64>,
    pub(crate) nodes: usize,
    pub(crate) node_limit: usize,
    /// Nothing adopted yet but what is held.
    pub(crate) reach: Reach<'m>,
}

/// One requirement to adopt.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) adopt: RequirementIndex,
    pub(crate) weight: u32,
    /// What it is the first to meet, in clause order.
    pub(crate) adds: Vec<RequirementIndex>,
}

/// What may be adopted and what shall be met.
struct Instance<'m> {
    map: &'m Map,
    level: Level,
    /// In clause order.
    candidates: Vec<RequirementIndex>,
    weights: Vec<u32>,
    /// What can be met and is not yet, in clause order.
    goals: Vec<RequirementIndex>,
    /// The number of each goal.
    goal: Each<Option<u32>>,
}

impl Level {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Partial => "partial",
            Self::Covered => "covered",
        }
    }

    /// The level that `text` names.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Partial, Self::Covered].into_iter().find(|level| level.as_str() == text)
    }

    fn is_met(self, map: &Map, of: RequirementIndex, met: Met) -> bool {
        match self {
            Self::Partial => met >= Met::Touched,
            // Advice adopted is not a requirement met.
            Self::Covered => met == Met::Bound || (met == Met::Practised && !map.kind(of).is_binding()),
        }
    }
}

impl<'m> Smallest<'m> {
    /// The smallest set of what is asked.
    pub(crate) fn new(map: &'m Map, wish: &Wish<'_>, weights: &Each<u32>) -> Self {
        let mut reach = Reach::new(map, wish.contested);
        assessable(map, wish.have).iter().for_each(|at| reach.adopt(*at));
        let (instance, rest) = Instance::new(map, wish, weights, &mut reach);
        let (already, nobody) = rest.into_iter().partition(|at| instance.is_met(&reach, *at));
        let mut together = Together::new(&instance, &mut reach);
        let solution = match &mut together {
            None => instance.solve_apart(&mut reach),
            Some(together) => instance.solve_together(together, &mut reach),
        };
        let weight = solution.problem.weight_of(&solution.chosen);
        let lower_bound = if solution.proven { Some(weight) } else { solution.lower_bound };
        let order = if together.is_none() {
            let picks = solution.problem.greedy(&|column| solution.chosen.binary_search(&column).is_ok());
            picks.into_iter().map(|(column, _)| column).collect()
        } else {
            instance.order(&solution.chosen, &mut reach)
        };
        let steps = instance.steps(&order, &mut reach);
        let (nodes, node_limit) = (solution.nodes, solution.node_limit);
        Self { steps, already, nobody, weight, lower_bound, nodes, node_limit, reach }
    }
}

struct Solution {
    problem: Problem,
    /// Ascending.
    chosen: Vec<u32>,
    proven: bool,
    lower_bound: Option<u64>,
    nodes: usize,
    node_limit: usize,
}

impl<'m> Instance<'m> {
    /// The instance, and what is wanted but met already or by nobody.
    fn new(
        map: &'m Map,
        wish: &Wish<'_>,
        weights: &Each<u32>,
        reach: &mut Reach<'m>,
    ) -> (Self, Vec<RequirementIndex>) {
        let candidates: Vec<RequirementIndex> = assessable(map, wish.with);
        let candidates: Vec<RequirementIndex> =
            candidates.into_iter().filter(|at| !wish.have.contains(&map.standard_of(*at))).collect();
        let wanted = assessable(map, wish.want);
        let held: Vec<bool> = wanted.iter().map(|at| wish.level.is_met(map, *at, reach.met(*at))).collect();
        let mark = reach.mark();
        candidates.iter().for_each(|at| reach.adopt(*at));
        let (mut goals, mut rest) = (Vec::new(), Vec::new());
        for (at, held) in wanted.into_iter().zip(held) {
            let can = wish.level.is_met(map, at, reach.met(at));
            if can && !held { goals.push(at) } else { rest.push(at) }
        }
        reach.take_back(mark);
        let mut goal = map.each(None);
        for (at, number) in goals.iter().zip(0..) {
            goal[*at] = Some(number);
        }
        let weights = candidates.iter().map(|at| weights[*at]).collect();
        (Self { map, level: wish.level, candidates, weights, goals, goal }, rest)
    }

    fn is_met(&self, reach: &Reach<'_>, at: RequirementIndex) -> bool {
        self.level.is_met(self.map, at, reach.met(at))
    }

    /// The goals that became met since a mark, each once.
    fn met_since(&self, reach: &Reach<'_>, mark: usize) -> Vec<u32> {
        let newly = |raise: &Raise| {
            let is_met = |met: Met| self.level.is_met(self.map, raise.at, met);
            self.goal[raise.at].filter(|_| !is_met(raise.before) && is_met(raise.met))
        };
        reach.since(mark).filter_map(|raise| newly(&raise)).collect()
    }

    /// For each candidate the goals that it meets alone.
    fn alone(&self, reach: &mut Reach<'_>) -> Lists {
        let mut columns = Lists::default();
        let mark = reach.mark();
        for at in &self.candidates {
            reach.adopt(*at);
            columns.push(&self.met_since(reach, mark));
            reach.take_back(mark);
        }
        columns
    }

    /// Adopts the candidates of these numbers.
    fn adopt(&self, reach: &mut Reach<'_>, numbers: &[u32]) {
        for number in numbers {
            self.candidates.get(*number as usize).into_iter().for_each(|at| reach.adopt(*at));
        }
    }

    /// Every candidate meets what it meets whatever else is adopted: weighted set cover.
    fn solve_apart(&self, reach: &mut Reach<'_>) -> Solution {
        let problem = Problem::new(self.weights.clone(), &self.alone(reach), self.goals.len());
        let picks = problem.greedy(&|_| true);
        let chosen = problem.without_needless(&picks);
        let bound = problem.lower_bound(&picks);
        let mut solution = Solution {
            proven: problem.weight_of(&chosen) == bound,
            lower_bound: Some(bound),
            nodes: 0,
            node_limit: node_limit(problem.columns.size()),
            chosen,
            problem,
        };
        if !solution.proven && solution.problem.columns.size() <= LARGEST_REDUCED {
            solution.search();
        }
        solution
    }

    /// Several candidates may meet a goal together that none of them meets alone: exact, or without a bound.
    fn solve_together(&self, together: &mut Together, reach: &mut Reach<'m>) -> Solution {
        let mut rows = Lists::default();
        self.goals.iter().for_each(|goal| rows.push(&together.candidates_for(self, reach, *goal)));
        let columns = rows.turned(self.candidates.len());
        let problem =
            Problem { weights: self.weights.clone(), rows: columns.turned(self.goals.len()), columns };
        let known = together::known(self, reach);
        let node_limit = node_limit(problem.columns.size());
        let mut adoption = Adoption { instance: self, marks: Vec::new(), reach };
        let found = search(&problem, &mut adoption, known, node_limit);
        adoption.end();
        Solution {
            chosen: found.best,
            proven: found.proven,
            lower_bound: None,
            nodes: found.nodes,
            node_limit,
            problem,
        }
    }

    /// The chosen candidates in the order of adoption: what meets most for its weight first; of equals the first.
    fn order(&self, chosen: &[u32], reach: &mut Reach<'_>) -> Vec<u32> {
        let (mut left, start) = (chosen.to_vec(), reach.mark());
        let mut order = Vec::new();
        while !left.is_empty() {
            let mark = reach.mark();
            let mut best: Option<(usize, u64, u64)> = None;
            for (place, number) in left.iter().enumerate() {
                self.adopt(reach, &[*number]);
                let gain = self.met_since(reach, mark).len() as u64;
                reach.take_back(mark);
                let weight = self.weights.get(*number as usize).copied().map_or(1, u64::from);
                if best.is_none_or(|(_, most, light)| gain * light > most * weight) {
                    best = Some((place, gain, weight));
                }
            }
            let Some((place, ..)) = best else { break };
            let next = left.remove(place);
            self.adopt(reach, &[next]);
            order.push(next);
        }
        reach.take_back(start);
        order
    }

    /// What each step of an order of adoption adds.
    fn steps(&self, order: &[u32], reach: &mut Reach<'_>) -> Vec<Step> {
        let start = reach.mark();
        let mut steps = Vec::new();
        for number in order {
            let at = number_of(*number);
            let (Some(adopt), Some(weight)) = (self.candidates.get(at), self.weights.get(at)) else {
                continue;
            };
            let mark = reach.mark();
            reach.adopt(*adopt);
            let mut met = self.met_since(reach, mark);
            ascending(&mut met);
            let adds = met.iter().filter_map(|goal| self.goals.get(number_of(*goal)).copied()).collect();
            steps.push(Step { adopt: *adopt, weight: *weight, adds });
        }
        reach.take_back(start);
        steps
    }
}

impl Solution {
    /// Looks for a lighter choice, or shows that there is none.
    fn search(&mut self) {
        let Reduced { forced, columns, rest } = Reduced::new(&self.problem);
        let picks = rest.greedy(&|_| true);
        let (known, bound) = (rest.without_needless(&picks), rest.lower_bound(&picks));
        let found = if rest.weight_of(&known) == bound {
            Search { best: known, nodes: 0, proven: true }
        } else {
            let mut hits = Hits { problem: &rest, hits: vec![0; rest.rows.len()] };
            search(&rest, &mut hits, known, self.node_limit)
        };
        let bound = bound + self.problem.weight_of(&forced);
        let mut chosen = forced;
        chosen.extend(found.best.iter().filter_map(|column| columns.get(number_of(*column)).copied()));
        ascending(&mut chosen);
        if self.problem.weight_of(&chosen) < self.problem.weight_of(&self.chosen) {
            self.chosen = chosen;
        }
        self.lower_bound = self.lower_bound.map(|known| known.max(bound));
        self.proven = found.proven;
        self.nodes = found.nodes;
    }
}

/// How many chosen columns meet each row.
struct Hits<'p> {
    problem: &'p Problem,
    hits: Vec<u32>,
}

impl Hits<'_> {
    fn each(&mut self, column: u32, change: impl Fn(&mut u32)) {
        for row in self.problem.columns.list(column) {
            self.hits.get_mut(number_of(*row)).into_iter().for_each(&change);
        }
    }
}

impl Chosen for Hits<'_> {
    fn choose(&mut self, column: u32) {
        self.each(column, |hits| *hits += 1);
    }

    fn take_back(&mut self, column: u32) {
        self.each(column, |hits| *hits -= 1);
    }

    fn is_met(&self, row: u32) -> bool {
        self.hits.get(number_of(row)).is_none_or(|hits| *hits > 0)
    }
}

/// Candidates adopted one after the other.
struct Adoption<'i, 'm> {
    instance: &'i Instance<'m>,
    reach: &'i mut Reach<'m>,
    marks: Vec<usize>,
}

impl Adoption<'_, '_> {
    fn end(&mut self) {
        self.marks.first().into_iter().for_each(|mark| self.reach.take_back(*mark));
    }
}

impl Chosen for Adoption<'_, '_> {
    fn choose(&mut self, column: u32) {
        self.marks.push(self.reach.mark());
        self.instance.adopt(self.reach, &[column]);
    }

    fn take_back(&mut self, _: u32) {
        self.marks.pop().into_iter().for_each(|mark| self.reach.take_back(mark));
    }

    fn is_met(&self, row: u32) -> bool {
        self.instance.goals.get(number_of(row)).is_none_or(|goal| self.instance.is_met(self.reach, *goal))
    }
}

/// How many nodes a problem of that size is worth.
fn node_limit(size: usize) -> usize {
    MOST_NODES.min(MOST_LOOKS / size.max(1))
}

fn number_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Sorts; one compiled sort for all lists of numbers.
fn ascending(numbers: &mut Vec<u32>) {
    order::sort_by_key(numbers, |number| *number);
}

/// The assessable requirements of some standards, in their order.
fn assessable(map: &Map, standards: &[StandardIndex]) -> Vec<RequirementIndex> {
    standards.iter().flat_map(|at| map.assessable(*at)).collect()
}

impl Map {
    /// Requirements of the standards `with`, by number, that touch all of `want` that rows of their own say they touch: the greedy choice,
    /// in the order of adoption, every weight 1. Contested rows say nothing.
    ///
    /// This is rule book, section 7, on level partial without chains: O(|requirements wanted| + |links of `with`|), nearly.
    pub fn smallest_set(&self, with: &[usize], want: &[usize]) -> Vec<u32> {
        let (candidates, goals) = (assessable(self, with), assessable(self, want));
        let mut goal = self.each(u32::MAX);
        for (at, number) in goals.iter().zip(0..) {
            goal[*at] = number;
        }
        let (mut columns, mut rows) = (Lists::default(), Vec::new());
        for at in &candidates {
            rows.clear();
            let wanted = self.steps(*at).filter(|step| goal[step.to] != u32::MAX && step.reads.is_positive());
            let sure = wanted.filter(|step| self.link(step.link).row.review != Review::Contested);
            rows.extend(sure.map(|step| goal[step.to]));
            columns.push(&rows);
        }
        let problem = Problem::new(vec![1; candidates.len()], &columns, goals.len());
        let picks = problem.greedy(&|_| true);
        picks.iter().filter_map(|(column, _)| candidates.get(number_of(*column))).map(|at| at.0).collect()
    }
}
