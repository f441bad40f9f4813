//! Every row of every file as typed values with their places, before anything is checked.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fields::Fields;
use crate::id::{Endpoint, RequirementId, StandardKey};
use crate::schema::{self, Schema};
use crate::source::{FileKind, Source};
use crate::table::{CellText, Parser, Table};
use crate::word::{Confidence, Kind, Rationale, Relationship, Review, Status};

/// Where a row stands: number of the file, number of the row in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowAt {
    pub(crate) file: usize,
    pub(crate) row: usize,
}

/// A file whose columns could be told.
#[derive(Debug)]
pub(crate) struct File<'a> {
    pub(crate) kind: FileKind,
    pub(crate) table: Table<'a>,
}

/// A row of `standards.csv`.
#[derive(Debug, Clone)]
pub(crate) struct StandardRow {
    pub(crate) at: RowAt,
    pub(crate) key: StandardKey,
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) publisher: String,
    pub(crate) status: Status,
    pub(crate) published: String,
    pub(crate) supersedes: Option<StandardKey>,
    pub(crate) amendments: Vec<String>,
    pub(crate) url: String,
}

/// A row of a requirements file.
#[derive(Debug, Clone)]
pub(crate) struct RequirementRow {
    pub(crate) at: RowAt,
    pub(crate) id: RequirementId,
    pub(crate) parent: Option<RequirementId>,
    pub(crate) kind: Kind,
    pub(crate) title: CellText,
    pub(crate) topic: CellText,
}

/// A row of a link file.
#[derive(Debug, Clone)]
pub(crate) struct LinkRecord {
    pub(crate) at: RowAt,
    pub(crate) source: Endpoint,
    pub(crate) target: Endpoint,
    pub(crate) text: Box<LinkText>,
}

/// What a row of a link file says apart from its ends, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct LinkText {
    pub(crate) relationship: Relationship,
    pub(crate) rationale: Rationale,
    pub(crate) strength: u8,
    pub(crate) confidence: Confidence,
    pub(crate) review: Review,
    pub(crate) why: CellText,
    pub(crate) source_only: CellText,
    pub(crate) target_only: CellText,
    pub(crate) reference: Vec<String>,
    /// Number of the file.
    pub(crate) file: usize,
    pub(crate) line: u32,
}

/// A row of `links/joint.csv`.
#[derive(Debug, Clone)]
pub(crate) struct JointRecord {
    pub(crate) at: RowAt,
    pub(crate) target: RequirementId,
    pub(crate) sources: Vec<RequirementId>,
    pub(crate) confidence: Confidence,
    pub(crate) review: Review,
    pub(crate) why: CellText,
    pub(crate) reference: Vec<String>,
    pub(crate) line: u32,
}

/// A row of a review file: the second judgement of a pair.
#[derive(Debug, Clone)]
pub(crate) struct ReviewRecord {
    pub(crate) at: RowAt,
    pub(crate) source: Endpoint,
    pub(crate) target: Endpoint,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Records<'a> {
    pub(crate) files: Vec<File<'a>>,
    pub(crate) standards: Vec<StandardRow>,
    pub(crate) requirements: Vec<RequirementRow>,
    pub(crate) links: Vec<LinkRecord>,
    pub(crate) joints: Vec<JointRecord>,
    pub(crate) reviews: Vec<ReviewRecord>,
    /// Keys of `references.csv`.
    pub(crate) references: Vec<String>,
    /// Keys of standards whose requirements could not be read or whose file is not there, so that their ids cannot be judged.
    pub(crate) unread: FxHashSet<String>,
}

/// Findings, and the rows that they set aside.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) set_aside: FxHashSet<RowAt>,
}

impl Findings {
    /// Adds a finding about a row; an error sets the row aside.
    pub(crate) fn push(&mut self, at: RowAt, diagnostic: Diagnostic) {
        if diagnostic.severity == crate::Severity::Error {
            self.set_aside.insert(at);
        }
        self.diagnostics.push(diagnostic);
    }
}

impl<'a> Records<'a> {
    /// Reads all sources; what cannot be read is a finding and hides nothing else.
    ///
    /// Sources that were `checked_before` are known to be canonical.
    pub(crate) fn read(sources: &'a [Source], found: &mut Findings, checked_before: bool) -> Self {
        let mut records = Self::default();
        let mut parser = if checked_before { Parser::of_canonical_texts() } else { Parser::default() };
        for source in sources {
            let kind = FileKind::of(&source.name);
            let Some(schema) = Schema::of(&kind, &source.name) else {
                found.diagnostics.push(unknown_file(&source.name));
                continue;
            };
            match Table::read(&source.name, &source.text, schema, &mut parser, &mut found.diagnostics) {
                Some(table) => {
                    let file = records.files.len();
                    records.files.push(File { kind, table });
                    records.take_rows(file, found);
                }
                None => {
                    if let FileKind::Requirements { standard } = kind {
                        records.unread.insert(standard);
                    }
                }
            }
        }
        records
    }

    /// The place of a cell.
    pub(crate) fn place(&self, at: RowAt, column: usize, label: &str) -> Option<Place> {
        let table = &self.files.get(at.file)?.table;
        Some(table.place(table.rows.get(at.row)?, column, label))
    }

