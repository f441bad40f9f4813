//! What overlays add to the data below them, change of it, or contradict in it.

use serde::Serialize;

use crate::coverage::Basis;
use crate::export::Sheet;
use crate::map::{Joint, Link, Map, Nothing};
use crate::order;
use crate::overlay::Replaced;
use crate::records::RowAt;
use crate::schema;

/// What the overlays of a map do to the data below them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OverlayAnswer {
    /// Of each overlay, by its folder's name, how many rows do what; the lowest overlay first.
    pub overlays: Vec<OverlaySummary>,
    /// Every row of an overlay: contradictions first, then changes, then additions, each by file and line. A row that contradicts one
    /// below also adds or changes, and stands twice.
    pub rows: Vec<OverlayRow>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// What one overlay does, in numbers of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OverlaySummary {
    /// The overlay's folder.
    pub folder: String,
    /// Rows about something of which nothing below speaks.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub adds: usize,
    /// Rows that take the place of one below.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub changes: usize,
    /// Rows that cannot hold beside one below: they take its place, or take part in a contradiction.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradicts: usize,
}

/// One row of an overlay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OverlayRow {
    /// What the row does.
    pub effect: OverlayEffect,
    /// Somebody wrote the row.
    pub basis: Basis,
    /// What the row says, in short: a key, an id, or `id word id`.
    pub says: String,
    /// The overlay's file.
    pub file: String,
    /// The row's line there, 1-based.
    pub line: u32,
    /// What the row below says whose place it takes, or the contradiction; empty where there is none.
    pub below: String,
    /// File and line of the row below; empty where there is none.
    pub below_place: String,
}

/// What a row of an overlay does to the data below it. Ordered from most to least in need of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OverlayEffect {
    /// It cannot hold beside what is below.
    Contradicts,
    /// It takes the place of a row below.
    Changes,
    /// Nothing below speaks of the same thing.
    Adds,
}

impl OverlayEffect {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts",
            Self::Changes => "changes",
            Self::Adds => "adds",
        }
    }
}

pub(super) fn overlay(map: &Map) -> OverlayAnswer {
    let mut against = map.replaced.clone();
    order::sort_by_key(&mut against, |replaced| replaced.upper);
    let mut rows: Vec<OverlayRow> = Vec::new();
    let mut counts: Vec<(u32, OverlayEffect)> = Vec::new();
    for at in uppers(map) {
        for (effect, lower) in effects(at, &against) {
            counts.push((map.files.layer(at), effect));
            rows.push(row(map, at, effect, lower));
        }
    }
    order::sort_by(&mut rows, |a, b| {
        (a.effect, &a.file, a.line).cmp(&(b.effect, &b.file, b.line)).then_with(|| a.says.cmp(&b.says))
    });
    OverlayAnswer {
        overlays: summaries(map, &counts),
        rows,
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    }
}

fn row(map: &Map, at: RowAt, effect: OverlayEffect, lower: Option<RowAt>) -> OverlayRow {
    OverlayRow {
        effect,
        basis: Basis::Asserted,
        says: says(map, at),
        file: map.file(at.file).to_owned(),
        line: map.line_at(at),
        below: lower.map_or_else(String::new, |lower| says(map, lower)),
        below_place: lower.map_or_else(String::new, |lower| map.files.file_and_line(lower)),
    }
}

fn summaries(map: &Map, counts: &[(u32, OverlayEffect)]) -> Vec<OverlaySummary> {
    let mut layers: Vec<(u32, &str)> =
        map.files.iter().map(|file| (file.table.text.layer(), file.table.text.folder())).collect();
    layers.retain(|(layer, _)| *layer > 0);
    order::sort_by_key(&mut layers, |layer| *layer);
    layers.dedup();
    let summary = |(layer, folder): (u32, &str)| {
        let count = |effect| counts.iter().filter(|row| **row == (layer, effect)).count();
        OverlaySummary {
            folder: folder.to_owned(),
            adds: count(OverlayEffect::Adds),
            changes: count(OverlayEffect::Changes),
            contradicts: count(OverlayEffect::Contradicts),
        }
    };
    layers.into_iter().map(summary).collect()
}

/// What a row does, with the row below that it does it to; `against` is sorted by the upper row.
///
/// It adds, or changes a row; besides, it may contradict another.
fn effects(at: RowAt, against: &[Replaced]) -> Vec<(OverlayEffect, Option<RowAt>)> {
    let first = against.partition_point(|replaced| replaced.upper < at);
    let of_the_row: Vec<&Replaced> =
        against.iter().skip(first).take_while(|replaced| replaced.upper == at).collect();
    let lower = |contradicts| {
        of_the_row.iter().find(|replaced| replaced.contradicts == contradicts).map(|replaced| replaced.lower)
    };
    let changed = lower(false);
    let effect = if changed.is_some() { OverlayEffect::Changes } else { OverlayEffect::Adds };
    let contradicted = lower(true).map(|lower| (OverlayEffect::Contradicts, Some(lower)));
    contradicted.into_iter().chain([(effect, changed)]).collect()
}

/// Every row of an overlay that counts.
fn uppers(map: &Map) -> Vec<RowAt> {
    let standards = map.standards.iter().map(|standard| standard.at);
    let requirements = map.all().map(|at| map.row_of(at));
    let links = map.links.iter().map(|link: &Link| link.row.at());
    let nothing = map.nothing.iter().map(|row: &Nothing| row.row.at());
    let rows = standards.chain(requirements).chain(links).chain(nothing);
    rows.chain(map.joints.iter().map(Joint::at)).filter(|at| map.files.layer(*at) > 0).collect()
}

/// What a row says, in short: the first cells of its kind of file.
fn says(map: &Map, at: RowAt) -> String {
    let columns: &[usize] = match map.files.get(at.file).map(|file| file.table.schema) {
        Some(schema::LINKS) => &[schema::link::SOURCE, schema::link::RELATIONSHIP, schema::link::TARGET],
        Some(schema::JOINT) => &[schema::joint::TARGET, schema::joint::SOURCES],
        _ => &[0],
    };
    columns.iter().map(|column| map.text(at, *column)).collect::<Vec<_>>().join(" ")
}

impl OverlayAnswer {
    /// `effect,says,file,line,below,below_place,basis`
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["effect", "says", "file", "line", "below", "below_place", "basis"]);
        for row in &self.rows {
            sheet.push([
                row.effect.as_str().to_owned(),
                row.says.clone(),
                row.file.clone(),
                row.line.to_string(),
                row.below.clone(),
                row.below_place.clone(),
                row.basis.as_str().to_owned(),
            ]);
        }
        sheet
    }
}
