//! Tables as wide as the terminal.

use std::borrow::Cow;

use textwrap::{Options, WordSplitter};

use crate::terminal::Terminal;

/// What stands between two columns.
const GAP: usize = 2;
/// No column is made narrower than this to please another.
const NARROWEST: usize = 6;
/// Where there is room, a column is as wide as its longest word, as far as that is not longer than this.
const LONGEST_WORD: usize = 14;

/// Rows of cells; a cell may hold several lines, and long ones are broken between words.
#[derive(Debug)]
pub(super) struct Table {
    width: usize,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these column heads.
    pub(super) fn new(terminal: &Terminal, header: &[&str]) -> Self {
        let header = header.iter().map(|&head| head.to_owned()).collect();
        Self { width: usize::from(terminal.width), header, rows: Vec::new() }
    }

    /// Adds a row; one cell a column.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    /// The table's lines: heads, a rule, and the rows, with an empty line between rows where one takes several lines.
    pub(super) fn render(&self) -> String {
        let widths = self.widths();
        let mut text = String::new();
        line(&mut text, &self.header, &widths);
        let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        text.push_str(&"─".repeat(total));
        text.push('\n');
        let mut before_was_tall = false;
        for (number, row) in self.rows.iter().enumerate() {
            let start = text.len();
            let lines = line(&mut text, row, &widths);
            if number > 0 && (before_was_tall || lines > 1) {
                text.insert(start, '\n');
            }
            before_was_tall = lines > 1;
        }
        text
    }

    /// How wide each column becomes: what it asks for where that is little, and an equal share of the rest.
    fn widths(&self) -> Vec<usize> {
        let mut wanted: Vec<usize> = self.header.iter().map(|head| width_of(head)).collect();
        for row in &self.rows {
            for (width, cell) in wanted.iter_mut().zip(row) {
                *width = cell.lines().map(width_of).fold(*width, usize::max);
            }
        }
        let mut room = self.width.saturating_sub(GAP * wanted.len().saturating_sub(1));
        let mut widths: Vec<Option<usize>> = vec![None; wanted.len()];
        loop {
            let open = widths.iter().filter(|width| width.is_none()).count();
            let share = room.checked_div(open).unwrap_or(0);
            let mut modest = false;
            for (width, wanted) in widths.iter_mut().zip(&wanted) {
                if width.is_none() && *wanted <= share {
                    *width = Some(*wanted);
                    room = room.saturating_sub(*wanted);
                    modest = true;
                }
            }
            if !modest {
                let share = share.max(NARROWEST);
                let with_words = widths.iter().zip(self.longest_words());
                let with_words: Vec<usize> =
                    with_words.map(|(width, word)| width.unwrap_or(share.max(word))).collect();
                let total = with_words.iter().sum::<usize>() + GAP * with_words.len().saturating_sub(1);
                if total <= self.width {
                    return with_words;
                }
                return widths.into_iter().map(|width| width.unwrap_or(share)).collect();
            }
        }
    }
}

impl Table {
    /// Of each column the width of its longest word, up to a limit.
    fn longest_words(&self) -> Vec<usize> {
        let mut longest = vec![0; self.header.len()];
        for row in std::iter::once(&self.header).chain(&self.rows) {
            for (width, cell) in longest.iter_mut().zip(row) {
                *width = cell.split_whitespace().map(width_of).fold(*width, usize::max);
            }
        }
        longest.into_iter().map(|width| width.min(LONGEST_WORD)).collect()
    }
}

/// Writes one row and says how many lines it took.
fn line(text: &mut String, cells: &[String], widths: &[usize]) -> usize {
    let wrapped: Vec<Vec<Cow<'_, str>>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| {
            let options = Options::new(*width).word_splitter(WordSplitter::NoHyphenation);
            cell.lines().flat_map(|part| broken(part, *width, &options)).collect()
        })
        .collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for number in 0..lines {
        let mut missing = 0;
        for (cell, width) in wrapped.iter().zip(widths) {
            let part = cell.get(number).map_or("", |part| part.as_ref());
            if !part.is_empty() {
                text.extend(std::iter::repeat_n(' ', missing));
                text.push_str(part);
                missing = 0;
            }
            missing += width.saturating_sub(width_of(part)) + GAP;
        }
        text.push('\n');
    }
    lines
}

/// A line broken between words; one that fits stays as it is.
fn broken<'c>(part: &'c str, width: usize, options: &Options<'_>) -> Vec<Cow<'c, str>> {
    if width_of(part) <= width { vec![Cow::Borrowed(part)] } else { textwrap::wrap(part, options) }
}

/// How many columns of the terminal a text takes.
fn width_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { textwrap::core::display_width(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_cell_is_broken_and_the_columns_stay_aligned() {
        let mut table = Table::new(&Terminal { width: 24, colour: false }, &["id", "what is left"]);
        table.push(["⊂ 8.1", "one two three four five"]);
        table.push(["8.2", "six"]);
        let expected = "id     what is left\n────────────────────────\n⊂ 8.1  one two three\n       four five\n\n8.2    six\n";
        assert_eq!(table.render(), expected);
    }
}
