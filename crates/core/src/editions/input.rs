//! The file that is carried from one edition to the other.

use super::EditionTable;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::id::{Endpoint, RequirementId};
use crate::map::RequirementIndex;
use crate::nearest::nearest;
use crate::repairs::Repairs;
use crate::resolve::{requirement, standard};
use crate::schema::{LINKS, Schema, link};
use crate::source::Source;
use crate::table::Table;
use crate::word::{Confidence, Rationale, Relationship, Review, Word};

/// `requirement,status`
const STATUS: Schema = Schema { columns: &["requirement", "status"], sorted_by: 1 };
/// `requirement,status,note`
const STATUS_WITH_NOTE: Schema = Schema { columns: &["requirement", "status", "note"], sorted_by: 1 };
/// `control,applicable,justification`
const APPLICABILITY: Schema = Schema { columns: &["control", "applicable", "justification"], sorted_by: 1 };

/// The rows of a file, and what was found in it.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Rows,
    /// Findings, sorted as they stand in the file.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether the columns could be told, so that there are rows at all.
    pub(crate) readable: bool,
}

/// Rows of one of the three kinds of file.
#[derive(Debug)]
pub(crate) enum Rows {
    /// A link file.
    Links(Vec<LinkInput>),
    /// A status file.
    Status(Vec<Assessment>),
    /// A Statement of Applicability.
    Applicability(Vec<Assessment>),
}

/// A row of a link file.
#[derive(Debug)]
pub(crate) struct LinkInput {
    pub(crate) line: u32,
    /// As typed, in the order of the columns.
    pub(crate) cells: Vec<String>,
    pub(crate) source: Endpoint,
    pub(crate) target: Endpoint,
    pub(crate) relationship: Relationship,
    pub(crate) rationale: Rationale,
    pub(crate) confidence: Confidence,
    pub(crate) review: Review,
}

/// A row of a status file or of a Statement of Applicability.
#[derive(Debug)]
pub(crate) struct Assessment {
    pub(crate) line: u32,
    /// As typed, in the order of the columns.
    pub(crate) cells: Vec<String>,
    /// Which requirement; `None` where it belongs to a standard that is not in the data.
    pub(crate) of: Option<RequirementIndex>,
    pub(crate) says: Says,
}

/// What an assessment says of its requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Implemented,
    Partial,
    Planned,
    Not,
    Applicable,
    NotApplicable,
}

/// One row while it is read: its cells, its line, and where they stand.
struct RawRow<'r> {
    cells: Vec<String>,
    line: u32,
    place: &'r dyn Fn(usize, &str) -> Place,
    columns: &'static [&'static str],
    found: &'r mut Vec<Diagnostic>,
}

impl Input {
    /// The rows of a file; its header tells which kind it is. What cannot be read is a finding and hides nothing else.
    pub(crate) fn read(table: &EditionTable<'_>, from: usize, name: &str, text: &str) -> Self {
        let schema = schema_of(text);
        let mut found = Vec::new();
        let (mut links, mut assessments) = (Vec::new(), Vec::new());
        let mut named = table.map.each(false);
        let is_links = schema == LINKS;
        let readable = read_rows(name, text, schema, &mut found, &mut |mut row| {
            if is_links {
                links.extend(link_row(table, &mut row));
            } else if let Some(new) = assessment(table, from, &mut row) {
                if new.of.is_some_and(|at| std::mem::replace(&mut named[at], true)) {
                    let message = "another row speaks of the same requirement";
                    row.report(Code::DuplicateRow, 0, "a second time", message, None);
                } else {
                    assessments.push(new);
                }
            }
        });
        let rows = match schema.columns.first() {
            Some(&"source") => Rows::Links(links),
            Some(&"control") => Rows::Applicability(assessments),
            _ => Rows::Status(assessments),
        };
        Self { columns: schema.columns, rows, diagnostics: found, readable }
    }

    /// The findings that keep a row from being carried.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|finding| finding.severity == Severity::Error)
    }
}

/// The kind of file whose columns the first line names most of.
fn schema_of(text: &str) -> Schema {
    let header =
        text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let named = |schema: &Schema| {
        let names = header.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"').trim());
        let known = names
            .filter(|name| schema.columns.iter().any(|column| column.eq_ignore_ascii_case(name)))
            .count();
        // Of two that fit equally well, the one with fewer columns missing.
        (known, usize::MAX - schema.columns.len())
    };
    let all = [LINKS, STATUS, STATUS_WITH_NOTE, APPLICABILITY];
    all.into_iter().max_by_key(named).unwrap_or(LINKS)
}

