//! The links view of the terminal.

use std::fmt::Write as _;

use imsmap_core::{LinkRow, LinksAnswer};

use super::table::Table;
use super::text::{legend, plural, short};
use crate::terminal::Terminal;

pub(super) fn links(answer: &LinksAnswer, terminal: &Terminal) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} and {}: {} (asserted)\n",
        answer.left.name,
        answer.right.name,
        plural(answer.links.len(), "row", "rows")
    );
    if answer.links.is_empty() {
        text += "No row: this pair has not been examined, or no row fits the filter.\n";
        return text;
    }
    let mut table =
        Table::new(terminal, &["source", "", "target", "strength", "why, and what each side asks alone"]);
    for link in &answer.links {
        table.push([
            label(answer, &link.source),
            link.relationship.symbol().to_owned(),
            label(answer, &link.target),
            link.strength.to_string(),
            reason(link),
        ]);
    }
    text += &table.render();
    text.push('\n');
    text += &legend(terminal, "");
    text
}

fn label(answer: &LinksAnswer, id: &str) -> String {
    let known = answer.requirements.iter().find(|requirement| requirement.id.as_str() == id);
    match known {
        Some(requirement) => requirement.label.clone(),
        None => short(id).to_owned(),
    }
}

fn reason(link: &LinkRow) -> String {
    let mut lines = vec![format!("{} ({}, {})", link.why, link.relationship, link.review)];
    for (side, text) in [("source", &link.source_only), ("target", &link.target_only)] {
        if !text.is_empty() {
            lines.push(format!("{side} only: {text}"));
        }
    }
    lines.join("\n")
}
