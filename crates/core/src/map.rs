//! The map: standards, requirements and the links between them, ready for questions.

use std::borrow::Cow;
use std::ops::{Index, IndexMut};

use crate::arcs::Arcs;
use crate::catalogue::Catalogue;
use crate::id::RequirementId;
use crate::order;
use crate::overlay::Replaced;
use crate::records::{Files, LinkText, Records, RowAt};
use crate::schema;
use crate::source::FileKind;
use crate::standard::Standard;
use crate::word::{Confidence, Kind, Relationship, Review};

/// Number of a requirement in its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RequirementIndex(pub(crate) u32);

/// Number of a standard in its map.
pub(crate) type StandardIndex = usize;

/// A row between two requirements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) source: RequirementIndex,
    pub(crate) target: RequirementIndex,
    pub(crate) row: LinkText,
}

/// A row that says that a whole standard holds nothing for a requirement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nothing {
    pub(crate) requirement: RequirementIndex,
    pub(crate) standard: StandardIndex,
    /// Whether the whole standard stands on the left.
    pub(crate) backwards: bool,
    pub(crate) row: LinkText,
}

/// Several requirements that together meet one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Joint {
    pub(crate) target: RequirementIndex,
    pub(crate) sources: Vec<RequirementIndex>,
    pub(crate) confidence: Confidence,
    pub(crate) review: Review,
    /// Number of the file.
    pub(crate) file: u32,
    pub(crate) offset: u32,
}

impl Joint {
    /// Where the row stands.
    pub(crate) fn at(&self) -> RowAt {
        RowAt { file: self.file, offset: self.offset }
    }
}

/// A step along a link: number of the link, and how it reads from where the step starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) to: RequirementIndex,
    pub(crate) reads: Relationship,
    pub(crate) link: usize,
}

/// What a row of a link file says in words.
#[derive(Debug, Clone)]
pub(crate) struct RowWords<'m> {
    pub(crate) why: Cow<'m, str>,
    pub(crate) source_only: Cow<'m, str>,
    pub(crate) target_only: Cow<'m, str>,
    /// Keys of references.
    pub(crate) reference: Vec<String>,
}

/// Standards, requirements and links. Made by [`crate::load`], never changed.
///
/// It keeps the texts that it was made of, and reads titles and reasons there when they are asked for.
#[derive(Debug)]
pub struct Map {
    catalogue: Catalogue,
    pub(crate) standards: Vec<Standard>,
    /// In the order in which they were read, which nothing may depend on.
    pub(crate) links: Vec<Link>,
    /// Sorted by requirement and standard.
    pub(crate) nothing: Vec<Nothing>,
    /// Sorted by target and sources.
    pub(crate) joints: Vec<Joint>,
    /// The files that rows stand in.
    pub(crate) files: Files,
    /// Standards with a requirement that was set aside: of their headings not all children are known.
    pub(crate) broken: Vec<StandardIndex>,
    /// Rows of overlays, and the rows below them whose place they take.
    pub(crate) replaced: Vec<Replaced>,
    /// Every link once from each end.
    arcs: Arcs,
    /// How many rows and files were in error and are not used.
    pub(crate) set_aside: usize,
    /// How many rows cannot hold beside the others.
    pub(crate) contradictory: usize,
}

impl Map {
    /// The map of everything that was read; takes from the records what it keeps.
    pub(crate) fn new(records: &mut Records, mut catalogue: Catalogue) -> Self {
        let (links, mut nothing, mut joints) = (
            std::mem::take(&mut records.links),
            std::mem::take(&mut records.nothing),
            std::mem::take(&mut records.joints),
        );
        let arcs = Arcs::new(&links, catalogue.len());
        let broken = broken(records, &catalogue);
        order::sort_by_key(&mut nothing, |row: &Nothing| (row.requirement, row.standard, row.row.at()));
        order::sort_by(&mut joints, |a, b| (a.target, &a.sources).cmp(&(b.target, &b.sources)));
        let standards = std::mem::take(&mut catalogue.standards);
        let files = std::mem::take(&mut records.files);
        let replaced = std::mem::take(&mut records.replaced);
        Self {
            catalogue,
            standards,
            links,
            nothing,
            joints,
            files,
            broken,
            replaced,
            arcs,
            set_aside: 0,
            contradictory: 0,
        }
    }

