//! The checks over what was read: one rule a file, whose doc comment explains it.

use crate::contradictions::Contradictions;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::lookup::Lookup;
use crate::map::Map;
use crate::order;
use crate::records::{End, Findings, LinkText, Records, RowAt};

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

/// Standards and requirements as they were read, for the checks that come before there is a map.
pub(crate) struct Entries<'r> {
    pub(crate) records: &'r Records,
    /// Of each requirement row the row of its parent, where there is one.
    pub(crate) parents: Vec<Option<u32>>,
}

impl<'r> Entries<'r> {
    fn new(records: &'r Records) -> Self {
        let mut rows = Lookup::with_capacity(records.requirements.len());
        let mut before = "";
        for (number, row) in (0..).zip(&records.requirements) {
            // They are sorted, so the first of equal ids comes first.
            if records.id(row) != before {
                rows.insert(records.id(row), number);
            }
            before = records.id(row);
        }
        let id = |number: u32| records.requirements.get(number as usize).map_or("", |row| records.id(row));
        let mut last = ("", None);
        let parents = records.requirements.iter().map(|row| {
            let parent = records.parent(row);
            if parent != last.0 {
                last = (parent, rows.find(parent, id));
            }
            last.1
        });
        Self { records, parents: parents.collect() }
    }

    /// The place of a standard in the order of `standards.csv`.
    fn order(&self, key: &str) -> Option<usize> {
        self.records.standards.iter().position(|row| row.key.as_str() == key)
    }

    /// Whether going up from every row leads to a row without a parent.
    fn every_row_has_a_root(&self) -> bool {
        // 0 for a row not seen yet, else the number of the walk that saw it.
        let mut seen = vec![0_u32; self.parents.len()];
        for (walk, start) in (1..).zip(0..self.parents.len()) {
            let mut at = Some(start);
            while let Some(row) = at {
                match seen.get_mut(row) {
                    Some(mark) if *mark == 0 => *mark = walk,
                    Some(mark) if *mark == walk => return false,
                    _ => break,
                }
                at = self.parents.get(row).copied().flatten().map(|parent| parent as usize);
            }
        }
        true
    }
}

/// What the checks of rows look things up in: the map of all rows, also those in error.
pub(crate) struct Context<'r> {
    pub(crate) map: &'r Map,
    pub(crate) records: &'r Records,
}

/// The links of a pair that has more than one, by their numbers, in the order of their rows.
#[derive(Debug, Default)]
pub(crate) struct SeveralRows {
    /// From the requirement that comes first in the map.
    pub(crate) forwards: Vec<usize>,
    /// To it.
    pub(crate) backwards: Vec<usize>,
}

impl<'r> Context<'r> {
    /// Every row of a link file.
    fn rows(&self) -> impl Iterator<Item = &'r LinkText> {
        let unresolved = self.records.unresolved.iter().map(|row| &row.row);
        let nothing = self.map.nothing.iter().map(|row| &row.row);
        self.map.links.iter().map(|link| &link.row).chain(nothing).chain(unresolved)
    }

    /// Every joint row.
    fn joints(&self) -> impl Iterator<Item = RowAt> {
        let unresolved = self.records.unresolved_joints.iter().copied();
        self.map.joints.iter().map(|joint| joint.at()).chain(unresolved)
    }

    /// The pairs between which more than one row stands.
    fn pairs_with_several_rows(&self) -> Vec<SeveralRows> {
        let map = self.map;
        let mut pairs = Vec::new();
        for at in map.all() {
            let mut steps = map.steps(at).filter(|step| step.to > at).peekable();
            while let Some(step) = steps.next() {
                if steps.peek().is_none_or(|next| next.to != step.to) {
                    continue;
                }
                let mut links = vec![step.link];
                while let Some(next) = steps.next_if(|next| next.to == step.to) {
                    links.push(next.link);
                }
                order::sort_by_key(&mut links, |link| map.link(*link).row.at());
                let (forwards, backwards) = links.into_iter().partition(|link| map.link(*link).source == at);
                pairs.push(SeveralRows { forwards, backwards });
            }
        }
        pairs
    }

    /// Whether a row from `target` to `source` stands in the map.
    fn has_forward_row(&self, source: End, target: End) -> bool {
        let (End::Requirement(source), End::Requirement(target)) = (source, target) else { return false };
        self.map.steps(target).any(|step| step.to == source && self.map.link(step.link).source == target)
    }
}

/// Runs every check of standards and requirements.
pub(crate) fn of_catalogue(records: &Records, found: &mut Findings) {
    let context = Entries::new(records);
    let checks: [fn(&Entries<'_>, &mut Findings); 7] = [
        unknown_standard::check,
        orphan_parent::check,
        parent_cycle::check,
        heading_children::check,
        not_our_words::check,
        wrong_file::check_entries,
        duplicate_row::check_entries,
    ];
    for check in checks {
        check(&context, found);
    }
}

/// Runs every check of links, joint rows and second judgements, over the map of all of them.
pub(crate) fn of_rows(map: &Map, records: &Records, found: &mut Findings) {
    let context = Context { map, records };
    let checks: [fn(&Context<'_>, &mut Findings); 13] = [
        unknown_standard::check_names,
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
    ];
    for check in checks {
        check(&context, found);
    }
    formula_cell::check(&context, found);
    unsorted_rows::check(&context, found);
}

/// Adds a finding for each of these contradictions.
pub(crate) fn contradictions(map: &Map, all: &Contradictions, found: &mut Vec<Diagnostic>) {
    contradiction::check(map, all, found);
}

/// What is worth knowing about a map, though nothing is wrong with it.
pub fn hints(map: &Map) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    implied_row::check(map, &mut found);
    laundered_join::check(map, &mut found);
    diagnostic::sort(&mut found);
    found
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
