//! The questions that imsmap answers, and their answers as values.
//!
//! Each answer is one struct; `--format json` prints it, the browser gets the same bytes, and CSV and Markdown print its sheet.

mod compare;
mod cover;
mod diff;
mod explain;
mod gap;
mod links;
mod matrix;
mod overlay;
mod proof;
mod rebase;
mod search;
mod shared;
mod show;
mod standards;
mod views;

use serde::Serialize;

pub use compare::{Change, ChangedField, CompareAnswer, CompareChange, CompareOf, StateChange, compare};
pub use cover::{CoverAnswer, CoverMet, CoverStep};
pub use diff::{DiffAnswer, DiffGroup, DiffRow, EditionCounts};
pub use explain::{AssertedRow, Connection, ExplainAnswer, Impossible, Proof, ProofBounds, ProofPart};
pub use gap::{GapAnswer, GapRequirement, GapRollup, GapSummary, Remaining, StateCounts};
pub use links::LinksAnswer;
pub use matrix::{MatrixAnswer, MatrixCell, MatrixLink, MatrixRow};
pub use overlay::{OverlayAnswer, OverlayEffect, OverlayRow, OverlaySummary};
pub use proof::ProofStep;
pub use rebase::{RebaseAnswer, RebaseKind, RebaseOutcome, RebasedRow, ReviewNote, rebase};
pub use search::{SearchAnswer, SearchHit};
pub use shared::{SharedAnswer, SharedControl, SharedCount, SharedCounterpart, SharedStandard};
pub use show::{NothingRow, ShowAnswer, ShowLink, ShowStandard};
pub use standards::{
    ConfidenceCounts, PairSummary, Ratio, RelationshipCounts, ReviewCounts, StandardSummary, StandardsAnswer,
};
pub use views::{CellState, LinkRow, RequirementRef, StandardRef};

use crate::diagnostic::Diagnostic;
use crate::export::Sheet;
use crate::map::Map;
use crate::resolve::QueryError;
use crate::smallest::Level;
use crate::source::Source;
use crate::word::Relationship;

/// A question. Standards and requirements may be named in their short forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "query", rename_all = "kebab-case")]
pub enum Query {
    /// The standards and editions known, and the links between them.
    Standards,
    /// One requirement with every link, reason and delta.
    Show {
        /// Which.
        requirement: String,
    },
    /// The links between two standards.
    Links {
        /// Either of the two.
        left: String,
        /// The other.
        right: String,
        /// Only these words; all where it is empty.
        relationship: Vec<Relationship>,
    },
    /// Clause by clause, one column a standard.
    Matrix {
        /// The anchor first, then the columns.
        standards: Vec<String>,
        /// Only rows with at least one column that holds no positive link.
        only_gaps: bool,
    },
    /// What of a wanted standard the held ones meet, and what is left.
    Gap {
        /// The held standards.
        have: Vec<String>,
        /// The wanted standard.
        want: String,
        /// Whether contested rows prove something too.
        contested: bool,
    },
    /// What overlays add, change or contradict.
    Overlay,
    /// All that is known between two requirements.
    Explain {
        /// One of the two.
        left: String,
        /// The other.
        right: String,
        /// Whether all proofs are listed, within bounds.
        all: bool,
        /// Whether contested rows prove something too.
        contested: bool,
    },
    /// What can be done once for several standards.
    Shared {
        /// The anchor first.
        standards: Vec<String>,
        /// Whether contested rows prove something too.
        contested: bool,
    },
    /// The smallest set that meets all of a standard that can be met.
    Cover {
        /// The standards whose requirements may be adopted.
        with: Vec<String>,
        /// The wanted standard.
        want: String,
        /// From when on a requirement counts as met.
        level: Level,
        /// Standards that are held already.
        have: Vec<String>,
        /// A file of weights; everything weighs 1 without it.
        weights: Option<Source>,
        /// Whether contested rows prove something too.
        contested: bool,
    },
    /// Requirements by number or words.
    Search {
        /// What was typed.
        text: String,
    },
    /// What one edition of a standard changed against another.
    Diff {
        /// Either of the two.
        old: String,
        /// The other.
        new: String,
        /// Whether contested rows count too.
        contested: bool,
    },
}

