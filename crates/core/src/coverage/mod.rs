//! Coverage: what of a wanted standard the held ones meet, and how surely. Rule book, section 4.

mod closure;
mod examined;

use std::collections::VecDeque;

use serde::Serialize;

use crate::map::{Each, Map, RequirementIndex, StandardIndex, Step};
use crate::order;
use crate::word::{Kind, Relationship, Review};

pub(crate) use closure::{Covered, Ground};
pub(crate) use examined::Examined;

/// What is held, and what counts as ground for a proof.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    /// Standards of which every assessable requirement is held.
    pub(crate) standards: Vec<StandardIndex>,
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

/// The states of all requirements of a map towards one set of holdings.
///
/// O(|requirements| + |links|).
#[derive(Debug)]
pub(crate) struct Coverage<'m> {
    map: &'m Map,
    holdings: Holdings,
    /// Covered by clauses and controls alone.
    pub(crate) bound: Covered,
    /// Covered by everything held, practices too.
    pub(crate) practised: Covered,
    /// Overlap with something practised is proven: how the requirement was reached.
    pub(crate) overlap: Each<Option<Ground>>,
    /// At most two positive links away from something covered: the step that leads here.
    pub(crate) near: Each<Option<Ground>>,
    examined: Examined,
}

impl<'m> Coverage<'m> {
    /// Works out every state.
    pub(crate) fn new(map: &'m Map, holdings: Holdings) -> Self {
        let held = |practices: bool| {
            holdings
                .standards
                .iter()
                .flat_map(|standard| map.assessable(*standard))
                .filter(|at| practices || map.kind(*at) != Kind::Practice)
                .collect::<Vec<_>>()
        };
        let bound = Covered::new(map, &held(false), holdings.contested);
        let practised = Covered::new(map, &held(true), holdings.contested);
        let overlap = overlap(map, &practised, holdings.contested);
        let near = near(map, &practised, &holdings.standards);
        let examined = Examined::new(map, holdings.contested);
        Self { map, holdings, bound, practised, overlap, near, examined }
    }

    /// The state of one assessable requirement.
    pub(crate) fn state(&self, of: RequirementIndex) -> State {
        let binding = self.map.kind(of).is_binding();
        if self.bound.ground(of).is_some() || (!binding && self.practised.ground(of).is_some()) {
            State::Covered
        } else if self.practised.ground(of).is_some() || self.overlap[of].is_some() {
            State::Partial
        } else if self.near[of].is_some() {
            State::Suggested
        } else if self.not_examined_towards(of).next().is_none() {
            State::None
        } else {
            State::NotExamined
        }
    }

    /// The held standards towards which a requirement was not examined, in order.
    pub(crate) fn not_examined_towards(&self, of: RequirementIndex) -> impl Iterator<Item = StandardIndex> {
        self.holdings.standards.iter().copied().filter(move |standard| {
            self.map.standard_of(of) != *standard && !self.examined.is_examined(self.map, of, *standard)
        })
    }

    /// The direct links of a requirement to something covered or practised that share something with it.
    pub(crate) fn direct(&self, of: RequirementIndex) -> impl Iterator<Item = Step> {
        self.map.steps(of).filter(|step| {
            step.reads.is_positive() && self.proves(step.link) && self.practised.ground(step.to).is_some()
        })
    }

    /// Whether a row may stand in a proof.
    pub(crate) fn proves(&self, link: usize) -> bool {
        self.holdings.contested || self.map.link(link).row.review != Review::Contested
    }
}

/// All that certainly shares something with what is practised: `⊃* ∩? ⊂*`. Rule book, section 3.
fn overlap(map: &Map, practised: &Covered, contested: bool) -> Each<Option<Ground>> {
    let mut reached = map.each(None);
    let mut open = VecDeque::new();
    // The first step may be an overlap; from there on only upwards.
    for from in map.all().filter(|at| practised.ground(*at).is_some()) {
        open.push_back((from, true));
    }
    while let Some((from, first)) = open.pop_front() {
        let parent = map.parent(from).map(|to| (to, Ground::Child(from)));
        let links = map.steps(from).filter(|step| {
            let upwards = matches!(step.reads, Relationship::EqualTo | Relationship::SubsetOf);
            let proves = contested || map.link(step.link).row.review != Review::Contested;
            proves && (upwards || (first && step.reads == Relationship::IntersectsWith))
        });
        let links = links.map(|step| (step.to, Ground::Link { from, link: step.link }));
        for (to, ground) in parent.into_iter().chain(links) {
            if practised.ground(to).is_none() && reached[to].is_none() {
                reached[to] = Some(ground);
                open.push_back((to, false));
            }
        }
    }
    reached
}

/// What at most two positive links lead to from something covered; a step in the hierarchy counts as a link, and none goes up
/// and then down again. So does one link from an activity or principle of a held standard: it is never held itself, but
/// where something is linked with it, "nothing found" would say too much.
fn near(map: &Map, practised: &Covered, held: &[StandardIndex]) -> Each<Option<Ground>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Came {
        Start,
        Up,
        Otherwise,
    }
    let mut reached: Each<Option<Ground>> = map.each(None);
    let mut edge: Vec<(RequirementIndex, Came)> =
        map.all().filter(|at| practised.ground(*at).is_some()).map(|at| (at, Came::Start)).collect();
    for _ in 0..2 {
        let mut next = Vec::new();
        for (from, came) in edge {
            let links = map.steps(from).filter(|step| step.reads.is_positive());
            let links = links.map(|step| (step.to, Ground::Link { from, link: step.link }, Came::Otherwise));
            let up = map.parent(from).map(|to| (to, Ground::Child(from), Came::Up));
            let down = map.children(from).filter(|_| came != Came::Up);
            let down = down.map(|to| (to, Ground::Parent(from), Came::Otherwise));
            for (to, ground, came) in links.chain(up).chain(down) {
                if practised.ground(to).is_none() {
                    // Not only the first way in is followed: one that came up leads less far than another.
                    next.push((to, came));
                    if reached[to].is_none() {
                        reached[to] = Some(ground);
                    }
                }
            }
        }
        order::sort_by_key(&mut next, |(at, came)| (*at, *came == Came::Up));
        next.dedup();
        edge = next;
    }
    let advice = held.iter().flat_map(|standard| map.of_standard(*standard));
    for from in advice.filter(|at| matches!(map.kind(*at), Kind::Activity | Kind::Principle)) {
        for step in
            map.steps(from).filter(|step| step.reads.is_positive() && practised.ground(step.to).is_none())
        {
            reached[step.to].get_or_insert(Ground::Link { from, link: step.link });
        }
    }
    reached
}
