//! The standards known, in the terminal.

use super::table::Table;
use crate::terminal::Terminal;
use imsmap_core::{PairSummary, StandardsAnswer};

pub(super) fn standards(answer: &StandardsAnswer, terminal: &Terminal) -> String {
    let mut known =
        Table::new(terminal, &["standard", "name", "status", "published", "amendments", "requirements"]);
    for standard in &answer.standards {
        known.push([
            standard.key.to_string(),
            standard.name.clone(),
            standard.status.to_string(),
            standard.published.clone(),
            standard.amendments.join(" "),
            format!("{} of {} numbers", standard.assessable, standard.requirements),
        ]);
    }
    let mut pairs = Table::new(terminal, &["links between", "rows", "=", "⊂", "⊃", "∩", "∅", "examined"]);
    for pair in &answer.pairs {
        let words = &pair.relationships;
        let counts = [
            pair.rows,
            words.equal_to,
            words.subset_of,
            words.superset_of,
            words.intersects_with,
            words.no_relationship,
        ];
        let name = format!("{} and {}", pair.left.name, pair.right.name);
        table_row(&mut pairs, name, &counts, examined(pair));
    }
    format!("{}\n{}", known.render(), pairs.render())
}

fn table_row(table: &mut Table, name: String, counts: &[usize], examined: String) {
    let counts = counts.iter().map(ToString::to_string);
    table.push(std::iter::once(name).chain(counts).chain(std::iter::once(examined)));
}

fn examined(pair: &PairSummary) -> String {
    let side = |name: &str, ratio: &imsmap_core::Ratio| format!("{name} {}/{}", ratio.count, ratio.of);
    format!(
        "{}\n{}",
        side(&pair.left.name, &pair.left_examined),
        side(&pair.right.name, &pair.right_examined)
    )
}
