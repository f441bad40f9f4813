//! What a person has to look at after a file was carried to another edition.

use imsmap_core::RebaseAnswer;

use super::table::Table;
use super::text::paragraph;
use crate::terminal::Terminal;

/// How much was carried, and whether somebody has to look.
pub(crate) fn rebased(answer: &RebaseAnswer, terminal: &Terminal) -> String {
    let mut text = paragraph(terminal, "", &answer.headline());
    if !answer.unnamed.is_empty() {
        let numbers: Vec<&str> = answer.unnamed.iter().map(|leaf| leaf.number.as_str()).collect();
        text +=
            &paragraph(terminal, "", &format!("Not named, of {}: {}", answer.to.name, numbers.join(", ")));
    }
    text
}

/// The review list as a table.
pub(crate) fn review(answer: &RebaseAnswer, terminal: &Terminal) -> String {
    if answer.review.is_empty() {
        return String::new();
    }
    let mut table = Table::new(terminal, &["line", "row", "outcome", "why", "what it became, or may be"]);
    for note in &answer.review {
        let derived = note.derived.iter().map(|id| format!("derived: {id}"));
        let candidates = note.candidates.iter().map(|text| format!("possible: {text}"));
        table.push([
            note.line.to_string(),
            note.row.clone(),
            note.outcome.as_str().to_owned(),
            note.why.clone(),
            derived.chain(candidates).collect::<Vec<_>>().join("\n"),
        ]);
    }
    format!("\nTo be reviewed\n\n{}", table.render())
}
