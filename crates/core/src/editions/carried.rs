//! A file on its way from one edition to the other: what goes over, and what a person has to look at.

use serde::Serialize;

use super::counterparts::Counterpart;
use super::groups::EditionKind;
use super::{EditionTable, Input, Rows};
use crate::algebra::Possible;
use crate::diagnostic::Diagnostic;
use crate::map::{Each, RequirementIndex, StandardIndex};
use crate::natural::natural_order;
use crate::order;
use crate::word::{Confidence, Relationship, Review};

/// What a file holds, told by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RebaseKind {
    /// Links, in the columns of the link files.
    Links,
    /// `requirement,status`, with a `note` or without.
    Status,
    /// `control,applicable,justification`
    Applicability,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RebaseOutcome {
    /// It does not speak of the edition that is left.
    Untouched,
    /// Carried to an equal requirement.
    AsItStands,
    /// Carried to what is not equal, as far as it follows; to be reviewed.
    Derived,
    /// Not carried, or not everywhere: what holds there does not follow. A row of the new file that says so claims nothing.
    Open,
    /// In error, and not used.
    Error,
}

impl RebaseOutcome {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::AsItStands => "as-it-stands",
            Self::Derived => "derived",
            Self::Open => "open",
            Self::Error => "error",
        }
    }
}

/// The rows of the new file, in order, and what is to be reviewed.
#[derive(Debug)]
pub(crate) struct Carried {
    pub(crate) rows: Vec<CarriedRow>,
    /// By line.
    pub(crate) notes: Vec<Note>,
    /// Leaves of the edition carried to that the new file does not name; of assessments only.
    pub(crate) unnamed: Vec<RequirementIndex>,
}

/// A row of the new file.
#[derive(Debug)]
pub(crate) struct CarriedRow {
    pub(crate) cells: Vec<String>,
    pub(crate) outcome: RebaseOutcome,
    /// What it rests on, the row itself first where it was carried as it stands.
    pub(crate) origins: Vec<Origin>,
}

/// A row of the old file, and the row of the edition table that carries it.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) line: u32,
    /// The requirement that it spoke of, and its counterpart; `None` where it is untouched.
    pub(crate) way: Option<(RequirementIndex, Counterpart)>,
    /// Of a link: how it reads from that requirement, where to, and how sure it was.
    pub(crate) link: Option<(Relationship, String, Review, Confidence)>,
}

/// What a person has to look at about one row of the old file.
#[derive(Debug, Default)]
pub(crate) struct Note {
    pub(crate) line: u32,
    /// The row in short.
    pub(crate) row: String,
    /// Ids, or pairs of ids, of the derived rows that it became.
    pub(crate) derived: Vec<String>,
    /// What may hold, a sentence each.
    pub(crate) candidates: Vec<String>,
    /// Why it was not carried as it stands, a sentence each.
    pub(crate) why: Vec<String>,
    pub(crate) is_error: bool,
}

/// What the carrying of every kind of file needs.
pub(super) struct Carrier<'t, 'm> {
    pub(super) table: &'t EditionTable<'m>,
    /// The edition that is left.
    pub(super) from: StandardIndex,
    /// The edition carried to.
    pub(super) to: StandardIndex,
    /// The name of the file.
    pub(super) name: &'t str,
    /// What the table says of each leaf.
    pub(super) kinds: Each<EditionKind>,
}

impl Note {
    /// A note without anything to look at yet.
    pub(super) fn new(line: u32, row: String) -> Self {
        Self { line, row, ..Self::default() }
    }

    /// What became of the row; `None` where nobody has to look.
    pub(crate) fn outcome(&self) -> Option<RebaseOutcome> {
        if self.is_error {
            Some(RebaseOutcome::Error)
        } else if !self.why.is_empty() {
            Some(RebaseOutcome::Open)
        } else if !self.derived.is_empty() {
            Some(RebaseOutcome::Derived)
        } else {
            None
        }
    }

    pub(super) fn open(&mut self, why: String, candidate: Option<String>) {
        if !self.why.contains(&why) {
            self.why.push(why);
        }
        self.candidates.extend(candidate);
    }

    /// A row in error: whatever stands on its line.
    fn of_error(finding: &Diagnostic) -> Option<Self> {
        let place = finding.place.as_ref()?;
        let why = vec![finding.message.clone()];
        Some(Self { line: place.line, row: place.excerpt.clone(), why, is_error: true, ..Self::default() })
    }
}

impl Carried {
    /// The rows of a file, carried from one edition to the other. O(|rows| · counterparts), apart from the sorting.
    pub(crate) fn new(table: &EditionTable<'_>, from: StandardIndex, name: &str, input: &Input) -> Self {
        let mut kinds = table.map.each(EditionKind::NotExamined);
        for group in table.groups(false) {
            group.old.iter().chain(&group.new).for_each(|at| kinds[*at] = group.kind);
        }
        let carrier = Carrier { table, from, to: table.opposite(from), name, kinds };
        let mut carried = match &input.rows {
            Rows::Links(rows) => carrier.links(rows),
            Rows::Status(rows) | Rows::Applicability(rows) => carrier.assessments(rows),
        };
        for note in input.errors().filter_map(Note::of_error) {
            match carried.notes.iter_mut().find(|known| known.is_error && known.line == note.line) {
                Some(known) => known.why.extend(note.why),
                None => carried.notes.push(note),
            }
        }
        carried.notes.retain(|note| note.outcome().is_some());
        order::sort_by_key(&mut carried.notes, |note| note.line);
        let keys = if matches!(input.rows, Rows::Links(_)) { 2 } else { 1 };
        order::sort_by(&mut carried.rows, |a, b| {
            let pairs = a.cells.iter().zip(&b.cells).take(keys);
            pairs
                .map(|(a, b)| natural_order(a, b))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        carried
    }
}

impl Carrier<'_, '_> {
    /// Why nothing can be carried from a requirement without a counterpart.
    pub(super) fn fate(&self, of: RequirementIndex) -> String {
        let (map, id) = (self.table.map, self.table.map.id(of));
        let other = &map.standard(self.to).name;
        match self.kinds[of] {
            _ if !map.is_leaf(of) => {
                format!("no row of the edition table settles what became of the heading {id}")
            }
            EditionKind::Dropped | EditionKind::New => format!("{other} holds nothing for {id}"),
            EditionKind::NotExamined => format!("nobody has examined what became of {id} in {other}"),
            _ => format!("what became of {id} in {other} is not settled"),
        }
    }

    /// Where the row that makes a counterpart stands: `file:line`.
    pub(super) fn place(&self, counterpart: &Counterpart) -> String {
        self.row_place(counterpart.link)
    }

    /// Where a row of the edition table stands: `file:line`.
    pub(super) fn row_place(&self, link: usize) -> String {
        let row = &self.table.map.link(link).row;
        format!("{}:{}", self.table.map.file(row.file), self.table.map.line(row))
    }

    /// `ID words ID`, as far as it is known, with the row of the edition table.
    pub(super) fn way(&self, of: RequirementIndex, counterpart: &Counterpart) -> String {
        let map = self.table.map;
        format!(
            "{} {} {} ({})",
            map.id(counterpart.to),
            counterpart.reads,
            map.id(of),
            self.place(counterpart)
        )
    }
}

/// Whether only this word is possible.
pub(super) fn is_only(possible: Possible, word: Relationship) -> bool {
    possible.only() == Some(word)
}
