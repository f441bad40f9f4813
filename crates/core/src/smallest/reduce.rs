//! What need not be searched: forced columns, and rows and columns that others make needless.

use super::lists::Lists;
use super::problem::Problem;

/// What remains of a problem.
#[derive(Debug)]
pub(crate) struct Reduced {
    /// Columns that every smallest choice among the kept ones needs.
    pub(crate) forced: Vec<u32>,
    /// The kept columns; those of `rest` are numbered in this order.
    pub(crate) columns: Vec<u32>,
    /// The problem of the kept columns and rows.
    pub(crate) rest: Problem,
}

struct Alive<'p> {
    problem: &'p Problem,
    columns: Vec<bool>,
    rows: Vec<bool>,
}

impl Reduced {
    /// Takes away, until nothing more goes: a row's only column with all its rows; a row whose columns all another row's columns are
    /// among; a column whose rows another column, not heavier, meets too.
    pub(crate) fn new(problem: &Problem) -> Self {
        let mut alive = Alive {
            problem,
            columns: vec![true; problem.columns.len()],
            rows: vec![true; problem.rows.len()],
        };
        let mut forced = Vec::new();
        while alive.force(&mut forced) | alive.drop_rows() | alive.drop_columns() {}
        let kept = |alive: &[bool]| (0..).zip(alive).filter(|(_, alive)| **alive).map(|(at, _)| at).collect();
        let (columns, rows): (Vec<u32>, Vec<u32>) = (kept(&alive.columns), kept(&alive.rows));
        let mut lists = Lists::default();
        for column in &columns {
            let list = problem.columns.list(*column).iter().filter_map(|row| rows.binary_search(row).ok());
            lists.push(&list.filter_map(|row| u32::try_from(row).ok()).collect::<Vec<_>>());
        }
        let weight = |column: &u32| problem.weights.get(*column as usize).copied();
        let weights = columns.iter().filter_map(weight).collect();
        Self { forced, columns, rest: Problem::new(weights, &lists, rows.len()) }
    }
}

impl Alive<'_> {
    /// Chooses the only columns of rows.
    fn force(&mut self, forced: &mut Vec<u32>) -> bool {
        let before = forced.len();
        for (row, columns) in self.problem.rows.all() {
            let mut left = columns.iter().filter(|column| is(&self.columns, **column));
            if is(&self.rows, row)
                && let (Some(column), None) = (left.next(), left.next())
            {
                forced.push(*column);
                kill(&mut self.columns, *column);
                self.problem.columns.list(*column).iter().for_each(|row| kill(&mut self.rows, *row));
            }
        }
        forced.len() > before
    }

    fn drop_rows(&mut self) -> bool {
        let (rows, columns) = (&self.problem.rows, &self.problem.columns);
        let mut dropped = false;
        for (small, list) in rows.all() {
            // Every row that holds all columns of this one holds its rarest.
            let shortest = list
                .iter()
                .filter(|column| is(&self.columns, **column))
                .min_by_key(|column| columns.list(**column).len());
            let Some(column) = shortest.filter(|_| is(&self.rows, small)) else { continue };
            for large in columns.list(*column) {
                if is(&self.rows, *large)
                    && *large != small
                    && is_within(list, rows.list(*large), &self.columns)
                {
                    kill(&mut self.rows, *large);
                    dropped = true;
                }
            }
        }
        dropped
    }

    fn drop_columns(&mut self) -> bool {
        let (rows, columns) = (&self.problem.rows, &self.problem.columns);
        let mut dropped = false;
        for (small, list) in columns.all() {
            if !is(&self.columns, small) {
                continue;
            }
            let rarest =
                list.iter().filter(|row| is(&self.rows, **row)).min_by_key(|row| rows.list(**row).len());
            let needless = match rarest {
                None => true,
                Some(row) => rows.list(*row).iter().any(|large| {
                    is(&self.columns, *large)
                        && *large != small
                        && self.problem.weight(*large) <= self.problem.weight(small)
                        && is_within(list, columns.list(*large), &self.rows)
                        && (*large < small
                            || self.problem.weight(*large) < self.problem.weight(small)
                            || !is_within(columns.list(*large), list, &self.rows))
                }),
            };
            if needless {
                kill(&mut self.columns, small);
                dropped = true;
            }
        }
        dropped
    }
}

/// Whether all of `small` that is alive stands in `large`; both ascend.
fn is_within(small: &[u32], large: &[u32], alive: &[bool]) -> bool {
    small.iter().filter(|value| is(alive, **value)).all(|value| large.binary_search(value).is_ok())
}

fn is(alive: &[bool], at: u32) -> bool {
    alive.get(at as usize).copied().unwrap_or(false)
}

fn kill(alive: &mut [bool], at: u32) {
    alive.get_mut(at as usize).into_iter().for_each(|alive| *alive = false);
}
