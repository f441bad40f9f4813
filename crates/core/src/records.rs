//! Every row of every file as typed values with their places, before anything is checked.

use std::borrow::Cow;

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fields::Fields;
use crate::id::StandardKey;
use crate::map::{Joint, Link, Nothing, RequirementIndex, StandardIndex};
use crate::order;
use crate::overlay::Replaced;
use crate::repairs::Repairs;
use crate::rows;
use crate::schema::{self, Schema};
use crate::source::{FileKind, Source};
use crate::table::{Row, Table};
use crate::word::{Confidence, Kind, Rationale, Relationship, Review, Status};

/// Where a row stands: number of the file, and the byte of its text that the row starts at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowAt {
    pub(crate) file: u32,
    pub(crate) offset: u32,
}

/// A file whose columns could be told.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) kind: FileKind,
    pub(crate) table: Table,
    /// How many rows it has.
    pub(crate) rows: usize,
    /// Whether every line with text became a row.
    pub(crate) whole: bool,
    /// The first row that belongs further up.
    pub(crate) out_of_order: Option<usize>,
    /// The rows with a cell that would become a formula.
    pub(crate) formulas: Vec<u32>,
}

/// The files that rows stand in, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Files(Vec<File>);

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

/// A row of a requirements file. Its id, title and topic stay in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequirementRow {
    pub(crate) at: RowAt,
    pub(crate) id: Span,
    pub(crate) kind: Kind,
    /// Empty where the row has no parent.
    pub(crate) parent: Span,
}

/// An id in the text of a row's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) length: u16,
    /// How much of it is the standard's key.
    pub(crate) key: u16,
}

/// One end of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// A requirement of the map.
    Requirement(RequirementIndex),
    /// Everything in a standard.
    Whole(StandardIndex),
    /// An id that is right in form, and unknown or of a requirement that was set aside.
    Unknown,
}

/// What a row of a link file says apart from its ends, and where it stands. Its words stay in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LinkText {
    /// Number of the file.
    pub(crate) file: u32,
    pub(crate) offset: u32,
    pub(crate) relationship: Relationship,
    pub(crate) rationale: Rationale,
    pub(crate) strength: u8,
    pub(crate) confidence: Confidence,
    pub(crate) review: Review,
    pub(crate) filled: Filled,
}

/// Which of a link row's texts are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Filled(u8);

/// A row of a link file of which an end is not known, or that joins what no row may join.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unresolved {
    pub(crate) source: End,
    pub(crate) target: End,
    pub(crate) row: LinkText,
}

/// A row of a review file: the second judgement of a pair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReviewRecord {
    pub(crate) at: RowAt,
    pub(crate) source: End,
    pub(crate) target: End,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) files: Files,
    pub(crate) standards: Vec<StandardRow>,
    /// By standard, then in natural order of the ids; of equal ids the one that was read first.
    pub(crate) requirements: Vec<RequirementRow>,
    pub(crate) links: Vec<Link>,
    pub(crate) nothing: Vec<Nothing>,
    pub(crate) unresolved: Vec<Unresolved>,
    pub(crate) joints: Vec<Joint>,
    /// Where the joint rows stand of which an end is not known.
    pub(crate) unresolved_joints: Vec<RowAt>,
    pub(crate) reviews: Vec<ReviewRecord>,
    /// Keys of `references.csv`, sorted.
    pub(crate) references: Vec<String>,
    /// Rows of overlays that take the place of others.
    pub(crate) replaced: Vec<Replaced>,
    /// Keys of standards whose requirements could not be read or whose file is not there, so that their ids cannot be judged.
    pub(crate) unread: Vec<String>,
}

/// Findings, and the rows that they set aside.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) set_aside: SetAside,
}

/// The rows that are not used.
#[derive(Debug, Default)]
pub(crate) struct SetAside {
    rows: Vec<RowAt>,
}

impl SetAside {
    /// Adds a row.
    pub(crate) fn add(&mut self, at: RowAt) {
        self.rows.push(at);
    }

    /// How many rows there are; sorts them, so that [`SetAside::contains`] finds them.
    pub(crate) fn settle(&mut self) -> usize {
        order::sort_by_key(&mut self.rows, |at| *at);
        self.rows.dedup();
        self.rows.len()
    }

    /// Whether a row is among them. INVARIANT: settled after the last was added.
    pub(crate) fn contains(&self, at: RowAt) -> bool {
        self.rows.binary_search(&at).is_ok()
    }
}

impl Findings {
    /// Adds a finding about a row; an error sets the row aside.
    pub(crate) fn push(&mut self, at: RowAt, diagnostic: Diagnostic) {
        if diagnostic.severity == crate::Severity::Error {
            self.set_aside.add(at);
        }
        self.diagnostics.push(diagnostic);
    }
}

impl LinkText {
    /// Where the row stands.
    pub(crate) fn at(&self) -> RowAt {
        RowAt { file: self.file, offset: self.offset }
    }
}

