//! The cells of one row as ids, words and numbers.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Endpoint, StandardKey, key_of_id};
use crate::nearest::nearest;
use crate::records::{End, Findings, RowAt, Span};
use crate::table::Row;
use crate::word::Word;

/// The cells of one row, read as typed values; what does not parse becomes a finding.
pub(crate) struct Fields<'r, 't, 'c> {
    pub(crate) row: &'r Row<'t, 'c>,
    pub(crate) at: RowAt,
    pub(crate) found: &'r mut Findings,
}

impl<'t> Fields<'_, 't, '_> {
    #[inline]
    pub(crate) fn raw(&self, column: usize) -> &'t str {
        self.row.raw(column)
    }

    pub(crate) fn text(&self, column: usize) -> String {
        self.row.content(column).into_owned()
    }

    pub(crate) fn list(&self, column: usize) -> Vec<String> {
        self.raw(column).split_whitespace().map(str::to_owned).collect()
    }

    pub(crate) fn required(&mut self, column: usize) -> Option<&'t str> {
        let text = self.raw(column);
        if text.is_empty() {
            let name = self.column_name(column);
            self.report(Code::EmptyCell, column, "empty", format!("`{name}` is empty"), None);
            return None;
        }
        Some(text)
    }

    pub(crate) fn word<W: Word>(&mut self, column: usize) -> Option<W> {
        let text = self.required(column)?;
        let parsed = W::parse(text);
        if parsed.is_none() {
            let words = W::words();
            let name = self.column_name(column);
            let hint = match nearest(text, words.iter().copied()) {
                Some(near) => format!("`{near}` exists"),
                None => format!("one of `{}`", words.join("`, `")),
            };
            let message = format!("`{text}` is no word of the column `{name}`");
            self.report(Code::UnknownWord, column, "not known", message, Some(hint));
        }
        parsed
    }

    pub(crate) fn key(&mut self, column: usize) -> Option<StandardKey> {
        let text = self.required(column)?;
        let key = StandardKey::parse(text);
        if key.is_none() {
            let hint = "a key is lower-case letters, digits, `.` and `-`, such as `iso9001-2015`".to_owned();
            self.report(
                Code::UnknownWord,
                column,
                "no key",
                format!("`{text}` is not a standard's key"),
                Some(hint),
            );
        }
        key
    }

    /// Where an id stands in the file's text.
    pub(crate) fn id(&mut self, column: usize) -> Option<Span> {
        let text = self.required(column)?;
        let span = key_of_id(text).and_then(|key| {
            Some(Span {
                start: u32::try_from(self.row.start(column)).ok()?,
                length: u16::try_from(text.len()).ok()?,
                key: u16::try_from(key.len()).ok()?,
            })
        });
        self.expect_id(column, text, span)
    }

    /// The requirement or standard that a cell names; one that is right in form may be unknown.
    #[inline]
    pub(crate) fn end(&mut self, column: usize, catalogue: &Catalogue) -> Option<End> {
        let text = self.raw(column);
        match catalogue.end(text) {
            Some(end) => Some(end),
            None => {
                let text = self.required(column)?;
                self.parse_end(column, text, catalogue)
            }
        }
    }

    /// What one id of a cell names.
    pub(crate) fn parse_end(&mut self, column: usize, text: &str, catalogue: &Catalogue) -> Option<End> {
        let end = catalogue.end(text).or_else(|| Endpoint::parse(text).map(|_| End::Unknown));
        self.expect_id(column, text, end)
    }

    /// What `text` was read as; a finding where that is nothing.
    fn expect_id<T>(&mut self, column: usize, text: &str, read: Option<T>) -> Option<T> {
        if read.is_none() {
            let hint = "an id is the standard's key, a colon and the number, such as `iso9001-2015:8.4.1`"
                .to_owned();
            self.report(Code::UnknownWord, column, "no id", format!("`{text}` is not an id"), Some(hint));
        }
        read
    }

    pub(crate) fn date(&mut self, column: usize) -> Option<String> {
        let text = self.text(column);
        let number = |part: Option<&str>, digits: usize, most: u16| {
            part.is_none_or(|part| {
                part.len() == digits && part.parse().is_ok_and(|number: u16| (1..=most).contains(&number))
            })
        };
        let mut parts = text.splitn(3, '-');
        let fits =
            number(parts.next(), 4, 9999) && number(parts.next(), 2, 12) && number(parts.next(), 2, 31);
        if fits {
            return Some(text);
        }
        let hint = Some("a year, `YYYY-MM` or `YYYY-MM-DD`".to_owned());
        self.report(Code::UnknownWord, column, "no date", format!("`{text}` is not a date"), hint);
        None
    }

    pub(crate) fn url(&mut self, column: usize) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() || text.starts_with("https://") || text.starts_with("http://") {
            return Some(text);
        }
        let hint = Some("it begins with `https://`".to_owned());
        self.report(
            Code::UnknownWord,
            column,
            "no address",
            format!("`{text}` is not the address of a page"),
            hint,
        );
        None
    }

    pub(crate) fn strength(&mut self, column: usize) -> Option<u8> {
        let text = self.required(column)?;
        let strength = text.parse().ok().filter(|strength| *strength <= 10);
        if strength.is_none() {
            let hint = Some("a whole number from 0 to 10".to_owned());
            self.report(
                Code::UnknownWord,
                column,
                "no strength",
                format!("`{text}` is not a strength"),
                hint,
            );
        }
        strength
    }

    pub(crate) fn column_name(&self, column: usize) -> &'static str {
        self.row.table.schema.columns.get(column).copied().unwrap_or("")
    }

    pub(crate) fn report(
        &mut self,
        code: Code,
        column: usize,
        label: &str,
        message: String,
        hint: Option<String>,
    ) {
        let mut diagnostic =
            Diagnostic::new(code, message).at(self.row.table.place(self.row.offset, column, label));
        if let Some(hint) = hint {
            diagnostic = diagnostic.hint(hint);
        }
        self.found.push(self.at, diagnostic);
    }
}
