//! The gap view of the terminal.

use std::fmt::Write as _;

use imsmap_core::{Basis, GapAnswer, GapRequirement, State, StateCounts};

use super::table::Table;
use super::text::{paragraph, short};
use crate::terminal::Terminal;

/// How many counterparts and remainders one row shows; the rest is counted.
const SHOWN: usize = 3;

pub(super) fn gap(answer: &GapAnswer, terminal: &Terminal) -> String {
    let mut text = String::new();
    let have: Vec<&str> = answer.have.iter().map(|standard| standard.name.as_str()).collect();
    let summary = &answer.summary;
    text += &paragraph(terminal, "", &format!("{}, holding {}", answer.want.name, have.join(" and ")));
    text.push('\n');
    text += &paragraph(
        terminal,
        "",
        &format!(
            "At least {} and at most {} of {} requirements are met; {} not examined.",
            summary.at_least, summary.at_most, summary.assessable, summary.counts.not_examined
        ),
    );
    if summary.excluded > 0 {
        let sentence = format!("Not applicable and not counted: {}.", summary.excluded);
        text += &paragraph(terminal, "", &sentence);
    }
    text.push('\n');
    for (count, state, meaning) in meanings(&summary.counts) {
        text += &paragraph(terminal, &format!("  {count:>4}  {:<13} ", state.as_str()), meaning);
    }
    text.push('\n');
    for sentence in &answer.assumptions {
        text += &paragraph(terminal, "Assumed: ", sentence);
    }
    let _ = writeln!(text);
    text += &rollup(answer, terminal);
    let _ = writeln!(text);
    text += &requirements(answer, terminal);
    text += &excluded(answer, terminal);
    let reason =
        answer.requirements.iter().find(|row| row.state == State::Partial).or(answer.requirements.first());
    if let Some(row) = reason {
        let _ = writeln!(text, "\nWhy, for any of them: imsmap show {}", short(row.requirement.id.as_str()));
    }
    text
}

fn meanings(counts: &StateCounts) -> [(usize, State, &'static str); 5] {
    [
        (counts.covered, State::Covered, "all of it is met by what is held"),
        (counts.partial, State::Partial, "something of it is met for certain; what remains is listed"),
        (counts.suggested, State::Suggested, "links lead there but prove nothing: a place to look"),
        (counts.none, State::None, "examined, and nothing found: all of it is new"),
        (counts.not_examined, State::NotExamined, "nobody has looked yet"),
    ]
}

fn rollup(answer: &GapAnswer, terminal: &Terminal) -> String {
    let mut table =
        Table::new(terminal, &["by clause", "covered", "partial", "suggested", "none", "not examined", "of"]);
    for row in answer.rollup.iter().filter(|row| row.requirement.depth == 0) {
        let counts = &row.counts;
        let numbers = [
            counts.covered,
            counts.partial,
            counts.suggested,
            counts.none,
            counts.not_examined,
            row.assessable,
        ];
        let numbers = numbers.map(|count| if count == 0 { "·".to_owned() } else { count.to_string() });
        table.push(std::iter::once(row.requirement.label.clone()).chain(numbers));
    }
    table.render()
}

fn requirements(answer: &GapAnswer, terminal: &Terminal) -> String {
    let mut table = Table::new(terminal, &["requirement", "state", "by", "what is left"]);
    for row in &answer.requirements {
        let state = match row.basis {
            Some(basis) if basis != Basis::Suggested => {
                format!("{}\n{}", row.state.as_str(), basis.as_str())
            }
            _ => row.state.as_str().to_owned(),
        };
        let by: Vec<String> =
            row.by.iter().map(|requirement| short(requirement.id.as_str()).to_owned()).collect();
        table.push([row.requirement.label.clone(), state, first(by), left(row)]);
    }
    table.render()
}

/// What does not apply, the reason, and where that stands.
fn excluded(answer: &GapAnswer, terminal: &Terminal) -> String {
    if answer.excluded.is_empty() {
        return String::new();
    }
    let mut table = Table::new(terminal, &["excluded", "asserted by the Statement of Applicability"]);
    for row in &answer.excluded {
        let id = short(row.requirement.id.as_str());
        let through = row.through.as_ref().map(|heading| format!("; row of {}", heading.label));
        table.push([id.to_owned(), row.reason() + &through.unwrap_or_default()]);
    }
    format!("\n{}", table.render())
}

fn left(row: &GapRequirement) -> String {
    if row.state == State::Partial && row.remainder_described {
        let mut parts: Vec<_> = row.remaining.iter().collect();
        parts.sort_by_key(|part| u8::MAX - part.row.strength);
        return first(
            parts
                .iter()
                .map(|part| format!("{}: {}", short(part.counterpart.id.as_str()), part.text))
                .collect(),
        );
    }
    row.remaining_text()
}

fn first(mut lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}
