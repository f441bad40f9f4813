//! Findings about input, as plain data; rendered elsewhere.

use serde::Serialize;

use crate::order;

/// Characters after which a message is cut.
const LONGEST_MESSAGE: usize = 400;

/// One finding about a file, a row or a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How grave it is; follows from the code.
    pub severity: Severity,
    /// One sentence, lower case, user text in backticks, no full stop.
    pub message: String,
    /// Where it is, unless it concerns no single place.
    pub place: Option<Place>,
    /// What to do about it, most useful first.
    pub hints: Vec<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Place {
    /// The source's name.
    pub file: String,
    /// Line, 1-based.
    pub line: u32,
    /// Column of the first character concerned, 1-based, in characters.
    pub column: u32,
    /// How many characters are concerned; 0 for the line as a whole.
    pub width: u32,
    /// The text of that line, without its line end.
    pub excerpt: String,
    /// A word or two for the underline, such as `not found`.
    pub label: String,
}

/// How grave a finding is, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The row or file is set aside: nothing is concluded from it.
    Error,
    /// The row is used, and wants mending.
    Warning,
    /// The reader understood what was meant; `imsmap fmt` writes it in the canonical form.
    Repair,
    /// Nothing is wrong; it is worth knowing.
    Hint,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Repair => "repair",
            Self::Hint => "hint",
        }
    }
}

/// Declares every code once: its name, its severity and the source file whose doc comment explains it.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// What kind of finding a diagnostic is; the kebab-case name is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in the order in which files are read and checked.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, such as `unknown-requirement`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// How grave a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }
        }
    };
}

codes! {
    /// A file could not be read as text.
    UnreadableFile = "unreadable-file", Error;
    /// A file without which nothing can be answered is not there.
    MissingFile = "missing-file", Error;
    /// A file whose name says nothing about what it holds.
    UnknownFile = "unknown-file", Warning;
    /// A quoted cell is never closed.
    UnclosedQuote = "unclosed-quote", Error;
    /// A column that the file needs is not there.
    MissingColumn = "missing-column", Error;
    /// A column that the file does not have.
    UnknownColumn = "unknown-column", Error;
    /// A row has more or fewer cells than the header.
    CellCount = "cell-count", Error;
    /// A cell holds a word or form that its column does not know.
    UnknownWord = "unknown-word", Error;
    /// A cell that must say something is empty.
    EmptyCell = "empty-cell", Error;
    /// A byte order mark stands before the header.
    ByteOrderMark = "byte-order-mark", Repair;
    /// Lines end with a carriage return.
    CarriageReturns = "carriage-returns", Repair;
    /// Cells are separated by something other than commas.
    OtherDelimiter = "other-delimiter", Repair;
    /// Columns stand in another order.
    ColumnOrder = "column-order", Repair;
    /// Cells are quoted that need no quotes.
    NeedlessQuotes = "needless-quotes", Repair;
    /// Rows without any text.
    EmptyRows = "empty-rows", Repair;
    /// Columns without any text.
    EmptyColumns = "empty-columns", Repair;
    /// White space around a cell.
    SurroundingSpace = "surrounding-space", Repair;
    /// The last line has no line end.
    MissingLineEnd = "missing-line-end", Repair;
    /// A standard is named that is not in `standards.csv`.
    UnknownStandard = "unknown-standard", Error;
    /// A row names a requirement that does not exist.
    UnknownRequirement = "unknown-requirement", Error;
    /// A row names a number of another edition.
    OtherEdition = "other-edition", Error;
    /// A row names a reference that is not in `references.csv`.
    UnknownReference = "unknown-reference", Error;
    /// Two rows say something about the same thing.
    DuplicateRow = "duplicate-row", Error;
    /// A row is another row read backwards.
    ConverseLink = "converse-link", Error;
    /// A row links a requirement with itself.
    SelfLink = "self-link", Error;
    /// A row stands in a file for other standards.
    WrongFile = "wrong-file", Error;
    /// The deltas do not fit the relationship.
    RelationshipDeltas = "relationship-deltas", Error;
    /// The strength does not fit the relationship.
    RelationshipStrength = "relationship-strength", Error;
    /// A practice is said to be equal to a requirement.
    EqualPractice = "equal-practice", Error;
    /// A row has no reason.
    MissingWhy = "missing-why", Error;
    /// A whole standard stands in a row that is not `no-relationship`.
    WholeStandard = "whole-standard", Error;
    /// A `:*` row stands beside a positive link.
    WholeBesideLink = "whole-beside-link", Error;
    /// A title or topic is long or sounds like a standard's sentence.
    NotOurWords = "not-our-words", Warning;
    /// A cell would become a formula in a spreadsheet.
    FormulaCell = "formula-cell", Error;
    /// Rows are not in natural order.
    UnsortedRows = "unsorted-rows", Warning;
    /// A requirement's parent does not exist.
    OrphanParent = "orphan-parent", Error;
    /// A requirement is its own ancestor.
    ParentCycle = "parent-cycle", Error;
    /// A heading has no children, or what has children is no heading.
    HeadingChildren = "heading-children", Error;
    /// A row cannot hold beside the others; all of them are used.
    Contradiction = "contradiction", Warning;
    /// A row says what follows from others.
    ImpliedRow = "implied-row", Hint;
    /// A link file is what two others give together.
    LaunderedJoin = "laundered-join", Hint;
}

impl Diagnostic {
    /// A finding of that kind, without place and hints.
    ///
    /// A message with a very long cell in it is cut: the place shows the cell.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let mut message: String = message.into();
        if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
            message.truncate(end);
            message.push('…');
        }
        Self { code, severity: code.severity(), message, place: None, hints: Vec::new() }
    }

    /// The same finding, at that place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding, with one more thing to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Puts findings into their order: by file, line and column, then by code; those without a place first.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    order::sort_by(diagnostics, |a, b| {
        let key =
            |d: &Diagnostic| d.place.as_ref().map(|place| (place.file.clone(), place.line, place.column));
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code)).then_with(|| a.message.cmp(&b.message))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_serialises_as_its_stable_name() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.as_str()));
        }
    }
}
