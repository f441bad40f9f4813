//! A row that says "nothing in that standard" beside a positive link into it.
//!
//! Why: one of the two is wrong, and the first would hide the second.
//! Example: `8.2.6 no-relationship iso9001-2015:*` and `8.2.6 intersects-with iso9001-2015:8.5.2`.
//! Source: rule book, section 1, "Silence is not a judgement".

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::link;

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let map = context.map;
    for row in &map.nothing {
        // A `:*` row on a heading holds for everything below it.
        let carriers = std::iter::once(row.requirement).chain(map.below(row.requirement));
        let link = carriers
            .flat_map(|at| map.steps(at))
            .find(|step| step.reads.is_positive() && map.standard_of(step.to) == row.standard);
        let Some(link) = link.map(|step| map.link(step.link)) else { continue };
        let (id, whole) = (map.id(row.requirement), &map.standard(row.standard).key);
        let message = format!("`{id}` is said to have nothing in `{whole}`, and is linked with it");
        let column = if row.backwards { link::SOURCE } else { link::TARGET };
        let at = row.row.at();
        let diagnostic = map.files.finding(Code::WholeBesideLink, at, column, "nothing at all?", message);
        found.push(
            at,
            diagnostic.hint(format!(
                "the link is at {}: `{} {} {}`",
                map.files.file_and_line(link.row.at()),
                map.id(link.source),
                link.row.relationship,
                map.id(link.target)
            )),
        );
    }
}
