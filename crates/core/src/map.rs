//! The map: standards, requirements and the links between them, ready for questions.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::{Index, IndexMut};

use petgraph::Directed;
use petgraph::csr::Csr;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use crate::id::{Endpoint, RequirementId};
use crate::natural::natural_order;
use crate::order;
use crate::records::{LinkRecord, LinkText, Records, RowAt};
use crate::source::FileKind;
use crate::standard::{Standard, display_name};
use crate::table::CellText;
use crate::word::{Confidence, Kind, Relationship, Review};

/// Number of a requirement in its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RequirementIndex(u32);

/// Number of a standard in its map.
pub(crate) type StandardIndex = usize;

/// One requirement, control or practice, or a heading above some.
#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    pub(crate) id: RequirementId,
    pub(crate) standard: StandardIndex,
    pub(crate) parent: Option<RequirementIndex>,
    /// In clause order.
    pub(crate) children: Vec<RequirementIndex>,
    /// 0 for what has no parent.
    pub(crate) depth: u32,
    pub(crate) kind: Kind,
    pub(crate) title: CellText,
    pub(crate) topic: CellText,
}

/// A row between two requirements.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) source: RequirementIndex,
    pub(crate) target: RequirementIndex,
    pub(crate) row: Box<LinkText>,
}

/// A row that says that a whole standard holds nothing for a requirement.
#[derive(Debug, Clone)]
pub(crate) struct Nothing {
    pub(crate) requirement: RequirementIndex,
    pub(crate) standard: StandardIndex,
    /// Whether the whole standard stands on the left.
    pub(crate) backwards: bool,
    pub(crate) row: Box<LinkText>,
}

/// Several requirements that together meet one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Joint {
    pub(crate) target: RequirementIndex,
    pub(crate) sources: Vec<RequirementIndex>,
    pub(crate) confidence: Confidence,
    pub(crate) review: Review,
    /// Number of the file.
    pub(crate) file: usize,
    pub(crate) line: u32,
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
#[derive(Debug)]
pub struct Map {
    pub(crate) standards: Vec<Standard>,
    /// By standard, then in clause order: every heading before what stands below it, 8.10 after 8.9.
    requirements: Vec<Requirement>,
    by_id: FxHashMap<RequirementId, RequirementIndex>,
    /// Sorted by source and target; no pair twice.
    pub(crate) links: Vec<Link>,
    pub(crate) nothing: Vec<Nothing>,
    pub(crate) joints: Vec<Joint>,
    /// Names of the files that rows stand in.
    files: Vec<String>,
    /// Standards with a requirement that was set aside: of their headings not all children are known.
    pub(crate) broken: Vec<StandardIndex>,
    /// Every link once from each end.
    steps: Csr<(), (Relationship, usize), Directed>,
    /// How many rows and files were in error and are not used.
    pub(crate) set_aside: usize,
}

impl Map {
    /// The map of all rows that no finding sets aside.
    pub(crate) fn new(
        mut records: Records<'_>,
        is_set_aside: &dyn Fn(RowAt) -> bool,
        set_aside: usize,
    ) -> Self {
        let rows = std::mem::take(&mut records.links);
        let records = &records;
        let standards: Vec<Standard> = records
            .standards
            .iter()
            .filter(|row| !is_set_aside(row.at))
            .map(|row| Standard {
                key: row.key.clone(),
                name: display_name(&row.key, &row.title, &row.edition),
                title: row.title.clone(),
                edition: row.edition.clone(),
                publisher: row.publisher.clone(),
                status: row.status,
                published: row.published.clone(),
                supersedes: row.supersedes.clone(),
                amendments: row.amendments.clone(),
                url: row.url.clone(),
            })
            .collect();
        let order: FxHashMap<&str, StandardIndex> =
            standards.iter().enumerate().map(|(at, standard)| (standard.key.as_str(), at)).collect();
        let requirements = in_clause_order(records, is_set_aside, &order);
        let by_id: FxHashMap<_, _> =
            requirements.iter().zip(0..).map(|(row, at)| (row.id.clone(), RequirementIndex(at))).collect();
        let rows = rows.into_iter().filter(|row| !is_set_aside(row.at));
        let (links, nothing, lost) = links(rows, &order, &by_id);
        let steps = steps(&links, requirements.len());
        let joints = joints(records, is_set_aside, &by_id);
        let broken = broken(records, &order, &requirements);
        let set_aside = set_aside + lost;
        let files = records.files.iter().map(|file| file.table.text.name.to_owned()).collect();
        Self { standards, requirements, by_id, links, nothing, joints, files, broken, steps, set_aside }
    }

