//! From texts to a map: reads, checks, and leaves out what is in error.

use crate::catalogue::Catalogue;
use crate::checks;
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::map::Map;
use crate::overlay;
use crate::records::{Findings, Records, StandardRow};
use crate::source::{FileKind, Source};

/// A map and everything that was found on the way to it.
#[derive(Debug)]
pub struct Loaded {
    /// The map of all rows without an error.
    pub map: Map,
    /// Findings, sorted by file, line and column.
    pub diagnostics: Vec<Diagnostic>,
}

/// The map in `sources`, and every finding about them at once.
///
/// Order of the sources and of their rows changes nothing but the findings about order. A row in error is set aside and the
/// rest is used. Linear in the text, but for the sorting of what does not stand in order.
pub fn load(sources: &[Source]) -> Loaded {
    load_with(sources, &[])
}

/// As [`load`], without looking for rows that contradict each other by chains.
pub fn load_rows(sources: &[Source]) -> Loaded {
    let mut loaded = read(sources, &[]);
    diagnostic::sort(&mut loaded.diagnostics);
    loaded
}

/// The map in sources that were found to be canonical and without error before; for data that cannot have changed since.
///
/// What [`load`] would find is not looked for a second time: checking takes longer than answering. What cannot be read all the same is
/// counted in [`Map::set_aside`]; then the sources are not what they were taken for, and [`load`] says what is wrong with them.
pub fn load_checked(sources: &[Source]) -> Map {
    let mut found = Findings::default();
    let mut records = Records::read_catalogue(sources, &mut found, true);
    let catalogue = Catalogue::new(&records, &|_| false);
    records.read_rows(sources, &catalogue, &mut found, true);
    let lost = found.diagnostics.len() + records.unresolved.len() + records.unresolved_joints.len();
    let mut map = Map::new(&mut records, catalogue);
    map.set_aside = lost;
    map
}

/// As [`load`], where `unreadable` names files that are there but could not be read as text, and why.
pub fn load_with(sources: &[Source], unreadable: &[(String, String)]) -> Loaded {
    let mut loaded = read(sources, unreadable);
    let contradictions = loaded.map.contradictions();
    checks::contradictions(&loaded.map, &contradictions, &mut loaded.diagnostics);
    loaded.map.contradictory = contradictions.broken;
    overlay::note_contradictions(&mut loaded.map, &contradictions.explained);
    diagnostic::sort(&mut loaded.diagnostics);
    loaded
}

/// Reads and checks row by row; the findings are not sorted yet.
fn read(sources: &[Source], unreadable: &[(String, String)]) -> Loaded {
    let mut found = Findings::default();
    let mut records = Records::read_catalogue(sources, &mut found, false);
    for (name, why) in unreadable {
        if let FileKind::Requirements { standard } = FileKind::of(name) {
            records.unread.push(standard);
        }
        found.diagnostics.push(
            Diagnostic::new(Code::UnreadableFile, format!("`{name}` could not be read: {why}"))
                .hint("a data file is UTF-8 text; everything else was read"),
        );
    }
    overlay::replace_entries(&mut records);
    find_missing_requirements(&mut records, &mut found);
    checks::of_catalogue(&records, &mut found);
    found.set_aside.settle();
    let catalogue = Catalogue::new(&records, &|at| found.set_aside.contains(at));
    records.read_rows(sources, &catalogue, &mut found, false);
    let map = overlay::replace_rows(Map::new(&mut records, catalogue));
    checks::of_rows(&map, &records, &mut found);
    let set_aside = found.set_aside.settle();
    let mut map = map.without(&|at| found.set_aside.contains(at));
    let lost = records.unresolved.iter().map(|row| row.row.at()).chain(records.unresolved_joints.clone());
    let lost = lost.filter(|at| !found.set_aside.contains(*at)).count();
    map.set_aside = set_aside + lost + lost_files(&found.diagnostics);
    Loaded { map, diagnostics: found.diagnostics }
}

/// A finding for each standard without requirements, unless their file is a finding already; ids of such a standard cannot be judged.
fn find_missing_requirements(records: &mut Records, found: &mut Findings) {
    let mut known: Vec<&str> = records.requirements.iter().map(|row| records.key(row)).collect();
    known.dedup();
    let without: Vec<StandardRow> = records
        .standards
        .iter()
        .filter(|row| !known.iter().any(|key| *key == row.key.as_str()))
        .cloned()
        .collect();
    for row in without {
        let key = row.key.to_string();
        if !records.unread.contains(&key) {
            let message = format!("there is no requirement of `{key}`");
            let finding = records.files.finding(Code::MissingFile, row.at, 0, "no requirements", message);
            // The standard itself stays known, so that its links get one finding and not one each.
            found
                .diagnostics
                .push(finding.hint(format!("its requirements stand in `requirements/{key}.csv`")));
            records.unread.push(key);
        }
    }
}

fn lost_files(diagnostics: &[Diagnostic]) -> usize {
    let errors = diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .filter(|finding| {
            matches!(
                finding.code,
                Code::UnreadableFile
                    | Code::MissingFile
                    | Code::UnclosedQuote
                    | Code::CellCount
                    | Code::MissingColumn
                    | Code::UnknownColumn
            )
        })
        .count()
}
