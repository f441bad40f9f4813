//! Carries a status file or a Statement of Applicability to another edition.

use super::carried::{Carried, CarriedRow, Carrier, Note, Origin, RebaseOutcome, is_only};
use super::counterparts::Counterpart;
use super::input::{Assessment, Says};
use crate::algebra::Possible;
use crate::map::RequirementIndex;
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
}

impl Carrier<'_, '_> {
    /// The assessments of the other edition that follow. Rule book, section 8.
    pub(super) fn assessments(&self, rows: &[Assessment]) -> Carried {
        let mut notes: Vec<Note> = rows.iter().map(|row| Note::new(row.line, shortly(row))).collect();
        let mut carried: Vec<CarriedRow> = Vec::new();
        let mut chains: Vec<Chain> = Vec::new();
        let mut named = self.table.map.each(false);
        for ((number, row), note) in rows.iter().enumerate().zip(&mut notes) {
            let of = match row.of {
                Some(of) if self.table.map.standard_of(of) == self.from => of,
                other => {
                    let there = other.filter(|of| self.table.map.standard_of(*of) == self.to);
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
            let row = self.assessment(rows, run, &mut notes);
            let is_named = row.is_some() || run.iter().any(|chain| chain.way.is_none());
            run.iter().filter(|_| is_named).for_each(|chain| named[chain.to] = true);
            carried.extend(row);
        }
        let map = self.table.map;
        let is_unnamed = |at: &RequirementIndex| {
            map.is_leaf(*at) && !named[*at] && !map.above(*at).any(|above| named[above])
        };
        Carried { rows: carried, notes, unnamed: map.assessable(self.to).filter(is_unnamed).collect() }
    }

    /// The row of one requirement of the other edition, from everything that is said of its counterparts.
    fn assessment(&self, rows: &[Assessment], run: &[Chain], notes: &mut [Note]) -> Option<CarriedRow> {
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
        Some(CarriedRow { cells: self.cells(base, row, result, as_it_stands), outcome, origins })
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
