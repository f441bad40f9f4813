//! Reads a data file as people and spreadsheets write it.
//!
//! Accepts a byte order mark, CRLF, `;` or tab, quotes everywhere, reordered columns, and empty rows and columns;
//! each is named as a repair, once a file. What changes the meaning (an unknown or missing column, a row that is too long or too
//! short, a quote that never closes) is an error.

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::nearest::nearest;
use crate::schema::Schema;
use crate::text::{Cell, Text};

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
    /// For each column of the schema, which cell of a record holds it.
    order: Vec<usize>,
}

/// One row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    record: StringRecord,
    /// Byte offset of the row's first cell.
    pub(crate) offset: usize,
}

impl<'a> Table<'a> {
    /// The table in `text`; `None` where its columns cannot be told.
    pub(crate) fn read(
        name: &'a str,
        text: &'a str,
        schema: Schema,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut repairs = Repairs::default();
        let text = Text::new(name, text);
        let (text, delimiter) = unwrap_text(text, schema, &mut repairs);

        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.text.as_bytes());
        let mut records = Vec::new();
        // The text is UTF-8 and the reader flexible, so a record can always be read.
        for record in reader.records().map_while(Result::ok) {
            let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
            records.push((record, text.skip_line_ends(start)));
        }
        if let Some(diagnostic) = unclosed_quote(&text, delimiter, records.last()) {
            repairs.report(&text, found);
            found.push(diagnostic);
            return None;
        }
        note_empty_lines(&text, &records, &mut repairs);
        let mut records = records.into_iter();
        let Some((header, header_offset)) = records.next() else {
            found.push(
                Diagnostic::new(Code::MissingColumn, "the file is empty")
                    .at(text.place_of_line(0))
                    .hint(format!("the first line is `{}`", schema.columns.join(","))),
            );
            return None;
        };
        let records: Vec<_> = records.collect();
        let order =
            columns(&text, delimiter, (&header, header_offset), &records, schema, &mut repairs, found);
        let mut table =
            Self { text, rows: Vec::with_capacity(records.len()), whole: true, schema, order: Vec::new() };
        if let Some(order) = order {
            table.order = order;
            for (record, offset) in records {
                table.take_row(record, offset, header.len(), delimiter, &mut repairs, found);
            }
            repairs.report(&table.text, found);
            Some(table)
        } else {
            repairs.report(&table.text, found);
            None
        }
    }

    /// The trimmed text of a cell; empty where the row has no such cell.
    pub(crate) fn cell<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        self.order.get(column).and_then(|at| row.record.get(*at)).unwrap_or("").trim()
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
        record: StringRecord,
        offset: usize,
        width: usize,
        delimiter: u8,
        repairs: &mut Repairs,
        found: &mut Vec<Diagnostic>,
    ) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            repairs.note(Code::EmptyRows, offset);
            return;
        }
        let extra = record.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if extra || record.len() < width {
            let missing_matter = self.order.iter().any(|at| *at >= record.len());
            if extra || missing_matter {
                self.whole = false;
                let what = if extra { "more" } else { "fewer" };
                let last = record.len().saturating_sub(1);
                let mut diagnostic = Diagnostic::new(
                    Code::CellCount,
                    format!("the row has {} cells, {what} than the {width} of the header", record.len()),
                )
                .at(self.text.place(offset, last, "row ends here"));
                diagnostic = diagnostic.hint(if extra {
                    "put quotes around a cell that holds the separator itself"
                } else {
                    "every row has a cell for every column, empty ones too"
                });
                found.push(diagnostic);
                return;
            }
        }
        for cell in self.text.cells(offset, delimiter) {
            if cell.quoted && !cell.needs_quotes(&self.text, delimiter) {
                repairs.note(Code::NeedlessQuotes, offset);
            }
        }
        if record.iter().any(|cell| cell.trim() != cell) {
            repairs.note(Code::SurroundingSpace, offset);
        }
        self.rows.push(Row { record, offset });
    }
}

/// The text without its byte order mark, and what separates its cells.
fn unwrap_text<'a>(mut text: Text<'a>, schema: Schema, repairs: &mut Repairs) -> (Text<'a>, u8) {
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
    let delimiter = text.delimiter;
    (text, delimiter)
}

