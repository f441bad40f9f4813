//! A requirement that is its own ancestor.
//!
//! Why: a heading is the union of its children; a circle of headings would be made of nothing.
//! Example: `8.4` with the parent `8.4.1`, and `8.4.1` with the parent `8.4`.
//! Source: rule book, section 1, "Hierarchy".

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::Entries;
use crate::diagnostic::Code;
use crate::order;
use crate::records::Findings;
use crate::schema::requirement::PARENT;

pub(super) fn check(context: &Entries<'_>, found: &mut Findings) {
    if context.every_row_has_a_root() {
        return;
    }
    let records = context.records;
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let nodes: Vec<_> = (0..records.requirements.len()).map(|row| graph.add_node(row)).collect();
    for (row, parent) in nodes.iter().zip(&context.parents) {
        if let Some(parent) = parent.and_then(|parent| nodes.get(parent as usize)) {
            graph.add_edge(*row, *parent, ());
        }
    }
    for circle in tarjan_scc(&graph) {
        let own_parent = |node| graph.contains_edge(node, node);
        if circle.len() < 2 && !circle.iter().any(|node| own_parent(*node)) {
            continue;
        }
        let rows = circle.iter().filter_map(|node| records.requirements.get(*graph.node_weight(*node)?));
        let mut rows: Vec<_> = rows.collect();
        order::sort_by_key(&mut rows, |row| row.at);
        let names: Vec<String> = rows.iter().map(|row| format!("`{}`", records.id(row))).collect();
        for row in &rows {
            let message =
                format!("`{}` is its own ancestor, by way of {}", records.id(row), names.join(", "));
            let diagnostic = records.files.finding(Code::ParentCycle, row.at, PARENT, "leads back", message);
            found.push(row.at, diagnostic.hint("a clause's parent is the clause one level up"));
        }
    }
}
