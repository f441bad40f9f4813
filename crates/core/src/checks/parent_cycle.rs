//! A requirement that is its own ancestor.
//!
//! Why: a heading is the union of its children; a circle of headings would be made of nothing.
//! Example: `8.4` with the parent `8.4.1`, and `8.4.1` with the parent `8.4`.
//! Source: rule book, section 1, "Hierarchy".

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use super::Context;
use crate::diagnostic::Code;
use crate::order;
use crate::records::Findings;
use crate::schema::requirement::PARENT;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let mut graph = DiGraph::new();
    let mut nodes = FxHashMap::default();
    for row in &context.records.requirements {
        nodes.entry(&row.id).or_insert_with(|| graph.add_node(row));
    }
    for row in &context.records.requirements {
        if let Some((node, parent)) =
            row.parent.as_ref().and_then(|parent| nodes.get(&row.id).zip(nodes.get(parent)))
        {
            graph.add_edge(*node, *parent, ());
        }
    }
    for circle in tarjan_scc(&graph) {
        let own_parent = |node| graph.contains_edge(node, node);
        if circle.len() < 2 && !circle.iter().any(|node| own_parent(*node)) {
            continue;
        }
        let rows = circle.iter().filter_map(|node| graph.node_weight(*node).copied());
        let mut rows: Vec<_> = rows.collect();
        order::sort_by_key(&mut rows, |row| row.at);
        let names: Vec<String> = rows.iter().map(|row| format!("`{}`", row.id)).collect();
        for row in &rows {
            let message = format!("`{}` is its own ancestor, by way of {}", row.id, names.join(", "));
            let diagnostic =
                context.records.finding(Code::ParentCycle, row.at, PARENT, "leads back", message);
            found.push(row.at, diagnostic.hint("a clause's parent is the clause one level up"));
        }
    }
}
