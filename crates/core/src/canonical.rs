//! The canonical form of a data file: sorted rows, columns in order, commas, LF, quotes only where needed.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::diagnostic::{Diagnostic, Severity};
use crate::order;
use crate::repairs::Repairs;
use crate::schema::Schema;
use crate::source::{FileKind, Source};
use crate::table::{Table, key_order};

/// The canonical text of a source; `None` where the file is not one of the data files.
///
/// # Errors
///
/// Every finding that makes it unsafe to write the file anew (an unknown or missing column, a row of the wrong length, a quote
/// that never closes): nothing that somebody typed is ever dropped.
pub fn canonical(source: &Source) -> Result<Option<String>, Vec<Diagnostic>> {
    let Some(schema) = Schema::of(&FileKind::of(&source.name), &source.name) else { return Ok(None) };
    let mut found = Vec::new();
    let table = Table::open(source, schema, &mut Repairs::default(), &mut found);
    let text = table.and_then(|table| write(&table, read(&table, &mut found)?));
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if found.is_empty() { Ok(text) } else { Err(found) }
}

/// Of each row where it starts, and the cells that rows are sorted by; `None` where some line did not become a row.
fn read<'t>(table: &'t Table, found: &mut Vec<Diagnostic>) -> Option<Vec<([&'t str; 3], usize)>> {
    let mut rows = table.rows(Repairs::default(), false);
    let mut read = Vec::new();
    while let Some(row) = rows.next_row(found) {
        read.push((row.keys(), row.offset));
    }
    let whole = rows.whole;
    (rows.finish(found) && whole).then_some(read)
}

fn write(table: &Table, mut rows: Vec<([&str; 3], usize)>) -> Option<String> {
    order::sort_by(&mut rows, |(left, _), (right, _)| key_order(left, right));
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    // Writing into memory cannot fail, and what was text stays text.
    let columns = table.schema.columns;
    writer.write_record(columns).ok()?;
    for (_, offset) in rows {
        let cells = (0..columns.len()).map(|column| unify_lines(&table.text_at(offset, column)));
        writer.write_record(cells).ok()?;
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
