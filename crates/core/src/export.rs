//! Tables of text for other programs: CSV that opens in a spreadsheet undamaged.

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// A header and rows of text, as CSV and Markdown print them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Column names; stable.
    pub header: Vec<String>,
    /// One text a column in every row.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// An empty sheet with that header.
    pub fn new(header: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { header: header.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    /// The sheet as CSV, LF at the end of every line; a cell that would become a formula is preceded by `'`.
    pub fn to_csv(&self) -> String {
        let mut writer = WriterBuilder::new()
            .quote_style(QuoteStyle::Necessary)
            .terminator(Terminator::Any(b'\n'))
            .flexible(true)
            .from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            // INVARIANT: writing into memory cannot fail.
            let _ = writer.write_record(row.iter().map(|cell| neutral(cell)));
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Whether a spreadsheet would run the text as a formula.
pub(crate) fn would_become_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn neutral(cell: &str) -> String {
    if would_become_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_run_in_a_spreadsheet_is_neutralised() {
        let mut sheet = Sheet::new(["a", "b"]);
        sheet.push(["=1+1", "x, y"]);
        assert_eq!(sheet.to_csv(), "a,b\n'=1+1,\"x, y\"\n");
    }
}
