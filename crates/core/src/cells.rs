//! Splits a text into records and cells, in one pass, without copying any.
//!
//! Every cell is a range of bytes, quotes included, so that a finding can underline it. RFC 4180, and what csv writers make of it: a quote
//! inside a quoted cell is doubled; a record ends with LF, CR or both; text behind a closing quote belongs to the cell.

use std::borrow::Cow;

/// Where one cell stands: bytes, the quotes included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) quoted: bool,
    pub(crate) unclosed: bool,
}

/// Reads the records of a text from the first to the last.
#[derive(Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    /// Where an empty line stands before the record that was read last, or behind the last one.
    pub(crate) empty_line: Option<usize>,
}

impl<'t> Scanner<'t> {
    /// A scanner that begins at byte `at`.
    pub(crate) fn new(text: &'t str, delimiter: u8, at: usize) -> Self {
        Self { text, delimiter, at, empty_line: None }
    }

    /// Puts the cells of the next record into `cells` and says where it starts; `None` behind the last one.
    pub(crate) fn next_record(&mut self, cells: &mut Vec<Cell>) -> Option<usize> {
        cells.clear();
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        while let Some(b'\r' | b'\n') = bytes.get(start) {
            start += 1;
        }
        self.empty_line = (start > self.at).then_some(self.at);
        if start >= bytes.len() {
            self.at = start;
            return None;
        }
        let mut at = start;
        loop {
            let cell = self.cell(at);
            cells.push(cell);
            at = cell.end as usize;
            match bytes.get(at) {
                Some(byte) if *byte == self.delimiter => at += 1,
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 2,
                Some(_) => at += 1,
                None => {}
            }
            if cell.unclosed || bytes.get(cell.end as usize) != Some(&self.delimiter) {
                self.at = at;
                return Some(start);
            }
        }
    }

    /// The cell that starts at byte `start`.
    #[inline]
    fn cell(&self, start: usize) -> Cell {
        let bytes = self.text.as_bytes();
        let quoted = bytes.get(start) == Some(&b'"');
        let mut at = start;
        let mut unclosed = false;
        if quoted {
            at += 1;
            loop {
                let rest = bytes.get(at..).unwrap_or(&[]);
                match memchr::memchr(b'"', rest) {
                    Some(quote) if rest.get(quote + 1) == Some(&b'"') => at += quote + 2,
                    Some(quote) => {
                        at += quote + 1;
                        break;
                    }
                    None => {
                        at = bytes.len();
                        unclosed = true;
                        break;
                    }
                }
            }
        }
        let end = end_of_cell(bytes, at, self.delimiter);
        Cell { start: place(start), end: place(end), quoted, unclosed }
    }
}

/// Where the first separator or line end at or behind `at` stands.
///
/// Most cells are shorter than what a search would take to begin: of their first bytes eight are looked at in one word.
#[inline]
fn end_of_cell(bytes: &[u8], mut at: usize, delimiter: u8) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let is_end = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    let short = at + 24;
    while at < short
        && let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>())
    {
        let word = u64::from_le_bytes(*eight);
        let other = word ^ (ONES * u64::from(delimiter));
        // The top bit of every byte that is the separator, or smaller than what follows a carriage return; above the first such byte
        // there may be more than there are, so each is looked at again.
        let separator = other.wrapping_sub(ONES) & !other;
        let line_end = word.wrapping_sub(ONES * 0x0E) & !word;
        let hit = (separator | line_end) & HIGH;
        if hit == 0 {
            at += 8;
            continue;
        }
        at += hit.trailing_zeros() as usize / 8;
        if bytes.get(at).is_some_and(is_end) {
            return at;
        }
        at += 1;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + memchr::memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len())
}

impl Cell {
    /// The cell as it stands in the text, quotes included.
    pub(crate) fn raw(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The cell without its quotes; doubled quotes stay doubled.
    #[inline]
    pub(crate) fn inner(self, text: &str) -> &str {
        let raw = self.raw(text);
        if self.quoted { raw.get(1..).map_or("", |rest| rest.strip_suffix('"').unwrap_or(rest)) } else { raw }
    }

    /// What the cell says: without its quotes, and with doubled quotes as one.
    pub(crate) fn content(self, text: &str) -> Cow<'_, str> {
        let inner = self.inner(text);
        if !self.quoted || !inner.contains('"') {
            return Cow::Borrowed(inner);
        }
        let mut content = String::with_capacity(inner.len());
        let mut rest = self.raw(text).get(1..).unwrap_or("");
        while let Some((before, after)) = rest.split_once('"') {
            content.push_str(before);
            match after.strip_prefix('"') {
                Some(doubled) => {
                    content.push('"');
                    rest = doubled;
                }
                // Here the quotes close; what follows is taken as it is.
                None => {
                    content.push_str(after);
                    return Cow::Owned(content);
                }
            }
        }
        content.push_str(rest);
        Cow::Owned(content)
    }

    /// Whether the cell could not be written without quotes.
    pub(crate) fn needs_quotes(self, text: &str, delimiter: u8) -> bool {
        let inner = self.inner(text).as_bytes();
        // A comma needs quotes in the canonical form, whatever separates the cells here.
        memchr::memchr3(b',', b'"', b'\n', inner).is_some()
            || memchr::memchr2(b'\r', delimiter, inner).is_some()
    }
}

/// A place in a text; texts are refused before they grow beyond it.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut scanner = Scanner::new(text, b',', 0);
        let (mut cells, mut rows) = (Vec::new(), Vec::new());
        while scanner.next_record(&mut cells).is_some() {
            rows.push(cells.iter().map(|cell| cell.content(text).into_owned()).collect());
        }
        rows
    }

    #[test]
    fn a_quoted_cell_may_hold_quotes_separators_and_lines() {
        let rows = read("\"a \"\"b\"\", c\nd\",e\r\n\r\nf,\n\"g\"h,\"\"\n");
        assert_eq!(rows, [vec!["a \"b\", c\nd", "e"], vec!["f", ""], vec!["gh", ""]]);
    }

    #[test]
    fn what_is_read_is_what_the_csv_crate_reads() {
        // Every text of up to seven of these characters.
        let alphabet = ['a', ',', '"', '\n', '\r'];
        let mut texts = vec![String::new()];
        for _ in 0..7 {
            texts = texts
                .iter()
                .flat_map(|text| alphabet.map(|letter| format!("{text}{letter}")))
                .chain(std::iter::once(String::new()))
                .collect();
        }
        for text in &texts {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let records = reader.records().map(|record| record.unwrap());
            let expected: Vec<Vec<String>> =
                records.map(|record| record.iter().map(str::to_owned).collect()).collect();
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
