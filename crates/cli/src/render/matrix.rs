//! The matrix view of the terminal.

use imsmap_core::{CellState, Kind, MatrixAnswer, MatrixCell};

use super::table::Table;
use super::text::{legend, paragraph};
use crate::terminal::Terminal;

pub(super) fn matrix(answer: &MatrixAnswer, terminal: &Terminal) -> String {
    let mut text = String::new();
    let columns: Vec<&str> = answer.columns.iter().map(|column| column.name.as_str()).collect();
    let title = format!("{} and what corresponds in {}", answer.anchor.name, columns.join(", "));
    text += &paragraph(terminal, "", &title);
    text.push('\n');
    let header: Vec<&str> = std::iter::once(answer.anchor.name.as_str()).chain(columns).collect();
    let mut table = Table::new(terminal, &header);
    for row in &answer.rows {
        let heading = row.requirement.kind == Kind::Heading;
        let cells = row.cells.iter().map(|cell| cell_text(cell, heading));
        table.push(std::iter::once(row.requirement.label.clone()).chain(cells));
    }
    text += &table.render();
    text.push('\n');
    text += &legend(terminal, ", ? not examined");
    text += &paragraph(
        terminal,
        "",
        "Every sign is asserted: a row of a link file says so. Nothing here is derived.",
    );
    text
}

fn cell_text(cell: &MatrixCell, heading: bool) -> String {
    let links = cell.links.iter().map(|link| {
        let number = link.id.split_once(':').map_or(link.id.as_str(), |(_, number)| number);
        if number == "*" {
            "∅ nothing".to_owned()
        } else {
            format!("{} {number}", link.relationship.symbol())
        }
    });
    let links: Vec<String> = links.collect();
    match cell.state {
        _ if !links.is_empty() => links.join("\n"),
        CellState::NothingCorresponds => "∅ nothing".to_owned(),
        // What is known of a heading stands with what is below it.
        CellState::NotExamined if !heading => "?".to_owned(),
        _ => String::new(),
    }
}