/// An answer to a [`Query`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// To [`Query::Standards`].
    Standards(StandardsAnswer),
    /// To [`Query::Show`].
    Show(ShowAnswer),
    /// To [`Query::Links`].
    Links(LinksAnswer),
    /// To [`Query::Matrix`].
    Matrix(MatrixAnswer),
    /// To [`Query::Gap`].
    Gap(GapAnswer),
    /// To [`Query::Overlay`].
    Overlay(OverlayAnswer),
    /// To [`Query::Explain`].
    Explain(Box<ExplainAnswer>),
    /// To [`Query::Shared`].
    Shared(SharedAnswer),
    /// To [`Query::Cover`].
    Cover(CoverAnswer),
    /// To [`Query::Search`].
    Search(SearchAnswer),
    /// To [`Query::Diff`].
    Diff(DiffAnswer),
}

/// The answer to a question.
///
/// # Errors
///
/// The question names a standard or requirement that is not known or not the only one of that name, or asks a standard about itself.
pub fn answer(map: &Map, query: &Query) -> Result<Answer, QueryError> {
    Ok(match query {
        Query::Standards => Answer::Standards(standards::standards(map)),
        Query::Show { requirement } => Answer::Show(show::show(map, requirement)?),
        Query::Links { left, right, relationship } => {
            Answer::Links(links::links(map, left, right, relationship)?)
        }
        Query::Matrix { standards, only_gaps } => Answer::Matrix(matrix::matrix(map, standards, *only_gaps)?),
        Query::Gap { have, want, contested } => Answer::Gap(gap::gap(map, have, want, *contested)?),
        Query::Overlay => Answer::Overlay(overlay::overlay(map)),
        Query::Explain { left, right, all, contested } => {
            Answer::Explain(Box::new(explain::explain(map, left, right, *all, *contested)?))
        }
        Query::Shared { standards, contested } => Answer::Shared(shared::shared(map, standards, *contested)?),
        Query::Cover { with, want, level, have, weights, contested } => {
            let asked = cover::Asked { with, want, level: *level, have, weights: weights.as_ref() };
            Answer::Cover(cover::cover(map, &asked, *contested)?)
        }
        Query::Search { text } => Answer::Search(search::search(map, text)),
        Query::Diff { old, new, contested } => Answer::Diff(diff::diff(map, old, new, *contested)?),
    })
}

/// A value as JSON with two spaces of indentation and a line end.
fn json(answer: &impl Serialize) -> String {
    // INVARIANT: no answer holds a map with keys that are no text, so it can always be written.
    serde_json::to_string_pretty(answer).unwrap_or_default() + "\n"
}

impl Answer {
    /// The answer as JSON with two spaces of indentation and a line end.
    pub fn to_json(&self) -> String {
        json(self)
    }

    /// The answer as a table of text.
    pub fn sheet(&self) -> Sheet {
        match self {
            Self::Standards(answer) => answer.sheet(),
            Self::Show(answer) => answer.sheet(),
            Self::Links(answer) => answer.sheet(),
            Self::Matrix(answer) => answer.sheet(),
            Self::Gap(answer) => answer.sheet(),
            Self::Overlay(answer) => answer.sheet(),
            Self::Explain(answer) => answer.sheet(),
            Self::Shared(answer) => answer.sheet(),
            Self::Cover(answer) => answer.sheet(),
            Self::Search(answer) => answer.sheet(),
            Self::Diff(answer) => answer.sheet(),
        }
    }

    /// How many rows and files were in error, so that the answer is incomplete.
    pub fn set_aside(&self) -> usize {
        match self {
            Self::Standards(answer) => answer.set_aside,
            Self::Show(answer) => answer.set_aside,
            Self::Links(answer) => answer.set_aside,
            Self::Matrix(answer) => answer.set_aside,
            Self::Gap(answer) => answer.set_aside,
            Self::Overlay(answer) => answer.set_aside,
            Self::Explain(answer) => answer.set_aside,
            Self::Shared(answer) => answer.set_aside,
            Self::Cover(answer) => answer.set_aside,
            Self::Search(answer) => answer.set_aside,
            Self::Diff(answer) => answer.set_aside,
        }
    }

    /// What was found in the files that came with the question.
    pub fn findings(&self) -> &[Diagnostic] {
        match self {
            Self::Cover(answer) => &answer.findings,
            _ => &[],
        }
    }
}