    /// The standard of that number.
    #[expect(clippy::indexing_slicing, reason = "numbers of standards are handed out by this map alone")]
    pub(crate) fn standard(&self, at: StandardIndex) -> &Standard {
        &self.standards[at]
    }

    /// The link of that number.
    #[expect(clippy::indexing_slicing, reason = "numbers of links are handed out by this map alone")]
    pub(crate) fn link(&self, at: usize) -> &Link {
        &self.links[at]
    }

    /// The name of the file of that number.
    pub(crate) fn file(&self, at: usize) -> &str {
        self.files.get(at).map_or("", String::as_str)
    }

    /// The requirement with that id.
    pub(crate) fn find(&self, id: &RequirementId) -> Option<RequirementIndex> {
        self.by_id.get(id).copied()
    }

    /// Every requirement's number, by standard and in clause order.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = RequirementIndex> + use<> {
        (0..u32::try_from(self.requirements.len()).unwrap_or(u32::MAX)).map(RequirementIndex)
    }

    /// The requirements of a standard, headings too, in clause order.
    pub(crate) fn of_standard(&self, standard: StandardIndex) -> impl Iterator<Item = RequirementIndex> {
        self.all().filter(move |at| self[*at].standard == standard)
    }

    /// The requirements of a standard that coverage counts.
    pub(crate) fn assessable(&self, standard: StandardIndex) -> impl Iterator<Item = RequirementIndex> {
        self.of_standard(standard).filter(|at| self[*at].kind.is_assessable())
    }

    /// Steps along the rows of a requirement, `no-relationship` too, in clause order of what they lead to.
    pub(crate) fn steps(&self, from: RequirementIndex) -> impl Iterator<Item = Step> {
        self.steps.edges(from.0).map(|edge| {
            let (reads, link) = *edge.weight();
            Step { to: RequirementIndex(edge.target()), reads, link }
        })
    }

    /// The headings above a requirement, the nearest first.
    pub(crate) fn above(&self, of: RequirementIndex) -> impl Iterator<Item = RequirementIndex> {
        std::iter::successors(self[of].parent, |at| self[*at].parent)
    }

    /// Everything below a requirement, in clause order.
    pub(crate) fn below(&self, of: RequirementIndex) -> Vec<RequirementIndex> {
        let mut all = Vec::new();
        let mut open = self[of].children.clone();
        while let Some(at) = open.pop() {
            all.push(at);
            open.extend(&self[at].children);
        }
        order::sort_by_key(&mut all, |at| *at);
        all
    }

    /// What stands directly below a requirement, in clause order.
    pub(crate) fn children(&self, of: RequirementIndex) -> impl Iterator<Item = RequirementIndex> {
        self[of].children.iter().copied()
    }

    /// Whether nothing stands below a requirement.
    pub(crate) fn is_leaf(&self, at: RequirementIndex) -> bool {
        self[at].children.is_empty()
    }

    /// The heading directly above a requirement.
    pub(crate) fn parent(&self, of: RequirementIndex) -> Option<RequirementIndex> {
        self[of].parent
    }

    /// How many headings stand above a requirement.
    pub(crate) fn depth(&self, of: RequirementIndex) -> u32 {
        self[of].depth
    }

    /// The standard that a requirement belongs to.
    pub(crate) fn standard_of(&self, at: RequirementIndex) -> StandardIndex {
        self[at].standard
    }

    /// What sort of thing a requirement is.
    pub(crate) fn kind(&self, of: RequirementIndex) -> Kind {
        self[of].kind
    }

    /// The id of a requirement as text.
    pub(crate) fn id(&self, of: RequirementIndex) -> &str {
        self[of].id.as_str()
    }

    /// The id of a requirement, for an answer.
    pub(crate) fn requirement_id(&self, of: RequirementIndex) -> RequirementId {
        self[of].id.clone()
    }

    /// The part of a requirement's id behind the colon.
    pub(crate) fn number(&self, of: RequirementIndex) -> &str {
        self[of].id.number()
    }

    /// The short heading of a requirement as published; empty where there is none.
    pub(crate) fn title(&self, of: RequirementIndex) -> Cow<'_, str> {
        Cow::Borrowed(&self[of].title)
    }

    /// What a requirement is about, in the project's words; empty for headings.
    pub(crate) fn topic(&self, of: RequirementIndex) -> Cow<'_, str> {
        Cow::Borrowed(&self[of].topic)
    }

    /// What a row says in words.
    pub(crate) fn words<'m>(&'m self, row: &'m LinkText) -> RowWords<'m> {
        RowWords {
            why: Cow::Borrowed(&row.why),
            source_only: Cow::Borrowed(&row.source_only),
            target_only: Cow::Borrowed(&row.target_only),
            reference: row.reference.clone(),
        }
    }

    /// The line (1-based) that a row stands on in its file.
    pub(crate) fn line(&self, row: &LinkText) -> u32 {
        row.line
    }

    /// A value for every requirement.
    pub(crate) fn each<T: Clone>(&self, value: T) -> Each<T> {
        Each(vec![value; self.requirements.len()])
    }
}

