//! Carries links to another edition: what follows along the edition table, by the algebra of the rule book, section 2.

use super::carried::{Carried, CarriedRow, Carrier, Note, Origin, RebaseOutcome, is_only};
use super::counterparts::Counterpart;
use super::input::LinkInput;
use crate::algebra::Possible;
use crate::id::Endpoint;
use crate::map::{RequirementIndex, StandardIndex};
use crate::order;
use crate::schema::link as at;
use crate::word::{Relationship, Review};

/// A row, read from a counterpart of the end that changes its edition to the end that stays.
struct Chain<'r> {
    to: RequirementIndex,
    /// The end that stays.
    other: &'r str,
    row: usize,
    input: &'r LinkInput,
    /// What changes; none where the row speaks of the new edition already.
    way: Option<(RequirementIndex, Counterpart)>,
    /// How the row reads towards the end that stays.
    word: Relationship,
    /// What is possible between the counterpart and the end that stays.
    possible: Possible,
}

/// Which end of a row changes its edition.
enum Moving {
    Neither,
    Both,
    /// The column of the moving end, and that of the other.
    One(usize, usize),
}

impl Carrier<'_, '_> {
    /// The links of the other edition that follow. Rule book, section 8.
    pub(super) fn links(&self, rows: &[LinkInput]) -> Carried {
        let mut notes: Vec<Note> = rows.iter().map(|row| Note::new(row.line, shortly(row))).collect();
        let mut carried: Vec<CarriedRow> = Vec::new();
        let mut chains: Vec<Chain<'_>> = Vec::new();
        for ((number, row), note) in rows.iter().enumerate().zip(&mut notes) {
            match self.moving(row) {
                Moving::Neither => {
                    chains.extend(self.already(number, row));
                    carried.push(CarriedRow {
                        cells: row.cells.clone(),
                        outcome: RebaseOutcome::Untouched,
                        origins: vec![Origin { line: row.line, way: None, link: None }],
                    });
                }
                Moving::Both => note.open("both ends belong to editions of one standard".to_owned(), None),
                Moving::One(moving, staying) => match self.end(row, moving) {
                    Some(of) => {
                        let new = self.chains(number, row, of, moving, staying);
                        if new.is_empty() {
                            note.open(self.fate(of), None);
                        }
                        chains.extend(new);
                    }
                    None => carried.extend(self.whole(row, moving, note)),
                },
            }
        }
        order::sort_by_key(&mut chains, |chain| (chain.to, chain.other, chain.row));
        for run in chains.chunk_by(|a, b| (a.to, a.other) == (b.to, b.other)) {
            carried.extend(self.link(run, &mut notes));
        }
        Carried { rows: carried, notes, unnamed: Vec::new() }
    }

    fn moving(&self, row: &LinkInput) -> Moving {
        let map = self.table.map;
        let is_of =
            |end: &Endpoint, standard: StandardIndex| end.key() == map.standard(standard).key.as_str();
        match (is_of(&row.source, self.from), is_of(&row.target, self.from)) {
            (true, false) if !is_of(&row.target, self.to) => Moving::One(at::SOURCE, at::TARGET),
            (false, true) if !is_of(&row.source, self.to) => Moving::One(at::TARGET, at::SOURCE),
            (false, false) => Moving::Neither,
            _ => Moving::Both,
        }
    }

    /// The requirement at one end of a row; `None` where a whole standard stands there.
    fn end(&self, row: &LinkInput, column: usize) -> Option<RequirementIndex> {
        match if column == at::SOURCE { &row.source } else { &row.target } {
            Endpoint::Requirement(id) => self.table.map.find(id),
            Endpoint::Whole(_) => None,
        }
    }

