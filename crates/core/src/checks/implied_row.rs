//! A row that says what follows from other rows.
//!
//! Why: two ways to the same word confirm each other; where one was copied from the other, the row adds nothing of its own.
//! Rows that follow from each other in a circle are all named, and say so: then one of them can go, and not each.
//! Example: `27001 7.5.1 equal-to 9001 7.5.1` beside `27001 7.5.1 equal-to 20000-1 7.5.1` and `20000-1 7.5.1 equal-to 9001 7.5.1`.
//! Source: rule book, section 3: what a chain proves. Chains of at most four steps are looked at.

use super::contradiction::{place, step_text};
use crate::algebra::Possible;
use crate::contradictions::{By, Row, Tie, row_step, tie_step};
use crate::diagnostic::{Code, Diagnostic};
use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::word::{Relationship, Review};

/// The longest chain that is looked at.
const STEPS: u32 = 4;

/// How many rows and hierarchy steps one search looks at, so that a requirement with 10,000 links makes no search long.
const LOOKED_AT: usize = 1000;

/// How many rows are named one by one.
const PRINTED: usize = 50;

/// Adds a finding for each row that is proven without itself, those with the shortest chains first where there are many.
///
/// O(|links|): a search ends after four steps, and when it has looked at 1,000 rows.
pub(super) fn check(map: &Map, found: &mut Vec<Diagnostic>) {
    let mut search = Search::new(map);
    let links = (0..map.links.len()).map(Row::Link);
    let rows = links.chain((0..map.nothing.len()).map(Row::Nothing));
    let mut implied: Vec<(usize, Row)> =
        rows.filter_map(|row| Some((search.proof(row)?.ties.len(), row))).collect();
    order::sort_by_key(&mut implied, |(steps, row)| (*steps, *row));
    for (_, row) in implied.iter().take(PRINTED) {
        let Some(chain) = search.proof(*row) else { continue };
        let circle = circle(&mut search, *row, &chain);
        found.extend(finding(map, *row, &chain, &circle));
    }
    if implied.len() > PRINTED {
        let message = format!(
            "{} rows follow from other rows; the {PRINTED} with the shortest chains are shown",
            implied.len()
        );
        found.push(Diagnostic::new(Code::ImpliedRow, message));
    }
}

/// The rows of a chain that follow from the row in turn.
fn circle(search: &mut Search<'_>, row: Row, chain: &Chain) -> Vec<Row> {
    let mut rows: Vec<Row> = chain.rows().collect();
    rows.retain(|other| search.proof(*other).is_some_and(|back| back.rows().any(|known| known == row)));
    rows
}

fn finding(map: &Map, row: Row, chain: &Chain, circle: &[Row]) -> Option<Diagnostic> {
    let step = row_step(map, row)?;
    let message = format!("`{} {} {}` follows from other rows", step.from, step.relation, step.to);
    let mut finding = Diagnostic::new(Code::ImpliedRow, message);
    if let Some(place) = place(map, row, "follows") {
        finding = finding.at(place);
    }
    for tie in &chain.ties {
        finding = finding.hint(step_text(&tie_step(map, *tie)));
    }
    if let Some(step) = chain.nothing.and_then(|row| row_step(map, row)) {
        finding = finding.hint(step_text(&step));
    }
    if !circle.is_empty() {
        let steps = std::iter::once(&row).chain(circle).filter_map(|row| row_step(map, *row));
        let rows: Vec<String> = steps.map(|step| step_text(&step)).collect();
        let hint = "each of these rows follows from the others; one of them can go";
        finding = finding.hint(format!("{hint}: {}", rows.join(", ")));
    }
    Some(finding)
}

/// What a row follows from: steps, and perhaps a `:*` row at their end.
struct Chain {
    ties: Vec<Tie>,
    nothing: Option<Row>,
}

impl Chain {
    fn rows(&self) -> impl Iterator<Item = Row> {
        self.ties.iter().filter_map(|tie| tie.row()).chain(self.nothing)
    }
}

/// What was reached: where, what is then certain, and the place of the entry before.
#[derive(Clone, Copy)]
struct Reached {
    at: RequirementIndex,
    is: Possible,
    steps: u32,
    before: usize,
    tie: Option<Tie>,
}

struct Search<'m> {
    map: &'m Map,
    /// Numbers of the `:*` rows of each requirement, flat.
    nothing: Each<(usize, usize)>,
    /// In which states each requirement was reached.
    states: Each<Vec<Possible>>,
    reached: Vec<Reached>,
    /// How much the search may still look at.
    left: usize,
}

impl<'m> Search<'m> {
    fn new(map: &'m Map) -> Self {
        let mut nothing = map.each((0, 0));
        for (number, row) in map.nothing.iter().enumerate() {
            let (first, end) = nothing[row.requirement];
            nothing[row.requirement] = (if first == end { number } else { first }, number + 1);
        }
        Self { map, nothing, states: map.each(Vec::new()), reached: Vec::new(), left: 0 }
    }

