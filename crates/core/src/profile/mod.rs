//! What an organisation says of itself: Statements of Applicability and status files. Rule book, section 4.
//!
//! A row in error is never taken to one's favour: what it names counts as not held.

mod read;

use serde::Serialize;

use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::map::{Each, Map, RequirementIndex, StandardIndex};
use crate::resolve::QueryError;
use crate::schema::Schema;
use crate::source::Source;
use read::Reading;
pub(crate) use read::not_read_here;

/// The files that say what of the held standards is applicable, and what is in place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Profile {
    /// Statements of Applicability: `control,applicable,justification`.
    pub soa: Vec<Source>,
    /// Status files: `requirement,status` and, if there is one, `note`.
    pub status: Vec<Source>,
}

/// What a row of a profile says of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProfileRow {
    /// `not-applicable`, `implemented`, `partial`, `planned` or `not`.
    pub says: String,
    /// The justification or note.
    pub text: String,
    /// The file.
    pub file: String,
    /// The row's line there.
    pub line: u32,
}

/// How far a status file says that a requirement is in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Nothing is held: not implemented, planned, or the row is in error.
    Not,
    /// A part is implemented; nobody knows which.
    Partial,
    /// All of it is.
    Implemented,
}

/// What is said of a requirement.
#[derive(Debug)]
struct Entry {
    standing: Standing,
    /// `None` for a row in error: it counts against its requirement, and is not shown.
    row: Option<ProfileRow>,
}

/// The rows of one kind of file, found by requirement.
#[derive(Debug)]
struct Entries {
    /// Of each requirement the place of its entry, counted from 1; 0 where nothing is said.
    places: Each<u32>,
    all: Vec<Entry>,
}

/// Profiles as far as they could be read.
#[derive(Debug)]
pub(crate) struct Profiled {
    /// What is applicable and what is not.
    applicable: Entries,
    status: Entries,
    /// What is wrong with rows, by file, line and column.
    pub(crate) findings: Vec<Diagnostic>,
    /// How many rows are in error.
    pub(crate) set_aside: usize,
    /// How many rows concern standards that the question does not name.
    pub(crate) elsewhere: usize,
}

const SOA: Schema = Schema { columns: &["control", "applicable", "justification"], sorted_by: 1 };
const STATUS: Schema = Schema { columns: &["requirement", "status"], sorted_by: 1 };
const STATUS_AND_NOTE: Schema = Schema { columns: &["requirement", "status", "note"], sorted_by: 1 };

impl Profiled {
    /// What the files say of the `standards` of a question.
    ///
    /// # Errors
    ///
    /// The columns of a file cannot be told.
    pub(crate) fn read(
        map: &Map,
        profile: &Profile,
        standards: &[StandardIndex],
    ) -> Result<Self, QueryError> {
        let mut read = Self {
            applicable: Entries { places: map.each(0), all: Vec::new() },
            status: Entries { places: map.each(0), all: Vec::new() },
            findings: Vec::new(),
            set_aside: 0,
            elsewhere: 0,
        };
        for source in &profile.soa {
            let kind = (SOA, APPLICABILITY, "write `yes` or `no`");
            read.elsewhere += read.applicable.add(map, standards, source, kind, &mut read.findings)?;
        }
        for source in &profile.status {
            let kind = (status_schema(source), STANDING, EXPECTED_STANDING);
            read.elsewhere += read.status.add(map, standards, source, kind, &mut read.findings)?;
        }
        diagnostic::sort(&mut read.findings);
        let errors = read.findings.iter().filter(|finding| finding.severity == Severity::Error);
        read.set_aside = errors.count();
        Ok(read)
    }

    /// Whether the requirement, or a heading above it, is not applicable, or a row in error may have said so.
    pub(crate) fn is_out(&self, map: &Map, of: RequirementIndex) -> bool {
        chain(map, of).any(|at| self.applicable.get(at).is_some_and(|entry| entry.standing == Standing::Not))
    }

