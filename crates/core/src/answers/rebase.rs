//! A link set, a status file or a Statement of Applicability, carried to another edition. Rule book, section 8.

use serde::Serialize;

use super::proof::{self, ProofStep};
use super::views::{RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::coverage::Basis;
use crate::diagnostic::Diagnostic;
use crate::editions::{Carried, CarriedRow, Counterpart, EditionTable, Input, Origin, Rows};
pub use crate::editions::{RebaseKind, RebaseOutcome};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::resolve::{QueryError, standard};

/// The file for the other edition, and what a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RebaseAnswer {
    /// The edition that is left.
    pub from: StandardRef,
    /// The edition carried to.
    pub to: StandardRef,
    /// The name of the file.
    pub file: String,
    /// What it holds.
    pub kind: RebaseKind,
    /// Whether its columns could be told; without that there is no row.
    pub readable: bool,
    /// Its columns.
    pub columns: Vec<String>,
    /// The rows of the new file, in canonical order.
    pub rows: Vec<RebasedRow>,
    /// Every row of the old file that was not carried as it stands, by line.
    pub review: Vec<ReviewNote>,
    /// Requirements of the edition carried to that the new file does not name, so that they count as held or applicable; of links
    /// always empty.
    pub unnamed: Vec<RequirementRef>,
    /// What was found in the file, repairs too.
    pub diagnostics: Vec<Diagnostic>,
    /// How many rows and files of the data, and rows of the file, were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
}

/// A row of the new file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RebasedRow {
    /// Its cells, in the order of the columns.
    pub cells: Vec<String>,
    /// How it came there.
    pub outcome: RebaseOutcome,
    /// `asserted` where it is untouched, `suggested` where it only says that somebody has to look, else `proven`.
    pub basis: Basis,
    /// The lines of the old file that it rests on.
    pub lines: Vec<u32>,
    /// From the requirement of the new edition along the edition table and the old row; one such way behind the other.
    pub proof: Vec<ProofStep>,
}

/// A row of the old file that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReviewNote {
    /// Its line in the old file, 1-based.
    pub line: u32,
    /// The row in short; of one in error its text.
    pub row: String,
    /// Derived, open or in error.
    pub outcome: RebaseOutcome,
    /// Why it was not carried as it stands.
    pub why: String,
    /// What it became nevertheless: ids, or pairs of ids, of derived rows.
    pub derived: Vec<String>,
    /// What may hold, a sentence each.
    pub candidates: Vec<String>,
}

/// A file of that name and text, carried from one edition to the other along the edition table of the two.
///
/// It stands beside [`answer`](crate::answer), as it makes a file and not an answer for reading: what does not ask for it need not load it.
/// Linear in the rows and their counterparts, but for the sorting.
///
/// # Errors
///
/// One of the two is not known, they are no editions of one standard, or there is no edition table of them. What is wrong with the
/// file itself is in the answer.
pub fn rebase(map: &Map, name: &str, text: &str, from: &str, to: &str) -> Result<RebaseAnswer, QueryError> {
    let table = EditionTable::find(map, from, to)?;
    let left = standard(map, from)?;
    let input = Input::read(&table, left, name, text);
    let carried = Carried::new(&table, left, name, &input);
    let review: Vec<ReviewNote> = carried
        .notes
        .into_iter()
        .filter_map(|note| {
            let outcome = note.outcome()?;
            let why = if note.why.is_empty() {
                "carried to what is not equal, as far as it follows".to_owned()
            } else {
                note.why.join("; ")
            };
            let (derived, candidates) = (note.derived, note.candidates);
            Some(ReviewNote { line: note.line, row: note.row, outcome, why, derived, candidates })
        })
        .collect();
    let in_error = review.iter().filter(|note| note.outcome == RebaseOutcome::Error).count();
    Ok(RebaseAnswer {
        from: standard_ref(map, left),
        to: standard_ref(map, table.opposite(left)),
        file: name.to_owned(),
        kind: match &input.rows {
            Rows::Links(_) => RebaseKind::Links,
            Rows::Status(_) => RebaseKind::Status,
            Rows::Applicability(_) => RebaseKind::Applicability,
        },
        readable: input.readable,
        columns: input.columns.iter().map(|&column| column.to_owned()).collect(),
        rows: carried.rows.into_iter().map(|row| rebased(&table, name, row)).collect(),
        review,
        unnamed: carried.unnamed.into_iter().map(|at| requirement_ref(map, at)).collect(),
        diagnostics: input.diagnostics,
        set_aside: map.set_aside + in_error,
    })
}