impl Index<RequirementIndex> for Map {
    type Output = Requirement;

    #[expect(clippy::indexing_slicing, reason = "numbers of requirements are handed out by this map alone")]
    fn index(&self, at: RequirementIndex) -> &Requirement {
        &self.requirements[at.0 as usize]
    }
}

/// One value a requirement.
#[derive(Debug, Clone)]
pub(crate) struct Each<T>(Vec<T>);

impl<T> Index<RequirementIndex> for Each<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "as long as the map's requirements")]
    fn index(&self, at: RequirementIndex) -> &T {
        &self.0[at.0 as usize]
    }
}

impl<T> IndexMut<RequirementIndex> for Each<T> {
    #[expect(clippy::indexing_slicing, reason = "as long as the map's requirements")]
    fn index_mut(&mut self, at: RequirementIndex) -> &mut T {
        &mut self.0[at.0 as usize]
    }
}

/// All requirements by standard, depth first, siblings in natural order.
fn in_clause_order(
    records: &Records<'_>,
    is_set_aside: &dyn Fn(RowAt) -> bool,
    order: &FxHashMap<&str, StandardIndex>,
) -> Vec<Requirement> {
    let known: FxHashMap<&RequirementId, _> =
        records.requirements.iter().filter(|row| !is_set_aside(row.at)).map(|row| (&row.id, row)).collect();
    let mut children: FxHashMap<Option<&RequirementId>, Vec<&RequirementId>> = FxHashMap::default();
    for row in
        records.requirements.iter().filter(|row| !is_set_aside(row.at) && order.contains_key(row.id.key()))
    {
        let parent = row.parent.as_ref().filter(|parent| known.contains_key(parent));
        children.entry(parent).or_default().push(&row.id);
    }
    let mut requirements: Vec<Requirement> = Vec::with_capacity(known.len());
    let mut open: Vec<(&RequirementId, Option<RequirementIndex>, u32)> =
        siblings(order, children.remove(&None)).into_iter().map(|id| (id, None, 0)).collect();
    while let Some((id, parent, depth)) = open.pop() {
        let (Some(row), Some(standard)) = (known.get(id), order.get(id.key())) else { continue };
        let at = RequirementIndex(u32::try_from(requirements.len()).unwrap_or(u32::MAX));
        if let Some(parent) = parent.and_then(|parent| requirements.get_mut(parent.0 as usize)) {
            parent.children.push(at);
        }
        requirements.push(Requirement {
            id: id.clone(),
            standard: *standard,
            parent,
            children: Vec::new(),
            depth,
            kind: row.kind,
            title: row.title.clone(),
            topic: row.topic.clone(),
        });
        open.extend(
            siblings(order, children.remove(&Some(id))).into_iter().map(|child| (child, Some(at), depth + 1)),
        );
    }
    requirements
}

/// Siblings from the last to the first, as the walk takes them from the end; mostly they stand in order already.
fn siblings<'r>(
    order: &FxHashMap<&str, StandardIndex>,
    ids: Option<Vec<&'r RequirementId>>,
) -> Vec<&'r RequirementId> {
    let mut ids = ids.unwrap_or_default();
    order::sort_by(&mut ids, |a, b| by_standard(order, a, b));
    ids.reverse();
    ids
}