impl Filled {
    /// Whether the column of `LINKS` is not empty; only asked of the texts.
    pub(crate) fn has(self, column: usize) -> bool {
        self.0 & bit(column) != 0
    }

    pub(crate) fn of(row: &Row<'_, '_>) -> Self {
        let columns = schema::link::WHY..=schema::link::REFERENCE;
        Self(columns.filter(|column| !row.raw(*column).is_empty()).fold(0, |all, column| all | bit(column)))
    }
}

fn bit(column: usize) -> u8 {
    1 << column.saturating_sub(schema::link::WHY)
}

/// What kinds of files one pass reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Standards, requirements, references: what rows refer to.
    Catalogue,
    /// Links, joint rows, second judgements, and tables of later rooms.
    Rows,
}

impl Pass {
    fn reads(self, kind: &FileKind) -> bool {
        let catalogue =
            matches!(kind, FileKind::Standards | FileKind::Requirements { .. } | FileKind::References);
        catalogue == (self == Self::Catalogue)
    }
}

impl Records {
    /// Reads what rows refer to: standards, requirements and references; what cannot be read is a finding and hides nothing else.
    ///
    /// Sources that were `checked_before` are known to be canonical.
    pub(crate) fn read_catalogue(sources: &[Source], found: &mut Findings, checked_before: bool) -> Self {
        let mut records = Self::default();
        records.read(sources, Pass::Catalogue, None, found, checked_before);
        let keys: Vec<String> = records.standards.iter().map(|row| row.key.to_string()).collect();
        let (files, rows) = (&records.files, &mut records.requirements);
        let order = |key: &str| keys.iter().position(|known| known == key).unwrap_or(usize::MAX);
        order::sort_by(rows, |a, b| {
            let (one, other) = (id_of(files, a), id_of(files, b));
            let same = one.get(..usize::from(a.id.key)) == other.get(..usize::from(b.id.key));
            let by_standard = if same {
                std::cmp::Ordering::Equal
            } else {
                order(key_of(files, a)).cmp(&order(key_of(files, b)))
            };
            by_standard.then_with(|| crate::natural_order(one, other))
        });
        order::sort_by(&mut records.references, |a, b| a.cmp(b));
        records
    }

    /// Reads everything else, its ends resolved in the catalogue.
    pub(crate) fn read_rows(
        &mut self,
        sources: &[Source],
        catalogue: &Catalogue,
        found: &mut Findings,
        checked_before: bool,
    ) {
        self.read(sources, Pass::Rows, Some(catalogue), found, checked_before);
    }

    fn read(
        &mut self,
        sources: &[Source],
        pass: Pass,
        catalogue: Option<&Catalogue>,
        found: &mut Findings,
        checked_before: bool,
    ) {
        for source in sources {
            let kind = FileKind::of(&source.name);
            if !pass.reads(&kind) {
                continue;
            }
            let Some(schema) = Schema::of(&kind, &source.name) else {
                found.diagnostics.push(unknown_file(&source.shown_name()));
                continue;
            };
            let mut repairs = Repairs::default();
            let opened = Table::open(source, schema, &mut repairs, &mut found.diagnostics);
            let read = match opened {
                Some(table) => self.take_file(&kind, table, repairs, catalogue, found, checked_before),
                None => {
                    repairs.report(&crate::text::Text::new(source.clone()), &mut found.diagnostics);
                    None
                }
            };
            match (read, kind) {
                (Some(file), _) => self.files.0.push(file),
                (None, FileKind::Requirements { standard }) => self.unread.push(standard),
                _ => {}
            }
        }
    }

    /// Reads the rows of a file; `None` where it could not be read to its end, and then none of its rows counts.
    fn take_file(
        &mut self,
        kind: &FileKind,
        table: Table,
        repairs: Repairs,
        catalogue: Option<&Catalogue>,
        found: &mut Findings,
        checked_before: bool,
    ) -> Option<File> {
        let file = u32::try_from(self.files.0.len()).unwrap_or(u32::MAX);
        let before = self.counts();
        let findings_before = (found.diagnostics.len(), found.set_aside.rows.len());
        let mut reader = table.rows(repairs, checked_before);
        let mut formulas = Vec::new();
        let mut ends = rows::LastEnds::default();
        while let Some(row) = reader.next_row(&mut found.diagnostics) {
            let at = RowAt { file, offset: u32::try_from(row.offset).unwrap_or(u32::MAX) };
            if row.formula {
                formulas.push(at.offset);
            }
            let mut cells = Fields { row: &row, at, found };
            match (kind, catalogue) {
                (FileKind::Standards, _) => self.standards.extend(rows::standard(&mut cells)),
                (FileKind::Requirements { .. }, _) => self.requirements.extend(rows::requirement(&mut cells)),
                (FileKind::References, _) => {
                    self.references.extend(cells.required(0).map(str::to_owned));
                }
                (FileKind::Links { .. }, Some(catalogue)) => {
                    if let Some((source, target, row)) = rows::link(&mut cells, catalogue, &mut ends) {
                        self.take_link(source, target, row);
                    }
                }
                (FileKind::Joint, Some(catalogue)) => match rows::joint(&mut cells, catalogue) {
                    Some(Ok(joint)) => self.joints.push(joint),
                    Some(Err(at)) => self.unresolved_joints.push(at),
                    None => {}
                },
                (FileKind::Review { .. }, Some(catalogue)) => {
                    self.reviews.extend(rows::review(&mut cells, catalogue));
                }
                _ => {}
            }
        }
        let (count, whole, out_of_order) = (reader.count, reader.whole, reader.out_of_order);
        let mut of_the_file = Vec::new();
        let readable = reader.finish(&mut of_the_file);
        if !readable {
            self.truncate(before);
            found.diagnostics.truncate(findings_before.0);
            found.set_aside.rows.truncate(findings_before.1);
        }
        found.diagnostics.extend(of_the_file);
        let kind = kind.clone();
        readable.then_some(File { kind, table, rows: count, whole, out_of_order, formulas })
    }

