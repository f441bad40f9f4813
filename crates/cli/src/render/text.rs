//! Indented text and short names for the terminal.

use imsmap_core::Relationship;
use textwrap::{Options, WordSplitter};

use crate::terminal::Terminal;

/// An id as short as a person may type it: without `iso`.
pub(super) fn short(id: &str) -> &str {
    id.strip_prefix("iso").unwrap_or(id)
}

/// Text broken into lines of at most the terminal's width; the first begins with `first`, the others are indented as far.
pub(super) fn paragraph(terminal: &Terminal, first: &str, text: &str) -> String {
    let indent = " ".repeat(textwrap::core::display_width(first));
    let options = Options::new(usize::from(terminal.width))
        .initial_indent(first)
        .subsequent_indent(&indent)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(text, options) + "\n"
}

/// The signs of the relationships, as many as fit in a line.
pub(super) fn legend(terminal: &Terminal, more: &str) -> String {
    let words = Relationship::ALL.iter().map(|word| format!("{} {word}", word.symbol()));
    paragraph(terminal, "", &(words.collect::<Vec<_>>().join(", ") + more))
}

/// `1 row`, `2 rows`.
pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
