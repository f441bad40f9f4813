//! Reads a data file as people and spreadsheets write it.
//!
//! Accepts a byte order mark, CRLF, `;` or tab, quotes everywhere, reordered columns, and empty rows and columns;
//! each is named as a repair, once a file. What changes the meaning (an unknown or missing column, a row that is too long or too
//! short, a quote that never closes) is an error.

use crate::cells::Cells;
pub(crate) use crate::cells::{CellText, Parser, Row};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::nearest::nearest;
use crate::repairs::Repairs;
use crate::schema::Schema;
use crate::text::Text;

/// The rows of one file, cells in the order of its schema.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The text, for places.
    pub(crate) text: Text<'a>,
    /// The rows that have a cell for every column.
    pub(crate) rows: Vec<Row>,
    /// Whether every line with text became a row: only then may the file be written anew.
    pub(crate) whole: bool,
    schema: Schema,
    cells: Cells,
    /// For each column of the schema, which cell of a record holds it.
    order: Vec<usize>,
}

impl<'a> Table<'a> {
    /// The table in `text`; `None` where its columns cannot be told.
    pub(crate) fn read(
        name: &'a str,
        text: &'a str,
        schema: Schema,
        parser: &mut Parser,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut repairs = Repairs::default();
        let text = unwrap_text(Text::new(name, text), schema, &mut repairs);
        let (cells, records, empty) = parser.parse(&text);
        if let Some(diagnostic) = unclosed_quote(&text, records.last()) {
            repairs.report(&text, found);
            found.push(diagnostic);
            return None;
        }
        empty.into_iter().for_each(|offset| repairs.note(Code::EmptyRows, offset));
        let Some((&header, rows)) = records.split_first() else {
            found.push(
                Diagnostic::new(Code::MissingColumn, "the file is empty")
                    .at(text.place_of_line(0))
                    .hint(format!("the first line is `{}`", schema.columns.join(","))),
            );
            return None;
        };
        let order = columns(&text, &cells, header, rows, schema, &mut repairs, found);
        let mut table = Self {
            text,
            rows: Vec::with_capacity(rows.len()),
            whole: true,
            schema,
            cells,
            order: Vec::new(),
        };
        let readable = order.is_some();
        if let Some(order) = order {
            table.order = order;
            if parser.canonical {
                table.rows = records;
                table.rows.remove(0);
                return Some(table);
            }
            for (number, row) in rows.iter().enumerate() {
                let end = rows.get(number + 1).map_or(table.text.text.len(), |next| next.offset);
                table.take_row(*row, end, header.record.length, &mut repairs, found);
            }
        }
        repairs.report(&table.text, found);
        readable.then_some(table)
    }

    /// The trimmed text of a cell; empty where the row has no such cell.
    pub(crate) fn cell(&self, row: &Row, column: usize) -> &str {
        let cell = self.order.get(column).and_then(|at| self.cells.get(row.record, *at)).unwrap_or("");
        if row.spaced { cell.trim() } else { cell }
    }

    /// The trimmed text of a cell, without a copy of it.
    pub(crate) fn shared(&self, row: &Row, column: usize) -> CellText {
        self.cells.shared(row.record, self.order.get(column).copied().unwrap_or(usize::MAX))
    }

    /// The place of a cell, underlined with `label`.
    pub(crate) fn place(&self, row: &Row, column: usize, label: &str) -> Place {
        let at = self.order.get(column).copied().unwrap_or(0);
        self.text.place(row.offset, at, label)
    }

    /// The names of the columns, in canonical order.
    pub(crate) fn columns(&self) -> &'static [&'static str] {
        self.schema.columns
    }

    /// How many leading columns the rows are sorted by.
    pub(crate) fn sorted_by(&self) -> usize {
        self.schema.sorted_by
    }

    fn take_row(
        &mut self,
        mut row: Row,
        end: usize,
        width: usize,
        repairs: &mut Repairs,
        found: &mut Vec<Diagnostic>,
    ) {
        let Row { record, offset, .. } = row;
        let mut blank = true;
        let mut plain = record.length.saturating_sub(1);
        for cell in self.cells.all(record) {
            plain += cell.len();
            let spaced = has_space_around(cell);
            blank &= cell.is_empty() || (spaced && cell.trim().is_empty());
            row.spaced |= spaced;
        }
        if blank {
            repairs.note(Code::EmptyRows, offset);
            return;
        }
        let extra = self.cells.all(record).skip(width).any(|cell| !cell.trim().is_empty());
        if extra || self.order.iter().any(|at| *at >= record.length) {
            self.whole = false;
            let what = if extra { "more" } else { "fewer" };
            found.push(
                Diagnostic::new(
                    Code::CellCount,
                    format!("the row has {} cells, {what} than the {width} of the header", record.length),
                )
                .at(self.text.place(offset, record.length.saturating_sub(1), "row ends here"))
                .hint(if extra {
                    "put quotes around a cell that holds the separator itself"
                } else {
                    "every row has a cell for every column, empty ones too"
                }),
            );
            return;
        }
        // Where the row is as long as its cells are, or as its canonical form is, it has no quotes to spare.
        let length = self.text.text.get(offset..end).unwrap_or("").trim_end_matches(['\r', '\n']).len();
        if length > plain && length > plain + self.cells.all(record).map(quotes_needed).sum::<usize>() {
            for cell in self.text.cells(offset) {
                if cell.quoted && !cell.needs_quotes(&self.text) {
                    repairs.note(Code::NeedlessQuotes, offset);
                }
            }
        }
        if row.spaced {
            repairs.note(Code::SurroundingSpace, offset);
        }
        self.rows.push(row);
    }
}

