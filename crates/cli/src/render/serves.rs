//! The gap read from the other side, in the terminal.

use std::fmt::Write as _;

use imsmap_core::{Basis, Effect, Served, ServesAnswer, ServesRequirement};

use super::table::Table;
use super::text::{paragraph, short};
use crate::terminal::Terminal;

/// How many requirements one cell names; the rest is counted.
const SHOWN: usize = 6;

/// In one sentence how much of what is held serves the wanted standard.
pub(super) fn headline(answer: &ServesAnswer) -> String {
    format!(
        "{} of {} held requirements serve {} for certain.",
        answer.serving,
        answer.requirements.len(),
        answer.want.name
    )
}

pub(super) fn serves(answer: &ServesAnswer, terminal: &Terminal) -> String {
    let mut text = String::new();
    let have: Vec<&str> = answer.have.iter().map(|standard| standard.name.as_str()).collect();
    let title = format!("What of {} serves {}", have.join(" and "), answer.want.name);
    text += &paragraph(terminal, "", &title);
    text.push('\n');
    text += &paragraph(terminal, "", &headline(answer));
    text.push('\n');
    for sentence in &answer.assumptions {
        text += &paragraph(terminal, "Assumed: ", sentence);
    }
    text.push('\n');
    text += &table(answer, terminal);
    text.push('\n');
    text += &paragraph(terminal, "", "* proven by a chain or joint row; all others are asserted by a row");
    let idle: Vec<&str> = answer.requirements.iter().filter(|row| row.serves.is_empty()).map(id).collect();
    if !idle.is_empty() {
        let _ = writeln!(text, "\nNothing of it is proven to be served by:");
        text += &paragraph(terminal, "  ", &idle.join(", "));
    }
    text
}

fn table(answer: &ServesAnswer, terminal: &Terminal) -> String {
    let mut table = Table::new(terminal, &["ours", "covers alone", "overlaps with", "covers together"]);
    for row in answer.requirements.iter().filter(|row| !row.serves.is_empty()) {
        let partly = if row.partly { " (partly implemented)" } else { "" };
        let cell = |effect| named(row.serves.iter().filter(|served| served.effect == effect));
        table.push([
            format!("{}{partly}", id(row)),
            cell(Effect::Covers),
            cell(Effect::Overlaps),
            cell(Effect::Together),
        ]);
    }
    table.render()
}

fn id(row: &ServesRequirement) -> &str {
    short(row.requirement.id.as_str())
}

fn named<'a>(served: impl Iterator<Item = &'a Served>) -> String {
    let mut names: Vec<String> = served
        .map(|served| {
            let mark = if served.basis == Basis::Proven { "*" } else { "" };
            format!("{}{mark}", served.requirement.number)
        })
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}
