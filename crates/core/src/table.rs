//! Reads a data file as people and spreadsheets write it.
//!
//! Accepts a byte order mark, CRLF, `;` or tab, quotes everywhere, reordered columns, and empty rows and columns;
//! each is named as a repair, once a file. What changes the meaning (an unknown or missing column, a row that is too long or too
//! short, a quote that never closes) is an error.

use std::borrow::Cow;

use crate::cells::{Cell, Scanner};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::export::would_become_formula;
use crate::natural::natural_order;
use crate::nearest::nearest;
use crate::repairs::Repairs;
use crate::schema::Schema;
use crate::source::Source;
use crate::text::Text;

/// One file whose columns could be told. Its rows stay in its text: each is known by the byte that it starts at.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) text: Text,
    pub(crate) schema: Schema,
    /// For each column of the schema, which cell of a record holds it.
    order: Vec<usize>,
    /// Where the rows begin.
    first_row: usize,
    /// How many cells the header has.
    width: usize,
}

/// The most columns that a file has.
const MOST_COLUMNS: usize = 11;

/// A row that was read.
#[derive(Debug)]
pub(crate) struct Row<'t, 'c> {
    pub(crate) table: &'t Table,
    /// By column: the trimmed texts of the cells as they stand, without their quotes.
    fields: &'c [&'t str; MOST_COLUMNS],
    /// Byte offset of the row's first cell.
    pub(crate) offset: usize,
    /// Whether some cell would become a formula in a spreadsheet.
    pub(crate) formula: bool,
    /// Whether the row has text in a cell for which there is no column; only rows of a lenient reader may.
    pub(crate) too_long: bool,
}