    /// What a row follows from, if anything; contested rows are no facts and need no proof.
    fn proof(&mut self, row: Row) -> Option<Chain> {
        let map = self.map;
        match row {
            Row::Link(number) => {
                let link = map.link(number);
                let word = link.row.relationship;
                // Read from the smaller side, so that the steps lead upwards.
                let turned = word == Relationship::SupersetOf;
                let (from, to) = if turned { (link.target, link.source) } else { (link.source, link.target) };
                let word = if turned { word.inverse() } else { word };
                if link.row.review == Review::Contested {
                    return None;
                }
                let chain = self.chain(row, from, Some(to), map.standard_of(to), word);
                // A `:*` row is found from the side that it speaks of.
                chain.or_else(|| match word {
                    Relationship::NoRelationship => {
                        self.chain(row, to, Some(from), map.standard_of(from), word)
                    }
                    _ => None,
                })
            }
            Row::Nothing(number) => {
                let nothing = map.nothing.get(number)?;
                let certain = nothing.row.review != Review::Contested;
                let chain = || {
                    let word = Relationship::NoRelationship;
                    self.chain(row, nothing.requirement, None, nothing.standard, word)
                };
                certain.then(chain).flatten()
            }
            Row::Joint(_) => None,
        }
    }

    /// The shortest chain that proves a word between two, or towards a whole standard, without the row itself.
    fn chain(
        &mut self,
        row: Row,
        from: RequirementIndex,
        to: Option<RequirementIndex>,
        standard: StandardIndex,
        word: Relationship,
    ) -> Option<Chain> {
        for entry in self.reached.drain(..) {
            self.states[entry.at].clear();
        }
        let start = Possible::from(Relationship::EqualTo);
        self.left = LOOKED_AT;
        self.reach(Reached { at: from, is: start, steps: 0, before: 0, tie: None }, word);
        let mut next = 0;
        while let Some(entry) = self.reached.get(next).copied() {
            if Some(entry.at) == to && entry.is == word.into() {
                return Some(Chain { ties: self.ties(next), nothing: None });
            }
            if word == Relationship::NoRelationship
                && let Some(nothing) = self.nothing(row, entry, standard)
            {
                return Some(Chain { ties: self.ties(next), nothing: Some(nothing) });
            }
            if entry.steps < STEPS {
                self.follow(row, next, entry, word);
            }
            next += 1;
        }
        None
    }

    fn follow(&mut self, row: Row, before: usize, entry: Reached, word: Relationship) {
        let (map, from) = (self.map, entry.at);
        let rows = map.steps(from).filter(|step| {
            Row::Link(step.link) != row && map.link(step.link).row.review != Review::Contested
        });
        let rows = rows.map(|step| (step.to, step.reads.into(), By::Link(step.link)));
        let parent = map.parent(from).map(|to| (to, Possible::INSIDE, By::Hierarchy));
        let apart = entry.is == Relationship::NoRelationship.into();
        let children = map.children(from).filter(|_| apart).map(|to| (to, Possible::HOLDS, By::Hierarchy));
        for (to, reads, by) in parent.into_iter().chain(rows).chain(children).take(self.left) {
            self.left -= 1;
            let is = entry.is.compose(reads);
            let tie = Some(Tie { from, to, by });
            self.reach(Reached { at: to, is, steps: entry.steps + 1, before, tie }, word);
        }
    }

    /// Remembers what was reached, unless it is known or cannot lead to the word any more.
    fn reach(&mut self, entry: Reached, word: Relationship) {
        let inside = matches!(word, Relationship::SubsetOf | Relationship::NoRelationship)
            && (entry.is == Possible::INSIDE || entry.is == Relationship::SubsetOf.into());
        let may = inside || entry.is == word.into() || entry.is == Relationship::EqualTo.into();
        let states = &mut self.states[entry.at];
        if may && !states.contains(&entry.is) {
            states.push(entry.is);
            self.reached.push(entry);
        }
    }

    /// A `:*` row towards the standard of something that the start is inside of.
    fn nothing(&self, row: Row, entry: Reached, standard: StandardIndex) -> Option<Row> {
        if entry.is == Relationship::NoRelationship.into() {
            return None;
        }
        let (first, end) = self.nothing[entry.at];
        let mut numbers = (first..end).filter(|number| Row::Nothing(*number) != row);
        let number = numbers.find(|number| {
            let known = self.map.nothing.get(*number);
            known.is_some_and(|known| known.standard == standard && known.row.review != Review::Contested)
        });
        number.map(Row::Nothing)
    }

    fn ties(&self, mut at: usize) -> Vec<Tie> {
        let mut ties = Vec::new();
        while let Some((entry, tie)) = self.reached.get(at).and_then(|entry| Some((entry, entry.tie?))) {
            ties.push(tie);
            at = entry.before;
        }
        ties.reverse();
        ties
    }
}
