//! Splits a text into cells, in one pass and one buffer.

use std::ops::{Deref, Range};
use std::sync::Arc;

use csv_core::{ReadRecordResult, ReaderBuilder};

use crate::text::Text;

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) record: Record,
    /// Byte offset of the row's first cell.
    pub(crate) offset: usize,
    /// Whether some cell has white space around it.
    pub(crate) spaced: bool,
}

/// All cells of a file without their quotes, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: Arc<String>,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
}

/// The text of a cell, shared with all others of its file.
#[derive(Debug, Clone)]
pub(crate) struct CellText {
    cells: Arc<String>,
    start: usize,
    end: usize,
}

impl Deref for CellText {
    type Target = str;

    fn deref(&self) -> &str {
        self.cells.get(self.start..self.end).unwrap_or("")
    }
}

impl std::fmt::Display for CellText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self)
    }
}

/// Some cells in a row: number of the first, and how many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    first: usize,
    pub(crate) length: usize,
}

impl Cells {
    pub(crate) fn get(&self, record: Record, cell: usize) -> Option<&str> {
        self.text.get(self.range(record, cell)?)
    }

    fn range(&self, record: Record, cell: usize) -> Option<Range<usize>> {
        if cell >= record.length {
            return None;
        }
        let number = record.first + cell;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        Some(start..*self.ends.get(number)?)
    }

    /// The trimmed text of a cell, without a copy of it.
    pub(crate) fn shared(&self, record: Record, cell: usize) -> CellText {
        let range = self.range(record, cell).unwrap_or(0..0);
        let text = self.text.get(range.clone()).unwrap_or("");
        let start = range.start + (text.len() - text.trim_start().len());
        CellText { cells: Arc::clone(&self.text), start, end: start + text.trim().len() }
    }

    pub(crate) fn all(&self, record: Record) -> impl Iterator<Item = &str> {
        (0..record.length).filter_map(move |cell| self.get(record, cell))
    }
}

/// Splits texts into cells; made once, because its tables cost more than a small file.
#[derive(Debug)]
pub(crate) struct Parser {
    /// For commas.
    reader: csv_core::Reader,
    /// Whether the texts are known to be in canonical form, so that no row needs a second look.
    pub(crate) canonical: bool,
}

impl Default for Parser {
    fn default() -> Self {
        // Neither a reader's own default nor its clone has the tables; both would never come to an end.
        Self { reader: ReaderBuilder::new().build(), canonical: false }
    }
}

impl Parser {
    /// A parser of texts that are known to be in canonical form.
    pub(crate) fn of_canonical_texts() -> Self {
        Self { canonical: true, ..Self::default() }
    }

    /// All cells of a text, its records with where they start, and where lines without any text stand.
    pub(crate) fn parse(&mut self, text: &Text<'_>) -> (Cells, Vec<Row>, Vec<usize>) {
        if text.delimiter != b',' {
            return parse(text, &mut ReaderBuilder::new().delimiter(text.delimiter).build());
        }
        self.reader.reset();
        parse(text, &mut self.reader)
    }
}

fn parse(text: &Text<'_>, reader: &mut csv_core::Reader) -> (Cells, Vec<Row>, Vec<usize>) {
    let mut input = text.text.as_bytes();
    let mut bytes = vec![0; input.len()];
    // A cell of a link file has 35 characters in the mean, one of the others 20.
    let mut ends = vec![0; 64.max(input.len() / 24)];
    let (mut written, mut ended, mut first) = (0, 0, 0);
    let mut records = Vec::new();
    let mut empty = Vec::new();
    let mut start = 0;
    while let (Some(output), Some(free)) = (bytes.get_mut(written..), ends.get_mut(ended..)) {
        let (result, read, wrote, cells) = reader.read_record(input, output, free);
        // The parser counts the ends of a record from where the record began.
        let base = ends.get(first.max(1) - 1).filter(|_| first > 0).copied().unwrap_or(0);
        if let Some(new) = ends.get_mut(ended..ended + cells) {
            new.iter_mut().for_each(|end| *end += base);
        }
        input = input.get(read..).unwrap_or(&[]);
        written += wrote;
        ended += cells;
        match result {
            ReadRecordResult::Record => {
                let offset = text.skip_line_ends(start);
                empty.extend(text.has_empty_line(start, offset).then_some(start));
                records.push(Row { record: Record { first, length: ended - first }, offset, spaced: false });
                start = text.text.len() - input.len();
                first = ended;
            }
            // Cells never hold more than the text; only their number was underestimated.
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            // An empty input tells the parser that the text has ended.
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull | ReadRecordResult::End => break,
        }
    }
    bytes.truncate(written);
    ends.truncate(ended);
    // INVARIANT: the parser drops quotes and separators, which are ASCII, so what was UTF-8 stays UTF-8.
    let cells = String::from_utf8(bytes).unwrap_or_default();
    empty.extend(text.has_empty_line(start, text.text.len()).then_some(start));
    (Cells { text: Arc::new(cells), ends }, records, empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_many_short_cells_is_read_to_its_end() {
        let many = vec!["x"; 500].join(",") + "\n";
        let text = format!("ab,\"c\"\"d\",e\n{many}f,g\n");
        let (cells, rows, _) = Parser::default().parse(&Text::new("a.csv", &text));
        let read: Vec<Vec<&str>> = rows.iter().map(|row| cells.all(row.record).collect()).collect();
        assert_eq!(read, [vec!["ab", "c\"d", "e"], vec!["x"; 500], vec!["f", "g"]]);
        assert_eq!(rows.iter().map(|row| row.offset).collect::<Vec<_>>(), [0, 12, 12 + many.len()]);
    }
}
