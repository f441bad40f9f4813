//! Tables of text for other programs: CSV that opens in a spreadsheet undamaged.

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
    // Written here, as the csv crate's writer brings a reader of decimal numbers into the browser's module, a tenth of its size.
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        for row in std::iter::once(&self.header).chain(&self.rows) {
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    text.push(',');
                }
                push_cell(&mut text, cell);
            }
            text.push('\n');
        }
        text
    }
}

/// Adds a cell, in quotes where it needs them.
fn push_cell(text: &mut String, cell: &str) {
    let neutral = if would_become_formula(cell) { "'" } else { "" };
    if !cell.contains([',', '"', '\n', '\r']) {
        text.push_str(neutral);
        text.push_str(cell);
        return;
    }
    text.push('"');
    text.push_str(neutral);
    for letter in cell.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    text.push('"');
}

/// Whether a spreadsheet would run the text as a formula.
pub(crate) fn would_become_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
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

    #[test]
    fn what_is_written_is_what_the_csv_crate_writes() {
        let alphabet = ["a", ",", "\"", "\n", "\r", "é"];
        let mut cells = vec![String::new()];
        for _ in 0..4 {
            cells = cells
                .iter()
                .flat_map(|cell| alphabet.map(|letter| format!("{cell}{letter}")))
                .chain(std::iter::once(String::new()))
                .collect();
        }
        for cell in cells.iter().filter(|cell| !would_become_formula(cell)) {
            let mut sheet = Sheet::new(["a", "b"]);
            sheet.push([cell.as_str(), "b"]);
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["a", "b"]).unwrap();
            writer.write_record([cell.as_str(), "b"]).unwrap();
            let expected = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            assert_eq!(sheet.to_csv(), expected, "{cell:?}");
        }
    }
}
