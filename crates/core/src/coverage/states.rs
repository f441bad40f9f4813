//! States alone, without proofs and words: for whoever wants many of them.

use super::{Coverage, Holdings, State};
use crate::map::{Map, RequirementIndex, StandardIndex};

/// Requirements by state.
pub type Tally = [usize; 5];

impl Map {
    /// The state of each assessable requirement of a standard, in clause order, when all of others is held; standards by their
    /// number in `standards.csv`.
    ///
    /// Contested rows prove nothing. O(what is covered or overlapped, and its links).
    pub fn states(&self, have: &[usize], want: usize) -> Vec<State> {
        let coverage = Coverage::unexplained(self, Holdings::of_standards(self, have, false));
        self.assessable(want).map(|at| coverage.state(at)).collect()
    }

    /// Coverage of every standard by every other alone: how many requirements are in each state, from `not-examined` (first) to
    /// `covered` (last); the held standard's number times how many there are, plus the wanted one's.
    ///
    /// O(standards × what one of them covers, overlaps or leaves open).
    pub fn coverage_matrix(&self) -> Vec<Tally> {
        let count = self.standards.len();
        let mut matrix = vec![Tally::default(); count * count];
        for (have, row) in matrix.chunks_mut(count.max(1)).enumerate() {
            let coverage = Coverage::unexplained(self, Holdings::of_standards(self, &[have], false));
            for (want, tally) in row.iter_mut().enumerate() {
                self.tally(&coverage, want, tally);
            }
        }
        matrix
    }

    fn tally(&self, coverage: &Coverage<'_>, want: StandardIndex, tally: &mut Tally) {
        let states = self.assessable(want).map(|at: RequirementIndex| coverage.state(at));
        states.for_each(|state| {
            if let Some(count) = tally.get_mut(state as usize) {
                *count += 1;
            }
        });
    }
}
