//! What an edition changed: carried over, merged, split, new or dropped. Rule book, section 8.

use serde::Serialize;

use super::views::{
    LinkRow, RequirementRef, StandardRef, link_row, nothing_row, requirement_ref, standard_ref,
};
use crate::coverage::Basis;
use crate::editions::{EditionKind, EditionTable, Group};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::resolve::QueryError;
use crate::word::Relationship;

/// Every leaf of two editions, in the group that it falls under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DiffAnswer {
    /// The superseded edition.
    pub old: StandardRef,
    /// The edition that supersedes it.
    pub new: StandardRef,
    /// Leaves of the old edition, by what became of them.
    pub old_counts: EditionCounts,
    /// Leaves of the new edition, by where they come from.
    pub new_counts: EditionCounts,
    /// How many of the leaves that were carried over ask the same as before.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub unchanged: usize,
    /// Whether every leaf of both editions has been judged.
    pub complete: bool,
    /// Groups with old leaves first, then in clause order; every leaf in exactly one.
    pub groups: Vec<DiffGroup>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// Leaves of one edition by the group that they fall under.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EditionCounts {
    /// All of them.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub leaves: usize,
    /// One to one.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub carried_over: usize,
    /// Several to one.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub merged: usize,
    /// One to several.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub split: usize,
    /// Several to several.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub regrouped: usize,
    /// Without a counterpart: dropped from the old edition, or new in the new one.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub alone: usize,
    /// Judged by contested rows or rows on headings only, which settle nothing for the leaf.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub unsettled: usize,
    /// Not judged by anybody.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub not_examined: usize,
}

/// Leaves that hang together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DiffGroup {
    /// What became of them.
    pub kind: EditionKind,
    /// What that rests on: `proven` from the rows of a group, `asserted` by a `:*` row; `null` where nothing is said.
    pub basis: Option<Basis>,
    /// Leaves of the old edition.
    pub old: Vec<RequirementRef>,
    /// Leaves of the new edition.
    pub new: Vec<RequirementRef>,
    /// The rows that say so; of an unsettled leaf those that do not settle it. All are asserted.
    pub rows: Vec<DiffRow>,
}

/// A row of the edition table, read from the old edition to the new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DiffRow {
    /// Read from old to new.
    pub reads: Relationship,
    /// What the new edition no longer asks.
    pub old_only: String,
    /// What the new edition asks in addition.
    pub new_only: String,
    /// The row.
    pub row: LinkRow,
}

pub(super) fn diff(map: &Map, one: &str, other: &str, contested: bool) -> Result<DiffAnswer, QueryError> {
    let table = EditionTable::find(map, one, other)?;
    let groups: Vec<DiffGroup> =
        table.groups(contested).into_iter().map(|found| group(map, &table, found)).collect();
    let old_counts = counts(groups.iter().map(|group| (group.kind, group.old.len())));
    let new_counts = counts(groups.iter().map(|group| (group.kind, group.new.len())));
    let open =
        [old_counts, new_counts].iter().map(|counts| counts.unsettled + counts.not_examined).sum::<usize>();
    Ok(DiffAnswer {
        old: standard_ref(map, table.old),
        new: standard_ref(map, table.new),
        unchanged: groups.iter().filter(|group| group.is_unchanged()).count(),
        complete: open == 0,
        old_counts,
        new_counts,
        groups,
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    })
}

fn group(map: &Map, table: &EditionTable<'_>, group: Group) -> DiffGroup {
    let refs = |all: Vec<RequirementIndex>| all.into_iter().map(|at| requirement_ref(map, at)).collect();
    let links = group.links.iter().map(|link| {
        let forwards = map.standard_of(map.link(*link).source) == table.old;
        DiffRow::new(link_row(map, *link), forwards)
    });
    let nothing = group.nothing.iter().filter_map(|place| map.nothing.get(*place));
    let nothing = nothing.map(|row| {
        let forwards = (map.standard_of(row.requirement) == table.old) != row.backwards;
        DiffRow::new(nothing_row(map, row), forwards)
    });
    DiffGroup {
        kind: group.kind,
        basis: match group.kind {
            EditionKind::New | EditionKind::Dropped => Some(Basis::Asserted),
            EditionKind::Unsettled | EditionKind::NotExamined => None,
            _ => Some(Basis::Proven),
        },
        rows: links.chain(nothing).collect(),
        old: refs(group.old),
        new: refs(group.new),
    }
}

