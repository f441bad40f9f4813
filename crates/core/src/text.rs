//! Lines, columns and cells of a source, found again when a finding needs them.

use std::cell::OnceCell;

use crate::diagnostic::Place;

/// A source's text, and how to tell places in it.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    /// The source's name.
    pub(crate) name: &'a str,
    /// The text without a byte order mark.
    pub(crate) text: &'a str,
    /// What separates cells.
    pub(crate) delimiter: u8,
    /// Byte offset of the first character of every line; computed at the first finding.
    lines: OnceCell<Vec<usize>>,
}

/// Where one cell stands: bytes, the quotes included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) quoted: bool,
    pub(crate) unclosed: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn new(name: &'a str, text: &'a str) -> Self {
        Self { name, text, delimiter: b',', lines: OnceCell::new() }
    }

    /// Takes a leading byte order mark away; whether there was one.
    pub(crate) fn strip_byte_order_mark(&mut self) -> bool {
        match self.text.strip_prefix('\u{feff}') {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    /// The first offset at or after `offset` that is no line end: where a record really starts.
    pub(crate) fn skip_line_ends(&self, offset: usize) -> usize {
        let rest = self.text.as_bytes().get(offset..).unwrap_or(&[]);
        offset + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
    }

    /// The cells of the record that starts at `offset`.
    pub(crate) fn cells(&self, offset: usize) -> Vec<Cell> {
        let delimiter = self.delimiter;
        let bytes = self.text.as_bytes();
        let mut cells = Vec::new();
        let mut start = offset;
        loop {
            let quoted = bytes.get(start) == Some(&b'"');
            let mut at = if quoted { start + 1 } else { start };
            let mut open = quoted;
            while let Some(byte) = bytes.get(at) {
                match byte {
                    b'"' if open && bytes.get(at + 1) == Some(&b'"') => at += 1,
                    b'"' if open => open = false,
                    b'\r' | b'\n' if !open => break,
                    other if !open && *other == delimiter => break,
                    _ => {}
                }
                at += 1;
            }
            cells.push(Cell { start, end: at, quoted, unclosed: open });
            if bytes.get(at) != Some(&delimiter) || open {
                return cells;
            }
            start = at + 1;
        }
    }

    /// Whether a whole line without text lies between the end of a record and `offset`.
    pub(crate) fn has_empty_line(&self, end_of_record: usize, offset: usize) -> bool {
        let between = self.text.as_bytes().get(end_of_record..offset).unwrap_or(&[]);
        let after_return =
            end_of_record.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)) == Some(&b'\r');
        // The second half of CRLF still belongs to the record before.
        let second_half = after_return && between == b"\n";
        !(between.is_empty() || second_half)
    }

    /// The place of cell number `cell` (0-based) of the record that starts at `offset`.
    pub(crate) fn place(&self, offset: usize, cell: usize, label: &str) -> Place {
        let cells = self.cells(offset);
        match cells.get(cell).or(cells.last()) {
            Some(found) => self.place_of(found.start, found.end, label),
            None => self.place_of_line(offset),
        }
    }

    /// The place of the whole line that `offset` is in.
    pub(crate) fn place_of_line(&self, offset: usize) -> Place {
        let mut place = self.place_of(offset, offset, "");
        place.column = 1;
        place
    }

    /// Line number (1-based) of an offset.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let lines = self.line_starts();
        u32::try_from(lines.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }

    fn place_of(&self, start: usize, end: usize, label: &str) -> Place {
        let line = self.line(start);
        let lines = self.line_starts();
        let index = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let line_start = lines.get(index).copied().unwrap_or(0);
        let line_end = lines.get(index + 1).copied().unwrap_or(self.text.len());
        let excerpt = self.text.get(line_start..line_end).unwrap_or("").trim_end_matches(['\r', '\n']);
        let before = self.text.get(line_start..start).unwrap_or("").chars().count();
        let room = excerpt.chars().count().saturating_sub(before);
        let width = self.text.get(start..end).unwrap_or("").chars().count().min(room);
        Place {
            file: self.name.to_owned(),
            line,
            column: u32::try_from(before + 1).unwrap_or(u32::MAX),
            width: u32::try_from(width).unwrap_or(u32::MAX),
            excerpt: excerpt.to_owned(),
            label: label.to_owned(),
        }
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
                // Of CRLF the second ends the line; behind the last line end there is no line.
                let first_of_two = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
                (!first_of_two && at + 1 < bytes.len()).then_some(at + 1)
            }));
            starts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_after_crlf_and_columns_in_characters() {
        let text = Text::new("a.csv", "id,title\r\na:1,\"Über, uns\"\r\na:2,x\r\n");
        let place = text.place(text.skip_line_ends(10), 1, "here");
        assert_eq!((place.line, place.column, place.width), (2, 5, 11));
        assert_eq!(place.excerpt, "a:1,\"Über, uns\"");
        assert_eq!(text.place(29, 0, "").line, 3);
    }

    #[test]
    fn a_quoted_cell_may_hold_quotes_separators_and_lines() {
        let text = Text::new("a.csv", "\"a \"\"b\"\", c\nd\",e\n");
        let cells = text.cells(0);
        assert_eq!(cells.len(), 2);
        assert_eq!(text.text.get(cells[1].start..cells[1].end), Some("e"));
    }
}