    /// The row by which a requirement is not applicable, and the heading above it that carries the row.
    pub(crate) fn exclusion(
        &self,
        map: &Map,
        of: RequirementIndex,
    ) -> Option<(RequirementIndex, &ProfileRow)> {
        chain(map, of).find_map(|at| {
            let entry = self.applicable.get(at).filter(|entry| entry.standing == Standing::Not)?;
            Some((at, entry.row.as_ref()?))
        })
    }

    /// What the status files say of a requirement, or else of the nearest heading above it; the least where rows disagree.
    pub(crate) fn standing(
        &self,
        map: &Map,
        of: RequirementIndex,
    ) -> Option<(Standing, Option<&ProfileRow>)> {
        let entry = chain(map, of).find_map(|at| self.status.get(at))?;
        Some((entry.standing, entry.row.as_ref()))
    }
}

impl Entries {
    /// Adds the rows of a file; how many of them concern other standards and were left out.
    fn add(
        &mut self,
        map: &Map,
        standards: &[StandardIndex],
        source: &Source,
        (schema, meanings, expected): (Schema, &[Meaning], &str),
        found: &mut Vec<Diagnostic>,
    ) -> Result<usize, QueryError> {
        let mut elsewhere = 0;
        read::rows(source, schema, found, &mut |reading, found| {
            let of = read::requirement(map, standards, reading, found);
            let entry = entry(source, reading, meanings, expected, found);
            let Some(of) = of else { return };
            if standards.contains(&map.standard_of(of)) {
                self.put(map, of, entry, reading, found);
            } else {
                elsewhere += 1;
            }
        })?;
        Ok(elsewhere)
    }

    /// Keeps an entry; a second one about the same requirement is in error, and the lesser of the two counts.
    fn put(
        &mut self,
        map: &Map,
        of: RequirementIndex,
        entry: Entry,
        reading: &Reading<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        let place = self.places[of] as usize;
        match place.checked_sub(1).and_then(|place| self.all.get_mut(place)) {
            None => {
                self.all.push(entry);
                self.places[of] = u32::try_from(self.all.len()).unwrap_or(0);
            }
            Some(known) => {
                let message = format!("`{}` has a row already", map.id(of));
                let finding =
                    Diagnostic::new(Code::DuplicateRow, message).at((reading.place)(0, "stands twice"));
                found.push(finding.hint("keep one of the two; until then the lesser counts"));
                if entry.standing < known.standing {
                    *known = entry;
                }
            }
        }
    }

    fn get(&self, of: RequirementIndex) -> Option<&Entry> {
        self.all.get((self.places[of] as usize).checked_sub(1)?)
    }
}

/// A requirement and the headings above it.
fn chain(map: &Map, of: RequirementIndex) -> impl Iterator<Item = RequirementIndex> {
    std::iter::once(of).chain(map.above(of))
}

/// What one row says, with a finding where it cannot be understood.
fn entry(
    source: &Source,
    reading: &Reading<'_>,
    meanings: &[Meaning],
    expected: &str,
    found: &mut Vec<Diagnostic>,
) -> Entry {
    if reading.too_long {
        return Entry { standing: Standing::Not, row: None };
    }
    let word = reading.cell(1);
    let lower = word.to_lowercase();
    let Some((standing, says, _)) = meanings.iter().find(|(_, _, words)| words.contains(&lower.as_str()))
    else {
        let (code, message) = if word.is_empty() {
            (Code::EmptyCell, "the row does not say how it stands".to_owned())
        } else {
            (Code::UnknownWord, format!("`{word}` is not understood here"))
        };
        found.push(Diagnostic::new(code, message).at((reading.place)(1, "not known")).hint(expected));
        return Entry { standing: Standing::Not, row: None };
    };
    let row = ProfileRow {
        says: (*says).to_owned(),
        text: reading.cell(2).to_owned(),
        file: source.name.clone(),
        line: reading.line,
    };
    Entry { standing: *standing, row: Some(row) }
}

