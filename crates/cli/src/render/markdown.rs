//! Answers as Markdown.

use imsmap_core::{
    Answer, CompareAnswer, CoverAnswer, GapAnswer, RebaseAnswer, SharedAnswer, SharedStandard, Sheet,
};

/// An answer as a Markdown table, with its headline where it has one.
pub(crate) fn markdown(answer: &Answer) -> String {
    let head = match answer {
        Answer::Gap(gap) => headline(gap),
        Answer::Show(show) => {
            format!("## {}: {}\n\n{}\n\n", show.standard.name, show.requirement.label, show.requirement.topic)
        }
        Answer::Links(links) => format!("## {} and {}\n\n", links.left.name, links.right.name),
        Answer::Matrix(matrix) => format!("## {}\n\n", matrix.anchor.name),
        Answer::Diff(diff) => {
            format!("## {} and {}\n\n{}\n\n", diff.old.name, diff.new.name, diff.headline())
        }
        Answer::Explain(explain) => format!("{}\n\n", escaped(&explain.sentence)),
        Answer::Shared(shared) => shared_headline(shared),
        Answer::Cover(cover) => cover_headline(cover),
        Answer::Standards(_) | Answer::Overlay(_) | Answer::Search(_) => String::new(),
    };
    head + &sheet(&answer.sheet())
}

/// A new file as a Markdown table, behind what is to be reviewed.
pub(crate) fn rebased_markdown(rebased: &RebaseAnswer) -> String {
    let review = sheet(&rebased.review_sheet());
    let file = sheet(&rebased.sheet());
    format!(
        "{}\n\n## To be reviewed\n\n{review}\n## {}\n\n{file}",
        rebased.headline(),
        escaped(&rebased.file)
    )
}

/// Two versions of the data as a Markdown table, with the headline.
pub(crate) fn compared_markdown(compared: &CompareAnswer) -> String {
    format!("{}\n\n{}", compared.headline(), sheet(&compared.sheet()))
}

/// A sheet as a Markdown table.
pub(super) fn sheet(sheet: &Sheet) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", "---|".repeat(sheet.header.len()));
    let rows: String = sheet.rows.iter().map(|row| line(row)).collect();
    line(&sheet.header) + &rule + &rows
}

fn headline(gap: &GapAnswer) -> String {
    let have: Vec<&str> = gap.have.iter().map(|standard| standard.name.as_str()).collect();
    let assumptions: String =
        gap.assumptions.iter().map(|sentence| format!("- {}\n", escaped(sentence))).collect();
    format!(
        "## {}, holding {}\n\nAt least {} and at most {} of {} requirements are met; {} not examined.\n\n{assumptions}\n",
        gap.want.name,
        have.join(" and "),
        gap.summary.at_least,
        gap.summary.at_most,
        gap.summary.assessable,
        gap.summary.counts.not_examined,
    )
}

fn shared_headline(shared: &SharedAnswer) -> String {
    let names: Vec<&str> = shared.standards.iter().map(|one| one.standard.name.as_str()).collect();
    let ratio = |one: &SharedStandard| {
        format!("- {} of {} requirements of {}\n", one.shared, one.assessable, one.standard.name)
    };
    let ratios: String = shared.standards.iter().map(ratio).collect();
    format!("## What {} share\n\n{}\n\n{ratios}\n", names.join(", "), shared.headline())
}

fn cover_headline(cover: &CoverAnswer) -> String {
    let names: Vec<&str> = cover.with.iter().map(|standard| standard.name.as_str()).collect();
    let (headline, distance) = (cover.headline(), cover.distance());
    format!("## {}, adopting from {}\n\n{headline}\n{distance}\n\n", cover.want.name, names.join(" and "))
}

/// A cell's text without what Markdown or HTML would read as a sign.
fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for character in cell.chars() {
        match character {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' => {
                text.extend(['\\', character])
            }
            '\n' | '\r' => text.push(' '),
            other => text.push(other),
        }
    }
    text
}