    /// The same map without some rows.
    pub(crate) fn without(mut self, is_set_aside: &dyn Fn(RowAt) -> bool) -> Self {
        let before = self.links.len();
        self.links.retain(|link| !is_set_aside(link.row.at()));
        self.nothing.retain(|row| !is_set_aside(row.row.at()));
        self.joints.retain(|row| !is_set_aside(row.at()));
        if self.links.len() < before {
            self.arcs = Arcs::new(&self.links, self.catalogue.len());
        }
        self
    }

    /// How many rows and files were in error and are not used.
    pub fn set_aside(&self) -> usize {
        self.set_aside
    }

    /// How many rows cannot hold beside the others; 0 for data that was not checked.
    pub fn contradictory(&self) -> usize {
        self.contradictory
    }

    /// The standard of that number.
    #[expect(clippy::indexing_slicing, reason = "numbers of standards are handed out by this map alone")]
    pub(crate) fn standard(&self, at: StandardIndex) -> &Standard {
        &self.standards[at]
    }

    /// The link of that number.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "numbers of links are handed out by this map alone")]
    pub(crate) fn link(&self, at: usize) -> &Link {
        &self.links[at]
    }

    /// The name of the file of that number.
    pub(crate) fn file(&self, at: u32) -> &str {
        self.files.get(at).map_or("", |file| file.table.text.name())
    }

    /// The line (1-based) that a row stands on in its file.
    pub(crate) fn line(&self, row: &LinkText) -> u32 {
        self.line_at(row.at())
    }

    /// The line (1-based) of a place.
    pub(crate) fn line_at(&self, at: RowAt) -> u32 {
        self.files.get(at.file).map_or(0, |file| file.table.text.line(at.offset as usize))
    }