fn counts(groups: impl Iterator<Item = (EditionKind, usize)>) -> EditionCounts {
    let mut counts = EditionCounts::default();
    for (kind, leaves) in groups {
        let count = match kind {
            EditionKind::CarriedOver => &mut counts.carried_over,
            EditionKind::Merged => &mut counts.merged,
            EditionKind::Split => &mut counts.split,
            EditionKind::Regrouped => &mut counts.regrouped,
            EditionKind::New | EditionKind::Dropped => &mut counts.alone,
            EditionKind::Unsettled => &mut counts.unsettled,
            EditionKind::NotExamined => &mut counts.not_examined,
        };
        *count += leaves;
        counts.leaves += leaves;
    }
    counts
}

impl DiffRow {
    fn new(row: LinkRow, forwards: bool) -> Self {
        let (reads, old_only, new_only) = if forwards {
            (row.relationship, &row.source_only, &row.target_only)
        } else {
            (row.relationship.inverse(), &row.target_only, &row.source_only)
        };
        Self { reads, old_only: old_only.clone(), new_only: new_only.clone(), row }
    }
}

impl DiffGroup {
    /// Whether it is one leaf that asks the same as before.
    pub fn is_unchanged(&self) -> bool {
        self.kind == EditionKind::CarriedOver
            && self.rows.iter().any(|row| row.reads == Relationship::EqualTo)
    }
}

impl DiffAnswer {
    /// The answer in a sentence or two, which says how much of the table is still to be judged.
    pub fn headline(&self) -> String {
        let (old, new) = (&self.old_counts, &self.new_counts);
        let judged = format!(
            "Of {} leaves of the old edition: {} carried over ({} unchanged), {} merged, {} split, {} regrouped, {} dropped. \
             Of {} leaves of the new edition: {} new.",
            old.leaves,
            old.carried_over,
            self.unchanged,
            old.merged,
            old.split,
            old.regrouped,
            old.alone,
            new.leaves,
            new.alone
        );
        if self.complete {
            return judged;
        }
        format!(
            "{judged} The edition table is incomplete, so groups may still grow: {} old and {} new leaves are not examined, \
             {} old and {} new ones not settled.",
            old.not_examined, new.not_examined, old.unsettled, new.unsettled
        )
    }

    /// One row a row of the edition table; of a leaf without any, one row.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "group",
            "kind",
            "basis",
            "old",
            "new",
            "relationship",
            "old_only",
            "new_only",
            "why",
            "review",
            "row",
            "place",
        ]);
        for (number, group) in self.groups.iter().enumerate() {
            let ids =
                |side: &[RequirementRef]| side.iter().map(|at| at.id.as_str()).collect::<Vec<_>>().join(" ");
            let head = [
                (number + 1).to_string(),
                group.kind.as_str().to_owned(),
                group.basis.map_or("", Basis::as_str).to_owned(),
                ids(&group.old),
                ids(&group.new),
            ];
            let with = |cells: Vec<String>| head.iter().cloned().chain(cells).collect::<Vec<_>>();
            if group.rows.is_empty() {
                sheet.push(with(vec![String::new(); 7]));
            }
            for row in &group.rows {
                sheet.push(with(vec![
                    row.reads.to_string(),
                    row.old_only.clone(),
                    row.new_only.clone(),
                    row.row.why.clone(),
                    row.row.review.to_string(),
                    format!("{} {}", row.row.source, row.row.target),
                    format!("{}:{}", row.row.file, row.row.line),
                ]));
            }
        }
        sheet
    }
}
