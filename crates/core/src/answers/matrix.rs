//! Clause by clause: what corresponds in other standards.

use serde::Serialize;

use super::views::{CellState, RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::coverage::{Basis, Examined};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::order;
use crate::resolve::{QueryError, standard};
use crate::word::{Relationship, Review};

/// One row a requirement of the anchor, headings too; one cell a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MatrixAnswer {
    /// The standard whose requirements are the rows.
    pub anchor: StandardRef,
    /// The other standards.
    pub columns: Vec<StandardRef>,
    /// In clause order.
    pub rows: Vec<MatrixRow>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// One requirement of the anchor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MatrixRow {
    /// Which.
    pub requirement: RequirementRef,
    /// One a column.
    pub cells: Vec<MatrixCell>,
}

/// What one requirement has in one standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MatrixCell {
    /// What is known.
    pub state: CellState,
    /// Its own rows there, positive ones first, in clause order.
    pub links: Vec<MatrixLink>,
}

/// A row, read from the anchor's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MatrixLink {
    /// Read from the anchor's requirement.
    pub relationship: Relationship,
    /// The counterpart's id, or `KEY:*`.
    pub id: String,
    /// The counterpart's number and title, or the standard's name.
    pub label: String,
    /// 0 to 10.
    pub strength: u8,
    /// How far it was reviewed.
    pub review: Review,
    /// What it rests on: a row is always asserted.
    pub basis: Basis,
}

pub(super) fn matrix(map: &Map, standards: &[String], only_gaps: bool) -> Result<MatrixAnswer, QueryError> {
    let mut named: Vec<StandardIndex> = Vec::new();
    for text in standards {
        let at = standard(map, text)?;
        if named.contains(&at) {
            let message = format!("`{text}` is named twice");
            return Err(QueryError { message, candidates: Vec::new() });
        }
        named.push(at);
    }
    let Some((anchor, columns)) = named.split_first() else {
        let message = "a matrix needs a standard for its rows".to_owned();
        return Err(QueryError { message, candidates: Vec::new() });
    };
    let columns: Vec<StandardIndex> = if columns.is_empty() {
        (0..map.standards.len()).filter(|at| at != anchor).collect()
    } else {
        columns.to_vec()
    };
    let examined = Examined::new(false);
    let row = |at: RequirementIndex| {
        let steps: Vec<Step> = map.steps(at).collect();
        MatrixRow {
            requirement: requirement_ref(map, at),
            cells: columns.iter().map(|column| cell(map, examined, at, &steps, *column)).collect(),
        }
    };
    let is_gap = |row: &MatrixRow| row.cells.iter().any(|cell| cell.state != CellState::Linked);
    let rows: Vec<(RequirementIndex, MatrixRow)> = map.of_standard(*anchor).map(|at| (at, row(at))).collect();
    let mut kept: Vec<RequirementIndex> = rows
        .iter()
        .filter(|(at, row)| map.is_leaf(*at) && is_gap(row))
        .flat_map(|(at, _)| std::iter::once(*at).chain(map.above(*at)))
        .collect();
    order::sort_by_key(&mut kept, |at| *at);
    Ok(MatrixAnswer {
        anchor: standard_ref(map, *anchor),
        columns: columns.iter().map(|at| standard_ref(map, *at)).collect(),
        rows: rows
            .into_iter()
            .filter(|(at, _)| !only_gaps || kept.binary_search(at).is_ok())
            .map(|(_, row)| row)
            .collect(),
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    })
}

/// `steps` are all of the requirement's, in clause order and so by standard.
fn cell(
    map: &Map,
    examined: Examined,
    of: RequirementIndex,
    steps: &[Step],
    towards: StandardIndex,
) -> MatrixCell {
    let first = steps.partition_point(|step| map.standard_of(step.to) < towards);
    let steps = steps.iter().skip(first).take_while(|step| map.standard_of(step.to) == towards);
    let mut links: Vec<MatrixLink> = steps
        .map(|step| {
            let row = &map.link(step.link).row;
            MatrixLink {
                relationship: step.reads,
                id: map.id(step.to).to_owned(),
                label: requirement_ref(map, step.to).label,
                strength: row.strength,
                review: row.review,
                basis: Basis::Asserted,
            }
        })
        .collect();
    links.extend(map.nothing_of(of).iter().filter(|row| row.standard == towards).map(|row| {
        let standard = map.standard(towards);
        MatrixLink {
            relationship: Relationship::NoRelationship,
            id: format!("{}:*", standard.key),
            label: standard.name.clone(),
            strength: 0,
            review: row.row.review,
            basis: Basis::Asserted,
        }
    }));
    order::sort_by_key(&mut links, |link| !link.relationship.is_positive());
    MatrixCell { state: cell_state(map, examined, of, towards), links }
}

/// What is known from a requirement towards a standard; of a heading, what is known of all below it.
pub(super) fn cell_state(
    map: &Map,
    examined: Examined,
    of: RequirementIndex,
    towards: StandardIndex,
) -> CellState {
    let below = || map.below(of).filter(|at| map.kind(*at).is_assessable());
    if examined.is_linked(map, of, towards) {
        CellState::Linked
    } else if examined.nothing_corresponds(map, of, towards) {
        CellState::NothingCorresponds
    } else if examined.is_examined(map, of, towards)
        || (below().next().is_some() && below().all(|at| examined.is_examined(map, at, towards)))
    {
        CellState::NoLink
    } else {
        CellState::NotExamined
    }
}

impl MatrixAnswer {
    /// `requirement,title,<one column a standard>,basis`; a cell holds `word id` pairs joined by `; `, and `basis` is empty where no
    /// cell says anything.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["requirement", "title"].iter().copied());
        sheet.header.extend(self.columns.iter().map(|column| column.key.to_string()));
        sheet.header.push("basis".to_owned());
        for row in &self.rows {
            let mut cells = vec![row.requirement.id.to_string(), row.requirement.name()];
            let mut basis = "";
            for cell in &row.cells {
                let pairs = cell.links.iter().map(|link| format!("{} {}", link.relationship, link.id));
                cells.push(pairs.collect::<Vec<_>>().join("; "));
                if let Some(link) = cell.links.first() {
                    basis = link.basis.as_str();
                }
            }
            cells.push(basis.to_owned());
            sheet.rows.push(cells);
        }
        sheet
    }
}
