//! A file's text: its lines and places, found again when a finding needs them.

use std::cell::OnceCell;

use crate::cells::{Cell, Scanner};
use crate::diagnostic::Place;
use crate::source::Source;

/// A source's name and text, and how to tell places in it. Offsets are bytes of [`Text::as_str`].
#[derive(Debug)]
pub(crate) struct Text {
    source: Source,
    /// The source's name, behind that of its folder where it has one.
    name: String,
    /// Bytes of the byte order mark.
    skipped: usize,
    /// What separates cells.
    pub(crate) delimiter: u8,
    /// Byte offset of the first character of every line; computed at the first question for a place.
    lines: OnceCell<Vec<u32>>,
}

impl Text {
    pub(crate) fn new(source: Source) -> Self {
        let skipped = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let name = source.shown_name();
        Self { source, name, skipped, delimiter: b',', lines: OnceCell::new() }
    }

    /// The source's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The folder of the overlay that the text belongs to; empty for the data itself.
    pub(crate) fn folder(&self) -> &str {
        &self.source.folder
    }

    /// 0 for the data itself, a higher number for an overlay.
    pub(crate) fn layer(&self) -> u32 {
        self.source.layer
    }

    /// The text without a byte order mark.
    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        self.source.text.get(self.skipped..).unwrap_or("")
    }

    /// Whether a byte order mark stands before the text.
    pub(crate) fn has_byte_order_mark(&self) -> bool {
        self.skipped > 0
    }

    /// The cells of the record that starts at `offset`.
    pub(crate) fn cells(&self, offset: usize) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(16);
        Scanner::new(self.as_str(), self.delimiter, offset).next_record(&mut cells);
        cells
    }

    /// The place of cell number `cell` (0-based) of the record that starts at `offset`.
    pub(crate) fn place(&self, offset: usize, cell: usize, label: &str) -> Place {
        let cells = self.cells(offset);
        match cells.get(cell).or(cells.last()) {
            Some(found) => self.place_of(found.start as usize, found.end as usize, label),
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
        u32::try_from(lines.partition_point(|start| *start as usize <= offset)).unwrap_or(u32::MAX)
    }

    fn place_of(&self, start: usize, end: usize, label: &str) -> Place {
        let text = self.as_str();
        let line = self.line(start);
        let lines = self.line_starts();
        let index = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let line_start = lines.get(index).map_or(0, |start| *start as usize);
        let line_end = lines.get(index + 1).map_or(text.len(), |start| *start as usize);
        let excerpt = text.get(line_start..line_end).unwrap_or("").trim_end_matches(['\r', '\n']);
        let before = text.get(line_start..start).unwrap_or("").chars().count();
        let room = excerpt.chars().count().saturating_sub(before);
        let width = text.get(start..end).unwrap_or("").chars().count().min(room);
        Place {
            file: self.name().to_owned(),
            line,
            column: u32::try_from(before + 1).unwrap_or(u32::MAX),
            width: u32::try_from(width).unwrap_or(u32::MAX),
            excerpt: excerpt.to_owned(),
            label: label.to_owned(),
        }
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.as_str().as_bytes();
            let mut starts = vec![0];
            starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
                // Of CRLF the second ends the line; behind the last line end there is no line.
                let first_of_two = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
                (!first_of_two && at + 1 < bytes.len()).then(|| u32::try_from(at + 1).unwrap_or(u32::MAX))
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
        let text = Text::new(Source::new("a.csv", "id,title\r\na:1,\"Über, uns\"\r\na:2,x\r\n"));
        let place = text.place(10, 1, "here");
        assert_eq!((place.line, place.column, place.width), (2, 5, 11));
        assert_eq!(place.excerpt, "a:1,\"Über, uns\"");
        assert_eq!(text.line(29), 3);
    }
}