/// Reads the rows of a table from the first to the last.
#[derive(Debug)]
pub(crate) struct Rows<'t> {
    table: &'t Table,
    scanner: Scanner<'t>,
    cells: Vec<Cell>,
    fields: [&'t str; MOST_COLUMNS],
    repairs: Repairs,
    /// Whether the text is known to be in canonical form, so that no row needs a second look.
    canonical: bool,
    /// Whether rows of the wrong length are handed over all the same, cells that are not there as empty ones.
    pub(crate) lenient: bool,
    /// How many rows were read.
    pub(crate) count: usize,
    /// Whether every line with text became a row: only then may the file be written anew.
    pub(crate) whole: bool,
    /// The first row that belongs further up.
    pub(crate) out_of_order: Option<usize>,
    before: [&'t str; 3],
    /// The finding about a quote that never closes.
    unclosed: Option<Diagnostic>,
}

impl Table {
    /// The table in a source, its rows not read yet; `None` where its columns cannot be told.
    pub(crate) fn open(
        source: &Source,
        schema: Schema,
        repairs: &mut Repairs,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let text = Text::new(source.clone());
        if u32::try_from(text.as_str().len()).is_err() {
            let message = format!("`{}` is larger than 4 GB, so it was not read", text.name());
            found.push(
                Diagnostic::new(Code::UnreadableFile, message).hint("split it into files of one pair each"),
            );
            return None;
        }
        let mut table = Self { text, schema, order: Vec::new(), first_row: 0, width: 0 };
        table.tell_delimiter(repairs);
        let mut header = Vec::new();
        let mut scanner = Scanner::new(table.text.as_str(), table.text.delimiter, 0);
        let Some(offset) = scanner.next_record(&mut header) else {
            found.push(
                Diagnostic::new(Code::MissingColumn, "the file is empty")
                    .at(table.text.place_of_line(0))
                    .hint(format!("the first line is `{}`", schema.columns.join(","))),
            );
            return None;
        };
        if let Some(at) = scanner.empty_line {
            repairs.note(Code::EmptyRows, at);
        }
        if let Some(diagnostic) = unclosed_quote(&table.text, offset, &header) {
            found.push(diagnostic);
            return None;
        }
        let first_row = header.last().map_or(0, |cell| cell.end as usize);
        (table.first_row, table.width) = (first_row, header.len());
        let names: Vec<Cow<'_, str>> = header.iter().map(|cell| cell.content(table.text.as_str())).collect();
        let order = columns(&table, offset, &header, &names, repairs, found);
        drop(names);
        table.order = order?;
        Some(table)
    }

    /// The rows; `repairs` may hold what was noted of the header.
    pub(crate) fn rows(&self, repairs: Repairs, canonical: bool) -> Rows<'_> {
        let text = self.text.as_str();
        // The header ends with one line end, which is none of the empty lines behind it.
        let rest = text.get(self.first_row..).unwrap_or("");
        let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        Rows {
            table: self,
            scanner: Scanner::new(text, self.text.delimiter, self.first_row + line_end),
            cells: Vec::new(),
            fields: [""; MOST_COLUMNS],
            repairs,
            canonical,
            lenient: false,
            count: 0,
            whole: true,
            out_of_order: None,
            before: [""; 3],
            unclosed: None,
        }
    }

    /// The trimmed text of a cell of the row that starts at byte `offset`.
    pub(crate) fn text_at(&self, offset: usize, column: usize) -> Cow<'_, str> {
        let cells = self.text.cells(offset);
        let cell = self.order.get(column).and_then(|at| cells.get(*at));
        match cell.map(|cell| cell.content(self.text.as_str())) {
            None => Cow::Borrowed(""),
            Some(Cow::Borrowed(text)) => Cow::Borrowed(text.trim()),
            Some(Cow::Owned(text)) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// The place of a cell of the row that starts at byte `offset`, underlined with `label`.
    pub(crate) fn place(&self, offset: usize, column: usize, label: &str) -> Place {
        let at = self.order.get(column).copied().unwrap_or(0);
        self.text.place(offset, at, label)
    }

    /// Notes what the text as a whole has that the canonical form has not, and tells what separates its cells.
    fn tell_delimiter(&mut self, repairs: &mut Repairs) {
        if self.text.has_byte_order_mark() {
            repairs.note(Code::ByteOrderMark, 0);
        }
        let text = self.text.as_str();
        if let Some(at) = memchr::memchr(b'\r', text.as_bytes()) {
            repairs.note(Code::CarriageReturns, at);
        }
        if !text.is_empty() && !text.ends_with(['\n', '\r']) {
            repairs.note(Code::MissingLineEnd, text.len().saturating_sub(1));
        }
        let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let columns = self.schema.columns;
        if header.split(',').eq(columns.iter().copied()) {
            return;
        }
        let known = |delimiter: &u8| {
            let is_known = |cell: &&str| {
                let name = cell.trim().trim_matches('"').trim();
                columns.iter().any(|column| column.eq_ignore_ascii_case(name))
            };
            header.split(char::from(*delimiter)).filter(is_known).count()
        };
        let delimiter = [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',');
        if delimiter != b',' {
            repairs.note(Code::OtherDelimiter, 0);
        }
        self.text.delimiter = delimiter;
    }
}

impl<'t> Row<'t, '_> {
    /// The trimmed text of a cell as it stands, doubled quotes and all; empty where the row has no such cell.
    #[inline]
    pub(crate) fn raw(&self, column: usize) -> &'t str {
        self.fields.get(column).copied().unwrap_or("")
    }

    /// The trimmed text of a cell.
    pub(crate) fn content(&self, column: usize) -> Cow<'t, str> {
        let raw = self.raw(column);
        if raw.contains('"') { self.table.text_at(self.offset, column) } else { Cow::Borrowed(raw) }
    }

    /// The cells that rows are sorted by.
    pub(crate) fn keys(&self) -> [&'t str; 3] {
        let [first, second, third, ..] = self.fields;
        match self.table.schema.sorted_by {
            0 => [""; 3],
            1 => [first, "", ""],
            2 => [first, second, ""],
            _ => [first, second, third],
        }
    }

    /// The byte that a cell's text starts at.
    pub(crate) fn start(&self, column: usize) -> usize {
        self.raw(column).as_ptr().addr().saturating_sub(self.table.text.as_str().as_ptr().addr())
    }
}

