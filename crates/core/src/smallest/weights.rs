//! Weights of candidates, from a file of the asker's own.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::fields::Fields;
use crate::map::{Each, Map, RequirementIndex};
use crate::profile::not_read_here;
use crate::records::{Findings, RowAt};
use crate::repairs::Repairs;
use crate::resolve::{self, QueryError};
use crate::schema::{WEIGHTS, weight as column};
use crate::source::Source;
use crate::table::{Row, Table};

/// No weight is larger.
const HEAVIEST: u32 = 1_000_000;

/// The weight of each requirement; 1 where the file says nothing. A row in error is found and not used.
///
/// Requirements may be named in their short forms.
///
/// # Errors
///
/// The columns of the file cannot be told.
pub(crate) fn weights(map: &Map, file: &Source, found: &mut Findings) -> Result<Each<u32>, QueryError> {
    let mut weights = map.each(1);
    let mut named: Each<bool> = map.each(false);
    read(file, found, &mut |cells| {
        let (requirement, weight) = (requirement(map, cells), weight(cells));
        let (Some(requirement), Some(weight)) = (requirement, weight) else { return };
        if std::mem::replace(&mut named[requirement], true) {
            let message = format!("`{}` has a weight already", map.id(requirement));
            cells.report(Code::DuplicateRow, column::REQUIREMENT, "again", message, None);
        } else {
            weights[requirement] = weight;
        }
    })?;
    Ok(weights)
}

/// Hands each row to `take`. How spreadsheets write files is no finding here.
fn read(
    file: &Source,
    found: &mut Findings,
    take: &mut dyn FnMut(&mut Fields<'_, '_, '_>),
) -> Result<(), QueryError> {
    if cfg!(not(feature = "own-files")) {
        return Err(not_read_here(file));
    }
    let (mut repairs, mut wrong) = (Repairs::default(), Vec::new());
    let table = Table::open(file, WEIGHTS, &mut repairs, &mut wrong);
    let readable = table.is_some_and(|table| {
        let mut rows = table.rows(repairs, false);
        while let Some(row) = rows.next_row(&mut wrong) {
            take(&mut Fields { row: &row, at: at(&row), found });
        }
        rows.finish(&mut wrong)
    });
    wrong.retain(|finding| finding.severity != Severity::Repair);
    if readable {
        found.diagnostics.extend(wrong);
        return Ok(());
    }
    let why = wrong.first().map_or("", |finding| finding.message.as_str());
    Err(QueryError { message: format!("`{}` cannot be used: {why}", file.name), candidates: Vec::new() })
}

fn at(row: &Row<'_, '_>) -> RowAt {
    RowAt { file: 0, offset: u32::try_from(row.offset).unwrap_or(u32::MAX) }
}

fn requirement(map: &Map, cells: &mut Fields<'_, '_, '_>) -> Option<RequirementIndex> {
    let text = cells.required(column::REQUIREMENT)?;
    match resolve::requirement(map, text) {
        Ok(at) => Some(at),
        Err(error) => {
            let place = cells.row.table.place(cells.row.offset, column::REQUIREMENT, "not known");
            let finding = Diagnostic::new(Code::UnknownRequirement, error.message).at(place);
            let hints = error.candidates.iter().take(3).map(|id| format!("`{id}` exists"));
            cells.found.push(cells.at, hints.fold(finding, Diagnostic::hint));
            None
        }
    }
}

fn weight(cells: &mut Fields<'_, '_, '_>) -> Option<u32> {
    let text = cells.required(column::WEIGHT)?;
    let weight = text.parse().ok().filter(|weight| (1..=HEAVIEST).contains(weight));
    if weight.is_none() {
        let hint = format!("a whole number from 1 to {HEAVIEST}");
        let message = format!("`{text}` is not a weight");
        cells.report(Code::UnknownWord, column::WEIGHT, "no weight", message, Some(hint));
    }
    weight
}
