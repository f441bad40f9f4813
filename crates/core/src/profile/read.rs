//! Rows of a profile file, with the places of their cells.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::repairs::Repairs;
use crate::resolve::{self, QueryError};
use crate::schema::Schema;
use crate::source::Source;
use crate::table::Table;

/// One row of a file while it is read.
pub(super) struct Reading<'r> {
    /// The row's cells, in the order of the columns; a column that the file need not have may be missing.
    pub(super) cells: Vec<Cow<'r, str>>,
    /// Whether the row is longer than its header, so that nobody can tell which cell means what.
    pub(super) too_long: bool,
    /// Line, 1-based.
    pub(super) line: u32,
    /// The place of a cell, with a word for its underline.
    pub(super) place: &'r dyn Fn(usize, &str) -> Place,
}

impl Reading<'_> {
    /// The text of a cell.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell)
    }
}

/// Hands each row of a file to `take`, as the data files are read: byte order mark, CRLF, `;` and the like are understood.
///
/// What is wrong with single rows goes to `found`.
///
/// # Errors
///
/// The columns cannot be told, so that nothing of the file can be used; the message says why.
pub(super) fn rows(
    source: &Source,
    schema: Schema,
    found: &mut Vec<Diagnostic>,
    take: &mut dyn FnMut(&Reading<'_>, &mut Vec<Diagnostic>),
) -> Result<(), QueryError> {
    if cfg!(not(feature = "own-files")) {
        return Err(not_read_here(source));
    }
    let (mut repairs, mut wrong) = (Repairs::default(), Vec::new());
    let Some(table) = Table::open(source, schema, &mut repairs, &mut wrong) else {
        return Err(unreadable(source, &wrong));
    };
    let mut rows = table.rows(repairs, false);
    // A row that is left out would leave what it takes away.
    rows.lenient = true;
    while let Some(row) = rows.next_row(&mut wrong) {
        let place = |column: usize, label: &str| table.place(row.offset, column, label);
        let cells = (0..schema.columns.len()).map(|column| row.content(column)).collect();
        let line = table.text.line(row.offset);
        take(&Reading { cells, too_long: row.too_long, line, place: &place }, found);
    }
    let readable = rows.finish(&mut wrong);
    // How spreadsheets write files is no news here: nobody is asked to keep a profile in the canonical form.
    wrong.retain(|finding| finding.severity != Severity::Repair);
    if !readable {
        return Err(unreadable(source, &wrong));
    }
    found.append(&mut wrong);
    Ok(())
}

/// A refusal where this build of the core reads no file that comes with a question.
pub(crate) fn not_read_here(source: &Source) -> QueryError {
    let message =
        format!("`{}` cannot be used: this build reads no files that come with a question", source.name);
    QueryError { message, candidates: Vec::new() }
}

/// A refusal that holds what was found, as nothing can be answered without the file.
fn unreadable(source: &Source, found: &[Diagnostic]) -> QueryError {
    let mut message = format!("`{}` cannot be used", source.name);
    for finding in found {
        let line = finding.place.as_ref().map_or(0, |place| place.line);
        message.push_str(&format!("; line {line}: {}", finding.message));
    }
    if let Some(hint) = found.first().and_then(|finding| finding.hints.last()) {
        message.push_str(&format!("; {hint}"));
    }
    QueryError { message, candidates: Vec::new() }
}

/// The requirement that a cell names, in full, in a short form, or by its number alone where just one standard of the question has it.
pub(super) fn requirement(
    map: &Map,
    standards: &[StandardIndex],
    reading: &Reading<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<RequirementIndex> {
    let text = reading.cell(0);
    let named =
        if text.contains(':') { resolve::requirement(map, text) } else { by_number(map, standards, text) };
    named
        .map_err(|error| {
            let code = if text.is_empty() { Code::EmptyCell } else { Code::UnknownRequirement };
            let mut finding = Diagnostic::new(code, error.message).at((reading.place)(0, "not found"));
            for candidate in error.candidates.iter().take(3) {
                finding = finding.hint(format!("`{candidate}` exists"));
            }
            found.push(finding);
        })
        .ok()
}

fn by_number(map: &Map, standards: &[StandardIndex], number: &str) -> Result<RequirementIndex, QueryError> {
    let refuse = |message: String, candidates| Err(QueryError { message, candidates });
    if number.is_empty() {
        return refuse("the row names no requirement".to_owned(), Vec::new());
    }
    let mut named = Vec::new();
    let mut near = Vec::new();
    for standard in standards {
        match resolve::requirement(map, &format!("{}:{number}", map.standard(*standard).key)) {
            Ok(at) => named.push(at),
            Err(error) => near.extend(error.candidates),
        }
    }
    match named.as_slice() {
        [one] => Ok(*one),
        [] => refuse(format!("no standard of this question has `{number}`"), near),
        several => {
            let ids = several.iter().map(|at| map.id(*at).to_owned()).collect();
            refuse(format!("`{number}` stands in more than one standard of this question"), ids)
        }
    }
}