impl<'t> Rows<'t> {
    /// The next row that has a cell for every column.
    pub(crate) fn next_row(&mut self, found: &mut Vec<Diagnostic>) -> Option<Row<'t, '_>> {
        let (offset, seen) = self.next_seen(found)?;
        if seen.spaced {
            self.repairs.note(Code::SurroundingSpace, offset);
        }
        self.count += 1;
        let (formula, too_long) = (seen.formula, seen.too_long);
        let row = Row { table: self.table, fields: &self.fields, offset, formula, too_long };
        if !self.canonical {
            let keys = row.keys();
            if self.out_of_order.is_none() && self.count > 1 && key_order(&self.before, &keys).is_gt() {
                self.out_of_order = Some(offset);
            }
            self.before = keys;
        }
        Some(row)
    }

    /// Goes on to the next record that is a row, and says where it starts and what one look at it shows.
    fn next_seen(&mut self, found: &mut Vec<Diagnostic>) -> Option<(usize, Seen)> {
        loop {
            let offset = self.scanner.next_record(&mut self.cells);
            if let Some(at) = self.scanner.empty_line {
                self.repairs.note(Code::EmptyRows, at);
            }
            let offset = offset?;
            if self.cells.last().is_some_and(|cell| cell.unclosed) {
                self.unclosed = unclosed_quote(&self.table.text, offset, &self.cells);
                return None;
            }
            let mut seen = self.look_at(offset);
            if seen.blank {
                self.repairs.note(Code::EmptyRows, offset);
            } else if let Some(diagnostic) = self.wrong_length(offset) {
                self.whole = false;
                seen.too_long = self.has_text_beyond_header();
                if !self.lenient || seen.too_long {
                    found.push(diagnostic);
                }
                if self.lenient {
                    return Some((offset, seen));
                }
            } else {
                return Some((offset, seen));
            }
        }
    }

    /// Ends the reading, with one finding for every kind of repair; whether the text could be read to its end.
    pub(crate) fn finish(self, found: &mut Vec<Diagnostic>) -> bool {
        self.repairs.report(&self.table.text, found);
        let readable = self.unclosed.is_none();
        found.extend(self.unclosed);
        readable
    }

    /// Takes the cell of every column, and looks at each once.
    fn look_at(&mut self, offset: usize) -> Seen {
        let text = self.table.text.as_str();
        let mut seen = Seen { blank: true, ..Seen::default() };
        for (field, at) in self.fields.iter_mut().zip(&self.table.order) {
            *field = "";
            let Some(cell) = self.cells.get(*at) else { continue };
            *field = cell.inner(text);
            if self.canonical {
                seen.blank = false;
                continue;
            }
            let bytes = field.as_bytes();
            if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
                if first.is_ascii_alphanumeric() && last.is_ascii_graphic() {
                    seen.blank = false;
                } else {
                    let trimmed = field.trim();
                    seen.spaced |= trimmed.len() != field.len();
                    seen.blank &= trimmed.is_empty();
                    seen.formula |= would_become_formula(trimmed);
                    *field = trimmed;
                }
            }
            if cell.quoted && !cell.needs_quotes(text, self.table.text.delimiter) {
                self.repairs.note(Code::NeedlessQuotes, offset);
            }
        }
        seen.blank &= !self.has_text_beyond_header();
        seen
    }

    /// Whether a record has text in a cell for which there is no column.
    fn has_text_beyond_header(&self) -> bool {
        let text = self.table.text.as_str();
        self.cells.iter().skip(self.table.width).any(|cell| !cell.inner(text).trim().is_empty())
    }

    /// A finding where a record has a cell too few, or text in one too many.
    fn wrong_length(&self, offset: usize) -> Option<Diagnostic> {
        let (count, width) = (self.cells.len(), self.table.width);
        if count == width {
            return None;
        }
        let extra = self.has_text_beyond_header();
        if !extra && self.table.order.iter().all(|at| *at < count) {
            return None;
        }
        let what = if extra { "more" } else { "fewer" };
        let message = format!("the row has {count} cells, {what} than the {width} of the header");
        let place = self.table.text.place(offset, count.saturating_sub(1), "row ends here");
        Some(Diagnostic::new(Code::CellCount, message).at(place).hint(if extra {
            "put quotes around a cell that holds the separator itself"
        } else {
            "every row has a cell for every column, empty ones too"
        }))
    }
}