/// The text without its byte order mark, and what separates its cells.
fn unwrap_text<'a>(mut text: Text<'a>, schema: Schema, repairs: &mut Repairs) -> Text<'a> {
    if text.strip_byte_order_mark() {
        repairs.note(Code::ByteOrderMark, 0);
    }
    if let Some(at) = text.text.find('\r') {
        repairs.note(Code::CarriageReturns, at);
    }
    if !text.text.is_empty() && !text.text.ends_with(['\n', '\r']) {
        repairs.note(Code::MissingLineEnd, text.text.len().saturating_sub(1));
    }
    let header = text.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    if header.split(',').eq(schema.columns.iter().copied()) {
        return text;
    }
    let known = |delimiter: char| {
        header
            .split(delimiter)
            .filter(|cell| {
                let name = cell.trim().trim_matches('"').trim();
                schema.columns.iter().any(|column| column.eq_ignore_ascii_case(name))
            })
            .count()
    };
    let delimiter =
        [',', ';', '\t'].into_iter().rev().max_by_key(|delimiter| known(*delimiter)).unwrap_or(',');
    if delimiter != ',' {
        repairs.note(Code::OtherDelimiter, 0);
    }
    text.delimiter = u8::try_from(delimiter).unwrap_or(b',');
    text
}

/// For each column of the schema, which cell holds it; `None` with findings where that cannot be told.
fn columns(
    text: &Text<'_>,
    cells: &Cells,
    header: Row,
    rows: &[Row],
    schema: Schema,
    repairs: &mut Repairs,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<usize>> {
    let offset = header.offset;
    let names: Vec<&str> = cells.all(header.record).map(str::trim).collect();
    let before = found.len();
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() {
            if rows.iter().any(|row| cells.get(row.record, at).is_some_and(|cell| !cell.trim().is_empty())) {
                found.push(
                    Diagnostic::new(Code::UnknownColumn, format!("column {} has cells but no name", at + 1))
                        .at(text.place(offset, at, "no name"))
                        .hint("name the column, or empty it"),
                );
            } else {
                repairs.note(Code::EmptyColumns, offset);
            }
        } else if !schema.columns.contains(name) {
            let mut diagnostic =
                Diagnostic::new(Code::UnknownColumn, format!("there is no column `{name}` in this file"))
                    .at(text.place(offset, at, "not known"));
            if let Some(near) = nearest(name, schema.columns.iter().copied()) {
                diagnostic = diagnostic.hint(format!("`{near}` exists"));
            }
            found.push(diagnostic.hint(format!("the columns are `{}`", schema.columns.join(","))));
        } else if names.iter().take(at).any(|other| other == name) {
            found.push(
                Diagnostic::new(Code::UnknownColumn, format!("the column `{name}` stands twice"))
                    .at(text.place(offset, at, "stands twice"))
                    .hint("keep one of the two"),
            );
        }
        if cells.get(header.record, at).is_some_and(|cell| cell != *name) {
            repairs.note(Code::SurroundingSpace, offset);
        }
    }
    if text.cells(offset).iter().any(|cell| cell.quoted && !cell.needs_quotes(text)) {
        repairs.note(Code::NeedlessQuotes, offset);
    }
    let mut order = Vec::with_capacity(schema.columns.len());
    for column in schema.columns {
        match names.iter().position(|name| name == column) {
            Some(at) => order.push(at),
            None => found.push(
                Diagnostic::new(Code::MissingColumn, format!("the column `{column}` is missing"))
                    .at(text.place_of_line(offset))
                    .hint(format!("the columns are `{}`", schema.columns.join(","))),
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

/// A finding where the last record opens a quote that is never closed.
fn unclosed_quote(text: &Text<'_>, last: Option<&Row>) -> Option<Diagnostic> {
    let offset = last?.offset;
    let at = text.cells(offset).iter().position(|cell| cell.unclosed)?;
    Some(
        Diagnostic::new(
            Code::UnclosedQuote,
            "a quoted cell is never closed, so the rest of the file cannot be read",
        )
        .at(text.place(offset, at, "opens here"))
        .hint("close the cell with `\"`; a quote inside a quoted cell is written twice"),
    )
}

/// How many quotes the canonical form adds to a cell.
fn quotes_needed(cell: &str) -> usize {
    let bytes = cell.as_bytes();
    if memchr::memchr3(b',', b'"', b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_none() {
        return 0;
    }
    2 + memchr::memchr_iter(b'"', bytes).count()
}

/// Whether white space stands at either end; most cells tell by two bytes.
fn has_space_around(cell: &str) -> bool {
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = cell.as_bytes();
    if cell.is_empty() || (plain(bytes.first()) && plain(bytes.last())) {
        return false;
    }
    cell.trim().len() != cell.len()
}
