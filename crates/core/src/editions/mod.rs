//! Editions of one standard, and the table that says what became of what. Rule book, section 8.

mod assessments;
mod carried;
mod counterparts;
mod groups;
mod input;
mod links;

use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::resolve::{QueryError, standard};

pub(crate) use carried::{Carried, CarriedRow, Origin};
pub use carried::{RebaseKind, RebaseOutcome};
pub(crate) use counterparts::Counterpart;
pub use groups::EditionKind;
pub(crate) use groups::Group;
pub(crate) use input::{Input, Rows};

/// The rows between two editions of one standard.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EditionTable<'m> {
    pub(crate) map: &'m Map,
    /// The superseded edition.
    pub(crate) old: StandardIndex,
    /// The edition that supersedes it.
    pub(crate) new: StandardIndex,
}

impl<'m> EditionTable<'m> {
    /// The edition table of two standards, whichever is named first.
    ///
    /// # Errors
    ///
    /// One is not known, neither supersedes the other, or no row stands between them.
    pub(crate) fn find(map: &'m Map, one: &str, other: &str) -> Result<Self, QueryError> {
        let (a, b) = (standard(map, one)?, standard(map, other)?);
        let (old, new) = match (supersedes(map, a, b), supersedes(map, b, a)) {
            (true, false) => (b, a),
            (false, true) => (a, b),
            _ => return Err(refused(format!("neither of `{one}` and `{other}` supersedes the other"))),
        };
        let table = Self { map, old, new };
        if table.is_empty() {
            let (left, right) = (map.standard(old.min(new)), map.standard(old.max(new)));
            return Err(refused(format!(
                "no row says what became of {} in {}: the edition table `links/{}--{}.csv` is missing",
                map.standard(old).name,
                map.standard(new).name,
                left.key,
                right.key
            )));
        }
        Ok(table)
    }

    /// Steps along the rows of the table, `no-relationship` too, from a requirement of one edition into the other.
    pub(crate) fn steps(&self, from: RequirementIndex) -> impl Iterator<Item = Step> {
        let towards = self.opposite(self.map.standard_of(from));
        self.map.steps(from).filter(move |step| self.map.standard_of(step.to) == towards)
    }

    /// The other of the two editions.
    pub(crate) fn opposite(&self, of: StandardIndex) -> StandardIndex {
        if of == self.old { self.new } else { self.old }
    }

    /// The leaves of one edition that stand for a requirement: itself, or everything below it that has nothing below.
    pub(crate) fn leaves(&self, of: RequirementIndex) -> Vec<RequirementIndex> {
        if self.map.is_leaf(of) {
            return vec![of];
        }
        self.map.below(of).filter(|at| self.map.is_leaf(*at)).collect()
    }

    /// Whether no row links the two editions and no `:*` row speaks of them.
    fn is_empty(&self) -> bool {
        let whole = self.map.nothing.iter().any(|row| {
            let pair = (self.map.standard_of(row.requirement), row.standard);
            pair == (self.old, self.new) || pair == (self.new, self.old)
        });
        !whole && !self.map.of_standard(self.old).any(|at| self.steps(at).next().is_some())
    }
}

/// Whether one standard follows another, over as many editions as lie between.
fn supersedes(map: &Map, newer: StandardIndex, older: StandardIndex) -> bool {
    let mut at = newer;
    // Were the editions a circle, no more than all of them would be passed.
    for _ in 0..map.standards.len() {
        let Some(before) = map.standard(at).supersedes.as_ref() else { return false };
        let Some(next) = map.standards.iter().position(|standard| standard.key == *before) else {
            return false;
        };
        if next == older {
            return true;
        }
        at = next;
    }
    false
}

fn refused(message: String) -> QueryError {
    QueryError { message, candidates: Vec::new() }
}
