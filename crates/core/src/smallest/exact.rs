//! The smallest choice, by branch and bound.

use super::ascending;
use super::problem::{Problem, ascent};

/// What is chosen on the way down the tree of choices, and what it meets.
pub(crate) trait Chosen {
    /// Chooses one more column.
    fn choose(&mut self, column: u32);

    /// Takes back the column that was chosen last.
    fn take_back(&mut self, column: u32);

    /// Whether a row is met.
    fn is_met(&self, row: u32) -> bool;
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search {
    /// The lightest choice found, ascending.
    pub(crate) best: Vec<u32>,
    /// Nodes visited.
    pub(crate) nodes: usize,
    /// Whether nothing lighter exists.
    pub(crate) proven: bool,
}

/// A node that was branched on: the columns of one unmet row, of which one must be chosen.
struct Branch {
    columns: Vec<u32>,
    /// How many were tried; all of these but the last are excluded, and the last is chosen.
    tried: usize,
}

/// The lightest choice that meets every row, not heavier than `known`, which meets every row too; within so many nodes.
///
/// A column of `problem` that stands in a row may meet it, at the latest together with others of that row; nothing else does.
pub(crate) fn search(problem: &Problem, chosen: &mut dyn Chosen, known: Vec<u32>, limit: usize) -> Search {
    let mut search = Search { best: known, nodes: 0, proven: false };
    let mut best_weight = problem.weight_of(&search.best);
    let mut open = vec![true; problem.weights.len()];
    let mut picked: Vec<u32> = Vec::new();
    let mut branches: Vec<Branch> = Vec::new();
    loop {
        if search.nodes == limit {
            return search;
        }
        search.nodes += 1;
        let weight = problem.weight_of(&picked);
        match next_row(problem, &*chosen, &open) {
            Node::Done if weight < best_weight => {
                best_weight = weight;
                search.best.clone_from(&picked);
                ascending(&mut search.best);
            }
            Node::Branch { bound, row } if weight + bound < best_weight => {
                branches.push(Branch { columns: columns(problem, row, &open), tried: 0 });
            }
            Node::Done | Node::Branch { .. } | Node::Hopeless => {}
        }
        if !advance(&mut branches, chosen, &mut open, &mut picked) {
            return Search { proven: true, ..search };
        }
    }
}

enum Node {
    /// Every row is met.
    Done,
    /// A row can no longer be met.
    Hopeless,
    /// At least so much weight is still needed; the row with the fewest columns.
    Branch { bound: u64, row: u32 },
}

fn next_row(problem: &Problem, chosen: &dyn Chosen, open: &[bool]) -> Node {
    let is_open = |column: u32| open.get(column as usize).copied().unwrap_or(false);
    let unmet = |row: u32| !chosen.is_met(row);
    let Some(bound) = ascent(problem, &unmet, &is_open) else { return Node::Hopeless };
    let rows = problem.rows.all().filter(|(row, _)| unmet(*row));
    let fewest = rows.min_by_key(|(_, columns)| columns.iter().filter(|column| is_open(**column)).count());
    fewest.map_or(Node::Done, |(row, _)| Node::Branch { bound, row })
}

/// The open columns of a row.
fn columns(problem: &Problem, row: u32, open: &[bool]) -> Vec<u32> {
    let is_open = |column: &u32| open.get(*column as usize).copied().unwrap_or(false);
    problem.rows.list(row).iter().copied().filter(is_open).collect()
}

/// Goes to the next node; false where there is none.
fn advance(
    branches: &mut Vec<Branch>,
    chosen: &mut dyn Chosen,
    open: &mut [bool],
    picked: &mut Vec<u32>,
) -> bool {
    let mut set = |column: u32, value: bool| {
        open.get_mut(column as usize).into_iter().for_each(|open| *open = value);
    };
    while let Some(branch) = branches.last_mut() {
        if branch.tried > 0
            && let Some(column) = picked.pop()
        {
            // It stays excluded below the branches to the right of it.
            chosen.take_back(column);
        }
        if let Some(column) = branch.columns.get(branch.tried) {
            branch.tried += 1;
            chosen.choose(*column);
            picked.push(*column);
            set(*column, false);
            return true;
        }
        branch.columns.iter().for_each(|column| set(*column, true));
        branches.pop();
    }
    false
}