    /// A finding about a cell.
    pub(crate) fn finding(
        &self,
        code: Code,
        at: RowAt,
        column: usize,
        label: &str,
        message: String,
    ) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, message);
        match self.place(at, column, label) {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        }
    }

    /// The name of the file that a row stands in.
    pub(crate) fn file_name(&self, at: RowAt) -> &str {
        self.files.get(at.file).map_or("", |file| file.table.text.name)
    }

    /// The line (1-based) that a row starts on.
    pub(crate) fn line(&self, at: RowAt) -> u32 {
        let row = self.files.get(at.file).and_then(|file| Some((&file.table, file.table.rows.get(at.row)?)));
        row.map_or(0, |(table, row)| table.text.line(row.offset))
    }

    fn take_rows(&mut self, file: usize, found: &mut Findings) {
        let Some(File { kind, table }) = self.files.get(file) else { return };
        for (number, row) in table.rows.iter().enumerate() {
            let mut cells = Fields { table, row, at: RowAt { file, row: number }, found };
            match kind {
                FileKind::Standards => self.standards.extend(standard(&mut cells)),
                FileKind::Requirements { .. } => self.requirements.extend(requirement(&mut cells)),
                FileKind::Links { .. } => self.links.extend(link(&mut cells)),
                FileKind::Joint => self.joints.extend(joint(&mut cells)),
                FileKind::Review { .. } => self.reviews.extend(review(&mut cells)),
                FileKind::References => self.references.extend(cells.required(0).map(str::to_owned)),
                FileKind::Later | FileKind::Unknown => {}
            }
        }
    }
}

fn unknown_file(name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownFile, format!("`{name}` is not the name of a data file, so it was not read")).hint(
        "names are `standards.csv`, `references.csv`, `requirements/<key>.csv`, `links/<left>--<right>.csv`, \
         `links/joint.csv` and `review/<left>--<right>.csv`",
    )
}

fn standard(cells: &mut Fields<'_, '_>) -> Option<StandardRow> {
    let (key, status) = (cells.key(0), cells.word(4));
    let supersedes = cells.raw(6);
    let supersedes = if supersedes.is_empty() { Some(None) } else { cells.key(6).map(Some) };
    let (published, url) = (cells.date(5), cells.url(8));
    Some(StandardRow {
        at: cells.at,
        key: key?,
        title: cells.text(1),
        edition: cells.text(2),
        publisher: cells.text(3),
        status: status?,
        published: published?,
        supersedes: supersedes?,
        amendments: cells.list(7),
        url: url?,
    })
}

fn requirement(cells: &mut Fields<'_, '_>) -> Option<RequirementRow> {
    use schema::requirement as at;
    let (id, kind) = (cells.id(at::ID), cells.word(at::KIND));
    let parent = if cells.raw(at::PARENT).is_empty() { Some(None) } else { cells.id(at::PARENT).map(Some) };
    Some(RequirementRow {
        at: cells.at,
        id: id?,
        parent: parent?,
        kind: kind?,
        title: cells.shared(at::TITLE),
        topic: cells.shared(at::TOPIC),
    })
}

fn link(cells: &mut Fields<'_, '_>) -> Option<LinkRecord> {
    use schema::link as at;
    let (source, target) = (cells.endpoint(at::SOURCE), cells.endpoint(at::TARGET));
    let (relationship, rationale) = (cells.word(at::RELATIONSHIP), cells.word(at::RATIONALE));
    let strength = cells.strength(at::STRENGTH);
    let (confidence, review) = (cells.word(at::CONFIDENCE), cells.word(at::REVIEW));
    Some(LinkRecord {
        at: cells.at,
        source: source?,
        target: target?,
        text: Box::new(LinkText {
            relationship: relationship?,
            rationale: rationale?,
            strength: strength?,
            confidence: confidence?,
            review: review?,
            why: cells.shared(at::WHY),
            source_only: cells.shared(at::SOURCE_ONLY),
            target_only: cells.shared(at::TARGET_ONLY),
            reference: cells.list(at::REFERENCE),
            file: cells.at.file,
            line: cells.line(),
        }),
    })
}

fn joint(cells: &mut Fields<'_, '_>) -> Option<JointRecord> {
    use schema::joint as at;
    let target = cells.id(at::TARGET);
    let sources: Option<Vec<_>> =
        cells.list(at::SOURCES).iter().map(|id| cells.parse_id(at::SOURCES, id)).collect();
    if sources.as_ref().is_some_and(|sources| sources.len() < 2) {
        cells.report(
            Code::EmptyCell,
            at::SOURCES,
            "too few",
            "a joint row needs two sources or more".to_owned(),
            None,
        );
        return None;
    }
    let (confidence, review) = (cells.word(at::CONFIDENCE), cells.word(at::REVIEW));
    Some(JointRecord {
        at: cells.at,
        target: target?,
        sources: sources?,
        confidence: confidence?,
        review: review?,
        why: cells.shared(at::WHY),
        reference: cells.list(at::REFERENCE),
        line: cells.line(),
    })
}

fn review(cells: &mut Fields<'_, '_>) -> Option<ReviewRecord> {
    use schema::link as at;
    let (source, target) = (cells.endpoint(at::SOURCE), cells.endpoint(at::TARGET));
    let _: Relationship = cells.word(at::RELATIONSHIP)?;
    Some(ReviewRecord { at: cells.at, source: source?, target: target? })
}
