//! Carries a status file or a Statement of Applicability to another edition.

use super::carried::{Carried, CarriedRow, Carrier, Note, Origin, RebaseOutcome, is_only};
use super::counterparts::Counterpart;
use super::input::{Assessment, Says};
use crate::algebra::Possible;
use crate::map::{Each, RequirementIndex};
use crate::order;
use crate::word::Relationship;

/// A row, and a counterpart of what it speaks of; none where it speaks of the new edition already.
struct Chain {
    to: RequirementIndex,
    row: usize,
    way: Option<(RequirementIndex, Counterpart)>,
}

/// What an assessment of a requirement says of its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// The same.
    Same(Says),
    /// Something of it is implemented.
    Something,
    /// Nothing that is certain.
    Nothing,
}

impl Says {
    /// What this says of a requirement that reads so towards the one that it was said of.
    ///
    /// What is inside an implemented one is implemented, and so for planned, not implemented and not applicable; what holds an
    /// applicable one is applicable; what shares something with an implemented one is implemented in part.
    fn of(self, reads: Possible) -> Claim {
        let inside = reads.and(Possible::INSIDE) == reads;
        let holds = reads.and(Possible::HOLDS) == reads;
        match self {
            Self::Implemented | Self::Planned | Self::Not | Self::NotApplicable if inside => {
                Claim::Same(self)
            }
            Self::Applicable if holds => Claim::Same(self),
            Self::Partial if inside && holds => Claim::Same(self),
            Self::Partial if holds => Claim::Something,
            Self::Implemented if reads.proves().is_sharing() => Claim::Something,
            _ => Claim::Nothing,
        }
    }

    /// How much it says is in place: the lower, the less.
    fn level(self) -> u8 {
        match self {
            Self::Planned | Self::Not | Self::NotApplicable => 0,
            Self::Partial | Self::Applicable => 1,
            Self::Implemented => 2,
        }
    }

    /// The word that claims nothing, in the file that this stands in.
    fn least(self) -> &'static str {
        if matches!(self, Self::Applicable | Self::NotApplicable) { "no" } else { "not" }
    }
}

impl Carrier<'_, '_> {
    /// The assessments of the other edition that follow. Rule book, section 8.
    pub(super) fn assessments(&self, rows: &[Assessment]) -> Carried {
        let mut notes: Vec<Note> = rows.iter().map(|row| Note::new(row.line, shortly(row))).collect();
        let mut carried: Vec<CarriedRow> = Vec::new();
        let mut chains: Vec<Chain> = Vec::new();
        let mut said: Each<Option<Claim>> = self.table.map.each(None);
        for ((number, row), note) in rows.iter().enumerate().zip(&mut notes) {
            let of = match row.of {
                Some(of) if self.table.map.standard_of(of) == self.from => of,
                other => {
                    let there = other.filter(|of| self.table.map.standard_of(*of) == self.to);
                    there.iter().for_each(|to| said[*to] = Some(Claim::Same(row.says)));
                    chains.extend(there.map(|to| Chain { to, row: number, way: None }));
                    let origins = vec![Origin { line: row.line, way: None, link: None }];
                    carried.push(CarriedRow {
                        cells: row.cells.clone(),
                        outcome: RebaseOutcome::Untouched,
                        origins,
                    });
                    continue;
                }
            };
            let counterparts = self.table.counterparts(of);
            if counterparts.is_empty() {
                note.open(self.fate(of), None);
            }
            chains.extend(counterparts.into_iter().map(|counterpart| Chain {
                to: counterpart.to,
                row: number,
                way: Some((of, counterpart)),
            }));
        }
        order::sort_by_key(&mut chains, |chain| (chain.to, chain.row));
        for run in chains.chunk_by(|a, b| a.to == b.to) {
            if let Some((row, claim)) = self.assessment(rows, run, &mut notes) {
                run.iter().for_each(|chain| said[chain.to] = Some(claim));
                carried.push(row);
            }
        }
        carried.extend(self.held_back(rows, &mut said, &mut notes));
        let map = self.table.map;
        let is_unnamed = |at: &RequirementIndex| map.is_leaf(*at) && self.nearest(&said, *at).is_none();
        Carried { rows: carried, notes, unnamed: map.assessable(self.to).filter(is_unnamed).collect() }
    }