fn rebased(table: &EditionTable<'_>, name: &str, row: CarriedRow) -> RebasedRow {
    RebasedRow {
        basis: match row.outcome {
            RebaseOutcome::Untouched => Basis::Asserted,
            RebaseOutcome::Open => Basis::Suggested,
            _ => Basis::Proven,
        },
        outcome: row.outcome,
        lines: row.origins.iter().map(|origin| origin.line).collect(),
        proof: row.origins.iter().flat_map(|origin| steps(table, name, origin)).collect(),
        cells: row.cells,
    }
}

/// From the counterpart to what the row spoke of, and along the row.
fn steps(table: &EditionTable<'_>, name: &str, origin: &Origin) -> Vec<ProofStep> {
    let map = table.map;
    let Some((of, counterpart)) = &origin.way else { return Vec::new() };
    let mut steps = vec![proof::link_step(map, counterpart.to, counterpart.link)];
    steps.extend(hierarchy_step(table, *of, counterpart));
    if let Some((word, to, review, confidence)) = &origin.link {
        steps.push(ProofStep {
            from: map.requirement_id(*of),
            relation: word.to_string(),
            to: to.clone(),
            file: Some(name.to_owned()),
            line: Some(origin.line),
            review: Some(*review),
            confidence: Some(*confidence),
        });
    }
    steps
}

/// The step from the heading or part whose row it is to the requirement itself.
fn hierarchy_step(
    table: &EditionTable<'_>,
    of: RequirementIndex,
    counterpart: &Counterpart,
) -> Option<ProofStep> {
    let (map, through) = (table.map, counterpart.through?);
    let is_above = map.above(of).any(|above| above == through);
    let (heading, part) = if is_above { (through, of) } else { (of, through) };
    let relation = match table.part(heading, part).only() {
        Some(word) => word.as_str(),
        None if is_above => "holds",
        None => "inside",
    };
    Some(ProofStep {
        from: map.requirement_id(through),
        relation: relation.to_owned(),
        to: map.id(of).to_owned(),
        file: None,
        line: None,
        review: None,
        confidence: None,
    })
}

impl RebaseAnswer {
    /// What was carried and what is left to look at, in a sentence or two.
    pub fn headline(&self) -> String {
        let carried = |outcome| self.rows.iter().filter(|row| row.outcome == outcome).count();
        let left = |outcome| self.review.iter().filter(|note| note.outcome == outcome).count();
        format!(
            "{} to {}: {} rows carried as they stand, {} derived, {} untouched; to be reviewed: {} derived, {} open, {} in error; {} held back.{}",
            self.from.name,
            self.to.name,
            carried(RebaseOutcome::AsItStands),
            carried(RebaseOutcome::Derived),
            carried(RebaseOutcome::Untouched),
            left(RebaseOutcome::Derived),
            left(RebaseOutcome::Open),
            left(RebaseOutcome::Error),
            carried(RebaseOutcome::Open),
            self.not_named()
        )
    }

    /// What becomes of the requirements that the new file does not name; empty where it names all.
    fn not_named(&self) -> String {
        let counts_as = match self.kind {
            RebaseKind::Applicability => "applicable",
            RebaseKind::Status | RebaseKind::Links => "held",
        };
        match self.unnamed.len() {
            0 => String::new(),
            count => format!(" What the new file does not name counts as {counts_as}: {count} requirements."),
        }
    }

    /// The answer as JSON with two spaces of indentation and a line end.
    pub fn to_json(&self) -> String {
        super::json(self)
    }

    /// The new file, in the columns of the old one.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(self.columns.iter().cloned());
        for row in &self.rows {
            sheet.push(row.cells.iter().cloned());
        }
        sheet
    }

    /// The review list: `line,row,outcome,why,derived,candidates`
    pub fn review_sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["line", "row", "outcome", "why", "derived", "candidates"]);
        for note in &self.review {
            sheet.push([
                note.line.to_string(),
                note.row.clone(),
                note.outcome.as_str().to_owned(),
                note.why.clone(),
                note.derived.join("; "),
                note.candidates.join("; "),
            ]);
        }
        sheet
    }
}
