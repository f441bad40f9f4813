//! Rows of a profile file, with the places of their cells.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::resolve::{self, QueryError};
use crate::schema::Schema;
use crate::source::Source;
use crate::table::{Parser, Table};

/// One row of a file while it is read.
pub(super) struct Reading<'r> {
    /// The row's cells, in the order of the columns; a column that the file need not have may be missing.
    pub(super) cells: Vec<&'r str>,
    /// Line, 1-based.
    pub(super) line: u32,
    /// The place of a cell, with a word for its underline.
    pub(super) place: &'r dyn Fn(usize, &str) -> Place,
}

impl Reading<'_> {
    /// The text of a cell.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).copied().unwrap_or("")
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
    let mut about_file = Vec::new();
    let table = Table::read(&source.name, &source.text, schema, &mut Parser::default(), &mut about_file);
    // How spreadsheets write files is no news here: nobody is asked to keep a profile in the canonical form.
    about_file.retain(|finding| finding.severity != Severity::Repair);
    let Some(table) = table else { return Err(unreadable(source, &about_file)) };
    found.append(&mut about_file);
    for row in &table.rows {
        let place = |column: usize, label: &str| table.place(row, column, label);
        let cells = (0..schema.columns.len()).map(|column| table.cell(row, column)).collect();
        take(&Reading { cells, line: table.text.line(row.offset), place: &place }, found);
    }
    Ok(())
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
