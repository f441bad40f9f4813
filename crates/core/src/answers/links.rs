//! The links between two standards.

use serde::Serialize;

use super::views::{
    LinkRow, RequirementRef, StandardRef, link_row, nothing_row, requirement_ref, standard_ref,
};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::resolve::{QueryError, standard};
use crate::schema::LINKS;
use crate::word::Relationship;

/// Every row between two standards, `:*` rows too, in clause order of the left ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LinksAnswer {
    /// The standard whose requirements are the sources.
    pub left: StandardRef,
    /// The standard whose requirements are the targets.
    pub right: StandardRef,
    /// The rows as they stand in the data.
    pub links: Vec<LinkRow>,
    /// The requirements that the rows name, for their titles.
    pub requirements: Vec<RequirementRef>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

pub(super) fn links(
    map: &Map,
    left: &str,
    right: &str,
    relationship: &[Relationship],
) -> Result<LinksAnswer, QueryError> {
    let (one, other) = (standard(map, left)?, standard(map, right)?);
    if one == other {
        let message = format!("`{left}` and `{right}` are the same standard");
        return Err(QueryError { message, candidates: Vec::new() });
    }
    // Of a pair the earlier standard is left, whichever was named first.
    let (left, right) = (one.min(other), one.max(other));
    let wanted = |word: Relationship| relationship.is_empty() || relationship.contains(&word);
    let mut rows: Vec<(SortKey, LinkRow)> = Vec::new();
    let mut named: Vec<RequirementIndex> = Vec::new();
    for source in map.of_standard(left) {
        for step in map.steps(source).filter(|step| map.standard_of(step.to) == right) {
            let link = map.link(step.link);
            if link.source == source && wanted(link.row.relationship) {
                rows.push(((0, Some(source), Some(step.to)), link_row(map, step.link)));
                named.extend([source, step.to]);
            }
        }
    }
    for at in map.of_standard(left).chain(map.of_standard(right)) {
        for row in map.nothing_of(at).iter().filter(|row| wanted(row.row.relationship)) {
            if pair_of(map.standard_of(at), row.standard) == (left, right) {
                let key = if row.backwards { (1, None, Some(at)) } else { (0, Some(at), None) };
                rows.push((key, nothing_row(map, row)));
                named.push(at);
            }
        }
    }
    order::sort_by_key(&mut rows, |(key, _)| *key);
    order::sort_by_key(&mut named, |at| *at);
    named.dedup();
    Ok(LinksAnswer {
        left: standard_ref(map, left),
        right: standard_ref(map, right),
        links: rows.into_iter().map(|(_, row)| row).collect(),
        requirements: named.into_iter().map(|at| requirement_ref(map, at)).collect(),
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    })
}

/// `KEY:*` rows of the left side come last, as they belong to the right-hand standard.
type SortKey = (u8, Option<RequirementIndex>, Option<RequirementIndex>);

fn pair_of(a: StandardIndex, b: StandardIndex) -> (StandardIndex, StandardIndex) {
    (a.min(b), a.max(b))
}

impl LinksAnswer {
    /// The columns of the link files, and `basis`.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(LINKS.columns.iter().copied());
        sheet.header.push("basis".to_owned());
        for link in &self.links {
            let mut row = link.columns();
            row.push(link.basis.as_str().to_owned());
            sheet.rows.push(row);
        }
        sheet
    }
}
