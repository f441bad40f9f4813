//! Coverage: what of a wanted standard the held ones meet, and how surely. Rule book, section 4.

mod closure;
mod examined;
mod grounds;
mod states;
mod surroundings;

use serde::Serialize;

use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::word::{Kind, Relationship};

pub(crate) use closure::Closure;
pub(crate) use examined::Examined;
pub(crate) use grounds::{Ground, Grounds};
pub use states::Tally;
pub(crate) use surroundings::{Surroundings, Way};

/// What is held, and what counts as ground for a proof.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    /// The standards named: the wanted requirements are examined towards these.
    pub(crate) standards: Vec<StandardIndex>,
    /// The assessable requirements held, in clause order.
    pub(crate) held: Vec<RequirementIndex>,
    /// Those of which only a part is implemented, nobody knows which.
    pub(crate) partly: Vec<RequirementIndex>,
    /// Whether contested rows prove something too.
    pub(crate) contested: bool,
}

/// How far a requirement of the wanted standard is met; the first that matches. Ordered from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Towards at least one held standard nobody has looked.
    NotExamined,
    /// Examined against every held standard, and nothing found.
    None,
    /// A place to look: links lead there, but prove nothing.
    Suggested,
    /// Something of it is met for certain, or only by advice that was adopted.
    Partial,
    /// All of it is met by what is held.
    Covered,
}

/// What a statement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A row says so.
    Asserted,
    /// It follows from rows; the chain is given.
    Proven,
    /// A guess.
    Suggested,
}

impl State {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Partial => "partial",
            Self::Suggested => "suggested",
            Self::None => "none",
            Self::NotExamined => "not-examined",
        }
    }
}

impl Basis {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Proven => "proven",
            Self::Suggested => "suggested",
        }
    }
}

impl Holdings {
    /// Every assessable requirement of some standards, held in full.
    pub(crate) fn of_standards(map: &Map, standards: &[StandardIndex], contested: bool) -> Self {
        let held = standards.iter().flat_map(|standard| map.assessable(*standard)).collect();
        Self { standards: standards.to_vec(), held, partly: Vec::new(), contested }
    }
}

/// What one set of holdings gives; says the state of any assessable requirement.
///
/// O(what is covered or overlapped, and its links), wherever in the map that is; nothing is done for the rest.
#[derive(Debug)]
pub(crate) struct Coverage<'m> {
    map: &'m Map,
    holdings: Holdings,
    /// Covered by clauses and controls alone.
    pub(crate) bound: Grounds<'m>,
    /// Covered by everything held, practices too; `None` where no practice is held, and both are the same.
    practised: Option<Grounds<'m>>,
    around: Surroundings<'m>,
    examined: Examined,
}

impl<'m> Coverage<'m> {
    /// Works out what is covered and what lies around it.
    pub(crate) fn new(map: &'m Map, holdings: Holdings) -> Self {
        let mut closure = Closure::new(map, holdings.contested);
        let practice = |at: &RequirementIndex| map.kind(*at) == Kind::Practice;
        let held = || holdings.held.iter().copied();
        let bound = closure.covered(held().filter(|at| !practice(at)));
        let practised = held().any(|at| practice(&at)).then(|| closure.covered(held()));
        let around = Surroundings::new(map, practised.as_ref().unwrap_or(&bound), &holdings);
        let examined = Examined::new(holdings.contested);
        Self { map, holdings, bound, practised, around, examined }
    }

    /// Covered by everything held, practices too.
    pub(crate) fn practised(&self) -> &Grounds<'m> {
        self.practised.as_ref().unwrap_or(&self.bound)
    }

    /// Overlap with something practised is proven: how the requirement was reached.
    pub(crate) fn overlap(&self) -> &Grounds<'m> {
        &self.around.overlap
    }

    /// The state of one assessable requirement; the first that matches.
    pub(crate) fn state(&self, of: RequirementIndex) -> State {
        let practised = self.practised().contains(of);
        if self.bound.contains(of) || (practised && !self.map.kind(of).is_binding()) {
            State::Covered
        } else if practised || self.around.overlap.contains(of) {
            State::Partial
        } else if self.around.is_near(self.map, of, &self.holdings) {
            State::Suggested
        } else if self.not_examined_towards(of).next().is_none() {
            State::None
        } else {
            State::NotExamined
        }
    }

    /// The steps that lead to a suggested requirement from something covered.
    pub(crate) fn suggestion(&self, of: RequirementIndex) -> Vec<Way> {
        self.around.suggestion(self.map, self.practised(), of, &self.holdings)
    }

    /// The held standards towards which a requirement was not examined, in order.
    pub(crate) fn not_examined_towards(&self, of: RequirementIndex) -> impl Iterator<Item = StandardIndex> {
        let own = self.map.standard_of(of);
        self.holdings
            .standards
            .iter()
            .copied()
            .filter(move |standard| own != *standard && !self.examined.is_examined(self.map, of, *standard))
    }

    /// The held standards of which a `:*` row says that they hold nothing for a requirement, in order.
    pub(crate) fn nothing_corresponds_in(&self, of: RequirementIndex) -> impl Iterator<Item = StandardIndex> {
        let standards = self.holdings.standards.iter().copied();
        standards.filter(move |standard| self.examined.nothing_corresponds(self.map, of, *standard))
    }

    /// The direct links of a requirement that prove that it shares something with what is held or practised.
    pub(crate) fn direct(&self, of: RequirementIndex) -> impl Iterator<Item = Step> {
        self.map.steps(of).filter(|step| {
            // Of what is partly implemented nobody knows which part: only what contains all of it shares something for certain.
            let contains = matches!(step.reads, Relationship::EqualTo | Relationship::SupersetOf);
            let shares = self.practised().contains(step.to) || (contains && self.is_partly(step.to));
            step.reads.is_positive() && shares && self.proves(step.link)
        })
    }

    /// Whether a requirement is held itself, in full or in part.
    pub(crate) fn is_held(&self, at: RequirementIndex) -> bool {
        self.practised().ground(at) == Some(Ground::Held) || self.is_partly(at)
    }

    /// Whether only a part of a requirement is implemented, and nothing else covers it.
    pub(crate) fn is_partly(&self, at: RequirementIndex) -> bool {
        self.around.overlap.ground(at) == Some(Ground::Held)
    }

    fn proves(&self, link: usize) -> bool {
        closure::proves(self.map, link, self.holdings.contested)
    }
}
