//! The columns of every data file, and the order of its rows.

use crate::source::FileKind;

/// The columns of one kind of file, in canonical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Schema {
    /// Column names.
    pub(crate) columns: &'static [&'static str],
    /// How many leading columns the rows are sorted by; 0 keeps the order of the file.
    pub(crate) sorted_by: usize,
}

/// `standards.csv`, which keeps its own order: of a pair the earlier standard is left.
pub(crate) const STANDARDS: Schema = Schema {
    columns: &[
        "key",
        "title",
        "edition",
        "publisher",
        "status",
        "published",
        "supersedes",
        "amendments",
        "url",
    ],
    sorted_by: 0,
};
/// `requirements/<key>.csv`
pub(crate) const REQUIREMENTS: Schema =
    Schema { columns: &["id", "parent", "kind", "title", "topic"], sorted_by: 1 };
/// `links/<left>--<right>.csv`
pub(crate) const LINKS: Schema = Schema {
    columns: &[
        "source",
        "target",
        "relationship",
        "rationale",
        "strength",
        "confidence",
        "review",
        "why",
        "source_only",
        "target_only",
        "reference",
    ],
    sorted_by: 2,
};
/// `links/joint.csv`
pub(crate) const JOINT: Schema =
    Schema { columns: &["target", "sources", "why", "confidence", "review", "reference"], sorted_by: 2 };
/// `review/<left>--<right>.csv`
pub(crate) const REVIEW: Schema = Schema { columns: &["source", "target", "relationship"], sorted_by: 2 };
/// `references.csv`
pub(crate) const REFERENCES: Schema = Schema { columns: &["key", "title", "url", "says"], sorted_by: 1 };
/// `terms.csv`
pub(crate) const TERMS: Schema = Schema { columns: &["term", "standard", "sense", "note"], sorted_by: 2 };
/// `term-pairs.csv`
pub(crate) const TERM_PAIRS: Schema =
    Schema { columns: &["term", "left", "right", "compare", "note"], sorted_by: 3 };
/// `titles/<language>.csv`
pub(crate) const TITLES: Schema = Schema { columns: &["id", "title"], sorted_by: 1 };
/// A file of weights, which is not among the data.
pub(crate) const WEIGHTS: Schema = Schema { columns: &["requirement", "weight"], sorted_by: 1 };

impl Schema {
    /// The schema of a file of that kind and name; `None` for a name that says nothing.
    pub(crate) fn of(kind: &FileKind, name: &str) -> Option<Self> {
        match kind {
            FileKind::Standards => Some(STANDARDS),
            FileKind::Requirements { .. } => Some(REQUIREMENTS),
            FileKind::Links { .. } => Some(LINKS),
            FileKind::Joint => Some(JOINT),
            FileKind::Review { .. } => Some(REVIEW),
            FileKind::References => Some(REFERENCES),
            FileKind::Later if name == "terms.csv" => Some(TERMS),
            FileKind::Later if name == "term-pairs.csv" => Some(TERM_PAIRS),
            FileKind::Later => Some(TITLES),
            FileKind::Unknown => None,
        }
    }
}

/// Positions in [`REQUIREMENTS`].
pub(crate) mod requirement {
    pub(crate) const ID: usize = 0;
    pub(crate) const PARENT: usize = 1;
    pub(crate) const KIND: usize = 2;
    pub(crate) const TITLE: usize = 3;
    pub(crate) const TOPIC: usize = 4;
}

/// Positions in [`LINKS`]; the first three are those of [`REVIEW`] too.
pub(crate) mod link {
    pub(crate) const SOURCE: usize = 0;
    pub(crate) const TARGET: usize = 1;
    pub(crate) const RELATIONSHIP: usize = 2;
    pub(crate) const RATIONALE: usize = 3;
    pub(crate) const STRENGTH: usize = 4;
    pub(crate) const CONFIDENCE: usize = 5;
    pub(crate) const REVIEW: usize = 6;
    pub(crate) const WHY: usize = 7;
    pub(crate) const SOURCE_ONLY: usize = 8;
    pub(crate) const TARGET_ONLY: usize = 9;
    pub(crate) const REFERENCE: usize = 10;
}

/// Positions in [`JOINT`].
pub(crate) mod joint {
    pub(crate) const TARGET: usize = 0;
    pub(crate) const SOURCES: usize = 1;
    pub(crate) const WHY: usize = 2;
    pub(crate) const CONFIDENCE: usize = 3;
    pub(crate) const REVIEW: usize = 4;
    pub(crate) const REFERENCE: usize = 5;
}

/// Positions in [`WEIGHTS`].
pub(crate) mod weight {
    pub(crate) const REQUIREMENT: usize = 0;
    pub(crate) const WEIGHT: usize = 1;
}