fn by_standard(order: &FxHashMap<&str, StandardIndex>, a: &RequirementId, b: &RequirementId) -> Ordering {
    order.get(a.key()).cmp(&order.get(b.key())).then_with(|| natural_order(a.number(), b.number()))
}

/// Links, `:*` rows, and how many rows name a requirement that was set aside.
fn links(
    rows: impl Iterator<Item = LinkRecord>,
    standards: &FxHashMap<&str, StandardIndex>,
    by_id: &FxHashMap<RequirementId, RequirementIndex>,
) -> (Vec<Link>, Vec<Nothing>, usize) {
    let (mut links, mut nothing, mut lost) = (Vec::new(), Vec::new(), 0);
    for row in rows {
        match (&row.source, &row.target) {
            (Endpoint::Requirement(source), Endpoint::Requirement(target)) => {
                match (by_id.get(source), by_id.get(target)) {
                    (Some(source), Some(target)) => {
                        links.push(Link { source: *source, target: *target, row: row.text });
                    }
                    _ => lost += 1,
                }
            }
            (Endpoint::Requirement(id), Endpoint::Whole(key))
            | (Endpoint::Whole(key), Endpoint::Requirement(id)) => {
                match (by_id.get(id), standards.get(key.as_str())) {
                    (Some(requirement), Some(standard)) => nothing.push(Nothing {
                        requirement: *requirement,
                        standard: *standard,
                        backwards: matches!(row.source, Endpoint::Whole(_)),
                        row: row.text,
                    }),
                    _ => lost += 1,
                }
            }
            (Endpoint::Whole(_), Endpoint::Whole(_)) => lost += 1,
        }
    }
    order::sort_by_key(&mut links, |link: &Link| (link.source, link.target));
    order::sort_by_key(&mut nothing, |row: &Nothing| (row.requirement, row.standard));
    (links, nothing, lost)
}

fn steps(links: &[Link], requirements: usize) -> Csr<(), (Relationship, usize), Directed> {
    let mut edges: Vec<(u32, u32, (Relationship, usize))> = Vec::with_capacity(links.len() * 2);
    for (number, link) in links.iter().enumerate() {
        edges.push((link.source.0, link.target.0, (link.row.relationship, number)));
        edges.push((link.target.0, link.source.0, (link.row.relationship.inverse(), number)));
    }
    order::sort_by_key(&mut edges, |(from, to, _)| (*from, *to));
    // Two rows about one pair were set aside before; should one slip through, the first counts.
    edges.dedup_by_key(|(from, to, _)| (*from, *to));
    let mut steps = Csr::from_sorted_edges(&edges).unwrap_or_default();
    // The edges know only of requirements up to the last linked one.
    while steps.node_count() < requirements {
        steps.add_node(());
    }
    steps
}

fn joints(
    records: &Records<'_>,
    is_set_aside: &dyn Fn(RowAt) -> bool,
    by_id: &FxHashMap<RequirementId, RequirementIndex>,
) -> Vec<Joint> {
    let rows = records.joints.iter().filter(|row| !is_set_aside(row.at));
    let joint = |row: &crate::records::JointRecord| {
        Some(Joint {
            target: *by_id.get(&row.target)?,
            sources: row.sources.iter().map(|id| by_id.get(id).copied()).collect::<Option<_>>()?,
            confidence: row.confidence,
            review: row.review,
            file: row.at.file,
            line: row.line,
        })
    };
    let mut joints: Vec<Joint> = rows.filter_map(joint).collect();
    order::sort_by(&mut joints, |a, b| (a.target, &a.sources).cmp(&(b.target, &b.sources)));
    joints
}

/// The standards of which a requirement is missing from the map although its file has a row for it.
fn broken(
    records: &Records<'_>,
    order: &FxHashMap<&str, StandardIndex>,
    requirements: &[Requirement],
) -> Vec<StandardIndex> {
    let mut broken = Vec::new();
    for file in &records.files {
        if let FileKind::Requirements { standard } = &file.kind
            && let Some(standard) = order.get(standard.as_str())
        {
            let known = requirements.iter().filter(|row| row.standard == *standard).count();
            if known < file.table.rows.len() || !file.table.whole {
                broken.push(*standard);
            }
        }
    }
    broken
}
