//! From texts to a map: reads, checks, and leaves out what is in error.

use crate::checks;
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::map::Map;
use crate::records::{Findings, Records};
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
/// rest is used. Linear in the text, but for the sorting.
pub fn load(sources: &[Source]) -> Loaded {
    load_with(sources, &[])
}

/// The map in sources that were found to be canonical and without error before; for data that cannot have changed since.
///
/// What [`load`] would find is not looked for a second time: checking takes longer than answering.
pub fn load_checked(sources: &[Source]) -> Map {
    let mut found = Findings::default();
    let records = Records::read(sources, &mut found, true);
    let set_aside = found.set_aside;
    let count = set_aside.len();
    Map::new(records, &|at| set_aside.contains(&at), count)
}

/// As [`load`], where `unreadable` names files that are there but could not be read as text, and why.
pub fn load_with(sources: &[Source], unreadable: &[(String, String)]) -> Loaded {
    let mut found = Findings::default();
    let mut records = Records::read(sources, &mut found, false);
    for (name, why) in unreadable {
        if let FileKind::Requirements { standard } = FileKind::of(name) {
            records.unread.insert(standard);
        }
        found.diagnostics.push(
            Diagnostic::new(Code::UnreadableFile, format!("`{name}` could not be read: {why}"))
                .hint("a data file is UTF-8 text; everything else was read"),
        );
    }
    let without_requirements: Vec<&crate::records::StandardRow> = records
        .standards
        .iter()
        .filter(|row| {
            !records.requirements.iter().any(|requirement| requirement.id.key() == row.key.as_str())
        })
        .collect();
    for row in &without_requirements {
        if !records.unread.contains(row.key.as_str()) {
            let message = format!("there is no requirement of `{}`", row.key);
            let finding = records.finding(Code::MissingFile, row.at, 0, "no requirements", message);
            // The standard itself stays known, so that its links get one finding and not one each.
            found
                .diagnostics
                .push(finding.hint(format!("its requirements stand in `requirements/{}.csv`", row.key)));
        }
    }
    let keys: Vec<String> = without_requirements.iter().map(|row| row.key.to_string()).collect();
    records.unread.extend(keys);
    checks::run(&records, &mut found);
    let files_lost = found
        .diagnostics
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
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
        .count();
    let set_aside = found.set_aside.len() + files_lost;
    let map = Map::new(records, &|at| found.set_aside.contains(&at), set_aside);
    checks::contradictions(&map, sources, &mut found.diagnostics);
    diagnostic::sort(&mut found.diagnostics);
    Loaded { map, diagnostics: found.diagnostics }
}
