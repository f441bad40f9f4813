//! What an edition changed, in the terminal.

use imsmap_core::{DiffAnswer, DiffGroup, DiffRow, EditionKind, RequirementRef};

use super::table::Table;
use super::text::{legend, paragraph, short};
use crate::terminal::Terminal;

pub(super) fn diff(answer: &DiffAnswer, terminal: &Terminal) -> String {
    let mut text = paragraph(
        terminal,
        "",
        &format!("{}, and what became of it in {}", answer.old.name, answer.new.name),
    );
    text.push('\n');
    text += &paragraph(terminal, "", &answer.headline());
    for (kind, title) in [
        (EditionKind::CarriedOver, "Carried over"),
        (EditionKind::Merged, "Merged: several into one"),
        (EditionKind::Split, "Split: one into several"),
        (EditionKind::Regrouped, "Regrouped: several into several"),
        (EditionKind::Dropped, "Dropped: the new edition holds nothing for it"),
        (EditionKind::New, "New: the old edition holds nothing for it"),
        (EditionKind::Unsettled, "Not settled: rows on headings or contested rows only"),
    ] {
        text += &section(answer, kind, title, terminal);
    }
    for (name, is_old) in [(&answer.old.name, true), (&answer.new.name, false)] {
        let groups = answer.groups.iter().filter(|group| group.kind == EditionKind::NotExamined);
        let leaves = groups.flat_map(|group| if is_old { &group.old } else { &group.new });
        let ids: Vec<&str> = leaves.map(|leaf| leaf.number.as_str()).collect();
        if !ids.is_empty() {
            text += &format!("\nNot examined, of {name} ({})\n", ids.len());
            text += &paragraph(terminal, "  ", &ids.join(", "));
        }
    }
    text.push('\n');
    text += &legend(terminal, "; read from the old edition to the new");
    text
}

fn section(answer: &DiffAnswer, kind: EditionKind, title: &str, terminal: &Terminal) -> String {
    let groups: Vec<&DiffGroup> = answer.groups.iter().filter(|group| group.kind == kind).collect();
    if groups.is_empty() {
        return String::new();
    }
    let mut table = Table::new(terminal, &["old edition", "basis", "new edition", "what changed"]);
    for group in &groups {
        let rows: Vec<String> = group.rows.iter().map(|row| change(group, row)).collect();
        let basis = group.basis.map_or("", |basis| basis.as_str()).to_owned();
        table.push([labels(&group.old), basis, labels(&group.new), rows.join("\n")]);
    }
    format!("\n{title} ({})\n\n{}", groups.len(), table.render())
}

fn labels(leaves: &[RequirementRef]) -> String {
    let labels: Vec<&str> = leaves.iter().map(|leaf| leaf.label.as_str()).collect();
    if labels.is_empty() { "·".to_owned() } else { labels.join("\n") }
}

fn change(group: &DiffGroup, row: &DiffRow) -> String {
    let mut parts = Vec::new();
    if !row.reads.is_positive() {
        parts.push(row.row.why.clone());
    } else if group.is_unchanged() {
        parts.push("= the same".to_owned());
    } else if group.kind == EditionKind::CarriedOver {
        parts.push(format!("{} {}", row.reads.symbol(), row.reads));
    } else {
        let ends = [short(&row.row.source), row.row.relationship.symbol(), short(&row.row.target)];
        parts.push(ends.join(" "));
    }
    for (what, text) in [("adds", &row.new_only), ("no longer asks", &row.old_only)] {
        if !text.is_empty() {
            parts.push(format!("{what}: {text}"));
        }
    }
    let weak =
        if row.row.review.as_str() == "agreed" { String::new() } else { format!(" ({})", row.row.review) };
    parts.join("; ") + &weak
}
