//! Two versions of the data: what was added, removed and changed, and what that did to a gap.

mod states;

use serde::Serialize;

use super::gap::gap;
use super::held::Held;
use super::views::{RequirementRef, StandardRef};
use crate::coverage::{Basis, State};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::natural::natural_order;
use crate::order;
use crate::profile::Profile;
use crate::resolve::{QueryError, standard};

/// What one version of the data says differently from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CompareAnswer {
    /// Standards first, then requirements, links, `:*` rows and joint rows; each in natural order.
    pub changes: Vec<CompareChange>,
    /// The standards held, where a gap was asked for.
    pub have: Vec<StandardRef>,
    /// The standard wanted, where a gap was asked for.
    pub want: Option<StandardRef>,
    /// The requirements of the wanted standard whose state changed, in clause order.
    pub states: Vec<StateChange>,
    /// How many rows and files of both versions were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
}

/// What sort of row changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CompareOf {
    /// A standard.
    Standard,
    /// A requirement.
    Requirement,
    /// A row between two requirements.
    Link,
    /// A `:*` row.
    Nothing,
    /// A joint row.
    Joint,
}

/// How it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Only the newer data has it.
    Added,
    /// Only the older data has it.
    Removed,
    /// Both have it, and say different things.
    Changed,
}

/// One row that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CompareChange {
    /// What sort of row.
    pub of: CompareOf,
    /// How it changed.
    pub change: Change,
    /// Somebody wrote the row.
    pub basis: Basis,
    /// A key, an id, or the ids of a row's ends separated by spaces; of a joint row the target first.
    pub id: String,
    /// What changed; of what was added or removed, all that it says.
    pub fields: Vec<ChangedField>,
    /// Where the older data says it, `file:line`; of standards and requirements `null`.
    pub old_place: Option<String>,
    /// Where the newer data says it.
    pub new_place: Option<String>,
}

/// One column of a row that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChangedField {
    /// The column.
    pub field: String,
    /// Its text in the older data; of a row that was added empty.
    pub old: String,
    /// Its text in the newer data; of a row that was removed empty.
    pub new: String,
}

/// A requirement whose state in the gap changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StateChange {
    /// Which.
    pub requirement: RequirementRef,
    /// Before; `null` where the older data does not have it.
    pub old: Option<State>,
    /// After; `null` where the newer data does not have it.
    pub new: Option<State>,
    /// Places in `changes`, from 0, of the rows in its old and new proof that changed.
    #[cfg_attr(feature = "typescript", ts(type = "Array<number>"))]
    pub by: Vec<usize>,
}

/// What `new` says differently from `old`; with `want`, also which requirements of it changed their state when `have` is held.
///
/// A row that is written the other way round, because the order of the standards changed, is the same row. Linear in both maps, but
/// for the sorting.
///
/// # Errors
///
/// One of the two does not know a standard that the gap names.
pub fn compare(
    old: &Map,
    new: &Map,
    have: &[String],
    want: Option<&str>,
    contested: bool,
) -> Result<CompareAnswer, QueryError> {
    let mut answer = CompareAnswer {
        changes: changes(old, new),
        have: Vec::new(),
        want: None,
        states: Vec::new(),
        set_aside: old.set_aside + new.set_aside,
    };
    if let Some(want) = want {
        // A short form may mean another edition in each of the two; the newer data decides.
        let key = |text: &str| standard(new, text).map(|at| new.standard(at).key.to_string());
        let have = have.iter().map(|text| key(text)).collect::<Result<Vec<_>, _>>()?;
        let want = key(want)?;
        let held = |map| Held::new(map, &have, &want, contested, &Profile::default());
        let after = gap(new, &held(new)?);
        let before = held(old).map_err(|error| QueryError {
            message: format!("in the older data {}", error.message),
            candidates: error.candidates,
        })?;
        let before = gap(old, &before);
        answer.states = states::changed((old, &before), (new, &after), &answer.changes);
        answer.have = after.have;
        answer.want = Some(after.want);
    }
    Ok(answer)
}

const ALL: [CompareOf; 5] =
    [CompareOf::Standard, CompareOf::Requirement, CompareOf::Link, CompareOf::Nothing, CompareOf::Joint];

/// One version of the data, with its requirements by number.
struct Version<'m> {
    map: &'m Map,
    requirements: Vec<RequirementIndex>,
}

fn changes(old: &Map, new: &Map) -> Vec<CompareChange> {
    let version = |map| Version { map, requirements: Map::all(map).collect() };
    let (old, new) = (&version(old), &version(new));
    let mut changes = Vec::new();
    for of in ALL {
        let (before, after) = (keyed(old, of), keyed(new, of));
        for (before, after) in matched(&before, &after) {
            changes.extend(changed(of, before.map(|row| (old, row)), after.map(|row| (new, row))));
        }
    }
    order::sort_by(&mut changes, |a, b| a.of.cmp(&b.of).then_with(|| natural_order(&a.id, &b.id)));
    changes
}

