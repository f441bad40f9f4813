//! What rows refer to: the standards, and their requirements in clause order.

use crate::id::RequirementId;
use crate::lookup::Lookup;
use crate::map::{RequirementIndex, StandardIndex};
use crate::order;
use crate::records::{End, Records, RowAt};
use crate::standard::{Standard, display_name};
use crate::word::Kind;

/// No parent.
const NONE: u32 = u32::MAX;

/// One requirement, control or practice, or a heading above some. Its title and topic stay in the text of its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Requirement {
    /// Where its id stands among all ids.
    id: u32,
    id_length: u16,
    /// How much of the id is the standard's key.
    key_length: u16,
    standard: u32,
    parent: u32,
    /// The number behind the last requirement below it.
    end: u32,
    pub(crate) at: RowAt,
    /// 0 for what has no parent.
    pub(crate) depth: u32,
    pub(crate) kind: Kind,
}

/// Standards and requirements, found by their names.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) standards: Vec<Standard>,
    /// By standard, then in clause order: every heading before what stands below it, 8.10 after 8.9.
    requirements: Vec<Requirement>,
    /// All ids, one behind the other.
    ids: String,
    by_id: Lookup,
    /// Of each standard where its requirements begin; at the end, how many there are.
    first: Vec<u32>,
    /// Ids of requirements that were set aside, sorted.
    aside: Vec<String>,
}

impl Catalogue {
    /// The standards and requirements of all rows that are not set aside.
    pub(crate) fn new(records: &Records, is_set_aside: &dyn Fn(RowAt) -> bool) -> Self {
        let standards: Vec<Standard> = records
            .standards
            .iter()
            .filter(|row| !is_set_aside(row.at))
            .map(|row| Standard {
                at: row.at,
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
        let mut catalogue = Self {
            standards,
            requirements: Vec::with_capacity(records.requirements.len()),
            ids: String::new(),
            by_id: Lookup::with_capacity(records.requirements.len()),
            first: Vec::new(),
            aside: Vec::new(),
        };
        let rows = catalogue.take_rows(records, is_set_aside);
        catalogue.put_in_clause_order(&rows);
        order::sort_by(&mut catalogue.aside, |a, b| a.cmp(b));
        catalogue
    }

    /// How many requirements there are.
    pub(crate) fn len(&self) -> usize {
        self.requirements.len()
    }

    /// The requirement of that number.
    #[inline]
    #[expect(
        clippy::indexing_slicing,
        reason = "numbers of requirements are handed out by this catalogue alone"
    )]
    pub(crate) fn requirement(&self, at: RequirementIndex) -> &Requirement {
        &self.requirements[at.place()]
    }

    /// The number of the requirement with that id.
    #[inline]
    pub(crate) fn find(&self, id: &str) -> Option<RequirementIndex> {
        self.by_id.find(id, |number| self.id(RequirementIndex(number))).map(RequirementIndex)
    }

    /// The standard with that key.
    pub(crate) fn standard(&self, key: &str) -> Option<StandardIndex> {
        self.standards.iter().position(|standard| standard.key.as_str() == key)
    }

    /// Whether a requirement with that id was read and set aside.
    pub(crate) fn is_aside(&self, id: &str) -> bool {
        self.aside.binary_search_by(|known| known.as_str().cmp(id)).is_ok()
    }

    /// What the end of a row names: an id, or a key with `:*` behind.
    #[inline]
    pub(crate) fn end(&self, text: &str) -> Option<End> {
        if let Some(at) = self.find(text) {
            return Some(End::Requirement(at));
        }
        text.strip_suffix(":*").and_then(|key| self.standard(key)).map(End::Whole)
    }

    /// The id of a requirement.
    #[inline]
    pub(crate) fn id(&self, of: RequirementIndex) -> &str {
        let row = self.requirement(of);
        self.ids.get(row.id as usize..row.id as usize + usize::from(row.id_length)).unwrap_or("")
    }

    /// The id of a requirement, for an answer.
    pub(crate) fn requirement_id(&self, of: RequirementIndex) -> RequirementId {
        RequirementId::of_parts(self.id(of), usize::from(self.requirement(of).key_length))
    }

    /// The part of a requirement's id behind the colon.
    pub(crate) fn number(&self, of: RequirementIndex) -> &str {
        self.id(of).get(usize::from(self.requirement(of).key_length) + 1..).unwrap_or("")
    }

    /// The standard that a requirement belongs to.
    #[inline]
    pub(crate) fn standard_of(&self, at: RequirementIndex) -> StandardIndex {
        self.requirement(at).standard as usize
    }

    /// The heading directly above a requirement.
    #[inline]
    pub(crate) fn parent(&self, of: RequirementIndex) -> Option<RequirementIndex> {
        let parent = self.requirement(of).parent;
        (parent != NONE).then_some(RequirementIndex(parent))
    }

    /// Everything below a requirement, in clause order.
    pub(crate) fn below(
        &self,
        of: RequirementIndex,
    ) -> impl DoubleEndedIterator<Item = RequirementIndex> + use<> {
        (of.0 + 1..self.requirement(of).end).map(RequirementIndex)
    }