/// What one look at the cells of a record shows.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    blank: bool,
    spaced: bool,
    formula: bool,
    too_long: bool,
}

/// Which of two rows stands first in the canonical form, by the cells that rows are sorted by.
pub(crate) fn key_order(left: &[&str; 3], right: &[&str; 3]) -> std::cmp::Ordering {
    for (left, right) in left.iter().zip(right) {
        let order = natural_order(left, right);
        if order.is_ne() {
            return order;
        }
    }
    std::cmp::Ordering::Equal
}

/// For each column of the schema, which cell holds it; `None` with findings where that cannot be told.
fn columns(
    table: &Table,
    offset: usize,
    header: &[Cell],
    names: &[Cow<'_, str>],
    repairs: &mut Repairs,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<usize>> {
    let (text, columns) = (&table.text, table.schema.columns);
    let before = found.len();
    for (at, full) in names.iter().enumerate() {
        let name = full.trim();
        if name.is_empty() {
            if has_cells(table, at) {
                found.push(
                    Diagnostic::new(Code::UnknownColumn, format!("column {} has cells but no name", at + 1))
                        .at(text.place(offset, at, "no name"))
                        .hint("name the column, or empty it"),
                );
            } else {
                repairs.note(Code::EmptyColumns, offset);
            }
        } else if !columns.contains(&name) {
            let mut diagnostic =
                Diagnostic::new(Code::UnknownColumn, format!("there is no column `{name}` in this file"))
                    .at(text.place(offset, at, "not known"));
            if let Some(near) = nearest(name, columns.iter().copied()) {
                diagnostic = diagnostic.hint(format!("`{near}` exists"));
            }
            found.push(diagnostic.hint(format!("the columns are `{}`", columns.join(","))));
        } else if names.iter().take(at).any(|other| other.trim() == name) {
            found.push(
                Diagnostic::new(Code::UnknownColumn, format!("the column `{name}` stands twice"))
                    .at(text.place(offset, at, "stands twice"))
                    .hint("keep one of the two"),
            );
        }
        if full != name {
            repairs.note(Code::SurroundingSpace, offset);
        }
    }
    if header.iter().any(|cell| cell.quoted && !cell.needs_quotes(text.as_str(), text.delimiter)) {
        repairs.note(Code::NeedlessQuotes, offset);
    }
    let mut order = Vec::with_capacity(columns.len());
    for column in columns {
        match names.iter().position(|name| name.trim() == *column) {
            Some(at) => order.push(at),
            None => found.push(
                Diagnostic::new(Code::MissingColumn, format!("the column `{column}` is missing"))
                    .at(text.place_of_line(offset))
                    .hint(format!("the columns are `{}`", columns.join(","))),
            ),
        }
    }
    if found.len() > before {
        return None;
    }
    if !order.is_sorted() {
        repairs.note(Code::ColumnOrder, offset);
    }
    Some(order)
}

/// Whether some row has text in that cell.
fn has_cells(table: &Table, at: usize) -> bool {
    let text = table.text.as_str();
    let mut scanner = Scanner::new(text, table.text.delimiter, table.first_row);
    let mut cells = Vec::new();
    while scanner.next_record(&mut cells).is_some() {
        if cells.get(at).is_some_and(|cell| !cell.inner(text).trim().is_empty()) {
            return true;
        }
    }
    false
}

/// A finding where a record opens a quote that is never closed.
fn unclosed_quote(text: &Text, offset: usize, cells: &[Cell]) -> Option<Diagnostic> {
    let at = cells.iter().position(|cell| cell.unclosed)?;
    Some(
        Diagnostic::new(
            Code::UnclosedQuote,
            "a quoted cell is never closed, so the rest of the file cannot be read",
        )
        .at(text.place(offset, at, "opens here"))
        .hint("close the cell with `\"`; a quote inside a quoted cell is written twice"),
    )
}
