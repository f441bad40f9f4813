//! Weighted set cover: columns that can be chosen, rows that each want one of their columns.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::ascending;
use super::lists::Lists;

/// Columns with weights, and the rows that each column meets.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// One a column, 1 at least.
    pub(crate) weights: Vec<u32>,
    /// For each column its rows, ascending.
    pub(crate) columns: Lists,
    /// For each row its columns, ascending.
    pub(crate) rows: Lists,
}

/// Columns in the order in which they were chosen, each with how many rows it met first.
pub(crate) type Picks = Vec<(u32, u32)>;

impl Problem {
    /// The problem of columns that each meet some of `rows` rows, named in any order.
    pub(crate) fn new(weights: Vec<u32>, columns: &Lists, rows: usize) -> Self {
        let rows = columns.turned(rows);
        Self { columns: rows.turned(weights.len()), rows, weights }
    }

    /// The weight of one column.
    pub(crate) fn weight(&self, column: u32) -> u64 {
        self.weights.get(column as usize).map_or(1, |weight| u64::from(*weight))
    }

    /// The weight of several columns together.
    pub(crate) fn weight_of(&self, columns: &[u32]) -> u64 {
        columns.iter().map(|column| self.weight(*column)).sum()
    }

    /// The column with the most new rows for its weight, again and again; of equals the first. Meets all that `allowed` columns meet.
    ///
    /// O(sizes of the columns), and the logarithm of their number for each time that one is looked at again.
    pub(crate) fn greedy(&self, allowed: &dyn Fn(u32) -> bool) -> Picks {
        let mut gains: Vec<u32> = self.columns.all().map(|(_, rows)| length(rows)).collect();
        let key = |gain: u32, column: u32| ((u64::from(gain) << 32) / self.weight(column), Reverse(column));
        let mut open: BinaryHeap<(u64, Reverse<u32>)> = (0..)
            .zip(&gains)
            .filter(|(column, _)| allowed(*column))
            .map(|(at, gain)| key(*gain, at))
            .collect();
        let mut met = vec![false; self.rows.len()];
        let mut picks = Vec::new();
        while let Some((promised, Reverse(column))) = open.pop() {
            let gain = gains.get(column as usize).copied().unwrap_or(0);
            let now = key(gain, column);
            if gain == 0 {
                continue;
            }
            if now.0 < promised {
                open.push(now);
                continue;
            }
            picks.push((column, gain));
            for row in self.columns.list(column) {
                if met.get_mut(*row as usize).is_none_or(|met| std::mem::replace(met, true)) {
                    continue;
                }
                for other in self.rows.list(*row) {
                    gains.get_mut(*other as usize).into_iter().for_each(|gain| *gain -= 1);
                }
            }
        }
        picks
    }

    /// The chosen columns without those that the others make needless, the last chosen first to go.
    pub(crate) fn without_needless(&self, picks: &Picks) -> Vec<u32> {
        let mut hits = vec![0_u32; self.rows.len()];
        let hit = |hits: &mut [u32], column: u32, change: &dyn Fn(&mut u32)| {
            for row in self.columns.list(column) {
                hits.get_mut(*row as usize).into_iter().for_each(change);
            }
        };
        for (column, _) in picks {
            hit(&mut hits, *column, &|hits| *hits += 1);
        }
        let mut kept: Vec<u32> = Vec::new();
        for (column, _) in picks.iter().rev() {
            let needless = self
                .columns
                .list(*column)
                .iter()
                .all(|row| hits.get(*row as usize).is_some_and(|hits| *hits > 1));
            if needless {
                hit(&mut hits, *column, &|hits| *hits -= 1);
            } else {
                kept.push(*column);
            }
        }
        ascending(&mut kept);
        kept
    }

    /// No choice of columns that meets every row weighs less than this.
    pub(crate) fn lower_bound(&self, picks: &Picks) -> u64 {
        self.by_prices(picks).max(ascent(self, &|_| true, &|_| true).unwrap_or(0))
    }

    /// The greedy choice shares each pick's weight among the rows that it met first; so much of that as no column's rows exceed its
    /// weight together is a feasible solution of the dual linear program.
    fn by_prices(&self, picks: &Picks) -> u64 {
        let mut prices = vec![0_f64; self.rows.len()];
        for (column, gain) in picks {
            let price = ratio(self.weight(*column), u64::from(*gain));
            for row in self.columns.list(*column) {
                prices
                    .get_mut(*row as usize)
                    .into_iter()
                    .filter(|known| **known == 0.0)
                    .for_each(|known| *known = price);
            }
        }
        let total: f64 = prices.iter().sum();
        let mut share = 1_f64;
        for (column, rows) in self.columns.all() {
            let load: f64 = rows.iter().filter_map(|row| prices.get(*row as usize)).sum();
            if load > 0.0 {
                share = share.min(ratio(self.weight(column), 1) / load);
            }
        }
        // Sums of fractions are a little off: what is taken away is far more than that, and far less than one.
        let bound = total * share * (1.0 - 1e-9);
        whole_above(bound)
    }
}

/// A lower bound for meeting the rows that are `unmet` by columns that are `open`: each row, those with the fewest columns first, claims
/// what its lightest column has left. `None` where a row has no column.
pub(crate) fn ascent(
    problem: &Problem,
    unmet: &dyn Fn(u32) -> bool,
    open: &dyn Fn(u32) -> bool,
) -> Option<u64> {
    let mut counts = Lists::default();
    let mut most = 0;
    for (row, columns) in problem.rows.all() {
        let count = columns.iter().filter(|column| open(**column)).count();
        match unmet(row) {
            true if count == 0 => return None,
            true => counts.push(&[u32::try_from(count).unwrap_or(u32::MAX)]),
            false => counts.push(&[]),
        }
        most = most.max(count);
    }
    // Turned, the lists hold the rows with one column, those with two, and so on.
    let rows = counts.turned(most + 1);
    let mut left: Vec<u64> = problem.weights.iter().map(|weight| u64::from(*weight)).collect();
    let mut bound = 0;
    for row in rows.all().flat_map(|(_, rows)| rows) {
        let columns = || problem.rows.list(*row).iter().filter(|column| open(**column));
        let claim = columns().filter_map(|column| left.get(*column as usize)).min().copied().unwrap_or(0);
        bound += claim;
        for column in columns() {
            left.get_mut(*column as usize).into_iter().for_each(|left| *left -= claim);
        }
    }
    Some(bound)
}

fn length(list: &[u32]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "weights and counts are far below 2^52")]
fn ratio(above: u64, below: u64) -> f64 {
    above as f64 / below as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of weights")]
fn whole_above(number: f64) -> u64 {
    number.ceil() as u64
}
