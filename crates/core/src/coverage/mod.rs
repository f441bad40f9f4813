//! Coverage: what of a wanted standard the held ones meet, and how surely. Rule book, section 4.

mod examined;
mod ground;
mod marks;
mod near;
mod reach;
mod states;

use serde::Serialize;

use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::word::{Kind, Relationship};

pub(crate) use examined::Examined;
pub(crate) use ground::Ground;
pub(crate) use near::Way;
pub(crate) use reach::Reach;
pub use states::Tally;

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
    /// What clauses and controls alone reach.
    pub(crate) bound: Reach<'m>,
    /// What everything held reaches, practices too; `None` where no practice is held, and both are the same.
    practised: Option<Reach<'m>>,
    examined: Examined,
}

impl<'m> Coverage<'m> {
    /// Works out what is covered and what lies around it, and how.
    pub(crate) fn new(map: &'m Map, holdings: Holdings) -> Self {
        Self::with(map, holdings, true)
    }

    /// As [`Self::new`], for states alone: nobody will ask for a proof.
    pub(crate) fn unexplained(map: &'m Map, holdings: Holdings) -> Self {
        Self::with(map, holdings, false)
    }

    fn with(map: &'m Map, holdings: Holdings, explained: bool) -> Self {
        let bound = Reach::new(map, &holdings, false, explained);
        let practises = holdings.held.iter().any(|at| map.kind(*at) == Kind::Practice);
        let practised = practises.then(|| Reach::new(map, &holdings, true, explained));
        let examined = Examined::new(holdings.contested);
        Self { map, holdings, bound, practised, examined }
    }

    /// What everything held reaches, practices too.
    pub(crate) fn practised(&self) -> &Reach<'m> {
        self.practised.as_ref().unwrap_or(&self.bound)
    }

    /// The state of one assessable requirement; the first that matches.
    pub(crate) fn state(&self, of: RequirementIndex) -> State {
        self.found(of).unwrap_or_else(|| {
            let examined = self.not_examined_towards(of).next().is_none();
            if examined { State::None } else { State::NotExamined }
        })
    }

    /// The state of a requirement of which something was found.
    fn found(&self, of: RequirementIndex) -> Option<State> {
        let practised = self.practised();
        let advice_counts = || !self.map.kind(of).is_binding() && practised.contains(of);
        if self.bound.contains(of) || (self.practised.is_some() && advice_counts()) {
            Some(State::Covered)
        } else if practised.overlaps(of) {
            Some(State::Partial)
        } else {
            practised.is_near(of).then_some(State::Suggested)
        }
    }

    /// The steps that lead to a suggested requirement from something covered.
    pub(crate) fn suggestion(&self, of: RequirementIndex) -> Vec<Way> {
        self.practised().suggestion(of, &self.holdings.standards)
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
            let partly = contains && self.practised().is_partly(step.to);
            let proves = self.holdings.contested || !step.contested;
            step.reads.is_positive() && proves && (partly || self.practised().contains(step.to))
        })
    }

    /// Whether a requirement is held itself, in full or in part.
    pub(crate) fn is_held(&self, at: RequirementIndex) -> bool {
        self.practised().ground(at) == Some(Ground::Held) || self.practised().is_partly(at)
    }
}
