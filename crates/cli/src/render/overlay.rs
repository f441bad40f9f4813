//! The report about overlays in the terminal.

use std::fmt::Write as _;

use imsmap_core::{OverlayAnswer, OverlayEffect, OverlayRow};

use super::table::Table;
use super::text::{paragraph, plural};
use crate::terminal::Terminal;

/// How many additions are shown; the rest is counted, and is in the other formats.
const SHOWN: usize = 20;

pub(super) fn overlay(answer: &OverlayAnswer, terminal: &Terminal) -> String {
    let mut text = String::new();
    if answer.overlays.is_empty() {
        text += "The overlays hold no row that counts.\n";
        return text;
    }
    for overlay in &answer.overlays {
        let sentence = format!(
            "{} adds {}, changes {} and contradicts {}.",
            overlay.folder,
            plural(overlay.adds, "row", "rows"),
            overlay.changes,
            overlay.contradicts
        );
        text += &paragraph(terminal, "", &sentence);
    }
    text.push('\n');
    text += &paragraph(
        terminal,
        "",
        "Every row is asserted: somebody wrote it. Where both speak of the same thing, the overlay's row counts and the one below does not; the files below stay as they are.",
    );
    for (effect, heading) in [
        (OverlayEffect::Contradicts, "cannot hold beside what is below"),
        (OverlayEffect::Changes, "takes the place of a row below"),
        (OverlayEffect::Adds, "is new"),
    ] {
        let rows: Vec<&OverlayRow> = answer.rows.iter().filter(|row| row.effect == effect).collect();
        if rows.is_empty() {
            continue;
        }
        let new = effect == OverlayEffect::Adds;
        let columns: &[&str] = if new { &[heading, "at"] } else { &[heading, "at", "below", "at"] };
        let mut table = Table::new(terminal, columns);
        let limit = if new { SHOWN } else { usize::MAX };
        for row in rows.iter().take(limit) {
            let place = format!("{}:{}", row.file, row.line);
            let cells = [row.says.clone(), place, row.below.clone(), row.below_place.clone()];
            table.push(cells.into_iter().take(columns.len()));
        }
        let _ = writeln!(text);
        text += &table.render();
        if rows.len() > limit {
            let _ = writeln!(text, "and {} more; --format csv lists them all", rows.len() - limit);
        }
    }
    text
}
