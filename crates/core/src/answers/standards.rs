//! The standards known, and how far the pairs between them are worked out.

use serde::Serialize;

use super::views::{StandardRef, standard_ref};
use crate::coverage::Examined;
use crate::export::Sheet;
use crate::id::StandardKey;
use crate::map::{Map, StandardIndex};
use crate::records::LinkText;
use crate::word::{Confidence, Kind, Relationship, Review, Status};

/// What is here, how complete, and how far to trust it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StandardsAnswer {
    /// In the order of the data.
    pub standards: Vec<StandardSummary>,
    /// Every pair with at least one row, in order.
    pub pairs: Vec<PairSummary>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// One edition of a standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StandardSummary {
    /// Its key.
    pub key: StandardKey,
    /// As people name it, with its edition.
    pub name: String,
    /// Its name without the edition.
    pub title: String,
    /// The edition.
    pub edition: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where it stands in its life.
    pub status: Status,
    /// `YYYY-MM` or `YYYY-MM-DD`.
    pub published: String,
    /// The edition that it replaced.
    pub supersedes: Option<StandardKey>,
    /// Amendments taken into account.
    pub amendments: Vec<String>,
    /// The publisher's page.
    pub url: String,
    /// All numbers, headings too.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub requirements: usize,
    /// What coverage counts: clauses, controls and practices.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub assessable: usize,
    /// Headings.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub headings: usize,
}

/// What the data holds between two standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PairSummary {
    /// The earlier of the two.
    pub left: StandardRef,
    /// The later.
    pub right: StandardRef,
    /// All rows, `:*` rows too.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub rows: usize,
    /// How often each word stands.
    pub relationships: RelationshipCounts,
    /// How far the rows were reviewed.
    pub review: ReviewCounts,
    /// How sure the judge was.
    pub confidence: ConfidenceCounts,
    /// How many assessable requirements of the left standard were examined towards the right one.
    pub left_examined: Ratio,
    /// How many assessable requirements of the right standard were examined towards the left one.
    pub right_examined: Ratio,
}

/// Some of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Ratio {
    /// How many.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub count: usize,
    /// Of how many.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub of: usize,
}

/// Rows by relationship.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the words of the vocabulary")]
pub struct RelationshipCounts {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub equal_to: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub subset_of: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub superset_of: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub intersects_with: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub no_relationship: usize,
}

/// Rows by review.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the words of the vocabulary")]
pub struct ReviewCounts {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub draft: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub agreed: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contested: usize,
}

/// Rows by confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the words of the vocabulary")]
pub struct ConfidenceCounts {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub high: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub medium: usize,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub low: usize,
}

pub(super) fn standards(map: &Map) -> StandardsAnswer {
    let examined = Examined::new(false);
    let count = map.standards.len();
    let pairs = (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right)));
    StandardsAnswer {
        standards: (0..count).map(|at| summary(map, at)).collect(),
        pairs: pairs.filter_map(|(left, right)| pair(map, examined, left, right)).collect(),
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    }
}

fn summary(map: &Map, at: StandardIndex) -> StandardSummary {
    let standard = map.standard(at).clone();
    StandardSummary {
        key: standard.key,
        name: standard.name,
        title: standard.title,
        edition: standard.edition,
        publisher: standard.publisher,
        status: standard.status,
        published: standard.published,
        supersedes: standard.supersedes,
        amendments: standard.amendments,
        url: standard.url,
        requirements: map.of_standard(at).count(),
        assessable: map.assessable(at).count(),
        headings: map.of_standard(at).filter(|at| map.kind(*at) == Kind::Heading).count(),
    }
}

fn pair(map: &Map, examined: Examined, left: StandardIndex, right: StandardIndex) -> Option<PairSummary> {
    let between = |a: StandardIndex, b: StandardIndex| (a.min(b), a.max(b)) == (left, right);
    let links =
        map.links.iter().filter(|link| between(map.standard_of(link.source), map.standard_of(link.target)));
    let nothing = map.nothing.iter().filter(|row| between(map.standard_of(row.requirement), row.standard));
    let rows: Vec<&LinkText> = links.map(|link| &link.row).chain(nothing.map(|row| &row.row)).collect();
    if rows.is_empty() {
        return None;
    }
    let examined_of = |of: StandardIndex, towards: StandardIndex| Ratio {
        count: map.assessable(of).filter(|at| examined.is_examined(map, *at, towards)).count(),
        of: map.assessable(of).count(),
    };
    let words = |word: Relationship| rows.iter().filter(|row| row.relationship == word).count();
    let reviews = |review: Review| rows.iter().filter(|row| row.review == review).count();
    let confidences = |confidence: Confidence| rows.iter().filter(|row| row.confidence == confidence).count();
    Some(PairSummary {
        left: standard_ref(map, left),
        right: standard_ref(map, right),
        rows: rows.len(),
        relationships: RelationshipCounts {
            equal_to: words(Relationship::EqualTo),
            subset_of: words(Relationship::SubsetOf),
            superset_of: words(Relationship::SupersetOf),
            intersects_with: words(Relationship::IntersectsWith),
            no_relationship: words(Relationship::NoRelationship),
        },
        review: ReviewCounts {
            draft: reviews(Review::Draft),
            agreed: reviews(Review::Agreed),
            contested: reviews(Review::Contested),
        },
        confidence: ConfidenceCounts {
            high: confidences(Confidence::High),
            medium: confidences(Confidence::Medium),
            low: confidences(Confidence::Low),
        },
        left_examined: examined_of(left, right),
        right_examined: examined_of(right, left),
    })
}

impl StandardsAnswer {
    /// `standard,name,status,published,supersedes,amendments,requirements,assessable`
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "standard",
            "name",
            "status",
            "published",
            "supersedes",
            "amendments",
            "requirements",
            "assessable",
        ]);
        for standard in &self.standards {
            sheet.push([
                standard.key.to_string(),
                standard.name.clone(),
                standard.status.to_string(),
                standard.published.clone(),
                standard.supersedes.as_ref().map(ToString::to_string).unwrap_or_default(),
                standard.amendments.join(" "),
                standard.requirements.to_string(),
                standard.assessable.to_string(),
            ]);
        }
        sheet
    }
}