    /// The row of one requirement of the other edition, from everything that is said of its counterparts.
    fn assessment(
        &self,
        rows: &[Assessment],
        run: &[Chain],
        notes: &mut [Note],
    ) -> Option<(CarriedRow, Claim)> {
        let claims: Vec<(&Chain, &Assessment, Claim)> = run
            .iter()
            .filter_map(|chain| rows.get(chain.row).map(|row| (chain, row, chain.claim(row))))
            .collect();
        let id = self.table.map.id(run.first()?.to);
        if let Some((_, there, _)) = claims.iter().find(|(chain, _, _)| chain.way.is_none()) {
            let why = format!("line {} speaks of {id} already", there.line);
            self.note_all(&claims, notes, &why);
            return None;
        }
        let Some(result) = agreed(&claims) else {
            let why = format!("what follows for {id} from several rows does not agree");
            self.note_all(&claims, notes, &why);
            return None;
        };
        if result == Claim::Nothing {
            self.note_all(&claims, notes, &format!("nothing certain follows for {id}"));
            return None;
        }
        let stands = |chain: &Chain| chain.reads().is_some_and(|reads| is_only(reads, Relationship::EqualTo));
        let base = claims.iter().find(|(chain, _, claim)| stands(chain) && *claim == result);
        let (base, row, _) = base.or_else(|| claims.iter().find(|(_, _, claim)| *claim == result))?;
        let as_it_stands = stands(base);
        for (chain, _, claim) in claims.iter().filter(|(chain, _, _)| !as_it_stands || chain.row != base.row)
        {
            let Some(note) = notes.get_mut(chain.row) else { continue };
            if *claim == Claim::Nothing || stands(chain) {
                note.open(format!("what holds for {id} is taken from line {}", row.line), None);
            } else {
                note.derived.push(id.to_owned());
            }
        }
        let outcome = if as_it_stands { RebaseOutcome::AsItStands } else { RebaseOutcome::Derived };
        let proves =
            |(chain, _, claim): &&(&Chain, &Assessment, Claim)| chain.row == base.row || *claim == result;
        let origin = |(chain, row, _): &(&Chain, &Assessment, Claim)| Origin {
            line: row.line,
            way: chain.way,
            link: None,
        };
        let mut origins: Vec<Origin> = vec![Origin { line: row.line, way: base.way, link: None }];
        origins.extend(claims.iter().filter(|claim| claim.0.row != base.row).filter(proves).map(origin));
        let cells = self.cells(base, row, result, as_it_stands);
        Some((CarriedRow { cells, outcome, origins }, result))
    }

    /// Rows that claim nothing, for the leaves that some row bears on and of which no status follows: what a file does not name
    /// counts as held, and that would be more than anybody said.
    fn held_back(
        &self,
        rows: &[Assessment],
        said: &mut Each<Option<Claim>>,
        notes: &mut [Note],
    ) -> Vec<CarriedRow> {
        let map = self.table.map;
        let bearing = self.bearing(rows);
        let mut held_back = Vec::new();
        for leaf in map.assessable(self.to).filter(|at| map.is_leaf(*at)) {
            let Some((number, link)) = bearing[leaf] else { continue };
            let Some(row) = rows.get(number) else { continue };
            let is_settled = said[leaf].is_some()
                || match self.nearest(said, leaf) {
                    Some(Claim::Same(heading)) => row.says.level() >= heading.level(),
                    // Of which part of a heading something is implemented nobody knows.
                    _ => row.says == Says::Applicable,
                };
            if is_settled {
                continue;
            }
            let (id, least) = (map.id(leaf), row.says.least());
            let why = format!("{id} is written as `{least}` until somebody has looked");
            notes.get_mut(number).into_iter().for_each(|note| note.open(why.clone(), None));
            let text = format!("to be reviewed: {} bears on it by {}", shortly(row), self.row_place(link));
            let mut cells = vec![id.to_owned(), least.to_owned(), text];
            cells.truncate(row.cells.len());
            let origins = vec![Origin { line: row.line, way: None, link: None }];
            held_back.push((leaf, CarriedRow { cells, outcome: RebaseOutcome::Open, origins }));
        }
        held_back.iter().for_each(|(leaf, _)| said[*leaf] = Some(Claim::Nothing));
        held_back.into_iter().map(|(_, row)| row).collect()
    }

