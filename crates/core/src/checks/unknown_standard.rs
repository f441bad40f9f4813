//! A standard that `standards.csv` does not list, or a data folder without that list.
//!
//! Why: a file of links or requirements belongs to a known edition, with a status that users are told.
//! Example: `links/iso20000-1-2011--iso9001-2015.csv` when only the 2018 edition is listed.
//! Source: design, "The data on disk".

use super::{Context, Entries};
use crate::diagnostic::{Code, Diagnostic};
use crate::nearest::nearest;
use crate::records::Findings;
use crate::source::FileKind;

pub(super) fn check(context: &Entries<'_>, found: &mut Findings) {
    let records = context.records;
    if !records.files.iter().any(|file| file.kind == FileKind::Standards) {
        found.diagnostics.push(
            Diagnostic::new(Code::MissingFile, "`standards.csv` could not be read, so no standard is known")
                .hint("the data folder holds `standards.csv`, `requirements/` and `links/`"),
        );
        return;
    }
    for row in &records.standards {
        if let Some(older) = &row.supersedes
            && (context.order(older.as_str()).is_none() || *older == row.key)
        {
            let message = format!("`{older}` is not another standard of this data");
            found.push(row.at, records.files.finding(Code::UnknownStandard, row.at, 6, "not found", message));
        }
    }
}

/// A finding for each file that is named after a standard which is not listed.
pub(super) fn check_names(context: &Context<'_>, found: &mut Findings) {
    let (records, files) = (context.records, &context.map.files);
    if !files.iter().any(|file| file.kind == FileKind::Standards) {
        return;
    }
    let known = |key: &str| records.standards.iter().any(|row| row.key.as_str() == key);
    for file in files.iter() {
        let keys: Vec<&str> = match &file.kind {
            FileKind::Requirements { standard } => vec![standard],
            FileKind::Links { left, right } | FileKind::Review { left, right } => vec![left, right],
            _ => Vec::new(),
        };
        for key in keys.into_iter().filter(|key| !known(key)) {
            let name = file.table.text.name();
            let mut diagnostic = Diagnostic::new(
                Code::UnknownStandard,
                format!("`{key}` in the name of `{name}` is not a standard of this data"),
            )
            .at(file.table.text.place_of_line(0));
            if let Some(near) = nearest(key, records.standards.iter().map(|row| row.key.as_str())) {
                diagnostic = diagnostic.hint(format!("`{near}` exists"));
            }
            found.diagnostics.push(diagnostic.hint("list it in `standards.csv`"));
        }
    }
}
