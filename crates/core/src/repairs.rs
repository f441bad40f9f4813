//! What the reader understood although it was not canonical.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Text;

/// What was understood although it was not canonical: the first place of each kind, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct Repairs(Vec<(Code, usize, usize)>);

impl Repairs {
    /// Counts one more of a kind; the first place is kept.
    pub(crate) fn note(&mut self, code: Code, offset: usize) {
        match self.0.iter_mut().find(|(known, _, _)| *known == code) {
            Some((_, _, count)) => *count += 1,
            None => self.0.push((code, offset, 1)),
        }
    }

    /// Adds one finding a kind.
    pub(crate) fn report(self, text: &Text, found: &mut Vec<Diagnostic>) {
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
