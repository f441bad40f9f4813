//! "Which clauses share one procedure, one record, one owner?" Rule book, section 6.

use serde::Serialize;

use super::views::{LinkRow, RequirementRef, StandardRef, link_row, requirement_ref, standard_ref};
use crate::coverage::Basis;
use crate::export::Sheet;
use crate::id::RequirementId;
use crate::map::{Map, RequirementIndex, StandardIndex, Step};
use crate::resolve::{QueryError, standard};
use crate::sharing::{Group, Groups};
use crate::word::Relationship;

/// What can be done once for several standards, and what one common implementation must add for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SharedAnswer {
    /// The standards as they were listed, the anchor first, and how much of each is shared.
    pub standards: Vec<SharedStandard>,
    /// How many controls serve how many standards, the most standards first.
    pub serving: Vec<SharedCount>,
    /// By standards served, then by the strongest link, then as listed and in clause order.
    pub controls: Vec<SharedControl>,
    /// Whether rows marked contested count too.
    pub contested: bool,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// How much of one standard is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SharedStandard {
    /// Which.
    pub standard: StandardRef,
    /// How many of its assessable requirements stand in a shared control by a row of their own.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub shared: usize,
    /// All its assessable requirements.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub assessable: usize,
}

/// How many controls serve so many standards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SharedCount {
    /// So many standards.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub standards: usize,
    /// So many controls.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub controls: usize,
}

/// One thing to do once: a requirement, and what it shares something with in the other standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SharedControl {
    /// What it is formed around.
    pub anchor: RequirementRef,
    /// In how many standards it serves something, that of the anchor among them.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub served: usize,
    /// By standard as listed, then the strongest first.
    pub counterparts: Vec<SharedCounterpart>,
}

/// What an anchor shares something with by a direct link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SharedCounterpart {
    /// Which.
    pub requirement: RequirementRef,
    /// Read from the anchor.
    pub reads: Relationship,
    /// A row says so.
    pub basis: Basis,
    /// What an implementation of the anchor must add to serve this one too; empty where nothing.
    pub to_add: String,
    /// What an implementation of this one must add to serve the anchor too; empty where nothing.
    pub to_add_for_anchor: String,
    /// Whether none of its other shared controls has a stronger link with it.
    pub strongest: bool,
    /// The anchor of the shared control in which it stands strongest.
    pub strongest_with: RequirementId,
    /// The row.
    pub row: LinkRow,
}

/// The columns of the sheet.
const COLUMNS: &[&str] = &[
    "anchor",
    "anchor_title",
    "standards_served",
    "relationship",
    "counterpart",
    "counterpart_title",
    "strength",
    "basis",
    "review",
    "strongest",
    "to_add_for_counterpart",
    "to_add_for_anchor",
];

pub(super) fn shared(map: &Map, standards: &[String], contested: bool) -> Result<SharedAnswer, QueryError> {
    let listed = listed(map, standards)?;
    let groups = Groups::new(map, &listed, contested);
    let members = groups.members(map);
    let of_standard = |at: &StandardIndex| {
        let all = map.assessable(*at);
        let (shared, assessable) =
            all.fold((0, 0), |(shared, all), at| (shared + usize::from(members[at]), all + 1));
        SharedStandard { standard: standard_ref(map, *at), shared, assessable }
    };
    let count = |standards: usize| SharedCount {
        standards,
        controls: groups.groups.iter().filter(|group| group.served == standards).count(),
    };
    Ok(SharedAnswer {
        standards: listed.iter().map(of_standard).collect(),
        serving: (2..=listed.len()).rev().map(count).collect(),
        controls: groups.groups.iter().map(|group| control(map, &groups, group)).collect(),
        contested,
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    })
}

/// The standards named, none twice, two at least.
fn listed(map: &Map, standards: &[String]) -> Result<Vec<StandardIndex>, QueryError> {
    let mut listed: Vec<StandardIndex> = Vec::new();
    for text in standards {
        let at = standard(map, text)?;
        if listed.contains(&at) {
            let message = format!("`{text}` is named twice");
            return Err(QueryError { message, candidates: Vec::new() });
        }
        listed.push(at);
    }
    if listed.len() < 2 {
        let message = "name at least two standards; the first is the anchor".to_owned();
        return Err(QueryError { message, candidates: Vec::new() });
    }
    Ok(listed)
}

fn control(map: &Map, groups: &Groups, group: &Group) -> SharedControl {
    let counterpart = |step: &Step| counterpart(map, groups, group.anchor, step);
    SharedControl {
        anchor: requirement_ref(map, group.anchor),
        served: group.served,
        counterparts: group.counterparts.iter().map(counterpart).collect(),
    }
}

fn counterpart(map: &Map, groups: &Groups, anchor: RequirementIndex, step: &Step) -> SharedCounterpart {
    let row = link_row(map, step.link);
    let (of_anchor, of_counterpart) = if map.link(step.link).source == anchor {
        (&row.source_only, &row.target_only)
    } else {
        (&row.target_only, &row.source_only)
    };
    let strongest_with = groups.strongest(step.to).unwrap_or(anchor);
    let (to_add, to_add_for_anchor) =
        (to_add(map, anchor, step.to, of_counterpart), to_add(map, step.to, anchor, of_anchor));
    SharedCounterpart {
        requirement: requirement_ref(map, step.to),
        reads: step.reads,
        basis: Basis::Asserted,
        to_add,
        to_add_for_anchor,
        strongest: strongest_with == anchor,
        strongest_with: map.requirement_id(strongest_with),
        row,
    }
}

/// What an implementation of `done` must add for `wanted`, which asks for `more` beyond it.
fn to_add(map: &Map, done: RequirementIndex, wanted: RequirementIndex, more: &str) -> String {
    let only_advice = map.kind(done).is_advice() && map.kind(wanted).is_binding();
    let text =
        if more.is_empty() && only_advice { "evidence of conformity: the other is advice" } else { more };
    text.to_owned()
}

impl SharedAnswer {
    /// The headline: how many shared controls there are, and how many standards they serve.
    pub fn headline(&self) -> String {
        let serving = self.serving.iter().filter(|count| count.controls > 0);
        let parts: Vec<String> = serving
            .map(|count| format!("{} serving {} standards", count.controls, count.standards))
            .collect();
        let total = self.controls.len();
        let noun = if total == 1 { "shared control" } else { "shared controls" };
        if parts.is_empty() {
            format!("No {noun}.")
        } else {
            format!("{total} {noun}: {}.", parts.join(", "))
        }
    }

    /// One row a control and counterpart.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS.iter().copied());
        for control in &self.controls {
            for counterpart in &control.counterparts {
                sheet.push(vec![
                    control.anchor.id.to_string(),
                    control.anchor.name(),
                    control.served.to_string(),
                    counterpart.reads.to_string(),
                    counterpart.requirement.id.to_string(),
                    counterpart.requirement.name(),
                    counterpart.row.strength.to_string(),
                    counterpart.basis.as_str().to_owned(),
                    counterpart.row.review.to_string(),
                    if counterpart.strongest { "yes" } else { "no" }.to_owned(),
                    counterpart.to_add.clone(),
                    counterpart.to_add_for_anchor.clone(),
                ]);
            }
        }
        sheet
    }
}
