//! States alone, without proofs and words: for whoever wants many of them.

use super::{Coverage, Holdings, State};
use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::word::Review;

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
    /// O(standards × (|requirements| + the links of what one of them covers, overlaps or leaves open)).
    pub fn coverage_matrix(&self) -> Vec<Tally> {
        let count = self.standards.len();
        let mut nothing: Vec<Vec<RequirementIndex>> = vec![Vec::new(); count];
        for row in self.nothing.iter().filter(|row| row.row.review != Review::Contested) {
            if let Some(nothing) = nothing.get_mut(row.standard) {
                nothing.push(row.requirement);
            }
        }
        let mut matrix = vec![Tally::default(); count * count];
        for ((have, row), nothing) in matrix.chunks_mut(count.max(1)).enumerate().zip(&nothing) {
            let coverage = Coverage::unexplained(self, Holdings::of_standards(self, &[have], false));
            let examined = self.examined_towards(have, nothing);
            for (want, tally) in row.iter_mut().enumerate() {
                for at in self.assessable(want) {
                    let otherwise = if examined[at] { State::None } else { State::NotExamined };
                    let state = coverage.found(at).unwrap_or(otherwise);
                    if let Some(count) = tally.get_mut(state as usize) {
                        *count += 1;
                    }
                }
            }
        }
        matrix
    }

    /// What was examined towards a standard, told from its side: what it is linked with, the requirements of its `:*` rows, and all
    /// that stands below them.
    fn examined_towards(&self, standard: StandardIndex, nothing: &[RequirementIndex]) -> Each<bool> {
        let mut examined = self.each(false);
        let mut examine = |at: RequirementIndex| {
            examined[at] = true;
            self.below(at).for_each(|below| examined[below] = true);
        };
        for at in self.of_standard(standard) {
            self.steps(at).filter(|step| step.reads.is_positive()).for_each(|step| examine(step.to));
        }
        nothing.iter().for_each(|at| examine(*at));
        examined
    }
}
