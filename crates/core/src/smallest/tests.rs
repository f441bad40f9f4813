//! Set cover on random problems, against every subset.

use super::exact::{Search, search};
use super::lists::Lists;
use super::problem::Problem;
use super::reduce::Reduced;
use super::{Hits, Solution};

/// Random problems of at most ten columns and twelve rows, each row with a column. A fixed linear congruential generator (Knuth's
/// MMIX constants), so that every run sees the same ones.
fn problems(count: usize) -> Vec<Problem> {
    let mut state = 1_u64;
    let mut below = move |end: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap() % end
    };
    let mut problem = || {
        let (columns, rows, share) = (1 + below(10), 1 + below(12), 2 + below(4));
        let mut lists = vec![Vec::new(); columns as usize];
        for row in 0..rows {
            lists[below(columns) as usize].push(row);
            for list in &mut lists {
                if below(share) == 0 && !list.contains(&row) {
                    list.push(row);
                }
            }
        }
        let mut all = Lists::default();
        lists.iter().for_each(|list| all.push(list));
        let heaviest = if below(2) == 0 { 1 } else { 5 };
        Problem::new((0..columns).map(|_| 1 + below(heaviest)).collect(), &all, rows as usize)
    };
    (0..count).map(|_| problem()).collect()
}

fn meets_all(problem: &Problem, chosen: &[u32]) -> bool {
    problem.rows.all().all(|(_, columns)| columns.iter().any(|column| chosen.contains(column)))
}

/// The least weight of all subsets that meet every row.
fn lightest(problem: &Problem) -> u64 {
    let count = problem.columns.len();
    let subsets = (0..1_u32 << count)
        .map(|subset| (0..).take(count).filter(|column| subset >> column & 1 == 1).collect::<Vec<u32>>());
    subsets
        .filter(|chosen| meets_all(problem, chosen))
        .map(|chosen| problem.weight_of(&chosen))
        .min()
        .unwrap()
}

#[test]
fn the_greedy_choice_meets_all_and_its_bound_holds() {
    let mut apart = 0;
    for problem in problems(500) {
        let picks = problem.greedy(&|_| true);
        let chosen = problem.without_needless(&picks);
        let (least, bound) = (lightest(&problem), problem.lower_bound(&picks));
        assert!(meets_all(&problem, &chosen));
        assert!(bound <= least && least <= problem.weight_of(&chosen), "{bound} {least} {problem:?}");
        apart += usize::from(bound < least);
    }
    assert!(apart > 0, "there are problems whose bound alone proves nothing");
}

#[test]
fn the_search_finds_the_least_weight_and_says_when_it_was_given_up() {
    let mut given_up = 0;
    for problem in problems(500) {
        let known = problem.without_needless(&problem.greedy(&|_| true));
        let mut hits = Hits { problem: &problem, hits: vec![0; problem.rows.len()] };
        let found = search(&problem, &mut hits, known.clone(), usize::MAX);
        assert!(found.proven && meets_all(&problem, &found.best));
        assert_eq!(problem.weight_of(&found.best), lightest(&problem), "{problem:?}");
        assert!(hits.hits.iter().all(|hits| *hits == 0), "everything is taken back");
        let Search { best, nodes, proven } =
            search(&problem, &mut Hits { problem: &problem, hits: hits.hits.clone() }, known, 1);
        assert!(nodes == 1 && meets_all(&problem, &best) && (!proven || found.nodes == 1));
        given_up += usize::from(!proven);
    }
    assert!(given_up > 0);
}

#[test]
fn what_is_reduced_has_the_same_least_weight() {
    let (mut forced, mut searched) = (0, 0);
    for problem in problems(500) {
        let reduced = Reduced::new(&problem);
        forced += reduced.forced.len();
        searched += reduced.rest.rows.len();
        let rest = if reduced.rest.rows.len() == 0 { 0 } else { lightest(&reduced.rest) };
        assert_eq!(problem.weight_of(&reduced.forced) + rest, lightest(&problem), "{problem:?}");
    }
    assert!(forced > 0 && searched > 0);
}

#[test]
fn a_search_that_is_given_up_keeps_a_bound_that_holds() {
    for problem in problems(500) {
        let least = lightest(&problem);
        let picks = problem.greedy(&|_| true);
        let mut solution = Solution {
            chosen: problem.without_needless(&picks),
            proven: false,
            lower_bound: Some(problem.lower_bound(&picks)),
            nodes: 0,
            node_limit: 1,
            problem,
        };
        solution.search();
        let weight = solution.problem.weight_of(&solution.chosen);
        assert!(meets_all(&solution.problem, &solution.chosen));
        assert!(solution.lower_bound.unwrap() <= least && least <= weight);
        assert!(!solution.proven || weight == least);
    }
}
