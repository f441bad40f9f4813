//! Tables, indented text and short names for the terminal.

use comfy_table::{ContentArrangement, Table, presets};
use imsmap_core::Relationship;

use crate::terminal::Terminal;

/// An empty table as wide as the terminal.
pub(super) fn table(terminal: &Terminal, header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(terminal.width)
        .set_header(header.to_vec());
    table
}

/// The table's lines, without white space at their ends.
pub(super) fn finish(table: &Table) -> String {
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
    text
}

/// An id as short as a person may type it: without `iso`.
pub(super) fn short(id: &str) -> &str {
    id.strip_prefix("iso").unwrap_or(id)
}

/// Text broken into lines of at most the terminal's width, each indented; the first by `first`.
pub(super) fn paragraph(terminal: &Terminal, first: &str, text: &str) -> String {
    let indent = first.chars().count();
    let room = usize::from(terminal.width).saturating_sub(indent).max(20);
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += length;
        }
    }
    let pad = format!("\n{}", " ".repeat(indent));
    format!("{first}{}\n", lines.join(&pad))
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
