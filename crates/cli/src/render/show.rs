//! One requirement in the terminal.

use std::fmt::Write as _;

use imsmap_core::{CellState, NothingRow, ShowAnswer, ShowLink, ShowStandard};

use super::text::{paragraph, short};
use crate::terminal::Terminal;

pub(super) fn show(answer: &ShowAnswer, terminal: &Terminal) -> String {
    let mut text = String::new();
    let requirement = &answer.requirement;
    let _ = writeln!(text, "{}: {}", answer.standard.name, requirement.label);
    let _ = writeln!(text, "{} ({})\n", requirement.id, requirement.kind);
    if !requirement.topic.is_empty() {
        text += &paragraph(terminal, "  about    ", &requirement.topic);
    }
    if !answer.place.is_empty() {
        let place: Vec<&str> = answer.place.iter().map(|heading| heading.label.as_str()).collect();
        text += &paragraph(terminal, "  below    ", &place.join(" > "));
    }
    for (number, child) in answer.children.iter().enumerate() {
        text += &paragraph(terminal, if number == 0 { "  holds    " } else { "           " }, &child.label);
    }
    for standard in &answer.standards {
        text.push('\n');
        text += &towards(standard, terminal);
    }
    text
}

fn towards(standard: &ShowStandard, terminal: &Terminal) -> String {
    let mut text = String::new();
    let state = match standard.state {
        CellState::Linked => "linked",
        CellState::NothingCorresponds => "nothing corresponds",
        CellState::NoLink => "examined; no link of its own",
        CellState::NotExamined => "not examined",
    };
    let _ = writeln!(text, "{}: {state}", standard.standard.name);
    for link in &standard.links {
        text += &link_text(link, terminal);
    }
    for row in &standard.nothing {
        text += &nothing_text(row, terminal);
    }
    text
}

fn link_text(link: &ShowLink, terminal: &Terminal) -> String {
    let mut text = String::from("\n");
    let head = format!("{} {} {}", link.reads.symbol(), link.reads, link.counterpart.label);
    text += &paragraph(terminal, "  ", &head);
    if let Some(through) = &link.through {
        text += &paragraph(terminal, "      row of       ", &through.label);
    }
    let row = &link.row;
    text += &paragraph(terminal, "      why          ", &row.why);
    if !link.own_only.is_empty() {
        text += &paragraph(terminal, "      asks alone   ", &link.own_only);
    }
    if !link.counterpart_only.is_empty() {
        text += &paragraph(terminal, "      other alone  ", &link.counterpart_only);
    }
    // What two requirements have not in common has neither strength nor kind.
    let how = if link.reads.is_positive() {
        format!("strength {}, {}, ", row.strength, row.rationale)
    } else {
        String::new()
    };
    let mut facts = format!(
        "{}: {how}confidence {}, {}; {} at {}:{}",
        row.basis.as_str(),
        row.confidence,
        row.review,
        short(link.counterpart.id.as_str()),
        row.file,
        row.line
    );
    if !row.reference.is_empty() {
        let _ = write!(facts, "; {}", row.reference.join(" "));
    }
    text += &paragraph(terminal, "      ", &facts);
    text
}

fn nothing_text(nothing: &NothingRow, terminal: &Terminal) -> String {
    let row = &nothing.row;
    let mut text = String::from("\n");
    if let Some(through) = &nothing.through {
        text += &paragraph(terminal, "  ∅ row of ", &through.label);
    }
    text += &paragraph(terminal, "  ∅ ", &row.why);
    text += &paragraph(
        terminal,
        "      ",
        &format!(
            "{}: confidence {}, {}; {}:{}",
            row.basis.as_str(),
            row.confidence,
            row.review,
            row.file,
            row.line
        ),
    );
    text
}