    /// A row that speaks of the new edition already, so that nothing is carried over it.
    fn already<'r>(&self, number: usize, row: &'r LinkInput) -> Option<Chain<'r>> {
        let is_new = |end: &RequirementIndex| self.table.map.standard_of(*end) == self.to;
        let (to, staying) =
            match (self.end(row, at::SOURCE).filter(is_new), self.end(row, at::TARGET).filter(is_new)) {
                (Some(to), None) => (to, at::TARGET),
                (None, Some(to)) => (to, at::SOURCE),
                _ => return None,
            };
        let (other, word) = (cell(row, staying), row.relationship);
        Some(Chain { to, other, row: number, input: row, way: None, word, possible: Possible::ANY })
    }

    fn chains<'r>(
        &self,
        number: usize,
        row: &'r LinkInput,
        of: RequirementIndex,
        moving: usize,
        staying: usize,
    ) -> Vec<Chain<'r>> {
        let word = if moving == at::SOURCE { row.relationship } else { row.relationship.inverse() };
        let chain = |counterpart: Counterpart| {
            let equal = is_only(counterpart.reads, Relationship::EqualTo);
            // A contested row proves nothing; under an equal requirement it stays what it is, contested.
            let possible = if row.review == Review::Contested && !equal {
                Possible::ANY
            } else {
                counterpart.reads.compose(word.into())
            };
            let way = Some((of, counterpart));
            Chain {
                to: counterpart.to,
                other: cell(row, staying),
                row: number,
                input: row,
                way,
                word,
                possible,
            }
        };
        self.table.counterparts(of).into_iter().map(chain).collect()
    }

    /// A row that says that the whole edition holds nothing: it holds of the other edition where all of that is inside this one.
    fn whole(&self, row: &LinkInput, moving: usize, note: &mut Note) -> Option<CarriedRow> {
        let map = self.table.map;
        let open: Vec<RequirementIndex> = map
            .of_standard(self.to)
            .filter(|leaf| map.is_leaf(*leaf) && self.table.inside(*leaf).is_none())
            .collect();
        if row.relationship.is_positive() || row.review == Review::Contested || !open.is_empty() {
            let (to, from) = (&map.standard(self.to).name, &map.standard(self.from).name);
            note.open(format!("not all of {to} is inside {from}"), None);
            note.candidates.extend(open.into_iter().map(|leaf| map.id(leaf).to_owned()));
            return None;
        }
        let whole = format!("{}:*", map.standard(self.to).key);
        note.derived.push(whole.clone());
        let mut cells = row.cells.clone();
        let why = format!(
            "derived, to be reviewed: everything in {} is inside {}: {}",
            map.standard(self.to).name,
            map.standard(self.from).name,
            cell(row, at::WHY)
        );
        for (column, text) in [(moving, whole), (at::WHY, why), (at::REVIEW, Review::Contested.to_string())] {
            cells.get_mut(column).into_iter().for_each(|cell| cell.clone_from(&text));
        }
        let origins = vec![Origin { line: row.line, way: None, link: None }];
        Some(CarriedRow { cells, outcome: RebaseOutcome::Derived, origins })
    }

    /// The row between one requirement of the other edition and one end that stays, from all rows that say something of it.
    fn link(&self, run: &[Chain<'_>], notes: &mut [Note]) -> Option<CarriedRow> {
        let first = run.first()?;
        let pair = format!("{} and {}", self.table.map.id(first.to), first.other);
        if let Some(there) = run.iter().find(|chain| chain.way.is_none()) {
            open_all(run, notes, &format!("line {} speaks of {pair} already", there.input.line), None);
            return None;
        }
        let possible = run.iter().fold(Possible::ANY, |all, chain| all.and(chain.possible));
        let exact = run.iter().find(|chain| chain.is_exact());
        let base = exact.or_else(|| run.iter().find(|chain| chain.possible == possible));
        let base = base.or_else(|| run.iter().find(|chain| chain.says_something())).unwrap_or(first);
        let cells = possible.only().and_then(|word| match exact {
            Some(chain) => Some(self.as_it_stands(chain)),
            None => self.derived(base, word),
        });
        let candidate = format!("{} {possible} {}", self.table.map.id(first.to), first.other);
        let Some(cells) = cells else {
            match possible {
                Possible::IMPOSSIBLE => {
                    let why = format!("what follows for {pair} from several rows does not agree");
                    open_all(run, notes, &why, None);
                }
                _ if possible.only().is_some() => {
                    open_all(
                        run,
                        notes,
                        &format!("what {pair} ask alone is not described"),
                        Some(&candidate),
                    );
                }
                _ => open_all(run, notes, &format!("nothing certain follows for {pair}"), Some(&candidate)),
            }
            return None;
        };
        if exact.is_some() {
            let why = format!("what holds between {pair} is taken from line {}", base.input.line);
            open_all(run.iter().filter(|chain| chain.row != base.row), notes, &why, None);
            let origins = vec![base.origin()];
            return Some(CarriedRow { cells, outcome: RebaseOutcome::AsItStands, origins });
        }
        let silent = run.iter().filter(|chain| !chain.says_something());
        open_all(silent, notes, &format!("nothing follows for {pair} from this row"), None);
        let proving = || run.iter().filter(|chain| chain.says_something());
        for chain in proving() {
            let became = format!("{} {}", self.table.map.id(chain.to), chain.other);
            notes.get_mut(chain.row).into_iter().for_each(|note| note.derived.push(became.clone()));
        }
        let others = proving().filter(|chain| chain.row != base.row);
        let origins = std::iter::once(base).chain(others).map(Chain::origin).collect();
        Some(CarriedRow { cells, outcome: RebaseOutcome::Derived, origins })
    }

    /// The same row at an equal requirement, as sure as the less sure of the two.
    fn as_it_stands(&self, chain: &Chain<'_>) -> Vec<String> {
        let mut cells = chain.input.cells.clone();
        if let Some((_, counterpart)) = &chain.way {
            let row = &self.table.map.link(counterpart.link).row;
            let review = weakest(row.review, chain.input.review);
            let confidence = row.confidence.max(chain.input.confidence);
            set(&mut cells, at::REVIEW, review.to_string());
            set(&mut cells, at::CONFIDENCE, confidence.to_string());
        }
        self.placed(chain, cells)
    }

    /// A row that says what follows; `None` where the rows do not tell what the word needs said.
    fn derived(&self, chain: &Chain<'_>, word: Relationship) -> Option<Vec<String>> {
        let (of, counterpart) = chain.way.as_ref()?;
        let map = self.table.map;
        let step = map.link(counterpart.link);
        let (near, far) = self.only_texts(chain, counterpart, word)?;
        let strength = match word {
            Relationship::EqualTo => 10,
            Relationship::NoRelationship => 0,
            // Strength does not compose; a person sets it.
            _ => 1,
        };
        let (own, others) = chain.only_columns();
        let reads = if own == at::SOURCE_ONLY { word } else { word.inverse() };
        let why = format!(
            "derived, to be reviewed: {}, {} {} {} ({}:{}): {}",
            self.way(*of, counterpart),
            map.id(*of),
            chain.word,
            chain.other,
            self.name,
            chain.input.line,
            cell(chain.input, at::WHY)
        );
        let mut reference: Vec<&str> = cell(chain.input, at::REFERENCE).split_whitespace().collect();
        let words = map.words(&step.row);
        for key in &words.reference {
            if !reference.contains(&key.as_str()) {
                reference.push(key);
            }
        }
        let mut cells = chain.input.cells.clone();
        set(&mut cells, at::RELATIONSHIP, reads.to_string());
        set(&mut cells, at::RATIONALE, step.row.rationale.max(chain.input.rationale).to_string());
        set(&mut cells, at::STRENGTH, strength.to_string());
        set(&mut cells, at::CONFIDENCE, step.row.confidence.max(chain.input.confidence).to_string());
        // A draft would prove as much as any other row, before anybody has looked.
        set(&mut cells, at::REVIEW, Review::Contested.to_string());
        set(&mut cells, at::WHY, why);
        set(&mut cells, own, near);
        set(&mut cells, others, far);
        set(&mut cells, at::REFERENCE, reference.join(" "));
        Some(self.placed(chain, cells))
    }

    /// What the new requirement asks alone, and what the end that stays does, as far as the word has room for it.
    ///
    /// With A, B and C along the chain, what A asks beyond C is among what A asks beyond B and what B asks beyond C.
    fn only_texts(
        &self,
        chain: &Chain<'_>,
        counterpart: &Counterpart,
        word: Relationship,
    ) -> Option<(String, String)> {
        let step = self.table.map.link(counterpart.link);
        let words = self.table.map.words(&step.row);
        let (new_only, old_only) = if self.table.map.standard_of(step.source) == self.to {
            (&words.source_only, &words.target_only)
        } else {
            (&words.target_only, &words.source_only)
        };
        let (own, others) = chain.only_columns();
        let near = joined(new_only, cell(chain.input, own));
        let far = joined(cell(chain.input, others), old_only);
        let (has_near, has_far) = match word {
            Relationship::EqualTo | Relationship::NoRelationship => (false, false),
            Relationship::SubsetOf => (false, true),
            Relationship::SupersetOf => (true, false),
            Relationship::IntersectsWith => (true, true),
        };
        if (has_near && near.is_empty()) || (has_far && far.is_empty()) {
            return None;
        }
        let kept = |wanted: bool, text: String| if wanted { text } else { String::new() };
        Some((kept(has_near, near), kept(has_far, far)))
    }

    /// The row with its new id, turned round where the new edition stands on the other side of the end that stays.
    fn placed(&self, chain: &Chain<'_>, mut cells: Vec<String>) -> Vec<String> {
        let map = self.table.map;
        let moving = if chain.only_columns().0 == at::SOURCE_ONLY { at::SOURCE } else { at::TARGET };
        set(&mut cells, moving, map.id(chain.to).to_owned());
        let key = chain.other.split(':').next().unwrap_or("");
        let other = map.standards.iter().position(|standard| standard.key.as_str() == key);
        if other.is_some_and(|other| (self.from < other) != (self.to < other)) {
            cells.swap(at::SOURCE, at::TARGET);
            cells.swap(at::SOURCE_ONLY, at::TARGET_ONLY);
            let word = Relationship::ALL
                .iter()
                .find(|word| cells.get(at::RELATIONSHIP).is_some_and(|cell| cell == word.as_str()));
            if let Some(word) = word {
                set(&mut cells, at::RELATIONSHIP, word.inverse().to_string());
            }
        }
        cells
    }
}

