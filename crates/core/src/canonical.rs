//! The canonical form of a data file: sorted rows, columns in order, commas, LF, quotes only where needed.

use std::cmp::Ordering;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::diagnostic::{Diagnostic, Severity};
use crate::natural::natural_order;
use crate::order;
use crate::schema::Schema;
use crate::source::{FileKind, Source};
use crate::table::{Parser, Row, Table};

/// The canonical text of a source; `None` where the file is not one of the data files.
///
/// # Errors
///
/// Every finding that makes it unsafe to write the file anew (an unknown column, a row of the wrong length, a quote
/// that never closes): nothing that somebody typed is ever dropped.
pub fn canonical(source: &Source) -> Result<Option<String>, Vec<Diagnostic>> {
    let Some(schema) = Schema::of(&FileKind::of(&source.name), &source.name) else { return Ok(None) };
    let mut found = Vec::new();
    let table = Table::read(&source.name, &source.text, schema, &mut Parser::default(), &mut found);
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    match table {
        Some(table) if table.whole && found.is_empty() => Ok(write(&table)),
        _ => Err(found),
    }
}

/// Which of two rows stands first in the canonical form.
pub(crate) fn row_order(table: &Table<'_>, left: &Row, right: &Row) -> Ordering {
    (0..table.sorted_by())
        .map(|column| natural_order(table.cell(left, column), table.cell(right, column)))
        .find(|order| *order != Ordering::Equal)
        .unwrap_or(Ordering::Equal)
}

fn write(table: &Table<'_>) -> Option<String> {
    let mut rows: Vec<&Row> = table.rows.iter().collect();
    order::sort_by(&mut rows, |left, right| row_order(table, left, right));
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    // Writing into memory cannot fail, and what was text stays text.
    writer.write_record(table.columns()).ok()?;
    for row in rows {
        writer
            .write_record((0..table.columns().len()).map(|column| unify_lines(table.cell(row, column))))
            .ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

/// A cell's text with LF between its lines.
fn unify_lines(cell: &str) -> String {
    cell.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(text: &str) -> Source {
        Source::new("review/a-1--b-2.csv", text.to_owned())
    }

    #[test]
    fn what_a_spreadsheet_writes_becomes_canonical_again() {
        let source = review(
            "\u{feff}\"target\";\"source\";\"relationship\";\r\nb-2:1;a-1:8.10;equal-to;\r\n;;;\r\nb-2:1;a-1:8.9;equal-to;\r\n",
        );
        let text = canonical(&source).unwrap().unwrap();
        assert_eq!(text, "source,target,relationship\na-1:8.9,b-2:1,equal-to\na-1:8.10,b-2:1,equal-to\n");
        assert_eq!(canonical(&review(&text)).unwrap().unwrap(), text);
    }

    #[test]
    fn a_file_with_something_that_has_no_place_is_left_alone() {
        for text in [
            "source,target,relationship,my note\na-1:1,b-2:1,equal-to,keep me\n",
            "source,target,relationship\na-1:1,b-2:1,equal-to,keep me\n",
            "source,target,relationship\na-1:1,\"b-2:1,equal-to\na-1:2,b-2:2,equal-to\n",
        ] {
            assert!(canonical(&review(text)).is_err(), "{text}");
        }
    }
}