/// The rows of one sort with what they are known by, sorted by that.
fn keyed(version: &Version<'_>, of: CompareOf) -> Vec<(String, usize)> {
    let map = version.map;
    let mut rows: Vec<(String, usize)> = match of {
        CompareOf::Standard => map.standards.iter().map(|row| row.key.to_string()).zip(0..).collect(),
        CompareOf::Requirement => map.all().map(|at| map.id(at).to_owned()).zip(0..).collect(),
        CompareOf::Link => {
            map.links.iter().map(|link| pair(map.id(link.source), map.id(link.target))).zip(0..).collect()
        }
        CompareOf::Nothing => (0..map.nothing.len()).map(|row| (ends(version, of, row, true), row)).collect(),
        CompareOf::Joint => (0..map.joints.len()).map(|row| (ends(version, of, row, false), row)).collect(),
    };
    order::sort_by(&mut rows, |a, b| a.0.cmp(&b.0));
    rows
}

/// Two ids as one text, whichever comes first.
fn pair(one: &str, other: &str) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    [first, " ", second].concat()
}

/// The ends of a row as they stand, or in an order that does not depend on how it is written.
fn ends(version: &Version<'_>, of: CompareOf, row: usize, sorted: bool) -> String {
    let map = version.map;
    let (one, other) = match of {
        CompareOf::Standard => return map.standard(row).key.to_string(),
        CompareOf::Requirement => {
            return version.requirements.get(row).map_or_else(String::new, |at| map.id(*at).to_owned());
        }
        CompareOf::Link => {
            let link = map.link(row);
            (map.id(link.source).to_owned(), map.id(link.target).to_owned())
        }
        CompareOf::Nothing => {
            let Some(row) = map.nothing.get(row) else { return String::new() };
            let (id, whole) =
                (map.id(row.requirement).to_owned(), format!("{}:*", map.standard(row.standard).key));
            if row.backwards { (whole, id) } else { (id, whole) }
        }
        CompareOf::Joint => {
            let Some(row) = map.joints.get(row) else { return String::new() };
            let sources: Vec<&str> = row.sources.iter().map(|at| map.id(*at)).collect();
            (map.id(row.target).to_owned(), sources.join(" "))
        }
    };
    if sorted { pair(&one, &other) } else { [one, other].join(" ") }
}

/// Pairs of rows with one key, and the rows of either side without a partner.
fn matched(old: &[(String, usize)], new: &[(String, usize)]) -> Vec<(Option<usize>, Option<usize>)> {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let mut pairs = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return pairs,
            (Some(a), Some(b)) => a.0.cmp(&b.0),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
        };
        let before = old.next_if(|_| order.is_le()).map(|row| row.1);
        pairs.push((before, new.next_if(|_| order.is_ge()).map(|row| row.1)));
    }
}

/// A row of one version.
type Row<'v> = (&'v Version<'v>, usize);

/// What became of one row; `None` where both say the same.
fn changed(of: CompareOf, old: Option<Row<'_>>, new: Option<Row<'_>>) -> Option<CompareChange> {
    let id_of = |side: Option<Row<'_>>| side.map(|(version, row)| ends(version, of, row, false));
    let id = id_of(new).or_else(|| id_of(old))?;
    let turned = of == CompareOf::Link && id_of(old).is_some_and(|other| other != id);
    let before = old.map_or_else(Vec::new, |(version, row)| fields(version, of, row, turned));
    let after = new.map_or_else(Vec::new, |(version, row)| fields(version, of, row, false));
    let names = if after.is_empty() { &before } else { &after };
    let text = |fields: &[(&str, String)], at: usize| {
        fields.get(at).map(|field| field.1.clone()).unwrap_or_default()
    };
    let fields: Vec<ChangedField> = names
        .iter()
        .enumerate()
        .map(|(at, (name, _))| ChangedField {
            field: (*name).to_owned(),
            old: text(&before, at),
            new: text(&after, at),
        })
        .filter(|field| field.old != field.new)
        .collect();
    let change = match (old, new) {
        (Some(_), Some(_)) if fields.is_empty() => return None,
        (Some(_), Some(_)) => Change::Changed,
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
    };
    let place_of = |side: Option<Row<'_>>| side.and_then(|(version, row)| place(version.map, of, row));
    Some(CompareChange {
        of,
        change,
        basis: Basis::Asserted,
        id,
        fields,
        old_place: place_of(old),
        new_place: place_of(new),
    })
}