/// For each column of the schema, which cell holds it; `None` with findings where that cannot be told.
fn columns(
    text: &Text<'_>,
    delimiter: u8,
    (header, offset): (&StringRecord, usize),
    records: &[(StringRecord, usize)],
    schema: Schema,
    repairs: &mut Repairs,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<usize>> {
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    let before = found.len();
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() {
            if records.iter().any(|(record, _)| record.get(at).is_some_and(|cell| !cell.trim().is_empty())) {
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
        if header.get(at).is_some_and(|cell| cell != *name) {
            repairs.note(Code::SurroundingSpace, offset);
        }
    }
    if text.cells(offset, delimiter).iter().any(|cell| cell.quoted && !cell.needs_quotes(text, delimiter)) {
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
fn unclosed_quote(
    text: &Text<'_>,
    delimiter: u8,
    last: Option<&(StringRecord, usize)>,
) -> Option<Diagnostic> {
    let (_, offset) = last?;
    let cells = text.cells(*offset, delimiter);
    let at = cells.iter().position(|cell| cell.unclosed)?;
    Some(
        Diagnostic::new(
            Code::UnclosedQuote,
            "a quoted cell is never closed, so the rest of the file cannot be read",
        )
        .at(text.place(*offset, at, "opens here"))
        .hint("close the cell with `\"`; a quote inside a quoted cell is written twice"),
    )
}

/// Lines without any text, which the reader passes over.
fn note_empty_lines(text: &Text<'_>, records: &[(StringRecord, usize)], repairs: &mut Repairs) {
    let mut expected = 0;
    for (_, offset) in records {
        let gap = text.text.get(expected..*offset).unwrap_or("");
        if gap.matches('\n').count() > 0 {
            repairs.note(Code::EmptyRows, expected);
        }
        expected = text.end_of_record(*offset);
    }
    if text.text.get(expected..).is_some_and(|rest| rest.contains('\n')) {
        repairs.note(Code::EmptyRows, expected);
    }
}

/// What was understood although it was not canonical: the first place of each kind, and how many there are.
#[derive(Debug, Default)]
struct Repairs(Vec<(Code, usize, usize)>);

impl Repairs {
    fn note(&mut self, code: Code, offset: usize) {
        match self.0.iter_mut().find(|(known, _, _)| *known == code) {
            Some((_, _, count)) => *count += 1,
            None => self.0.push((code, offset, 1)),
        }
    }

    fn report(self, text: &Text<'_>, found: &mut Vec<Diagnostic>) {
        for (code, offset, count) in self.0 {
            let message = match code {
                Code::ByteOrderMark => "a byte order mark stands before the header".to_owned(),
                Code::CarriageReturns => "lines end with a carriage return".to_owned(),
                Code::OtherDelimiter => match text.delimiter {
                    b';' => "cells are separated by `;` instead of `,`".to_owned(),
                    _ => "cells are separated by tabs instead of `,`".to_owned(),
                },
                Code::ColumnOrder => "the columns stand in another order".to_owned(),
                Code::NeedlessQuotes => format!("{count} cells have quotes that they do not need"),
                Code::EmptyRows => format!("{count} empty rows or runs of them"),
                Code::EmptyColumns => format!("{count} empty columns"),
                Code::SurroundingSpace => format!("{count} rows have white space around a cell"),
                _ => "the last line has no line end".to_owned(),
            };
            found.push(
                Diagnostic::new(code, message)
                    .at(text.place_of_line(offset))
                    .hint("`imsmap fmt` writes the canonical form"),
            );
        }
    }
}

impl Cell {
    /// Whether the cell could not be written without quotes.
    fn needs_quotes(&self, text: &Text<'_>, _delimiter: u8) -> bool {
        let inner = text.text.get(self.start..self.end).unwrap_or("");
        let inner = inner.strip_prefix('"').unwrap_or(inner);
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        // A comma needs quotes in the canonical form, whatever separates the cells here.
        inner.contains([',', '"', '\n', '\r']) || inner.bytes().any(|byte| byte == text.delimiter)
    }
}
