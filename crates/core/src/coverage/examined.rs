//! Which requirement was examined towards which standard. Rule book, section 1, "Silence is not a judgement".

use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::word::Review;

/// Positive links and `:*` rows, asked for by requirement and standard.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Examined {
    contested: bool,
}

impl Examined {
    /// What was examined; a contested `:*` row proves no absence unless `contested` asks for it.
    pub(crate) fn new(contested: bool) -> Self {
        Self { contested }
    }

    /// Whether the requirement, or a heading above it, has a positive link or a `:*` row towards the standard.
    pub(crate) fn is_examined(self, map: &Map, of: RequirementIndex, towards: StandardIndex) -> bool {
        let here = |at| self.is_linked(map, at, towards) || self.says_nothing(map, at, towards);
        here(of) || map.above(of).any(here)
    }

    /// Whether the requirement itself carries a positive link into the standard.
    pub(crate) fn is_linked(self, map: &Map, of: RequirementIndex, towards: StandardIndex) -> bool {
        // The requirements of a standard follow one another, so that none has to be looked up.
        let mut all = map.of_standard(towards);
        let Some(first) = all.next() else { return false };
        let last = all.next_back().unwrap_or(first);
        map.steps(of).any(|step| (first..=last).contains(&step.to) && step.reads.is_positive())
    }

    /// Whether a `:*` row of the requirement itself, or of a heading above, says that the standard holds nothing for it.
    pub(crate) fn nothing_corresponds(self, map: &Map, of: RequirementIndex, towards: StandardIndex) -> bool {
        self.says_nothing(map, of, towards) || map.above(of).any(|at| self.says_nothing(map, at, towards))
    }

    fn says_nothing(self, map: &Map, of: RequirementIndex, towards: StandardIndex) -> bool {
        let counts = |review| self.contested || review != Review::Contested;
        map.nothing_of(of).iter().any(|row| row.standard == towards && counts(row.row.review))
    }
}