/// What a row says, column by column; a link that is turned round, read from its target.
fn fields(version: &Version<'_>, of: CompareOf, row: usize, turned: bool) -> Vec<(&'static str, String)> {
    let map = version.map;
    match of {
        CompareOf::Standard => {
            let row = map.standard(row);
            let before = row.supersedes.as_ref().map(ToString::to_string).unwrap_or_default();
            vec![
                ("title", row.title.clone()),
                ("edition", row.edition.clone()),
                ("publisher", row.publisher.clone()),
                ("status", row.status.to_string()),
                ("published", row.published.clone()),
                ("supersedes", before),
                ("amendments", row.amendments.join(" ")),
                ("url", row.url.clone()),
            ]
        }
        CompareOf::Requirement => {
            let Some(at) = version.requirements.get(row).copied() else { return Vec::new() };
            let parent = map.parent(at).map(|parent| map.id(parent).to_owned()).unwrap_or_default();
            vec![
                ("parent", parent),
                ("kind", map.kind(at).to_string()),
                ("title", map.title(at).into_owned()),
                ("topic", map.topic(at).into_owned()),
            ]
        }
        CompareOf::Link => link_fields(map, &map.link(row).row, turned),
        CompareOf::Nothing => {
            map.nothing.get(row).map_or_else(Vec::new, |row| link_fields(map, &row.row, false))
        }
        CompareOf::Joint => map.joints.get(row).map_or_else(Vec::new, |row| {
            vec![("confidence", row.confidence.to_string()), ("review", row.review.to_string())]
        }),
    }
}

fn link_fields(map: &Map, row: &crate::records::LinkText, turned: bool) -> Vec<(&'static str, String)> {
    let words = map.words(row);
    let (word, source_only, target_only) = if turned {
        (row.relationship.inverse(), words.target_only, words.source_only)
    } else {
        (row.relationship, words.source_only, words.target_only)
    };
    vec![
        ("relationship", word.to_string()),
        ("rationale", row.rationale.to_string()),
        ("strength", row.strength.to_string()),
        ("confidence", row.confidence.to_string()),
        ("review", row.review.to_string()),
        ("why", words.why.into_owned()),
        ("source_only", source_only.into_owned()),
        ("target_only", target_only.into_owned()),
        ("reference", words.reference.join(" ")),
    ]
}

fn place(map: &Map, of: CompareOf, row: usize) -> Option<String> {
    let (file, line) = match of {
        CompareOf::Standard | CompareOf::Requirement => return None,
        CompareOf::Link => {
            let row = &map.link(row).row;
            (row.file, map.line(row))
        }
        CompareOf::Nothing => {
            let row = &map.nothing.get(row)?.row;
            (row.file, map.line(row))
        }
        CompareOf::Joint => {
            let row = map.joints.get(row)?;
            (row.file, map.line_at(row.at()))
        }
    };
    Some(format!("{}:{line}", map.file(file)))
}

impl CompareOf {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Requirement => "requirement",
            Self::Link => "link",
            Self::Nothing => "nothing",
            Self::Joint => "joint",
        }
    }
}

impl Change {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

impl CompareAnswer {
    /// How many rows changed, sort by sort, in a sentence.
    pub fn headline(&self) -> String {
        if self.changes.is_empty() {
            return "Both versions of the data say the same.".to_owned();
        }
        let parts = ALL.iter().filter(|of| self.changes.iter().any(|row| row.of == **of)).map(|of| {
            let count =
                |change| self.changes.iter().filter(|row| (row.of, row.change) == (*of, change)).count();
            let name = match of {
                CompareOf::Standard => "standards",
                CompareOf::Requirement => "requirements",
                CompareOf::Link => "links",
                CompareOf::Nothing => "rows that say nothing corresponds",
                CompareOf::Joint => "joint rows",
            };
            format!(
                "{name}: {} added, {} removed, {} changed",
                count(Change::Added),
                count(Change::Removed),
                count(Change::Changed)
            )
        });
        let mut text = parts.collect::<Vec<_>>().join("; ") + ".";
        if let Some(want) = &self.want {
            text += &format!(
                " In the gap to {} {} requirements changed their state.",
                want.name,
                self.states.len()
            );
        }
        text
    }

    /// The answer as JSON with two spaces of indentation and a line end.
    pub fn to_json(&self) -> String {
        super::json(self)
    }

    /// `what,change,basis,id,field,old,new,row`: one row a column that changed, then one a state that changed.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["what", "change", "basis", "id", "field", "old", "new", "row"]);
        for change in &self.changes {
            let place = change.new_place.as_ref().or(change.old_place.as_ref());
            let mut push = |field: &str, old: &str, new: &str| {
                let (what, how) = (change.of.as_str(), change.change.as_str());
                sheet.push([
                    what,
                    how,
                    "asserted",
                    &change.id,
                    field,
                    old,
                    new,
                    place.map_or("", String::as_str),
                ]);
            };
            if change.fields.is_empty() {
                push("", "", "");
            }
            change.fields.iter().for_each(|field| push(&field.field, &field.old, &field.new));
        }
        for state in &self.states {
            let by: Vec<&str> =
                state.by.iter().filter_map(|at| Some(self.changes.get(*at)?.id.as_str())).collect();
            let word = |state: Option<State>| state.map_or("", State::as_str);
            let id = state.requirement.id.as_str();
            sheet.push([
                "state",
                "changed",
                "proven",
                id,
                "state",
                word(state.old),
                word(state.new),
                &by.join("; "),
            ]);
        }
        sheet
    }
}