    /// Whether nothing stands below a requirement.
    #[inline]
    pub(crate) fn is_leaf(&self, at: RequirementIndex) -> bool {
        self.requirement(at).end == at.0 + 1
    }

    /// What stands directly below a requirement, in clause order.
    #[inline]
    pub(crate) fn children(&self, of: RequirementIndex) -> impl Iterator<Item = RequirementIndex> {
        let end = self.requirement(of).end;
        let sibling = move |at: &RequirementIndex| {
            let next = self.requirement(*at).end;
            (next < end).then_some(RequirementIndex(next))
        };
        std::iter::successors((of.0 + 1 < end).then_some(RequirementIndex(of.0 + 1)), sibling)
    }

    /// The requirements of a standard, headings too, in clause order.
    pub(crate) fn of_standard(
        &self,
        standard: StandardIndex,
    ) -> impl DoubleEndedIterator<Item = RequirementIndex> + use<> {
        let first = |at: usize| self.first.get(at).copied().unwrap_or(0);
        (first(standard)..first(standard + 1)).map(RequirementIndex)
    }

    /// Takes every row that counts, in the order of the rows, with the number of its parent's row.
    fn take_rows(&mut self, records: &Records, is_set_aside: &dyn Fn(RowAt) -> bool) -> Vec<Requirement> {
        let mut rows: Vec<Requirement> = Vec::with_capacity(records.requirements.len());
        let mut parents: Vec<&str> = Vec::with_capacity(records.requirements.len());
        let mut last: Option<(&str, StandardIndex)> = None;
        for row in &records.requirements {
            let (id, key) = (records.id(row), records.key(row));
            let standard = match last {
                Some((known, standard)) if known == key => Some(standard),
                _ => self.standard(key),
            };
            let Some(standard) = standard.filter(|_| !is_set_aside(row.at)) else {
                self.aside.push(id.to_owned());
                continue;
            };
            last = Some((key, standard));
            rows.push(Requirement {
                id: small(self.ids.len()),
                id_length: row.id.length,
                key_length: row.id.key,
                standard: small(standard),
                parent: NONE,
                end: 0,
                at: row.at,
                depth: 0,
                kind: row.kind,
            });
            parents.push(records.parent(row));
            self.ids.push_str(id);
        }
        let ids = &self.ids;
        let id = |row: &Requirement| {
            ids.get(row.id as usize..row.id as usize + usize::from(row.id_length)).unwrap_or("")
        };
        for (number, row) in (0..).zip(&rows) {
            self.by_id.insert(id(row), number);
        }
        let (mut last, mut found) = ("", NONE);
        for number in 0..rows.len() {
            let parent = parents.get(number).copied().unwrap_or("");
            if !parent.is_empty() && parent != last {
                let name_of = |at: u32| rows.get(at as usize).map_or("", &id);
                (last, found) = (parent, self.by_id.find(parent, name_of).unwrap_or(NONE));
            }
            if let Some(row) = rows.get_mut(number).filter(|_| !parent.is_empty()) {
                row.parent = found;
            }
        }
        rows
    }

    /// Numbers the rows depth first, siblings in the order of the rows.
    fn put_in_clause_order(&mut self, rows: &[Requirement]) {
        let mut first_child = vec![NONE; rows.len()];
        let mut sibling = vec![NONE; rows.len()];
        let mut open: Vec<u32> = Vec::new();
        for (number, row) in (0..small(rows.len())).zip(rows).rev() {
            let before = match first_child.get_mut(row.parent as usize) {
                Some(first) => std::mem::replace(first, number),
                None => {
                    open.push(number);
                    NONE
                }
            };
            if let Some(place) = sibling.get_mut(number as usize) {
                *place = before;
            }
        }
        let at = |list: &[u32], place: u32| list.get(place as usize).copied().unwrap_or(NONE);
        let mut number_of = vec![NONE; rows.len()];
        // The roots stand in `open` from the last to the first; of a family, the next sibling waits behind the first child.
        while let Some(old) = open.pop() {
            let Some(row) = rows.get(old as usize) else { continue };
            let number = small(self.requirements.len());
            let parent = at(&number_of, row.parent);
            let depth =
                self.requirements.get(parent as usize).map_or(0, |parent: &Requirement| parent.depth + 1);
            self.requirements.push(Requirement { parent, depth, end: number + 1, ..*row });
            if let Some(place) = number_of.get_mut(old as usize) {
                *place = number;
            }
            let next = at(&sibling, old);
            open.extend((next != NONE).then_some(next));
            let child = at(&first_child, old);
            open.extend((child != NONE).then_some(child));
        }
        self.by_id.renumber(|old| at(&number_of, old));
        for number in (0..self.requirements.len()).rev() {
            let Some(row) = self.requirements.get(number).copied() else { continue };
            if let Some(parent) = self.requirements.get_mut(row.parent as usize) {
                parent.end = parent.end.max(row.end);
            }
        }
        let standards = small(self.standards.len());
        self.first = (0..=standards)
            .map(|standard| small(self.requirements.partition_point(|row| row.standard < standard)))
            .collect();
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
