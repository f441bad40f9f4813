//! A row that is another row read backwards.
//!
//! Why: no link may exist twice; the two would sooner or later be corrected apart.
//! Example: `9001 4.1 superset-of 27001 4.1` where `27001 4.1 subset-of 9001 4.1` stands already.
//! Source: design, "The data on disk".

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link;

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let map = context.map;
    for group in context.pairs_with_several_rows() {
        let (Some(forward), Some(first_back)) = (group.forwards.first(), group.backwards.first()) else {
            continue;
        };
        let (mut forward, mut backwards) = (*forward, &group.backwards);
        let row = map.link(forward);
        let (from, to) = (map.standard_of(row.source), map.standard_of(row.target));
        if from > to || (from == to && row.row.at() > map.link(*first_back).row.at()) {
            (forward, backwards) = (*first_back, &group.forwards);
        }
        let forward = map.link(forward);
        for link in backwards {
            let row = map.link(*link);
            let message = format!(
                "this is the row `{} {} {}` read backwards",
                map.id(forward.source),
                forward.row.relationship,
                map.id(forward.target)
            );
            let at = row.row.at();
            let diagnostic = map.files.finding(Code::ConverseLink, at, link::SOURCE, "backwards", message);
            let other = map.files.file_and_line(forward.row.at());
            found.push(at, diagnostic.hint(format!("the other row is at {other}; delete this one")));
        }
    }
}
