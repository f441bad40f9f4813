//! The view of the smallest set in the terminal.

use imsmap_core::{Basis, CoverAnswer, CoverStep, RequirementRef};

use super::table::Table;
use super::text::{paragraph, short};
use crate::terminal::Terminal;

pub(super) fn cover(answer: &CoverAnswer, terminal: &Terminal) -> String {
    let names = |all: &[imsmap_core::StandardRef]| {
        all.iter().map(|standard| standard.name.as_str()).collect::<Vec<_>>().join(" and ")
    };
    let have = match answer.have.as_slice() {
        [] => String::new(),
        have => format!(", holding {}", names(have)),
    };
    let title = format!(
        "{}, adopting from {}{have}, on level {}",
        answer.want.name,
        names(&answer.with),
        answer.level.as_str()
    );
    let mut text = paragraph(terminal, "", &title);
    text.push('\n');
    text += &paragraph(terminal, "", &answer.headline());
    text += &paragraph(terminal, "", &answer.distance());
    for sentence in &answer.assumptions {
        text += &paragraph(terminal, "Assumed: ", sentence);
    }
    if !answer.steps.is_empty() {
        text.push('\n');
        text += &steps(answer, terminal);
    }
    text += &list(terminal, "By nothing that may be adopted", &answer.nobody);
    text += &list(terminal, "Already, by what is held", &answer.already);
    if let Some(met) = answer.steps.iter().flat_map(|step| &step.adds).next() {
        let id = short(met.requirement.id.as_str());
        text += &paragraph(terminal, "\n", &format!("Why, for any of them: imsmap show {id}"));
    }
    text
}

fn steps(answer: &CoverAnswer, terminal: &Terminal) -> String {
    let several = answer.with.len() > 1;
    let mut table = Table::new(terminal, &["", "adopt", "met", "and what that adds"]);
    for (number, step) in answer.steps.iter().enumerate() {
        let adopt = if several { with_standard(&step.adopt) } else { step.adopt.label.clone() };
        let weight = if answer.weighted { format!("\nweight {}", step.weight) } else { String::new() };
        table.push([
            (number + 1).to_string(),
            adopt + &weight,
            format!("{}/{}", step.met, answer.assessable),
            adds(step),
        ]);
    }
    table.render()
}

/// The id says which standard it is of.
fn with_standard(requirement: &RequirementRef) -> String {
    format!("{} {}", short(requirement.id.as_str()), requirement.name())
}

fn adds(step: &CoverStep) -> String {
    if step.adds.is_empty() {
        return "nothing until others are adopted too".to_owned();
    }
    let mut lines = Vec::new();
    for basis in [Basis::Asserted, Basis::Proven] {
        let of_basis = step.adds.iter().filter(|met| met.basis == basis);
        let labels: Vec<&str> = of_basis.map(|met| met.requirement.label.as_str()).collect();
        if !labels.is_empty() {
            lines.push(format!("{}: {}", basis.as_str(), labels.join("; ")));
        }
    }
    lines.join("\n")
}

fn list(terminal: &Terminal, head: &str, all: &[RequirementRef]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{head} ({}):\n", all.len());
    for requirement in all {
        text += &paragraph(terminal, "  ", &requirement.label);
    }
    text
}