/// Hands over every row that has a cell for each column; whether the columns could be told.
///
/// The only place here that knows the reader of data files.
fn read_rows(
    name: &str,
    text: &str,
    schema: Schema,
    found: &mut Vec<Diagnostic>,
    take: &mut dyn FnMut(RawRow<'_>),
) -> bool {
    let mut repairs = Repairs::default();
    let Some(table) = Table::open(&Source::new(name, text.to_owned()), schema, &mut repairs, found) else {
        return false;
    };
    let mut rows = table.rows(repairs, false);
    while let Some(row) = rows.next_row(found) {
        let cells = (0..schema.columns.len()).map(|column| row.content(column).into_owned()).collect();
        let offset = row.offset;
        let place = |column: usize, label: &str| table.place(offset, column, label);
        let line = table.text.line(offset);
        take(RawRow { cells, line, place: &place, columns: schema.columns, found });
    }
    rows.finish(found)
}

fn link_row(table: &EditionTable<'_>, row: &mut RawRow<'_>) -> Option<LinkInput> {
    let (source, target) = (row.endpoint(table, link::SOURCE), row.endpoint(table, link::TARGET));
    let (relationship, rationale) = (row.word(link::RELATIONSHIP), row.word(link::RATIONALE));
    let is_strength = row.is_strength();
    let (confidence, review) = (row.word(link::CONFIDENCE), row.word(link::REVIEW));
    is_strength.then_some(())?;
    Some(LinkInput {
        line: row.line,
        source: source?,
        target: target?,
        relationship: relationship?,
        rationale: rationale?,
        confidence: confidence?,
        review: review?,
        cells: std::mem::take(&mut row.cells),
    })
}

fn assessment(table: &EditionTable<'_>, from: usize, row: &mut RawRow<'_>) -> Option<Assessment> {
    let (of, says) = (row.requirement(table, from), row.says());
    Some(Assessment { line: row.line, of: of?, says: says?, cells: std::mem::take(&mut row.cells) })
}

impl RawRow<'_> {
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn report(&mut self, code: Code, column: usize, label: &str, message: &str, hint: Option<String>) {
        let diagnostic = Diagnostic::new(code, message).at((self.place)(column, label));
        self.found.push(match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }

    fn unknown(&mut self, column: usize, what: &str, hint: String) {
        let text = self.cell(column);
        if text.is_empty() {
            let name = self.columns.get(column).copied().unwrap_or("");
            return self.report(Code::EmptyCell, column, "empty", &format!("`{name}` is empty"), None);
        }
        let message = format!("`{text}` is not {what}");
        self.report(Code::UnknownWord, column, "not known", &message, Some(hint));
    }

    fn word<W: Word>(&mut self, column: usize) -> Option<W> {
        let word = W::parse(self.cell(column));
        if word.is_none() {
            let name = self.columns.get(column).copied().unwrap_or("");
            self.unknown(column, &format!("a word of the column `{name}`"), one_of(&W::words()));
        }
        word
    }

    /// Whether the strength is one; what it says is carried as typed.
    fn is_strength(&mut self) -> bool {
        let is_strength = self.cell(link::STRENGTH).parse::<u8>().is_ok_and(|strength| strength <= 10);
        if !is_strength {
            self.unknown(link::STRENGTH, "a strength", "a whole number from 0 to 10".to_owned());
        }
        is_strength
    }

    /// An end of a row; of a standard in the data it must exist, of any other it is taken as it stands.
    fn endpoint(&mut self, table: &EditionTable<'_>, column: usize) -> Option<Endpoint> {
        let Some(end) = Endpoint::parse(self.cell(column)) else {
            let hint = "an id is the standard's key, a colon and the number, such as `iso9001-2015:8.4.1`";
            self.unknown(column, "an id", hint.to_owned());
            return None;
        };
        let Endpoint::Requirement(id) = &end else { return Some(end) };
        if table.map.find(id).is_some() || !is_known(table, id) {
            return Some(end);
        }
        self.no_such_requirement(table, column, id.as_str());
        None
    }

    /// The requirement of an assessment: a number of the edition that is left, or an id in any form.
    fn requirement(&mut self, table: &EditionTable<'_>, from: usize) -> Option<Option<RequirementIndex>> {
        let text = self.cell(0).to_owned();
        if text.is_empty() {
            self.unknown(0, "", String::new());
            return None;
        }
        let full = if text.contains(':') { text } else { format!("{}:{text}", table.map.standard(from).key) };
        if let Ok(at) = requirement(table.map, &full) {
            return Some(Some(at));
        }
        let foreign = |id: &RequirementId| !is_known(table, id) && standard(table.map, id.key()).is_err();
        if RequirementId::parse(&full).is_some_and(|id| foreign(&id)) {
            return Some(None);
        }
        self.no_such_requirement(table, 0, &full);
        None
    }

    fn no_such_requirement(&mut self, table: &EditionTable<'_>, column: usize, id: &str) {
        if let Err(error) = requirement(table.map, id) {
            let hint = error.candidates.first().map(|id| format!("`{id}` exists"));
            self.report(Code::UnknownRequirement, column, "not found", &error.message, hint);
        }
    }

    /// What the second cell says, in the spellings that people use.
    fn says(&mut self) -> Option<Says> {
        let is_status = self.columns.first() == Some(&"requirement");
        let text = self.cell(1).to_lowercase();
        let says = match (is_status, text.as_str()) {
            (true, "implemented") => Some(Says::Implemented),
            (true, "partial") => Some(Says::Partial),
            (true, "planned") => Some(Says::Planned),
            (true, "not") => Some(Says::Not),
            (false, "yes" | "y" | "true" | "applicable" | "1") => Some(Says::Applicable),
            (false, "no" | "n" | "false" | "not applicable" | "not-applicable" | "n/a" | "0") => {
                Some(Says::NotApplicable)
            }
            _ => None,
        };
        if says.is_none() {
            let words: &[&str] =
                if is_status { &["implemented", "partial", "planned", "not"] } else { &["yes", "no"] };
            let hint = match nearest(&text, words.iter().copied()) {
                Some(near) => format!("`{near}` exists"),
                None => one_of(words),
            };
            self.unknown(1, if is_status { "a status" } else { "a word for applicable or not" }, hint);
        }
        says
    }
}

fn one_of(words: &[&str]) -> String {
    format!("one of `{}`", words.join("`, `"))
}

/// Whether the standard of an id is in the data.
fn is_known(table: &EditionTable<'_>, id: &RequirementId) -> bool {
    table.map.standards.iter().any(|standard| standard.key.as_str() == id.key())
}