    /// Of each leaf of the other edition the row that says least of what may share something with it, and the link by which it may.
    ///
    /// Contested links bear too: what they say is not certain, and that they say nothing is not either. O(|rows| · depth + |links|),
    /// with the links of headings counted once for each leaf below.
    fn bearing(&self, rows: &[Assessment]) -> Each<Option<(usize, usize)>> {
        let map = self.table.map;
        let level = |number: usize| rows.get(number).map(|row| row.says.level());
        let mut least: Each<Option<(usize, usize)>> = map.each(None);
        let lower = |known: &mut Option<(usize, usize)>, number: usize, link: usize| {
            if known.is_none_or(|(known, _)| level(number) < level(known)) {
                *known = Some((number, link));
            }
        };
        for (number, row) in rows.iter().enumerate() {
            let Some(of) = row.of.filter(|of| map.standard_of(*of) == self.from) else { continue };
            let near = std::iter::once(of).chain(map.above(of)).chain(map.below(of));
            near.for_each(|at| lower(&mut least[at], number, 0));
        }
        for from in map.of_standard(self.from) {
            let Some((number, _)) = least[from] else { continue };
            for step in self.table.steps(from).filter(|step| step.reads.is_positive()) {
                let leaves = self.table.leaves(step.to);
                leaves.into_iter().for_each(|leaf| lower(&mut least[leaf], number, step.link));
            }
        }
        least
    }

    /// What the new file says of a requirement, or else of the nearest heading above it.
    fn nearest(&self, said: &Each<Option<Claim>>, of: RequirementIndex) -> Option<Claim> {
        std::iter::once(of).chain(self.table.map.above(of)).find_map(|at| said[at])
    }

    /// The cells of a row of the new file.
    fn cells(&self, chain: &Chain, row: &Assessment, result: Claim, as_it_stands: bool) -> Vec<String> {
        let mut cells = row.cells.clone();
        let mut set = |column: usize, text: String| {
            cells.get_mut(column).into_iter().for_each(|cell| *cell = text.clone())
        };
        set(0, self.table.map.id(chain.to).to_owned());
        if result == Claim::Something {
            set(1, "partial".to_owned());
        }
        if let (false, Some((of, counterpart)), Some(text)) = (as_it_stands, &chain.way, row.cells.get(2)) {
            let text = if text.is_empty() { String::new() } else { format!(": {text}") };
            set(2, format!("derived, to be reviewed: {}{text}", self.way(*of, counterpart)));
        }
        cells
    }

    /// Leaves all rows but those that speak of the new edition already to a person.
    fn note_all(&self, claims: &[(&Chain, &Assessment, Claim)], notes: &mut [Note], why: &str) {
        for (chain, _, _) in claims {
            if let (Some(note), Some((of, counterpart))) = (notes.get_mut(chain.row), &chain.way) {
                note.open(why.to_owned(), Some(self.way(*of, counterpart)));
            }
        }
    }
}

impl Chain {
    /// How the requirement of the other edition reads towards the one that the row speaks of.
    fn reads(&self) -> Option<Possible> {
        self.way.as_ref().map(|(_, counterpart)| counterpart.reads)
    }

    fn claim(&self, row: &Assessment) -> Claim {
        self.reads().map_or(Claim::Nothing, |reads| row.says.of(reads))
    }
}

/// What all claims come to; `None` where they contradict each other.
fn agreed(claims: &[(&Chain, &Assessment, Claim)]) -> Option<Claim> {
    let mut result = Claim::Nothing;
    for (_, _, claim) in claims {
        result = match (result, *claim) {
            (one, Claim::Nothing) => one,
            (Claim::Nothing, other) => other,
            (Claim::Something, Claim::Something) => Claim::Something,
            (Claim::Same(says), Claim::Something) | (Claim::Something, Claim::Same(says)) => match says {
                Says::Planned | Says::Not => return None,
                _ => Claim::Same(says),
            },
            (Claim::Same(one), Claim::Same(other)) if one == other => Claim::Same(one),
            _ => return None,
        };
    }
    Some(result)
}

/// The row in short: what it speaks of, and what it says.
fn shortly(row: &Assessment) -> String {
    row.cells.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(" ")
}