    fn take_link(&mut self, source: End, target: End, row: LinkText) {
        match (source, target) {
            (End::Requirement(source), End::Requirement(target)) => {
                self.links.push(Link { source, target, row });
            }
            (End::Requirement(requirement), End::Whole(standard)) => {
                self.nothing.push(Nothing { requirement, standard, backwards: false, row });
            }
            (End::Whole(standard), End::Requirement(requirement)) => {
                self.nothing.push(Nothing { requirement, standard, backwards: true, row });
            }
            _ => self.unresolved.push(Unresolved { source, target, row }),
        }
    }

    fn counts(&self) -> [usize; 9] {
        [
            self.standards.len(),
            self.requirements.len(),
            self.references.len(),
            self.links.len(),
            self.nothing.len(),
            self.unresolved.len(),
            self.joints.len(),
            self.unresolved_joints.len(),
            self.reviews.len(),
        ]
    }

    fn truncate(&mut self, to: [usize; 9]) {
        let [standards, requirements, references, links, nothing, unresolved, joints, lost, reviews] = to;
        self.standards.truncate(standards);
        self.requirements.truncate(requirements);
        self.references.truncate(references);
        self.links.truncate(links);
        self.nothing.truncate(nothing);
        self.unresolved.truncate(unresolved);
        self.joints.truncate(joints);
        self.unresolved_joints.truncate(lost);
        self.reviews.truncate(reviews);
    }

    /// The id of a requirement row.
    pub(crate) fn id(&self, row: &RequirementRow) -> &str {
        id_of(&self.files, row)
    }

    /// The standard's key of a requirement row.
    pub(crate) fn key(&self, row: &RequirementRow) -> &str {
        key_of(&self.files, row)
    }

    /// The id that a requirement row names as its parent; empty where it names none.
    pub(crate) fn parent(&self, row: &RequirementRow) -> &str {
        span_of(&self.files, row.at, row.parent)
    }
}

impl Files {
    /// The file of that number.
    pub(crate) fn get(&self, number: u32) -> Option<&File> {
        self.0.get(number as usize)
    }

    /// The layer that a row belongs to: 0 for the data itself.
    pub(crate) fn layer(&self, at: RowAt) -> u32 {
        self.get(at.file).map_or(0, |file| file.table.text.layer())
    }

    /// All files.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    /// The file that a row stands in.
    fn of(&self, at: RowAt) -> Option<&File> {
        self.get(at.file)
    }

    /// The trimmed text of a cell.
    pub(crate) fn text(&self, at: RowAt, column: usize) -> Cow<'_, str> {
        self.of(at).map_or(Cow::Borrowed(""), |file| file.table.text_at(at.offset as usize, column))
    }

    /// The place of a cell.
    pub(crate) fn place(&self, at: RowAt, column: usize, label: &str) -> Option<Place> {
        Some(self.of(at)?.table.place(at.offset as usize, column, label))
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

    /// File and line (1-based) of a row, as a sentence names them.
    pub(crate) fn file_and_line(&self, at: RowAt) -> String {
        self.of(at).map_or_else(String::new, |file| {
            format!("{}:{}", file.table.text.name(), file.table.text.line(at.offset as usize))
        })
    }
}

fn span_of(files: &Files, at: RowAt, span: Span) -> &str {
    let text = files.get(at.file).map_or("", |file| file.table.text.as_str());
    text.get(span.start as usize..span.start as usize + usize::from(span.length)).unwrap_or("")
}

fn id_of<'f>(files: &'f Files, row: &RequirementRow) -> &'f str {
    span_of(files, row.at, row.id)
}

fn key_of<'f>(files: &'f Files, row: &RequirementRow) -> &'f str {
    id_of(files, row).get(..usize::from(row.id.key)).unwrap_or("")
}

fn unknown_file(name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownFile, format!("`{name}` is not the name of a data file, so it was not read")).hint(
        "names are `standards.csv`, `references.csv`, `requirements/<key>.csv`, `links/<left>--<right>.csv`, \
         `links/joint.csv` and `review/<left>--<right>.csv`",
    )
}