    /// What a row says in words.
    pub(crate) fn words(&self, row: &LinkText) -> RowWords<'_> {
        use schema::link as column;
        let text = |column| self.text(row.at(), column);
        let reference = text(column::REFERENCE).split_whitespace().map(str::to_owned).collect();
        RowWords {
            why: text(column::WHY),
            source_only: text(column::SOURCE_ONLY),
            target_only: text(column::TARGET_ONLY),
            reference,
        }
    }

    /// The trimmed text of a cell.
    pub(crate) fn text(&self, at: RowAt, column: usize) -> Cow<'_, str> {
        self.files.text(at, column)
    }

    /// The requirement with that id.
    pub(crate) fn find(&self, id: &RequirementId) -> Option<RequirementIndex> {
        self.catalogue.find(id.as_str())
    }

    /// Whether a requirement with that id was read and set aside.
    pub(crate) fn is_aside(&self, id: &RequirementId) -> bool {
        self.catalogue.is_aside(id.as_str())
    }

    /// How many requirements there are.
    pub(crate) fn len(&self) -> usize {
        self.catalogue.len()
    }

    /// Every requirement's number, by standard and in clause order.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = RequirementIndex> + use<> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(RequirementIndex)
    }

    /// The requirements of a standard, headings too, in clause order.
    pub(crate) fn of_standard(
        &self,
        standard: StandardIndex,
    ) -> impl DoubleEndedIterator<Item = RequirementIndex> + use<> {
        self.catalogue.of_standard(standard)
    }

    /// The requirements of a standard that coverage counts.
    pub(crate) fn assessable(&self, standard: StandardIndex) -> impl Iterator<Item = RequirementIndex> {
        self.of_standard(standard).filter(|at| self.kind(*at).is_assessable())
    }

    /// Steps along the rows of a requirement, `no-relationship` too, in clause order of what they lead to.
    #[inline]
    pub(crate) fn steps(&self, from: RequirementIndex) -> impl DoubleEndedIterator<Item = Step> + Clone {
        self.arcs.from(from)
    }

    /// The `:*` rows of a requirement itself, by standard.
    pub(crate) fn nothing_of(&self, of: RequirementIndex) -> &[Nothing] {
        let first = self.nothing.partition_point(|row| row.requirement < of);
        let end = self.nothing.partition_point(|row| row.requirement <= of);
        self.nothing.get(first..end).unwrap_or(&[])
    }

    /// The headings above a requirement, the nearest first.
    pub(crate) fn above(&self, of: RequirementIndex) -> impl Iterator<Item = RequirementIndex> {
        std::iter::successors(self.parent(of), |at| self.parent(*at))
    }

    /// Everything below a requirement, in clause order.
    pub(crate) fn below(
        &self,
        of: RequirementIndex,
    ) -> impl DoubleEndedIterator<Item = RequirementIndex> + use<> {
        self.catalogue.below(of)
    }

    /// What stands directly below a requirement, in clause order.
    #[inline]
    pub(crate) fn children(&self, of: RequirementIndex) -> impl Iterator<Item = RequirementIndex> {
        self.catalogue.children(of)
    }

    /// Whether nothing stands below a requirement.
    #[inline]
    pub(crate) fn is_leaf(&self, at: RequirementIndex) -> bool {
        self.catalogue.is_leaf(at)
    }

    /// The heading directly above a requirement.
    #[inline]
    pub(crate) fn parent(&self, of: RequirementIndex) -> Option<RequirementIndex> {
        self.catalogue.parent(of)
    }

    /// How many headings stand above a requirement.
    pub(crate) fn depth(&self, of: RequirementIndex) -> u32 {
        self.catalogue.requirement(of).depth
    }

    /// The standard that a requirement belongs to.
    #[inline]
    pub(crate) fn standard_of(&self, at: RequirementIndex) -> StandardIndex {
        self.catalogue.standard_of(at)
    }

    /// What sort of thing a requirement is.
    #[inline]
    pub(crate) fn kind(&self, of: RequirementIndex) -> Kind {
        self.catalogue.requirement(of).kind
    }

    /// The id of a requirement as text.
    pub(crate) fn id(&self, of: RequirementIndex) -> &str {
        self.catalogue.id(of)
    }

    /// The id of a requirement, for an answer.
    pub(crate) fn requirement_id(&self, of: RequirementIndex) -> RequirementId {
        self.catalogue.requirement_id(of)
    }

    /// The part of a requirement's id behind the colon.
    pub(crate) fn number(&self, of: RequirementIndex) -> &str {
        self.catalogue.number(of)
    }

    /// Where the row of a requirement stands.
    pub(crate) fn row_of(&self, of: RequirementIndex) -> RowAt {
        self.catalogue.requirement(of).at
    }

    /// The short heading of a requirement as published; empty where there is none.
    pub(crate) fn title(&self, of: RequirementIndex) -> Cow<'_, str> {
        self.text(self.catalogue.requirement(of).at, schema::requirement::TITLE)
    }

    /// What a requirement is about, in the project's words; empty for headings.
    pub(crate) fn topic(&self, of: RequirementIndex) -> Cow<'_, str> {
        self.text(self.catalogue.requirement(of).at, schema::requirement::TOPIC)
    }

    /// A value for every requirement.
    pub(crate) fn each<T: Clone>(&self, value: T) -> Each<T> {
        Each(vec![value; self.len()])
    }
}

impl RequirementIndex {
    /// The number as a place in a list.
    #[inline]
    pub(crate) fn place(self) -> usize {
        self.0 as usize
    }
}

/// One value a requirement.
#[derive(Debug, Clone)]
pub(crate) struct Each<T>(Vec<T>);

impl<T> Index<RequirementIndex> for Each<T> {
    type Output = T;

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "as long as the map's requirements")]
    fn index(&self, at: RequirementIndex) -> &T {
        &self.0[at.place()]
    }
}

impl<T> IndexMut<RequirementIndex> for Each<T> {
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "as long as the map's requirements")]
    fn index_mut(&mut self, at: RequirementIndex) -> &mut T {
        &mut self.0[at.place()]
    }
}

/// The standards of which a requirement is missing from the map although its file has a row for it.
fn broken(records: &Records, catalogue: &Catalogue) -> Vec<StandardIndex> {
    let mut broken = Vec::new();
    for file in records.files.iter() {
        if let FileKind::Requirements { standard } = &file.kind
            && let Some(standard) = catalogue.standard(standard)
        {
            let known = catalogue.of_standard(standard).count();
            if known < file.rows || !file.whole {
                broken.push(standard);
            }
        }
    }
    broken
}