/// What a word means: what it says, in our own spelling, and how people write it.
type Meaning = (Standing, &'static str, &'static [&'static str]);

/// The words by which people say whether a control is applicable.
const APPLICABILITY: &[Meaning] = &[
    (Standing::Implemented, "applicable", &["yes", "y", "true", "1", "applicable", "included", "in scope"]),
    (
        Standing::Not,
        "not-applicable",
        &[
            "no",
            "n",
            "false",
            "0",
            "not applicable",
            "not-applicable",
            "n/a",
            "na",
            "excluded",
            "out of scope",
        ],
    ),
];

const EXPECTED_STANDING: &str = "write `implemented`, `partial`, `planned` or `not`";

/// The words by which people say how far something is in place.
const STANDING: &[Meaning] = &[
    (Standing::Implemented, "implemented", &["implemented", "fully implemented"]),
    (
        Standing::Partial,
        "partial",
        &["partial", "partially", "partly", "partially implemented", "partly implemented"],
    ),
    (Standing::Not, "planned", &["planned"]),
    (Standing::Not, "not", &["not", "not implemented", "not-implemented"]),
];

/// A status file may have notes.
fn status_schema(source: &Source) -> Schema {
    let header = source.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut names = header.split([',', ';', '\t']).map(|name| name.trim().trim_matches('"').trim());
    if names.any(|name| name == "note") { STATUS_AND_NOTE } else { STATUS }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Loaded, load};

    fn data() -> Loaded {
        let file = |name: &str, text: &'static str| Source::new(name, text);
        load(&[
            file(
                "standards.csv",
                "key,title,edition,publisher,status,published,supersedes,amendments,url\niso1-1,One,1,N,in-force,2020-01,,,\niso2-1,Two,1,N,in-force,2020-01,,,\n",
            ),
            file(
                "requirements/iso1-1.csv",
                "id,parent,kind,title,topic\niso1-1:A.1,,heading,H,\niso1-1:A.1.1,iso1-1:A.1,control,T,t\niso1-1:A.1.2,iso1-1:A.1,control,T,t\niso1-1:4.1,,clause,T,t\n",
            ),
            file("requirements/iso2-1.csv", "id,parent,kind,title,topic\niso2-1:4.1,,clause,T,t\n"),
        ])
    }

    fn read(map: &Map, soa: &str, status: &str) -> Profiled {
        let profile = Profile {
            soa: vec![Source::new("soa.csv", soa.to_owned())],
            status: vec![Source::new("status.csv", status.to_owned())],
        };
        Profiled::read(map, &profile, &[0, 1]).unwrap()
    }

    fn at(map: &Map, id: &str) -> RequirementIndex {
        map.find(&crate::RequirementId::parse(id).unwrap()).unwrap()
    }

    const NO_SOA: &str = "control,applicable,justification\n";
    const NO_STATUS: &str = "requirement,status\n";

    #[test]
    fn people_spell_yes_and_no_in_many_ways() {
        let map = data().map;
        let words = ["no", "N", "FALSE", "0", "Not applicable", "not-applicable", "n/a", "excluded"];
        for word in words {
            let read = read(&map, &format!("{NO_SOA}A.1.1,{word},why\n"), NO_STATUS);
            assert_eq!(
                (read.findings.len(), read.is_out(&map, at(&map, "iso1-1:A.1.1"))),
                (0, true),
                "{word}"
            );
        }
        for word in ["yes", "Y", "True", "1", "applicable", "Included"] {
            let read = read(&map, &format!("{NO_SOA}A.1.1,{word},why\n"), NO_STATUS);
            assert_eq!(
                (read.findings.len(), read.is_out(&map, at(&map, "iso1-1:A.1.1"))),
                (0, false),
                "{word}"
            );
        }
    }

    #[test]
    fn what_spreadsheets_write_is_understood_without_a_word() {
        let map = data().map;
        let soa = "\u{feff}applicable;justification;control\r\n\"no\";\"a; b\";\"A.1.2\"\r\n;;\r\n";
        let read = read(&map, soa, NO_STATUS);
        assert_eq!(read.findings, []);
        let (_, row) = read.exclusion(&map, at(&map, "iso1-1:A.1.2")).unwrap();
        assert_eq!((row.says.as_str(), row.text.as_str(), row.line), ("not-applicable", "a; b", 2));
    }

    #[test]
    fn a_heading_that_does_not_apply_takes_out_what_stands_below_it() {
        let map = data().map;
        let read = read(&map, &format!("{NO_SOA}1:A.1,no,\nA.1.1,yes,\n"), NO_STATUS);
        let (carrier, _) = read.exclusion(&map, at(&map, "iso1-1:A.1.1")).unwrap();
        assert_eq!(map.id(carrier), "iso1-1:A.1");
        assert!(!read.is_out(&map, at(&map, "iso1-1:4.1")));
    }

    #[test]
    fn the_status_of_the_nearest_row_counts() {
        let map = data().map;
        let read = read(&map, NO_SOA, "requirement,status,note\nA.1,partial,\nA.1.2,Implemented,done\n");
        let standing = |id: &str| read.standing(&map, at(&map, id)).map(|(standing, _)| standing);
        assert_eq!(standing("iso1-1:A.1.1"), Some(Standing::Partial));
        assert_eq!(standing("iso1-1:A.1.2"), Some(Standing::Implemented));
        assert_eq!(standing("iso1-1:4.1"), None);
    }

    /// Lines and columns were counted in the text.
    #[test]
    fn every_bad_row_is_found_at_its_place_and_counts_as_not_held() {
        let map = data().map;
        let soa = format!("{NO_SOA}A.1.3,no,x\n4.1,no,x\nA.1.1,perhaps,x\n,no,x\n");
        let status = format!("{NO_STATUS}A.1.2,implemented\n  A.1.2,not\niso2:4.1,\n");
        let read = read(&map, &soa, &status);
        let found: Vec<(&str, &str, u32, u32, usize)> = read
            .findings
            .iter()
            .map(|found| (found.code.as_str(), found.place.as_ref().unwrap(), found.hints.len()))
            .map(|(code, place, hints)| (code, place.file.as_str(), place.line, place.column, hints))
            .collect();
        let expected = [
            ("unknown-requirement", "soa.csv", 2, 1, 1),
            ("unknown-requirement", "soa.csv", 3, 1, 2),
            ("unknown-word", "soa.csv", 4, 7, 1),
            ("empty-cell", "soa.csv", 5, 1, 0),
            ("duplicate-row", "status.csv", 3, 1, 1),
            ("empty-cell", "status.csv", 4, 10, 1),
        ];
        assert_eq!(found, expected);
        assert_eq!(read.set_aside, 6);
        assert!(read.is_out(&map, at(&map, "iso1-1:A.1.1")), "nobody can tell whether it applies");
        assert_eq!(read.exclusion(&map, at(&map, "iso1-1:A.1.1")), None, "and so nobody excluded it");
        for id in ["iso1-1:A.1.2", "iso2-1:4.1"] {
            assert_eq!(read.standing(&map, at(&map, id)).unwrap().0, Standing::Not, "{id}");
        }
    }

    #[test]
    fn a_file_without_its_columns_is_refused_and_says_which() {
        let map = data().map;
        let profile = Profile {
            soa: vec![Source::new("soa.csv", "control,aplicable,justification\n")],
            status: vec![],
        };
        let refused = Profiled::read(&map, &profile, &[0, 1]).unwrap_err().message;
        assert!(refused.contains("`soa.csv` cannot be used") && refused.contains("`aplicable`"), "{refused}");
    }
}
