//! Which requirement was examined towards which standard. Rule book, section 1, "Silence is not a judgement".

use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::word::Review;

/// Positive links and `:*` rows, told by requirement and standard.
#[derive(Debug)]
pub(crate) struct Examined {
    /// For each requirement, the standards towards which it carries a positive link itself.
    linked: Each<Vec<StandardIndex>>,
    /// For each requirement, the standards of its own `:*` rows.
    nothing: Each<Vec<StandardIndex>>,
}

impl Examined {
    /// What was examined; a contested `:*` row proves no absence unless `contested` asks for it.
    pub(crate) fn new(map: &Map, contested: bool) -> Self {
        let mut linked: Each<Vec<StandardIndex>> = map.each(Vec::new());
        for at in map.all() {
            let mut towards: Vec<StandardIndex> = map
                .steps(at)
                .filter(|step| step.reads.is_positive())
                .map(|step| map.standard_of(step.to))
                .collect();
            order::sort_by_key(&mut towards, |at| *at);
            towards.dedup();
            linked[at] = towards;
        }
        let mut nothing: Each<Vec<StandardIndex>> = map.each(Vec::new());
        for row in map.nothing.iter().filter(|row| contested || row.row.review != Review::Contested) {
            nothing[row.requirement].push(row.standard);
        }
        Self { linked, nothing }
    }

    /// Whether the requirement, or a heading above it, has a positive link or a `:*` row towards the standard.
    pub(crate) fn is_examined(&self, map: &Map, of: RequirementIndex, towards: StandardIndex) -> bool {
        self.is_linked(of, towards)
            || self.says_nothing(of, towards)
            || map.above(of).any(|at| self.is_linked(at, towards) || self.says_nothing(at, towards))
    }

    /// Whether the requirement itself carries a positive link into the standard.
    pub(crate) fn is_linked(&self, of: RequirementIndex, towards: StandardIndex) -> bool {
        self.linked[of].contains(&towards)
    }

    /// Whether a `:*` row of the requirement itself, or of a heading above, says that the standard holds nothing for it.
    pub(crate) fn nothing_corresponds(
        &self,
        map: &Map,
        of: RequirementIndex,
        towards: StandardIndex,
    ) -> bool {
        self.says_nothing(of, towards) || map.above(of).any(|at| self.says_nothing(at, towards))
    }

    fn says_nothing(&self, of: RequirementIndex, towards: StandardIndex) -> bool {
        self.nothing[of].contains(&towards)
    }
}
