//! The checks over what was read: one rule a file, whose doc comment explains it.

use rustc_hash::FxHashMap;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::id::{Endpoint, RequirementId};
use crate::map::Map;
use crate::records::{Findings, Records, RequirementRow, StandardRow};
use crate::source::Source;
use crate::text::Text;

mod contradiction;
mod converse_link;
mod duplicate_row;
mod equal_practice;
mod formula_cell;
mod heading_children;
mod implied_row;
mod laundered_join;
mod missing_why;
mod not_our_words;
mod orphan_parent;
mod parent_cycle;
mod relationship_deltas;
mod relationship_strength;
mod self_link;
mod unknown_reference;
mod unknown_requirement;
mod unknown_standard;
mod unsorted_rows;
mod whole_beside_link;
mod whole_standard;
mod wrong_file;

/// What the checks look things up in.
pub(crate) struct Context<'r, 'a> {
    pub(crate) records: &'r Records<'a>,
    /// The first row of each id; never iterated, as its order means nothing.
    pub(crate) requirements: FxHashMap<&'r RequirementId, &'r RequirementRow>,
    /// The rows below each id that has some.
    pub(crate) children: FxHashMap<&'r RequirementId, Vec<&'r RequirementRow>>,
    /// Each standard's row and its place in the order.
    pub(crate) standards: FxHashMap<&'r str, (usize, &'r StandardRow)>,
}

impl<'r, 'a> Context<'r, 'a> {
    fn new(records: &'r Records<'a>) -> Self {
        let mut requirements = FxHashMap::default();
        let mut children: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for row in &records.requirements {
            requirements.entry(&row.id).or_insert(row);
            if let Some(parent) = &row.parent {
                children.entry(parent).or_default().push(row);
            }
        }
        let mut standards = FxHashMap::default();
        for (order, row) in records.standards.iter().enumerate() {
            standards.entry(row.key.as_str()).or_insert((order, row));
        }
        Self { records, requirements, children, standards }
    }

    /// Keys of the standards, in order.
    fn keys(&self) -> impl Iterator<Item = &'r str> {
        self.records.standards.iter().map(|row| row.key.as_str())
    }

    /// The place of a standard in the order of `standards.csv`.
    fn order(&self, key: &str) -> Option<usize> {
        self.standards.get(key).map(|(order, _)| *order)
    }

    /// The requirement that an end of a row names.
    fn requirement(&self, end: &Endpoint) -> Option<&'r RequirementRow> {
        match end {
            Endpoint::Requirement(id) => self.requirements.get(id).copied(),
            Endpoint::Whole(_) => None,
        }
    }
}

/// Runs every check.
pub(crate) fn run(records: &Records<'_>, found: &mut Findings) {
    let context = Context::new(records);
    let checks: [fn(&Context<'_, '_>, &mut Findings); 19] = [
        unknown_standard::check,
        orphan_parent::check,
        parent_cycle::check,
        heading_children::check,
        not_our_words::check,
        formula_cell::check,
        unknown_requirement::check,
        unknown_reference::check,
        self_link::check,
        wrong_file::check,
        duplicate_row::check,
        converse_link::check,
        whole_standard::check,
        whole_beside_link::check,
        relationship_deltas::check,
        relationship_strength::check,
        equal_practice::check,
        missing_why::check,
        unsorted_rows::check,
    ];
    for check in checks {
        check(&context, found);
    }
}

/// Runs the check for contradictions over the map that was made of `sources`; returns how many rows cannot hold.
pub(crate) fn contradictions(map: &Map, sources: &[Source], found: &mut Vec<Diagnostic>) -> usize {
    contradiction::check(map, &texts(sources), found)
}

/// What is worth knowing about the map that was made of `sources`, though nothing is wrong with it.
pub fn hints(map: &Map, sources: &[Source]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    implied_row::check(map, &texts(sources), &mut found);
    laundered_join::check(map, &mut found);
    diagnostic::sort(&mut found);
    found
}

fn texts<'s>(sources: &'s [Source]) -> Vec<Text<'s>> {
    let text = |source: &'s Source| {
        let text: &str = &source.text;
        Text::new(&source.name, text.strip_prefix('\u{feff}').unwrap_or(text))
    };
    sources.iter().map(text).collect()
}

/// The doc comments of the check files, by the codes that they report.
const EXPLANATIONS: &[(Code, &str)] = &[
    (Code::UnknownStandard, include_str!("unknown_standard.rs")),
    (Code::OrphanParent, include_str!("orphan_parent.rs")),
    (Code::ParentCycle, include_str!("parent_cycle.rs")),
    (Code::HeadingChildren, include_str!("heading_children.rs")),
    (Code::NotOurWords, include_str!("not_our_words.rs")),
    (Code::FormulaCell, include_str!("formula_cell.rs")),
    (Code::UnknownRequirement, include_str!("unknown_requirement.rs")),
    (Code::OtherEdition, include_str!("unknown_requirement.rs")),
    (Code::UnknownReference, include_str!("unknown_reference.rs")),
    (Code::SelfLink, include_str!("self_link.rs")),
    (Code::WrongFile, include_str!("wrong_file.rs")),
    (Code::DuplicateRow, include_str!("duplicate_row.rs")),
    (Code::ConverseLink, include_str!("converse_link.rs")),
    (Code::WholeStandard, include_str!("whole_standard.rs")),
    (Code::WholeBesideLink, include_str!("whole_beside_link.rs")),
    (Code::RelationshipDeltas, include_str!("relationship_deltas.rs")),
    (Code::RelationshipStrength, include_str!("relationship_strength.rs")),
    (Code::EqualPractice, include_str!("equal_practice.rs")),
    (Code::MissingWhy, include_str!("missing_why.rs")),
    (Code::UnsortedRows, include_str!("unsorted_rows.rs")),
    (Code::Contradiction, include_str!("contradiction.rs")),
    (Code::ImpliedRow, include_str!("implied_row.rs")),
    (Code::LaunderedJoin, include_str!("laundered_join.rs")),
];

/// The explanation of a code: the doc comment of the file that checks it; `None` for what the reader itself finds.
pub fn explanation(code: Code) -> Option<String> {
    let (_, file) = EXPLANATIONS.iter().find(|(known, _)| *known == code)?;
    let lines = file.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim_start);
    Some(lines.collect::<Vec<_>>().join("\n"))
}
