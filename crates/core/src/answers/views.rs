//! Requirements, standards and rows as answers show them.

use serde::Serialize;

use crate::coverage::Basis;
use crate::id::{RequirementId, StandardKey};
use crate::map::{Map, Nothing, RequirementIndex, StandardIndex};
use crate::records::LinkText;
use crate::word::{Confidence, Kind, Rationale, Relationship, Review};

/// A standard by key and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StandardRef {
    /// Its key.
    pub key: StandardKey,
    /// As people name it, with its edition.
    pub name: String,
}

/// A requirement without its links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RequirementRef {
    /// Its id.
    pub id: RequirementId,
    /// Its standard's key.
    pub standard: StandardKey,
    /// The part of the id behind the colon.
    pub number: String,
    /// The short heading as published; empty where there is none.
    pub title: String,
    /// What it is about, in the project's words; empty for headings.
    pub topic: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// How many headings stand above it.
    pub depth: u32,
    /// How a person would name it: number and title, or number and topic where there is no title.
    pub label: String,
}

/// A row of a link file and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LinkRow {
    /// Left end: an id, or `KEY:*`.
    pub source: String,
    /// Right end: an id, or `KEY:*`.
    pub target: String,
    /// Read from source to target.
    pub relationship: Relationship,
    /// In what respect.
    pub rationale: Rationale,
    /// 0 to 10.
    pub strength: u8,
    /// How sure the judge was.
    pub confidence: Confidence,
    /// How far it was reviewed.
    pub review: Review,
    /// The reason.
    pub why: String,
    /// What the target lacks.
    pub source_only: String,
    /// What the source lacks.
    pub target_only: String,
    /// Keys of references.
    pub reference: Vec<String>,
    /// The file that it stands in.
    pub file: String,
    /// Its line there, 1-based.
    pub line: u32,
    /// What it rests on: a row is always asserted.
    pub basis: Basis,
}

/// What is known from one requirement towards one standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// It carries a positive link itself.
    Linked,
    /// A row says that the standard holds nothing for it.
    NothingCorresponds,
    /// Examined, but it carries no positive link itself.
    NoLink,
    /// Nobody has looked.
    NotExamined,
}

pub(super) fn standard_ref(map: &Map, at: StandardIndex) -> StandardRef {
    let standard = map.standard(at);
    StandardRef { key: standard.key.clone(), name: standard.name.clone() }
}

pub(super) fn requirement_ref(map: &Map, at: RequirementIndex) -> RequirementRef {
    let (number, title, topic) = (map.number(at), map.title(at), map.topic(at));
    // A slug says nothing that its title does not say better.
    let has_number = number.bytes().any(|byte| byte.is_ascii_digit());
    let label = match (has_number, title.is_empty()) {
        (true, true) => format!("{number} ({topic})"),
        (true, false) => format!("{number} {title}"),
        (false, true) => number.to_owned(),
        (false, false) => title.to_string(),
    };
    RequirementRef {
        id: map.requirement_id(at),
        standard: map.standard(map.standard_of(at)).key.clone(),
        number: number.to_owned(),
        title: title.into_owned(),
        topic: topic.into_owned(),
        kind: map.kind(at),
        depth: map.depth(at),
        label,
    }
}

pub(super) fn link_row(map: &Map, link: usize) -> LinkRow {
    let link = map.link(link);
    row(map, map.id(link.source).to_owned(), map.id(link.target).to_owned(), &link.row)
}

pub(super) fn nothing_row(map: &Map, nothing: &Nothing) -> LinkRow {
    let id = map.id(nothing.requirement).to_owned();
    let whole = format!("{}:*", map.standard(nothing.standard).key);
    if nothing.backwards { row(map, whole, id, &nothing.row) } else { row(map, id, whole, &nothing.row) }
}

fn row(map: &Map, source: String, target: String, text: &LinkText) -> LinkRow {
    let words = map.words(text);
    LinkRow {
        source,
        target,
        relationship: text.relationship,
        rationale: text.rationale,
        strength: text.strength,
        confidence: text.confidence,
        review: text.review,
        why: words.why.into_owned(),
        source_only: words.source_only.into_owned(),
        target_only: words.target_only.into_owned(),
        reference: words.reference,
        file: map.file(text.file).to_owned(),
        line: map.line(text),
        basis: Basis::Asserted,
    }
}

impl RequirementRef {
    /// The title, or the topic in brackets where there is none.
    pub fn name(&self) -> String {
        if self.title.is_empty() { format!("({})", self.topic) } else { self.title.clone() }
    }
}

impl LinkRow {
    /// The row as the eleven columns of a link file.
    pub(super) fn columns(&self) -> Vec<String> {
        vec![
            self.source.clone(),
            self.target.clone(),
            self.relationship.to_string(),
            self.rationale.to_string(),
            self.strength.to_string(),
            self.confidence.to_string(),
            self.review.to_string(),
            self.why.clone(),
            self.source_only.clone(),
            self.target_only.clone(),
            self.reference.join(" "),
        ]
    }
}