impl Chain<'_> {
    /// Whether the counterpart is equal, so that the row holds of it word for word.
    fn is_exact(&self) -> bool {
        self.way.as_ref().is_some_and(|(_, counterpart)| is_only(counterpart.reads, Relationship::EqualTo))
    }

    /// The columns of what the moving end asks alone, and of what the other does.
    fn only_columns(&self) -> (usize, usize) {
        if cell(self.input, at::TARGET) == self.other {
            (at::SOURCE_ONLY, at::TARGET_ONLY)
        } else {
            (at::TARGET_ONLY, at::SOURCE_ONLY)
        }
    }

    /// Whether it leaves less than everything possible.
    fn says_something(&self) -> bool {
        self.possible != Possible::ANY
    }

    fn origin(&self) -> Origin {
        let link = (self.word, self.other.to_owned(), self.input.review, self.input.confidence);
        Origin { line: self.input.line, way: self.way, link: Some(link) }
    }
}

/// The weaker of two reviews: contested, then draft, then agreed.
fn weakest(one: Review, other: Review) -> Review {
    let order = [Review::Contested, Review::Draft];
    order.into_iter().find(|review| [one, other].contains(review)).unwrap_or(Review::Agreed)
}

fn cell(row: &LinkInput, column: usize) -> &str {
    row.cells.get(column).map_or("", String::as_str)
}

fn set(cells: &mut [String], column: usize, text: String) {
    cells.get_mut(column).into_iter().for_each(|cell| cell.clone_from(&text));
}

/// Two texts as one, either of which may be empty.
fn joined(one: &str, other: &str) -> String {
    let between = if one.is_empty() || other.is_empty() { "" } else { "; " };
    [one, between, other].concat()
}

/// Leaves the rows of some chains to a person; those that are untouched are none of them.
fn open_all<'c, 'r: 'c>(
    chains: impl IntoIterator<Item = &'c Chain<'r>>,
    notes: &mut [Note],
    why: &str,
    candidate: Option<&String>,
) {
    for chain in chains.into_iter().filter(|chain| chain.way.is_some()) {
        if let Some(note) = notes.get_mut(chain.row) {
            note.open(why.to_owned(), candidate.cloned());
        }
    }
}

/// The row in short.
fn shortly(row: &LinkInput) -> String {
    format!("{} {} {}", cell(row, at::SOURCE), row.relationship, cell(row, at::TARGET))
}
