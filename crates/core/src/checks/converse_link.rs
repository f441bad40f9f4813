//! A row that is another row read backwards.
//!
//! Why: no link may exist twice; the two would sooner or later be corrected apart.
//! Example: `9001 4.1 superset-of 27001 4.1` where `27001 4.1 subset-of 9001 4.1` stands already.
//! Source: design, "The data on disk".

use rustc_hash::FxHashMap;

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let records = context.records;
    let by_ends: FxHashMap<_, _> =
        records.links.iter().map(|row| ((&row.source, &row.target), row)).collect();
    for row in &records.links {
        let Some(forward) = by_ends.get(&(&row.target, &row.source)) else { continue };
        let backwards = context.order(row.source.key()) > context.order(row.target.key())
            || (row.source.key() == row.target.key() && row.at > forward.at);
        if !backwards {
            continue;
        }
        let message = format!(
            "this is the row `{} {} {}` read backwards",
            forward.source, forward.text.relationship, forward.target
        );
        let diagnostic = records.finding(Code::ConverseLink, row.at, link::SOURCE, "backwards", message);
        let at = format!("{}:{}", records.file_name(forward.at), records.line(forward.at));
        found.push(row.at, diagnostic.hint(format!("the other row is at {at}; delete this one")));
    }
}
