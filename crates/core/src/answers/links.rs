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
    for (number, link) in map.links.iter().enumerate() {
        let (source, target) = (link.source, link.target);
        if (map.standard_of(source), map.standard_of(target)) == (left, right)
            && wanted(link.row.relationship)
        {
            rows.push(((0, Some(source), Some(target)), link_row(map, number)));
            named.extend([source, target]);
        }
    }
    for row in map.nothing.iter().filter(|row| wanted(row.row.relationship)) {
        let pair = pair_of(map.standard_of(row.requirement), row.standard);
        if pair == (left, right) {
            let key = if row.backwards {
                (1, None, Some(row.requirement))
            } else {
                (0, Some(row.requirement), None)
            };
            rows.push((key, nothing_row(map, row)));
            named.push(row.requirement);
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
    })
}

/// `KEY:*` rows of the left side come last, as they belong to the right-hand standard.
type SortKey = (u8, Option<RequirementIndex>, Option<RequirementIndex>);

fn pair_of(a: StandardIndex, b: StandardIndex) -> (StandardIndex, StandardIndex) {
    (a.min(b), a.max(b))
}

impl LinksAnswer {
    /// The columns of the link files.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(LINKS.columns.iter().copied());
        for link in &self.links {
            sheet.push(link.columns());
        }
        sheet
    }
}
